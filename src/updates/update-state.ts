import { AsyncLocalStorage } from 'node:async_hooks'
import type { Verdict } from './fair-use.ts'

/** What is known of an update in one attempt at handling it. Never a text, a name, or the id of a user or a chat. */
export interface UpdateState extends Attempt {
  /** Set by the guard. */
  guard: GuardState
  /** Set by the instrumented answerer: the last answer given. */
  answer: { readonly outcome: string; readonly passages: readonly string[] } | null
}

/** The dispatcher's part. */
export interface Attempt {
  readonly update: number
  readonly kind: string
  readonly chatType: string
  /** Aborted once nobody waits for the update any longer. */
  readonly signal: AbortSignal
  /** From 1. */
  readonly attempt: number
  readonly isLastAttempt: boolean
  /** How often it had to wait for a database that is away; infinite when it may wait no longer. */
  readonly postponed: number
  /** Waits for Telegram, which can't be reached or asked for it: meanwhile the update may take long. */
  readonly whileWaiting: (wait: Promise<void>) => Promise<void>
  /** Whether another update of the same chat is waiting for this one. */
  readonly isFollowed: () => boolean
  /** Taken out of the queue before its turn, only to be told that too much is waiting in its chat. */
  readonly isShed: boolean
}

/** The guard's part. */
export interface GuardState {
  /** Counts a question that is about to be answered; null where updates are counted as they arrive. */
  readonly countQuestion: (() => Promise<Verdict>) | null
  /** Why the update was not handled; null when it was. */
  readonly end: { readonly kind: 'refused' } | Failure | null
}

/** An error while handling an update, and what becomes of the update. */
export interface Failure {
  readonly kind: 'retried' | 'postponed' | 'failed' | 'undeliverable'
  readonly error: unknown
}

const storage = new AsyncLocalStorage<UpdateState>()

/** The update that the calling code runs for; undefined outside of any. */
export function currentUpdate(): UpdateState | undefined {
  return storage.getStore()
}

/** Runs work for an update, which `currentUpdate` returns meanwhile. */
export function runInUpdate<Result>(state: UpdateState, work: () => Result): Result {
  return storage.run(state, work)
}
