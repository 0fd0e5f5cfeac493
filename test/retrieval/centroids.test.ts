import { describe, expect, it } from 'vitest'
import { dot } from '../../src/embedding/linear-algebra.ts'
import { createCentroids, fitCentroids } from '../../src/retrieval/centroids.ts'
import { DIMENSIONS, randomVector, unit } from '../support/fake-embedder.ts'

/** Questions round a middle of each passage; passage 2 has none. */
const questions = [0, 1, 2, 3].map((passage) =>
  passage === 2
    ? []
    : Array.from({ length: 5 + passage }, (_, at) => {
        const middle = randomVector(passage)
        const noise = randomVector(100 * (passage + 1) + at)
        return unit(middle.map((value, d) => value + 0.3 * noise[d]!))
      }),
)

/** Whitening written out: the covariance inside passages, plus 0.3 of its mean variance, inverted by Gauss–Jordan. */
function bruteForce(question: Float32Array): number[] {
  const all = questions.flat()
  const mean = (vectors: readonly Float32Array[]) =>
    Array.from({ length: DIMENSIONS }, (_, d) => vectors.reduce((sum, vector) => sum + vector[d]!, 0) / vectors.length)
  const origin = mean(all)
  const covariance = Array.from({ length: DIMENSIONS }, () => new Array<number>(DIMENSIONS).fill(0))
  for (const own of questions) {
    if (own.length === 0) continue
    const centre = mean(own)
    for (const vector of own)
      for (let a = 0; a < DIMENSIONS; a++)
        for (let b = 0; b < DIMENSIONS; b++)
          covariance[a]![b]! += ((vector[a]! - centre[a]!) * (vector[b]! - centre[b]!)) / all.length
  }
  const variance = covariance.reduce((sum, row, d) => sum + row[d]!, 0) / DIMENSIONS
  for (let d = 0; d < DIMENSIONS; d++) covariance[d]![d]! += 0.3 * variance
  const precision = invert(covariance)
  const inner = (a: readonly number[], b: readonly number[]) =>
    a.reduce(
      (sum, value, row) => sum + value * b.reduce((rest, other, column) => rest + precision[row]![column]! * other, 0),
      0,
    )
  const away = Array.from(question, (value, d) => value - origin[d]!)
  return questions.map((own) => {
    if (own.length === 0) return 0
    const centre = mean(own).map((value, d) => value - origin[d]!)
    return inner(away, centre) / Math.sqrt(inner(away, away) * inner(centre, centre))
  })
}

function invert(matrix: readonly (readonly number[])[]): number[][] {
  const size = matrix.length
  const rows = matrix.map((row, at) => [
    ...row,
    ...Array.from({ length: size }, (_, column) => (column === at ? 1 : 0)),
  ])
  for (let at = 0; at < size; at++) {
    const pivot = rows.findIndex(
      (row, index) =>
        index >= at && Math.abs(row[at]!) === Math.max(...rows.slice(at).map((other) => Math.abs(other[at]!))),
    )
    ;[rows[at], rows[pivot]] = [rows[pivot]!, rows[at]!]
    const scale = rows[at]![at]!
    rows[at] = rows[at]!.map((value) => value / scale)
    for (let other = 0; other < size; other++) {
      const factor = rows[other]![at]!
      if (other !== at) rows[other] = rows[other]!.map((value, column) => value - factor * rows[at]![column]!)
    }
  }
  return rows.map((row) => row.slice(size))
}

describe('centroids', async () => {
  const centroids = createCentroids(await fitCentroids(questions, DIMENSIONS))

  it('compare a question as whitening by hand does, and a passage without questions not at all', () => {
    for (let seed = 500; seed < 520; seed++) {
      const question = unit(randomVector(seed))
      const similarity = centroids.similarity(question, [0, 1, 2, 3])
      for (const [passage, expected] of bruteForce(question).entries())
        expect(similarity[passage]).toBeCloseTo(expected, 3)
    }
  })

  it('are asked for in any order', () => {
    const question = unit(randomVector(9))
    const [zero, , , three] = centroids.similarity(question, [0, 1, 2, 3])
    expect([...centroids.similarity(question, [3, 0])]).toEqual([three, zero])
  })

  it('put a question nearest to the passage whose questions it resembles', () => {
    for (const [passage, own] of questions.entries()) {
      for (const vector of own) {
        const similarity = [...centroids.similarity(vector, [0, 1, 3])]
        expect([0, 1, 3][similarity.indexOf(Math.max(...similarity))]).toBe(passage)
      }
    }
  })

  it('of no questions at all give 0', async () => {
    const none = createCentroids(await fitCentroids([[], []], DIMENSIONS))
    expect([...none.similarity(unit(randomVector(1)), [0, 1])]).toEqual([0, 0])
  })
})

describe('the inner product', () => {
  it.each([0, 1, 3, 4, 7, 384])('of %i numbers is the sum of their products', (size) => {
    const [a, b] = [randomVector(1, size), randomVector(2, size)]
    expect(dot(a, b)).toBeCloseTo(
      a.reduce((sum, value, at) => sum + value * b[at]!, 0),
      4,
    )
  })
})
