import type { Turn } from '../answering/answer.ts'
import type { Sent } from './deliver.ts'

/** How long a question may be asked on. */
export const MEMORY_MINUTES = 10
const MEMORY_MS = MEMORY_MINUTES * 60_000
/** Turns of one chat that are remembered. */
const MAX_TURNS = 8
/** Chats, and users who typed in others, of whom words are held; with more within ten minutes, the oldest are forgotten. */
const MAX_CHATS = 10_000
/** Answers that an edited question can still change; numbers and checksums only, a few megabytes at most. */
const MAX_ANSWERS = 10_000

/** What the bot knows of its conversations, in memory only. */
export interface Memory {
  /**
   * The turn that a message goes on from: the one whose answer it replies to, else the last one before it.
   * @param replyTo number of the message that it is a reply to.
   */
  turnBefore(chat: number, message: number, replyTo?: number): Turn | null
  /** The turn that a message of the bot's answers; null when that is not known (any more). */
  turnOf(chat: number, answer: number): Turn | null
  /** @param turn null when the message asked nothing. */
  remember(chat: number, message: number, answers: readonly Sent[], turn: Turn | null): void
  /** The messages that answer a message; null when that is not known (any more). */
  answersTo(chat: number, message: number): readonly Sent[] | null
  /** Holds what somebody typed in another chat's inline mode, so that the private chat can go on with it. */
  holdQuery(user: number, query: string): void
  /** What was held last for somebody; null when that is too long ago. */
  heldQuery(user: number): string | null
  /** @param chat a private chat has the number of its user. */
  forget(chat: number): void
}

interface RememberedTurn {
  readonly message: number
  readonly answers: readonly Sent[]
  readonly turn: Turn
  readonly until: number
}

/**
 * A memory that holds the words of a question for ten minutes, whether anybody asks on or not.
 * @param now milliseconds that only grow: the clock of the machine may be set back.
 */
export function createMemory(now = () => performance.now()): Memory {
  const turns = new Map<number, RememberedTurn[]>()
  const timers = new Map<number, NodeJS.Timeout>()
  const answers = new Map<string, readonly Sent[]>()
  const queries = new Map<number, { query: string; timer: NodeJS.Timeout }>()

  const drop = (user: number): void => {
    clearTimeout(queries.get(user)?.timer)
    queries.delete(user)
  }
  const fresh = (chat: number): RememberedTurn[] => (turns.get(chat) ?? []).filter(({ until }) => until > now())
  const clear = (chat: number): void => {
    turns.delete(chat)
    clearTimeout(timers.get(chat))
    timers.delete(chat)
  }
  const oldestOf = (all: ReadonlyMap<number, unknown>): number | null =>
    all.size > MAX_CHATS ? (all.keys().next().value ?? null) : null
  const sweep = (chat: number): void => {
    const left = fresh(chat)
    clear(chat)
    if (left.length === 0) return
    turns.set(chat, left)
    const wait = Math.min(...left.map(({ until }) => until)) - now()
    timers.set(chat, setTimeout(() => sweep(chat), Math.max(wait, 1)).unref())
  }

  return {
    turnBefore(chat, message, replyTo) {
      const repliedTo = replyTo === undefined ? null : this.turnOf(chat, replyTo)
      return repliedTo ?? fresh(chat).findLast((turn) => turn.message < message)?.turn ?? null
    },
    turnOf: (chat, answer) => fresh(chat).find(({ answers }) => answers.some(({ id }) => id === answer))?.turn ?? null,
    remember(chat, message, sent, turn) {
      const key = `${chat}:${message}`
      answers.delete(key)
      answers.set(key, sent)
      const [oldest] = answers.keys()
      if (answers.size > MAX_ANSWERS && oldest !== undefined) answers.delete(oldest)
      if (!turn) return
      const others = fresh(chat).filter((other) => other.message !== message)
      const until = now() + MEMORY_MS
      const all = [...others, { message, answers: sent, turn, until }].sort((a, b) => a.message - b.message)
      turns.set(chat, all.slice(-MAX_TURNS))
      sweep(chat)
      const oldestChat = oldestOf(turns)
      if (oldestChat !== null) clear(oldestChat)
    },
    answersTo: (chat, message) => answers.get(`${chat}:${message}`) ?? null,
    holdQuery(user, query) {
      drop(user)
      queries.set(user, { query, timer: setTimeout(() => drop(user), MEMORY_MS).unref() })
      const oldestUser = oldestOf(queries)
      if (oldestUser !== null) drop(oldestUser)
    },
    heldQuery: (user) => queries.get(user)?.query ?? null,
    forget(chat) {
      clear(chat)
      drop(chat)
      for (const key of answers.keys()) if (key.startsWith(`${chat}:`)) answers.delete(key)
    },
  }
}
