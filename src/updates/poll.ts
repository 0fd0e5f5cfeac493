import { type Api, type Context, GrammyError } from 'grammy'
import type { Logger } from 'pino'
import { describeFailure } from '../telegram/describe-failure.ts'
import { type Dispatcher, MAX_OPEN } from './dispatcher.ts'
import type { Receiver } from './receiver.ts'
import { wait } from './wait.ts'

type Update = Context['update']

export interface PollOptions {
  /** An Api of its own: its calls wait for Telegram, and are repeated here. */
  readonly api: Api
  readonly dispatcher: Pick<Dispatcher, 'dispatch' | 'shed'>
  readonly allowedUpdates: readonly string[]
  readonly log: Logger
}

/** Updates that are fetched and not confirmed, at most. So many can overtake a slow one, or be answered twice after a crash. */
const WINDOW = MAX_OPEN
/** Seconds that Telegram waits for something to happen, when nothing is going on. */
const LONG_POLL = 30
/** Milliseconds before Telegram is asked again while updates are dealt with: when some are done, and when none are. */
const AGAIN_AFTER_PROGRESS = 50
/** Telegram gives one update only to whom asks for the same ones twice within half a second. */
const AGAIN = 600
/** Pauses after a failure, milliseconds. */
const FIRST_PAUSE = 500
const LONGEST_PAUSE = 10_000
/** Pause after hearing that somebody else polls, and how often that may be heard in a row, by a newcomer and after a while. */
const CONFLICT_PAUSE = 3_000
const CONFLICTS = 3
const CONFLICTS_OF_OLD = 10
const OLD = 15_000 // ms
const TRYING_ON = 'updates can not be fetched: trying on'
const RIVAL = 'another bot with the same BOT_TOKEN asks for the updates: stop one of the two'
/** Milliseconds after which a long poll that was not refused has been heard by Telegram. */
const HEARD_AFTER = 1_000
/** Telegram takes three seconds for whoever asks for the same twice. */
const CONFIRM_WITHIN = 4_000 // ms

/**
 * Fetches updates by long polling. Telegram is told that an update was received only when it, and each one before it, is dealt
 * with: one that is lost to a crash comes again. So while an update takes long, those after it are fetched again and again, and
 * at most WINDOW of them can overtake it.
 *
 * `bot.start()` confirms only what has been handled too, but handles one update at a time: one slow chat delays all others.
 * grammY's runner handles many at once, but confirms them with its next fetch, handled or not: a crash loses them.
 */
export function startPolling({ api, dispatcher, allowedUpdates, log }: PollOptions): Receiver {
  const stopping = new AbortController()
  /** Fetched and not dealt with, in the order of their numbers. */
  const open = new Map<number, Promise<void>>()
  /** Dealt with, but after one that is open. */
  const done = new Set<number>()
  const started = performance.now()
  let next = 0
  /** The last call: what it confirms, and when it was made. */
  let asked = { offset: 0, at: 0, isAnswered: false }
  let progress: () => void = () => {}

  const firstOpen = (): number => {
    const [first = next] = open.keys()
    return first
  }

  function begin(update: Update): void {
    const id = update.update_id
    if (open.has(id) || done.has(id)) return
    next = id + 1
    open.set(
      id,
      dispatcher.dispatch(update).then(() => {
        open.delete(id)
        done.add(id)
        progress()
      }),
    )
  }

  async function fetchOnce(): Promise<readonly Update[]> {
    const offset = firstOpen()
    const timeout = open.size === 0 ? LONG_POLL : 0
    asked = { offset, at: performance.now(), isAnswered: false }
    const updates = await api.getUpdates(
      { offset, limit: WINDOW, timeout, allowed_updates: allowedUpdates as never },
      stopping.signal as never,
    )
    asked.isAnswered = true
    for (const id of done) if (id < offset) done.delete(id)
    return updates
  }

  /** Waits until asking again is worth it. */
  async function pause(isFull: boolean): Promise<void> {
    const since = performance.now()
    const first = firstOpen()
    while (open.size > 0 && !stopping.signal.aborted) {
      const passed = performance.now() - since
      const limit = firstOpen() !== first ? AGAIN_AFTER_PROGRESS : isFull ? Number.POSITIVE_INFINITY : AGAIN
      if (passed >= limit) return
      const moved = new Promise<void>((resolve) => {
        progress = resolve
      })
      await Promise.race(limit === Number.POSITIVE_INFINITY ? [moved] : [moved, wait(limit - passed)])
    }
  }

  async function run(): Promise<void> {
    let failures = 0
    let conflicts = 0
    let mayConflict = CONFLICTS
    while (!stopping.signal.aborted) {
      try {
        const updates = await fetchOnce()
        if (failures > 0) log.info({ failures }, 'updates are fetched again')
        failures = conflicts = 0
        for (const update of updates) begin(update)
        if (updates.length === WINDOW) dispatcher.shed()
        await pause(updates.length === WINDOW)
      } catch (error) {
        if (stopping.signal.aborted) return
        conflicts = isRefusal(error, 409) ? conflicts + 1 : 0
        if (conflicts === 1) mayConflict = performance.now() - started > OLD ? CONFLICTS_OF_OLD : CONFLICTS
        if (isRefusal(error, 401, 404) || (conflicts > 0 && conflicts >= mayConflict)) throw error
        failures++
        if (failures === 1) log.warn({ failure: describeFailure(error) }, conflicts > 0 ? RIVAL : TRYING_ON)
        await wait(conflicts > 0 ? CONFLICT_PAUSE : pauseAfter(error, failures), stopping.signal)
      }
    }
  }

  const ended = run()
  return {
    ended,
    async stop(within) {
      const isHeard = asked.isAnswered || performance.now() - asked.at > HEARD_AFTER
      stopping.abort()
      progress()
      await Promise.race([Promise.all(open.values()), wait(within)])
      await ended.catch(() => {})
      const offset = firstOpen()
      if (offset === asked.offset && isHeard) return
      // Tells Telegram what is done; an update that comes back stays unconfirmed, for the next start.
      await api
        .getUpdates({ offset, limit: 1, timeout: 0 }, AbortSignal.timeout(CONFIRM_WITHIN) as never)
        .catch((error) => log.warn({ failure: describeFailure(error) }, 'the last updates could not be confirmed'))
    },
  }
}

function isRefusal(error: unknown, ...codes: readonly number[]): boolean {
  return error instanceof GrammyError && codes.includes(error.error_code)
}

function pauseAfter(error: unknown, failures: number): number {
  if (error instanceof GrammyError && error.parameters.retry_after) return error.parameters.retry_after * 1000
  return Math.min(FIRST_PAUSE * 2 ** (failures - 1), LONGEST_PAUSE)
}
