/** How many questions are allowed in a minute; 0 for no limit. */
export interface Limits {
  readonly perUser: number
  readonly perChat: number
}

/** Whether one more question is allowed. */
export type Verdict =
  | { readonly allowed: true }
  /** `first`: the first refusal in this minute, and the only one worth a message. `seconds`: until the minute is over. */
  | { readonly allowed: false; readonly first: boolean; readonly seconds: number }

/** Counts what each user and chat asked within a minute. Never rejects. */
export interface FairUse {
  /** Counts one more of a kind, for the id of a user or a chat. */
  count(kind: Counted, id: number | string): Verdict | Promise<Verdict>
  /** Refuses one, whatever the count, because too much is waiting. */
  refuse(kind: Counted, id: number | string): Verdict | Promise<Verdict>
}

/** Counts in the memory of this process. */
export interface LocalFairUse extends FairUse {
  count(kind: Counted, id: number | string): Verdict
  refuse(kind: Counted, id: number | string): Verdict
}

export type Counted = 'user' | 'chat' | 'inline' | 'card'

const MINUTE = 60_000 // ms
/** Inline mode asks at every keystroke. */
const INLINE_FACTOR = 6
/** Most counters kept, a few megabytes; beyond that the oldest is forgotten. */
const MAX_COUNTERS = 20_000

interface Counter {
  count: number
  told: boolean
  readonly until: number
}

/** How many of each kind are allowed in a minute; 0 for no limit. */
export function limitsOf({ perUser, perChat }: Limits): Readonly<Record<Counted, number>> {
  return { user: perUser, chat: perChat, inline: INLINE_FACTOR * perUser, card: 1 }
}

/**
 * @param now a monotonic clock in milliseconds: if it followed the system clock, setting that back would prolong a refusal.
 */
export function createFairUse(given: Limits, now = () => performance.now()): LocalFairUse {
  const limits = limitsOf(given)
  const counters = new Map<string, Counter>()

  function counterOf(key: string): Counter {
    const known = counters.get(key)
    if (known && known.until > now()) return known
    counters.delete(key)
    const fresh = { count: 0, told: false, until: now() + MINUTE }
    counters.set(key, fresh)
    // Oldest first, so those whose minute is over come first: nobody is remembered for longer than needed.
    for (const [old, { until }] of counters) {
      if (until > now() && counters.size <= MAX_COUNTERS) break
      counters.delete(old)
    }
    return fresh
  }

  function refusalOf(counter: Counter): Verdict {
    const first = !counter.told
    counter.told = true
    return { allowed: false, first, seconds: Math.max(1, Math.ceil((counter.until - now()) / 1000)) }
  }

  return {
    count(kind, id) {
      const limit = limits[kind]
      if (limit === 0) return { allowed: true }
      const counter = counterOf(`${kind}:${id}`)
      return ++counter.count <= limit ? { allowed: true } : refusalOf(counter)
    },
    refuse: (kind, id) => refusalOf(counterOf(`${kind}:${id}`)),
  }
}
