/** What Telegram adds to some refusals. */
export interface RefusalParameters {
  readonly retry_after?: number
  readonly migrate_to_chat_id?: number
}

/** A call that Telegram does not carry out. */
export class Refusal extends Error {
  /** Status of the answer: 400, 401, 403, 404, 409 or 429. */
  readonly code: number
  /** Name of the rule that the bot broke. Null: it could not know better, for instance that somebody has blocked it. */
  readonly rule: string | null
  readonly parameters: RefusalParameters | null

  constructor(code: number, description: string, rule: string | null, parameters: RefusalParameters | null = null) {
    super(description)
    this.code = code
    this.rule = rule
    this.parameters = parameters
  }
}

/** A call that breaks a rule. @param description as Telegram words it, without "Bad Request: ". */
export function badRequest(rule: string | null, description: string): Refusal {
  return new Refusal(400, `Bad Request: ${description}`, rule)
}
