import { badRequest } from './refusal.ts'

/** Milliseconds in which Telegram takes an answer. */
const LIFETIME = { callback: 15_000, inline: 10_000, guest: 60_000 }

export type QueryKind = keyof typeof LIFETIME

interface Query {
  readonly asked: number
  answer: unknown
}

/** Presses of buttons, inline queries and calls of guests, each of which has one answer, in time. */
export class Queries {
  readonly #now: () => number
  readonly #kinds = {
    callback: new Map<string, Query>(),
    inline: new Map<string, Query>(),
    guest: new Map<string, Query>(),
  }

  constructor(now: () => number) {
    this.#now = now
  }

  open(kind: QueryKind, id: string): void {
    this.#kinds[kind].set(id, { asked: this.#now(), answer: null })
  }

  /** @throws Refusal when there is no such query, it is too old, or it was answered. */
  answer(kind: QueryKind, id: string, answer: unknown): void {
    const query = this.#kinds[kind].get(id)
    if (query === undefined || query.answer !== null || this.#now() - query.asked > LIFETIME[kind]) {
      throw badRequest('query_too_old', 'query is too old and response timeout expired or query ID is invalid')
    }
    query.answer = answer
  }

  /** What the bot answered; null while it has not. */
  answerTo(kind: QueryKind, id: string): unknown {
    return this.#kinds[kind].get(id)?.answer ?? null
  }
}
