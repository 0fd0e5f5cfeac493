/** Makes a share of the calls fail, before or after they take effect. */
export interface Fault {
  /**
   * "drop" closes the connection; "500" and "502" are Telegram's own failures, the latter with an HTML page; "429" asks the
   * bot to wait; "slow" delays the answer; "reply" replaces it.
   */
  readonly kind: 'drop' | '500' | '502' | '429' | 'slow' | 'reply'
  /** Share of the calls that no earlier rule applies to, 0 to 1; default 1. */
  readonly fraction?: number
  /** Default "before". */
  readonly when?: 'before' | 'after'
  /** Methods that it applies to; default: all. */
  readonly methods?: readonly string[]
  /** The most calls that it applies to; default: no limit. */
  readonly limit?: number
  /** For "slow": milliseconds. */
  readonly ms?: number
  /** For "429": seconds, or a range of them to draw from. */
  readonly retryAfter?: number | readonly [number, number]
  /** For "reply": status (default 200) and body, such as { ok: true, result: null } or a string of HTML. */
  readonly status?: number
  readonly body?: unknown
}

/** The answer to a call that fails. */
export interface Failure {
  readonly status: number
  readonly body: unknown
}

const GATEWAY = '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>'

/** Creates a function that draws a fault, or null, for a call of a method. */
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

/** The answer that a fault gives. @returns null if the connection is to be closed. */
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
