import type { Update } from 'grammy/types'
import type { UpdateKind } from './methods-table.ts'
import { Refusal } from './refusal.ts'

/** An unconfirmed update. */
export interface QueuedUpdate {
  readonly id: number
  readonly kind: UpdateKind
  readonly update: Update
  /** Id of its chat, or of its user if it has none: a webhook receives updates of one source one after another. */
  readonly source: number
  /** Milliseconds since 1970. */
  readonly expires: number
}

export interface PollParameters {
  readonly offset?: number | undefined
  readonly limit?: number | undefined
  readonly timeout?: number | undefined
}

/** Milliseconds for which Telegram keeps an update, where that is less than a day. */
const LIFETIME: { readonly [kind in UpdateKind]?: number } = { inline_query: 30_000, callback_query: 150_000 }
const DAY = 86_400_000
/** Kinds that a bot receives only if it lists them in allowed_updates. */
const BY_NAME: readonly UpdateKind[] = ['chat_member', 'message_reaction', 'message_reaction_count']
/** Milliseconds after which the same offset may be polled again without a wait, or for more than one update. */
const SAME_WAITS = 3_000
const SAME_GIVES_ONE = 500
const RIVAL = 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running'

interface Poll {
  readonly offset: number
  readonly limit: number
  end(outcome: readonly Update[] | Refusal): void
}

/** The updates that wait for the bot, and the long poll that waits for them. */
export class UpdateQueue {
  readonly #now: () => number
  readonly #pauseScale: number
  #updates: QueuedUpdate[] = []
  #next: number
  #allowed: readonly string[] | null = null
  #poll: Poll | null = null
  #last = { offset: -1, at: Number.NEGATIVE_INFINITY }

  /**
   * @param first id of the first update.
   * @param pauseScale scales the wait of a repeated poll.
   */
  constructor(now: () => number, first: number, pauseScale: number) {
    this.#now = now
    this.#next = first
    this.#pauseScale = pauseScale
  }

  /** Adds an update. @returns its id; null if the bot does not ask for its kind. */
  add(kind: UpdateKind, content: unknown, source: number): number | null {
    const isWanted = this.#allowed ? this.#allowed.includes(kind) : !BY_NAME.includes(kind)
    if (!isWanted) return null
    const id = this.#next++
    const update = { update_id: id, [kind]: content } as Update
    this.#updates.push({ id, kind, update, source, expires: this.#now() + (LIFETIME[kind] ?? DAY) })
    // Updates that are added together arrive in one answer.
    if (this.#poll) setImmediate(() => this.#wake())
    return id
  }

  /** Sets allowed_updates; an empty list restores the default kinds. */
  allow(kinds: readonly string[]): void {
    this.#allowed = kinds.length > 0 ? kinds : null
  }

  get allowed(): readonly string[] | null {
    return this.#allowed
  }

  /** Unconfirmed updates that have not expired, oldest first. */
  pending(): readonly QueuedUpdate[] {
    const now = this.#now()
    if (this.#updates.some(({ expires }) => expires <= now)) {
      this.#updates = this.#updates.filter(({ expires }) => expires > now)
    }
    return this.#updates
  }

  confirm(id: number): void {
    this.#updates = this.#updates.filter((one) => one.id !== id)
  }

  clear(): void {
    this.#updates = []
  }

  /**
   * Confirms all updates before the offset, and returns those from it on, waiting for the first until the timeout.
   * @param onGone registers a function to call when the bot hangs up.
   * @throws Refusal if another poll takes its place.
   */
  async poll(
    { offset = 0, limit = 100, timeout = 0 }: PollParameters,
    onGone: (end: () => void) => void,
  ): Promise<readonly Update[]> {
    const now = this.#now()
    const since = offset === this.#last.offset ? now - this.#last.at : Number.POSITIVE_INFINITY
    this.#last = { offset, at: now }
    const most = since < SAME_GIVES_ONE ? 1 : limit
    const patience = Math.max(timeout * 1000, since < SAME_WAITS ? SAME_WAITS * this.#pauseScale : 0)
    const found = this.#take(offset, most)
    if (found.length > 0 || patience === 0) return found
    this.interrupt(RIVAL)
    const outcome = await new Promise<readonly Update[] | Refusal>((resolve) => {
      const poll: Poll = {
        offset,
        limit: most,
        end: (outcome) => {
          clearTimeout(timer)
          if (this.#poll === poll) this.#poll = null
          resolve(outcome)
        },
      }
      const timer = setTimeout(() => poll.end([]), patience)
      onGone(() => poll.end([]))
      this.#poll = poll
    })
    if (outcome instanceof Refusal) throw outcome
    return outcome
  }

  /** Ends the waiting poll with status 409. @param conflict Telegram's description. */
  interrupt(conflict: string): void {
    this.#poll?.end(new Refusal(409, conflict, null))
  }

  #wake(): void {
    if (!this.#poll) return
    const updates = this.#take(this.#poll.offset, this.#poll.limit)
    if (updates.length > 0) this.#poll.end(updates)
  }

  /** @param offset if negative, counts from the end. */
  #take(offset: number, limit: number): Update[] {
    const pending = this.pending()
    const first = offset < 0 ? Math.max(0, pending.length + offset) : pending.findIndex(({ id }) => id >= offset)
    if (first !== 0) this.#updates = first === -1 ? [] : pending.slice(first)
    return this.#updates.slice(0, limit).map(({ update }) => update)
  }
}
