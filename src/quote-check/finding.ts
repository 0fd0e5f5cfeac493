import type { Passage, SourceDocument, Speaker } from '../corpus/document.ts'
import type { Range } from '../dutch/sentences.ts'
import type { NonEmpty } from './non-empty.ts'

/** A range of words in one passage. */
export interface Stretch {
  readonly passage: Passage
  readonly document: SourceDocument
  /** UTF-16 units of `passage.text`; empty for a place between words. */
  readonly range: Range
}

/**
 * How a difference changes the meaning, gravest first: by a negation on one side only ("niet", "geen", "nooit", "zonder", "on-"),
 * by another number, or by a word on one side only that tells how surely, how often or under what condition something is so
 * ("kan", "vaak", "alleen").
 */
export type MeaningChange = (typeof MEANING_CHANGES)[number]
export const MEANING_CHANGES = ['negation', 'number', 'certainty'] as const

/** One place where the words of a quote are not those of the source. Runs of changed words are one difference. */
export interface Difference {
  /** Compared with the source: the quote has more words, fewer, or other ones. */
  readonly kind: 'added' | 'missing' | 'changed'
  /** The words in the checked text; empty, at their place, when they are missing. */
  readonly quoted: Range
  /** The words of the source; empty, at their place, when the quote added some. */
  readonly source: Stretch
  readonly meaningChange: MeaningChange | null
}

/** Words of the source that a quote leaves out, with or without an ellipsis such as "[...]". */
export interface Omission {
  /** The words, by passage. */
  readonly words: NonEmpty<Stretch>
  /** `negation`: one is left out of a sentence that is otherwise quoted. */
  readonly meaningChange: 'negation' | null
}

/** Part of a glued quote: words that are contiguous in the source as they are in the quote. */
export interface Piece {
  /** Its words in the checked text. */
  readonly range: Range
  /** The words of the source; more than one stretch where they continue in the next passage. */
  readonly stretches: NonEmpty<Stretch>
  readonly differences: readonly Difference[]
}

/** Where two pieces of a glued quote meet. */
export interface Joint {
  /**
   * How far apart the pieces are in the source: `left-out`: in one passage, with words between them left out unmarked;
   * `passages`: in different passages, or in another order; `speakers`; `documents`.
   */
  readonly between: 'left-out' | 'passages' | 'speakers' | 'documents'
  /** The words left out, for `left-out`. */
  readonly omission: Omission | null
}

/** Whether the words around a quote attribute it correctly. */
export type AttributionVerdict =
  /** They name no source, or so many that it is unclear which is meant. */
  | 'unstated'
  | 'right'
  /** The quote is by another speaker or from another document: see the stretches. */
  | 'wrong'
  /** The source's speaker quotes the named person here, in quotation marks. */
  | 'reported'

/** The source that the words around a quote name. */
export interface ClaimedSource {
  /** Where the name is in the checked text. */
  readonly range: Range
  /** The name as written there. */
  readonly name: string
  /** Null for an outsider, who wrote none of the corpus's documents. */
  readonly document: SourceDocument | null
  /** Null when a document or an outsider is named. */
  readonly speaker: Speaker | null
}

/** The verdict on one quote. */
export type Finding =
  | {
      /** Word for word in the source, apart from punctuation, case, white space and hyphens at line ends. */
      readonly kind: 'literal'
      /** In order; more than one where the quote continues in the next passage or has an ellipsis. */
      readonly stretches: NonEmpty<Stretch>
      /** The words that its ellipses stand for. */
      readonly omissions: readonly Omission[]
      /** Other places with the same words, each as stretches in order. */
      readonly elsewhere: readonly NonEmpty<Stretch>[]
      /** A negation of the same clause, just before or after the quoted words: without it they say the opposite. */
      readonly negationCutOff: Stretch | null
      readonly attribution: AttributionVerdict
    }
  | {
      /** Close to the source, with differences. */
      readonly kind: 'almost'
      /** The words of the source, in order. */
      readonly stretches: NonEmpty<Stretch>
      /** In order of the checked text. */
      readonly differences: NonEmpty<Difference>
      /** The words that its ellipses stand for. */
      readonly omissions: readonly Omission[]
      /** The gravest of the differences and omissions. */
      readonly meaningChange: MeaningChange | null
      readonly attribution: AttributionVerdict
    }
  | {
      /** Words of the source from different places, presented as one quote without an ellipsis. */
      readonly kind: 'glued'
      readonly pieces: readonly [Piece, Piece, ...Piece[]]
      /** `joints[n]` is between `pieces[n]` and `pieces[n + 1]`. */
      readonly joints: NonEmpty<Joint>
      readonly meaningChange: MeaningChange | null
      readonly attribution: AttributionVerdict
    }
  | {
      /** A title or a heading of a source, which no one states. */
      readonly kind: 'heading'
      readonly document: SourceDocument
      /** UTF-16 units of `document.text`. */
      readonly range: Range
    }
  /** Too few words to attribute. */
  | { readonly kind: 'too-short' }
  | { readonly kind: 'not-found' }

/** One quote of the checked text. */
export interface CheckedQuote {
  /** In the text, without its quotation marks and without the name before or after it. */
  readonly range: Range
  /** Whether it is in quotation marks. */
  readonly marked: boolean
  readonly claimed: ClaimedSource | null
  readonly finding: Finding
}

/** The result of checking a text. */
export type QuoteCheck =
  | { readonly kind: 'too-long'; readonly length: number; readonly limit: number }
  /** The text has no words. */
  | { readonly kind: 'empty' }
  | {
      readonly kind: 'checked'
      /** The first 50, in order of the text. A text without quotation marks or words of the sources is one quote. */
      readonly quotes: NonEmpty<CheckedQuote>
    }
