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

/** The known words with one initial. */
interface Known {
  /** Place of each in the vocabulary. */
  readonly places: ReadonlyMap<string, number>
  readonly byKey: ReadonlyMap<string, readonly string[]>
  readonly letters: ReadonlySet<string>
  /** Those that may be typed with two slips. */
  readonly longer: readonly Longer[]
}

interface Longer {
  readonly word: string
  readonly key: string
  /** Its letters, each a bit: most words are told apart by these alone. */
  readonly letters: number
}

/** @param vocabulary known words, folded. */
export function createSpelling(vocabulary: Iterable<string>): Spelling {
  const byInitial = new Map<string, string[]>()
  for (const word of vocabulary) {
    const others = byInitial.get(word[0]!)
    if (others) others.push(word)
    else byInitial.set(word[0]!, [word])
  }
  /** Filled on demand, because most initials are never asked for. */
  const knownByInitial = new Map<string, Known>()
  const beginningWith = (initial: string): Known => {
    const known = knownByInitial.get(initial)
    if (known) return known
    const words = byInitial.get(initial) ?? []
    const byKey = new Map<string, string[]>()
    for (const word of words) {
      const key = broadKey(word)
      const others = byKey.get(key)
      if (others) others.push(word)
      else byKey.set(key, [word])
    }
    const made = {
      places: new Map(words.map((word, place) => [word, place])),
      byKey,
      letters: new Set(words.flatMap((word) => word.split(''))),
      longer: words
        .filter(({ length }) => length >= LONGER)
        .map((word) => ({ word, key: broadKey(word), letters: lettersOf(word) })),
    }
    knownByInitial.set(initial, made)
    return made
  }
  return {
    // Looked up, not compared with every known word: a large library has a hundred thousand with one initial.
    meantBy(word) {
      const { places, byKey, letters, longer } = beginningWith(word[0] ?? '')
      const alike = (byKey.get(broadKey(word)) ?? []).filter(
        (known) => Math.abs(word.length - known.length) <= MAX_LENGTH_DIFFERENCE,
      )
      const slips = oneSlipAway(word, letters).filter((known) => places.has(known) && isSlip(word, known))
      const meant = new Set([...alike, ...slips])
      meant.delete(word)
      if (meant.size === 0 && !places.has(word)) return twoSlipsAway(word, longer)
      return [...meant].sort((a, b) => places.get(a)! - places.get(b)!)
    },
  }
}

/** The only word, in whatever form, that is two slips away; none where there are several. */
function twoSlipsAway(word: string, longer: readonly Longer[]): string[] {
  if (word.length < LONGER_TYPED) return []
  const key = broadKey(word)
  const letters = lettersOf(word)
  const meant = longer.filter(
    (known) => countBits(known.letters ^ letters) <= MOST_LETTERS_APART && isTwoSlips(word, key, known),
  )
  const [first] = meant
  return first && meant.every((one) => stem(one.word) === stem(first.word)) ? [first.word] : []
}

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
function isTwoSlips(word: string, key: string, known: Longer): boolean {
  if (Math.abs(word.length - known.word.length) > MAX_LENGTH_DIFFERENCE) return false
  return isSlip(key, known.key) || slippedTwice(word, known.word)
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

/** A word with two neighbouring letters swapped, one left out, or one put in. */
function oneSlipAway(word: string, letters: Iterable<string>): string[] {
  const ways: string[] = []
  for (let at = 1; at <= word.length; at++) {
    const [before, after] = [word.slice(0, at), word.slice(at)]
    if (after.length > 1) ways.push(`${before}${after[1]}${after[0]}${after.slice(2)}`)
    if (after.length > 0) ways.push(`${before}${after.slice(1)}`)
    for (const letter of letters) ways.push(`${before}${letter}${after}`)
  }
  return ways
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
