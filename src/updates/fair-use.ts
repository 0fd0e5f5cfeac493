/** How much each may ask in a minute; 0 for no limit. */
export interface Limits {
  readonly perUser: number
  readonly perChat: number
}

/** What comes of asking whether one more is allowed. */
export type Verdict =
  | { readonly allowed: true }
  /** `first`: the first refusal of this minute, the only one that is worth a word. */
  | { readonly allowed: false; readonly first: boolean; readonly seconds: number }

/** Counts for everybody who asked something within a minute. */
export interface FairUse {
  /** One more by a user or in a chat, the name of whatever is counted. */
  count(counted: Counted, id: number): Verdict
  /** One that is refused whatever the count, because too much waits. */
  refuse(counted: Counted, id: number): Verdict
}

type Counted = 'user' | 'chat' | 'inline'

const MINUTE = 60_000 // ms
/** Inline mode asks at every key that is pressed. */
const INLINE_FACTOR = 6
/** Counters that are kept, some megabytes at most; with more at once, the oldest is forgotten. */
const MAX_COUNTERS = 20_000

interface Counter {
  count: number
  told: boolean
  readonly until: number
}

/** @param now milliseconds that only grow: with the clock of the machine, somebody could be refused until it was that late again. */
export function createFairUse({ perUser, perChat }: Limits, now = () => performance.now()): FairUse {
  const limits = { user: perUser, chat: perChat, inline: INLINE_FACTOR * perUser }
  const counters = new Map<string, Counter>()

  function counterOf(key: string): Counter {
    const known = counters.get(key)
    if (known && known.until > now()) return known
    counters.delete(key)
    const fresh = { count: 0, told: false, until: now() + MINUTE }
    counters.set(key, fresh)
    // In the order in which their minutes began, so those that are over come first.
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
    count(counted, id) {
      const limit = limits[counted]
      if (limit === 0) return { allowed: true }
      const counter = counterOf(`${counted}:${id}`)
      return ++counter.count <= limit ? { allowed: true } : refusalOf(counter)
    },
    refuse: (counted, id) => refusalOf(counterOf(`${counted}:${id}`)),
  }
}
