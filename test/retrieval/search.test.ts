import { describe, expect, it } from 'vitest'
import { PATHS } from '../../src/config/config.ts'
import { FEATURES } from '../../src/retrieval/features.ts'
import { loadMaxSim } from '../../src/retrieval/maxsim.ts'
import type { Network } from '../../src/retrieval/network.ts'
import { toQuery } from '../../src/retrieval/query.ts'
import { compareCandidates, createSearch } from '../../src/retrieval/search.ts'
import { fakeEmbedder } from '../support/fake-embedder.ts'
import { fetchedIndex } from '../support/fetched-index.ts'
import { openTinyIndex } from '../support/open-tiny-index.ts'
import { folderWith, tinyFiles } from '../support/tiny-corpus.ts'

const maxsim = await loadMaxSim(PATHS.maxsim)

const corpusFolder = folderWith(tinyFiles())
const { corpus, index } = await openTinyIndex(corpusFolder, folderWith({}))
const ask = async (text: string) => toQuery(text, await fakeEmbedder().embed(text, 'query'), index)

/** A network of one unit that follows one feature. */
function following(name: string): Network {
  const weights = FEATURES.map((feature) => (feature === name ? 0.1 : 0))
  const member = { weights: [weights], biases: [0], outputs: [10], bias: 0 }
  return { mean: FEATURES.map(() => 0), deviation: FEATURES.map(() => 1), members: [member] }
}

describe('the candidates of a question', () => {
  it('are compared by every feature, and each passage is one once', async () => {
    const candidates = await compareCandidates(await ask('Rust nemen helpt veel mensen'), index, maxsim)
    expect(new Set(candidates.map(({ passage }) => passage)).size).toBe(candidates.length)
    for (const { features } of candidates) expect(features).toHaveLength(FEATURES.length)
  })

  it('include a passage without questions that is near by its text, however many questions of others are nearer', async () => {
    const hidden = await index.without(({ kind, passage }) => kind === 'question' && passage === 0)
    const query = await ask('Rust nemen helpt veel mensen. Overleg bijv. met je huisarts.')
    const found = (await compareCandidates(query, hidden, maxsim)).find(({ passage }) => passage === 0)
    expect(found?.nearestQuestion).toBeNull()
    expect(found?.features[FEATURES.indexOf('hasQuestions')]).toBe(0)
  })

  it('are none for a question without a word', async () => {
    expect(await compareCandidates(await ask('?'), index, maxsim)).toEqual([])
  })
})

describe('a search', () => {
  it('puts first what the network takes for the likeliest answer, and is as sure as it is', async () => {
    const byText = createSearch(index, maxsim, following('cosineText'))
    const { candidates, confidence } = await byText(await ask('Rust nemen helpt veel mensen. Overleg met je huisarts.'))
    expect(corpus.passages[candidates[0]!.passage]!.text).toMatch(/^Rust nemen/)
    expect(confidence).toBe(candidates[0]!.probability)
    for (const [at, { score, probability }] of candidates.entries()) {
      expect(score).toBeLessThanOrEqual(candidates[at - 1]?.score ?? Number.POSITIVE_INFINITY)
      expect(probability).toBeGreaterThan(0)
      expect(probability).toBeLessThan(1)
    }
  })

  it('finds nothing, with no confidence, for a question without a word', async () => {
    const search = createSearch(index, maxsim, following('cosineText'))
    expect(await search(await ask('?'))).toEqual({ candidates: [], confidence: 0 })
  })
})

describe('an index that fetches what it is asked for', () => {
  it('gives the same candidates, with the same numbers, and the vectors of no other passages', async () => {
    const fetched = fetchedIndex(index)
    for (const text of ['Rust nemen helpt veel mensen', 'Mag ik sporten?', 'huisarts']) {
      const query = await ask(text)
      const expected = await compareCandidates(query, index, maxsim)
      expect(await compareCandidates(query, fetched, maxsim)).toEqual(expected)
      expect(fetched.asked.at(-1)).toEqual(expected.map(({ passage }) => passage))
    }
  })
})
