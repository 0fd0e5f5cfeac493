import type { Context } from 'grammy'
import type { Logger } from 'pino'
import { kindOf } from '../telegram/create-bot.ts'
import { describeFailure } from '../telegram/describe-failure.ts'
import { createKeyedQueue } from './keyed-queue.ts'
import { originOf, runInUpdate, type UpdateState } from './update-state.ts'
import { wait } from './wait.ts'

type Update = Context['update']

/** What is counted and timed of updates. */
export interface UpdateMetrics {
  update(kind: string, outcome: string, ms: number): void
  /** How long an update waited for its turn. */
  stage(stage: 'waiting', ms: number): void
}

/** What dealing with updates needs. */
export interface DispatcherOptions {
  readonly handle: (update: Update) => Promise<void>
  readonly log: Logger
  readonly metrics: UpdateMetrics
  /** Whether Telegram could be reached a moment ago. */
  readonly isReachable: () => boolean
  /** Whether a chat may be told that it asks too much for others to get their turn: not where there is no limit. */
  readonly mayShed: boolean
  /** Default: DEADLINE. */
  readonly deadline?: number
}

/** Deals with updates: those of one chat in order, those of different chats at the same time. */
export interface Dispatcher {
  /**
   * Comes back when the update is dealt with: answered, dropped or given up. Never fails. An update that is being dealt with, or
   * was a moment ago, is not begun again.
   */
  dispatch(update: Update): Promise<void>
  /**
   * Called when more would come than there is room for. Of a chat of which much waits, the oldest messages are told that they are
   * too many, so that the others get their turn.
   */
  shed(): void
  /** Whether an update waits, is being dealt with, or was a moment ago. */
  knows(update: Update): boolean
  /** Updates that wait or are being dealt with. */
  size(): number
}

/** Updates that wait or are being dealt with, at most: the rest waits at Telegram, for a day. */
export const MAX_OPEN = 40
/** Of these, how many of one chat may wait when there is no room for others. */
const MAX_WAITING_PER_CHAT = 4

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
function keyOf(update: Update): number | string {
  return update.inline_query?.id ?? originOf(update).key ?? `update ${update.update_id}`
}

export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { handle, log, metrics, isReachable, mayShed, deadline = DEADLINE } = options
  const queue = createKeyedQueue()
  const known = new Map<number, Promise<void>>()

  async function work(update: Update, arrived: number, isShed: boolean): Promise<void> {
    const over = new AbortController()
    const state: UpdateState = {
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
      isShed,
      passages: [],
    }
    const started = performance.now()
    metrics.stage('waiting', started - arrived)
    const timer = setTimeout(function check() {
      if (isReachable()) over.abort()
      else timer.refresh()
    }, deadline)
    const tries = await Promise.race([tryOften(update, state), aborted(over.signal)])
    clearTimeout(timer)
    const ms = Math.round(performance.now() - started)
    const { kind, chatType, passages } = state
    const outcome = tries === null ? 'given-up' : (state.outcome ?? 'done')
    metrics.update(kind, outcome, ms)
    const line = { update: state.update, kind, chatType, outcome, ms, ...(passages.length > 0 && { passages }) }
    if (tries === null) log.error(line, 'update given up: it took too long')
    else if (outcome === 'failed') {
      log.error({ ...line, tries, failure: describeFailure(state.failure) }, 'update given up: it fails every time')
    } else log.info({ ...line, ...(tries > 1 && { tries }) }, 'update')
  }

  /** @returns how many tries it took. */
  async function tryOften(update: Update, state: UpdateState): Promise<number> {
    for (let attempt = 1; ; attempt++) {
      Object.assign(state, { attempt, lastTry: attempt === TRIES, again: false, failure: null, outcome: null })
      try {
        await runInUpdate(state, () => handle(update))
      } catch (error) {
        Object.assign(state, { failure: error, again: !state.lastTry, outcome: 'failed' })
      }
      if (!state.again || state.signal.aborted) return attempt
      log.debug({ update: state.update, attempt, failure: describeFailure(state.failure) }, 'another try')
      await wait(PAUSE * attempt, state.signal)
    }
  }

  return {
    dispatch(update) {
      const id = update.update_id
      const begun = known.get(id)
      if (begun) return begun
      const arrived = performance.now()
      const done = queue.run(keyOf(update), (isShed) => work(update, arrived, isShed))
      known.set(id, done)
      for (const old of known.keys()) {
        if (known.size <= REMEMBERED) break
        known.delete(old)
      }
      return done
    },
    shed() {
      if (mayShed) queue.shed(MAX_WAITING_PER_CHAT)
    },
    knows: ({ update_id }) => known.has(update_id),
    size: queue.size,
  }
}

function aborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(null)))
}
