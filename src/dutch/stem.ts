import { stemmer } from '@orama/stemmers/dutch'

const cache = new Map<string, string>()
/** Bounds the cache; the corpus and its questions have about 6,000 words. */
const MAX_CACHED_STEMS = 50_000

/** The Snowball stem of one folded Dutch word: "klachten" and "klacht" give the same stem. */
export function stem(word: string): string {
  const known = cache.get(word)
  if (known !== undefined) return known
  const result = stemmer(word)
  if (cache.size < MAX_CACHED_STEMS) cache.set(word, result)
  return result
}
