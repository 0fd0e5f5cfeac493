import { describe, expect, it } from 'vitest'
import type { Reranker } from '../../src/embedding/reranker.ts'
import { mulberry32 } from '../../src/learning/random.ts'
import { learnReranking } from '../../src/learning/reranking.ts'
import { createNetwork, sigmoid } from '../../src/retrieval/network.ts'
import { rerankingFeatures } from '../../src/retrieval/reranking.ts'

const thresholds = { answered: 0.6, beside: 0.5, related: 0.4 }
const random = mulberry32(1)

/** Messages of which the second passage answers, where one does, and a guess of which does that is no better than chance. */
const examined = Array.from({ length: 120 }, (_, at) => ({
  text: at % 2 === 0 ? 'vraag' : 'iets anders',
  judged: [0, 1, 2].map((passage) => ({
    passage,
    probability: 0.3 + 0.3 * random(),
    target: passage === 1 && at % 2 === 0 ? 1 : 0,
  })),
}))

/** Knows which passage answers, on a scale of its own. */
const knows: Reranker = {
  fingerprint: 'knows',
  read: async (question, texts) => texts.map((text) => (question === 'vraag' && text === 'tekst 1' ? 400 : 100)),
}

describe('what a reranker is worth', () => {
  it('is learned from judged messages, whatever its scale, and measured on others', async () => {
    const { reranking, figures } = await learnReranking(
      knows,
      examined,
      (at) => `tekst ${at}`,
      thresholds,
      () => {},
    )
    expect(reranking.reranker).toBe('knows')
    expect(figures).toMatchObject({ examined: 120, successAt1: 1, answerableAnswered: 1, othersAnswered: 0 })
    const probability = (scores: readonly number[]) =>
      rerankingFeatures([0.4, 0.4, 0.4], scores).map((row) => sigmoid(createNetwork(reranking.network)(row)))
    const [other, best] = probability([100, 400, 100])
    expect(best).toBeGreaterThan(0.7)
    expect(other).toBeLessThan(0.3)
    for (const one of probability([100, 100, 100])) expect(one).toBeLessThan(0.4)
  })

  it('is the same to the digit, learned again', async () => {
    const learn = () =>
      learnReranking(
        knows,
        examined,
        (at) => `tekst ${at}`,
        thresholds,
        () => {},
      )
    expect(await learn()).toEqual(await learn())
  })

  it('can not be learned from one that fails, nor without messages', async () => {
    const fails: Reranker = { fingerprint: 'fails', read: async () => null }
    await expect(learnReranking(fails, examined, String, thresholds, () => {})).rejects.toThrow('tune without it')
    await expect(learnReranking(knows, [], String, thresholds, () => {})).rejects.toThrow('judged messages')
  })
})
