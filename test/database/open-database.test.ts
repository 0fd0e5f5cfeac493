import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../src/database/database.ts'
import { databaseError } from '../../src/database/database-error.ts'
import { migrate } from '../../src/database/migrate.ts'
import { openDatabase } from '../../src/database/open-database.ts'
import { DATABASES, embeddedDatabase, type TestDatabase } from '../support/databases.ts'

/** Milliseconds: making a database in the process takes seconds, and more on a busy machine. */
const FIRST_TIME = 180_000

describe.each(DATABASES)('a database $where', ({ open, skip }) => {
  let made: TestDatabase
  let database: Database
  beforeAll(async () => {
    if (skip) return
    made = await open()
    database = made.database
  }, FIRST_TIME)
  afterAll(() => made?.drop())

  it.skipIf(skip)('gives rows, with numbers, texts and bytes as they were written', async () => {
    await database.query('CREATE TABLE things (id integer, name text, bytes bytea); CREATE INDEX ON things (id)')
    await database.query('INSERT INTO things VALUES ($1, $2, $3)', [1, "O'Hara ’s", Uint8Array.of(0, 255, 92, 39)])
    const [row] = await database.query<{ id: number; name: string; bytes: Uint8Array }>('SELECT * FROM things', [])
    expect({ ...row, bytes: [...row!.bytes] }).toEqual({ id: 1, name: "O'Hara ’s", bytes: [0, 255, 92, 39] })
  })

  it.skipIf(skip)('keeps nothing of a transaction that fails, and goes on', async () => {
    await database.query('CREATE TABLE kept (id integer)')
    const failing = database.transaction(async (queries) => {
      await queries.query('INSERT INTO kept VALUES (1)')
      throw new Error('changed my mind')
    })
    await expect(failing).rejects.toThrow('changed my mind')
    expect(await database.query('SELECT * FROM kept')).toEqual([])
  })

  it.skipIf(skip)('takes what is asked at once in a transaction, without a warning of its driver', async () => {
    const warnings: Error[] = []
    const note = (warning: Error) => void warnings.push(warning)
    process.on('warning', note)
    const asked = database.transaction(({ query }) =>
      Promise.all([1, 2, 3].map((number) => query<{ number: number }>('SELECT $1::integer AS number', [number]))),
    )
    expect(await asked).toEqual([[{ number: 1 }], [{ number: 2 }], [{ number: 3 }]])
    process.off('warning', note)
    expect(warnings).toEqual([])
  })

  it.skipIf(skip)('never repeats in an error what was written', async () => {
    await database.query('CREATE TABLE private (said text PRIMARY KEY, number integer)')
    for (const statement of [`INSERT INTO private VALUES ('geheim', 1), ('geheim', 2)`, `SELECT 'geheim'::integer`]) {
      const error = await database.query(statement).catch((thrown: Error) => thrown)
      expect(error).toBeInstanceOf(Error)
      expect((error as Error).message).toMatch(/^The database at .* \(INDEX_URL\) failed with [0-9A-Z]{5}\.$/)
    }
  })

  it.skipIf(skip)('tells who listens of every notice, until they stop', async () => {
    let told = 0
    const heard = () => new Promise<void>((resolve) => setTimeout(resolve, 50))
    const stop = await database.listen('changes', () => told++)
    await database.query('NOTIFY changes')
    while (told === 0) await heard()
    await stop()
    await database.query('NOTIFY changes')
    await heard()
    expect(told).toBe(1)
  })

  it.skipIf(skip || open === embeddedDatabase)(
    'makes connections anew that broke, also for who listens, who is told',
    async () => {
      let told = 0
      const stop = await database.listen('changes', () => told++)
      const others = 'FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()'
      await Promise.all([1, 2, 3].map(() => database.query('SELECT pg_sleep(0.05)')))
      await database.query(`SELECT pg_terminate_backend(pid) ${others}`)
      await expect.poll(() => told, { timeout: 10_000 }).toBe(1)
      await Promise.all([1, 2, 3].map(() => database.query('SELECT 1')))
      await database.query('NOTIFY changes')
      await expect.poll(() => told, { timeout: 10_000 }).toBe(2)
      await stop()
      expect(database.stats().waiting).toBe(0)
    },
  )

  it.skipIf(skip)('is migrated step by step, once, also when two do it at the same time', async () => {
    const first = ['CREATE TABLE part.one (id integer)']
    const both = [...first, 'ALTER TABLE part.one ADD COLUMN more integer NOT NULL DEFAULT 7']
    await migrate(database, 'part', first, 'INDEX_URL')
    await database.query('INSERT INTO part.one VALUES (1)')
    await Promise.all([1, 2, 3].map(() => migrate(database, 'part', both, 'INDEX_URL')))
    expect(await database.query('SELECT * FROM part.one')).toEqual([{ id: 1, more: 7 }])
    await expect(migrate(database, 'part', first, 'INDEX_URL')).rejects.toThrow(
      /of INDEX_URL is of a newer Bronwijzer: it is at step 2, and this program knows 1/,
    )
  })

  it.skipIf(skip)('is migrated once when several begin with it at the same time', async () => {
    const steps = ['CREATE TABLE fresh.one (id integer)', 'INSERT INTO fresh.one VALUES (1)']
    await Promise.all([1, 2, 3].map(() => migrate(database, 'fresh', steps, 'INDEX_URL')))
    expect(await database.query('SELECT * FROM fresh.one')).toEqual([{ id: 1 }])
  })

  it.skipIf(skip)('is left as it was by a step that fails', async () => {
    const steps = ['CREATE TABLE broken.one (id integer)', 'CREATE TABLE broken.one (id integer)']
    await expect(migrate(database, 'broken', steps, 'INDEX_URL')).rejects.toThrow(/42P07/)
    expect(await database.query(`SELECT to_regnamespace('broken') IS NULL AS gone`)).toEqual([{ gone: true }])
  })
})

describe('a folder of a database in the process', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bronwijzer-pglite-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it(
    'keeps what was written, and one process at a time',
    async () => {
      const options = { name: 'INDEX_URL' }
      const first = await openDatabase(`pglite:${folder}`, options)
      await first.query('CREATE TABLE kept AS SELECT 1 AS id')
      await expect(openDatabase(`pglite:${folder}`, options)).rejects.toThrow(
        `in use by process ${process.pid}, and only one can use it`,
      )
      await first.close()
      // Of a process that died.
      writeFileSync(join(folder, 'bronwijzer.pid'), '999999999')
      const second = await openDatabase(`pglite:${folder}`, options)
      expect(await second.query('SELECT * FROM kept')).toEqual([{ id: 1 }])
      await second.close()
    },
    FIRST_TIME,
  )
})

describe('a server that does not do what it should', () => {
  const open: (() => void)[] = []
  afterEach(() => {
    for (const close of open.splice(0)) close()
  })
  /** One that answers every new connection in one way. */
  async function serverThat(answer: (socket: Socket) => void): Promise<string> {
    const server = createServer((socket) => {
      socket.on('error', () => {})
      socket.once('data', () => answer(socket))
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    open.push(() => server.close())
    return `postgres://ik:geheim@127.0.0.1:${(server.address() as { port: number }).port}/bot`
  }
  const refusing = (code: string) => (socket: Socket) => {
    const fields = Buffer.from(`SFATAL\0C${code}\0Mgeheim\0\0`)
    const length = Buffer.alloc(4)
    length.writeInt32BE(fields.length + 4)
    socket.end(Buffer.concat([Buffer.from('E'), length, fields]))
  }

  it.each([
    ['28P01', 'refused', /refuses the user or the password\. Mend them in INDEX_URL\.$/],
    ['3D000', 'refused', /has no database of that name/],
    ['42704', 'refused', /lacks a table, a function or an extension that was there\. Restore it/],
    ['53300', 'busy', /has too many connections/],
    ['57P03', 'unreachable', /is stopping or starting/],
    [
      '57014',
      'busy',
      /takes too long for a query\. Look at its load, and at what locks its tables; else mend INDEX_URL\.$/,
    ],
    ['53200', 'busy', /is out of memory/],
    ['58030', 'unreachable', /can't read or write its files/],
    ['XX000', 'other', /failed with XX000/],
  ])('is told in one sentence, without the password (%s)', async (code, problem, sentence) => {
    const url = await serverThat(refusing(code))
    const error = await openDatabase(url, { name: 'INDEX_URL' }).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ problem, message: expect.stringMatching(sentence) })
    expect((error as Error).message).not.toContain('geheim')
  })

  it('does not end the process when it ends a connection at the moment at which it is made', async () => {
    const message = (type: string, ...parts: (string | number[])[]) => {
      const body = Buffer.concat(parts.map((part) => Buffer.from(part as string)))
      const length = Buffer.alloc(4)
      length.writeInt32BE(body.length + 4)
      return Buffer.concat([Buffer.from(type), length, body])
    }
    const letIn = message('R', [0, 0, 0, 0])
    const isReady = message('Z', 'I')
    const ending = message('E', 'SFATAL\0C57P01\0Mends\0\0')
    // All of it at once, so that nothing runs in between.
    const url = await serverThat((socket) => socket.end(Buffer.concat([letIn, isReady, ending])))
    await expect(openDatabase(url, { name: 'INDEX_URL' })).rejects.toMatchObject({ problem: 'unreachable' })
  })

  it('is told when nobody listens, and when the connection breaks', async () => {
    const told = (url: string) => openDatabase(url, { name: 'INDEX_URL' }).catch((error: unknown) => error)
    expect(await told('postgres://ik:geheim@127.0.0.1:1/bot')).toMatchObject({
      problem: 'unreachable',
      message: "The database at 127.0.0.1:1 can't be reached (ECONNREFUSED). Start it, or mend INDEX_URL.",
    })
    expect(await told(await serverThat((socket) => socket.destroy()))).toMatchObject({
      problem: 'unreachable',
      message: expect.stringMatching(/broke the connection\. If that lasts, look at its log, or mend INDEX_URL\.$/),
    })
  })

  it('is told as away when the network says so in five letters, as PostgreSQL names its errors', () => {
    const broken = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })
    expect(databaseError(broken, 'INDEX_URL', 'db:5432')).toMatchObject({
      problem: 'unreachable',
      message: "The database at db:5432 can't be reached (EPIPE). Start it, or mend INDEX_URL.",
    })
  })
})
