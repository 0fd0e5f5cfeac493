import { badRequest } from './refusal.ts'

/** Milliseconds within which Telegram accepts an answer. */
const LIFETIME = { callback: 15_000, inline: 10_000, guest: 60_000 }

export type QueryKind = keyof typeof LIFETIME

interface Query {
  readonly asked: number
  answer: unknown
}

/** Button presses, inline queries and guest queries: each can be answered once, and in time. */
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

  /** @throws Refusal if the query is unknown, too old or already answered. */
  answer(kind: QueryKind, id: string, answer: unknown): void {
    const query = this.#kinds[kind].get(id)
    if (query === undefined || query.answer !== null || this.#now() - query.asked > LIFETIME[kind]) {
      throw badRequest('query_too_old', 'query is too old and response timeout expired or query ID is invalid')
    }
    query.answer = answer
  }

  /** The bot's answer; null if there is none yet. */
  answerTo(kind: QueryKind, id: string): unknown {
    return this.#kinds[kind].get(id)?.answer ?? null
  }
}
