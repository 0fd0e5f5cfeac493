import type { Queries } from './database.ts'
import { DatabaseError, type DatabaseProblem } from './database-error.ts'

export interface FailFastOptions {
  /** Tells the operator when queries that have worked begin to fail, once of each cause, and when they work again. */
  readonly onNotice: (line: string) => void
  /** Called for each query that was tried. @param result `ok`, or what was wrong. */
  readonly onQuery?: (ms: number, result: 'ok' | DatabaseProblem) => void
}

/** Milliseconds until a database that is away is tried again. */
const PAUSE = 1_000
/** Milliseconds until the operator is told of it again, where queries fail now and then. */
const TELL_AGAIN = 60_000

/**
 * The same queries, which fail at once while the database is away, but for one now and then that tries whether it is back: else many
 * that wait for it would hold up each other.
 */
export function failFast(queries: Queries, { onNotice, onQuery = () => {} }: FailFastOptions): Queries {
  let away: DatabaseError | null = null
  let hasWorked = false
  let isTrying = false
  let triedAt = 0
  let toldAt = Number.NEGATIVE_INFINITY
  /** What has been told since it last worked: one thing may follow from another, as a wrong password from a failover. */
  const told = new Set<DatabaseProblem>()

  function failed(error: DatabaseError, at: number): void {
    if (error.isAway) away = error
    // What can't be opened is told by who opens it.
    if (!hasWorked || (told.size === 0 && at - toldAt < TELL_AGAIN)) return
    // That it can't be reached says less than what was told before.
    if (told.has(error.problem) || (told.size > 0 && error.problem === 'unreachable')) return
    told.add(error.problem)
    toldAt = at
    onNotice(error.message)
  }

  return {
    async query<Row>(sql: string, values?: readonly unknown[]) {
      const start = performance.now()
      const isProbe = away !== null
      if (away && (isTrying || start - triedAt < PAUSE)) throw away
      if (isProbe) isTrying = true
      try {
        const rows = await queries.query<Row>(sql, values)
        onQuery(performance.now() - start, 'ok')
        if (told.size > 0) onNotice('The database answers again.')
        told.clear()
        hasWorked = true
        away = null
        return rows
      } catch (error) {
        triedAt = performance.now()
        onQuery(triedAt - start, error instanceof DatabaseError ? error.problem : 'other')
        if (error instanceof DatabaseError) failed(error, triedAt)
        throw error
      } finally {
        if (isProbe) isTrying = false
      }
    },
  }
}
