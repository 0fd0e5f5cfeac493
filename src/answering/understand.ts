import type { Corpus } from '../corpus/load-corpus.ts'
import type { Candidate, Found, Searcher } from '../retrieval/searcher.ts'
import type { Turn } from './answer.ts'
import { followUpOf } from './follow-up.ts'
import { questionParts } from './question-parts.ts'
import type { SpeakerNames } from './speaker-names.ts'

/** What was looked up for a message. */
export interface Understood {
  readonly found: Found
  /** The question that a follow-up was read as; null for a message that stands alone. */
  readonly understoodAs: string | null
  /** Which passages are wanted: all, those not shown yet, or those of others than the one shown first. */
  readonly wanted: 'all' | 'more' | 'other-side'
}

/** A sentence of a story, or the message spelt better, must find this much more than the whole to be taken for it. */
const OTHER_READING_MARGIN = 0.1
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
  const standing: Understood = { found: alone, understoodAs: null, wanted: 'all' }
  if (!previous) return standing
  const asked = names.named(message)
  const leans = followUpOf(message, asked.size > 0)
  if (leans === 'none' || (leans === 'perhaps' && alone.confidence >= STANDS_ALONE)) return standing
  if (leans === 'more' || leans === 'other-side') {
    const found = await lookUp(names.without(previous.question, asked), searcher)
    return found ? { found, understoodAs: previous.question, wanted: leans } : standing
  }
  const question = `${previous.question} ${message}`
  const together = await lookUp(question, searcher)
  if (!together) return standing
  const own = new Map(alone.candidates.map(({ passage, score }) => [passage, score]))
  const least = Math.min(...alone.candidates.map(({ score }) => score))
  const shown = new Set(previous.shown)
  const candidates = together.candidates
    .map((candidate): Candidate => {
      const penalty = shown.has(corpus.passages[candidate.passage]!.id) ? SHOWN_PENALTY : 0
      return { ...candidate, score: candidate.score + OWN_WORDS * (own.get(candidate.passage) ?? least) - penalty }
    })
    .sort((a, b) => b.score - a.score)
  return { found: { ...together, candidates }, understoodAs: question, wanted: 'all' }
}

/** The message as a whole, or the sentence of it, or the message spelt better, that finds clearly more. */
async function lookUp(message: string, searcher: Searcher): Promise<Found | null> {
  const { whole, sentences } = questionParts(message)
  if (whole === '') return null
  let best = await searcher.search(whole)
  if (best.confidence >= searcher.thresholds.answered) return best
  const corrected = searcher.correct(whole)
  for (const other of corrected === null ? sentences : [corrected, ...sentences]) {
    const found = await searcher.search(other)
    if (found.confidence > best.confidence + OTHER_READING_MARGIN) best = found
  }
  return best
}
