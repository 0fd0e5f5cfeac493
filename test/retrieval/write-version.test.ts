import { afterAll, beforeAll, expect, it } from 'vitest'
import { widthInDatabase } from '../../src/retrieval/write-version.ts'
import { embeddedDatabase, type TestDatabase } from '../support/databases.ts'

let made: TestDatabase
beforeAll(async () => {
  made = await embeddedDatabase()
}, 60_000)
afterAll(() => made?.drop())

it('searches a graph as widely as its size asks, and never more widely than pgvector can', async () => {
  const { database } = made
  await database.query(`CREATE EXTENSION IF NOT EXISTS vector; LOAD 'vector'`)
  for (const graph of ['questions', 'texts'] as const)
    for (const nodes of [0, 100, 40_000, 300_000, 999_999, 3_000_000, 100_000_000])
      await database.query(`SET hnsw.ef_search = ${widthInDatabase(graph, nodes)}`)
  expect(widthInDatabase('questions', 300_000)).toBe(548)
  expect(widthInDatabase('texts', 90_000)).toBe(600)
  await expect(database.query('SET hnsw.ef_search = 1001')).rejects.toThrow()
})
