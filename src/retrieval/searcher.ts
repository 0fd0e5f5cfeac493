import type { Corpus } from '../corpus/load-corpus.ts'
import { fold } from '../dutch/fold.ts'
import type { Range } from '../dutch/sentences.ts'
import type { Embedder } from '../embedding/embedder.ts'
import { dot } from '../embedding/linear-algebra.ts'
import type { Reranker } from '../embedding/reranker.ts'
import { MAX_GUESSES } from './lexical.ts'
import type { Lexicon } from './lexicon.ts'
import type { MaxSim } from './maxsim.ts'
import type { PassageIndex } from './passage-index.ts'
import { type SearchQuery, toQuery } from './query.ts'
import { RERANKED, rerank } from './reranking.ts'
import { createSearch, type SearchResult } from './search.ts'
import type { Weights } from './weights.ts'

export type { Candidate } from './search.ts'

/** The result of looking up a question, with the query that was made of it. */
export interface Found extends SearchResult {
  readonly query: SearchQuery
}

/** Finds passages for a question. */
export interface Searcher {
  /** Least probabilities. */
  readonly thresholds: Weights['thresholds']
  /**
   * @param question truncated to what the model can read.
   * @param also passages that are ranked even if they are not near.
   */
  search(question: string, also?: readonly number[]): Promise<Found>
  /** The question with misspelt words corrected to words of the corpus; null when there are none. */
  correct(question: string): string | null
  /** Ranks the passages for a question that has been embedded. */
  rank(query: SearchQuery): Promise<SearchResult>
  /** Orders the best passages of a search anew, with their probabilities, by the reranker; the same when there is none, or it fails. */
  rerank(found: Found): Promise<Found>
  /** How much each of some words means what others do, -1 to 1. */
  likeness(words: string, others: readonly string[]): Promise<number[]>
  /** For each of the passages the sentence that fits a query best, as a range of its text; null where it has only one. */
  bestSentences(query: SearchQuery, passages: readonly number[]): Promise<(Range | null)[]>
}

export interface SearcherParts {
  readonly corpus: Corpus
  readonly embedder: Embedder
  readonly index: PassageIndex
  readonly maxsim: MaxSim
  readonly lexicon: Lexicon
  /** Puts abbreviations in place of what they are short for. */
  readonly abbreviate: (text: string) => string
  readonly weights: Weights
  /** Default: none. */
  readonly reranker?: Reranker | null
}

export function createSearcher({
  corpus,
  embedder,
  index,
  maxsim,
  lexicon,
  abbreviate,
  weights,
  reranker = null,
}: SearcherParts): Searcher {
  const rank = createSearch(index, maxsim, weights.network)
  const { reranking } = weights
  const taught = reranking && reranking.reranker === reranker?.fingerprint ? reranking.network : null
  return {
    thresholds: weights.thresholds,
    rank,
    correct(question) {
      let corrected = false
      let guesses = 0
      const text = question.replace(/[\p{L}\p{N}]+/gu, (word) => {
        if (++guesses > MAX_GUESSES) return word
        const better = index.lexical.correct(fold(word))
        if (better !== null) corrected = true
        return better ?? word
      })
      return corrected ? text : null
    },
    async search(message, also) {
      const question = abbreviate(message)
      const expansion = lexicon.expand(question, index.lexical.knows)
      const embedded = await embedder.embed(readable(question, embedder), 'query')
      const query = toQuery(question, embedded, index, expansion)
      return { ...(await rank(query, also)), query }
    },
    async rerank(found) {
      if (!reranker) return found
      const ranked = [...found.candidates].sort((a, b) => b.score - a.score)
      const best = ranked.slice(0, RERANKED).map(({ passage }) => passage)
      const { views, contextView } = await index.read(best)
      const texts = best.map((passage) => views[contextView(passage)]!.text)
      const scores = await reranker.read(found.query.text, texts)
      return scores ? rerank(found, ranked, scores, taught) : found
    },
    async likeness(words, others) {
      const meaningOf = async (text: string) =>
        (await embedder.embed(readable(abbreviate(text), embedder), 'query')).mean
      const meaning = await meaningOf(words)
      const likenesses: number[] = []
      for (const other of others) likenesses.push(dot(meaning, await meaningOf(other)))
      return likenesses
    },
    async bestSentences(query, passages) {
      const { tokens, sentenceViews } = await index.read(passages)
      const scores = await maxsim(query.tokens, tokens, passages.flatMap(sentenceViews))
      let at = 0
      return passages.map((passage) => {
        const { sentences } = corpus.passages[passage]!
        const own = scores.subarray(at, at + sentences.length)
        at += sentences.length
        return sentences.length < 2 ? null : (sentences[own.indexOf(Math.max(...own))] ?? null)
      })
    },
  }
}

/** Most characters that are tokenised: those of a message, of which the model reads half. */
const MAX_COUNTED = 4096

/** The longest beginning of a question that the model can read. */
function readable(question: string, embedder: Embedder): string {
  let text = question
  // Some characters become eighteen letters ("ﷺ"), so such a text is cut before it is tokenised.
  while (text.normalize('NFKC').length > MAX_COUNTED) text = text.slice(0, Math.floor(text.length / 2))
  // Normalised, no token is shorter than a character: a short text needs no tokenising.
  if (text.normalize('NFKC').length < embedder.maxTokens / 2) return text
  while (embedder.countTokens(text, 'query') > embedder.maxTokens) text = text.slice(0, Math.floor(text.length / 2))
  return text
}
