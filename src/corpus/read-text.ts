import { readFileSync, statSync } from 'node:fs'
import { relative } from 'node:path'
import { decode, indexOfNoUtf8 } from './decode-text.ts'
import { CorpusError, refuse } from './problem.ts'

const KILOBYTE = 1024
/** Ten times the questions of a long interview. */
const MAX_BYTES = 2048 * KILOBYTE
/** Eighty thousand words, a whole book: parsing as many takes a second, in which nobody is answered. */
export const MAX_DOCUMENT_BYTES = 512 * KILOBYTE

/**
 * Reads a text of the corpus, without a byte order mark.
 * @param shown what the path in messages is relative to.
 * @param most bytes that it may have.
 * @throws CorpusError when it is missing, can't be read, is no regular file, far too large or not UTF-8.
 */
export function readText(
  path: string,
  shown: string,
  most = MAX_BYTES,
): { readonly text: string; readonly file: string } {
  const { bytes, file } = readBytes(path, shown, most)
  const wrong = indexOfNoUtf8(bytes)
  if (wrong >= 0) {
    const before = bytes.subarray(0, wrong).toString()
    const around = new TextDecoder('windows-1252').decode(bytes.subarray(Math.max(0, wrong - 10), wrong + 10))
    refuse(
      file,
      before.split('\n').length,
      `is not in UTF-8, but probably in Windows-1252 ("${around.replace(/\s+/g, ' ')}").`,
      'Save it as UTF-8 in your editor; of a document.md, "bronwijzer check --fix" does so.',
    )
  }
  return { text: decode(bytes, 'utf-8'), file }
}

/** Reads a file of the corpus as it is, likewise. */
export function readBytes(path: string, shown: string, most = MAX_BYTES) {
  const file = relative(shown, path)
  try {
    const stat = statSync(path)
    // Reading a pipe or a device would never end, and nothing else is done meanwhile.
    if (!stat.isFile())
      throw new CorpusError([{ file, line: null, message: 'is no regular file.', remedy: 'Replace it by one.' }])
    if (stat.size > most) {
      throw new CorpusError([
        {
          file,
          line: null,
          message: `has ${Math.ceil(stat.size / KILOBYTE)} kB; at most ${most / KILOBYTE} are read.`,
          remedy: 'Divide it into several.',
          kind: 'large',
        },
      ])
    }
    return { bytes: readFileSync(path), file }
  } catch (error) {
    throw error instanceof CorpusError ? error : unreadable(file, error)
  }
}

/** The value of a line of JSON; null for a line that is none, so that a schema refuses it. */
export function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

/** The error for a file or folder that the file system doesn't give. */
export function unreadable(file: string, error: unknown): CorpusError {
  const code = (error as NodeJS.ErrnoException).code
  const missing = code === 'ENOENT'
  return new CorpusError([
    {
      file,
      line: null,
      message: missing ? 'is missing.' : `can't be read (${code}).`,
      remedy: missing
        ? 'Restore it from the repository, or write it as CONTRIBUTING.md describes.'
        : 'Give this user read permission.',
    },
  ])
}
