import type { Answer, Quote } from '../answering/answer.ts'

/**
 * Removes everything from documents that a chat has excluded. A question that only those answer is not answered; the remaining
 * documents are not searched again for it.
 * @param without ids of the excluded documents.
 */
export function restrictAnswer(answer: Answer, without: readonly string[] | undefined): Answer {
  if (!without || without.length === 0) return answer
  const allowed = ({ document }: Pick<Quote, 'document'>): boolean => !without.includes(document.id)
  const ranked = answer.ranked.filter(allowed)
  const seen = answer.seen.filter(allowed)
  const sources = answer.sources.filter(({ id }) => !without.includes(id))
  if (answer.outcome === 'no_answer')
    return { ...answer, ranked, sources, seen, nearest: answer.nearest.filter(allowed) }
  const { quotes: all, ...base } = answer
  const quotes = all.filter(allowed)
  // Of a voice that speaks only in what is left out, nothing is said.
  const asked = answer.asked.filter(
    ({ voice, speaks }) => !speaks || quotes.some(({ passage }) => voice.passages?.has(passage.id)),
  )
  if (quotes.length > 0) return { ...answer, ranked, sources, asked, seen, quotes }
  const nothing = { reason: 'not_in_sources', nearest: [], topic: null, signpost: null } as const
  return { ...base, confidence: 0, ranked, sources, asked, seen, outcome: 'no_answer', ...nothing }
}
