import { dot, secondMoments } from '../embedding/linear-algebra.ts'

/** Compares a query with the centroid of each passage's example questions, in a whitened space. */
export interface Centroids {
  /** @returns for each of the passages a cosine of −1 to 1; 0 for one without a centroid. */
  similarity(mean: Float32Array, passages: readonly number[]): Float32Array
}

/** Centroids as they are saved, in rows of `dimensions` numbers. */
export interface CentroidData {
  readonly dimensions: number
  /** Mean of all example questions. */
  readonly origin: Float32Array
  /** Inverse of the within-passage covariance: `dimensions × dimensions`. */
  readonly precision: Float32Array
  /** One row for each passage: its centroid minus the origin, times `precision`; zeros without a centroid. */
  readonly projected: Float32Array
  /** For each passage: length of its centroid in the whitened space; 0 without a centroid. */
  readonly lengths: Float32Array
}

/**
 * Share of the mean variance that is added to each direction, so that directions with little variance are not blown up. 0.1 and
 * 0.3 did equally well on two sets of strangers' questions.
 */
const SHRINKAGE = 0.3

/**
 * Fits centroids: linear discriminant analysis with one covariance for all passages (Hastie, Tibshirani & Friedman, The
 * Elements of Statistical Learning, § 4.3), read as a cosine.
 * @param vectors for each passage the unit-length means of its example questions; none gives no centroid.
 */
export async function fitCentroids(
  vectors: readonly (readonly Float32Array[])[],
  dimensions: number,
): Promise<CentroidData> {
  // Slow to load, and not needed to answer.
  const { inverse, Matrix } = await import('ml-matrix')
  const origin = meanOf(vectors.flat(), dimensions)
  const centres = vectors.map((own) => (own.length === 0 ? null : meanOf(own, dimensions)))
  const covariance = secondMoments(deviationsOf(vectors, centres, dimensions), dimensions)
  const count = vectors.reduce((sum, { length }) => sum + length, 0)
  let trace = 0
  for (let d = 0; d < dimensions; d++) trace += covariance[d]![d]!
  const ridge = trace > 0 ? (SHRINKAGE * trace) / dimensions : 1
  const matrix = new Matrix(
    covariance.map((values, row) =>
      values.map((value, column) => (value + (row === column ? ridge : 0)) / Math.max(count, 1)),
    ),
  )
  const inverted = inverse(matrix)
  const precision = Float32Array.from(inverted.to1DArray())
  const projected = new Float32Array(vectors.length * dimensions)
  const lengths = new Float32Array(vectors.length)
  for (const [passage, own] of vectors.entries()) {
    const centre = projectCentre(own, { dimensions, origin, precision })
    projected.set(centre.projected, passage * dimensions)
    lengths[passage] = centre.length
  }
  return { dimensions, origin, precision, projected, lengths }
}

/** The centroid of a passage in a space that was fitted: zeros for one without questions. */
export function projectCentre(
  vectors: readonly Float32Array[],
  { dimensions, origin, precision }: Pick<CentroidData, 'dimensions' | 'origin' | 'precision'>,
): { readonly projected: Float32Array; readonly length: number } {
  if (vectors.length === 0) return { projected: new Float32Array(dimensions), length: 0 }
  const away = meanOf(vectors, dimensions).map((value, d) => value - origin[d]!)
  const projected = multiply(precision, away)
  return { projected, length: Math.sqrt(Math.max(0, dot(projected, away))) }
}

/** Prepares fitted centroids for comparison. */
export function createCentroids(data: CentroidData): Centroids {
  const { dimensions, origin, precision, projected, lengths } = data
  return {
    similarity(mean, passages) {
      const away = mean.map((value, d) => value - origin[d]!)
      const length = Math.sqrt(Math.max(0, quadraticForm(precision, away)))
      return Float32Array.from(passages, (passage) => {
        const scale = length * lengths[passage]!
        return scale > 0 ? dot(away, projected, passage * dimensions) / scale : 0
      })
    },
  }
}

/** The deviation of each vector from the centre of its passage; always the same array. */
function* deviationsOf(
  vectors: readonly (readonly Float32Array[])[],
  centres: readonly (Float32Array | null)[],
  dimensions: number,
): Generator<Float64Array> {
  const deviation = new Float64Array(dimensions)
  for (const [passage, own] of vectors.entries()) {
    for (const vector of own) {
      for (let d = 0; d < dimensions; d++) deviation[d] = vector[d]! - centres[passage]![d]!
      yield deviation
    }
  }
}

function meanOf(vectors: readonly Float32Array[], dimensions: number): Float32Array {
  const sum = new Float64Array(dimensions)
  for (const vector of vectors) for (let d = 0; d < dimensions; d++) sum[d]! += vector[d]!
  return Float32Array.from(sum, (value) => value / Math.max(vectors.length, 1))
}

function multiply(matrix: Float32Array, vector: Float32Array): Float32Array {
  const size = vector.length
  const result = new Float32Array(size)
  for (let row = 0; row < size; row++) result[row] = dot(vector, matrix, row * size)
  return result
}

/** `vectorᵀ matrix vector` of a symmetric matrix, of which half is read. */
function quadraticForm(matrix: Float32Array, vector: Float32Array): number {
  const size = vector.length
  let sum = 0
  for (let row = 0; row < size; row++) {
    const value = vector[row]!
    sum += value * (2 * dot(vector, matrix, row * size, row) + value * matrix[row * size + row]!)
  }
  return sum
}
