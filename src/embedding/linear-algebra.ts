/**
 * Inner product of the first `count` numbers of `a` with as many of `b` from `start` on. Keeps four sums: with one, each addition
 * would wait for the last, which is three times as slow.
 */
export function dot(a: Float32Array, b: Float32Array, start = 0, count = a.length): number {
  const even = count - (count % 4)
  let one = 0
  let two = 0
  let three = 0
  let four = 0
  for (let d = 0; d < even; d += 4) {
    one += a[d]! * b[start + d]!
    two += a[d + 1]! * b[start + d + 1]!
    three += a[d + 2]! * b[start + d + 2]!
    four += a[d + 3]! * b[start + d + 3]!
  }
  for (let d = even; d < count; d++) one += a[d]! * b[start + d]!
  return one + two + three + four
}

/**
 * Sum of the outer products of vectors with themselves (`Σ v vᵀ`): symmetric, `dimensions × dimensions`.
 * @param vectors of `dimensions` numbers each; an array may be reused for the next.
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
