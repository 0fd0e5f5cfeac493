import type { Counterparts } from '../corpus/counterparts.ts'
import type { Passage } from '../corpus/document.ts'
import { fold } from '../dutch/fold.ts'
import type { Searcher } from '../retrieval/searcher.ts'
import type { Ranked } from './arrange.ts'

/** Most passages that are quoted at once: reading takes effort. */
const MAX_QUOTES = 3

/** Least probabilities of answering. */
type Thresholds = Searcher['thresholds']

/**
 * Chooses what to quote: the first passage, the best of each other publisher that speaks to the question too, and a second of the
 * same publisher that answers it by itself. An asker's question is never quoted beside an answer, and no sentence twice.
 * @param arranged not empty.
 * @param also answers a second question of the same message.
 */
export function chooseQuotes(
  arranged: readonly Ranked[],
  thresholds: Thresholds,
  counterparts: Counterparts,
  also?: Ranked,
): Ranked[] {
  const first = arranged[0]!
  const chosen = also && also.passage.id !== first.passage.id ? [first, also] : [first]
  const mayFollow = ({ passage }: Ranked) =>
    passage.speaker.role !== 'asks' && !chosen.some((other) => shareSentence(other.passage, passage))
  const documents = new Set(arranged.map(({ passage }) => passage.documentId))
  for (const { passage } of chosen) documents.delete(passage.documentId)
  for (const document of documents) {
    const other = arranged.find(
      (one) =>
        one.passage.documentId === document &&
        speaksToo(one, first.passage, thresholds, counterparts) &&
        mayFollow(one),
    )
    if (other && chosen.length < MAX_QUOTES) chosen.push(other)
  }
  const second = arranged.find(
    (one) => !also && one.candidate.probability >= thresholds.answered && !chosen.includes(one) && mayFollow(one),
  )
  if (second && chosen.length < MAX_QUOTES) chosen.push(second)
  return chosen
}

/**
 * Whether a passage of another publisher is about the question that a passage answers: it would be related by itself, and good enough
 * to stand beside an answer. Where an editor says that both treat one subject, one of the two is enough.
 */
export function speaksToo(
  { passage, candidate }: Ranked,
  first: Passage,
  { beside, related }: Thresholds,
  counterparts: Counterparts,
): boolean {
  const isCounterpart = counterparts(first.id).has(passage.id)
  return candidate.probability >= (isCounterpart ? Math.min(beside, related) : Math.max(beside, related))
}

/**
 * The confidence in the next best passage, for a follow-up such as "nog meer": the given one was in the best. It stays the same
 * for a passage that speaks to the question too, or replies to what was shown; others have their own.
 * @param first the passage that was shown first, or null.
 */
export function confidenceLeft(
  best: Ranked,
  first: Passage | null,
  confidence: number,
  thresholds: Thresholds,
  counterparts: Counterparts,
): number {
  const replies = first !== null && best.passage.answers === first.id
  if (replies || (first && speaksToo(best, first, thresholds, counterparts))) return confidence
  return Math.min(confidence, best.candidate.probability)
}

/** Whether two passages have a sentence in common. */
function shareSentence(one: Passage, other: Passage): boolean {
  const known = sentencesOf(one)
  for (const sentence of sentencesOf(other)) if (known.has(sentence)) return true
  return false
}

const folded = new WeakMap<Passage, ReadonlySet<string>>()

/** The sentences of a passage, folded, without their final punctuation. */
function sentencesOf(passage: Passage): ReadonlySet<string> {
  const known = folded.get(passage)
  if (known) return known
  const { text, sentences } = passage
  const made = new Set(sentences.map(({ start, end }) => fold(text.slice(start, end)).replace(/[.!?;:]+$/, '')))
  folded.set(passage, made)
  return made
}
