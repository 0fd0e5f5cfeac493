import type { MeaningChange } from './finding.ts'

/** Words that deny. The English ones are for quotes in English: the sources have none. */
const NEGATIONS = new Set(
  'niet geen geenszins nooit nimmer zonder noch niets niks niemand nergens evenmin nauwelijks amper not no never without'.split(
    ' ',
  ),
)
/** Beginnings and ends that make the opposite of a word. */
const OPPOSITE_BEGINNING = /^(?:on|niet|non|in|im|a|anti)$/
const OPPOSITE_END = /^(?:loos|loze|vrij|vrije)$/
const SMALL_NUMBERS = 'nul een twee drie vier vijf zes zeven acht negen tien elf twaalf'.split(' ')
const NUMBER_WORD =
  /^(?:half|halve|helft|anderhalf|anderhalve|kwart|derde|dertien|veertien|(?:vijf|zes|zeven|acht|negen)tien|(?:[a-z]+en)?(?:twin|der|veer|vijf|zes|zeven|tach|negen)tig|honderd|duizend|miljoen|miljard)$/

/** Whether a folded word denies. */
export function isNegation(key: string): boolean {
  return NEGATIONS.has(key)
}

/** Whether what is cut off before or after the rest of a word makes it the opposite: "on" of "onjuist". */
export function makesOpposite(beginning: string, end: string): boolean {
  return /(?:on|in|niet|non|anti|mis|wan)$/.test(beginning) || /^(?:loos|loze|vrij)/.test(end)
}

/** Why words that stand where the source has others (or none) turn its meaning, or null. All are folded. */
export function meaningChangeOf(source: readonly string[], text: readonly string[]): MeaningChange | null {
  const denials = (keys: readonly string[]) => keys.filter(isNegation).length
  if (denials(source) !== denials(text)) return 'negation'
  if (source.some((one) => text.some((other) => areOpposites(one, other) || areOpposites(other, one))))
    return 'negation'
  const known = source.flatMap(numberIn)
  // A number that is merely left out is missing, not wrong.
  return text.flatMap(numberIn).some((number) => !known.includes(number)) ? 'number' : null
}

/** The number that a folded word stands for, in figures where it is small; nothing when it is none. "Een" is an article. */
function numberIn(key: string): string[] {
  const small = SMALL_NUMBERS.indexOf(key)
  if (small >= 2) return [String(small)]
  return /\p{N}|[%‰€$£°]/u.test(key) || NUMBER_WORD.test(key) ? [key] : []
}

function areOpposites(longer: string, shorter: string): boolean {
  if (longer.length <= shorter.length || shorter.length < 3) return false
  if (longer.endsWith(shorter)) return OPPOSITE_BEGINNING.test(longer.slice(0, -shorter.length))
  return longer.startsWith(shorter) && OPPOSITE_END.test(longer.slice(shorter.length))
}
