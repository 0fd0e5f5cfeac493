import { Refusal } from './refusal.ts'

/** How many messages a bot may send. */
export interface Limits {
  /** A second, in all chats together. */
  readonly perSecond: number
  /** A second on average, in one private chat. */
  readonly perChatSecond: number
  /** At once, in one private chat. */
  readonly perChatBurst: number
  /** A minute, in one group or channel. */
  readonly perGroupMinute: number
}

/** The limits that Telegram documents. For bursts it gives no number, only that short ones may pass. */
export const DOCUMENTED_LIMITS: Limits = { perSecond: 30, perChatSecond: 1, perChatBurst: 4, perGroupMinute: 20 }

/** Creates a function that counts a message. It throws a Refusal for one over the limits. */
export function createLimiter(limits: Limits, now: () => number): (chatId: number, isPrivate: boolean) => void {
  const sent: number[] = []
  const groups = new Map<number, number[]>()
  const chats = new Map<number, { tokens: number; at: number }>()

  /** Milliseconds until fewer than `most` of the times lie within the window. */
  function waitIn(times: number[], most: number, window: number): number {
    while (times.length > 0 && times[0]! <= now() - window) times.shift()
    return times.length < most ? 0 : times[times.length - most]! + window - now()
  }

  return (chatId, isPrivate) => {
    const all = waitIn(sent, limits.perSecond, 1000)
    const times = groups.get(chatId) ?? []
    const bucket = chats.get(chatId) ?? { tokens: limits.perChatBurst, at: now() }
    const filled = bucket.tokens + ((now() - bucket.at) / 1000) * limits.perChatSecond
    const tokens = Math.min(limits.perChatBurst, filled)
    const own = isPrivate
      ? Math.max(0, ((1 - tokens) / limits.perChatSecond) * 1000)
      : waitIn(times, limits.perGroupMinute, 60_000)
    const wait = Math.max(all, own)
    if (wait > 0) {
      const retry_after = Math.ceil(wait / 1000)
      throw new Refusal(429, `Too Many Requests: retry after ${retry_after}`, null, { retry_after })
    }
    sent.push(now())
    if (isPrivate) chats.set(chatId, { tokens: tokens - 1, at: now() })
    else groups.set(chatId, [...times, now()])
  }
}
