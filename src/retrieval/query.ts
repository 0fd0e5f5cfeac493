import type { EmbeddedText } from '../embedding/embedder.ts'
import type { Lexicon } from './lexicon.ts'
import { heaviestTokens, type QueryTokens } from './maxsim.ts'
import type { PassageIndex } from './passage-index.ts'
import type { SearchIndex } from './search-index.ts'
import { comparable, dequantise } from './token-vectors.ts'

/** A question ready to search with. */
export interface SearchQuery {
  readonly text: string
  /** Terms that mean the same as words of the text, for finding by words. */
  readonly expansion: readonly string[]
  readonly tokens: QueryTokens
  readonly mean: Float32Array
}

/** Makes an embedded question ready to search with. */
export function toQuery(
  text: string,
  embedded: EmbeddedText,
  index: PassageIndex,
  expansion: readonly string[] = [],
): SearchQuery {
  const { tokens, vectors } = comparable(embedded, index.statistics)
  return { text, expansion, tokens: weighTokens(tokens, vectors, index), mean: embedded.mean }
}

/**
 * Makes a query of a question in an index from its stored vectors, without a model.
 * @param view one that was embedded as a query.
 */
export function storedQuery(view: number, index: SearchIndex, lexicon: Lexicon): SearchQuery {
  const { starts, tokens } = index.tokens
  const { text } = index.views[view]!
  return {
    text,
    expansion: lexicon.expand(text, index.lexical.knows),
    tokens: weighTokens(tokens.subarray(starts[view]!, starts[view + 1]!), dequantise(index.tokens, view), index),
    mean: dequantise(index.means, view),
  }
}

/** The tokens of a query that MaxSim compares, weighted by idf. */
function weighTokens(tokens: Int32Array, vectors: Float32Array, index: PassageIndex): QueryTokens {
  return heaviestTokens({ vectors, weights: Float32Array.from(tokens, (token) => Math.max(0, index.idf(token))) })
}
