import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitProjection } from '../../src/learning/projection.ts'
import { randomVector } from '../support/fake-embedder.ts'

/** A row times the matrix of a projection. */
function projected(row: ArrayLike<number>, { from, to, matrix }: Awaited<ReturnType<typeof fitProjection>>): number[] {
  return Array.from({ length: to }, (_, column) => {
    let sum = 0
    for (let at = 0; at < from; at++) sum += row[at]! * matrix[at * to + column]!
    return sum
  })
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, value, at) => sum + value * b[at]!, 0)

describe('a fitted projection', () => {
  it('has columns of unit length, at right angles', async () => {
    const { to, matrix, from } = await fitProjection(
      [randomVector(1, 16), randomVector(2, 16), randomVector(3, 16)],
      16,
      5,
    )
    const columns = Array.from({ length: to }, (_, column) =>
      Array.from({ length: from }, (_, row) => matrix[row * to + column]!),
    )
    for (const [a, one] of columns.entries()) {
      for (const [b, other] of columns.entries()) expect(dot(one, other)).toBeCloseTo(a === b ? 1 : 0, 5)
    }
  })

  it('keeps every product of vectors that lie in no more dimensions than it has', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.nat(10_000), async (dimensions, seed) => {
        const basis = Array.from({ length: dimensions }, (_, at) => randomVector(seed + at, 16))
        // Mixtures of the basis, in arrays of two rows.
        const mixed = Array.from({ length: 8 }, (_, at) =>
          Float32Array.from({ length: 16 }, (_, d) =>
            basis.reduce((sum, vector, b) => sum + Math.sin(seed + 7 * at + b) * vector[d]!, 0),
          ),
        )
        const arrays = [0, 2, 4, 6].map((at) => Float32Array.of(...mixed[at]!, ...mixed[at + 1]!))
        const projection = await fitProjection(arrays, 16, 4)
        for (const a of mixed) {
          for (const b of mixed)
            expect(dot(projected(a, projection), projected(b, projection))).toBeCloseTo(dot(a, b), 3)
        }
      }),
      { numRuns: 30 },
    )
  })

  it('keeps the directions in which vectors are longest', async () => {
    const axis = (at: number, length: number) => Float32Array.from({ length: 16 }, (_, d) => (d === at ? length : 0))
    const projection = await fitProjection([axis(3, 1), axis(8, 5), axis(11, 3)], 16, 2)
    const kept = (at: number) => Math.hypot(...projected(axis(at, 1), projection))
    expect([kept(8), kept(11), kept(3)].map((length) => Math.round(1000 * length))).toEqual([1000, 1000, 0])
  })
})
