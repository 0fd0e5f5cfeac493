import { AsyncLocalStorage } from 'node:async_hooks'
import type { Context } from 'grammy'
import type { Verdict } from './fair-use.ts'

/**
 * What is noted about an update while it is dealt with, for the log and for the metrics: never a text, a name, or the number
 * of a person or a chat.
 */
export interface UpdateState {
  readonly update: number
  readonly kind: string
  readonly chatType: string
  /** Aborted when nobody waits for the update any longer. */
  readonly signal: AbortSignal
  /** 1 at first. */
  attempt: number
  /** Whether a failure now is the last one. */
  lastTry: boolean
  /** What made this try fail; null otherwise. */
  failure: unknown
  /** Whether another try is worth it. */
  again: boolean
  outcome: string | null
  /** Counts a question that is about to be answered; null where every update was counted as it came. */
  countQuestion: (() => Verdict) | null
  /** Whether it came before its turn, only to hear that too much waits in its chat. */
  readonly isShed: boolean
  passages: readonly string[]
}

const storage = new AsyncLocalStorage<UpdateState>()

/** The update on whose behalf this code runs; undefined outside of any. */
export function currentUpdate(): UpdateState | undefined {
  return storage.getStore()
}

export function runInUpdate<Result>(state: UpdateState, work: () => Result): Result {
  return storage.run(state, work)
}

type Update = Context['update']

const CHAT_TYPES = ['private', 'group', 'supergroup', 'channel']

interface Origin {
  readonly chat?: Chat
  readonly message?: { readonly chat?: Chat }
  readonly from?: { readonly id?: number }
}

interface Chat {
  readonly id?: number
  readonly type?: string
}

/**
 * Where an update comes from: the number of its chat, or of its user when it has none, and the kind of chat. Nothing is taken for
 * granted: an update that can't be read here would be fetched again and again, and no other after it.
 * @returns a key of null for an update from nowhere.
 */
export function originOf(update: Update): { readonly key: number | null; readonly chatType: string } {
  const origin: Origin = Object.values(update).find((value) => typeof value === 'object' && value !== null) ?? {}
  const { id = null, type = 'none' } = origin.chat ?? origin.message?.chat ?? {}
  return { key: id ?? origin.from?.id ?? null, chatType: CHAT_TYPES.includes(type) ? type : 'none' }
}
