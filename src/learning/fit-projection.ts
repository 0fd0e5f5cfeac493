import { secondMoments } from '../embedding/linear-algebra.ts'
import type { Projection } from '../embedding/projection.ts'

/**
 * Fits the projection that keeps most of vectors' lengths and of the angles between them: on the eigenvectors of their second
 * moments with the largest eigenvalues (principal component analysis without centring; Jolliffe 2002, § 14.2.3).
 * @param vectors rows of `from` numbers, any number in each array.
 * @param to fewer dimensions than `from`, or as many.
 */
export async function fitProjection(vectors: Iterable<Float32Array>, from: number, to: number): Promise<Projection> {
  const { EigenvalueDecomposition, Matrix } = await import('ml-matrix')
  const moments = new Matrix(secondMoments(rowsOf(vectors, from), from))
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(moments, { assumeSymmetric: true })
  const largest = [...realEigenvalues.keys()].sort((a, b) => realEigenvalues[b]! - realEigenvalues[a]!).slice(0, to)
  const matrix = new Float32Array(from * to)
  for (let row = 0; row < from; row++) {
    for (const [column, vector] of largest.entries()) {
      matrix[row * to + column] = eigenvectorMatrix.get(row, vector)
    }
  }
  return { from, to, matrix }
}

function* rowsOf(vectors: Iterable<Float32Array>, dimensions: number): Generator<Float32Array> {
  for (const rows of vectors) {
    for (let start = 0; start < rows.length; start += dimensions) yield rows.subarray(start, start + dimensions)
  }
}
