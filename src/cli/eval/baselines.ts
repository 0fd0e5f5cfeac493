import { readConfig } from '../../config/config.ts'
import { loadEmbedder } from '../../embedding/embedder.ts'
import type { Outcome } from '../../evaluation/measure.ts'
import type { Product } from '../../product.ts'

/** A cosine that separates on most models, but not on E5: the threshold that one would set by hand. */
const FIXED_THRESHOLD = 0.85
/** The constant of reciprocal rank fusion (Cormack, Clarke & Büttcher 2009). */
const RRF_K = 60

/** A way of answering to compare with. */
export type Baseline = readonly [name: string, answer: (question: string) => Promise<Outcome>]

/** Textbook retrieval with the model as published, without anything that was learned. */
export async function baselinesOf({ corpus, index }: Product): Promise<Baseline[]> {
  const plain = await loadEmbedder(readConfig().model)
  const texts: Float32Array[] = []
  for (const { text } of corpus.passages) texts.push((await plain.embed(text, 'passage')).mean)
  const { lexical } = await index.without(({ kind }) => kind === 'question')
  const rankedByWords = (question: string) => {
    const { best, of } = lexical.search(question, corpus.passages.length).own
    const scores = of(best)
    return best.map((passage, at) => [passage, scores[at]!] as const)
  }
  const rankedByVectors = async (question: string) => {
    const { mean } = await plain.embed(question.slice(0, 1000), 'query')
    const cosine = (text: Float32Array) => text.reduce((sum, value, at) => sum + value * mean[at]!, 0)
    return texts.map((text, passage) => [passage, cosine(text)] as const).sort((a, b) => b[1] - a[1])
  }
  const outcome = (ranked: readonly (readonly [number, number])[], threshold: number): Outcome => {
    const ids = ranked.slice(0, 10).map(([passage]) => corpus.passages[passage]!.id)
    const confidence = ranked[0]?.[1] ?? 0
    return {
      status: confidence >= threshold ? 'answered' : 'no_answer',
      confidence,
      ranked: ids,
      quoted: ids.slice(0, 1),
      sources: [],
    }
  }
  return [
    ['BM25 of the texts', async (question) => outcome(rankedByWords(question), 0)],
    [
      `cosine of the texts, threshold ${FIXED_THRESHOLD}`,
      async (question) => outcome(await rankedByVectors(question), FIXED_THRESHOLD),
    ],
    [
      'reciprocal rank fusion of both',
      async (question) => {
        const scores = new Map<number, number>()
        for (const list of [rankedByWords(question), await rankedByVectors(question)]) {
          for (const [rank, [passage]] of list.entries())
            scores.set(passage, (scores.get(passage) ?? 0) + 1 / (RRF_K + rank + 1))
        }
        return outcome(
          [...scores].sort((a, b) => b[1] - a[1]),
          0,
        )
      },
    ],
  ]
}
