/** Builds and saves an index of a synthetic corpus, in a process of its own: its peak of memory is that of nothing else. */

import { openWithProgress, run } from '../src/cli/run.ts'
import { readConfig } from '../src/config/config.ts'
import { fitCentroids } from '../src/retrieval/centroids.ts'
import { writeIndex } from '../src/retrieval/index-files.ts'
import { buildParts } from '../src/retrieval/search-index.ts'
import { dequantise } from '../src/retrieval/token-vectors.ts'
import { SEED, synthesise } from './synthesise.ts'

/** What building costs: seconds, and bytes at the peak of memory. */
export interface BuildCost {
  readonly views: number
  readonly tokens: number
  readonly graph: number
  readonly centroids: number
  readonly save: number
  readonly peak: number
}

await run(async () => {
  const [passages = 0, folder = ''] = [Number(process.argv[2]), process.argv[3]]
  const { index, corpus, embedder } = await openWithProgress(readConfig())
  const { views, vectorsOf } = synthesise(index, passages, SEED).all()
  const repeated = Array.from({ length: passages }, (_, n) => corpus.passages[n % corpus.passages.length]!)
  let begun = 0
  const parts = await buildParts(
    { ...corpus, passages: repeated },
    views,
    embedder,
    index.statistics,
    vectorsOf,
    () => {
      begun = performance.now()
    },
  )
  const built = performance.now() - begun
  begun = performance.now()
  writeIndex(folder, 'growth', 'growth', parts)
  const save = performance.now() - begun
  const peak = process.resourceUsage().maxRSS * 1024

  // The one part of building that can be measured apart; the graph is the rest.
  const questions: Float32Array[][] = Array.from({ length: passages }, () => [])
  for (const [at, { kind, passage }] of views.entries()) {
    if (kind === 'question') {
      questions[passage]!.push(dequantise(parts.means, at))
    }
  }
  begun = performance.now()
  await fitCentroids(questions, parts.dimensions)
  const centroids = performance.now() - begun
  const cost: BuildCost = {
    views: views.length,
    tokens: parts.tokens.tokens.length,
    graph: (built - centroids) / 1000,
    centroids: centroids / 1000,
    save: save / 1000,
    peak,
  }
  process.stdout.write(`${JSON.stringify(cost)}\n`)
})
