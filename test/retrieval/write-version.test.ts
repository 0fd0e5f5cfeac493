import { afterAll, beforeAll, expect, it } from 'vitest'
import { listsInDatabase, widthInDatabase } from '../../src/retrieval/write-version.ts'
import { embeddedDatabase, type TestDatabase } from '../support/databases.ts'

let made: TestDatabase
beforeAll(async () => {
  made = await embeddedDatabase()
}, 60_000)
afterAll(() => made?.drop())

it('searches as widely as the size asks, and never more widely than pgvector can', async () => {
  const { database } = made
  await database.query(`CREATE EXTENSION IF NOT EXISTS vector; LOAD 'vector'; CREATE TABLE texts (mean halfvec(3))`)
  for (const nodes of [0, 100, 40_000, 300_000, 999_999, 3_000_000, 100_000_000]) {
    const { lists, probes } = listsInDatabase(nodes)
    await database.query(
      `SET hnsw.ef_search = ${widthInDatabase(nodes)}; SET ivfflat.probes = ${probes};
       CREATE INDEX at_once ON texts USING ivfflat (mean halfvec_ip_ops) WITH (lists = ${lists}); DROP INDEX at_once`,
    )
  }
  expect(widthInDatabase(300_000)).toBe(548)
  expect(listsInDatabase(900_000)).toEqual({ lists: 949, probes: 32 })
  await expect(database.query('SET hnsw.ef_search = 1001')).rejects.toThrow()
})
