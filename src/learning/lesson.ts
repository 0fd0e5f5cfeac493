import type { Grade } from '../corpus/judged-messages.ts'
import type { MaxSim } from '../retrieval/maxsim.ts'
import type { SearchQuery } from '../retrieval/query.ts'
import { compareCandidates } from '../retrieval/search.ts'
import type { SearchIndex } from '../retrieval/search-index.ts'
import type { Lesson } from './network.ts'

/** A judged message that has been embedded. */
export interface JudgedQuery {
  readonly author: string
  /** As it is looked up. */
  readonly text: string
  readonly toQuery: (index: SearchIndex) => SearchQuery
  /** By index of passage; others don't answer. */
  readonly grades: ReadonlyMap<number, Grade>
}

/** What a grade is worth as a probability of answering. */
const TARGETS: Readonly<Record<Grade, number>> = { 1: 0.1, 2: 0.75, 3: 1 }
/** What a judged message counts; each is looked up several times. */
export const MESSAGE_WEIGHT = 1
/** What a passage counts that nobody has judged: an example question names the one that it was written for; others may answer it too. */
const UNJUDGED = 0.4
/** How many questions a new passage may keep: a source that has few must not be found worse than one that has none. */
export const KEPT = [0, 0, 0, 1, 2, 4, 8] as const

/** A lesson with the passages of its candidates. */
export interface QueryLesson extends Lesson {
  readonly passages: readonly number[]
}

/** How probably each passage answers a message, by its grades. */
export function targetOf(grades: JudgedQuery['grades']): (passage: number) => number {
  return (passage) => (grades.has(passage) ? TARGETS[grades.get(passage)!] : 0)
}

/**
 * What a query teaches in an index.
 * @param target 0 to 1: how probably a passage answers.
 * @returns null for a query without candidates.
 */
export async function lessonOf(
  query: SearchQuery,
  target: (passage: number) => number,
  { weight, isJudged }: { readonly weight: number; readonly isJudged: (passage: number) => boolean },
  index: SearchIndex,
  maxsim: MaxSim,
): Promise<QueryLesson | null> {
  const candidates = await compareCandidates(query, index, maxsim)
  if (candidates.length === 0) return null
  const passages = candidates.map(({ passage }) => passage)
  const targets = passages.map(target)
  return {
    features: candidates.map(({ features }) => features),
    targets,
    passages,
    weight,
    counts: passages.map((passage, at) => (targets[at]! > 0 || isJudged(passage) ? 1 : UNJUDGED)),
  }
}
