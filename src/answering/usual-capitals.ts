import type { Corpus } from '../corpus/load-corpus.ts'

const WORD = /[\p{L}\p{N}]+/gu

/**
 * Makes a function that gives a message the capitals that one usually types, when most of its words have others ("WAT IS ME"): of
 * words in capitals the model understands half. Words that the corpus never has in small letters keep theirs.
 */
export function usualCapitals(corpus: Corpus): (message: string) => string {
  const written = corpus.passages.flatMap(({ text }) => text.match(WORD) ?? [])
  const small = new Set(written.filter(isSmall))
  const names = new Map(
    written.filter((word) => !small.has(word.toLowerCase())).map((word) => [word.toLowerCase(), word]),
  )
  return (message) => {
    const words = message.match(WORD) ?? []
    const unusual = words.filter((word) => !isSmall(word) && names.get(word.toLowerCase()) !== word)
    if (unusual.length <= words.filter(isSmall).length) return message
    return message
      .toLowerCase()
      .replace(WORD, (word) => names.get(word) ?? word)
      .replace(/^\P{L}*\p{L}|[.!?]\s\p{L}/gu, (start) => start.toUpperCase())
  }
}

function isSmall(word: string): boolean {
  return word === word.toLowerCase()
}
