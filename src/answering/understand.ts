import type { Corpus } from '../corpus/load-corpus.ts'
import type { Candidate, Found, Searcher } from '../retrieval/searcher.ts'
import type { Turn } from './answer.ts'
import { followUpOf } from './follow-up.ts'
import { questionParts } from './question-parts.ts'
import type { SpeakerNames } from './speaker-names.ts'

/** What was looked up for a message. */
export interface Understood {
  readonly found: Found
  /** What a second question in the same message found; null when there is none that is answered by another passage. */
  readonly also: Found | null
  /** The question that a follow-up was read as; null for a message that stands alone. */
  readonly understoodAs: string | null
  /** Which passages are wanted: all, those not shown yet, or those of others than the one shown first. */
  readonly wanted: 'all' | 'more' | 'other-side'
  /** What the message found by itself: the whole of it first, then its parts, as far as they were looked up. */
  readonly readings: readonly Found[]
}

/** What a message found, and what a second question in it found besides. */
type LookedUp = Pick<Understood, 'found' | 'also' | 'readings'>

/** A sentence of a story, or the message spelt better, must find this much more than the whole to be taken for it. */
const OTHER_READING_MARGIN = 0.1
/**
 * What the confidence in one sentence of a message is worth for the message: the others may say what it is really about ("Ik
 * slik naltrexon. Welke bijwerkingen kan ik verwachten?").
 */
const PART_CONFIDENCE = 0.85
/** A message that may lean on the one before it, and finds this much on its own, begins a new subject. */
const STANDS_ALONE = 0.9
/** What a passage that was shown already loses when somebody asks further: they want something else. */
const SHOWN_PENALTY = 3
/** How much a follow-up's own words count beside the two questions together. */
const OWN_WORDS = 0.5

/** Makes out what a message asks, given the turn before it, and looks it up. Null when there is nothing to read in it. */
export async function understand(
  message: string,
  previous: Turn | null,
  { searcher, names, corpus }: { searcher: Searcher; names: SpeakerNames; corpus: Corpus },
): Promise<Understood | null> {
  const alone = await lookUp(message, searcher)
  if (!alone) return null
  const standing: Understood = { ...alone, understoodAs: null, wanted: 'all' }
  if (!previous) return standing
  const asked = names.named(message)
  const leans = followUpOf(message, asked.size > 0)
  if (leans === 'none' || (leans === 'perhaps' && alone.found.confidence >= STANDS_ALONE)) return standing
  if (leans === 'more' || leans === 'other-side') {
    const before = await lookUp(names.without(previous.question, asked), searcher)
    const { readings } = alone
    return before ? { ...before, also: null, readings, understoodAs: previous.question, wanted: leans } : standing
  }
  const question = `${previous.question} ${message}`
  // Not sentence by sentence: neither question means by itself what the two mean together.
  const together = await searcher.search(questionParts(question).whole)
  const own = new Map(alone.found.candidates.map(({ passage, score }) => [passage, score]))
  const least = Math.min(...alone.found.candidates.map(({ score }) => score))
  const shown = new Set(previous.shown)
  const candidates = together.candidates
    .map((candidate): Candidate => {
      const penalty = shown.has(corpus.passages[candidate.passage]!.id) ? SHOWN_PENALTY : 0
      return { ...candidate, score: candidate.score + OWN_WORDS * (own.get(candidate.passage) ?? least) - penalty }
    })
    .sort((a, b) => b.score - a.score)
  const { readings } = alone
  return { found: { ...together, candidates }, also: null, readings, understoodAs: question, wanted: 'all' }
}

/**
 * The message as a whole, or the reading of it that finds more: a question at the end of a story, a sentence, the message
 * spelt better. Of several questions, each that finds something.
 */
async function lookUp(message: string, searcher: Searcher): Promise<LookedUp | null> {
  const { whole, asked, told } = questionParts(message)
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
  // A story tells what its question is about: where it finds enough as a whole, it is not taken apart.
  if (best.confidence >= answered) return { found: best, also: null, readings }
  if (asked.length === 1) await read(asked[0]!)
  for (const sentence of told) await read(sentence)
  const corrected = searcher.correct(whole)
  const others = readings.slice(1).map((found) => ({ ...found, confidence: PART_CONFIDENCE * found.confidence }))
  if (corrected !== null) others.push(await searcher.search(corrected))
  for (const found of others) if (found.confidence > best.confidence + OTHER_READING_MARGIN) best = found
  return { found: best, also: null, readings }
}

/** The passage that a search found first. */
function topOf({ candidates }: Found): number | undefined {
  return candidates[0]?.passage
}
