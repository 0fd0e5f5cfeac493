import { setTimeout as sleep } from 'node:timers/promises'
import { LRUCache } from 'lru-cache'
import { askPeer, type Home, introduce, SAYS_WITHIN } from '../updates/forward.ts'

/** The other instances of a bot, and what they tell each other while it can't be written in the database. */
export interface Peers {
  /**
   * Sets which give signs of life.
   * @param isBack whether the database has just been found: those that have given none yet may not have found it.
   */
  meet(present: readonly Home[], isBack: boolean): void
  /**
   * Has these know this instance, and learns what they hold. Never rejects.
   * @param patience milliseconds for one that doesn't answer in time.
   */
  join(others: readonly Home[], patience: number): Promise<void>
  /** The same with those that there are, or that were started in their places: without the database, nobody else tells of them. */
  greet(): Promise<void>
  /** Has an instance take part, in the place of the one that had its address. */
  add(newcomer: Home): void
  /** How many give signs of life. */
  count(): number
  /**
   * Tells the others that this instance handles an update, unless one of them has it: then waits until it has been handled there.
   * Of several that ask at the same time, one gets it. Never rejects.
   * @returns whether it has been handled elsewhere.
   */
  isHandled(update: number): Promise<boolean>
  /**
   * Asks an instance that has claimed an update. Never rejects.
   * @returns whether it has handled it; undefined while it has it or may be too busy to say so, and false when it is gone.
   */
  isHandledBy(claimer: Home, update: number): Promise<boolean | undefined>
  /** The same of an update that another instance said it handles; false when none did. */
  isHandledByTaker(update: number): Promise<boolean>
  /**
   * Lets another instance have an update.
   * @param to null when it only asks.
   * @param isHere whether this one has received it.
   * @param isHandled whether the other one has handled it.
   * @returns false when this one has it.
   */
  leave(update: number, to: Home | null, isHere: boolean, isHandled: boolean): boolean
  /** Notes updates as handled, the latest last. */
  remember(handled: readonly number[]): void
  /** Whether another instance is known to have handled it. */
  remembers(update: number): boolean
  /** Tells the others that this instance has handled an update. Never rejects. */
  tellHandled(update: number): Promise<unknown>
}

/** Milliseconds until an instance that has an update is asked again. */
const AGAIN = 400
/** Milliseconds for which one that doesn't answer may still be alive. */
export const SILENT_FOR = 10_000
/** Updates of others that are remembered. */
export const REMEMBERED = 10_000

/** Milliseconds for which others are waited for. */
export interface Patience {
  /** Default: SAYS_WITHIN. */
  readonly saysWithin?: number
  /** Default: AGAIN. */
  readonly again?: number
  /** Default: SILENT_FOR. */
  readonly silentFor?: number
}

/** @param secret of the webhook, which all instances have. */
export function createPeers(
  self: Home,
  secret: string,
  { saysWithin = SAYS_WITHIN, again = AGAIN, silentFor = SILENT_FOR }: Patience = {},
): Peers {
  let peers: readonly Home[] = []
  let alive = 0
  const takers = new LRUCache<number, Home | 'handled'>({ max: REMEMBERED })
  /** Updates that this instance would take, and whether it has left one to another since it last asked. */
  const asking = new Map<number, { isLeft: boolean }>()

  /** By instance: since when it hasn't answered in time, and when it last didn't. */
  const silent = new LRUCache<string, { readonly since: number; readonly last: number }>({ max: REMEMBERED })

  /** Asks, and tells whether to ask again: an instance has it, or may have it and is too busy to say so. */
  async function ask(peer: Home, to: Home | null, update: number): Promise<'handled' | 'again' | 'left'> {
    const said = await askPeer(peer, update, to, secret, false, saysWithin)
    if (said !== 'silent') {
      silent.delete(peer.instance)
      return said === 'here' ? 'again' : said === 'handled' ? said : 'left'
    }
    const now = performance.now()
    const before = silent.get(peer.instance)
    // What it didn't answer long ago tells nothing of now.
    const since = before && now - before.last < silentFor ? before.since : now
    silent.set(peer.instance, { since, last: now })
    return now - since < silentFor ? 'again' : 'left'
  }

  return {
    meet(present, isBack) {
      alive = present.length
      const isPresent = ({ instance }: Home) => present.some((peer) => peer.instance === instance)
      peers = isBack ? [...present, ...peers.filter((peer) => !isPresent(peer))] : present
    },
    join,
    greet: () => join(peers, 0),
    add,
    count: () => alive,
    async isHandled(update) {
      const own = { isLeft: false }
      asking.set(update, own)
      try {
        for (;;) {
          own.isLeft = false
          const asked = peers
          const found = await Promise.all(asked.map((peer) => ask(peer, self, update)))
          if (found.includes('handled') || takers.get(update) === 'handled') return true
          const isFree = !found.includes('again') && !own.isLeft
          if (isFree && peers === asked) return false
          if (!isFree) await sleep(again)
        }
      } finally {
        asking.delete(update)
      }
    },
    async isHandledBy(claimer, update) {
      const found = await ask(claimer, null, update)
      return found === 'again' ? undefined : found === 'handled'
    },
    async isHandledByTaker(update) {
      for (;;) {
        const taker = takers.get(update)
        if (!taker || taker === 'handled') return taker === 'handled'
        const found = await ask(taker, null, update)
        if (found !== 'again') return found === 'handled'
        await sleep(again)
      }
    },
    tellHandled: (update) => Promise.all(peers.map((peer) => askPeer(peer, update, self, secret, true, saysWithin))),
    leave(update, to, isHere, isHandled) {
      if (isHandled) {
        takers.set(update, 'handled')
        return true
      }
      if (to === null) return !isHere
      const own = asking.get(update)
      // Both ask each other: the one whose id comes first gets it.
      if (isHere && !(own && to.instance < self.instance)) return false
      if (own) own.isLeft = true
      takers.set(update, to)
      return true
    },
    remember,
    remembers: (update) => takers.get(update) === 'handled',
  }

  async function join(others: readonly Home[], patience: number): Promise<void> {
    await Promise.all(
      others.map(async (other) => {
        const start = performance.now()
        let met = await introduce(other, self, secret)
        while (met === 'silent' && performance.now() - start < patience) met = await introduce(other, self, secret)
        if (typeof met === 'string') return
        const { home, held } = met
        for (const update of held.open) if (!takers.has(update)) takers.set(update, home)
        remember(held.handled)
        add(home)
      }),
    )
  }

  function add(peer: Home): void {
    if (peers.some(({ instance }) => instance === peer.instance)) return
    peers = [...peers.filter(({ address }) => address !== peer.address), peer]
  }

  function remember(handled: readonly number[]): void {
    for (const update of handled) takers.set(update, 'handled')
  }
}
