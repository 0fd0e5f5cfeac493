import { setTimeout as sleep } from 'node:timers/promises'
import { LRUCache } from 'lru-cache'
import { askPeer, type Home } from '../updates/forward.ts'

/** The other instances of a bot, and what they tell each other while it can't be written in the database. */
export interface Peers {
  /** Sets which there are. */
  meet(peers: readonly Home[]): void
  count(): number
  /**
   * Tells the others that this instance handles an update, unless one of them has it: then waits until it has been handled there.
   * Of several that ask at the same time, one gets it. Never rejects.
   * @returns whether it has been handled elsewhere.
   */
  isHandled(update: number): Promise<boolean>
  /** The same of an update that another instance said it handles; false when none did. */
  isHandledByTaker(update: number): Promise<boolean>
  /**
   * Lets another instance have an update.
   * @param to its id; null when it only asks.
   * @param isHere whether this one has received it.
   * @param isHandled whether the other one has handled it.
   * @returns false when this one has it.
   */
  leave(update: number, to: string | null, isHere: boolean, isHandled: boolean): boolean
  /** Tells the others that this instance has handled an update. Never rejects. */
  tellHandled(update: number): Promise<unknown>
}

/** Milliseconds until an instance that has an update is asked again. */
const AGAIN = 400
/** Milliseconds for which one that doesn't answer may still be alive. */
const SILENT_FOR = 10_000
/** Updates of others that are remembered. */
const REMEMBERED = 1000

/**
 * @param id of this instance.
 * @param secret of the webhook, which all of them have.
 */
export function createPeers(id: string, secret: string): Peers {
  let peers: readonly Home[] = []
  const takers = new LRUCache<number, Home | 'handled'>({ max: REMEMBERED })
  /** Updates that this instance would take, and whether it has left one to another since it last asked. */
  const asking = new Map<number, { isLeft: boolean }>()

  /** By instance: since when it hasn't answered in time. */
  const silent = new Map<string, number>()

  /** Asks, and tells whether to ask again: an instance has it, or may have it and is too busy to say so. */
  async function ask(peer: Home, id: string | null, update: number): Promise<'handled' | 'again' | 'left'> {
    const said = await askPeer(peer, update, id, secret)
    const now = performance.now()
    if (said !== 'silent') silent.delete(peer.instance)
    else if (!silent.has(peer.instance)) silent.set(peer.instance, now)
    if (said === 'handled') return said
    const isBusy = now - (silent.get(peer.instance) ?? Number.NEGATIVE_INFINITY) < SILENT_FOR
    return said === 'here' || isBusy ? 'again' : 'left'
  }

  return {
    meet(present) {
      peers = present
      for (const instance of silent.keys())
        if (!peers.some((peer) => peer.instance === instance)) silent.delete(instance)
    },
    count: () => peers.length,
    async isHandled(update) {
      const own = { isLeft: false }
      asking.set(update, own)
      try {
        for (;;) {
          own.isLeft = false
          const found = await Promise.all(peers.map((peer) => ask(peer, id, update)))
          if (found.includes('handled') || takers.get(update) === 'handled') return true
          if (!found.includes('again') && !own.isLeft) return false
          await sleep(AGAIN)
        }
      } finally {
        asking.delete(update)
      }
    },
    async isHandledByTaker(update) {
      for (;;) {
        const taker = takers.get(update)
        if (!taker || taker === 'handled') return taker === 'handled'
        const found = await ask(taker, null, update)
        if (found !== 'again') return found === 'handled'
        await sleep(AGAIN)
      }
    },
    tellHandled: (update) => Promise.all(peers.map((peer) => askPeer(peer, update, id, secret, true))),
    leave(update, to, isHere, isHandled) {
      if (isHandled) {
        takers.set(update, 'handled')
        return true
      }
      if (to === null) return !isHere
      const own = asking.get(update)
      // Both ask each other: the one whose id comes first gets it.
      if (isHere && !(own && to < id)) return false
      if (own) own.isLeft = true
      const taker = peers.find(({ instance }) => instance === to)
      if (taker) takers.set(update, taker)
      return true
    },
  }
}
