import { describe, expect, it } from 'vitest'
import { PATHS } from '../../src/config/config.ts'
import type { Reranker } from '../../src/embedding/reranker.ts'
import { FEATURES } from '../../src/retrieval/features.ts'
import { loadMaxSim } from '../../src/retrieval/maxsim.ts'
import type { Network } from '../../src/retrieval/network.ts'
import { RERANKED, RERANKING_FEATURES, rerank, rerankingFeatures } from '../../src/retrieval/reranking.ts'
import { createSearcher, type Found } from '../../src/retrieval/searcher.ts'
import { loadWeights, type Weights } from '../../src/retrieval/weights.ts'
import { fakeEmbedder } from '../support/fake-embedder.ts'
import { openTinyIndex } from '../support/open-tiny-index.ts'
import { folderWith, tinyFiles } from '../support/tiny-corpus.ts'

/** A network of one unit that follows one feature, up to ten either way. */
function following(features: readonly string[], name: string): Network {
  const weights = features.map((feature) => (feature === name ? 0.1 : 0))
  const member = { weights: [weights], biases: [0], outputs: [10], bias: 0 }
  return { mean: features.map(() => 0), deviation: features.map(() => 1), members: [member] }
}
const byScore = following(RERANKING_FEATURES, 'score')

const found = {
  confidence: 0.9,
  candidates: [0.9, 0.6, 0.2, 0.1].map((probability, passage) => ({
    passage,
    probability,
    score: Math.log(probability / (1 - probability)),
    features: [],
    nearestQuestion: null,
  })),
}
const passages = ({ candidates }: Pick<Found, 'candidates'>) => candidates.map(({ passage }) => passage)

describe('what a reranker says of the best passages', () => {
  it('is their order, with the probability of each, where nobody taught what its scores mean', () => {
    const read = rerank(found, found.candidates, [-3, 8, 2], null)
    expect(passages(read)).toEqual([1, 2, 0, 3])
    expect(read.candidates.map(({ probability }) => probability)).toEqual([0.6, 0.2, 0.9, 0.1])
    expect(read.candidates.map(({ score }) => score)).toEqual(found.candidates.map(({ score }) => score))
    expect(read.confidence).toBe(0.6)
  })

  it('is one more signal of the probability, where it was taught', () => {
    const read = rerank(found, found.candidates, [-3, 3, 1], byScore)
    expect(passages(read)).toEqual([1, 2, 3, 0])
    expect(read.confidence).toBeCloseTo(1 / (1 + Math.exp(-2.9)), 1)
  })

  it('counts beside the probability without it, and by how far a passage is ahead', () => {
    expect(rerankingFeatures([0.5, 0.9], [1, 3])).toEqual([
      [0, 1, -2],
      [expect.closeTo(Math.log(9)), 3, 2],
    ])
    expect(rerankingFeatures([1], [1])).toEqual([[expect.closeTo(13.8, 1), 1, 0]])
  })
})

const corpusFolder = folderWith(tinyFiles())
const { corpus, index } = await openTinyIndex(corpusFolder, folderWith({}))
const maxsim = await loadMaxSim(PATHS.maxsim)
const weights: Weights = { ...loadWeights(PATHS.weights), network: following(FEATURES, 'cosineText') }

const searcherWith = (reranker: Reranker | null, learned: Weights = weights) =>
  createSearcher({
    corpus,
    embedder: fakeEmbedder(),
    index,
    maxsim,
    lexicon: { expand: () => [] },
    abbreviate: (text) => text,
    weights: learned,
    reranker,
  })

/** Likes the last passage that it reads best. */
const lastFirst = (asked: [string, readonly string[]][] = []): Reranker => ({
  fingerprint: 'last first',
  async read(question, texts) {
    asked.push([question, texts])
    return texts.map((_, at) => at)
  },
})

describe('a searcher', () => {
  it('without a reranker leaves what was found as it is', async () => {
    const searcher = searcherWith(null)
    const before = await searcher.search('Helpt rust?')
    expect(await searcher.rerank(before)).toBe(before)
  })

  it('lets a reranker read the best passages in their context', async () => {
    const asked: [string, readonly string[]][] = []
    const searcher = searcherWith(lastFirst(asked))
    const before = await searcher.search('Helpt rust?')
    const read = await searcher.rerank(before)
    const [[question, texts]] = asked as [[string, readonly string[]]]
    expect(question).toBe('Helpt rust?')
    expect(texts.length).toBe(Math.min(RERANKED, before.candidates.length))
    expect(texts).toEqual(
      passages(before)
        .slice(0, RERANKED)
        .map((at) => index.views[index.contextView(at)]!.text),
    )
    expect(passages(read).slice(0, texts.length)).toEqual(passages(before).slice(0, RERANKED).reverse())
  })

  it('answers without a reranker that fails', async () => {
    const searcher = searcherWith({ fingerprint: 'fails', read: async () => null })
    const before = await searcher.search('Helpt rust?')
    expect(await searcher.rerank(before)).toBe(before)
  })

  it('believes only the reranker that it was taught with', async () => {
    const confidence = async (reranker: string) => {
      const searcher = searcherWith(lastFirst(), { ...weights, reranking: { reranker, network: byScore } })
      const before = await searcher.search('Helpt rust?')
      const read = await searcher.rerank(before)
      const own = before.candidates.find(({ passage }) => passage === read.candidates[0]!.passage)!
      return read.confidence === own.probability
    }
    expect(await confidence('last first')).toBe(false)
    expect(await confidence('another')).toBe(true)
  })
})
