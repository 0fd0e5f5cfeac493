import type { Reranker } from '../embedding/reranker.ts'
import { createNetwork, sigmoid } from '../retrieval/network.ts'
import { RERANKED, rerankingFeatures } from '../retrieval/reranking.ts'
import type { Weights } from '../retrieval/weights.ts'
import { type Lesson, trainNetwork } from './network.ts'
import { type ExaminedMessage, figuresOf, type Judged, MESSAGE_FOLDS, type OnStep } from './ranking.ts'

/** The messages are few, and so are the numbers of each. */
const MEMBERS = 3
const EPOCHS = 100

/**
 * Learns how probably a passage answers, given what is known without a reranker and its score: from the judged messages, by what
 * networks say of them that were not taught them.
 * @param textOf the text of a passage that the reranker reads.
 * @returns with figures for the reader, of messages that were not learned from.
 * @throws Error when the reranker fails, or there are no messages.
 */
export async function learnReranking(
  reranker: Reranker,
  examined: readonly ExaminedMessage[],
  textOf: (passage: number) => string,
  thresholds: Weights['thresholds'],
  onStep: OnStep,
): Promise<{ reranking: NonNullable<Weights['reranking']>; figures: Readonly<Record<string, unknown>> }> {
  if (examined.length === 0) throw new Error('A reranker is learned from judged messages, and the corpus has none.')
  const read: { readonly best: Judged; readonly lesson: Lesson }[] = []
  for (const [at, { text, judged }] of examined.entries()) {
    const best = judged.slice(0, RERANKED)
    const scores = await reranker.read(
      text,
      best.map(({ passage }) => textOf(passage)),
    )
    if (!scores) throw new Error('The reranker fails: tune without it, or when it works.')
    const probabilities = best.map(({ probability }) => probability)
    const targets = best.map(({ target }) => target)
    const counts = targets.map(() => 1)
    read.push({ best, lesson: { features: rerankingFeatures(probabilities, scores), targets, weight: 1, counts } })
    onStep('reranker', at + 1, examined.length)
  }
  const teach = (some: typeof read, step: string) =>
    trainNetwork(
      some.map(({ lesson }) => lesson),
      (done, all) => onStep(step, done, all),
      MEMBERS,
      EPOCHS,
    )
  const lists: Judged[] = []
  for (let fold = 0; fold < MESSAGE_FOLDS; fold++) {
    const isHeld = (_: unknown, at: number) => at % MESSAGE_FOLDS === fold
    const logit = createNetwork(
      teach(
        read.filter((one, at) => !isHeld(one, at)),
        `reranker, fold ${fold}`,
      ),
    )
    for (const { best, lesson } of read.filter(isHeld)) {
      const judged = best.map((one, at) => ({ ...one, probability: sigmoid(logit(lesson.features[at]!)) }))
      lists.push(judged.sort((a, b) => b.probability - a.probability))
    }
  }
  return {
    reranking: { reranker: reranker.fingerprint, network: teach(read, 'reranker, whole') },
    figures: figuresOf(lists, thresholds),
  }
}
