import type { Counterparts } from '../corpus/counterparts.ts'
import type { Passage } from '../corpus/document.ts'
import { fold } from '../dutch/fold.ts'
import type { Ranked } from './arrange.ts'

/** Most passages that are quoted at once: reading is work. */
const MAX_QUOTES = 3
/**
 * How near another publisher's passage must come to be quoted too: by MaxSim of its best two example questions (−1 to 1),
 * lower where an editor says that the two speak about one subject.
 */
const OTHER_SIDE_FIT = 0.58
const COUNTERPART_FIT = 0.42
/** The same for a second passage of the same publisher, and the most that its score may stay behind the first. */
const SECOND_FIT = 0.5
const SECOND_GAP = 1.5
/** The same for a passage that comes near without being an answer. */
const NEAR_FIT = 0.4

/**
 * Chooses what to quote: the first passage, the best of each other publisher that speaks to the question, and a second of
 * the same publisher that fits as well. Nobody's question is quoted beside an answer, and no sentence twice.
 * @param arranged not empty.
 * @param also what answers a second question of the same message.
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

/** Whether a passage of another publisher speaks to the question that a passage answers. */
export function speaksToo({ passage, candidate }: Ranked, first: Passage, counterparts: Counterparts): boolean {
  const enough = counterparts(first.id).has(passage.id) ? COUNTERPART_FIT : OTHER_SIDE_FIT
  return candidate.signals.maxsimQuestions2 >= enough
}

/**
 * How much a follow-up such as "nog meer" may trust what is left after the best was shown: the confidence was that of the
 * best. All of it in a passage that speaks to the question too or replies to what was shown; too little for an answer in one
 * that comes near; none in another.
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

/** Whether two passages hold the same sentence: it is shown once. */
function shareSentence(one: Passage, other: Passage): boolean {
  const known = sentencesOf(one)
  for (const sentence of sentencesOf(other)) if (known.has(sentence)) return true
  return false
}

const folded = new WeakMap<Passage, ReadonlySet<string>>()

/** The sentences of a passage, folded, without the sign at their end. */
function sentencesOf(passage: Passage): ReadonlySet<string> {
  const known = folded.get(passage)
  if (known) return known
  const { text, sentences } = passage
  const made = new Set(sentences.map(({ start, end }) => fold(text.slice(start, end)).replace(/[.!?;:]+$/, '')))
  folded.set(passage, made)
  return made
}
