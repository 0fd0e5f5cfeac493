import type { Answer, Turn } from './answer.ts'

/**
 * What a chat remembers after an answer: the question as it was understood and, for follow-ups, all that was shown on the
 * subject. A message that found nothing doesn't change the subject.
 * @param shown ids of the passages of this answer that were shown, in order.
 */
export function nextTurn(message: string, answer: Answer, previous: Turn | null, shown = shownIn(answer)): Turn | null {
  if (answer.outcome === 'no_answer' && answer.understoodAs === null) return previous
  const before = answer.understoodAs === null ? [] : (previous?.shown ?? [])
  return { question: answer.understoodAs ?? message, shown: [...new Set([...before, ...shown])] }
}

function shownIn(answer: Answer): string[] {
  return answer.outcome === 'no_answer' ? [] : answer.quotes.map(({ passage }) => passage.id)
}
