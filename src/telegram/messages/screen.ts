import type { OtherSources } from '../../answering/coverage.ts'
import type { Request } from '../../safety/request.ts'

/**
 * What one message shows. Buttons lead from screen to screen. Nothing is stored about a message: each button carries the whole
 * screen that it leads to, so buttons also work after a restart and on old messages.
 */
export type Screen = QuotesScreen | ReadingScreen

/** Why passages are shown; the message says so above them. */
export type Occasion = 'answer' | 'related' | 'further' | 'nearest' | 'not-explained' | 'link'

/** The answer to a question, or the passages that a link names. */
export interface QuotesScreen {
  readonly kind: 'quotes'
  readonly occasion: Occasion
  readonly request: Request | null
  /** What is known of the sources that are not shown; null if that is not mentioned. */
  readonly others: OtherSources | null
  /** One to three. */
  readonly shown: readonly {
    readonly id: string
    /** Index of the bold sentence. */
    readonly sentence: number | null
  }[]
  /** Ids of the passages behind "Meer": first those that also answer, then those that only come close. */
  readonly more: readonly string[]
  /** How many of `more` also answer. */
  readonly certain: number
  /** 0 for `shown`; every further page shows one passage of `more`. */
  readonly page: number
}

/** A place in a document to read on from. */
export interface ReadingScreen {
  readonly kind: 'reading'
  readonly id: string
  /** Index of the part, for a passage that is too long for one message. */
  readonly part: number
  /** Where "Terug" leads. */
  readonly back: QuotesScreen | null
}

/** A screen that shows passages and nothing else. */
export function quotesScreen(occasion: Occasion, shown: QuotesScreen['shown']): QuotesScreen {
  return { kind: 'quotes', occasion, request: null, others: null, shown, more: [], certain: 0, page: 0 }
}

/** Most passages in one message. */
export const MAX_SHOWN = 3
/** Bytes. */
const MAX_CALLBACK_DATA = 64
const ID = '[a-z2-7]{8}'
const SHOWN_LENGTH = 8 + 1
const DIGIT = '[0-9a-z]'
const OCCASIONS: Readonly<Record<Occasion, string>> = {
  answer: 'a',
  related: 'r',
  further: 'f',
  nearest: 'c',
  'not-explained': 'n',
  link: 'l',
}
const REQUESTS: Readonly<Record<Request, string>> = {
  diagnosis: 'd',
  dose: 's',
  prescription: 'p',
  choice: 'c',
  opinion: 'o',
}
/** Earlier versions wrote how many sources speak, of which the others were unknown, and 0 for nothing to mention. */
const OTHERS: Readonly<Record<OtherSources, string>> = { silent: 's', speak: 'm', unknown: 'u' }
const NO_OTHERS = '0'
const NONE = '-'
// occasion, request, others, certain, number of passages shown; then those, each with its sentence; then `more`
const QUOTES = `([arfcnl])([dspco-])(${DIGIT})(${DIGIT})([1-3])([0-9a-z-]+)`
const QUOTES_PATTERN = new RegExp(`^q(${DIGIT})${QUOTES}$`)
const READING_PATTERN = new RegExp(`^r(${ID})(${DIGIT})(?:${QUOTES})?$`)
const SHOWN_PATTERN = new RegExp(`^(?:${ID}[0-9a-z-])+$`)
const MORE_PATTERN = new RegExp(`^(?:${ID})*$`)
/** Length of a reading screen without the screen that it returns to. */
const READING_LENGTH = 'r'.length + 8 + 1

/** How many passages fit behind "Meer" in callback data, given how many are shown. */
export function maxMore(shown: number): number {
  return Math.floor((MAX_CALLBACK_DATA - READING_LENGTH - 5 - shown * SHOWN_LENGTH) / 8)
}

/** A screen as callback data, at most 64 bytes. */
export function encodeScreen(screen: Screen): string {
  if (screen.kind === 'quotes') return `q${digit(screen.page) ?? '0'}${encodeQuotes(screen)}`
  return `r${screen.id}${digit(screen.part) ?? '0'}${screen.back ? encodeQuotes(screen.back) : ''}`
}

/** The screen encoded in callback data; null when there is none. */
export function decodeScreen(data: string): Screen | null {
  const quotes = QUOTES_PATTERN.exec(data)
  if (quotes) return decodeQuotes(quotes.slice(2), Number.parseInt(quotes[1]!, 36))
  const [, id, part, ...back] = READING_PATTERN.exec(data) ?? []
  if (!id || !part) return null
  return { kind: 'reading', id, part: Number.parseInt(part, 36), back: decodeQuotes(back, 0) }
}

function encodeQuotes({ occasion, request, others, certain, shown, more }: QuotesScreen): string {
  const passages = shown.map(({ id, sentence }) => id + (sentence === null ? NONE : (digit(sentence) ?? NONE)))
  const further = more.slice(0, maxMore(shown.length))
  return [
    OCCASIONS[occasion],
    request ? REQUESTS[request] : NONE,
    others ? OTHERS[others] : NO_OTHERS,
    digit(certain) ?? '0',
    shown.length,
    ...passages,
    ...further,
  ].join('')
}

function decodeQuotes(fields: readonly (string | undefined)[], page: number): QuotesScreen | null {
  const [occasion = '', request = '', others = '', certain = '', count = '', ids = ''] = fields
  const border = Number(count) * SHOWN_LENGTH
  const shown = ids.slice(0, border)
  const more = ids.slice(border)
  if (shown.length !== border || !SHOWN_PATTERN.test(shown) || !MORE_PATTERN.test(more)) return null
  if (page > more.length / 8) return null
  return {
    kind: 'quotes',
    occasion: keyOf(OCCASIONS, occasion) ?? 'answer',
    request: keyOf(REQUESTS, request),
    others: others === NO_OTHERS ? null : (keyOf(OTHERS, others) ?? 'unknown'),
    certain: Number.parseInt(certain, 36),
    shown: (shown.match(/.{9}/g) ?? []).map((passage) => ({
      id: passage.slice(0, 8),
      sentence: passage[8] === NONE ? null : Number.parseInt(passage[8]!, 36),
    })),
    more: more.match(/.{8}/g) ?? [],
    page,
  }
}

/** A number as one base-36 digit; null when it doesn't fit. */
function digit(number: number): string | null {
  return number >= 0 && number < 36 ? number.toString(36) : null
}

/** The key that a code stands for; null when none does. */
export function keyOf<Key extends string>(codes: Readonly<Record<Key, string>>, code?: string): Key | null {
  return (Object.keys(codes) as Key[]).find((key) => codes[key] === code) ?? null
}
