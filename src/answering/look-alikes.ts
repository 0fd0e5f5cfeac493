import type { Passage } from '../corpus/document.ts'
import type { Corpus } from '../corpus/load-corpus.ts'
import { itemName } from '../corpus/terms.ts'
import { words } from '../dutch/fold.ts'
import type { Found, Searcher } from '../retrieval/searcher.ts'

/** Letters with which two words have to begin to look alike. */
const ALIKE = 4
/** The part of a name's letters that is still the name: "osteopaten", but not "osteoporose". */
const SAME = 0.6

/**
 * A searcher that is not misled by words that only begin like the name of an item of a list: "mind" is no mindfulness. Such an item
 * counts as much as without that word. The model sees the same beginning of both.
 */
export function withoutLookAlikes(searcher: Searcher, { passages }: Corpus): Searcher {
  const items = passages.flatMap((passage, at) => {
    const name = itemName(passage)
    return name === null ? [] : [{ at, names: words(name) }]
  })
  return {
    ...searcher,
    async search(question, also) {
      const found = await searcher.search(question, also)
      const said = words(question)
      const misleading = new Set(
        items
          .filter(({ at }) => probabilityOf(found, at) >= searcher.thresholds.related)
          .flatMap(({ names }) => {
            const begins = (least: number, most: number) => (word: string) =>
              names.some((name) => {
                const alike = sameLetters(word, name)
                return alike >= ALIKE && alike >= name.length * least && alike < name.length * most
              })
            // "Osteo pathie" is the name, too.
            const typed = [...said, ...said.slice(1).map((word, before) => `${said[before]}${word}`)]
            return typed.some(begins(SAME, Number.POSITIVE_INFINITY)) ? [] : said.filter(begins(0, SAME))
          }),
      )
      if (misleading.size === 0) return found
      const rest = question.replace(/[\p{L}\p{N}\p{M}]+/gu, (word) =>
        words(word).some((one) => misleading.has(one)) ? '' : word,
      )
      const without = await searcher.search(rest, also)
      const candidates = found.candidates
        .flatMap((one) =>
          items.some(({ at }) => at === one.passage) && one.probability > probabilityOf(without, one.passage)
            ? without.candidates.filter(({ passage }) => passage === one.passage)
            : [one],
        )
        .sort((a, b) => b.score - a.score)
      return { ...found, candidates, confidence: candidates[0]?.probability ?? 0 }
    },
  }
}

function probabilityOf({ candidates }: Found, at: number): number {
  return candidates.find(({ passage }) => passage === at)?.probability ?? 0
}

/** How many letters two words begin with alike. */
function sameLetters(one: string, other: string): number {
  let same = 0
  while (same < one.length && one[same] === other[same]) same++
  return same
}

/** Whether a passage is an item of a list that begins with its name, and a message has no word that begins so. */
export function isUnnamed(passage: Passage, message: string): boolean {
  const name = itemName(passage)
  if (name === null) return false
  const said = words(message)
  return words(name).every((part) => part.length < ALIKE || said.every((word) => sameLetters(word, part) < ALIKE))
}
