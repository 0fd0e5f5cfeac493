/** A Bot API call that has been answered, or whose connection was dropped. */
export interface Call {
  /** Ascending in the order in which calls were answered. */
  readonly id: number
  readonly method: string
  readonly params: { readonly [parameter: string]: unknown }
  /** Whether the bot was told that the call succeeded. */
  readonly ok: boolean
  readonly result?: unknown
  readonly description?: string
  /** The fault injected into it; ends in ":after" if the call still took effect. */
  readonly fault?: string
  /** The outcome that the fault kept from the bot. */
  readonly executed?: { readonly ok: boolean }
}

/** A Bot API rule that the bot broke. */
export interface Violation {
  readonly rule: string
  readonly method: string
  /** What the bot was told. */
  readonly message: string
}
