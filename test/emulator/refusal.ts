/** ResponseParameters of the Bot API. */
export interface RefusalParameters {
  readonly retry_after?: number
  readonly migrate_to_chat_id?: number
}

/** Thrown for a call that Telegram refuses. */
export class Refusal extends Error {
  /** HTTP status and error_code. */
  readonly code: number
  /** Name of the rule that the bot broke; null if it could not have known, for example that a user has blocked it. */
  readonly rule: string | null
  readonly parameters: RefusalParameters | null

  constructor(code: number, description: string, rule: string | null, parameters: RefusalParameters | null = null) {
    super(description)
    this.code = code
    this.rule = rule
    this.parameters = parameters
  }
}

/** A refusal with status 400. @param description in Telegram's words, without "Bad Request: ". */
export function badRequest(rule: string | null, description: string): Refusal {
  return new Refusal(400, `Bad Request: ${description}`, rule)
}
