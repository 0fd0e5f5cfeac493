import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { LRUCache } from 'lru-cache'
import type { Queries } from '../database/database.ts'
import type { Turns } from '../updates/dispatcher.ts'
import type { Home, Homes } from '../updates/forward.ts'
import type { Codes } from './codes.ts'
import { createPeers, REMEMBERED, SILENT_FOR } from './peers.ts'
import { SCHEMA } from './schema.ts'
import type { SharedDatabase } from './shared-database.ts'

/** The running instances of a bot, of which this is one. */
export interface Instances {
  /** Which of them handles an update, and when. */
  readonly turns: Turns
  /** Which of them remembers a chat. */
  readonly homes: Homes
  /** How many there are, as far as known. */
  count(): number
  /** Leaves the chats to the others; what is being handled is finished here. Never rejects. */
  leave(): Promise<void>
  /** Ends this one: what it has not finished, others may. Never rejects. */
  end(): Promise<void>
}

export interface InstancesOptions {
  readonly database: SharedDatabase
  readonly bot: string
  readonly codeOf: Codes
  /** Where the others reach this one, and what proves that it is one of them. */
  readonly address: string
  readonly secret: string
  /** Milliseconds between signs of life; default: BEAT. */
  readonly beat?: number
}

const BEAT = 2_000
/** Signs of life that may fail before others take over. */
const MISSED = 7
/** Signs of life after which what is old is cleared away. */
const CLEAR_AFTER = 30
/** Minutes for which an instance that gives no sign of life may be one that has no database, as long as it has been away. */
const MAY_RETURN = 60
/** Signs of life after which the others have found one that was started in the place of another while the database is away. */
const GREETED_WITHIN = 3
/** Minutes for which Telegram may bring an update again, as it was not told that it has been handled. */
const MAY_COME_AGAIN = 10
/** Seconds for which the updates of a chat wait for one of an instance that died: Telegram delivers it again. */
const COMES_AGAIN = 20
/** Minutes without an update after which another instance may take a chat: longer than what is said in it is remembered. */
const HOME_FOR = 15
/** Milliseconds between looks at whether a turn has come. */
const FIRST_LOOK = 20
const LAST_LOOK = 400
/** Milliseconds that an update waits for another instance, whatever that does: as long as any update may take. */
const PATIENCE = 60_000
/** In the place of a turn: that of an update of which the database doesn't know. */
const UNWRITTEN = 'unwritten'
/** Most chats whose home is known while the database is away. */
const MAX_KNOWN = 10_000

const IS_ALIVE = (instance: string) =>
  `EXISTS (SELECT FROM ${SCHEMA}.instances i WHERE i.id = ${instance} AND i.alive_until > now())`

/** Does something once, whoever asks for it first. */
function once(work: () => Promise<unknown>): () => Promise<unknown> {
  let done: Promise<unknown> | null = null
  return () => {
    done ??= work()
    return done
  }
}

/** Joins the instances of a bot, and stays one of them by a sign of life every two seconds. */
export async function joinInstances(options: InstancesOptions): Promise<Instances> {
  const { database, bot, codeOf, address, secret, beat = BEAT } = options
  const id = randomUUID()
  const peers = createPeers({ instance: id, address }, secret)
  const known = new LRUCache<string, Home>({ max: MAX_KNOWN })
  /** Updates that were handled while this could not be written down. */
  const unwritten = new Set<number>()
  /** Updates that this instance has taken, and not handled. */
  const open = new Set<number>()
  /** Updates that another instance has. */
  const elsewhere = new Set<number>()
  /** By key: the last update that asks for a turn. */
  const asking = new Map<string, Promise<unknown>>()
  let beats = 0
  let lastBeat = Number.NEGATIVE_INFINITY
  /** Until when others may not have found the database back. */
  let returning = 0
  let alive: readonly string[] = []
  /** Introduces this instance to the others, before it takes its first update: what they hold may not be in the database. */
  let joining: (() => Promise<unknown>) | null = null
  const ended = new AbortController()

  async function signOfLife(queries: Queries): Promise<void> {
    const others = await queries.query<Home & { readonly alive: boolean }>(
      `WITH mine AS (
        INSERT INTO ${SCHEMA}.instances (id, bot, address, alive_until)
        VALUES ($1, $2, $3, now() + make_interval(secs => $4))
        ON CONFLICT (id) DO UPDATE SET alive_until = excluded.alive_until)
      SELECT id AS instance, address, alive_until > now() AS alive FROM ${SCHEMA}.instances
      WHERE bot = $2 AND id <> $1 AND address <> $3 AND alive_until > now() - make_interval(mins => $5)`,
      [id, bot, address, (MISSED * beat) / 1000, MAY_RETURN],
    )
    const now = performance.now()
    if (now - lastBeat > 3 * beat) returning = now + MISSED * beat
    lastBeat = now
    const present = others.filter(({ alive }) => alive)
    const isSomebodyGone = alive.some((id) => !present.some(({ instance }) => instance === id))
    peers.meet(present, now < returning)
    if (beats === 0) {
      // Whoever had this address is gone.
      await queries.query(`DELETE FROM ${SCHEMA}.instances WHERE address = $1 AND id <> $2`, [address, id])
      joining = once(() => peers.join(others, SILENT_FOR))
    }
    // Of what an instance has handled, it tells the others itself as long as it lives.
    if (beats === 0 || isSomebodyGone) peers.remember(await readHandled(queries))
    alive = present.map(({ instance }) => instance)
    await writeHandled(queries, [...unwritten])
    if (beats % CLEAR_AFTER === 0) await clear(queries)
    beats++
  }

  async function clear(queries: Queries): Promise<void> {
    const old: Readonly<Record<string, string>> = {
      instances: `alive_until < now() - interval '1 hour'`,
      updates: `claimed < now() - interval '1 day'`,
      homes: 'until < now()',
      counters: 'until < now()',
    }
    for (const [table, condition] of Object.entries(old))
      await queries.query(`DELETE FROM ${SCHEMA}.${table} WHERE ${condition}`, [])
  }

  /** Updates that were handled lately, the latest last. */
  async function readHandled(queries: Queries): Promise<number[]> {
    const handled = await queries.query<{ id: string }>(
      `SELECT id::text FROM ${SCHEMA}.updates WHERE bot = $1 AND done AND claimed > now() - make_interval(mins => $2)
      ORDER BY claimed DESC LIMIT $3`,
      [bot, MAY_COME_AGAIN, REMEMBERED / 2],
    )
    return handled.map(({ id }) => Number(id)).reverse()
  }

  async function writeHandled(queries: Queries, updates: readonly number[]): Promise<void> {
    if (updates.length === 0) return
    await queries.query(
      `INSERT INTO ${SCHEMA}.updates (bot, id, instance, done) SELECT $1, one, $2, true FROM unnest($3::bigint[]) AS one
      ON CONFLICT (bot, id) DO UPDATE SET done = true, chat = NULL`,
      [bot, id, updates],
    )
    for (const update of updates) unwritten.delete(update)
  }

  /**
   * @param isFree whether an instance that has it and gives no sign of life is known to be gone.
   * @returns the place of an update in the order; null when it has been handled, undefined while another instance has it.
   */
  async function claim(update: number, key: Buffer, isFree = false): Promise<string | null | undefined> {
    const [row] = await database.query<{ turn: string | null }>(
      `WITH mine AS (
        INSERT INTO ${SCHEMA}.updates AS u (bot, id, chat, instance) VALUES ($1, $2, $3, $4)
        ON CONFLICT (bot, id) DO UPDATE SET instance = excluded.instance, claimed = now()
          WHERE NOT u.done AND (u.instance = excluded.instance
            OR NOT EXISTS (SELECT FROM ${SCHEMA}.instances i WHERE i.id = u.instance)
            OR $5 AND NOT ${IS_ALIVE('u.instance')})
        RETURNING turn::text)
      SELECT turn FROM mine
      UNION ALL SELECT NULL FROM ${SCHEMA}.updates WHERE bot = $1 AND id = $2 AND done`,
      [bot, update, key, id, isFree],
    )
    return row?.turn
  }

  /**
   * The same, also of one that an instance has which gives no sign of life: it may be dead, or just have no database, so it is asked.
   */
  async function claimOrTakeOver(update: number, key: Buffer): Promise<string | null | undefined> {
    const turn = await claim(update, key)
    if (turn !== undefined) return turn
    const [silent] = await database.query<Home>(
      `SELECT i.id AS instance, i.address FROM ${SCHEMA}.updates u JOIN ${SCHEMA}.instances i ON i.id = u.instance
      WHERE u.bot = $1 AND u.id = $2 AND i.alive_until <= now()`,
      [bot, update],
    )
    if (!silent) return undefined
    // How long it gave no sign of life tells nothing: as long as the database was away, no instance gave any.
    const isHandled = await peers.isHandledBy(silent, update)
    if (isHandled === undefined) return undefined
    return isHandled ? null : claim(update, key, true)
  }

  /** @returns the same as claim; `unwritten` when no instance has it, and it can't be written that this one has. */
  async function take(update: number, key: Buffer): Promise<string | null | undefined> {
    await joining?.()
    if (await peers.isHandledByTaker(update)) return null
    let turn: string | null | undefined
    try {
      turn = await claimOrTakeOver(update, key)
    } catch {
      elsewhere.delete(update)
      turn = (await peers.isHandled(update)) ? null : UNWRITTEN
    }
    if (turn === undefined) elsewhere.add(update)
    else elsewhere.delete(update)
    if (typeof turn === 'string') open.add(update)
    return turn
  }

  async function isWaiting(turn: string, key: Buffer): Promise<boolean> {
    const [earlier] = await database.query(
      `SELECT 1 FROM ${SCHEMA}.updates u WHERE chat = $1 AND turn < $2::bigint AND NOT done
      AND (claimed > now() - make_interval(secs => $3) OR ${IS_ALIVE('u.instance')}) LIMIT 1`,
      [key, turn, COMES_AGAIN],
    )
    return earlier !== undefined
  }

  /**
   * Asks again and again, less and less often, also while the database is away.
   * @param patience milliseconds after which there is no result.
   */
  async function until<Result>(look: () => Promise<Result | undefined>, patience: number): Promise<Result | undefined> {
    const start = performance.now()
    for (let pause = FIRST_LOOK; performance.now() - start < patience; pause = Math.min(2 * pause, LAST_LOOK)) {
      const result = await look().catch(() => undefined)
      if (result !== undefined) return result
      await sleep(pause)
    }
    return undefined
  }

  const turns: Turns = {
    take(update, key) {
      const code = codeOf(`turn ${key}`)
      // Those of one chat take their places in the order in which they arrived.
      const before = asking.get(key)
      const claimed = (async () => {
        await before
        return take(update, code)
      })()
      asking.set(key, claimed)
      void claimed.then(() => {
        if (asking.get(key) === claimed) asking.delete(key)
      })
      return {
        async comes(waits) {
          let turn = await claimed
          // As long as the instance that has it lives.
          for (let pause = FIRST_LOOK; turn === undefined; pause = Math.min(2 * pause, LAST_LOOK)) {
            await sleep(pause)
            turn = await take(update, code)
          }
          if (turn === null) return false
          // Without the database, Telegram's own order has to do: it brings those of one chat one after another.
          if (turn === UNWRITTEN) return true
          if (waits) await until(async () => ((await isWaiting(turn, code)) ? undefined : true), PATIENCE)
          return true
        },
        async end() {
          unwritten.add(update)
          open.delete(update)
          // Should this one die before it can write that, another one will.
          await writeHandled(database, [update]).catch(() => peers.tellHandled(update))
        },
      }
    },
    leave(update, to, isHere, isHandled) {
      if (isHandled) unwritten.add(update)
      if (!isHandled && peers.remembers(update)) return 'handled'
      return peers.leave(update, to, isHere && !elsewhere.has(update), isHandled) ? 'left' : 'here'
    },
  }

  const homes: Homes = {
    id,
    welcome(newcomer) {
      peers.add(newcomer)
      return { open: [...open], handled: [...unwritten] }
    },
    async of(chat) {
      const code = codeOf(`home ${chat}`)
      const key = code.toString('base64')
      try {
        const [row] = await database.query<{ instance: string; address: string | null }>(
          `INSERT INTO ${SCHEMA}.homes AS h (chat, instance, until) VALUES ($1, $2, now() + make_interval(mins => $3))
          ON CONFLICT (chat) DO UPDATE SET until = excluded.until,
            instance = CASE WHEN h.until > now() AND ${IS_ALIVE('h.instance')} THEN h.instance ELSE excluded.instance END
          RETURNING instance, (SELECT address FROM ${SCHEMA}.instances i WHERE i.id = h.instance)`,
          [code, id, HOME_FOR],
        )
        const home = row?.address && row.instance !== id ? { instance: row.instance, address: row.address } : null
        if (home) known.set(key, home)
        else known.delete(key)
        return home
      } catch {
        return known.get(key) ?? null
      }
    },
    async move(chat, from) {
      const code = codeOf(`home ${chat}`)
      known.delete(code.toString('base64'))
      await database
        .query(`UPDATE ${SCHEMA}.homes SET instance = $1 WHERE chat = $2 AND instance = $3`, [id, code, from])
        .catch(() => {})
    },
  }

  await database.tryAgain(signOfLife)
  // From its first update on: before it listens, nobody finds it.
  if (beats === 0) joining = once(() => sleep(GREETED_WITHIN * beat))
  const beating = (async () => {
    while (!ended.signal.aborted) {
      await sleep(beat, undefined, { signal: ended.signal, ref: false }).catch(() => {})
      if (ended.signal.aborted) return
      const before = beats
      await database.tryAgain(signOfLife)
      if (beats === before) await peers.greet()
    }
  })()

  return {
    turns,
    homes,
    count: () => 1 + peers.count(),
    leave: () => forget('homes WHERE instance'),
    async end() {
      ended.abort()
      await beating
      await writeHandled(database, [...unwritten]).catch(() => {})
      await forget('instances WHERE id')
    },
  }

  async function forget(what: string): Promise<void> {
    await database.query(`DELETE FROM ${SCHEMA}.${what} = $1`, [id]).catch(() => {})
  }
}
