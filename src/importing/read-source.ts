import { extname } from 'node:path'
import { decode, decodeNamed, ENCODINGS, type Encoding, encodingOf } from '../corpus/decode-text.ts'
import { MAX_DOCUMENT_BYTES } from '../corpus/read-text.ts'
import { words } from '../dutch/fold.ts'
import { type Block, type Extract, ImportError, LONGEST_PIECE, pulledOut, tooLong } from './draft.ts'
import { isByline, isEdition, isFact, letterHeadOf } from './letter.ts'
import { type Proposal, propose, type Said } from './propose.ts'
import { readHtml } from './read-html.ts'
import { readPlain } from './read-lines.ts'
import { readMarkdown } from './read-markdown.ts'
import { readDocx, readOdt } from './read-office.ts'
import { readPdf } from './read-pdf.ts'

/** Largest file that is read. */
export const MOST_BYTES = 50_000_000

/** A file, or what an address gave. */
export interface Source {
  readonly bytes: Uint8Array
  /** With its extension. */
  readonly name: string
  /** Encoding that the editor or a server names. */
  readonly encoding?: string | undefined
}

/**
 * Reads a file of any format, and proposes a document.
 * @param said what the editor says of it.
 * @param today ISO date on which it was received.
 * @throws ImportError when it holds no text that can be read.
 */
export async function importSource(source: Source, said: Said, today: string): Promise<Proposal> {
  const { bytes, name } = source
  if (bytes.length > MOST_BYTES) throw tooLarge(name)
  const base = name.replace(/\.[^.]*$/, '')
  const { extract, encoding } = await readSource(source).catch((error: unknown) => {
    if (error instanceof ImportError) throw error
    if (error instanceof RangeError) throw nested(name)
    throw new ImportError(
      `${name} is damaged, or not what its name says: open it in a program, save it anew, and import that.`,
      'damaged',
      name,
    )
  })
  const { kept, aside } =
    extract.lines === null ? withoutAside(extract.blocks, extract.found.title) : { kept: extract.blocks, aside: [] }
  const blocks = kept.flatMap(divided)
  const texts = blocks.map(({ text }) => text)
  if (!texts.some((text) => /[\p{L}\p{N}]/u.test(text))) throw new ImportError(`${name} holds no text.`, 'empty', name)
  if (texts.reduce((sum, text) => sum + text.length, 0) > MAX_DOCUMENT_BYTES || texts.length > MOST_PIECES)
    throw tooLong(name)
  refuseUnbroken(texts, name)
  const known = ENCODINGS.find((one) => one === encoding)
  const received = known ? { bytes, encoding: known, isTold: encodingOf(bytes) !== known } : null
  return propose({ ...extract, blocks, leftOut: [...aside, ...extract.leftOut] }, received, base, said, today)
}

/** For a file that is known to be too large before it is read. */
export function tooLarge(name: string): ImportError {
  return new ImportError(
    `${name} is larger than ${MOST_BYTES / 1e6} MB: save the text alone, without pictures.`,
    'large',
    name,
  )
}

/** Most headings, paragraphs, items and rows of a document: a book has two thousand, and a list of five thousand takes seconds. */
const MOST_PIECES = 3000
/** Most lines with something in them. */
const MOST_LINES = 30_000

/** How far below a title may stand who wrote a text: below what introduces it. */
const BELOW_TITLE = 2

/** Most words of what stands above a title, and most texts: "Opinie". */
const MOST_ABOVE = 3

/** Blocks without what is beside the text, and what that is: the head of a letter, a word above the title, who wrote it and when, a sentence that is repeated in large letters. */
function withoutAside(
  blocks: readonly Block[],
  called: string | null,
): { kept: readonly Block[]; aside: readonly string[] } {
  const head = letterHeadOf(blocks.map(({ text }) => text))
  const first = blocks.findIndex(({ type }) => type !== 'paragraph')
  const title = blocks[first]?.type === 'heading' ? first : -1
  const isAside = ({ type, text }: Block, at: number) =>
    type === 'heading'
      ? at < head && isFact(text)
      : at < head ||
        (at < title &&
          title <= MOST_ABOVE &&
          words(text).length <= MOST_ABOVE &&
          !/[.!?]$/.test(text) &&
          text !== called) ||
        (at <= title + BELOW_TITLE && (isByline(text) || isEdition(text)))
  const pulled = pulledOut(blocks, (at) => {
    const block = blocks[at]!
    return block.type === 'paragraph' && (block.letters !== undefined || block.isQuoted === true)
  })
  const isKept = (block: Block, at: number) => !isAside(block, at) && !pulled.has(at)
  return {
    kept: blocks.filter(isKept),
    aside: blocks.filter((block, at) => !isKept(block, at)).map(({ text }) => text),
  }
}

/** Letters of the paragraphs of a text that has none: two or three for a page. */
const PARAGRAPH = 1000
const BETWEEN_SENTENCES = /(?<=[.!?…]["'’”)]?)\s+(?=["'‘“(]?[\p{Lu}\d])/u

/** A text without paragraphs, such as a program makes of what was said, in pieces of a few sentences; others stay as they are. */
function divided(block: Block): Block[] {
  if (block.type !== 'paragraph' || block.text.length <= LONGEST_PIECE) return [block]
  const texts: string[] = []
  let text = ''
  for (const sentence of block.text.split(BETWEEN_SENTENCES)) {
    if (text !== '' && text.length + sentence.length >= PARAGRAPH) {
      texts.push(text)
      text = ''
    }
    text += text === '' ? sentence : ` ${sentence}`
  }
  return [...texts, text].map((text) => ({ ...block, text }))
}

function refuseUnbroken(texts: readonly string[], name: string): void {
  const longest = texts.reduce((most, text) => Math.max(most, text.length), 0)
  if (longest <= LONGEST_PIECE) return
  throw new ImportError(
    `${name} has ${longest} letters in a row without an empty line or the end of a sentence: write an empty line wherever another thing begins, and import that.`,
    'unbroken',
    name,
  )
}

/** For lists, tables or boxes in one another, without end. */
function nested(name: string): ImportError {
  return new ImportError(
    `${name} has lists or boxes in one another, hundreds deep: save the text alone, and import that.`,
    'nested',
    name,
  )
}

/** How many times its words a text may be: lines are indented, and encodings take up to four bytes for a letter. */
const MOST_AROUND = 10

async function readSource({ bytes, name, encoding }: Source): Promise<{ extract: Extract; encoding: string | null }> {
  const extension = extname(name).toLowerCase()
  const begins = Buffer.from(bytes.subarray(0, 8)).toString('latin1')
  if (begins.startsWith('%PDF')) return { extract: await readPdf(bytes, name), encoding: null }
  if (begins.startsWith('\xd0\xcf\x11\xe0')) {
    throw new ImportError(
      `${name} is locked with a password, or of an old Word: save it as docx without a password, and import that.`,
      'locked',
      name,
    )
  }
  if (/^\{\\rtf/.test(begins) || isMessage(bytes)) throw noText(name)
  if (begins.startsWith('PK')) {
    const read = extension === '.odt' ? readOdt : extension === '.docx' ? readDocx : null
    if (!read) throw new ImportError(`${name} holds other files: import them one by one.`, 'archive', name)
    return { extract: await read(bytes, name), encoding: null }
  }
  const isHtml = ['.html', '.htm', '.xhtml'].includes(extension) || /^\s*<(?:!doctype html|html)/i.test(head(bytes))
  if (isHtml) {
    const html = textOf(bytes, encoding ?? charsetOf(bytes), name).text.replace(EMBEDDED, '')
    if (html.length > MOST_HTML) throw tooLarge(name)
    const { hasLogin, ...extract } = await readHtml(html)
    const letters = extract.blocks.reduce((sum, { text }) => sum + text.length, 0)
    if (hasLogin && letters < FEW_LETTERS) {
      throw new ImportError(
        `${name} asks for a password: log in with a browser, save the page as a file, and import that.`,
        'login',
        name,
      )
    }
    return { extract, encoding: null }
  }
  if (bytes.length > MOST_AROUND * MAX_DOCUMENT_BYTES) throw tooLong(name)
  const { text, encoding: used } = textOf(bytes, encoding, name)
  if (/\p{Cc}/u.test(text.replace(/[\s\f]/g, ''))) throw noText(name)
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  if (lines.length > MOST_LINES) throw tooLong(name)
  if (!['.md', '.markdown'].includes(extension)) return { extract: readPlain(text), encoding: used }
  if (lines.some((line) => INTO.exec(line)![0].length > DEEPEST)) throw nested(name)
  refuseUnbroken(lines, name)
  return { extract: readMarkdown(text), encoding: null }
}

/** The signs of quotations and lists with which a line of Markdown begins, each in the one before it. */
const INTO = /^(?:[ \t>]|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))*/
/** Most letters of these: lists thirty deep. Time to read them grows with the square of their number. */
const DEEPEST = 120
/** Pictures and fonts in a page. */
const EMBEDDED = /data:[\w/+.-]{1,80};base64,[A-Za-z0-9+/=]*/g
/** Most letters of a page without them. */
const MOST_HTML = 10_000_000

/** Whether a file is an e-mail, or a page as some browsers save it: parts in one file, with words of programs between them. */
function isMessage(bytes: Uint8Array): boolean {
  const begins = head(bytes)
  return /^[\w-]+: /.test(begins) && /^MIME-Version: /im.test(begins) && /^Content-Type: /im.test(begins)
}

function noText(name: string): ImportError {
  return new ImportError(`${name} is no text: import a docx, odt, pdf, html, md or txt.`, 'no-text', name)
}

/** A page with a field for a password and less text than this is a door. */
const FEW_LETTERS = 600

function head(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, 1024)).toString('latin1')
}

/** The encoding that a page names in its head. */
function charsetOf(bytes: Uint8Array): string | undefined {
  return /<meta[^>]+charset=["']?\s*([\w-]+)/i.exec(Buffer.from(bytes.subarray(0, 4096)).toString('latin1'))?.[1]
}

function textOf(bytes: Uint8Array, named: string | undefined, name: string): { text: string; encoding: string } {
  const guessed = encodingOf(bytes)
  // A mark, and letters that are correct in UTF-8, are surer than what a page says of itself.
  const encoding = named === undefined || (guessed !== 'windows-1252' && !isAscii(bytes)) ? guessed : named
  if ((ENCODINGS as readonly string[]).includes(encoding))
    return { text: decode(bytes, encoding as Encoding), encoding }
  try {
    return { text: decodeNamed(bytes, encoding), encoding: encoding.toLowerCase() }
  } catch {
    throw new ImportError(
      `${name} is in the encoding "${encoding}", which is not known here: save it as UTF-8.`,
      'encoding',
      name,
    )
  }
}

function isAscii(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte < 128)
}
