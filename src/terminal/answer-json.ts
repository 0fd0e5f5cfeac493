import type { Answer, Quote } from '../answering/answer.ts'
import { attribute, introducing } from '../answering/attribution.ts'
import { listBelow } from '../answering/list-below.ts'
import { basketAddress, quoteAddress } from '../reader/address.ts'

/**
 * An answer as data: one line of `ask --json`.
 * @param elapsed in milliseconds.
 * @param readerUrl address of the pages of quotes; null for none.
 */
export function answerJson(question: string, answer: Answer, elapsed: number, readerUrl: string | null = null) {
  const quotes = answer.outcome === 'no_answer' ? [] : answer.quotes
  return {
    question,
    status: answer.outcome,
    reason: answer.outcome === 'no_answer' ? answer.reason : null,
    confidence: round(answer.confidence, 4),
    asked: answer.asked.map(({ voice, speaks }) => ({
      voice: voice.name,
      kind: voice.kind === 'unknown' || speaks !== false ? voice.kind : 'silent',
      speaks,
    })),
    quotes: quotes.map((quote) => quoteJson(quote, readerUrl)),
    // Of a follow-up on a dispute: what was shown before of the sides that aren't quoted now.
    seen: answer.seen.map(({ passage, side }) => ({ id: passage.id, side })),
    // All of them on one page, to print; null for a single one.
    bundle:
      readerUrl !== null && quotes.length > 1
        ? basketAddress(
            readerUrl,
            quotes.map(({ passage }) => passage.id),
          )
        : null,
    ranked: answer.ranked.map((quote) => quoteJson(quote, readerUrl)),
    sources: answer.sources,
    ...noAnswerJson(answer),
    term: answer.term && { name: answer.term.name, explained: answer.term.isExplained },
    // A name that no text has, of which the message asks the meaning.
    absent: answer.absent,
    danger: answer.danger,
    danger_by: answer.danger && (answer.isSensed ? 'meaning' : 'words'),
    request: answer.request,
    elapsed_ms: round(elapsed, 1),
  }
}

/** What helps where nothing is quoted; null and empty elsewhere. */
function noAnswerJson(answer: Answer) {
  if (answer.outcome !== 'no_answer') return { topic: null, signpost: null, nearest: [] }
  const { topic, signpost, nearest } = answer
  return {
    topic,
    signpost: signpost && { kind: signpost.kind, help: signpost.help },
    nearest: nearest.map(({ title, passage, document }) => ({ id: passage.id, title, source: document.id })),
  }
}

function quoteJson({ passage, document, intro, side, isBound, match, score }: Quote, readerUrl: string | null) {
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
    // What introduces the list of which it is an item.
    intro: intro && introducing(intro),
    // The list that it opens; empty for most.
    items: listBelow(passage, match, document).items.map(({ passage: { id, text } }) => ({ id, text })),
    section: passage.section.length > 0 ? passage.section.join(' › ') : null,
    score: round(score, 4),
    // Where it stands, for everybody to see.
    page: readerUrl === null ? null : quoteAddress(readerUrl, passage),
    source: { id, title, publisher, published, url },
  }
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}
