import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  centre,
  comparable,
  countTokens,
  dequantise,
  inverseDocumentFrequency,
  quantise,
  type StoredVectors,
} from '../../src/retrieval/token-vectors.ts'
import { DIMENSIONS, randomVector, unit } from '../support/fake-embedder.ts'

function stored(rows: readonly Float32Array[]): StoredVectors {
  const vectors = Float32Array.from(rows.flatMap((row) => [...row]))
  return { dimensions: DIMENSIONS, starts: Uint32Array.of(0, rows.length), ...quantise(vectors, DIMENSIONS) }
}

describe('a quantised vector', () => {
  it('differs from the vector by at most half a step in each direction, a step being its largest value / 127', () => {
    fc.assert(
      fc.property(
        fc.array(fc.float({ min: -8, max: 8, noNaN: true }), { minLength: DIMENSIONS, maxLength: DIMENSIONS }),
        (values) => {
          const vector = Float32Array.from(values)
          const step = Math.max(...vector.map(Math.abs)) / 127
          for (const [d, value] of dequantise(stored([vector]), 0).entries()) {
            expect(Math.abs(value - vector[d]!)).toBeLessThanOrEqual(step / 2 + 1e-6)
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  it('keeps its direction: of unit vectors the cosine with the original is above 0.9995', () => {
    for (let seed = 0; seed < 200; seed++) {
      const vector = unit(randomVector(seed))
      const back = unit(dequantise(stored([vector]), 0))
      expect(back.reduce((sum, value, d) => sum + value * vector[d]!, 0)).toBeGreaterThan(0.9995)
    }
  })

  it('of nothing but zeros is zeros', () => {
    expect([...dequantise(stored([new Float32Array(DIMENSIONS)]), 0)]).toEqual(new Array(DIMENSIONS).fill(0))
  })

  it('is found again in the view that it belongs to', () => {
    const rows = [1, 2, 3].map((seed) => unit(randomVector(seed)))
    const three = { ...stored(rows), starts: Uint32Array.of(0, 1, 1, 3) }
    expect(dequantise(three, 0)).toHaveLength(DIMENSIONS)
    expect(dequantise(three, 1)).toHaveLength(0)
    const last = dequantise(three, 2).subarray(DIMENSIONS)
    for (const [d, value] of last.entries()) expect(value).toBeCloseTo(rows[2]![d]!, 1)
  })
})

describe('centring', () => {
  it('takes the mean away and restores unit length', () => {
    const vectors = Float32Array.of(0.6, 0.8, 1, 0)
    centre(vectors, Float32Array.of(0.6, 0))
    expect(vectors[0]).toBeCloseTo(0)
    expect(vectors[1]).toBeCloseTo(1)
    expect(vectors[2]).toBeCloseTo(1)
    expect(vectors[3]).toBeCloseTo(0)
  })

  it('of a vector that is the mean gives zeros, not nonsense', () => {
    const vectors = Float32Array.of(0.6, 0.8)
    centre(vectors, Float32Array.from(vectors))
    expect([...vectors]).toEqual([0, 0])
  })
})

describe('the tokens of a text as they are compared', () => {
  const text = {
    tokens: [5, 7, 9],
    tokenVectors: Float32Array.of(1, 0, 0.6, 0.8, 0, 1),
    mean: Float32Array.of(1, 0),
  }
  const statistics = (...common: number[]) => ({ mean: new Float32Array(2), common: Int32Array.from(common) })

  it('are without those that are everywhere', () => {
    const { tokens, vectors } = comparable(text, statistics(7, 8))
    expect([...tokens]).toEqual([5, 9])
    expect([...vectors]).toEqual([1, 0, 0, 1])
  })

  it('are all of them when it has no others', () => {
    expect([...comparable(text, statistics(5, 7, 9)).tokens]).toEqual([5, 7, 9])
  })

  it('are centred, and the text is left as it was', () => {
    const before = text.tokenVectors.slice()
    const { vectors } = comparable(text, { mean: Float32Array.of(0.6, 0), common: Int32Array.of() })
    expect(vectors[2]).toBeCloseTo(0)
    expect(vectors[3]).toBeCloseTo(1)
    expect(text.tokenVectors).toEqual(before)
  })
})

describe('the idf of a token', () => {
  // Views: [7, 8], [7, 7], [] — token 7 in two of three, once counted in each; 8 in one.
  const views = {
    dimensions: 1,
    starts: Uint32Array.of(0, 2, 4, 4),
    tokens: Int32Array.of(7, 8, 7, 7),
    bytes: new Uint8Array(4),
    scales: new Float32Array(4),
  }
  const idf = inverseDocumentFrequency(countTokens(views), 3)

  it('falls with the number of views that have it', () => {
    expect(idf(7)).toBeCloseTo(Math.log(4 / 2.5))
    expect(idf(8)).toBeCloseTo(Math.log(4 / 1.5))
    expect(idf(9)).toBeCloseTo(Math.log(4 / 0.5))
  })
})
