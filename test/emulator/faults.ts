/** Something that goes wrong with a share of the calls, before they have their effect or after it. */
export interface Fault {
  /**
   * "drop": the connection breaks. "500", "502": Telegram fails, the latter with a page of HTML. "429": the bot has to wait.
   * "slow": the answer takes longer. "reply": the answer is another.
   */
  readonly kind: 'drop' | '500' | '502' | '429' | 'slow' | 'reply'
  /** Share of the calls, 0 to 1, of those that no rule before this one has met; default 1. */
  readonly fraction?: number
  /** Default "before". */
  readonly when?: 'before' | 'after'
  /** Methods that it meets; default: all. */
  readonly methods?: readonly string[]
  /** Calls that it meets in all, at most. */
  readonly limit?: number
  /** For "slow": milliseconds. */
  readonly ms?: number
  /** For "429": seconds, or the least and the most of them. */
  readonly retryAfter?: number | readonly [number, number]
  /** For "reply": status and body, such as { ok: true, result: null } or HTML. */
  readonly status?: number
  readonly body?: unknown
}

/** What a call is answered in place of its result. */
export interface Failure {
  readonly status: number
  readonly body: unknown
}

const GATEWAY = '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>'

/** Draws faults by their shares: the same random numbers, the same faults. */
export function createFaults(rules: readonly Fault[], random: () => number): (method: string) => Fault | null {
  const left = rules.map(({ limit = Number.POSITIVE_INFINITY }) => limit)
  return (method) => {
    for (const [index, { methods, fraction = 1 }] of rules.entries()) {
      if (left[index] === 0 || (methods && !methods.includes(method))) continue
      if (random() >= fraction) continue
      left[index]!--
      return rules[index]!
    }
    return null
  }
}

/** @returns null when the connection breaks. */
export function failureOf(
  { kind, retryAfter = 1, status = 200, body = null }: Fault,
  random: () => number,
): Failure | null {
  switch (kind) {
    case 'drop':
      return null
    case '502':
      return { status: 502, body: GATEWAY }
    case '429': {
      const [least, most] = typeof retryAfter === 'number' ? [retryAfter, retryAfter] : retryAfter
      const retry_after = least + Math.floor(random() * (most - least + 1))
      const description = `Too Many Requests: retry after ${retry_after}`
      return { status: 429, body: { ok: false, error_code: 429, description, parameters: { retry_after } } }
    }
    case 'reply':
      return { status, body }
    default:
      return { status: 500, body: { ok: false, error_code: 500, description: 'Internal Server Error' } }
  }
}
