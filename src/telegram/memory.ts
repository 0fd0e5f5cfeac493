import { LRUCache } from 'lru-cache'
import type { Turn } from '../answering/answer.ts'
import type { Place, Sent } from './deliver.ts'

/** How long a follow-up question can refer to a question. */
export const MEMORY_MINUTES = 10
const MEMORY_MS = MEMORY_MINUTES * 60_000
/** Turns remembered per place. */
const MAX_TURNS = 8
/** Most places, and most users of inline mode, whose words are held; beyond that, the oldest are forgotten early. */
const MAX_PLACES = 10_000
/** Answers that an edited question can still change: ids and checksums only, a few megabytes at most. */
const MAX_ANSWERS = 10_000

/** What the bot remembers of conversations, in memory only. */
export interface Memory {
  /**
   * The turn that a message follows: the one whose answer it replies to, else the last one before it.
   * @param message id of the message.
   * @param replyTo id of the message that it replies to.
   */
  turnBefore(place: Place, message: number, replyTo?: number): Turn | null
  /** The turn that one of the bot's messages answers; null when that is not known (any more). */
  turnOf(place: Place, answer: number): Turn | null
  /** @param turn null when the message asked nothing. */
  remember(place: Place, message: number, answers: readonly Sent[], turn: Turn | null): void
  /** The messages that answer a message; null when that is not known (any more). */
  answersTo(place: Place, message: number): readonly Sent[] | null
  /** Whether the bot answered another message after this one had been sent. */
  hasSpokenSince(place: Place, message: number): boolean
  /** Holds what a user typed in inline mode, so that the private chat can continue with it. */
  holdQuery(user: number, query: string): void
  /** The query last held for a user; null when that was too long ago. */
  heldQuery(user: number): string | null
  /** @param chat id of a chat, with all its topics; that of a private chat is its user's. */
  forget(chat: number): void
}

interface RememberedTurn {
  readonly message: number
  readonly answers: readonly Sent[]
  readonly turn: Turn
  /** When its words have to be gone. */
  readonly until: number
}

/** What a user typed in inline mode. */
interface HeldQuery {
  readonly query: string
  readonly until: number
  readonly timer: NodeJS.Timeout
}

/**
 * Creates a memory that deletes the words of a question after ten minutes, whether or not anything else happens in the chat.
 * @param now a monotonic clock in milliseconds: the system clock may be set back.
 */
export function createMemory(now = () => performance.now()): Memory {
  const places = new LRUCache<string, { turns: readonly RememberedTurn[]; timer: NodeJS.Timeout }>({
    max: MAX_PLACES,
    dispose: ({ timer }) => clearTimeout(timer),
  })
  const answers = new LRUCache<string, readonly Sent[]>({ max: MAX_ANSWERS })
  const latest = new LRUCache<string, number>({ max: MAX_PLACES })
  const queries = new LRUCache<number, HeldQuery>({ max: MAX_PLACES, dispose: ({ timer }) => clearTimeout(timer) })

  const keyOf = ({ chat, thread }: Place): string => `${chat}:${thread ?? ''}`
  const turnsAt = (key: string): readonly RememberedTurn[] =>
    (places.peek(key)?.turns ?? []).filter(({ until }) => until > now())

  /** Stores the turns of a place until the first of them expires. */
  function store(key: string, turns: readonly RememberedTurn[]): void {
    if (turns.length === 0) return void places.delete(key)
    const expiry = Math.min(...turns.map(({ until }) => until)) - now()
    const timer = setTimeout(() => store(key, turnsAt(key)), Math.max(expiry, 1)).unref()
    places.set(key, { turns, timer })
  }

  return {
    turnBefore(place, message, replyTo) {
      const repliedTo = replyTo === undefined ? null : this.turnOf(place, replyTo)
      return repliedTo ?? turnsAt(keyOf(place)).findLast((turn) => turn.message < message)?.turn ?? null
    },
    turnOf: (place, answer) =>
      turnsAt(keyOf(place)).find(({ answers }) => answers.some(({ id }) => id === answer))?.turn ?? null,
    remember(place, message, sent, turn) {
      const key = keyOf(place)
      answers.set(`${key}:${message}`, sent)
      latest.set(key, Math.max(latest.get(key) ?? 0, ...sent.map(({ id }) => id)))
      if (!turn) return
      const others = turnsAt(key).filter((other) => other.message !== message)
      const newest = { message, answers: sent, turn, until: now() + MEMORY_MS }
      store(key, [...others, newest].sort((a, b) => a.message - b.message).slice(-MAX_TURNS))
    },
    hasSpokenSince: (place, message) => (latest.get(keyOf(place)) ?? 0) > message,
    answersTo: (place, message) => answers.get(`${keyOf(place)}:${message}`) ?? null,
    holdQuery(user, query) {
      const timer = setTimeout(() => queries.delete(user), MEMORY_MS).unref()
      queries.set(user, { query, until: now() + MEMORY_MS, timer })
    },
    heldQuery(user) {
      const held = queries.get(user)
      return held && held.until > now() ? held.query : null
    },
    forget(chat) {
      queries.delete(chat)
      for (const known of [places, answers, latest])
        for (const key of known.keys()) if (key.startsWith(`${chat}:`)) known.delete(key)
    },
  }
}
