import { AsyncResource } from 'node:async_hooks'

/** Lanes in which work is done one after another; work in different lanes is done at the same time. */
export interface KeyedQueue {
  /**
   * Does the work when all that came before it in its lane is done. The work may not fail.
   * @returns when it is done.
   */
  run(lane: number | string, work: Work): Promise<void>
  /** How much work waits or runs. */
  size(): number
  /**
   * Makes room: where more than `most` waits in one lane, what has waited longest there is begun at once, and told that it was
   * too much.
   */
  shed(most: number): void
}

/** @param isShed whether it is begun before its turn, because too much waits in its lane. */
export type Work = (isShed: boolean) => Promise<void>

export function createKeyedQueue(): KeyedQueue {
  /** What waits in the lanes in which something runs. */
  const waitingByKey = new Map<number | string, Work[]>()
  let size = 0

  async function goOn(key: number | string, waiting: Work[]): Promise<void> {
    for (let next = waiting.shift(); next; next = waiting.shift()) await next(false)
    waitingByKey.delete(key)
  }

  return {
    run: (key, work) =>
      new Promise((resolve) => {
        size++
        // On behalf of whoever asked for it, not of whoever came before it in the lane.
        const begin = AsyncResource.bind(async (isShed: boolean) => {
          await work(isShed)
          size--
          resolve()
        })
        const waiting = waitingByKey.get(key)
        if (waiting) {
          waiting.push(begin)
          return
        }
        const fresh = [begin]
        waitingByKey.set(key, fresh)
        void goOn(key, fresh)
      }),
    size: () => size,
    shed(most) {
      for (const waiting of waitingByKey.values()) {
        for (const begin of waiting.splice(0, Math.max(0, waiting.length - most))) void begin(true)
      }
    },
  }
}
