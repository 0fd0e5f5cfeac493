import type { Passage, SourceDocument } from '../corpus/document.ts'
import type { Range } from '../dutch/sentences.ts'
import type { Danger } from '../safety/danger.ts'
import type { Request } from '../safety/request.ts'

/** A whole passage with everything that an honest attribution needs. */
export interface Quote {
  readonly passage: Passage
  readonly document: SourceDocument
  /** The sentence that introduces the list in which the passage stands. */
  readonly intro: Passage | null
  /** The sentence that fits the question best, as a range in the passage's text; null when it has only one. */
  readonly match: Range | null
  /** How well it fits, comparable within one answer only. */
  readonly score: number
}

/** Why nothing is quoted. */
export type NoAnswerReason =
  /** There was nothing to read in the message: blank, or no letters. */
  | 'empty'
  /** The sources don't speak to it. */
  | 'not_in_sources'

/** A part of a document, for showing what the sources do speak about. */
export interface Section {
  readonly document: SourceDocument
  /** Its heading; in an interview, the question. */
  readonly title: string
  /** Its first passage. */
  readonly passage: Passage
}

interface AnswerBase {
  /** Probability, 0 to 1, that the first of `ranked` answers the question. */
  readonly confidence: number
  /** The best ten passages, whatever the outcome, best first. */
  readonly ranked: readonly Quote[]
  readonly danger: Danger | null
  readonly request: Request | null
  /** The question as it was understood, when it was a follow-up; null otherwise. */
  readonly understoodAs: string | null
}

/** What comes of a question. */
export type Answer = AnswerBase &
  (
    | {
        readonly outcome: 'answered'
        /** One to three, best first. Never a question of the interview while an answer of it fits. */
        readonly quotes: readonly Quote[]
        /** How many of the corpus's documents speak to the question. */
        readonly speaking: number
      }
    | {
        /** No direct answer, but this comes closest. */
        readonly outcome: 'related'
        readonly quotes: readonly [Quote]
      }
    | {
        readonly outcome: 'no_answer'
        readonly reason: NoAnswerReason
        readonly nearest: readonly Section[]
      }
  )

/** The question before, in the same chat. */
export interface Turn {
  /** As it was understood. */
  readonly question: string
  /** Ids of the passages that were shown since the subject began. */
  readonly shown: readonly string[]
}

/** Answers questions. Keeps nothing. */
export interface Answerer {
  /**
   * @param question any text; never thrown on.
   * @param previous the turn that a follow-up such as "waarom?" refers to.
   */
  answer(question: string, previous?: Turn | null): Promise<Answer>
}
