import { distance } from 'fastest-levenshtein'
import { broadKey } from './phonetics.ts'
import { stem } from './stem.ts'

/** Length from which one letter too many or too few is a slip; in shorter words it is more often another word. */
const LONG = 8
/** Length from which a word may have two slips, and of what is typed for it: few words are that near to another. */
const LONGER = 12
const LONGER_TYPED = 10
/** Most letters that only one of two words has which are two slips apart, or sound nearly the same. */
const MOST_LETTERS_APART = 4
/** Shorter names have too many neighbours. */
const SHORTEST = 5
/** Words whose lengths differ by more than this never sound the same. */
const MAX_LENGTH_DIFFERENCE = 3

/** Guesses which known word a misspelt one is meant to be. */
export interface Spelling {
  /**
   * The known words that an unknown one is probably a misspelling of: it sounds the same, has two neighbouring letters the
   * wrong way round, or, when it is long, one letter too many or too few. A wrong letter doesn't count: it mostly makes another
   * word ("recept", "recent"). Nor does a wrong first letter: almost no one makes that mistake. Where none is so near, the only
   * very long one that is two such slips away, or one from how it sounds: "gedagsterapie" for "gedragstherapie".
   */
  meantBy(word: string): string[]
}

/** Known words, by number. */
export interface KnownWords {
  /** The numbers of those that may be meant. */
  readonly numbers: Iterable<number>
  word(number: number): string
}

/** The known words with one initial, and of each what tells it from most others without reading it. */
interface Known {
  readonly numbers: Uint32Array
  /** See lettersOf. */
  readonly letters: Int32Array
  /** See frameOf. */
  readonly frames: Int32Array
}

/** @param vocabulary known words, folded. */
export function createSpelling(vocabulary: Iterable<string>): Spelling {
  const words = [...vocabulary]
  return createSpellingOf({ numbers: words.keys(), word: (number) => words[number]! })
}

/** The same where words are kept elsewhere: a large library has half a million, which take long to be collected as garbage. */
export function createSpellingOf({ numbers, word: wordOf }: KnownWords): Spelling {
  const byInitial = new Map<string, number[]>()
  for (const number of numbers) {
    const initial = wordOf(number)[0]!
    const others = byInitial.get(initial)
    if (others) others.push(number)
    else byInitial.set(initial, [number])
  }
  /** Filled on demand, because most initials are never asked for. */
  const knownByInitial = new Map<string, Known>()
  const beginningWith = (initial: string): Known => {
    const known = knownByInitial.get(initial)
    if (known) return known
    const numbers = Uint32Array.from(byInitial.get(initial) ?? [])
    byInitial.delete(initial)
    const [letters, frames] = [new Int32Array(numbers.length), new Int32Array(numbers.length)]
    for (const [at, number] of numbers.entries()) {
      const word = wordOf(number)
      letters[at] = lettersOf(word)
      frames[at] = frameOf(word)
    }
    const made = { numbers, letters, frames }
    knownByInitial.set(initial, made)
    return made
  }

  /** The only word, in whatever form, that is two slips away; none where there are several. */
  function twoSlipsAway(word: string, { numbers, letters }: Known): string[] {
    if (word.length < LONGER_TYPED) return []
    const key = broadKey(word)
    const own = lettersOf(word)
    const meant: string[] = []
    for (let at = 0; at < numbers.length; at++) {
      if (countBits(letters[at]! ^ own) > MOST_LETTERS_APART) continue
      const known = wordOf(numbers[at]!)
      if (known.length >= LONGER && isTwoSlips(word, key, known)) meant.push(known)
    }
    const [first] = meant
    return first && meant.every((one) => stem(one) === stem(first)) ? [first] : []
  }

  return {
    // A large library has a hundred thousand words with one initial: next to none are looked at beyond two numbers.
    meantBy(word) {
      const known = beginningWith(word[0] ?? '')
      const { numbers, letters, frames } = known
      const [ownLetters, ownFrame] = [lettersOf(word), frameOf(word)]
      let key: string | null = null
      let isKnown = false
      const meant: string[] = []
      for (let at = 0; at < numbers.length; at++) {
        const soundsAlike = frames[at] === ownFrame
        const looksAlike = countBits(letters[at]! ^ ownLetters) <= 1
        if (!soundsAlike && !looksAlike) continue
        const other = wordOf(numbers[at]!)
        if (Math.abs(word.length - other.length) > MAX_LENGTH_DIFFERENCE) continue
        if (other === word) {
          isKnown = true
          continue
        }
        if (looksAlike && isSlip(word, other)) {
          meant.push(other)
          continue
        }
        if (!soundsAlike) continue
        key ??= broadKey(word)
        if (broadKey(other) === key) meant.push(other)
      }
      return meant.length === 0 && !isKnown ? twoSlipsAway(word, known) : meant
    },
  }
}

/** Letters that no rule of `broadKey` puts in, leaves out or replaces. */
const FIRM = new Set('blmnrw')

/**
 * The firm letters of a word in their order, each once where it is doubled, as one number: words that sound the same have the same.
 */
function frameOf(word: string): number {
  let frame = 0
  for (let at = 0; at < word.length; at++) {
    const letter = word[at]!
    if (FIRM.has(letter) && letter !== word[at - 1]) frame = (Math.imul(frame, 31) + letter.charCodeAt(0)) | 0
  }
  return frame
}

/** The letters of a word, each a bit. */
function lettersOf(word: string): number {
  let bits = 0
  for (let at = 0; at < word.length; at++) bits |= 1 << (word.charCodeAt(at) % 32)
  return bits
}

function countBits(bits: number): number {
  let count = 0
  for (let left = bits; left !== 0; left &= left - 1) count++
  return count
}

/** Whether a word has two slips, or one besides another spelling of the same sound. */
function isTwoSlips(word: string, key: string, known: string): boolean {
  if (Math.abs(word.length - known.length) > MAX_LENGTH_DIFFERENCE) return false
  return slippedTwice(word, known) || isSlip(key, broadKey(known))
}

/**
 * Whether two slips at a distance from each other make one word of another. Not one letter too many and one too few, which are mostly
 * another word ("vergadering", "verandering"). Nor two letters side by side, which are mostly a part of one: "arbeidsgeschikt" is the
 * opposite of "arbeidsongeschikt".
 */
function slippedTwice(word: string, meant: string): boolean {
  const at = alike(word, meant)
  const [before, after] = [word.slice(0, at), word.slice(at)]
  const swapped = `${before}${after[1] ?? ''}${after[0] ?? ''}${after.slice(2)}`
  const shorter = before + after.slice(1)
  const longer = before + (meant[at] ?? '') + after
  return (
    (alike(swapped, meant) >= at + 2 && isSlip(swapped, meant)) ||
    (word.length > meant.length && alike(shorter, meant) > at && isSlip(shorter, meant)) ||
    (word.length < meant.length && alike(longer, meant) > at + 1 && isSlip(longer, meant))
  )
}

/** How many letters two words begin with alike. */
function alike(one: string, other: string): number {
  let at = 0
  while (at < one.length && one[at] === other[at]) at++
  return at
}

/** Letters of a name for each that may be wrong. */
const LETTERS_PER_MISTAKE = 6

/**
 * Whether a folded name is probably a misspelling of another: it sounds the same, or is long and sounds nearly so. For names that
 * were looked for, such as terms; among all words of a text more would be near one another.
 */
export function isMisspelt(typed: string, meant: string): boolean {
  if (typed[0] !== meant[0] || meant.length < SHORTEST || Math.abs(typed.length - meant.length) > MAX_LENGTH_DIFFERENCE)
    return false
  const [key, known] = [broadKey(typed), broadKey(meant)]
  if (key === known || isSlip(typed, meant)) return true
  return meant.length >= LONG && distance(key, known) <= Math.floor(meant.length / LETTERS_PER_MISTAKE)
}

/** Whether two neighbouring letters are swapped or, in a long word, there is one letter too many or too few. */
function isSlip(word: string, meant: string): boolean {
  const at = alike(word, meant)
  if (word.length === meant.length) {
    return word[at] === meant[at + 1] && word[at + 1] === meant[at] && word.slice(at + 2) === meant.slice(at + 2)
  }
  if (Math.min(word.length, meant.length) < LONG - 1 || Math.max(word.length, meant.length) < LONG) return false
  if (word.length + 1 === meant.length) return word.slice(at) === meant.slice(at + 1)
  return word.length === meant.length + 1 && word.slice(at + 1) === meant.slice(at)
}
