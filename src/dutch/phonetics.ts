/** Spellings and what they are replaced by, in this order. */
type Rules = readonly (readonly [spelling: RegExp, replacement: string])[]

/** Spellings that sound the same in Dutch. */
const BROAD: Rules = [
  [/sch(?=[^aeiouy]|$)/g, 's'],
  [/ch|g/g, 'x'],
  [/th/g, 't'],
  [/ph/g, 'f'],
  [/ij|ei|y/g, '1'],
  [/au|ou/g, '2'],
  [/ie/g, 'i'],
  [/c(?=[eiy1])/g, 's'],
  [/q|c/g, 'k'],
  [/z/g, 's'],
  [/v/g, 'f'],
  [/dt|d(?=$|[^aeiou12])/g, 't'],
  [/(.)\1+/g, '$1'],
]

/** Spellings that a hurried or young writer mixes up. Fewer than above: more would make other words of harmless ones. */
const NARROW: Rules = [
  [/(.)\1{2,}/gu, '$1$1'],
  [/ij|ei|y/g, 'y'],
  [/ou/g, 'au'],
  [/ch/g, 'g'],
  [/ck|c(?=[aoulrk]|$)/g, 'k'],
]
/** "doot" is "dood", "word" is "wordt", and the n of "leven" is often neither said nor written. */
const NARROW_ENDINGS: Rules = [
  [/d?t$|d$/, 't'],
  [/(..)en$/, '$1e'],
]
const DIGIT_LETTERS: Readonly<Record<string, string>> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a' }

/**
 * The phonetic key of a folded word, for guessing which word a misspelt one stands for: "verpligt" and "verplicht", "terapie"
 * and "therapie", "richtlyn" and "richtlijn" have the same.
 */
export function broadKey(word: string): string {
  return apply(BROAD, word)
}

/** The phonetic key of a folded word, for recognising words that were looked for: "zelfmoort" and "zelfmoord" have the same. */
export function narrowKey(word: string): string {
  const key = narrowPrefixKey(word)
  return key.length < 3 ? key : apply(NARROW_ENDINGS, key)
}

/** `narrowKey` of the beginning of a word: endings are left as they are. */
export function narrowPrefixKey(word: string): string {
  const letters = word.replace(/(?<=\p{L})[0134]+(?=\p{L})/gu, (digits) =>
    digits.replace(/./g, (digit) => DIGIT_LETTERS[digit]!),
  )
  return apply(NARROW, letters)
}

function apply(rules: Rules, word: string): string {
  return rules.reduce((key, [spelling, replacement]) => key.replace(spelling, replacement), word)
}
