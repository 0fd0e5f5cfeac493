import MiniSearch from 'minisearch'
import { splitCompound } from '../dutch/compounds.ts'
import { words } from '../dutch/fold.ts'
import { createSpellingOf } from '../dutch/misspelling.ts'
import { stem } from '../dutch/stem.ts'
import { isStopWord } from '../dutch/stop-words.ts'
import { type Bm25Scores, createBm25, type LexicalData } from './bm25.ts'
import type { WordIndex } from './passage-index.ts'
import { createTermTable, type TermTable } from './term-table.ts'

/** Finds passages by their words, in memory. */
export interface LexicalIndex extends WordIndex {
  search(question: string, count: number, expansion?: readonly string[]): Readonly<Record<Field, Bm25Scores>>
}

/** Shorter words have too many neighbours to be guessed. */
const SHORTEST_GUESSED_WORD = 5
/** Length of the longest word that is split or guessed; Dutch words have up to 35 letters, and thousands would take a second. */
const LONGEST_WORD = 40
/** Most words of one question that are guessed. It has at most sixty between spaces, but "a.b.c" has no space. */
export const MAX_GUESSES = 100
/** A correction is a word of a document, or one in the questions of this many passages: those of a single one have typos. */
const LEAST_FREQUENT_CORRECTION = 2
/** Weight of a synonym, and of the parts of a compound. */
const EXPANSION_WEIGHT = 0.3
const PART_WEIGHT = 0.7
/**
 * Share of the passages from which a term is too common to look up, unless a question has no other: it carries little
 * information, and takes the most time. Success@1 across authors was 0.9185 with all terms, 0.9216 without those in over half
 * of the passages, 0.9177 over a third, 0.9126 over a fifth.
 */
const TOO_COMMON = 0.5
/** Weight of a correction. */
const CORRECTION_WEIGHT = 0.7

/** The folded words of a text, without function words. */
export function contentWords(text: string): string[] {
  return words(text).filter((word) => !isStopWord(word))
}

/** The terms of a word: the word itself and, marked, its stem, so that the exact word counts double. */
function termsOfWord(word: string): string[] {
  return [word, `~${stem(word)}`]
}

/** All terms of a text, in order. When words give other terms, `VIEWS_VERSION` must change. */
export function termsIn(text: string): string[] {
  return contentWords(text).flatMap(termsOfWord)
}

function isGuessable(word: string): boolean {
  return word.length >= SHORTEST_GUESSED_WORD && word.length <= LONGEST_WORD
}

/** The texts that may match a passage. */
export interface LexicalTexts {
  readonly own: string
  readonly questions: readonly string[]
}

/** What the terms of a passage are from. Apart, so that a passage without example questions competes on equal terms: with its own text. */
export const FIELDS = ['own', 'questions'] as const
export type Field = (typeof FIELDS)[number]
const OPTIONS = {
  fields: [...FIELDS],
  tokenize: (joined: string) => joined.split(' '),
  processTerm: (term: string) => term,
}

/**
 * Collects the terms of passages.
 * @param texts one for each passage, by index.
 */
export function collectTerms(texts: readonly LexicalTexts[]): LexicalData {
  const index = new MiniSearch<{ id: number; own: string; questions: string }>(OPTIONS)
  index.addAll(
    texts.map(({ own, questions }, id) => ({
      id,
      own: termsIn(own).join(' '),
      questions: questions.flatMap(termsIn).join(' '),
    })),
  )
  return index.toJSON()
}

/** The words that occur in a corpus, as terms. */
export interface Vocabulary extends Pick<WordIndex, 'knows' | 'correct'> {
  /**
   * What is looked up for a question.
   * @returns the places of terms, how much each counts, and the sum of the idf of the question's own.
   */
  weigh(question: string, expansion: readonly string[]): Weighed
}

/** See `Vocabulary`. */
export interface Weighed {
  readonly terms: readonly (readonly [place: number, weight: number])[]
  readonly most: number
}

/** Counts collected terms, by their places. */
export function countTerms(data: LexicalData): TermTable {
  const own = data.fieldIds.own!
  const table = createTermTable()
  for (const [term, fields] of data.index) {
    const [first = {}, ...others] = Object.values(fields)
    const frequency =
      others.length === 0
        ? Object.keys(first).length
        : new Set([first, ...others].flatMap((field) => Object.keys(field))).size
    table.add({ term, frequency, isWritten: own in fields })
  }
  return table
}

/** @param passages how many there are. */
export function createVocabulary(terms: TermTable, passages: number): Vocabulary {
  const { frequencyOf, placeOf } = terms
  const idf = (term: string) => Math.log(1 + (passages - frequencyOf(term) + 0.5) / (frequencyOf(term) + 0.5))
  const occurs = (word: string) => frequencyOf(`~${stem(word)}`) > 0
  const partsOf = (word: string) => (word.length > LONGEST_WORD ? null : splitCompound(word, occurs))
  const spelling = createSpellingOf({ numbers: correctionsIn(terms), word: terms.termAt })
  const correct = (word: string): string | null => {
    if (!isGuessable(word) || isStopWord(word) || occurs(word) || partsOf(word)) return null
    return spelling.meantBy(word).sort((a, b) => frequencyOf(b) - frequencyOf(a))[0] ?? null
  }
  return {
    correct,
    knows: (word) => occurs(word) || partsOf(word) !== null,
    weigh(question, expansion) {
      const weights = new Map<string, number>()
      for (const term of expansion.flatMap(termsIn)) weights.set(term, EXPANSION_WEIGHT)
      const words = contentWords(question)
      const asked = new Set(words.flatMap(termsOfWord))
      for (const [at, word] of words.entries()) {
        for (const part of partsOf(word) ?? []) for (const term of termsOfWord(part)) weights.set(term, PART_WEIGHT)
        const meant = at < MAX_GUESSES ? correct(word) : null
        if (meant !== null) for (const term of termsOfWord(meant)) weights.set(term, CORRECTION_WEIGHT)
      }
      for (const term of asked) weights.set(term, 1)
      const most = [...asked].reduce((sum, term) => sum + idf(term), 0)
      const known = most === 0 ? [] : [...weights.keys()]
      const rare = known.filter((term) => frequencyOf(term) <= TOO_COMMON * passages)
      const looked = (rare.length > 0 ? rare : known).flatMap((term) => {
        const place = placeOf(term)
        return place < 0 ? [] : [[place, weights.get(term)!] as const]
      })
      return { terms: looked, most }
    },
  }
}

/** Places of the words that a misspelling may mean. */
function* correctionsIn(terms: TermTable): Generator<number> {
  let place = 0
  for (const { term, frequency, isWritten } of terms) {
    if (!term.startsWith('~') && (isWritten || frequency >= LEAST_FREQUENT_CORRECTION)) yield place
    place++
  }
}

/**
 * Prepares collected terms for searching.
 * @param passages how many there are.
 */
export function createLexicalIndex(data: LexicalData, passages: number): LexicalIndex {
  const { correct, knows, weigh } = createVocabulary(countTerms(data), passages)
  const fields = { own: createBm25(data, 'own'), questions: createBm25(data, 'questions') }
  return {
    correct,
    knows,
    search(question, count, expansion = []) {
      const { terms, most } = weigh(question, expansion)
      return { own: fields.own.score(terms, most, count), questions: fields.questions.score(terms, most, count) }
    },
  }
}
