import type { Corpus } from '../corpus/load-corpus.ts'
import { onlyPoints } from '../dutch/pointing.ts'
import type { Candidate, Found, Searcher } from '../retrieval/searcher.ts'
import type { Turn } from './answer.ts'
import { followUpOf } from './follow-up.ts'
import { questionParts } from './question-parts.ts'
import type { Voices } from './voices.ts'

export interface Understood {
  readonly found: Found
  /** The result for a second question in the same message; null unless another passage answers it. */
  readonly also: Found | null
  /** The question that a follow-up was taken for; null for a message that is not a follow-up. */
  readonly understoodAs: string | null
  /** Which passages are wanted: all, those not shown yet, or those of other speakers than the first that was shown. */
  readonly wanted: 'all' | 'more' | 'other-side'
  /** The results for the message by itself: for the whole first, then for its parts, as far as they were looked up. */
  readonly readings: readonly Found[]
}

type LookedUp = Pick<Understood, 'found' | 'also' | 'readings'>

/** How much more confidence a sentence of a story, or the corrected message, needs to replace the whole message. */
const OTHER_READING_MARGIN = 0.1
/**
 * Discount on the confidence in one sentence of a message: others may say what it is really about ("Ik slik naltrexon. Welke
 * bijwerkingen kan ik verwachten?").
 */
const PART_CONFIDENCE = 0.85
/** A possible follow-up that has this confidence by itself begins a new subject. */
const STANDS_ALONE = 0.9
/** Score penalty of a passage that was already shown, when a user asks on: they want something else. */
const SHOWN_PENALTY = 3
/** Weight of a follow-up's own scores beside those of the two questions together. */
const OWN_WORDS = 0.5

/**
 * Finds out what a message asks, given the previous turn, and looks it up.
 * @param parts `plain` gives a message as it is compared, however it was typed.
 * @returns null when it has no words.
 */
export async function understand(
  message: string,
  previous: Turn | null,
  parts: {
    searcher: Searcher
    names: Pick<Voices, 'named' | 'without'>
    corpus: Corpus
    plain: (message: string) => string
  },
): Promise<Understood | null> {
  const { searcher, names, corpus, plain } = parts
  const said = plain(message)
  const alone = await lookUp(said, searcher)
  if (!alone) return null
  const standalone: Understood = { ...alone, understoodAs: null, wanted: 'all' }
  if (!previous) return standalone
  const asked = names.named(said)
  const follows = followUpOf(said, asked.size > 0)
  const leans = onlyPoints(said) && follows === 'none' ? 'further' : follows
  if (leans === 'none' || (leans === 'perhaps' && alone.found.confidence >= STANDS_ALONE)) return standalone
  if (leans === 'more' || leans === 'other-side') {
    const before = await lookUp(names.without(plain(previous.question), asked), searcher)
    const { readings } = alone
    return before ? { ...before, also: null, readings, understoodAs: previous.question, wanted: leans } : standalone
  }
  const question = `${previous.question} ${message}`
  // Not sentence by sentence: neither means by itself what the two mean together.
  const together = await searcher.search(questionParts(`${plain(previous.question)} ${said}`).whole)
  const own = new Map(alone.found.candidates.map(({ passage, score }) => [passage, score]))
  const least = Math.min(...alone.found.candidates.map(({ score }) => score))
  const shown = new Set(previous.shown)
  // What only points adds nothing of its own to the subject.
  const weight = onlyPoints(message) ? 0 : OWN_WORDS
  const candidates = together.candidates
    .map((candidate): Candidate => {
      const penalty = shown.has(corpus.passages[candidate.passage]!.id) ? SHOWN_PENALTY : 0
      const words = weight && weight * (own.get(candidate.passage) ?? least)
      return { ...candidate, score: candidate.score + words - penalty }
    })
    .sort((a, b) => b.score - a.score)
  const { readings } = alone
  return { found: { ...together, candidates }, also: null, readings, understoodAs: question, wanted: 'all' }
}

/**
 * Looks up the message as a whole and, when that is not enough, its question at the end, its sentences, and its corrected
 * spelling; the best of these counts. Of several questions in a message, looks up each.
 */
async function lookUp(message: string, searcher: Searcher): Promise<LookedUp | null> {
  const { whole, asked, stated } = questionParts(message)
  if (whole === '') return null
  const { answered } = searcher.thresholds
  let best = await searcher.search(whole)
  const readings = [best]
  const read = async (text: string) => readings.push(await searcher.search(text))
  if (asked.length > 1) {
    for (const question of asked) await read(question)
    const [first, ...others] = readings.slice(1).filter(({ confidence }) => confidence >= answered)
    const also = others.find((other) => topOf(other) !== topOf(first!))
    if (first && also) return { found: first, also, readings }
  }
  // A story says what its question is about, so a story that finds an answer is not split.
  if (best.confidence >= answered) return { found: best, also: null, readings }
  if (asked.length === 1) await read(asked[0]!)
  for (const sentence of stated) await read(sentence)
  const corrected = searcher.correct(whole)
  const others = readings.slice(1).map((found) => ({ ...found, confidence: PART_CONFIDENCE * found.confidence }))
  if (corrected !== null) others.push(await searcher.search(corrected))
  for (const found of others) if (found.confidence > best.confidence + OTHER_READING_MARGIN) best = found
  return { found: best, also: null, readings }
}

function topOf({ candidates }: Found): number | undefined {
  return candidates[0]?.passage
}
