import type { Database } from '../database/database.ts'
import { botOf, createCodes } from './codes.ts'
import { databaseFairUse } from './fair-use.ts'
import { joinInstances } from './instances.ts'
import type { Keeping, KeepingOptions } from './keeping.ts'
import { databasePreferences } from './preferences.ts'
import { databaseReports } from './reports.ts'
import { openSharedDatabase } from './shared-database.ts'

/** For a bot that asks for its updates itself: there is one. */
const NOWHERE = 'polling'

export interface DatabaseKeepingOptions extends KeepingOptions {
  /** Default: opens the database at the address. */
  readonly open?: () => Promise<Database>
  /** Milliseconds between signs of life; default: two seconds. */
  readonly beat?: number
}

/**
 * Keeps everything in a database, for all instances of a bot.
 * @throws DatabaseError, or Error when the driver isn't installed.
 */
export async function openDatabaseKeeping(
  { config, token, log, onQuery, open, beat }: DatabaseKeepingOptions,
  url: string,
): Promise<Keeping> {
  const database = await openSharedDatabase({ url, log, onQuery, ...(open && { open }) })
  const bot = botOf(token)
  const codeOf = createCodes(token)
  const address = config.instanceUrl ?? `${NOWHERE} ${bot}`
  const secret = config.webhook?.secret ?? ''
  const instances = await joinInstances({ database, bot, codeOf, address, secret, ...(beat && { beat }) })
  return {
    preferences: databasePreferences(database, bot),
    reports: databaseReports(database, bot, codeOf),
    fairUse: (where) => databaseFairUse(database, (name) => codeOf(`${where} ${name}`), config.limits),
    instances,
    connections: database.stats,
    async close() {
      await instances.end()
      await database.close().catch(() => {})
    },
  }
}
