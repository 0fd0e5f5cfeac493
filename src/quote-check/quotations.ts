import type { Range } from '../dutch/sentences.ts'

/** Quotation marks that close one another, whatever their shape: people and phones mix them. */
const DOUBLE = '"“”„‟«»″＂'
const SINGLE = "'‘’‚‛‹›`´"
const ALWAYS_OPEN = '„‚'
/** Their shape decides only when the characters around them don't. */
const OPEN_SHAPE = '“«‘‹‟‛'
const CLOSE_SHAPE = '”»’›'

/** Two characters typed for one mark: ,,zo''. */
const DOUBLED = [',,', "''", '``', '´´', '‘‘', '’’', '‚‚']
/** Dutch words that begin with an apostrophe: 's avonds, 't, 'n, 'k. */
const ELIDED_WORD = /^(?:s|t|n|k|m|r|ns)(?![\p{L}\p{N}])/iu

const LETTER = /[\p{L}\p{N}]/u
const BEFORE_OPENING = /[\s\p{Cf}([{:\-–—/>=*_~]/u
const AFTER_CLOSING = /[\s\p{Cf})\]}.,;:!?…\-–—/*_~<(]/u

interface Mark extends Range {
  readonly family: 'double' | 'single'
  readonly role: 'open' | 'close' | 'either'
}

/** What is between quotation marks, without the marks and without white space at the ends. */
export interface Quotation extends Range {
  /** False for one that runs to the end of its paragraph because its closing mark is missing. */
  readonly closed: boolean
}

/**
 * The quotations of a text, by marks of any kind, in order. Quotations within quotations are part of the outer one.
 * Apostrophes are not marks.
 */
export function quotations(text: string): Quotation[] {
  const { closed, open } = pairMarks(text)
  const outer = outermost(closed).map((range): Quotation => ({ ...range, closed: true }))
  const unclosed = open[0]
  const found =
    unclosed?.role === 'open' && unclosed.family === 'double' ? withUnclosed(unclosed.end, outer, text) : outer
  return found.map((quotation) => ({ ...quotation, ...trim(text, quotation) })).filter(({ start, end }) => start < end)
}

/** Most quotations that are nested in one another. Bounds the search for a partner. */
const MAX_NESTED = 16

/** What is between marks that close one another, in order of the closing marks; and the marks that are never closed. */
function pairMarks(text: string): { readonly closed: readonly Range[]; readonly open: readonly Mark[] } {
  const closed: Range[] = []
  const open: Mark[] = []
  for (const mark of findMarks(text)) {
    const partner = open.findLastIndex(({ family }) => family === mark.family)
    const closes = mark.role === 'close' || (mark.role === 'either' && partner >= 0)
    if (!closes) {
      open.push(mark)
      if (open.length > MAX_NESTED) open.shift()
    } else if (partner >= 0) {
      const [opening] = open.splice(partner)
      if (opening) closed.push({ start: opening.end, end: mark.start })
    }
  }
  return { closed, open }
}

function outermost(closed: readonly Range[]): Range[] {
  const outer: Range[] = []
  for (const range of closed) {
    while ((outer.at(-1)?.start ?? -1) > range.start) outer.pop()
    outer.push(range)
  }
  return outer
}

/** The quotations of a text that has an opening mark without a closing one. @param start where that quotation begins. */
function withUnclosed(start: number, outer: readonly Quotation[], text: string): Quotation[] {
  const last = outer.at(-1)
  if (!last || last.end <= start) {
    const end = text.indexOf('\n\n', start)
    return [...outer, { start, end: end < 0 ? text.length : end, closed: false }]
  }
  if (LETTER.test(text.slice(last.end))) return [...outer]
  // „Zij zei “ja en nee”: the last mark closes the first one; the one inside has no partner.
  return [...outer.filter((quotation) => quotation.start <= start), { start, end: last.end, closed: true }]
}

/** Fewest UTF-16 units between quotation marks that make a message a quote to check. */
const LONG_QUOTATION = 40

/** Whether a text has 40 or more characters in quotation marks: then it is a quote to check, not a question. */
export function hasLongQuotation(text: string): boolean {
  return quotations(text).some(({ start, end, closed }) => closed && end - start >= LONG_QUOTATION)
}

function findMarks(text: string): Mark[] {
  const raw: { start: number; end: number; family: Mark['family'] }[] = []
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at)
    const two = text.slice(at, at + 2)
    if (DOUBLED.includes(two)) {
      raw.push({ start: at, end: at + 2, family: 'double' })
      at++
    } else if (DOUBLE.includes(character)) raw.push({ start: at, end: at + 1, family: 'double' })
    else if (SINGLE.includes(character)) raw.push({ start: at, end: at + 1, family: 'single' })
  }
  // Adjacent marks are skipped, so that both marks of „‘Zo’” see the word and the space.
  const before: string[] = []
  const after: string[] = []
  for (const [index, mark] of raw.entries()) {
    const touching = raw[index - 1]
    before.push(touching?.end === mark.start ? before[index - 1]! : text.charAt(mark.start - 1))
  }
  for (let index = raw.length - 1; index >= 0; index--) {
    const touching = raw[index + 1]
    after[index] = touching?.start === raw[index]!.end ? after[index + 1]! : text.charAt(raw[index]!.end)
  }
  return raw.flatMap(({ start, end, family }, index): Mark[] => {
    const role = roleOf(text, start, end, family, before[index]!, after[index]!)
    return role ? [{ start, end, family, role }] : []
  })
}

/** Whether a mark opens or closes; null when it is not a quotation mark. */
function roleOf(
  text: string,
  start: number,
  end: number,
  family: Mark['family'],
  before: string,
  after: string,
): Mark['role'] | null {
  const character = text.charAt(start)
  if (ALWAYS_OPEN.includes(character)) return 'open'
  if (family === 'single' && LETTER.test(before) && LETTER.test(after)) return null
  if (character === ',') return LETTER.test(after) || after === '[' || after === '(' ? 'open' : null
  const looseBefore = before === '' || BEFORE_OPENING.test(before)
  const looseAfter = after === '' || AFTER_CLOSING.test(after)
  if (looseBefore && !looseAfter) return family === 'single' && isApostrophe(text, start, end) ? null : 'open'
  if (looseAfter && !looseBefore) return 'close'
  if (OPEN_SHAPE.includes(character)) return 'open'
  if (CLOSE_SHAPE.includes(character)) return 'close'
  return family === 'single' ? null : 'either'
}

function isApostrophe(text: string, start: number, end: number): boolean {
  return !'‘‹'.includes(text.charAt(start)) && ELIDED_WORD.test(text.slice(end, end + 3))
}

function trim(text: string, { start, end }: Range): Range {
  while (start < end && /\s/.test(text.charAt(start))) start++
  while (end > start && /\s/.test(text.charAt(end - 1))) end--
  return { start, end }
}
