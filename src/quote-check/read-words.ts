import { LRUCache } from 'lru-cache'
import { fold } from '../dutch/fold.ts'
import type { Range } from '../dutch/sentences.ts'

/** A word of a text: the range in the original, and the folded form in which it is compared. */
export interface Word extends Range {
  readonly key: string
}

const INVISIBLE = /^[\p{M}\p{Cf}]$/u
const LETTERS = /[\p{L}\p{N}]+/gu
const DIGIT = /\p{N}/u
/** Symbols that are read aloud as a word: "85%" is not "85". */
const SPOKEN_SYMBOL = /^[%‰€$£°]$/

const foldedCharacters = new LRUCache<string, string>({ max: 2_000 })

/** What a character adds to a word: its folded letters and digits, or a spoken symbol; '' when it divides words. */
function foldCharacter(character: string): string {
  const known = foldedCharacters.get(character)
  if (known !== undefined) return known
  const folded = fold(character)
  const result = SPOKEN_SYMBOL.test(folded) ? folded : (folded.match(LETTERS)?.join('') ?? '')
  foldedCharacters.set(character, result)
  return result
}

/**
 * The words of a text: runs of letters and digits, folded, without invisible characters. A decimal separator belongs to its
 * number ("1,5" is one word), a spoken symbol such as "%" is a word.
 */
export function readWords(text: string): Word[] {
  const words: Word[] = []
  let start = 0
  let end = 0
  let key = ''
  const finish = () => {
    if (key) words.push({ start, end, key })
    key = ''
  }
  let at = 0
  for (const character of text) {
    const next = at + character.length
    if (!INVISIBLE.test(character)) {
      const part = foldCharacter(character)
      if (SPOKEN_SYMBOL.test(part)) {
        finish()
        words.push({ start: at, end: next, key: part })
      } else if (part) {
        if (!key) start = at
        key += part
        end = next
      } else if (key && (character === '.' || character === ',') && endsInDigit(key) && DIGIT.test(text.charAt(next))) {
        key += ','
        end = next
      } else finish()
    } else if (key && end === at) end = next
    at = next
  }
  finish()
  return words
}

const BROKEN_OFF = /^[-‐‑]\s*\n\s*$/
/** Most lines that one word may be broken over. */
const MAX_PARTS = 6

/**
 * Joins words that were hyphenated at the end of a line: "klach-(line end)ten" becomes "klachten" when that is a known word,
 * but "CGT-(line end)behandeling" stays two.
 */
export function joinBroken(text: string, words: readonly Word[], isKnown: (key: string) => boolean): Word[] {
  const joined: Word[] = []
  for (let at = 0; at < words.length; at++) {
    const first = words[at]!
    let whole = first
    let key = first.key
    let last = at
    for (let next = at + 1; next < Math.min(words.length, at + MAX_PARTS); next++) {
      const part = words[next]!
      if (!BROKEN_OFF.test(text.slice(words[next - 1]!.end, part.start))) break
      key += part.key
      if (!isKnown(key)) continue
      whole = { start: first.start, end: part.end, key }
      last = next
    }
    joined.push(whole)
    at = last
  }
  return joined
}

/**
 * Joins words without spaces, so that "fysio-(line end)therapie", "fysiotherapie" and "fysio-therapie" are equal. Numbers stay
 * apart: "1 5" is not "15".
 */
export function joinWords(keys: Iterable<string>): string {
  let result = ''
  let before = ''
  for (const key of keys) {
    result += gapBetween(before, key) + key
    before = key
  }
  return result
}

/** What separates two words when they are joined. */
export function gapBetween(before: string, key: string): '' | ' ' {
  return endsInDigit(before) && DIGIT.test(key.charAt(0)) ? ' ' : ''
}

function endsInDigit(text: string): boolean {
  return DIGIT.test(text.charAt(text.length - 1))
}
