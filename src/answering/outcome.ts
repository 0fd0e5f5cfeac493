import type { Searcher } from '../retrieval/searcher.ts'
import type { AbsentName } from './absent.ts'
import type { Answer, NoAnswerReason } from './answer.ts'
import type { Understood } from './understand.ts'
import type { Hearing } from './who-speaks.ts'

/** By what an outcome is decided. */
export interface Evidence {
  /** Probability, 0 to 1, that what comes first answers. */
  readonly confidence: number
  /** Whether the passages of a term that come first say what it is, and don't only name it; null when none comes first. */
  readonly explainsTerm: boolean | null
  /** The name of which the message asks the meaning and which no text seems to have; null for most. */
  readonly unnamed: AbsentName | null
  /** The treatment or the illness that the message asks about, where no text has it and what comes first tells of others; null for most. */
  readonly untold: string | null
  /** Whether an editor says where such a question belongs, instead of what only comes close. */
  readonly belongsElsewhere: boolean
  /** Whether the message only tells of somebody who isn't believed. */
  readonly onlyTells: boolean
  /** Whether it asks which of those who disagree is right, which no source answers. */
  readonly asksChoice: boolean
}

export interface Decision extends Pick<Answer, 'outcome' | 'absent'> {
  /** Whether what comes near would only mislead. */
  readonly isElsewhere: boolean
}

/** Decides whether what was found is an answer, is only shown as the closest, or isn't shown. */
export function decideOutcome(
  { confidence, explainsTerm, unnamed, untold, belongsElsewhere, onlyTells, asksChoice }: Evidence,
  { answered, related }: Searcher['thresholds'],
): Decision {
  const isSure = confidence >= answered
  const unknown = unnamed && !(isSure && unnamed.mayBeMeant) ? unnamed.name : null
  // Near is not near enough for somebody who is hurt, nor where it is known where such a question belongs, or that no text has the word.
  const isElsewhere = belongsElsewhere || unknown !== null
  const isShown = (onlyTells || isElsewhere ? isSure : confidence >= related) || explainsTerm !== null
  const answers = isSure && explainsTerm !== false && !onlyTells && !asksChoice && unknown === null && untold === null
  // Where nothing is shown, it is told what was asked.
  const absent = unknown ?? (isShown ? untold : null)
  return { outcome: !isShown ? 'no_answer' : answers ? 'answered' : 'related', absent, isElsewhere }
}

/** Why nothing is quoted, where nothing that fits was found: what a follow-up wants may be all that there is, or nothing else. */
export function whyNothing({ wanted }: Understood, { asked, preferred }: Hearing): NoAnswerReason {
  const isMore = wanted === 'more' || (wanted === 'other-side' && asked.length === 0 && preferred.size === 0)
  return isMore ? 'no_more' : wanted === 'instead' ? 'other_words' : 'not_in_sources'
}
