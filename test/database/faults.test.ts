import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../src/database/database.ts'
import type { DatabaseError } from '../../src/database/database-error.ts'
import { migrate } from '../../src/database/migrate.ts'
import { openDatabase } from '../../src/database/open-database.ts'
import { SCHEMA, STEPS } from '../../src/keeping/schema.ts'
import { openSharedDatabase } from '../../src/keeping/shared-database.ts'
import { createLog } from '../../src/operations/log.ts'
import { prepareDatabase } from '../../src/retrieval/versions.ts'
import { SERVER, serverDatabase, type TestDatabase } from '../support/databases.ts'

/** Of users that are made and dropped. */
const USER = `bronwijzer_test_${randomBytes(4).toString('hex')}`

describe.skipIf(!SERVER)(
  `a server on which somebody may do little${SERVER ? '' : ' (skipped: TEST_DATABASE_URL is not set)'}`,
  () => {
    let made: TestDatabase
    /** Of its administrator. */
    let server: Database
    beforeAll(async () => {
      made = await serverDatabase()
      server = made.database
      await migrate(server, SCHEMA, STEPS, 'SETTINGS_URL')
      await server.query(`CREATE ROLE ${USER} LOGIN PASSWORD 'geheim'`)
      await server.query(
        `GRANT USAGE ON SCHEMA ${SCHEMA} TO ${USER}; GRANT ALL ON ALL TABLES IN SCHEMA ${SCHEMA} TO ${USER}`,
      )
    })
    afterAll(async () => {
      await server?.query(`DROP OWNED BY ${USER}; DROP ROLE ${USER}`)
      await made?.drop()
    })

    /** The address of that user. */
    function url(): string {
      const address = new URL(made.url!)
      address.username = USER
      address.password = 'geheim'
      return address.href
    }
    const problemOf = (work: Promise<unknown>) =>
      work.then(
        () => null,
        ({ problem, message }: DatabaseError) => `${problem}: ${message}`,
      )
    /** What the user meets who is limited so, with one connection. */
    async function limited(limit: string, work: (database: Database) => Promise<unknown>): Promise<string | null> {
      await server.query(`ALTER ROLE ${USER} ${limit}`)
      const database = await openDatabase(url(), { name: 'INDEX_URL', max: 1 })
      try {
        return await problemOf(work(database))
      } finally {
        await database.close()
        await server.query(`ALTER ROLE ${USER} CONNECTION LIMIT -1; ALTER ROLE ${USER} RESET ALL`)
      }
    }

    it('says so where only an administrator may switch on pgvector', async () => {
      expect(await limited('CONNECTION LIMIT -1', prepareDatabase)).toMatch(
        /^refused: .* has pgvector, but this user may not switch it on\. Let its administrator do so: CREATE EXTENSION vector$/,
      )
    })

    it('says so where it is read-only, slow, or has no more connections', async () => {
      const write = (database: Database) => database.query(`DELETE FROM ${SCHEMA}.chats`)
      expect(await limited('SET default_transaction_read_only = on', write)).toMatch(
        /^read-only: .* is read-only, as a replica is\. Name the primary in INDEX_URL\.$/,
      )
      await server.transaction(async (queries) => {
        await queries.query(`LOCK TABLE ${SCHEMA}.chats`)
        expect(await limited('SET statement_timeout = 100', write)).toMatch(
          /^busy: .* takes too long for a query\. Look at its load, and at what locks its tables; else mend INDEX_URL\.$/,
        )
      })
      const second = () => openDatabase(url(), { name: 'INDEX_URL' })
      expect(await limited('CONNECTION LIMIT 1', second)).toMatch(/^busy: .* has too many connections\. Raise max_conn/)
    })

    it('says so where there is no such database, user, or right to make tables', async () => {
      const elsewhere = new URL(url())
      elsewhere.pathname = '/nowhere'
      expect(await problemOf(openDatabase(elsewhere.href, { name: 'INDEX_URL' }))).toMatch(
        /^refused: .* has no database of that name\. Create it, or mend the name in INDEX_URL\.$/,
      )
      const nobody = new URL(url())
      nobody.username = 'bronwijzer_nobody'
      expect(await problemOf(openDatabase(nobody.href, { name: 'INDEX_URL' }))).toMatch(
        /^refused: .* refuses the user or the password\. Mend them in INDEX_URL\.$/,
      )
      const migrating = (database: Database) => migrate(database, 'elsewhere', ['SELECT 1'], 'INDEX_URL')
      expect(await limited('CONNECTION LIMIT -1', migrating)).toMatch(
        /^refused: .* does not allow this\. Let the user of the address own the database, or name another user in INDEX_URL\.$/,
      )
    })

    it('is told once to the operator of a bot, who goes on, and once that it works again', async () => {
      const lines: string[] = []
      const log = createLog({ level: 'info', secrets: [], out: { write: (line) => lines.push(line) } })
      const shared = await openSharedDatabase({ url: url(), log })
      const probe = () => shared.tryAgain((queries) => queries.query('SELECT 1'))
      const write = () => problemOf(shared.query(`DELETE FROM ${SCHEMA}.chats`))
      const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
      await probe()
      await server.transaction(async (queries) => {
        await queries.query(`LOCK TABLE ${SCHEMA}.chats`)
        expect(await write()).toMatch(/^unreachable: The database \(SETTINGS_URL\) does not answer within 2000 ms/)
        // Nobody waits for it any more.
        const start = performance.now()
        for (let n = 0; n < 20; n++) expect(await write()).toMatch(/^unreachable/)
        expect(performance.now() - start).toBeLessThan(500)
      })
      await wait(50)
      await probe()
      expect(await write()).toBeNull()
      const told = lines.map((line) => (JSON.parse(line) as { msg: string }).msg)
      expect(told).toHaveLength(2)
      expect(told[0]).toContain('Look at its load and its log. Questions are answered meanwhile')
      expect(told[1]).toBe('The database (SETTINGS_URL) works again.')
      await shared.close()
    })
  },
)
