import type { Queries } from '../database/database.ts'
import { type Counted, createFairUse, type FairUse, type Limits, limitsOf, type Verdict } from '../updates/fair-use.ts'
import type { Codes } from './codes.ts'
import { SCHEMA } from './schema.ts'
import type { SharedDatabase } from './shared-database.ts'

const MINUTE = 60

interface Counter {
  readonly count: number
  readonly refusals: number
  readonly seconds: number
}

/**
 * Counts.
 * @param more how many more: 1, or 0 for what is refused anyway.
 * @param limit beyond which it is a refusal.
 * @param within seconds from the first one on.
 */
export async function count(
  database: Queries,
  key: Buffer,
  more: number,
  limit: number,
  within: number,
): Promise<Counter> {
  const isFresh = 'c.until <= now()'
  const counted = `CASE WHEN ${isFresh} THEN 0 ELSE c.count END + $2::int`
  const [counter] = await database.query<Counter>(
    `INSERT INTO ${SCHEMA}.counters AS c (key, count, refusals, until)
    VALUES ($1, $2::int, ($2::int > $3::int)::int, now() + make_interval(secs => $4))
    ON CONFLICT (key) DO UPDATE SET
      count = ${counted},
      refusals = CASE WHEN ${isFresh} THEN 0 ELSE c.refusals END + (${counted} > $3::int)::int,
      until = CASE WHEN ${isFresh} THEN excluded.until ELSE c.until END
    RETURNING count, refusals, ceil(extract(epoch FROM until - now()))::int AS seconds`,
    [key, more, limit, within],
  )
  return counter!
}

/** Counts over all instances of a bot; while the database is away, in this one alone. */
export function databaseFairUse(database: SharedDatabase, codeOf: Codes, limits: Limits): FairUse {
  const own = createFairUse(limits)
  const most = limitsOf(limits)

  async function verdictOf(kind: Counted, id: number | string, more: number, limit: number): Promise<Verdict> {
    const { refusals, count: counted, seconds } = await count(database, codeOf(`${kind} ${id}`), more, limit, MINUTE)
    if (counted <= limit) return { allowed: true }
    return { allowed: false, first: refusals === 1, seconds: Math.max(1, seconds) }
  }

  return {
    async count(kind, id) {
      if (most[kind] === 0) return { allowed: true }
      return verdictOf(kind, id, 1, most[kind]).catch(() => own.count(kind, id))
    },
    // No count is below this limit.
    refuse: (kind, id) => verdictOf(kind, id, 0, -1).catch(() => own.refuse(kind, id)),
  }
}
