import { LRUCache } from 'lru-cache'
import type { Queries } from '../database/database.ts'
import { NotReadError } from '../telegram/errors.ts'
import {
  DamagedPreferencesError,
  isChat,
  type PreferenceStore,
  type Preferences,
  parsePreferences,
  safePreferences,
} from '../telegram/preferences.ts'
import { SCHEMA } from './schema.ts'
import type { SharedDatabase } from './shared-database.ts'

/** Most chats whose last known choice holds while the database is away. */
const MAX_KNOWN = 10_000
const WHERE = `the table ${SCHEMA}.chats`

/** What chats chose, for all instances of a bot. While the database is away, what was last read holds. */
export function databasePreferences(database: SharedDatabase, bot: string): PreferenceStore {
  const known = new LRUCache<string, Preferences>({ max: MAX_KNOWN })

  async function read(queries: Queries, chat: string): Promise<Preferences> {
    const [row] = await queries.query<{ chosen: unknown }>(
      `SELECT chosen FROM ${SCHEMA}.chats WHERE bot = $1 AND chat = $2`,
      [bot, chat],
    )
    return row ? parsePreferences(row.chosen, WHERE, safePreferences(chat)) : {}
  }

  async function write(queries: Queries, chat: string, chosen: Preferences): Promise<void> {
    if (Object.keys(chosen).length === 0) {
      await queries.query(`DELETE FROM ${SCHEMA}.chats WHERE bot = $1 AND chat = $2`, [bot, chat])
    } else {
      await queries.query(
        `INSERT INTO ${SCHEMA}.chats (bot, chat, chosen) VALUES ($1, $2, $3::jsonb)
        ON CONFLICT (bot, chat) DO UPDATE SET chosen = excluded.chosen`,
        [bot, chat, JSON.stringify(chosen)],
      )
    }
    known.set(chat, chosen)
  }

  return {
    async read(chat) {
      if (!isChat(chat)) return undefined
      try {
        const chosen = await read(database, chat)
        known.set(chat, chosen)
        return chosen
      } catch (error) {
        if (error instanceof NotReadError) throw error
        const last = known.get(chat)
        if (last) return last
        throw new NotReadError(
          'cannot read what a chat chose while the database of SETTINGS_URL is away: a group is answered by a button to the private chat meanwhile',
          { cause: error },
        )
      }
    },
    write: (chat, chosen) => write(database, chat, chosen),
    delete: (chat) => write(database, chat, {}),
    change: (chat, change) =>
      database.transaction(async (queries) => {
        // Held by the transaction: there may be no row yet that could be locked.
        await queries.query(`SELECT pg_advisory_xact_lock(hashtext($1))`, [`${bot} ${chat}`])
        const before = await read(queries, chat).catch((error: unknown) => {
          if (error instanceof DamagedPreferencesError) return error.left
          throw error
        })
        const chosen = change(before)
        await write(queries, chat, chosen)
        return chosen
      }),
  }
}
