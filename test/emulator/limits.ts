import { Refusal } from './refusal.ts'

/** How many messages Telegram takes. */
export interface Limits {
  /** In all, in a second. */
  readonly perSecond: number
  /** In one private chat, in a second on average. */
  readonly perChatSecond: number
  /** In one private chat, at once. */
  readonly perChatBurst: number
  /** In one group or channel, in a minute. */
  readonly perGroupMinute: number
}

/** What Telegram documents; of bursts it says only that short ones may pass. */
export const DOCUMENTED_LIMITS: Limits = { perSecond: 30, perChatSecond: 1, perChatBurst: 4, perGroupMinute: 20 }

/** Counts messages, and refuses those over the limits. */
export function createLimiter(limits: Limits, now: () => number): (chatId: number, isPrivate: boolean) => void {
  const sent: number[] = []
  const groups = new Map<number, number[]>()
  const chats = new Map<number, { tokens: number; at: number }>()

  /** Milliseconds until one of so many in a window may follow. */
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
