import { extname } from 'node:path'
import { decode, decodeNamed, ENCODINGS, type Encoding, encodingOf } from '../corpus/decode-text.ts'
import { MAX_DOCUMENT_BYTES } from '../corpus/read-text.ts'
import { type Extract, ImportError } from './draft.ts'
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
    throw new ImportError(
      `${name} is damaged, or not what its name says: open it in a program, save it anew, and import that.`,
      'damaged',
      name,
    )
  })
  if (extract.blocks.length === 0) throw new ImportError(`${name} holds no text.`, 'empty', name)
  if (extract.blocks.reduce((sum, { text }) => sum + text.length, 0) > MAX_DOCUMENT_BYTES) throw tooLong(name)
  const known = ENCODINGS.find((one) => one === encoding)
  const received = known ? { bytes, encoding: known, isTold: encodingOf(bytes) !== known } : null
  return propose(extract, received, base, said, today)
}

/** For a file that is known to be too large before it is read. */
export function tooLarge(name: string): ImportError {
  return new ImportError(
    `${name} is larger than ${MOST_BYTES / 1e6} MB: save the text alone, without pictures.`,
    'large',
    name,
  )
}

function tooLong(name: string): ImportError {
  return new ImportError(
    `${name} holds more text than a document may have (${MAX_DOCUMENT_BYTES / 1024} kB): divide it, and import the parts.`,
    'long',
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
  if (begins.startsWith('PK')) {
    const read = extension === '.odt' ? readOdt : extension === '.docx' ? readDocx : null
    if (!read) throw new ImportError(`${name} holds other files: import them one by one.`, 'archive', name)
    return { extract: await read(bytes, name), encoding: null }
  }
  const isHtml = ['.html', '.htm', '.xhtml'].includes(extension) || /^\s*<(?:!doctype html|html)/i.test(head(bytes))
  if (isHtml) {
    const { hasLogin, ...extract } = await readHtml(textOf(bytes, encoding ?? charsetOf(bytes), name).text)
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
  if (['.md', '.markdown'].includes(extension)) return { extract: readMarkdown(text), encoding: null }
  if (/\p{Cc}/u.test(text.replace(/[\s\f]/g, ''))) {
    throw new ImportError(`${name} is no text: import a docx, odt, pdf, html, md or txt.`, 'no-text', name)
  }
  return { extract: readPlain(text), encoding: used }
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
