import { setTimeout as sleep } from 'node:timers/promises'
import { type Api, type Context, GrammyError } from 'grammy'
import type { Logger } from 'pino'
import { describeFailure } from '../telegram/errors.ts'
import { type Dispatcher, MAX_OPEN } from './dispatcher.ts'
import { waitNamed } from './retry-calls.ts'

type Update = Context['update']

/** Receives updates from Telegram. */
export interface Receiver {
  /** Rejects with the reason when updates can no longer be received. */
  readonly ended: Promise<void>
  /**
   * Takes no new updates, waits for those being handled, and confirms to Telegram which were.
   * @param within milliseconds to wait at most.
   */
  stop(within: number): Promise<void>
}

export interface PollOptions {
  /** An Api of its own: getUpdates blocks, and is retried here. */
  readonly api: Api
  readonly dispatcher: Pick<Dispatcher, 'dispatch' | 'shed'>
  readonly allowedUpdates: readonly string[]
  readonly log: Logger
}

/** Most updates fetched and not confirmed: this many may overtake a slow one, or be answered twice after a crash. */
const WINDOW = MAX_OPEN
/** Seconds that Telegram holds the request when there are no updates. */
const LONG_POLL = 30
/** Milliseconds until updates are fetched again after progress, while some are still being handled. */
const AGAIN_AFTER_PROGRESS = 50
/** The same without progress. Telegram withholds updates when the same ones are requested twice within half a second. */
const AGAIN = 600
/** Milliseconds to wait after a failure. */
const FIRST_PAUSE = 500
const LONGEST_PAUSE = 10_000
/** Milliseconds to wait when another bot is polling, and how many times in a row that may happen to a new and to an old bot. */
const CONFLICT_PAUSE = 3_000
const CONFLICTS = 3
const CONFLICTS_WHEN_OLD = 10
const OLD = 15_000 // ms
const RIVAL = 'another bot is polling with the same BOT_TOKEN: stop one of the two'
const RETRYING = 'cannot fetch updates; retrying'
/** Milliseconds after which a pending long poll has reached Telegram. */
const HEARD_AFTER = 1_000
/** Milliseconds. Telegram takes three seconds to answer a request that repeats the previous one. */
const CONFIRM_WITHIN = 4_000

/**
 * Fetches updates by long polling. An update is confirmed only once it and all before it have been handled, so that one lost in
 * a crash is delivered again. While an update takes long, those after it are therefore fetched repeatedly, and at most WINDOW
 * of them can overtake it.
 *
 * `bot.start()` also confirms only what has been handled, but handles one update at a time, so one slow chat delays all others.
 * grammY's runner handles many at once, but confirms them with its next fetch, handled or not, so a crash loses them.
 */
export function startPolling({ api, dispatcher, allowedUpdates, log }: PollOptions): Receiver {
  const stopping = new AbortController()
  const inFlight = createInFlight(dispatcher)
  const backoff = createBackoff(log)
  /** What the last call confirmed, and when it was made. */
  let lastCall = { offset: 0, at: 0, isAnswered: false }

  async function fetchUpdates(): Promise<readonly Update[]> {
    const offset = inFlight.offset()
    const timeout = inFlight.size() === 0 ? LONG_POLL : 0
    lastCall = { offset, at: performance.now(), isAnswered: false }
    const updates = await api.getUpdates(
      { offset, limit: WINDOW, timeout, allowed_updates: allowedUpdates as never },
      stopping.signal as never,
    )
    lastCall.isAnswered = true
    inFlight.forgetBefore(offset)
    return updates
  }

  /** Waits until fetching again is worthwhile. */
  async function pause(isFull: boolean): Promise<void> {
    const since = performance.now()
    const offset = inFlight.offset()
    while (inFlight.size() > 0 && !stopping.signal.aborted) {
      const passed = performance.now() - since
      const limit = inFlight.offset() !== offset ? AGAIN_AFTER_PROGRESS : isFull ? Number.POSITIVE_INFINITY : AGAIN
      if (passed >= limit) return
      const changed = inFlight.changed()
      await (limit === Number.POSITIVE_INFINITY ? changed : Promise.race([changed, sleep(limit - passed)]))
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const updates: unknown = await fetchUpdates()
        const valid = Array.isArray(updates) ? updates.filter(isUpdate) : []
        for (const update of valid) inFlight.start(update)
        if (!Array.isArray(updates) || valid.length < updates.length) throw new GarbageError()
        backoff.succeeded()
        const isFull = valid.length === WINDOW
        if (isFull) dispatcher.shed()
        await pause(isFull)
      } catch (error) {
        if (stopping.signal.aborted) return
        await sleep(backoff.failed(error), undefined, { signal: stopping.signal }).catch(() => {})
      }
    }
  }

  const ended = run()
  return {
    ended,
    async stop(within) {
      const isHeard = lastCall.isAnswered || performance.now() - lastCall.at > HEARD_AFTER
      stopping.abort()
      inFlight.wake()
      await Promise.race([inFlight.allHandled(), sleep(within)])
      await ended.catch(() => {})
      const offset = inFlight.offset()
      if (offset === lastCall.offset && isHeard) return
      // Confirms what has been handled; an update in the response stays unconfirmed, for the next start.
      await api
        .getUpdates({ offset, limit: 1, timeout: 0 }, AbortSignal.timeout(CONFIRM_WITHIN) as never)
        .catch((error) => log.warn({ failure: describeFailure(error) }, 'cannot confirm the last updates'))
    },
  }
}

/** Keeps track of the updates that were fetched: they are handled in any order, but confirmed in that of their ids. */
function createInFlight(dispatcher: PollOptions['dispatcher']) {
  /** By id, in order. */
  const open = new Map<number, Promise<void>>()
  /** Ids of handled updates that come after an open one. */
  const handled = new Set<number>()
  let next = 0
  let wake: () => void = () => {}
  return {
    /** Starts handling an update, unless that has happened already. */
    start(update: Update): void {
      const id = update.update_id
      if (open.has(id) || handled.has(id)) return
      next = id + 1
      const done = dispatcher.dispatch(update).then(() => {
        open.delete(id)
        handled.add(id)
        wake()
      })
      open.set(id, done)
    },
    size: () => open.size,
    /** Id of the first update that may not be confirmed. */
    offset(): number {
      const [first = next] = open.keys()
      return first
    },
    /** Forgets handled updates once Telegram has confirmed them. */
    forgetBefore(offset: number): void {
      for (const id of handled) if (id < offset) handled.delete(id)
    },
    /** Resolves when an update has been handled, or at `wake`. */
    changed: () =>
      new Promise<void>((resolve) => {
        wake = resolve
      }),
    wake: () => wake(),
    allHandled: () => Promise.all(open.values()),
  }
}

/** Decides how long to wait after a failure, and when to give up. Logs the first failure and the recovery. */
function createBackoff(log: Logger) {
  const started = performance.now()
  let failures = 0
  let conflicts = 0
  let maxConflicts = CONFLICTS
  return {
    succeeded(): void {
      if (failures > 0) log.info({ failures }, 'fetching updates again')
      failures = conflicts = 0
    },
    /**
     * @returns milliseconds to wait before the next attempt.
     * @throws the error itself when another attempt is pointless.
     */
    failed(error: unknown): number {
      conflicts = isRefusal(error, 409) ? conflicts + 1 : 0
      if (conflicts === 1) maxConflicts = performance.now() - started > OLD ? CONFLICTS_WHEN_OLD : CONFLICTS
      if (isRefusal(error, 401, 404) || (conflicts > 0 && conflicts >= maxConflicts)) throw error
      failures++
      if (failures === 1) log.warn({ failure: describeFailure(error) }, conflicts > 0 ? RIVAL : RETRYING)
      if (conflicts > 0) return CONFLICT_PAUSE
      if (isRefusal(error, 429)) return waitNamed((error as GrammyError).parameters, failures - 1)
      return Math.min(FIRST_PAUSE * 2 ** (failures - 1), LONGEST_PAUSE)
    },
  }
}

/** Something else than Telegram answered: it can't be confirmed, and would come again at once. */
class GarbageError extends Error {
  constructor() {
    super('what came in place of updates is none')
    this.name = 'GarbageError'
  }
}

function isUpdate(value: unknown): value is Update {
  return (
    typeof value === 'object' &&
    value !== null &&
    'update_id' in value &&
    Number.isSafeInteger(value.update_id) &&
    Number(value.update_id) >= 0
  )
}

function isRefusal(error: unknown, ...codes: readonly number[]): boolean {
  return error instanceof GrammyError && codes.includes(error.error_code)
}
