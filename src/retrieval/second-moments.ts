/**
 * Sum of the products of vectors with themselves (`Σ v vᵀ`): symmetric, `dimensions × dimensions`.
 * @param vectors of `dimensions` numbers each; one may be used again for the next.
 */
export function secondMoments(vectors: Iterable<ArrayLike<number>>, dimensions: number): Float64Array[] {
  const sums = Array.from({ length: dimensions }, () => new Float64Array(dimensions))
  for (const vector of vectors) {
    for (let row = 0; row < dimensions; row++) {
      const target = sums[row]!
      const factor = vector[row]!
      for (let column = 0; column <= row; column++) target[column]! += factor * vector[column]!
    }
  }
  for (let row = 0; row < dimensions; row++) {
    for (let column = 0; column < row; column++) sums[column]![row] = sums[row]![column]!
  }
  return sums
}
