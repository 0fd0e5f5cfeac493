import type { Passage } from '../corpus/document.ts'
import type { Found } from '../retrieval/searcher.ts'
import type { Signpost } from '../safety/signposts.ts'
import type { AbsentName } from './absent.ts'
import type { Answer, NoAnswerReason, Turn } from './answer.ts'
import type { Ranked } from './arrange.ts'
import type { AskedTerm, Lead } from './terms.ts'
import type { Understood } from './understand.ts'
import type { Hearing } from './who-speaks.ts'

/** What a message asks, as it was understood. */
export interface Question {
  /** The message as it is compared, however it was typed, without the thanks before a follow-up; of a correction, the question as corrected. */
  readonly said: string
  readonly previous: Turn | null
  readonly understood: Understood
  /** What was shown before, where it follows on that. */
  readonly shownBefore: readonly Passage[]
  /** The term that it asks the meaning of, by itself. */
  readonly term: AskedTerm | null
  /** The name of which it asks the meaning, by itself, and that no text has. */
  readonly unnamed: AbsentName | null
  readonly signpost: Signpost | null
  /** Whether it asks which of those who disagree is right. */
  readonly asksChoice: boolean
  /** The views of all sides, where it says of nothing about what; empty for any other. */
  readonly views: readonly Passage[]
  /** What it is where it asks the sources nothing, and they don't answer it; null for most. */
  readonly aside: NoAnswerReason | null
}

/** What was found for a question, without what never answers it. */
export interface Findings extends Hearing {
  /** Where the passages of a term come first; null where none does. */
  readonly lead: Lead | null
  /** The treatment or the illness that the message asks about, where what comes first is about others; null for most. */
  readonly untold: string | null
  /** The result of the search, with what never answers. */
  readonly searched: Found
  /** All of it, in the order in which it may be shown. */
  readonly all: readonly Ranked[]
  /** What is wanted of it. */
  readonly arranged: readonly Ranked[]
  /** Probability that the first of `arranged` answers. */
  readonly confidence: number
  /** For a second question in the same message, in order. */
  readonly second: readonly Ranked[]
}

/** What a message tells besides what it asks. */
export type Signs = Pick<Answer, 'danger' | 'isSensed' | 'request'>

/** Whether a question is read by itself, or as it was corrected, and asks for nobody's view. */
export function isPlain({ understood: { understoodAs, corrects } }: Question, asked: Hearing['asked']): boolean {
  return (understoodAs === null || corrects === true) && asked.length === 0
}
