import type { Counterparts } from '../corpus/counterparts.ts'
import type { Passage } from '../corpus/document.ts'
import { fold } from '../dutch/fold.ts'
import type { Ranked } from './arrange.ts'

/** Most passages that are quoted at once: reading takes effort. */
const MAX_QUOTES = 3
/**
 * Least fit of another publisher's passage that is quoted too: MaxSim of its best two example questions (−1 to 1). Lower where
 * an editor says that both are about one subject.
 */
const OTHER_SIDE_FIT = 0.58
const COUNTERPART_FIT = 0.42
/** The same for a second passage of the same publisher, and the most that its score may be lower than the first. */
const SECOND_FIT = 0.5
const SECOND_GAP = 1.5
/** The same for a passage that is related without being an answer. */
const NEAR_FIT = 0.4

/**
 * Chooses what to quote: the first passage, the best of each other publisher that answers the question, and a second of the
 * same publisher that fits as well. An asker's question is never quoted beside an answer, and no sentence twice.
 * @param arranged not empty.
 * @param also answers a second question of the same message.
 */
export function chooseQuotes(arranged: readonly Ranked[], counterparts: Counterparts, also?: Ranked): Ranked[] {
  const first = arranged[0]!
  const chosen = also && also.passage.id !== first.passage.id ? [first, also] : [first]
  const mayFollow = ({ passage }: Ranked) =>
    passage.speaker.role !== 'asks' && !chosen.some((other) => shareSentence(other.passage, passage))
  const documents = new Set(arranged.map(({ passage }) => passage.documentId))
  for (const { passage } of chosen) documents.delete(passage.documentId)
  for (const document of documents) {
    const other = arranged.find(
      (one) => one.passage.documentId === document && speaksToo(one, first.passage, counterparts) && mayFollow(one),
    )
    if (other && chosen.length < MAX_QUOTES) chosen.push(other)
  }
  const second = arranged.find(
    (one) =>
      !also &&
      one.candidate.signals.maxsimQuestions2 >= SECOND_FIT &&
      first.score - one.score <= SECOND_GAP &&
      !chosen.includes(one) &&
      mayFollow(one),
  )
  if (second && chosen.length < MAX_QUOTES) chosen.push(second)
  return chosen
}

/** Whether a passage of another publisher is about the question that a passage answers. */
export function speaksToo({ passage, candidate }: Ranked, first: Passage, counterparts: Counterparts): boolean {
  const enough = counterparts(first.id).has(passage.id) ? COUNTERPART_FIT : OTHER_SIDE_FIT
  return candidate.signals.maxsimQuestions2 >= enough
}

/**
 * The confidence in the next best passage, for a follow-up such as "nog meer": the given one was in the best. It stays the same
 * for a passage that is about the question too, or replies to what was shown. It drops below an answer for one that is only
 * related, and below everything for others.
 * @param first the passage that was shown first, or null.
 */
export function confidenceLeft(
  best: Ranked,
  first: Passage | null,
  confidence: number,
  thresholds: { readonly answered: number; readonly related: number },
  counterparts: Counterparts,
): number {
  const { passage, candidate } = best
  const fit = candidate.signals.maxsimQuestions2
  const replies = first !== null && passage.answers === first.id
  if (replies || fit >= SECOND_FIT || (first && speaksToo(best, first, counterparts))) return confidence
  return Math.min(confidence, fit >= NEAR_FIT ? (thresholds.answered + thresholds.related) / 2 : thresholds.related / 2)
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
