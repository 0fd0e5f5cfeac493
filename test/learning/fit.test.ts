import { describe, expect, it } from 'vitest'
import { fitScaling } from '../../src/learning/fit.ts'

describe('standard scaling', () => {
  it('are the mean and the standard deviation of each column, and 1 for a column that is always the same', () => {
    expect(
      fitScaling([
        [1, 7],
        [3, 7],
      ]),
    ).toEqual({ mean: [2, 7], deviation: [1, 1] })
    expect(fitScaling([[0], [4], [8]]).deviation[0]).toBeCloseTo(Math.sqrt(32 / 3))
  })
})
