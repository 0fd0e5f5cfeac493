import type { Passage, SourceDocument, Speaker } from '../corpus/document.ts'
import type { Range } from '../dutch/sentences.ts'
import type { NonEmpty } from './non-empty.ts'

/** Words of one passage. */
export interface Stretch {
  readonly passage: Passage
  readonly document: SourceDocument
  /** UTF-16 units of `passage.text`; empty where only a place between words is meant. */
  readonly range: Range
}

/**
 * Why a difference turns the meaning: a negation that stands on one side only ("niet", "geen", "nooit", "zonder", "on-"),
 * or another number.
 */
export type MeaningChange = 'negation' | 'number'

/** One place where the words of a quote are not those of the source. Runs of changed words are one difference. */
export interface Difference {
  /** From the source's side: `added` words are not in it, `missing` ones only there, `changed` ones are others there. */
  readonly kind: 'added' | 'missing' | 'changed'
  /** The words in the text that was checked; empty, at the place, when they are missing from it. */
  readonly quoted: Range
  /** The source's own words; empty, at the place, when the quote added its words. */
  readonly source: Stretch
  readonly meaningChange: MeaningChange | null
}

/** Words of the source that a quote leaves out, with or without a mark such as "[...]". */
export interface Omission {
  /** What is left out, by passage. */
  readonly words: NonEmpty<Stretch>
  /** A negation is left out of a sentence that is otherwise quoted. */
  readonly meaningChange: 'negation' | null
}

/** Part of a glued quote: what runs on in the source as it does in the quote. */
export interface Piece {
  /** Its words in the text that was checked. */
  readonly range: Range
  /** The source's own words; more than one stretch where they run on in the next passage. */
  readonly stretches: NonEmpty<Stretch>
  readonly differences: readonly Difference[]
}

/** Where two pieces of a glued quote meet. */
export interface Joint {
  /**
   * The greatest distance between the pieces: `left-out`: one passage, words between them left out without a mark;
   * `passages`: other passages, or the same one in another order; `speakers`; `documents`.
   */
  readonly between: 'left-out' | 'passages' | 'speakers' | 'documents'
  /** What was left out, for `left-out`. */
  readonly omission: Omission | null
}

/** Whether the words around a quote say correctly whose it is. */
export type AttributionVerdict =
  /** They name nobody, or so many that it can't be told who is meant. */
  | 'unstated'
  | 'right'
  /** The words are another speaker's or another document's: see the stretches. */
  | 'wrong'
  /** Not the named one's own words here: the source's speaker quotes him, in quotation marks. */
  | 'reported'

/** Whom the words around a quote name as its source. */
export interface ClaimedSource {
  /** The name, in the text that was checked. */
  readonly range: Range
  /** The name as it stands there. */
  readonly name: string
  /** The corpus's document, or null when somebody is named who wrote none of them. */
  readonly document: SourceDocument | null
  /** The corpus's speaker; null when a document or an outsider is named. */
  readonly speaker: Speaker | null
}

/** What comes of one quote. */
export type Finding =
  | {
      /** Word for word in the source; marks, case, white space and hyphens at line ends aside. */
      readonly kind: 'literal'
      /** In order; more than one where the quote runs on in the next passage or marks an omission. */
      readonly stretches: NonEmpty<Stretch>
      /** What its "[...]" stands for. */
      readonly omissions: readonly Omission[]
      /** The same words at other places, each as stretches in order. */
      readonly elsewhere: readonly NonEmpty<Stretch>[]
      /** A negation of the same clause that stands just before or after the quoted words: they say the opposite without it. */
      readonly negationCutOff: Stretch | null
      readonly attribution: AttributionVerdict
    }
  | {
      /** Close to the source, with differences. */
      readonly kind: 'almost'
      /** The source's own words, in order. */
      readonly stretches: NonEmpty<Stretch>
      /** In order of the text that was checked. Never empty. */
      readonly differences: NonEmpty<Difference>
      /** What its "[...]" stands for. */
      readonly omissions: readonly Omission[]
      /** The gravest among differences and omissions. */
      readonly meaningChange: MeaningChange | null
      readonly attribution: AttributionVerdict
    }
  | {
      /** The source's words, but not together: presented as one quote without a mark. */
      readonly kind: 'glued'
      readonly pieces: readonly [Piece, Piece, ...Piece[]]
      /** `joints[n]` stands between `pieces[n]` and `pieces[n + 1]`. */
      readonly joints: NonEmpty<Joint>
      readonly meaningChange: MeaningChange | null
      readonly attribution: AttributionVerdict
    }
  | {
      /** A title or a heading of a source: nobody's statement. */
      readonly kind: 'heading'
      readonly document: SourceDocument
      /** UTF-16 units of `document.text`. */
      readonly range: Range
    }
  /** Too few words to say whose they are. */
  | { readonly kind: 'too-short' }
  | { readonly kind: 'not-found' }

/** One quote of the text that was checked. */
export interface CheckedQuote {
  /** Where it stands in the text, without its quotation marks and without the name before or after it. */
  readonly range: Range
  /** Whether it stands in quotation marks. */
  readonly marked: boolean
  readonly claimed: ClaimedSource | null
  readonly finding: Finding
}

/** What comes of checking a text. */
export type QuoteCheck =
  | { readonly kind: 'too-long'; readonly length: number; readonly limit: number }
  /** There are no words in it. */
  | { readonly kind: 'empty' }
  | {
      readonly kind: 'checked'
      /** In order of the text, the first 50; a text without quotation marks or words of the sources is one quote. */
      readonly quotes: NonEmpty<CheckedQuote>
    }
