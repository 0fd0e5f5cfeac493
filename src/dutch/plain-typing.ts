import { functionWordMeant } from './function-word-slips.ts'
import { isStopWord } from './stop-words.ts'

/** Cyrillic and Greek letters that look like Latin ones, and these, in the same order. */
const LOOK_ALIKES = 'АВЕЅІЈКМНОРСТХУаеѕіјкорсухһԁԛԝѵΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικορτυχν'
const LATIN = 'ABESIJKMHOPCTXYaesijkopcyxhdqwvABEZHIKMNOPTYXaikoptuxv'
const LATIN_OF = new Map([...LOOK_ALIKES].map((letter, at) => [letter, LATIN[at]!]))
const OTHER_SCRIPT = /[\p{Script=Cyrillic}\p{Script=Greek}]/gu
const STRETCHED = /(\p{L})\1\1/iu
const STRETCHES = /(\p{L})\1{2,}/giu

/**
 * A message as one types it plainly: without look-alike letters (Cyrillic, full-width, mathematical), invisible characters,
 * s p a c e d and streeetched words, mistyped function words, repeated punctuation and odd white space. Capitals and line ends stay.
 * The result is a disposable copy; it is never shown.
 */
export function plainlyTyped(message: string): string {
  return message
    .normalize('NFKC')
    .replace(/[\p{Default_Ignorable_Code_Point}\p{Cf}]|(?<=\p{Script=Latin})\p{M}+/gu, '')
    .replace(/[\p{L}\p{N}]+/gu, inLatin)
    .replace(/[‘’‚‛`´]/g, "'")
    .replace(/[“”„‟«»]/g, '"')
    .replace(/[^\S\r\n]|\u2800/g, ' ')
    .replace(/(?<!\S)\p{L}(?: \p{L}){3,}(?!\S)/gu, (letters) => letters.replaceAll(' ', ''))
    .replace(/\p{L}+/gu, (word) => functionWord(unstretched(word)))
    .replace(/[!?]{2,}/g, (marks) => (marks.includes('?') ? '?' : '!'))
    .replace(/([,;:])\1+/g, '$1')
    .replace(/\.{4,}/g, '...')
    .replace(/ {2,}/g, ' ')
    .replace(/ (?=[?!.,](?:\s|$))/g, '')
    .trim()
}

/** A word in Latin letters, if all its others look like those: a Russian word stays one. */
function inLatin(word: string): string {
  const latin = word.replace(OTHER_SCRIPT, (letter) => LATIN_OF.get(letter) ?? letter)
  return latin.search(OTHER_SCRIPT) < 0 ? latin : word
}

/** A function word as it is spelt: "tegn" is "tegen". One in capitals may be an abbreviation. */
function functionWord(word: string): string {
  const meant = word === word.toUpperCase() ? null : functionWordMeant(word.toLowerCase())
  if (meant === null) return word
  return /^\p{Lu}/u.test(word) ? `${meant.slice(0, 1).toUpperCase()}${meant.slice(1)}` : meant
}

/** A word without letters that were typed three times or more. */
function unstretched(word: string): string {
  if (!STRETCHED.test(word)) return word
  const usual = ['$1$1', '$1'].map((letters) => word.replace(STRETCHES, letters))
  return usual.find((one) => isStopWord(one.toLowerCase())) ?? word.replace(STRETCHES, asOftenAsDutchHas)
}

/** A vowel twice in a closed syllable ("doooood"), a consonant twice between vowels ("zeggggen"), else once. */
function asOftenAsDutchHas(run: string, letter: string, at: number, word: string): string {
  const before = word.slice(Math.max(0, at - 2), at)
  const after = word.slice(at + run.length, at + run.length + 2)
  const isTwice = /[aeou]/i.test(letter)
    ? !/[aeiou]$/i.test(before) && (/^[b-df-hj-np-tv-z]$/i.test(after) || (/e/i.test(letter) && after === ''))
    : /(?:^|[^aeiou])[aeiou]$/i.test(before) && /^[aeiou]/i.test(after)
  return isTwice ? letter + letter : letter
}
