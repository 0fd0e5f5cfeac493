/** A call of the Bot API that was answered, or whose connection broke. */
export interface Call {
  /** Calls are numbered as they are answered. */
  readonly id: number
  readonly method: string
  readonly params: { readonly [parameter: string]: unknown }
  /** Whether the bot was told that it worked. */
  readonly ok: boolean
  readonly result?: unknown
  readonly description?: string
  /** The fault that it met; "…:after" when it took effect all the same. */
  readonly fault?: string
  /** What it would have been answered, had that not been lost. */
  readonly executed?: { readonly ok: boolean }
}

/** A rule of the Bot API that the bot broke. */
export interface Violation {
  readonly rule: string
  readonly method: string
  /** What the bot was told. */
  readonly message: string
}
