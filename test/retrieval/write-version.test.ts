import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mulberry32 } from '../../src/learning/random.ts'
import { graphOf, indexNear, listsOf, vectorText } from '../../src/retrieval/write-version.ts'
import { embeddedDatabase, type TestDatabase } from '../support/databases.ts'

const random = mulberry32(1)
const vectors = Array.from({ length: 60 }, () => {
  const vector = Float32Array.from({ length: 3 }, () => random() - 0.5)
  const length = Math.hypot(...vector)
  return vector.map((value) => value / length)
})
const wanted = vectors[7]!

let made: TestDatabase
beforeAll(async () => {
  made = await embeddedDatabase()
  await made.database.query('CREATE EXTENSION IF NOT EXISTS vector')
}, 60_000)
afterAll(() => made?.drop())

describe.each([
  ['graph', graphOf, [0, 100, 40_000, 3_000_000]],
  ['lists', listsOf, [0, 100, 40_000, 300_000]],
] as const)('the %s of vectors in a database', (name, nearIndexOf, sizes) => {
  it.each(sizes)('are indexed and searched as %d of them are, the nearest first', async (nodes) => {
    const table = `${name}_${nodes}`
    await made.database.query(`CREATE TABLE ${table} (view integer, passage integer, mean halfvec(3))`)
    for (const [view, vector] of vectors.entries())
      await made.database.query(`INSERT INTO ${table} VALUES ($1, 0, $2)`, [view, vectorText(vector)])
    await indexNear(made.database, table, nearIndexOf(nodes, 3))
    const near = await made.database.query<{ view: number; cosine: number }>(
      `SELECT view, cosine FROM ${table}_near($1::halfvec)`,
      [vectorText(wanted)],
    )
    const cosines = near.map(({ cosine }) => cosine)
    expect(near[0]!.view).toBe(7)
    expect(cosines[0]).toBeCloseTo(1, 3)
    expect(cosines).toEqual(cosines.toSorted((a, b) => b - a))
  })
})

it('looks at more questions than one search of the graph gives where there are millions, and at more lists of texts', () => {
  expect(graphOf(300_000, 192)).toMatchObject({ looked: 603, search: expect.arrayContaining(['hnsw.ef_search = 603']) })
  expect(graphOf(2_000_000, 192)).toMatchObject({
    looked: 1557,
    search: expect.arrayContaining(['hnsw.ef_search = 1000', 'hnsw.iterative_scan = relaxed_order']),
  })
  expect(listsOf(900_000, 192).search).toEqual(['ivfflat.probes = 24'])
  expect(listsOf(9_000_000, 192).search).toEqual(['ivfflat.probes = 40'])
})
