import type { Answer, Quote } from '../answering/answer.ts'
import { attribute } from '../answering/attribution.ts'

/**
 * An answer as data: one line of `ask --json`.
 * @param elapsed in milliseconds.
 */
export function answerJson(question: string, answer: Answer, elapsed: number) {
  return {
    question,
    status: answer.outcome,
    reason: answer.outcome === 'no_answer' ? answer.reason : null,
    confidence: round(answer.confidence, 4),
    asked: answer.asked.map(({ voice, speaks }) => ({
      voice: voice.name,
      kind: voice.kind === 'unknown' || speaks ? voice.kind : 'silent',
      speaks,
    })),
    quotes: answer.outcome === 'no_answer' ? [] : answer.quotes.map(quoteJson),
    ranked: answer.ranked.map(quoteJson),
    sources: answer.sources,
    term: answer.term && { name: answer.term.name, explained: answer.term.isExplained },
    danger: answer.danger,
    request: answer.request,
    elapsed_ms: round(elapsed, 1),
  }
}

function quoteJson({ passage, document, side, isBound, score }: Quote) {
  const { id, title, publisher, published, url } = document
  const { question } = attribute(passage, document)
  return {
    id: passage.id,
    text: passage.text,
    speaker: passage.speaker.id,
    side,
    bound: isBound,
    // In the asker's words; null outside an interview.
    answers: question?.text ?? null,
    section: passage.section.length > 0 ? passage.section.join(' › ') : null,
    score: round(score, 4),
    source: { id, title, publisher, published, url },
  }
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}
