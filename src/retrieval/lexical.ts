import MiniSearch from 'minisearch'
import { words } from '../dutch/fold.ts'
import { stem } from '../dutch/stem.ts'
import { isStopWord } from '../dutch/stop-words.ts'

/** Finds passages by their words. */
export interface LexicalIndex {
  /**
   * BM25+ of the passages that share a word with the question, divided by the largest idf sum that its words could give, so
   * that questions of different lengths compare. 0 or more; seldom over 3.
   */
  search(question: string): Map<number, number>
  /** In how many passages a stem occurs, in the text, its context or an example question. */
  frequency(stem: string): number
}

/** The content words of a text as terms: the word itself and, marked, its stem, so that an exact word counts double. */
function termsOf(text: string): string[] {
  return contentWords(text).flatMap((word) => [word, `~${stem(word)}`])
}

/** The folded words of a text that are no function words. */
export function contentWords(text: string): string[] {
  return words(text).filter((word) => !isStopWord(word))
}

/** Edits allowed in a word that the corpus does not have, as a share of its length. */
const FUZZINESS = 0.2
/** Shorter words have too many neighbours to be guessed. */
const SHORTEST_FUZZY_WORD = 5

/** @param texts one for each passage, by index: everything that may match it. */
export function buildLexicalIndex(texts: readonly string[]): LexicalIndex {
  const index = new MiniSearch<{ id: number; text: string }>({
    fields: ['text'],
    tokenize: termsOf,
    processTerm: (term) => term,
  })
  index.addAll(texts.map((text, id) => ({ id, text })))
  const frequencies = new Map<string, number>()
  for (const text of texts) {
    for (const term of new Set(termsOf(text))) frequencies.set(term, (frequencies.get(term) ?? 0) + 1)
  }
  const frequencyOf = (term: string) => frequencies.get(term) ?? 0
  const idf = (term: string) => Math.log(1 + (texts.length - frequencyOf(term) + 0.5) / (frequencyOf(term) + 0.5))
  return {
    frequency: (stem) => frequencyOf(`~${stem}`),
    search(question) {
      const terms = [...new Set(termsOf(question))]
      const most = terms.reduce((sum, term) => sum + idf(term), 0)
      if (most === 0) return new Map()
      const found = index.search(terms.join(' '), {
        tokenize: (joined) => joined.split(' '),
        fuzzy: (term) =>
          frequencyOf(term) === 0 && !term.startsWith('~') && term.length >= SHORTEST_FUZZY_WORD ? FUZZINESS : false,
      })
      return new Map(found.map(({ id, score }) => [id as number, score / most]))
    },
  }
}
