import { describe, expect, it } from 'vitest'
import { PATHS } from '../../src/config/config.ts'
import { fingerprintProjected } from '../../src/embedding/fingerprint.ts'
import { loadProjection, type Projection } from '../../src/embedding/projection.ts'

/** Keeps the first and the last of three numbers, the last twice as large. */
const projection: Projection = { from: 3, to: 2, matrix: Float32Array.of(1, 0, 0, 0, 0, 2) }

describe('a projected model', () => {
  it('gives the product of its vectors and the matrix, token by token', async () => {
    const project = await loadProjection(PATHS.project, projection)
    const model = project(async (ids) => ({
      data: Float32Array.from(ids.flatMap((id) => [id, 10 * id, 100 * id])),
      dimensions: 3,
    }))
    expect(await model([1, 7])).toEqual({ data: Float32Array.of(1, 200, 7, 1400), dimensions: 2 })
  })

  it('fails as the model does', async () => {
    const project = await loadProjection(PATHS.project, projection)
    await expect(project(() => Promise.reject(new Error('too long')))([1])).rejects.toThrow('too long')
  })

  it('has another fingerprint with another model or another matrix', () => {
    const other = { ...projection, matrix: projection.matrix.map((value) => -value) }
    const all = [
      fingerprintProjected('model', projection),
      fingerprintProjected('model', other),
      fingerprintProjected('another', projection),
    ]
    expect(new Set(all).size).toBe(3)
    expect(fingerprintProjected('model', { ...projection, matrix: projection.matrix.slice() })).toBe(all[0])
  })
})
