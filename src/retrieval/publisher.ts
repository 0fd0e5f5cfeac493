import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../database/database.ts'
import { DatabaseError } from '../database/database-error.ts'
import { CHANNEL, currentVersion } from './versions.ts'

/** A database in which corpora are published, as a bot sees it. */
export interface Publisher {
  /**
   * Opens what is published. A database that is away the first time is waited for, as there is nothing else to answer from.
   * @param onNotice gets a line for the operator when that begins, and when it ends.
   * @throws DatabaseError, and what `work` throws.
   */
  open<Product>(work: (database: Database) => Promise<Product>, onNotice: (line: string) => void): Promise<Product>
  /** Equal as long as the same corpus is published. */
  fingerprint(): Promise<string>
  /** Calls back when another one may have been published. */
  watch(onChange: () => void): Promise<void>
  /** Connections to the database; null while there are none. */
  connections(): ReturnType<Database['stats']> | null
}

/** Milliseconds after which a bot looks what is published though nobody told it: a replica tells nothing. */
const LOOK_EVERY = 60_000
/** Milliseconds until a database that is away is tried again at the start. */
const TRY_AGAIN = 2_000

/** @param connect opens the database, when it is first wanted. */
export function createPublisher(connect: () => Promise<Database>, tryAgain = TRY_AGAIN): Publisher {
  let database: Database | null = null
  let opening: Promise<Database> | null = null
  let isOpen = false

  async function opened(): Promise<Database> {
    if (database) return database
    opening ??= connect().finally(() => {
      opening = null
    })
    database = await opening
    return database
  }

  return {
    async open(work, onNotice) {
      for (let isTold = false; ; isTold = true) {
        try {
          const product = await work(await opened())
          if (isTold) onNotice('The database answers again.')
          isOpen = true
          return product
        } catch (error) {
          // A wrong password won't mend itself.
          const passes = error instanceof DatabaseError && error.isAway && error.problem !== 'refused'
          if (isOpen || !passes) throw error
          if (!isTold) onNotice(`${error.message} Nothing is answered until then.`)
          await sleep(tryAgain)
        }
      }
    },
    fingerprint: async () => String((await currentVersion(await opened()))?.version),
    async watch(onChange) {
      await database?.listen(CHANNEL, onChange).catch(() => {})
      setInterval(onChange, LOOK_EVERY).unref()
    },
    connections: () => database?.stats() ?? null,
  }
}
