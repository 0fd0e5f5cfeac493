import { setTimeout as sleep } from 'node:timers/promises'
import pLimit from 'p-limit'
import type { Client } from 'pg'
import type { Database } from './database.ts'
import { databaseError } from './database-error.ts'
import { driver } from './driver.ts'

/** Milliseconds that connecting, and a query, may take. */
const CONNECT_TIMEOUT = 5000
const QUERY_TIMEOUT = 10_000
/** Milliseconds before a listener's lost connection is made again: doubled each time, up to the longest. */
const FIRST_PAUSE = 500
const LONGEST_PAUSE = 30_000

/**
 * A PostgreSQL server. Connections are made when they are wanted.
 * @param name the variable with its address.
 * @param max most connections at once, besides those of listeners.
 */
export async function openServer(url: string, name: string, max: number): Promise<Database> {
  const { default: pg } = await driver('optional', name, () => import('pg'))
  const settings = {
    connectionString: url,
    application_name: 'bronwijzer',
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    keepAlive: true,
  }
  const place = placeOf(url)
  const tell = (error: unknown) => databaseError(error, name, place)
  const pool = new pg.Pool({ ...settings, max, allowExitOnIdle: true })
  // A connection that breaks while nobody uses it is replaced when it is wanted. One that breaks in use, or at the moment at which it is
  // made, is told by the query that waits for it; without a listener, it would end the process.
  const ignore = () => {}
  pool.on('error', ignore).on('connect', (client) => client.on('error', ignore))

  const checkOut = async (timeout: number) => {
    const client = await pool.connect().catch((error: unknown) => {
      throw tell(error)
    })
    let isBroken = false
    async function send<Row>(text: string, values?: readonly unknown[]): Promise<Row[]> {
      const query = { text, ...(values && { values: [...values] }), ...(timeout > 0 && { query_timeout: timeout }) }
      try {
        const results = await client.query(query)
        return ((Array.isArray(results) ? results.at(-1) : results)?.rows ?? []) as Row[]
      } catch (error) {
        isBroken ||= !(error instanceof pg.DatabaseError) || error.severity === 'FATAL'
        throw tell(error)
      }
    }
    // A connection takes one at a time.
    const oneByOne = pLimit(1)
    return {
      query: <Row>(text: string, values?: readonly unknown[]) => oneByOne(() => send<Row>(text, values)),
      isBroken: () => isBroken,
      giveBack: () => client.release(isBroken),
    }
  }
  return {
    place,
    async query<Row>(sql: string, values?: readonly unknown[]) {
      const connection = await checkOut(QUERY_TIMEOUT)
      try {
        return await connection.query<Row>(sql, values)
      } finally {
        connection.giveBack()
      }
    },
    async transaction(work, timeout = QUERY_TIMEOUT) {
      const connection = await checkOut(timeout)
      try {
        await connection.query('BEGIN')
        const result = await work(connection)
        await connection.query('COMMIT')
        return result
      } catch (error) {
        // With a broken connection, its transaction is gone.
        if (!connection.isBroken()) await connection.query('ROLLBACK').catch(() => {})
        throw error
      } finally {
        connection.giveBack()
      }
    },
    async listen(channel, onNotice) {
      const stopping = new AbortController()
      const connect = async (): Promise<Client> => {
        const client = new pg.Client(settings)
        client.on('notification', onNotice)
        client.on('error', () => {})
        client.once('end', () => void again())
        await client.connect()
        await client.query(`LISTEN ${channel}`)
        return client
      }
      let client: Client | null = null
      const again = async () => {
        if (client === null) return
        client = null
        for (let pause = FIRST_PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
          await sleep(pause, undefined, { ref: false, signal: stopping.signal }).catch(() => {})
          if (stopping.signal.aborted) return
          client = await connect().catch(() => null)
          if (client === null) continue
          if (stopping.signal.aborted) await client.end()
          return onNotice()
        }
      }
      client = await connect().catch((error: unknown) => {
        throw tell(error)
      })
      return async () => {
        stopping.abort()
        const last = client
        client = null
        await last?.end()
      }
    },
    stats: () => ({ open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: () => pool.end(),
  }
}

/** Host and port of an address; its user and password are nobody's business. */
function placeOf(url: string): string {
  const { host, searchParams } = new URL(url)
  return searchParams.get('host') ?? (host || 'localhost')
}
