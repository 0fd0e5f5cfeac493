import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PATHS } from '../../src/config/config.ts'
import { heaviestTokens, loadMaxSim, type QueryTokens } from '../../src/retrieval/maxsim.ts'
import { dequantise, quantise, type StoredVectors } from '../../src/retrieval/token-vectors.ts'
import { DIMENSIONS, randomVector, unit } from '../support/fake-embedder.ts'

const maxsim = await loadMaxSim(PATHS.maxsim)

/** The question is in 7 bits: each of its values is off by at most half a step, a step being its largest value / 63. */
const ERROR = 0.03

/** Views with these numbers of tokens. */
function storedViews(lengths: readonly number[], seed: number): StoredVectors {
  const rows = lengths.reduce((sum, length) => sum + length, 0)
  const vectors = unitVectors(rows, seed)
  let end = 0
  const starts = Uint32Array.from([0, ...lengths.map((length) => (end += length))])
  return { dimensions: DIMENSIONS, starts, ...quantise(vectors, DIMENSIONS) }
}

/** Rows of unit length. */
function unitVectors(rows: number, seed: number): Float32Array {
  const vectors = new Float32Array(rows * DIMENSIONS)
  for (let row = 0; row < rows; row++) vectors.set(unit(randomVector(seed + row)), row * DIMENSIONS)
  return vectors
}

function queryOf(tokens: number, seed: number, weights: readonly number[]): QueryTokens {
  const vectors = unitVectors(tokens, seed)
  return { vectors, weights: Float32Array.from({ length: tokens }, (_, token) => weights[token % weights.length]!) }
}

/** The definition, in plain numbers. */
function bruteForce({ vectors, weights }: QueryTokens, stored: StoredVectors, views: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return views.map((view) => {
    const rows = dequantise(stored, view)
    if (rows.length === 0 || total <= 0) return 0
    let score = 0
    for (let token = 0; token < weights.length; token++) {
      let best = -1
      for (let row = 0; row < rows.length; row += DIMENSIONS) {
        let cosine = 0
        for (let d = 0; d < DIMENSIONS; d++) cosine += vectors[token * DIMENSIONS + d]! * rows[row + d]!
        best = Math.max(best, cosine)
      }
      score += (weights[token]! / total) * best
    }
    return score
  })
}

describe('late interaction', () => {
  it('is, for each token of the question, the best cosine in a view, weighted and averaged', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(9), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 9 }),
        fc.array(fc.integer({ min: 6, max: 9 }), { minLength: 1, maxLength: 4 }),
        fc.nat(10_000),
        fc.infiniteStream(fc.nat()),
        async (lengths, tokens, weights, seed, picks) => {
          const stored = storedViews(lengths, seed)
          const query = queryOf(tokens, seed + 5000, weights)
          // Any order, with gaps and runs, and the same view twice.
          const views = Array.from({ length: 15 }, () => (picks.next().value as number) % lengths.length)
          const scores = await maxsim(query, stored, views)
          for (const [at, expected] of bruteForce(query, stored, views).entries()) {
            expect(Math.abs(scores[at]! - expected)).toBeLessThan(ERROR)
          }
        },
      ),
      { numRuns: 150 },
    )
  })

  it('gives the same to questions that are asked at once as to questions one by one', async () => {
    const stored = storedViews([3, 5, 1, 8, 2, 6, 4], 1)
    const views = [0, 1, 2, 3, 4, 5, 6]
    const queries = Array.from({ length: 20 }, (_, at) => queryOf(1 + (at % 6), 100 * at, [1, 2]))
    const alone: Float32Array[] = []
    for (const query of queries) alone.push(await maxsim(query, stored, views))
    expect(await Promise.all(queries.map((query) => maxsim(query, stored, views)))).toEqual(alone)
  })

  it('is 1 for a view that has all the words of the question', async () => {
    const stored = storedViews([4, 4], 7)
    const query = { vectors: dequantise(stored, 1), weights: Float32Array.of(1, 1, 1, 1) }
    const [other, same] = await maxsim(query, stored, [0, 1])
    expect(same).toBeCloseTo(1, 1)
    expect(other).toBeLessThan(same!)
  })

  it('is 0 for a view without words, for no views, and for a question without words or weight', async () => {
    const stored = storedViews([0, 2], 3)
    const query = queryOf(2, 3, [1])
    expect((await maxsim(query, stored, [0]))[0]).toBe(0)
    expect(await maxsim(query, stored, [])).toHaveLength(0)
    expect([...(await maxsim(queryOf(0, 3, [1]), stored, [0, 1]))]).toEqual([0, 0])
    expect([...(await maxsim(queryOf(2, 3, [0]), stored, [0, 1]))]).toEqual([0, 0])
  })
})

describe('of the words of a question', () => {
  it('those that tell next to nothing beside the others are left out', () => {
    const query = { ...queryOf(3, 50, [1]), weights: Float32Array.of(1, 0.001, 1) }
    const [first, , last] = [0, 1, 2].map((row) => query.vectors.slice(row * DIMENSIONS, (row + 1) * DIMENSIONS))
    expect(heaviestTokens(query)).toEqual({
      vectors: Float32Array.of(...first!, ...last!),
      weights: Float32Array.of(1, 1),
    })
  })

  it('at most twelve are kept, those that tell most, in their order', () => {
    const query = queryOf(15, 60, [3, 2])
    const { vectors, weights } = heaviestTokens(query)
    expect([...weights]).toEqual([3, 2, 3, 2, 3, 2, 3, 2, 3, 3, 3, 3])
    expect(vectors).toHaveLength(12 * DIMENSIONS)
  })

  it('all are kept of a short one, and none of one without any', () => {
    const query = queryOf(3, 70, [1, 2])
    expect(heaviestTokens(query)).toEqual(query)
    expect(heaviestTokens(queryOf(0, 0, [1])).weights).toHaveLength(0)
  })
})
