import { setTimeout as sleep } from 'node:timers/promises'
import type { Context } from 'grammy'
import { LRUCache } from 'lru-cache'
import type { Logger } from 'pino'
import { kindOf } from '../telegram/create-bot.ts'
import { describeFailure } from '../telegram/errors.ts'
import type { Home } from './forward.ts'
import { createKeyedQueue } from './keyed-queue.ts'
import { type Failure, runInUpdate, type UpdateState } from './update-state.ts'

type Update = Context['update']

/** What is counted and timed of updates. */
export interface UpdateMetrics {
  update(kind: string, outcome: string, ms: number): void
  /** How long an update waited for its turn. */
  stage(stage: 'waiting', ms: number): void
}

/** Gives each update its turn, where several instances receive those of one bot. */
export interface Turns {
  /** Asks for a turn: after those with the same key that were asked for earlier, by any instance. */
  take(update: number, key: string): Turn
  /**
   * Lets another instance have an update.
   * @param to null when it only asks.
   * @param isHere whether this one has received it.
   * @param isHandled whether the other one has handled it.
   * @returns `here` when this one has it, and `handled` when it is known to have been handled.
   */
  leave(update: number, to: Home | null, isHere: boolean, isHandled: boolean): 'left' | 'here' | 'handled'
}

export interface Turn {
  /**
   * Resolves when the turn comes, or at once for one that doesn't wait. Never rejects.
   * @returns false when the update has been handled elsewhere.
   */
  comes(waits: boolean): Promise<boolean>
  /** Lets the next come. Never rejects. */
  end(): Promise<void>
}

export interface DispatcherOptions {
  readonly handle: (update: Update) => Promise<void>
  readonly log: Logger
  readonly metrics: UpdateMetrics
  /** Whether messages of a busy chat may be refused so that other chats get their turn; false where nothing is limited. */
  readonly mayShed: boolean
  /** Default: DEADLINE. */
  readonly deadline?: number
  /** Default: there is one instance. */
  readonly turns?: Turns | null
}

/** Handles updates: those of one chat in order, those of different chats concurrently. */
export interface Dispatcher {
  /**
   * Resolves once the update has been handled: answered, dropped or given up. Never rejects. An update that is being handled, or
   * was recently, is not started again.
   */
  dispatch(update: Update): Promise<void>
  /** Call when there is no capacity for more: refuses the oldest messages of chats with many waiting. */
  shed(): void
  /** Whether an update is waiting, is being handled, or was recently. */
  knows(update: Update): boolean
  /**
   * Lets another instance have an update.
   * @param update its number.
   * @param to that instance; null when it only asks.
   * @param isHandled whether that one has handled it.
   * @returns `here` when this instance is handling it itself, and `handled` when it has, or knows another one that has.
   */
  leave(update: number, to: Home | null, isHandled: boolean): 'left' | 'here' | 'handled'
  /** Updates that are waiting or being handled. */
  size(): number
}

/** Most updates waiting or being handled, and the most that Telegram gives at once; the rest waits there, for a day. */
export const MAX_OPEN = 100
/** How many of these may be waiting for one chat when there is no capacity for others. */
const MAX_WAITING_PER_CHAT = 4

/** Attempts at an update whose handling fails. */
const ATTEMPTS = 3
/** Milliseconds before the second attempt; twice as many before the third. */
const PAUSE = 500
/** Milliseconds for which an update waits for a database that is away, and between attempts meanwhile. */
const POSTPONED_FOR = 5 * 60_000
const LONGEST_PAUSE = 5_000
/**
 * Milliseconds after which an update is given up, so that it no longer holds up others. Starts anew after each wait for
 * Telegram: while it can't be reached, or allows no more messages.
 */
export const DEADLINE = 60_000
/** Handled updates that are remembered: a webhook may deliver one again. */
const REMEMBERED = 1000

export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { handle, log, metrics, mayShed, deadline = DEADLINE, turns = null } = options
  const queue = createKeyedQueue()
  const known = new LRUCache<number, { readonly done: Promise<void>; isDone: boolean }>({ max: REMEMBERED })

  /** @returns what reports it. */
  async function handleInTurn(update: Update, arrived: number, isShed: boolean): Promise<() => void> {
    const givenUp = new AbortController()
    let waits = 0
    const started = performance.now()
    metrics.stage('waiting', started - arrived)
    let isOver = false
    const timer = setTimeout(function check() {
      if (waits === 0) givenUp.abort()
      else timer.refresh()
    }, deadline)
    const whileWaiting = async (wait: Promise<void>) => {
      waits++
      await wait
      waits--
      if (!isOver) timer.refresh()
    }
    // Named before anything changes the update.
    const key = keyOf(update)
    const shared = { signal: givenUp.signal, whileWaiting, isFollowed: () => queue.isWaiting(key), isShed }
    let state = stateOf(update, 1, 0, shared)
    const handled = (async () => {
      for (;;) {
        const failure = await attempt(update, state)
        const { attempt: made, postponed } = state
        const comesAgain = failure?.kind === 'retried' || failure?.kind === 'postponed'
        if (!comesAgain || givenUp.signal.aborted) return failure
        log.debug({ update: state.update, attempt: made, failure: describeFailure(failure.error) }, 'retrying')
        const pause = (ms: number) => sleep(ms, undefined, { signal: givenUp.signal }).catch(() => {})
        if (failure.kind === 'retried') {
          await pause(PAUSE * made)
          state = stateOf(update, made + 1, postponed, shared)
        } else {
          const ms = Math.min(PAUSE * 2 ** postponed, LONGEST_PAUSE)
          await whileWaiting(pause(ms))
          const waited = performance.now() - started
          state = stateOf(update, made, waited < POSTPONED_FOR ? postponed + 1 : Number.POSITIVE_INFINITY, shared)
        }
      }
    })()
    const failure = await Promise.race([handled, aborted(givenUp.signal)])
    isOver = true
    clearTimeout(timer)
    const ms = Math.round(performance.now() - started)
    return () => report(state, failure, ms)
  }

  /** @returns what failed; null when nothing did. */
  async function attempt(update: Update, state: UpdateState): Promise<Failure | null> {
    try {
      await runInUpdate(state, () => handle(update))
    } catch (error) {
      return { kind: state.isLastAttempt ? 'failed' : 'retried', error }
    }
    const { end } = state.guard
    return end?.kind === 'refused' ? null : end
  }

  function report(state: UpdateState, failure: Failure | 'given-up' | null, ms: number): void {
    const { update, kind, chatType, attempt } = state
    const outcome =
      failure === 'given-up' ? failure : (failure?.kind ?? state.guard.end?.kind ?? state.answer?.outcome ?? 'done')
    metrics.update(kind, outcome, ms)
    const passages = state.answer?.passages ?? []
    const line = { update, kind, chatType, outcome, ms, ...(passages.length > 0 && { passages }) }
    if (failure === 'given-up') log.error(line, 'update given up: it took too long')
    else if (failure?.kind === 'failed') {
      log.error(
        { ...line, attempts: attempt, failure: describeFailure(failure.error) },
        'update given up: every attempt failed',
      )
    } else log.info({ ...line, ...(attempt > 1 && { attempts: attempt }) }, 'update')
  }

  return {
    dispatch(update) {
      const id = update.update_id
      const started = known.get(id)
      if (started) return started.done
      const arrived = performance.now()
      const key = keyOf(update)
      const turn = turns?.take(id, String(key))
      const done = queue.run(key, async (isShed) => {
        if (turn && !(await turn.comes(!isShed))) return log.debug({ update: id }, 'handled by another instance')
        const report = await handleInTurn(update, arrived, isShed)
        await turn?.end()
        // Not before the others know: of one that the log says was handled, nobody has to wonder whether it will be again.
        report()
      })
      const entry = { done, isDone: false }
      known.set(id, entry)
      void done.then(() => {
        entry.isDone = true
      })
      return done
    },
    shed() {
      if (mayShed) queue.shed(MAX_WAITING_PER_CHAT)
    },
    knows: ({ update_id }) => known.has(update_id),
    leave(update, to, isHandled) {
      const started = known.get(update)
      if (started?.isDone) return 'handled'
      return turns?.leave(update, to, started !== undefined, isHandled) ?? (started ? 'here' : 'left')
    },
    size: queue.size,
  }
}

function stateOf(
  update: Update,
  attempt: number,
  postponed: number,
  shared: Pick<UpdateState, 'signal' | 'whileWaiting' | 'isFollowed' | 'isShed'>,
): UpdateState {
  return {
    ...shared,
    update: update.update_id,
    kind: kindOf(update),
    chatType: originOf(update).chatType,
    attempt,
    postponed,
    isLastAttempt: attempt === ATTEMPTS,
    guard: { countQuestion: null, end: null },
    answer: null,
  }
}

function aborted(signal: AbortSignal): Promise<'given-up'> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve('given-up')))
}

/**
 * What an update has to wait for: others of its chat, or of its topic in that chat. An inline query waits for nothing, because it
 * replaces the previous one while the user is still typing; nor does an update that belongs to no chat.
 */
function keyOf(update: Update): number | string {
  const { id, topic } = originOf(update)
  return update.inline_query?.id ?? (topic === null ? id : `${id}, topic ${topic}`) ?? `update ${update.update_id}`
}

/** The id of the chat that an update belongs to, or else of its user; null for an update from nowhere. */
export function chatOf(update: Update): number | null {
  return originOf(update).id
}

const CHAT_TYPES = ['private', 'group', 'supergroup', 'channel']

interface Chat {
  readonly id?: number
  readonly type?: string
}

interface Placed {
  readonly chat?: Chat
  readonly is_topic_message?: boolean
  readonly message_thread_id?: number
}

interface Content extends Placed {
  readonly message?: Placed
  readonly from?: { readonly id?: number }
}

/**
 * Where an update comes from. Assumes nothing about its content: polling would fetch an update that cannot be read here again and
 * again, and none after it.
 * @returns the id of the chat, or else of the user; null for an update from nowhere. The topic is null outside of any.
 */
function originOf(update: Update): {
  readonly id: number | null
  readonly topic: number | null
  readonly chatType: string
} {
  const content: Content = Object.values(update).find((value) => typeof value === 'object' && value !== null) ?? {}
  const { chat, is_topic_message, message_thread_id: thread } = content.chat ? content : (content.message ?? {})
  const { id = null, type = 'none' } = chat ?? {}
  return {
    id: id ?? content.from?.id ?? null,
    topic: is_topic_message && typeof id === 'number' && typeof thread === 'number' ? thread : null,
    chatType: CHAT_TYPES.includes(type) ? type : 'none',
  }
}
