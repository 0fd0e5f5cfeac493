/** Answers as the bot does, in a process of its own, as the other ways. Prints Findings. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openWithProgress, run } from '../src/cli/run.ts'
import { findAll, type Task } from './task.ts'

await run(async () => {
  const task = JSON.parse(readFileSync(join(process.argv[2] ?? '', 'task.json'), 'utf8')) as Task
  const { answerer, corpus } = await openWithProgress()
  const numbers = new Map(corpus.passages.map(({ id }, passage) => [id, passage]))
  const findings = await findAll(task, async (question) => {
    const { ranked, confidence } = await answerer.answer(question)
    return [ranked.map(({ passage }) => numbers.get(passage.id)!), confidence]
  })
  process.stdout.write(`${JSON.stringify(findings)}\n`)
})
