import { randomBytes } from 'node:crypto'
import type { Database } from '../../src/database/database.ts'
import { openDatabase } from '../../src/database/open-database.ts'

/** Address of a real server on which databases may be made and dropped, as .ci/postgres starts one; without it, those tests are skipped. */
export const SERVER = process.env.TEST_DATABASE_URL

/** Folder of the programs of PostgreSQL, for servers that are killed; without it, those tests are skipped. */
export const POSTGRES = process.env.TEST_POSTGRES

/** A new, empty database to test with. */
export interface TestDatabase {
  readonly database: Database
  /** For another connection; null for one in memory. */
  readonly url: string | null
  drop(): Promise<void>
}

export async function embeddedDatabase(): Promise<TestDatabase> {
  const database = await openDatabase('pglite:memory://', { name: 'INDEX_URL' })
  return { database, url: null, drop: () => database.close() }
}

export async function serverDatabase(): Promise<TestDatabase> {
  const server = await openDatabase(SERVER!, { name: 'TEST_DATABASE_URL', max: 1 })
  const name = `bronwijzer_test_${randomBytes(6).toString('hex')}`
  await server.query(`CREATE DATABASE ${name}`)
  const url = new URL(SERVER!)
  url.pathname = `/${name}`
  const database = await openDatabase(url.href, { name: 'INDEX_URL' })
  return {
    database,
    url: url.href,
    async drop() {
      await database.close()
      await server.query(`DROP DATABASE ${name} WITH (FORCE)`)
      await server.close()
    },
  }
}

/** Both kinds, with words for the name of a test. */
export const DATABASES = [
  { where: 'in the process', open: embeddedDatabase, skip: false },
  {
    where: SERVER ? 'on a server' : 'on a server (skipped: TEST_DATABASE_URL is not set)',
    open: serverDatabase,
    skip: !SERVER,
  },
] as const
