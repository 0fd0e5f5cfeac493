import type { Centroids } from './centroids.ts'
import type { ComparedVectors, TokenStatistics } from './token-vectors.ts'
import type { View } from './views.ts'

/** A view found by its mean vector. */
export interface NearView {
  readonly view: number
  readonly passage: number
  /** −1 to 1; with E5 almost always above 0.7. */
  readonly cosine: number
}

/** Now, from memory, or later, from elsewhere. */
type Awaitable<T> = T | Promise<T>

/**
 * What answering a question asks of an index, whatever keeps it. Which words and tokens there are is known at once; what lies
 * near a question, and the vectors of those few passages, may have to be fetched.
 */
export interface PassageIndex {
  readonly statistics: TokenStatistics
  /** Of a token id, over all views. */
  idf(token: number): number
  readonly lexical: WordIndex
  /** Example questions, nearest first. */
  nearestQuestions(mean: Float32Array, count: number): Awaitable<readonly NearView[]>
  /** Texts, texts with context, and sentences, nearest first. */
  nearestTexts(mean: Float32Array, count: number): Awaitable<readonly NearView[]>
  /** With what is compared of passages, and of the questions that the corpus does not answer. */
  read(passages: readonly number[]): Awaitable<PassageViews>
}

/** How well passages match words. */
export interface WordScores {
  /** Those that share a word with the question, best first, at most as many as were asked for. */
  readonly best: readonly number[]
  /** Of each of any passages; 0 for one that shares no word. */
  of(passages: readonly number[]): Awaitable<readonly number[]>
}

/** Finds passages by their words. */
export interface WordIndex {
  /**
   * For the passages' own texts, and for their example questions: BM25+ of the passages that share a word with the question,
   * times the number of its terms that match, divided by the sum of the idf of its terms, so that questions of different
   * lengths compare. 0 to about 20.
   * @param count passages that are named as best.
   * @param expansion terms that mean the same as words of the question; they count for less, and not in the division.
   */
  search(
    question: string,
    count: number,
    expansion?: readonly string[],
  ): Awaitable<{ readonly own: WordScores; readonly questions: WordScores }>
  /** Whether a folded word, its stem, or both parts of it as a compound occur in the corpus or its example questions. */
  knows(word: string): boolean
  /** The known word of which a folded unknown word is probably a misspelling; null when there is none. */
  correct(word: string): string | null
}

/** The views of passages, at least of those that were asked for, and their vectors. Views are numbered for this alone. */
export interface PassageViews {
  readonly views: readonly View[]
  readonly tokens: ComparedVectors
  /** The mean vector of each view. */
  readonly means: ComparedVectors
  readonly centroids: Centroids
  textView(passage: number): number
  contextView(passage: number): number
  sentenceViews(passage: number): readonly number[]
  /** The question or list intro before a passage; −1 when there is none. */
  beforeView(passage: number): number
  questionViews(passage: number): readonly number[]
  /** Views of no passage: questions that the corpus does not answer. */
  readonly offTopicViews: readonly number[]
}
