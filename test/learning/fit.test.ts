import { describe, expect, it } from 'vitest'
import { type Case, fitLogistic, fitScaling } from '../../src/learning/fit.ts'

const sigmoid = (value: number) => 1 / (1 + Math.exp(-value))
const times = <T>(count: number, value: T): T[] => new Array<T>(count).fill(value)

describe('logistic regression', () => {
  it('of one feature with two values is the log odds, which are known exactly', () => {
    // At 0 one in four is positive, at 1 three in four: balanced classes, so bias = ln(1/3) and weight = 2 ln 3.
    const cases: Case[] = [
      ...times(3, { features: [0], positive: false }),
      { features: [0], positive: true },
      { features: [1], positive: false },
      ...times(3, { features: [1], positive: true }),
    ]
    const { weights, bias } = fitLogistic(cases, 1, 0)
    expect(weights[0]).toBeCloseTo(2 * Math.log(3), 4)
    expect(bias).toBeCloseTo(Math.log(1 / 3), 4)
  })

  it('weighs positives and negatives the same in total, whatever their number', () => {
    const cases: Case[] = [
      { features: [1], positive: true },
      { features: [0], positive: true },
      ...times(10, { features: [1], positive: false }),
      ...times(30, { features: [0], positive: false }),
    ]
    const { weights, bias } = fitLogistic(cases, 1, 0)
    // Half of the positives and a quarter of the negatives are at 1: P = 0.5 / (0.5 + 0.25); at 0: 0.5 / (0.5 + 0.75).
    expect(sigmoid(weights[0]! + bias)).toBeCloseTo(2 / 3, 4)
    expect(sigmoid(bias)).toBeCloseTo(0.4, 4)
  })

  it('pulls weights towards 0, and the bias not', () => {
    const cases: Case[] = [
      ...times(5, { features: [1], positive: true }),
      ...times(5, { features: [-1], positive: false }),
    ]
    const weak = fitLogistic(cases, 1, 0.01).weights[0]!
    const strong = fitLogistic(cases, 1, 0.1).weights[0]!
    expect(weak).toBeGreaterThan(strong)
    expect(strong).toBeGreaterThan(0)
    // Where it ends, the slope of the loss equals the pull: E[(1 − p) x] = 2 · l2 · w.
    expect(1 - sigmoid(strong)).toBeCloseTo(2 * 0.1 * strong, 5)
  })
})

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
