import { Matrix, solve } from 'ml-matrix'
import { sigmoid } from '../retrieval/network.ts'

const MAX_STEPS = 100
/** Steps end when no parameter moves by more than this. */
const CONVERGED = 1e-9

/** The logit of a row of features is their sum with these weights, plus the bias. */
export interface LogisticModel {
  readonly weights: number[]
  readonly bias: number
}

/** One case to learn from. */
export interface Case {
  readonly features: readonly number[]
  readonly positive: boolean
}

/**
 * Logistic regression in which positives and negatives weigh the same in total, whatever their number.
 * Deterministic.
 */
export function fitLogistic(cases: readonly Case[], features: number, l2: number): LogisticModel {
  const positives = cases.filter(({ positive }) => positive).length
  const share = (positive: boolean) => 0.5 / Math.max(positive ? positives : cases.length - positives, 1)
  const solution = newton(features + 1, (weights, gradient, hessian) => {
    for (const { features: row, positive } of cases) {
      const extended = [...row, 1]
      const probability = sigmoid(inner(extended, weights))
      const weight = share(positive)
      for (let f = 0; f <= features; f++) {
        gradient[f]! += weight * (probability - (positive ? 1 : 0)) * extended[f]!
        for (let g = 0; g <= features; g++) {
          hessian[f]![g]! += weight * probability * (1 - probability) * extended[f]! * extended[g]!
        }
      }
    }
    // The bias is not regularised.
    addL2(weights, gradient, hessian, l2, features)
  })
  return { weights: solution.slice(0, features), bias: solution[features]! }
}

/** Mean and standard deviation of each column. */
export interface Scaling {
  readonly mean: readonly number[]
  readonly deviation: readonly number[]
}

export function fitScaling(rows: readonly (readonly number[])[]): Scaling {
  const width = rows[0]?.length ?? 0
  const mean = Array.from({ length: width }, (_, f) => rows.reduce((sum, row) => sum + row[f]!, 0) / rows.length)
  const deviation = mean.map(
    (middle, f) => Math.sqrt(rows.reduce((sum, row) => sum + (row[f]! - middle) ** 2, 0) / rows.length) || 1,
  )
  return { mean, deviation }
}

/** A row in standard deviations from the mean, so that features compare. */
export function standardise(row: readonly number[], { mean, deviation }: Scaling): number[] {
  return row.map((value, f) => (value - mean[f]!) / deviation[f]!)
}

/** A model that was fitted to standardised rows, for rows as they are. */
export function unstandardise({ weights, bias }: LogisticModel, { mean, deviation }: Scaling): LogisticModel {
  return {
    weights: weights.map((weight, f) => weight / deviation[f]!),
    bias: weights.reduce((sum, weight, f) => sum - (weight * mean[f]!) / deviation[f]!, bias),
  }
}

/** A number to the five digits that are saved. */
export function round(value: number): number {
  return Number(value.toPrecision(5))
}

export function roundModel({ weights, bias }: LogisticModel): LogisticModel {
  return { weights: weights.map(round), bias: round(bias) }
}

function addL2(
  weights: readonly number[],
  gradient: number[],
  hessian: number[][],
  l2: number,
  features: number,
): void {
  for (let f = 0; f < features; f++) {
    gradient[f]! += 2 * l2 * weights[f]!
    hessian[f]![f]! += 2 * l2
  }
}

/** Newton's method on a convex function of `size` parameters; `accumulate` adds up its gradient and Hessian. */
function newton(
  size: number,
  accumulate: (parameters: readonly number[], gradient: number[], hessian: number[][]) => void,
): number[] {
  let parameters = new Array<number>(size).fill(0)
  for (let step = 0; step < MAX_STEPS; step++) {
    const gradient = new Array<number>(size).fill(0)
    const hessian = Array.from({ length: size }, () => new Array<number>(size).fill(0))
    accumulate(parameters, gradient, hessian)
    for (let f = 0; f < size; f++) hessian[f]![f]! += 1e-9
    const change = solve(new Matrix(hessian), Matrix.columnVector(gradient)).to1DArray()
    // A long first step may overshoot on separable data: never move a standardised weight by more than 2 at once.
    const longest = Math.max(...change.map(Math.abs))
    const scale = longest > 2 ? 2 / longest : 1
    parameters = parameters.map((value, f) => value - scale * change[f]!)
    if (longest < CONVERGED) break
  }
  return parameters
}

function inner(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, index) => sum + value * b[index]!, 0)
}
