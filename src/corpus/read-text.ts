import { readFileSync, statSync } from 'node:fs'
import { relative } from 'node:path'
import { CorpusError } from './problem.ts'

const MEGABYTE = 1024 * 1024
/** Far more than a document that people quote from has. */
const MAX_BYTES = 2 * MEGABYTE

/**
 * Reads a file of the corpus.
 * @param shown what the path in messages is relative to.
 * @throws CorpusError when it is missing, can't be read, is no regular file or far too large.
 */
export function readText(path: string, shown: string): { readonly text: string; readonly file: string } {
  const file = relative(shown, path)
  try {
    const stat = statSync(path)
    // Reading a pipe or a device would never end, and nothing else is done meanwhile.
    if (!stat.isFile())
      throw new CorpusError([{ file, line: null, message: 'is no regular file.', remedy: 'Replace it by one.' }])
    if (stat.size > MAX_BYTES) {
      throw new CorpusError([
        {
          file,
          line: null,
          message: `has ${Math.ceil(stat.size / MEGABYTE)} MB; at most ${MAX_BYTES / MEGABYTE} are read.`,
          remedy: 'Divide it into several.',
        },
      ])
    }
    return { text: readFileSync(path, 'utf8'), file }
  } catch (error) {
    throw error instanceof CorpusError ? error : unreadable(file, error)
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
