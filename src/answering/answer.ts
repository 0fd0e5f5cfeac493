import type { Passage, SourceDocument } from '../corpus/document.ts'
import type { Courtesy } from '../dutch/courtesy.ts'
import type { Range } from '../dutch/sentences.ts'
import type { Danger } from '../safety/danger.ts'
import type { Request } from '../safety/request.ts'
import type { Signpost } from '../safety/signposts.ts'

/** A whole passage with everything that a correct attribution needs. */
export interface Quote {
  readonly passage: Passage
  readonly document: SourceDocument
  /** The sentence that introduces the list of which the passage is an item. */
  readonly intro: Passage | null
  /** Whose view it is: the publisher's or, on a subject for which an editor names positions, the position. */
  readonly side: string
  /** Whether it is quoted only because an editor binds it to the quote before. */
  readonly isBound: boolean
  /** Whether it is in no dispute, and an editor binds nothing to it: any other never comes without the other side. */
  readonly standsAlone: boolean
  /** The sentence that fits the question best, as a range in the passage's text; null when it has only one. */
  readonly match: Range | null
  /** How well it fits; only comparable within one answer. */
  readonly score: number
}

/** Somebody or something whose view a message may ask for. */
export interface Voice {
  readonly id: string
  /** As shown: "NVK". */
  readonly name: string
  /** What stands before the name in Dutch; empty for none. */
  readonly article: string
  /** `reported`: it speaks only through passages of others; `unknown`: no source mentions it. */
  readonly kind: 'speaker' | 'reported' | 'unknown'
  /** Ids of the passages in which it speaks or is reported; null when it is unknown. */
  readonly passages: ReadonlySet<string> | null
  /** The general name by which it was asked for, together with everybody like it: "kinderartsen". */
  readonly oneOf?: string
}

/** A voice that a message asks for. */
export interface AskedVoice {
  readonly voice: Voice
  /** Whether the sources have something of it on this subject; null where what is reported of it names the subject, and may answer. */
  readonly speaks: boolean | null
  /** Whether it only asks about this subject, where its view is asked for: then what is replied is quoted. Default: false. */
  readonly onlyAsks?: boolean
}

/** Why nothing is quoted. */
export type NoAnswerReason =
  /** The message has no letters or digits. */
  | 'empty'
  /** The message only points at another text, and there is none. */
  | 'points_elsewhere'
  /** The message only asks for more, and nothing was asked before. */
  | 'nothing_before'
  /** The message only asks how to go on, and doesn't say with what. */
  | 'no_subject'
  /** The message only greets, thanks or says goodbye. */
  | Courtesy
  /** All that the sources have on the subject was shown. */
  | 'no_more'
  /** The answer wasn't what was asked for, and there is nothing else. */
  | 'other_words'
  /** The message tells how somebody feels, asks nothing, and is no news to the sources. */
  | 'only_feels'
  /** The message only wants to be heard. */
  | 'only_tells'
  /** The message asks what the bot keeps. */
  | 'asks_privacy'
  /** The message asks what the bot is, or can do. */
  | 'asks_about'
  /** The sources don't answer it. */
  | 'not_in_sources'

/** A part of a document, to show what the sources do cover. */
export interface Section {
  readonly document: SourceDocument
  /** Its heading; in an interview, the question. */
  readonly title: string
  /** Its first passage. */
  readonly passage: Passage
}

/** Whether a document says something about a question. */
export interface Coverage {
  /** Of the document. */
  readonly id: string
  /** Null where it can't be told. */
  readonly speaks: boolean | null
}

interface AnswerBase {
  /** Probability, 0 to 1, that the first of `ranked` answers the question. */
  readonly confidence: number
  /** The best ten passages, whatever the outcome, best first. */
  readonly ranked: readonly Quote[]
  /** All documents of the corpus; none when nothing was looked up. */
  readonly sources: readonly Coverage[]
  readonly danger: Danger | null
  /** Whether no words signal that danger: the message only seems to mean it. False without a danger. */
  readonly isSensed: boolean
  readonly request: Request | null
  /** The question as it was understood, when it was a follow-up; null otherwise. */
  readonly understoodAs: string | null
  /** The term that the message asks the meaning of, and whether the first quote says what it is; null when it asks something else. */
  readonly term: { readonly name: string; readonly isExplained: boolean } | null
  /** The name of which the message asks the meaning and which no text has, as it was typed; null for most. */
  readonly absent: string | null
  /** Whose views the message asks for; empty for most. */
  readonly asked: readonly AskedVoice[]
  /** Whether it tells of somebody who isn't believed: a kind word comes first. */
  readonly comforts: boolean
  /** Whether it asks for more than was shown: what only comes close is shown as such. */
  readonly asksMore: boolean
  /** Whether it asks what others say than was shown first, and of those nothing was shown before. */
  readonly asksOther: boolean
  /** Whether it only asks where what was shown comes from: the quotes are all that was shown, of which the sources are enough. */
  readonly asksSource: boolean
  /** Of a follow-up on a dispute: what was shown before of the sides that aren't quoted now. */
  readonly seen: readonly Quote[]
}

export type Answer = AnswerBase &
  (
    | {
        readonly outcome: 'answered'
        /** One to three, best first. Never a question of the interview while an answer of it fits. */
        readonly quotes: readonly Quote[]
      }
    | {
        /** Not a direct answer, but the closest passage; and those of other sides, where they speak to the question too. */
        readonly outcome: 'related'
        readonly quotes: readonly Quote[]
      }
    | {
        readonly outcome: 'no_answer'
        readonly reason: NoAnswerReason
        readonly nearest: readonly Section[]
        /** What was understood that it is about, in its own words; null when they don't tell. */
        readonly topic: string | null
        /** Where such questions belong; null when the editor has no place for it. */
        readonly signpost: Signpost | null
      }
  )

/** The previous question of a chat. */
export interface Turn {
  /** As it was understood. */
  readonly question: string
  /** Ids of the passages that were shown on this subject. */
  readonly shown: readonly string[]
}

/** Answers messages. Stateless. */
export interface Answerer {
  /**
   * @param message any text; it never throws.
   * @param previous the turn to which a follow-up such as "waarom?" refers.
   */
  answer(message: string, previous?: Turn | null): Promise<Answer>
}

/** Whether the words of a message signal danger: then the card helps, and what the sources don't say is no news. */
export function isCry({ danger, isSensed }: Pick<Answer, 'danger' | 'isSensed'>): boolean {
  return danger !== null && !isSensed
}
