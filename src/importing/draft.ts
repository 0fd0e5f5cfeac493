import { MAX_DOCUMENT_BYTES } from '../corpus/read-text.ts'
import { SPOKEN_AT } from '../corpus/who-speaks.ts'
import { words } from '../dutch/fold.ts'
import { OF_SPEAKERS } from '../dutch/pronouns.ts'

/** In what letters all of a paragraph is, where most of a text is in others. */
export type Letters = 'bold' | 'italic'

/** A piece of a text as it was found, before an editor looks at it; `by` is who said it, where a quotation names them. */
export type Block =
  | { readonly type: 'heading'; readonly depth: number; readonly text: string }
  | {
      readonly type: 'paragraph'
      readonly text: string
      readonly by?: string
      readonly letters?: Letters
      /** Whether it is marked as a quotation, or as its source. */
      readonly isQuoted?: boolean
    }
  /** The text of an item of a numbered list begins with its number. */
  | {
      readonly type: 'item'
      readonly depth: number
      readonly numbered: boolean
      readonly text: string
      readonly by?: string
    }

export interface Link {
  readonly text: string
  readonly url: string
}

/** What a file says of itself; null where it is silent. */
export interface Found {
  readonly title: string | null
  readonly publisher: string | null
  /** ISO date. */
  readonly published: string | null
  readonly url: string | null
  /** Such as "nl" or "en-GB". */
  readonly language: string | null
}

/** A text that was read from a file of any format. */
export interface Extract {
  readonly blocks: readonly Block[]
  /** The lines of which the blocks were made, where a file has lines; null where the blocks are all that there is. */
  readonly lines: readonly string[] | null
  /** Lines that no block has, 1-based. */
  readonly omissions: readonly { readonly lines: readonly [number, number]; readonly reason: string }[]
  readonly links: readonly Link[]
  readonly found: Found
  /** What was left out without being a line, for an editor to judge. */
  readonly leftOut: readonly string[]
  /** Pages without text, 1-based: empty, or pictures. */
  readonly textless?: readonly number[]
}

export const NOTHING_FOUND: Found = { title: null, publisher: null, published: null, url: null, language: null }

/** Why a file or an address can't be imported. */
export type Fault =
  | 'address'
  | 'archive'
  | 'broken-off'
  | 'damaged'
  | 'empty'
  | 'encoding'
  | 'heavy'
  | 'large'
  | 'locked'
  | 'login'
  | 'long'
  | 'nested'
  | 'no-text'
  | 'packed'
  | 'private'
  | 'redirects'
  | 'scan'
  | 'status'
  | 'unbroken'
  | 'unpacks'
  | 'unreachable'

/** A file can't be imported. Its message is one sentence for the editor. */
export class ImportError extends Error {
  override name = 'ImportError'
  /** Null for what only an operator can mend. */
  readonly fault: Fault | null
  /** The file or address. */
  readonly what: string

  constructor(message: string, fault: Fault | null = null, what = '') {
    super(message)
    this.fault = fault
    this.what = what
  }
}

/** For more text than a document may have. */
export function tooLong(name: string): ImportError {
  return new ImportError(
    `${name} holds more text than a document may have (${MAX_DOCUMENT_BYTES / 1024} kB): divide it, and import the parts.`,
    'long',
    name,
  )
}

/** Most letters of a paragraph or an item: eight pages in a row. */
export const LONGEST_PIECE = 20_000

/** Text on one line, without signs that nobody sees. */
export function tidy(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]|(?![\t\n\r\f])\p{Cc}/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
}

/** A heading that says whose turn it is: "Vraag 1", "Vragen 4 en 5", "Antwoord op vraag 2". */
export const TURN =
  /^(?:(vraag|antwoord)|(?:(vragen|antwoorden)|(antwoord(?:en)?) (?:op )?(?:de )?(?:vraag|vragen))(?=\s\d))(?:\s\d{1,3}(?:(?:,\s|-|\s(?:en|tot en met|t\/m)\s)\d{1,3}){0,20})?[.:]?$/i

/** The words of such a heading by which its turn is known; null where it is another heading. */
export function turnOf(heading: string): string | null {
  const [, one, more, answers] = TURN.exec(heading) ?? []
  return one ?? more ?? answers ?? null
}

/** Depth of a heading that is only bold: below every one that says that it is one. */
export const BOLD_DEPTH = 6

/** Most words of a heading. */
export const MOST_HEADING_WORDS = 12
/** Most words of a question that stands out, as in an interview. */
const MOST_QUESTION_WORDS = 30

/** Whether a line that stands out, such as by bold letters, is a heading: short or a question, and no end or begin of a sentence. */
export function readsAsHeading(text: string): boolean {
  return (
    /^["'‘“(]?[\p{Lu}\d]/u.test(text) &&
    !/[.:;,]["'’”]?(?:\[\d{1,3}\])?$/.test(text) &&
    words(text).length <= (text.endsWith('?') ? MOST_QUESTION_WORDS : MOST_HEADING_WORDS)
  )
}

/** The words before a colon with which a turn of an interview may begin; a period in them is of a title or an initial: "Dr. J. Visser". */
const LABEL =
  /^\s*(\p{Lu}(?:[^:?!.\n]|(?<=(?<!\p{L})(?:[Dd]rs?|[Pp]rof|[Mm]r|[Ii]r|[Ii]ng|[Mm]evr|[Mm]w|[Dd]hr|[Dd]s|\p{Lu}))\.){0,40}):\s/u

/** The words before the colon with which a text begins, behind the time at which they are said; null where it has none. */
export function labelOf(text: string): string | null {
  return LABEL.exec(text.replace(SPOKEN_AT, ''))?.[1] ?? null
}

/** Signs that nobody types but before an item, and those that are also a dash: more of them below one another are a list. */
const ITEM_SIGN = /^[•·▪■◦‣●○➢➤✓✔✗✘❌✅☐☑□❑❒\uf0b7\uf0a7]\s*(?=\S)/u
const ITEM_DASH = /^(?:[-–—*]|o)\s+(?=\S)/u

/** Whether a line begins as an item of a list that was typed. */
export function isTypedItem(line: string): boolean {
  return ITEM_SIGN.test(line) || ITEM_DASH.test(line) || /^\d{1,2}[.)]\s+\S/.test(line)
}

/** Blocks in which a paragraph that was typed as an item of a list is one; without those that only draw a line. */
export function withTypedItems(blocks: readonly Block[]): Block[] {
  const isDashed = (block: Block | undefined) => block?.type === 'paragraph' && ITEM_DASH.test(block.text)
  return blocks
    .filter(({ text }) => /[\p{L}\p{N}]/u.test(text))
    .map((block, at, all): Block => {
      if (block.type !== 'paragraph') return block
      const isListed = isDashed(block) && (isDashed(all[at - 1]) || isDashed(all[at + 1]))
      const text = block.text.replace(isListed ? ITEM_DASH : ITEM_SIGN, '')
      return text === block.text ? block : { ...block, type: 'item', depth: 0, numbered: false, text }
    })
}

/** Blocks in which questions with numbers, each with its answer below it, are headings. */
export function withNumberedQuestions(blocks: readonly Block[]): Block[] {
  const isAsked = (block: Block, at: number) =>
    block.type !== 'heading' &&
    /^\d{1,2}[.)]\s.*\?$/.test(block.text) &&
    readsAsHeading(block.text) &&
    blocks[at - 1]?.type !== 'item' &&
    blocks[at + 1]?.type === 'paragraph'
  if (blocks.filter(isAsked).length < 2) return [...blocks]
  return blocks.map((block, at) =>
    isAsked(block, at) ? { type: 'heading', depth: BOLD_DEPTH, text: block.text } : block,
  )
}

/** Most words of a name. */
export const MOST_NAME_WORDS = 5

/** The blocks of a quotation, with who said them where its end names them: "— Marloes, 41". */
export function attributed(blocks: readonly Block[]): Block[] {
  const last = blocks.at(-1)
  if (last?.type !== 'paragraph') return [...blocks]
  const text = ` ${last.text}`
  const dash = Math.max(...[' — ', ' – ', ' -- '].map((sign) => text.lastIndexOf(sign)))
  const [said, end] = [text.slice(0, dash).trim(), text.slice(dash).trim()]
  const by = end
    .replace(/^[—–-]+\s*/, '')
    .split(/[,(]/, 1)[0]!
    .trim()
  const isName = /^\p{Lu}/u.test(by) && words(by).length <= MOST_NAME_WORDS
  if (dash < 0 || !isName || !(said === '' || /[.!?…]["'’”]?$/.test(said))) return blocks.map(quoted)
  const before = blocks.at(said === '' ? -2 : -1)
  if (before?.type !== 'paragraph') return [...blocks]
  // A name on a line of its own belongs to the last words of the quotation.
  const whole = said === '' ? [...blocks.slice(0, -2), { ...before, text: `${before.text} ${end}` }] : blocks
  return whole.map((block) => (block.type === 'heading' ? block : { ...block, by }))
}

/** Words of somebody whom nobody names, between quotation marks: they must not be taken for the publisher's. */
function quoted(block: Block): Block {
  const isSaid =
    block.type === 'paragraph' &&
    OF_SPEAKERS.test(block.text) &&
    !/["“”„«»]/.test(block.text) &&
    !OPENS_QUOTE.test(block.text)
  return isSaid ? { ...block, text: `“${block.text}”` } : block
}

/** Fewest words of a sentence that stands out beside the text that it is from, and most of who is said to have said it. */
const FEWEST_PULLED = 4
const MOST_SOURCE = 6
const OPENS_QUOTE = /^["'‘’“”„«]/

/**
 * Which texts only repeat a sentence of a longer one, in other letters or between quotation marks, to draw a reader in; with who is said
 * to have said it.
 * @param isOther whether a text is in other letters than the others, by its place.
 */
export function pulledOut(blocks: readonly Block[], isOther: (at: number) => boolean): Set<number> {
  const bare = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
  const all = blocks.map(({ text }) => bare(text))
  const pulled = new Set<number>()
  for (const [at, { type, text }] of blocks.entries()) {
    const isSaid = OPENS_QUOTE.test(text) || (isOther(at) && (type === 'paragraph' || /[.!…]["'’”»]?$/.test(text)))
    const isApart = at > 0 && type !== 'item' && isSaid && words(text).length >= FEWEST_PULLED
    const isIn = (other: string, index: number) =>
      other.length > all[at]!.length && blocks[index]!.type === 'paragraph' && other.includes(all[at]!)
    if (!isApart || !all.some(isIn)) continue
    pulled.add(at)
    const next = blocks[at + 1]
    const isSource =
      next?.type === 'paragraph' && words(next.text).length <= MOST_SOURCE && !/[.!?:…]["'’”»]?$/.test(next.text)
    if (isSource && isOther(at + 1)) pulled.add(at + 1)
  }
  return pulled
}

/** What a letter says of itself above its text, in rows of a table. */
const FACT =
  /^(?:aan|van|betreft|onderwerp|datum|kenmerk|ons kenmerk|uw kenmerk|uw brief van|bijlagen?|auteurs?|versie|status)$/i

/** Whether rows are what a letter says of itself, each a name with what it is. */
function areFacts(rows: readonly (readonly string[])[]): boolean {
  const facts = rows.filter(([first]) => FACT.test(first!.replace(/:$/, '')))
  return facts.includes(rows[0]!) && rows.every(({ length }) => length <= 2) && facts.length >= rows.length / 2
}

/** Rows of which the first cell says who speaks, as paragraphs with labels; null where they are others. */
function turnRows(rows: readonly (readonly string[])[]): Block[] | null {
  const whole = rows.map((row) => row.map(tidy))
  const isTimed = whole.every(([time = '']) => /^(?:\d{1,2}:)?\d{1,2}:\d{2}$/.test(time))
  const times = whole.map(([time]) => (isTimed ? `[${time}] ` : ''))
  const cells = isTimed ? whole.map(([, ...others]) => others) : whole
  const names = cells.map(([first = '']) => first.replace(/:$/, ''))
  const isTurns =
    cells.every(([, said, ...more]) => said && more.every((cell) => cell === '')) &&
    names.every((name) => /^\p{Lu}/u.test(name) && words(name).length <= MOST_NAME_WORDS) &&
    new Set(names).size > 1 &&
    new Set(names).size <= names.length / 2 &&
    cells.some(([, said]) => said!.endsWith('?'))
  return isTurns
    ? cells.map(([, said], at) => ({ type: 'paragraph', text: `${times[at]}${names[at]}: ${said}` }))
    : null
}

/** Rows as blocks: the first introduces the others, so that a row is quoted with its headings. */
export function tableBlocks(rows: readonly (readonly string[])[]): Block[] {
  const turns = turnRows(rows)
  if (turns) return turns
  const filled = rows.map((cells) => cells.map(tidy).filter((cell) => cell !== '')).filter((cells) => cells.length > 0)
  const [head, ...others] = filled
  if (head === undefined) return []
  if (areFacts(filled))
    return filled.map(([first, ...cells]) => ({
      type: 'paragraph',
      text: [first!.replace(/:$/, ''), cells.join('; ')].filter((part) => part !== '').join(': '),
    }))
  const [top, ...rest] = [head, ...others].map((cells) => cells.join('; ')) as [string, ...string[]]
  if (rest.length === 0) return [{ type: 'paragraph', text: top }]
  return [
    { type: 'paragraph', text: `${top.replace(/[:;.,]$/, '')}:` },
    ...rest.map((text): Block => ({ type: 'item', depth: 0, numbered: false, text })),
  ]
}

/** An ISO date at the head of what a file gives as one, or null. */
export function dateOf(value: string | null | undefined): string | null {
  const date = /^\d{4}-\d{2}-\d{2}(?!\d)/.exec(value?.trim() ?? '')?.[0]
  return date !== undefined && !Number.isNaN(Date.parse(date)) ? date : null
}

/** Number of an item, as its list counts: "1", "a" or "A". */
export function numeral(number: number, type: unknown): string {
  if (!/^a$/i.test(String(type)) || number > LETTERS.length) return String(number)
  const letter = LETTERS.charAt(number - 1)
  return type === 'A' ? letter.toUpperCase() : letter
}
const LETTERS = 'abcdefghijklmnopqrstuvwxyz'

/** A folder's name of a title. */
export function slug(title: string): string {
  const name = title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  return name.length <= LONGEST_ID ? name || 'document' : name.slice(0, LONGEST_ID).replace(/-[^-]*$/, '')
}
const LONGEST_ID = 50
