import type { Database } from './database.ts'
import { databaseError } from './database-error.ts'
import { openPglite } from './pglite.ts'
import { openServer } from './server.ts'

export interface DatabaseOptions {
  /** The variable with the address, for what the operator is told. */
  readonly name: string
  /** Most connections at once; default: CONNECTIONS. */
  readonly max?: number
}

const EMBEDDED = 'pglite:'
/** Most connections at once, where nothing else is said. */
export const CONNECTIONS = 8

/**
 * Opens a database, and sees that it is there. Its driver is loaded only now.
 * @param url `postgres://…`, or `pglite:` and a folder (`memory://` for none).
 * @throws DatabaseError that says what is wrong with it, or Error when its driver isn't installed.
 */
export async function openDatabase(url: string, { name, max = CONNECTIONS }: DatabaseOptions): Promise<Database> {
  if (url.startsWith(EMBEDDED)) return openPglite(url.slice(EMBEDDED.length), name)
  const database = await openServer(url, name, max)
  try {
    await database.query('SELECT 1')
    return database
  } catch (error) {
    await database.close()
    throw databaseError(error, name, database.place)
  }
}
