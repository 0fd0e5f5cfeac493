import type { Queries } from '../../database/database.ts'
import { CONNECTIONS } from '../../database/open-database.ts'

/**
 * Whether a database has room for the connections of one more bot, besides those that are kept for its administrator.
 * @param more connections that a bot makes, beside those for queries.
 * @returns what is wrong and what to do; null when there is room.
 */
export async function findNoRoom(queries: Queries, more = 0): Promise<string | null> {
  const [found] = await queries.query<{ free: number }>(
    `SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
      - coalesce(current_setting('reserved_connections', true)::int, 0)
      - (SELECT count(*)::int FROM pg_stat_activity WHERE backend_type = 'client backend') AS free`,
    [],
  )
  const [free, wanted] = [Math.max(0, found!.free), CONNECTIONS + more]
  if (free >= wanted) return null
  return `has room for ${free} more connections, and a bot may open ${wanted}. Raise max_connections.`
}
