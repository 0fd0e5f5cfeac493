import type { Logger } from 'pino'
import type { Database, Queries } from '../database/database.ts'
import { DatabaseError, type DatabaseProblem } from '../database/database-error.ts'
import { migrate } from '../database/migrate.ts'
import { openDatabase } from '../database/open-database.ts'
import { SCHEMA, STEPS } from './schema.ts'

/** The database that instances share. While it is away, every query fails at once, so that nobody waits for it. */
export interface SharedDatabase extends Queries {
  transaction<Result>(work: (queries: Queries) => Promise<Result>): Promise<Result>
  /**
   * Opens it, or tries whether it is back. Never rejects.
   * @param probe what is asked first: until that is done, it counts as away for everything else.
   */
  tryAgain(probe: (queries: Queries) => Promise<unknown>): Promise<void>
  /** The same as that of Database; nothing while it has never been open. */
  stats(): ReturnType<Database['stats']>
  close(): Promise<void>
}

export interface SharedDatabaseOptions {
  readonly url: string
  readonly log: Logger
  readonly onQuery?: (ms: number, result: 'ok' | DatabaseProblem) => void
  /** Default: opens the one at `url`. */
  readonly open?: () => Promise<Database>
}

/** The variable with its address. */
export const NAME = 'SETTINGS_URL'
/** Milliseconds that an answer waits for a query. */
const WITHIN = 2_000
const LATE = `The database (${NAME}) does not answer within ${WITHIN} ms. Look at its load and its log.`
const MEANWHILE =
  'Questions are answered meanwhile; what chats choose is not saved, and limits hold for each instance by itself'

/** What is wrong, so that a start without mending it makes no sense. */
const WRONG: readonly DatabaseProblem[] = ['refused', 'other']

/**
 * Opens the database. One that is away now is opened later: the bot works without.
 * @throws DatabaseError when the settings are wrong or the program is too old, or Error when its driver isn't installed.
 */
export async function openSharedDatabase(options: SharedDatabaseOptions): Promise<SharedDatabase> {
  const { url, log, onQuery = () => {}, open = () => openDatabase(url, { name: NAME }) } = options
  let database: Database | null = null
  let isClosed = false
  /** Why no query is tried. */
  let away: DatabaseError | null = null
  const told = new Set<DatabaseProblem>()

  async function openNow(): Promise<Database> {
    const opened = await open()
    try {
      await migrate(opened, SCHEMA, STEPS, NAME)
    } catch (error) {
      await opened.close()
      throw error
    }
    return opened
  }

  function failed(error: unknown): void {
    if (!(error instanceof DatabaseError)) return
    if (error.isAway) away = error
    if (told.has(error.problem)) return
    told.add(error.problem)
    log.error(`${error.message} ${MEANWHILE}.`)
  }

  function askIfThere<Result>(work: (open: Database) => Promise<Result>): Promise<Result> {
    if (away || !database) throw away ?? new DatabaseError(LATE, 'unreachable')
    return ask(database, work)
  }

  async function ask<Result>(open: Database, work: (open: Database) => Promise<Result>): Promise<Result> {
    const start = performance.now()
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new DatabaseError(LATE, 'unreachable')), WITHIN)
    })
    try {
      const result = await Promise.race([work(open), late])
      onQuery(performance.now() - start, 'ok')
      return result
    } catch (error) {
      onQuery(performance.now() - start, error instanceof DatabaseError ? error.problem : 'other')
      failed(error)
      throw error
    } finally {
      clearTimeout(timer)
    }
  }

  try {
    database = await openNow()
  } catch (error) {
    if (!(error instanceof DatabaseError) || WRONG.includes(error.problem)) throw error
    away = error
    failed(error)
  }
  return {
    query: async (sql, values) => askIfThere((open) => open.query(sql, values)),
    transaction: async (work) => askIfThere((open) => open.transaction(work)),
    async tryAgain(probe) {
      try {
        database ??= await openNow()
        const open = database
        await probe({ query: (sql, values) => ask(open, (asked) => asked.query(sql, values)) })
        away = null
        if (told.size > 0) log.info(`The database (${NAME}) works again.`)
        told.clear()
      } catch (error) {
        failed(error)
      }
      if (isClosed) await database?.close()
    },
    stats: () => database?.stats() ?? { open: 0, idle: 0, waiting: 0 },
    async close() {
      isClosed = true
      away = new DatabaseError(`The database (${NAME}) is closed.`, 'unreachable')
      await database?.close()
    },
  }
}
