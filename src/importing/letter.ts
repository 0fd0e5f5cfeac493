import { words } from '../dutch/fold.ts'
import { dateOf, tidy } from './draft.ts'

/** With which a letter begins: "Geachte voorzitter,". */
const SALUTATION = /^(?:geachte|beste|hooggeachte|zeer geachte|lieve)\s[^.?]{1,100}[,:!]$/i
/** Whether a line greets those to whom a letter is. */
export function isSalutation(text: string): boolean {
  return SALUTATION.test(text.trim())
}
/** What is only above the text of a letter: a date, a subject, a postal code. */
const FACT =
  /^(?:aan|betreft|datum|onderwerp|kenmerk|ons kenmerk|uw kenmerk|referentie)\s*:?\s|(?<!\d)\d{1,2} (?:jan|feb|maart|apr|mei|jun|jul|aug|sep|okt|nov|dec)\p{L}* \d{4}(?!\d)|(?<!\d)\d{4} ?[A-Z]{2}(?![\p{L}\d])/iu
/** Whether a line is a date, a subject or the like, as stands above the text of a letter. */
export function isFact(text: string): boolean {
  return FACT.test(text.trim())
}

const MOST_HEAD_LINES = 25
const MOST_HEAD_WORDS = 15

/** How many of the first texts of a letter are above its salutation: who writes to whom, when and about what; 0 where it is none. */
export function letterHeadOf(texts: readonly string[]): number {
  const at = texts.slice(0, MOST_HEAD_LINES).findIndex((text) => SALUTATION.test(text.trim()))
  const head = texts.slice(0, Math.max(at, 0))
  const isShort = head.every((text) => words(text).length <= MOST_HEAD_WORDS && !/[.!?]$/.test(text.trim()))
  return isShort && head.some(isFact) ? head.length : 0
}

const MONTHS = 'januari februari maart april mei juni juli augustus september oktober november december'.split(' ')
const DATE = new RegExp(`(?<!\\d)(\\d{1,2}) (${MONTHS.join('|')}) (\\d{4})(?!\\d)`, 'i')

/** The subject of a letter and the ISO date of a text, by what stands above or below it; null where that is silent. */
export function factsOf(leftOut: readonly string[]): {
  readonly title: string | null
  readonly published: string | null
} {
  // Longer ones are menus, or what others wrote below it.
  const head = leftOut.filter((text) => words(text).length <= MOST_HEAD_WORDS)
  const subject = head.flatMap((text) => /^(?:betreft|onderwerp)(?: ?:)? (.+)/i.exec(tidy(text))?.[1] ?? [])
  const date = head.flatMap((text) => {
    const [, day, month, year] = DATE.exec(text) ?? []
    const number = MONTHS.indexOf(month?.toLowerCase() ?? '') + 1
    return number === 0 ? [] : (dateOf(`${year}-${String(number).padStart(2, '0')}-${day!.padStart(2, '0')}`) ?? [])
  })
  return { title: subject[0] ?? null, published: date[0] ?? null }
}

const MOST_BYLINE_WORDS = 12
const BYLINE = /^(?:door|tekst|auteur)(?::| (?!(?:de|het|een|ons|te|je|u|deze|dit)(?!\p{L})))/iu
/** What stands in a line of a name and a date: names, times and what is between them. */
const OF_BYLINE = /^(?:\p{Lu}\p{L}*|van|de|der|den|ten|ter|en|om|\d{1,2})$/u

const SEASONS = 'lente|zomer|herfst|winter|voorjaar|najaar'
const SINCE = `(?:\\d{1,2} )?(?:${MONTHS.join('|')}|${SEASONS}) \\d{4}`
const PART = `(?:(?:versie|nummer|nr\\.?|editie|uitgave|jaargang)(?: \\d[\\d.-]{0,8})?|${SINCE})`
const EDITION = new RegExp(`^${PART}(?:(?: [–—|-] |, | )${PART}){0,3}$`, 'i')

/** Whether a line at a title only says which edition of a text it is: "Versie 2 – september 2025". */
export function isEdition(text: string): boolean {
  return EDITION.test(text)
}

/** Whether a line at a title only says who wrote the text, or when. */
export function isByline(text: string): boolean {
  if (words(text).length > MOST_BYLINE_WORDS || /[.!?]$|:(?!\d)/.test(text.replace(BYLINE, ''))) return false
  const others = text.replace(DATE, '')
  const isNameAndDate = others !== text && (others.match(/[\p{L}\d]+/gu) ?? []).every((word) => OF_BYLINE.test(word))
  return isNameAndDate || BYLINE.test(text)
}
