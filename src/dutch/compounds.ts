/** Shortest part of a compound: shorter ones ("op", "in", "arts") are found inside too many words. */
const SHORTEST_PART = 4
/** Linking letters between the parts: "behandeling-s-plan", "ziekte-n-lijst", "kind-er-arts". */
const LINKS = ['', 's', 'e', 'en', 'n', 'er'] as const

/**
 * Splits a folded compound into two known words: "revalidatieprogramma" gives "revalidatie" and "programma".
 * @returns the split with the longest first part; null when there is none, or the word itself is known.
 */
export function splitCompound(word: string, isKnown: (part: string) => boolean): [string, string] | null {
  if (isKnown(word)) return null
  for (let at = word.length - SHORTEST_PART; at >= SHORTEST_PART; at--) {
    const second = word.slice(at)
    if (!isKnown(second)) continue
    for (const link of LINKS) {
      const first = word.slice(0, at - link.length)
      if (first.length >= SHORTEST_PART && word.slice(first.length, at) === link && isKnown(first))
        return [first, second]
    }
  }
  return null
}
