import type { Answer, Quote } from '../answering/answer.ts'
import { attribute } from '../answering/attribution.ts'

/** A passage as data. */
export interface QuoteJson {
  readonly id: string
  readonly text: string
  readonly speaker: string
  /** The question that it answers, in the asker's words; null outside an interview. */
  readonly answers: string | null
  readonly section: string | null
  readonly score: number
  readonly source: {
    readonly id: string
    readonly title: string
    readonly publisher: string
    readonly published: string | null
    readonly url: string | null
  }
}

/** An answer as data: one line of `ask --json`. */
export interface AnswerJson {
  readonly question: string
  readonly status: Answer['outcome']
  readonly reason: string | null
  readonly confidence: number
  readonly quotes: readonly QuoteJson[]
  readonly ranked: readonly QuoteJson[]
  readonly danger: string | null
  readonly request: string | null
  readonly elapsed_ms: number
}

/** @param elapsed in milliseconds. */
export function answerJson(question: string, answer: Answer, elapsed: number): AnswerJson {
  return {
    question,
    status: answer.outcome,
    reason: answer.outcome === 'no_answer' ? answer.reason : null,
    confidence: round(answer.confidence, 4),
    quotes: answer.outcome === 'no_answer' ? [] : answer.quotes.map(quoteJson),
    ranked: answer.ranked.map(quoteJson),
    danger: answer.danger,
    request: answer.request,
    elapsed_ms: round(elapsed, 1),
  }
}

function quoteJson({ passage, document, score }: Quote): QuoteJson {
  const { id, title, publisher, published, url } = document
  const { question } = attribute(passage, document)
  return {
    id: passage.id,
    text: passage.text,
    speaker: passage.speaker.id,
    answers: question?.text ?? null,
    section: passage.section.length > 0 ? passage.section.join(' › ') : null,
    score: round(score, 4),
    source: { id, title, publisher, published, url },
  }
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}
