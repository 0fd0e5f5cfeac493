import type { Context } from 'grammy'
import type { Logger } from 'pino'
import { kindOf } from '../telegram/create-bot.ts'
import { describeFailure } from '../telegram/describe-failure.ts'
import { onBehalfOf, originOf, type UpdateNotes } from './current-update.ts'
import { createLanes } from './lanes.ts'
import { wait } from './wait.ts'

type Update = Context['update']

/** What is counted and timed of updates. */
export interface UpdateMetrics {
  update(kind: string, outcome: string, ms: number): void
  /** How long an update waited for its turn. */
  stage(stage: 'waiting', ms: number): void
}

/** What dealing with updates needs. */
export interface DealOptions {
  readonly handle: (update: Update) => Promise<void>
  readonly log: Logger
  readonly metrics: UpdateMetrics
  /** Whether Telegram could be reached a moment ago. */
  readonly isReachable: () => boolean
  /** Whether a chat may be told that it asks too much for others to get their turn: not where there is no limit. */
  readonly mayRefuse: boolean
  /** Default: DEADLINE. */
  readonly deadline?: number
}

/** Deals with updates: those of one chat in order, those of different chats at the same time. */
export interface Dealer {
  /**
   * Comes back when the update is dealt with: answered, dropped or given up. Never fails. An update that is being dealt with, or
   * was a moment ago, is not begun again.
   */
  deal(update: Update): Promise<void>
  /**
   * Called when more would come than there is room for. Of a chat of which much waits, the oldest messages are told that they are
   * too many, so that the others get their turn.
   */
  makeRoom(): void
  /** Whether an update waits, is being dealt with, or was a moment ago. */
  knows(update: Update): boolean
  /** Updates that wait or are being dealt with. */
  size(): number
}

/** Updates that wait or are being dealt with, at most: the rest waits at Telegram, for a day. */
export const MOST_OPEN = 40
/** Of these, how many of one chat may wait when there is no room for others. */
const MOST_OF_ONE_CHAT = 4

/** Tries of an update whose handling fails. */
const TRIES = 3
/** Milliseconds before the second try. */
const PAUSE = 500
/**
 * Milliseconds that an update may take before it is given up, and holds up others no longer; counted anew for as long as
 * Telegram can't be reached at all.
 */
export const DEADLINE = 60_000
/** Updates that are remembered after they were dealt with: a webhook may bring one again. */
const REMEMBERED = 1000

/**
 * Updates of one chat wait for each other. A query that somebody is still typing waits for nothing: it replaces the one before
 * it, which has to notice. Neither does one from nowhere.
 */
function laneOf(update: Update): number | string {
  return update.inline_query?.id ?? originOf(update).key ?? `update ${update.update_id}`
}

export function createDealer(options: DealOptions): Dealer {
  const { handle, log, metrics, isReachable, mayRefuse, deadline = DEADLINE } = options
  const lanes = createLanes()
  const known = new Map<number, Promise<void>>()

  async function work(update: Update, arrived: number, isTooMuch: boolean): Promise<void> {
    const over = new AbortController()
    const notes: UpdateNotes = {
      update: update.update_id,
      kind: kindOf(update),
      chatType: originOf(update).chatType,
      signal: over.signal,
      attempt: 1,
      lastTry: false,
      failure: null,
      again: false,
      outcome: null,
      countQuestion: null,
      isTooMuch,
      passages: [],
    }
    const started = performance.now()
    metrics.stage('waiting', started - arrived)
    const timer = setTimeout(function check() {
      if (isReachable()) over.abort()
      else timer.refresh()
    }, deadline)
    const tries = await Promise.race([tryOften(update, notes), aborted(over.signal)])
    clearTimeout(timer)
    const ms = Math.round(performance.now() - started)
    const { kind, chatType, passages } = notes
    const outcome = tries === null ? 'given-up' : (notes.outcome ?? 'done')
    metrics.update(kind, outcome, ms)
    const line = { update: notes.update, kind, chatType, outcome, ms, ...(passages.length > 0 && { passages }) }
    if (tries === null) log.error(line, 'update given up: it took too long')
    else if (outcome === 'failed') {
      log.error({ ...line, tries, failure: describeFailure(notes.failure) }, 'update given up: it fails every time')
    } else log.info({ ...line, ...(tries > 1 && { tries }) }, 'update')
  }

  /** @returns how many tries it took. */
  async function tryOften(update: Update, notes: UpdateNotes): Promise<number> {
    for (let attempt = 1; ; attempt++) {
      Object.assign(notes, { attempt, lastTry: attempt === TRIES, again: false, failure: null, outcome: null })
      try {
        await onBehalfOf(notes, () => handle(update))
      } catch (error) {
        Object.assign(notes, { failure: error, again: !notes.lastTry, outcome: 'failed' })
      }
      if (!notes.again || notes.signal.aborted) return attempt
      log.debug({ update: notes.update, attempt, failure: describeFailure(notes.failure) }, 'another try')
      await wait(PAUSE * attempt, notes.signal)
    }
  }

  return {
    deal(update) {
      const id = update.update_id
      const begun = known.get(id)
      if (begun) return begun
      const arrived = performance.now()
      const done = lanes.run(laneOf(update), (isTooMuch) => work(update, arrived, isTooMuch))
      known.set(id, done)
      for (const old of known.keys()) {
        if (known.size <= REMEMBERED) break
        known.delete(old)
      }
      return done
    },
    makeRoom() {
      if (mayRefuse) lanes.thin(MOST_OF_ONE_CHAT)
    },
    knows: ({ update_id }) => known.has(update_id),
    size: lanes.size,
  }
}

function aborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(null)))
}
