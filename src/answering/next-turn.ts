import { detached } from '../dutch/fold.ts'
import { type Answer, isCry, type Turn } from './answer.ts'
import { isWhole, listBelow } from './list-below.ts'

/** Characters of a question that are remembered: more than is looked up of one, and far less than ten thousand chats may send. */
const MAX_REMEMBERED = 1_000

/**
 * What a chat remembers after an answer: the question as it was understood and, for follow-ups, all that was shown on the
 * subject. A question that found nothing ends the subject before it, so that nothing later is read by that; a follow-up that found
 * nothing, or a message that isn't looked up, doesn't.
 * @param shown ids of the passages of this answer that were shown, in order.
 */
export function nextTurn(message: string, answer: Answer, previous: Turn | null, shown = shownIn(answer)): Turn | null {
  if (answer.outcome === 'no_answer') {
    const endsSubject = answer.understoodAs === null && answer.reason === 'not_in_sources' && !isCry(answer)
    return endsSubject ? { question: remembered(message), shown: [] } : previous
  }
  const before = answer.understoodAs === null ? [] : (previous?.shown ?? [])
  return { question: remembered(answer.understoodAs ?? message), shown: [...new Set([...before, ...shown])] }
}

function remembered(question: string): string {
  return detached(question.slice(0, MAX_REMEMBERED))
}

function shownIn(answer: Answer): string[] {
  if (answer.outcome === 'no_answer') return []
  return answer.quotes.flatMap(({ passage, match, document }) => [
    passage.id,
    ...listBelow(passage, match, document).items.flatMap((item) => (isWhole(item) ? [item.passage.id] : [])),
  ])
}
