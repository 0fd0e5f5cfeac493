import type { Request } from '../../safety/request.ts'

/**
 * What one message shows. Buttons lead from one view to another, and each carries the whole view that it leads to, because
 * nothing about a message is kept: so they work after a restart and on old messages.
 */
export type View = QuotesView | ReadingView

/** Why passages are shown: said above them. */
export type Occasion = 'answer' | 'related' | 'link'

/** The answer to a question, or the passages that a link names. */
export interface QuotesView {
  readonly kind: 'quotes'
  readonly occasion: Occasion
  readonly request: Request | null
  /** How many sources speak to the question; 0: not told. */
  readonly speaking: number
  /** One to three. */
  readonly shown: readonly {
    readonly id: string /** Number of the sentence that is bold. */
    readonly sentence: number | null
  }[]
  /** Passages behind "Meer": first those that answer too, then those that only come close. */
  readonly more: readonly string[]
  /** How many of `more` answer too. */
  readonly certain: number
  /** 0: `shown`. Other pages show one passage of `more` each. */
  readonly page: number
}

/** One place in a document, to read on from. */
export interface ReadingView {
  readonly kind: 'reading'
  readonly id: string
  /** For a passage that is too long for one message. */
  readonly part: number
  /** Where "Terug" leads. */
  readonly back: QuotesView | null
}

/** Passages in one message. */
export const MAX_SHOWN = 3
/** Bytes. */
const MAX_CALLBACK_DATA = 64
const ID = '[a-z2-7]{8}'
const SHOWN_LENGTH = 8 + 1
const DIGIT = '[0-9a-z]'
const OCCASIONS: Readonly<Record<Occasion, string>> = { answer: 'a', related: 'r', link: 'l' }
const REQUESTS: Readonly<Record<Request, string>> = { diagnosis: 'd', dose: 's', opinion: 'o' }
const NONE = '-'
// occasion, request, speaking, certain, number of passages shown; then those, each with its sentence; then `more`
const QUOTES = `([arl])([dso-])(${DIGIT})(${DIGIT})([1-3])([0-9a-z-]+)`
const QUOTES_PATTERN = new RegExp(`^q(${DIGIT})${QUOTES}$`)
const READING_PATTERN = new RegExp(`^r(${ID})(${DIGIT})(?:${QUOTES})?$`)
const SHOWN_PATTERN = new RegExp(`^(?:${ID}[0-9a-z-])+$`)
const MORE_PATTERN = new RegExp(`^(?:${ID})*$`)
/** What a reading view needs besides the view that it returns to. */
const READING_LENGTH = 'r'.length + 8 + 1

/** How many passages fit behind "Meer" when so many are shown, in every view that a button may carry. */
export function roomForMore(shown: number): number {
  return Math.floor((MAX_CALLBACK_DATA - READING_LENGTH - 5 - shown * SHOWN_LENGTH) / 8)
}

/** A view as callback data, at most 64 bytes. */
export function encodeView(view: View): string {
  if (view.kind === 'quotes') return `q${digit(view.page) ?? '0'}${encodeQuotes(view)}`
  return `r${view.id}${digit(view.part) ?? '0'}${view.back ? encodeQuotes(view.back) : ''}`
}

/** The view that callback data carries, or null when it carries none. */
export function decodeView(data: string): View | null {
  const quotes = QUOTES_PATTERN.exec(data)
  if (quotes) return decodeQuotes(quotes.slice(2), Number.parseInt(quotes[1]!, 36))
  const [, id, part, ...back] = READING_PATTERN.exec(data) ?? []
  if (!id || !part) return null
  return { kind: 'reading', id, part: Number.parseInt(part, 36), back: decodeQuotes(back, 0) }
}

function encodeQuotes({ occasion, request, speaking, certain, shown, more }: QuotesView): string {
  const passages = shown.map(({ id, sentence }) => id + (sentence === null ? NONE : (digit(sentence) ?? NONE)))
  const room = more.slice(0, roomForMore(shown.length))
  return [
    OCCASIONS[occasion],
    request ? REQUESTS[request] : NONE,
    digit(speaking) ?? '0',
    digit(certain) ?? '0',
    shown.length,
    ...passages,
    ...room,
  ].join('')
}

function decodeQuotes(fields: readonly (string | undefined)[], page: number): QuotesView | null {
  const [occasion = '', request = '', speaking = '', certain = '', count = '', ids = ''] = fields
  const border = Number(count) * SHOWN_LENGTH
  const shown = ids.slice(0, border)
  const more = ids.slice(border)
  if (shown.length !== border || !SHOWN_PATTERN.test(shown) || !MORE_PATTERN.test(more)) return null
  if (page > more.length / 8) return null
  return {
    kind: 'quotes',
    occasion: keyOf(OCCASIONS, occasion) ?? 'answer',
    request: keyOf(REQUESTS, request),
    speaking: Number.parseInt(speaking, 36),
    certain: Number.parseInt(certain, 36),
    shown: (shown.match(/.{9}/g) ?? []).map((passage) => ({
      id: passage.slice(0, 8),
      sentence: passage[8] === NONE ? null : Number.parseInt(passage[8]!, 36),
    })),
    more: more.match(/.{8}/g) ?? [],
    page,
  }
}

/** One base-36 digit, or null when the number has no such digit. */
function digit(number: number): string | null {
  return number >= 0 && number < 36 ? number.toString(36) : null
}

function keyOf<Key extends string>(codes: Readonly<Record<Key, string>>, code: string): Key | null {
  return (Object.keys(codes) as Key[]).find((key) => codes[key] === code) ?? null
}
