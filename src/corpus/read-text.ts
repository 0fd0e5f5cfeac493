import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { CorpusError } from './problem.ts'

/**
 * Reads a file of the corpus.
 * @param shown what the path in messages is relative to.
 * @throws CorpusError when it is missing or can't be read.
 */
export function readText(path: string, shown: string): { readonly text: string; readonly file: string } {
  const file = relative(shown, path)
  try {
    return { text: readFileSync(path, 'utf8'), file }
  } catch (error) {
    throw unreadable(file, error)
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
