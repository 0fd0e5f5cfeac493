/**
 * Finds passages as one would otherwise write it: the pipeline of @xenova/transformers, and a loop that compares with every
 * vector. In a process of its own, as the other ways. Prints Findings.
 */
import { readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { env, pipeline } from '@xenova/transformers'
import { run } from '../src/cli/run.ts'
import { findAll, type Task } from './task.ts'

/** Passages listed for each question. */
const LISTED = 10

await run(async () => {
  const [folder = '', model = ''] = process.argv.slice(2)
  const task = JSON.parse(readFileSync(join(folder, 'task.json'), 'utf8')) as Task
  const means = new Float32Array(Uint8Array.from(readFileSync(join(folder, 'means.f32'))).buffer)
  const dimensions = means.length / task.passages.length
  env.allowRemoteModels = false
  env.localModelPath = dirname(model)
  const embed = await pipeline('feature-extraction', basename(model), { quantized: true })
  const findings = await findAll(task, async (question) => {
    const output = await embed(task.prefix + question, { pooling: 'mean', normalize: true })
    const mean = output.data as Float32Array
    const best = new Map<number, number>()
    for (const [view, passage] of task.passages.entries()) {
      let cosine = 0
      for (let d = 0; d < dimensions; d++) cosine += mean[d]! * means[view * dimensions + d]!
      if (cosine > (best.get(passage) ?? -1)) best.set(passage, cosine)
    }
    const ranked = [...best].sort((a, b) => b[1] - a[1]).slice(0, LISTED)
    return [ranked.map(([passage]) => passage), ranked[0]?.[1] ?? 0]
  })
  process.stdout.write(`${JSON.stringify(findings)}\n`)
})
