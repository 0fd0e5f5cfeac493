import { LRUCache } from 'lru-cache'
import type { Turn } from '../answering/answer.ts'
import type { Sent } from './deliver.ts'

/** How long a follow-up question can refer to a question. */
export const MEMORY_MINUTES = 10
const MEMORY_MS = MEMORY_MINUTES * 60_000
/** Turns remembered per chat. */
const MAX_TURNS = 8
/** Most chats, and most users of inline mode, whose words are held; beyond that, the oldest are forgotten early. */
const MAX_CHATS = 10_000
/** Answers that an edited question can still change: ids and checksums only, a few megabytes at most. */
const MAX_ANSWERS = 10_000

/** What the bot remembers of conversations, in memory only. */
export interface Memory {
  /**
   * The turn that a message follows: the one whose answer it replies to, else the last one before it.
   * @param message id of the message.
   * @param replyTo id of the message that it replies to.
   */
  turnBefore(chat: number, message: number, replyTo?: number): Turn | null
  /** The turn that one of the bot's messages answers; null when that is not known (any more). */
  turnOf(chat: number, answer: number): Turn | null
  /** @param turn null when the message asked nothing. */
  remember(chat: number, message: number, answers: readonly Sent[], turn: Turn | null): void
  /** The messages that answer a message; null when that is not known (any more). */
  answersTo(chat: number, message: number): readonly Sent[] | null
  /** Holds what a user typed in inline mode, so that the private chat can continue with it. */
  holdQuery(user: number, query: string): void
  /** The query last held for a user; null when that was too long ago. */
  heldQuery(user: number): string | null
  /** @param chat id of a chat; that of a private chat is its user's. */
  forget(chat: number): void
}

interface RememberedTurn {
  readonly message: number
  readonly answers: readonly Sent[]
  readonly turn: Turn
  /** When its words have to be gone. */
  readonly until: number
}

/**
 * Creates a memory that deletes the words of a question after ten minutes, whether or not anything else happens in the chat.
 * @param now a monotonic clock in milliseconds: the system clock may be set back.
 */
export function createMemory(now = () => performance.now()): Memory {
  const chats = new LRUCache<number, { turns: readonly RememberedTurn[]; timer: NodeJS.Timeout }>({
    max: MAX_CHATS,
    dispose: ({ timer }) => clearTimeout(timer),
  })
  const answers = new LRUCache<string, readonly Sent[]>({ max: MAX_ANSWERS })
  const queries = new LRUCache<number, string>({ max: MAX_CHATS, ttl: MEMORY_MS, ttlAutopurge: true, perf: { now } })

  const turnsOf = (chat: number): readonly RememberedTurn[] =>
    (chats.peek(chat)?.turns ?? []).filter(({ until }) => until > now())

  /** Stores the turns of a chat until the first of them expires. */
  function store(chat: number, turns: readonly RememberedTurn[]): void {
    if (turns.length === 0) return void chats.delete(chat)
    const expiry = Math.min(...turns.map(({ until }) => until)) - now()
    const timer = setTimeout(() => store(chat, turnsOf(chat)), Math.max(expiry, 1)).unref()
    chats.set(chat, { turns, timer })
  }

  return {
    turnBefore(chat, message, replyTo) {
      const repliedTo = replyTo === undefined ? null : this.turnOf(chat, replyTo)
      return repliedTo ?? turnsOf(chat).findLast((turn) => turn.message < message)?.turn ?? null
    },
    turnOf: (chat, answer) =>
      turnsOf(chat).find(({ answers }) => answers.some(({ id }) => id === answer))?.turn ?? null,
    remember(chat, message, sent, turn) {
      answers.set(`${chat}:${message}`, sent)
      if (!turn) return
      const others = turnsOf(chat).filter((other) => other.message !== message)
      const latest = { message, answers: sent, turn, until: now() + MEMORY_MS }
      store(chat, [...others, latest].sort((a, b) => a.message - b.message).slice(-MAX_TURNS))
    },
    answersTo: (chat, message) => answers.get(`${chat}:${message}`) ?? null,
    holdQuery: (user, query) => void queries.set(user, query),
    heldQuery: (user) => queries.get(user) ?? null,
    forget(chat) {
      chats.delete(chat)
      queries.delete(chat)
      for (const key of answers.keys()) if (key.startsWith(`${chat}:`)) answers.delete(key)
    },
  }
}
