import { stepsLeft } from '../../database/migrate.ts'
import { openDatabase } from '../../database/open-database.ts'
import { SCHEMA, STEPS } from '../../keeping/schema.ts'
import { NAME } from '../../keeping/shared-database.ts'
import type { Check } from './check.ts'
import { findNoRoom } from './find-no-room.ts'

interface Found {
  readonly replica: boolean
  readonly creates: boolean
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
          has_database_privilege(current_database(), 'CREATE') AS creates`,
          [],
        )
        const { replica, creates } = found!
        if (replica) return `is read-only, as a replica is. Name the primary in ${NAME}.`
        const isNew = (await stepsLeft(database, SCHEMA, STEPS, NAME)) === STEPS.length
        if (isNew && !creates) return `its user may not make tables. Let the user of ${NAME} own the database.`
        return await findNoRoom(database)
      } finally {
        await database.close()
      }
    },
  }
}
