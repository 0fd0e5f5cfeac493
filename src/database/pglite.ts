import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Database, Queries } from './database.ts'
import { DatabaseError, databaseError } from './database-error.ts'
import { driver } from './driver.ts'

/** Number of the type of bytes. PGlite's own way to read and write them takes a hundred times as long. */
const BYTEA = 17
const bytesOf = (hexadecimal: string) => Buffer.from(hexadecimal.slice(2), 'hex')
const asTheyAre = (bytes: Uint8Array) => bytes as unknown as string

/** What both the database and a transaction in it have. */
interface Asked {
  query<Row>(sql: string, values: unknown[]): Promise<{ rows: Row[] }>
  exec(sql: string): Promise<{ rows: unknown[] }[]>
}

/**
 * PostgreSQL in this process, in a folder, or in memory alone. A folder has one user at a time.
 * @param name the variable with its address.
 */
export async function openPglite(folder: string, name: string): Promise<Database> {
  const [{ PGlite }, { vector }] = await driver('dev', name, () =>
    Promise.all([import('@electric-sql/pglite'), import('@electric-sql/pglite-pgvector')]),
  )
  const unlock = folder.startsWith('memory:') ? () => {} : lock(folder, name)
  const tell = (error: unknown) => databaseError(error, name, folder)
  const options = { extensions: { vector }, parsers: { [BYTEA]: bytesOf }, serializers: { [BYTEA]: asTheyAre } }
  const pglite = await PGlite.create(folder, options).catch((error: unknown) => {
    unlock()
    throw tell(error)
  })
  const queriesOf = (asked: Asked): Queries => ({
    async query<Row>(sql: string, values?: readonly unknown[]) {
      try {
        if (!values) return ((await asked.exec(sql)).at(-1)?.rows ?? []) as Row[]
        return (await asked.query<Row>(sql, [...values])).rows
      } catch (error) {
        throw tell(error)
      }
    },
  })
  return {
    ...queriesOf(pglite),
    place: folder,
    transaction: (work) => pglite.transaction((asked) => work(queriesOf(asked))),
    listen: (channel, onNotice) => pglite.listen(channel, onNotice),
    stats: () => ({ open: 1, idle: 0, waiting: 0 }),
    async close() {
      await pglite.close()
      unlock()
    },
  }
}

/** Keeps other processes out of a folder, which PGlite does not: two would damage it. */
function lock(folder: string, name: string): () => void {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, 'bronwijzer.pid')
  for (;;) {
    try {
      const file = openSync(path, 'wx')
      writeSync(file, String(process.pid))
      closeSync(file)
      const unlock = () => rmSync(path, { force: true })
      process.once('exit', unlock)
      return () => {
        process.off('exit', unlock)
        unlock()
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw databaseError(error, name, folder)
      const owner = Number(readFileSync(path, 'utf8'))
      if (isRunning(owner)) {
        throw new DatabaseError(
          `The database in ${folder} is in use by process ${owner}, and only one can use it. Stop that one, or set ${name} to a server (postgres://…).`,
          'busy',
        )
      }
      rmSync(path, { force: true })
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
