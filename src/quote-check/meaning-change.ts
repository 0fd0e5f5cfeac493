import type { MeaningChange } from './finding.ts'

/** The English ones are for quotes in English: the sources have none. */
const NEGATIONS = new Set(
  'niet geen geenszins nooit nimmer zonder noch niets niks niemand nergens evenmin nauwelijks amper not no never without'.split(
    ' ',
  ),
)
/** Prefixes and suffixes that make the opposite of a word. */
const OPPOSITE_PREFIX = /^(?:on|niet|non|in|im|a|anti)$/
const OPPOSITE_SUFFIX = /^(?:loos|loze|vrij|vrije)$/
/** Words that tell how surely, how often, for whom and under what condition something is so; one of a line says much the same as another. */
const CERTAINTIES = [
  'kan kunnen kon konden zou zouden mogelijk mogelijke misschien wellicht waarschijnlijk waarschijnlijke vermoedelijk potentieel potentiele',
  'soms vaak vaker meestal regelmatig zelden sommige sommigen enkele',
  'altijd alle allen elke elk ieder iedere iedereen steeds',
  'alleen uitsluitend slechts enkel mits tenzij',
].map((line) => new Set(line.split(' ')))
const SMALL_NUMBERS = 'nul een twee drie vier vijf zes zeven acht negen tien elf twaalf'.split(' ')
const NUMBER_WORD =
  /^(?:half|halve|helft|anderhalf|anderhalve|kwart|derde|dertien|veertien|(?:vijf|zes|zeven|acht|negen)tien|(?:[a-z]+en)?(?:twin|der|veer|vijf|zes|zeven|tach|negen)tig|honderd|duizend|miljoen|miljard)$/

/** Whether a folded word is a negation. */
export function isNegation(key: string): boolean {
  return NEGATIONS.has(key)
}

/** Whether a prefix or suffix that is cut off made the word its opposite: "on" of "onjuist". */
export function makesOpposite(prefix: string, suffix: string): boolean {
  return /(?:on|in|niet|non|anti|mis|wan)$/.test(prefix) || /^(?:loos|loze|vrij)/.test(suffix)
}

/** How other folded words (or none) in place of the source's change the meaning; null when they don't. */
export function meaningChangeOf(source: readonly string[], text: readonly string[]): MeaningChange | null {
  const negations = (keys: readonly string[]) => keys.filter(isNegation).length
  if (negations(source) !== negations(text)) return 'negation'
  if (source.some((one) => text.some((other) => areOpposites(one, other) || areOpposites(other, one))))
    return 'negation'
  const known = source.flatMap(numberIn)
  // A number that is merely left out is missing, not wrong.
  if (text.flatMap(numberIn).some((number) => !known.includes(number))) return 'number'
  const isSaid = (words: ReadonlySet<string>, keys: readonly string[]) => keys.some((key) => words.has(key))
  return CERTAINTIES.some((words) => isSaid(words, source) !== isSaid(words, text)) ? 'certainty' : null
}

/** The number that a folded word denotes, in figures where it is small; empty when it is not a number. "Een" is an article. */
function numberIn(key: string): string[] {
  const small = SMALL_NUMBERS.indexOf(key)
  if (small >= 2) return [String(small)]
  return /\p{N}|[%‰€$£°]/u.test(key) || NUMBER_WORD.test(key) ? [key] : []
}

function areOpposites(longer: string, shorter: string): boolean {
  if (longer.length <= shorter.length || shorter.length < 3) return false
  if (longer.endsWith(shorter)) return OPPOSITE_PREFIX.test(longer.slice(0, -shorter.length))
  return longer.startsWith(shorter) && OPPOSITE_SUFFIX.test(longer.slice(shorter.length))
}
