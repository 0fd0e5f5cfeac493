import { AsyncResource } from 'node:async_hooks'

/** Runs jobs with the same key one after another, and jobs with different keys concurrently. */
export interface KeyedQueue {
  /**
   * Runs a job after all earlier ones with its key. Jobs may not fail.
   * @returns once the job is done.
   */
  run(key: number | string, job: Job): Promise<void>
  /** Whether a job with this key is waiting. */
  isWaiting(key: number | string): boolean
  /** How many jobs are waiting or running. */
  size(): number
  /** Sheds load: for each key with more than `max` jobs waiting, starts the oldest of them at once, as shed. */
  shed(max: number): void
}

/** @param isShed whether the job starts before its turn, because too many are waiting with its key. */
export type Job = (isShed: boolean) => Promise<void>

export function createKeyedQueue(): KeyedQueue {
  /** Waiting jobs, for each key with one running. */
  const waitingByKey = new Map<number | string, Job[]>()
  let size = 0

  async function drain(key: number | string, waiting: Job[]): Promise<void> {
    for (let next = waiting.shift(); next; next = waiting.shift()) await next(false)
    waitingByKey.delete(key)
  }

  return {
    run: (key, job) =>
      new Promise((resolve) => {
        size++
        // In the async context of the caller, not of the job that happens to precede it.
        const start = AsyncResource.bind(async (isShed: boolean) => {
          await job(isShed)
          size--
          resolve()
        })
        const waiting = waitingByKey.get(key)
        if (waiting) {
          waiting.push(start)
          return
        }
        const fresh = [start]
        waitingByKey.set(key, fresh)
        void drain(key, fresh)
      }),
    isWaiting: (key) => (waitingByKey.get(key)?.length ?? 0) > 0,
    size: () => size,
    shed(max) {
      for (const waiting of waitingByKey.values()) {
        for (const start of waiting.splice(0, Math.max(0, waiting.length - max))) void start(true)
      }
    },
  }
}
