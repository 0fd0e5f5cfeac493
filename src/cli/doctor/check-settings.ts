import { openDatabase } from '../../database/open-database.ts'
import { SCHEMA, STEPS } from '../../keeping/schema.ts'
import { NAME } from '../../keeping/shared-database.ts'
import type { Check } from './check.ts'

/** Connections that one instance may open. */
const CONNECTIONS = 8

interface Found {
  readonly replica: boolean
  readonly creates: boolean
  readonly there: boolean
  readonly free: number
}

/**
 * Whether the database of settings can be reached and written, is of this version, and has room for one more instance.
 * @param url null for none.
 */
export function checkSettings(url: string | null): Check {
  return {
    name: `database of settings (${NAME})`,
    async run() {
      if (url === null) return 'skipped'
      const database = await openDatabase(url, { name: NAME, max: 1 })
      try {
        const [found] = await database.query<Found>(
          `SELECT pg_is_in_recovery() OR current_setting('default_transaction_read_only')::boolean AS replica,
          has_database_privilege(current_database(), 'CREATE') AS creates,
          to_regclass('${SCHEMA}.migrations') IS NOT NULL AS there,
          current_setting('max_connections')::int - (SELECT count(*)::int FROM pg_stat_activity) AS free`,
          [],
        )
        const { replica, creates, there, free } = found!
        if (replica) return `is read-only, as a replica is. Name the primary in ${NAME}.`
        if (!there && !creates) return `its user may not make tables. Let the user of ${NAME} own the database.`
        if (free < CONNECTIONS)
          return `has room for ${free} more connections, and an instance may open ${CONNECTIONS}. Raise max_connections.`
        if (!there) return null
        const [last] = await database.query<{ step: number }>(`SELECT max(step) AS step FROM ${SCHEMA}.migrations`, [])
        const step = last?.step ?? 0
        return step <= STEPS.length
          ? null
          : `is of a newer Bronwijzer: at step ${step}, and this one knows ${STEPS.length}. Install the newer one.`
      } finally {
        await database.close()
      }
    },
  }
}
