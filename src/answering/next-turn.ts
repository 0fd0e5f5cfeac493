import { detached } from '../dutch/fold.ts'
import type { Answer, Turn } from './answer.ts'

/** Characters of a question that are remembered: more than is looked up of one, and far less than ten thousand chats may send. */
const MAX_REMEMBERED = 1_000

/**
 * What a chat remembers after an answer: the question as it was understood and, for follow-ups, all that was shown on the
 * subject. A message that found nothing doesn't change the subject.
 * @param shown ids of the passages of this answer that were shown, in order.
 */
export function nextTurn(message: string, answer: Answer, previous: Turn | null, shown = shownIn(answer)): Turn | null {
  if (answer.outcome === 'no_answer' && answer.understoodAs === null) return previous
  const before = answer.understoodAs === null ? [] : (previous?.shown ?? [])
  const question = detached((answer.understoodAs ?? message).slice(0, MAX_REMEMBERED))
  return { question, shown: [...new Set([...before, ...shown])] }
}

function shownIn(answer: Answer): string[] {
  return answer.outcome === 'no_answer' ? [] : answer.quotes.map(({ passage }) => passage.id)
}
