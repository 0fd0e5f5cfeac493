import { AsyncLocalStorage } from 'node:async_hooks'
import type { Context } from 'grammy'
import type { Verdict } from './fair-use.ts'

/**
 * What is noted about an update while it is dealt with, for the log and for the metrics: never a text, a name, or the number
 * of a person or a chat.
 */
export interface UpdateNotes {
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
  passages: readonly string[]
}

const storage = new AsyncLocalStorage<UpdateNotes>()

/** The update on whose behalf this code runs; undefined outside of any. */
export function currentUpdate(): UpdateNotes | undefined {
  return storage.getStore()
}

export function onBehalfOf<Result>(notes: UpdateNotes, work: () => Result): Result {
  return storage.run(notes, work)
}

type Update = Context['update']

/** The kind of an update: the name of the one field that it has besides its number. */
export function kindOf(update: Update): string {
  return Object.keys(update).find((key) => key !== 'update_id') ?? 'unknown'
}

interface Origin {
  readonly chat?: { readonly id: number; readonly type: string }
  readonly message?: { readonly chat: { readonly id: number; readonly type: string } }
  readonly from?: { readonly id: number }
}

/** Where an update comes from: the number of its chat, or of its user when it has none, and the kind of chat. */
export function originOf(update: Update): { readonly key: number; readonly chatType: string } {
  const { chat, message, from } = Object.values(update).find((value) => typeof value === 'object') as Origin
  const found = chat ?? message?.chat
  return found ? { key: found.id, chatType: found.type } : { key: from?.id ?? 0, chatType: 'none' }
}
