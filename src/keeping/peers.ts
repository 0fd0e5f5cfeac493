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
   * @returns false when this one has it.
   */
  leave(update: number, to: string | null, isHere: boolean): boolean
}

/** Milliseconds until an instance that has an update is asked again. */
const AGAIN = 400
/** Updates of others that are remembered. */
const REMEMBERED = 1000

/**
 * @param id of this instance.
 * @param secret of the webhook, which all of them have.
 */
export function createPeers(id: string, secret: string): Peers {
  let peers: readonly Home[] = []
  const takers = new LRUCache<number, Home>({ max: REMEMBERED })
  /** Updates that this instance would take, and whether it has left one to another since it last asked. */
  const asking = new Map<number, { isLeft: boolean }>()

  return {
    meet(present) {
      peers = present
    },
    count: () => peers.length,
    async isHandled(update) {
      const own = { isLeft: false }
      asking.set(update, own)
      try {
        for (;;) {
          own.isLeft = false
          const found = await Promise.all(peers.map((peer) => askPeer(peer, update, id, secret)))
          if (found.includes('handled')) return true
          if (!found.includes('here') && !own.isLeft) return false
          await sleep(AGAIN)
        }
      } finally {
        asking.delete(update)
      }
    },
    async isHandledByTaker(update) {
      const taker = takers.get(update)
      if (!taker) return false
      for (;;) {
        const found = await askPeer(taker, update, null, secret)
        if (found !== 'here') return found === 'handled'
        await sleep(AGAIN)
      }
    },
    leave(update, to, isHere) {
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
