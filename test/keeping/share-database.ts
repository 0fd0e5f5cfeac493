import { createConfig } from '../../src/config/config.ts'
import type { Database } from '../../src/database/database.ts'
import { DatabaseError, type DatabaseProblem } from '../../src/database/database-error.ts'
import { openDatabase } from '../../src/database/open-database.ts'
import { openDatabaseKeeping } from '../../src/keeping/database-keeping.ts'
import { createLog } from '../../src/operations/log.ts'

/** Milliseconds between signs of life. */
export const BEAT = 200

/** A PostgreSQL in this process that several instances share, and that can be taken away. */
export async function shareDatabase() {
  const database = await openDatabase('pglite:memory://', { name: 'SETTINGS_URL' })
  /** For all instances, and for single ones by their ports. */
  const state = { problem: null as DatabaseProblem | null, cutOff: new Set<string>() }
  const failFor = async (port: string) => {
    const problem = state.problem ?? (state.cutOff.has(port) ? 'unreachable' : null)
    if (problem) throw new DatabaseError('The database at host can’t be used.', problem)
  }
  const sharedBy = (port: string): Database => ({
    ...database,
    query: async (sql, values) => {
      await failFor(port)
      return database.query(sql, values)
    },
    transaction: async (work) => {
      await failFor(port)
      return database.transaction(work)
    },
    close: async () => {},
  })
  return {
    database,
    state,
    /** Starts one more instance of a bot. */
    async join(token: string, settings: Readonly<Record<string, string>> = {}) {
      const lines: string[] = []
      const log = createLog({ level: 'info', secrets: [], out: { write: (line) => lines.push(line) } })
      const config = createConfig({ BOT_TOKEN: token, WEBHOOK_URL: 'https://bot.example.org/telegram', ...settings })
      const { WEBHOOK_PORT: port = '' } = settings
      const open = async () => {
        await failFor(port)
        return sharedBy(port)
      }
      const options = { config, token, log, onQuery: () => {}, open, beat: BEAT }
      return { lines, config, ...(await openDatabaseKeeping(options, 'pglite:memory://')) }
    },
  }
}
