import type { Lexicon } from './lexicon.ts'
import { type SearchQuery, weigh } from './search.ts'
import type { SearchIndex } from './search-index.ts'
import { dequantise } from './token-vectors.ts'

/**
 * A question of an index, ready to search that index with, from its stored vectors: no model is needed.
 * @param view one that was embedded as a question.
 */
export function storedQuery(view: number, index: SearchIndex, lexicon: Lexicon): SearchQuery {
  const { starts, tokens } = index.tokens
  const { text } = index.views[view]!
  return {
    text,
    expansion: lexicon.expand(text, index.lexical.knows),
    tokens: weigh(tokens.subarray(starts[view]!, starts[view + 1]!), dequantise(index.tokens, view), index),
    mean: dequantise(index.means, view),
  }
}
