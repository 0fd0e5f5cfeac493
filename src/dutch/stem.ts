import { stemmer } from '@orama/stemmers/dutch'
import { LRUCache } from 'lru-cache'
import { detached } from './fold.ts'

/** The corpus and its questions have about 6,000 words. */
const stems = new LRUCache<string, string>({ max: 20_000 })

/** The Snowball stem of one folded Dutch word: "klachten" and "klacht" give the same stem. */
export function stem(word: string): string {
  const known = stems.get(word)
  if (known !== undefined) return known
  const made = stemmer(word)
  stems.set(detached(word), detached(made))
  return made
}
