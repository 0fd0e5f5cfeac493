import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { isOurs } from '../corpus/load-corpus.ts'

/** The sha256 of each file of a corpus, by its path in it. */
export type FileHashes = Readonly<Record<string, string>>

/** What the files of a corpus are now. */
export function hashFiles(folder: string): FileHashes {
  const paths = (at: string): string[] =>
    readdirSync(at, { withFileTypes: true })
      .filter(({ name }) => isOurs(name))
      .flatMap((entry) => {
        const path = join(at, entry.name)
        return entry.isDirectory() ? paths(path) : entry.isFile() ? [path] : []
      })
  return Object.fromEntries(
    paths(folder).map((path) => [
      relative(folder, path),
      createHash('sha256').update(readFileSync(path)).digest('hex'),
    ]),
  )
}

/** Paths that differ between two states of a corpus. */
export function changedFiles(one: FileHashes, other: FileHashes): string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((path) => one[path] !== other[path]).sort()
}

/**
 * Brings into a draft what has changed in the corpus since the draft was made from it, in files that the draft doesn't change.
 * @param base the corpus as it was when the draft was made.
 * @returns paths of files that both changed, each in its own way; the draft's stay as they are.
 */
export function takeLiveChanges(live: string, draft: string, base: FileHashes): string[] {
  const [now, drafted] = [hashFiles(live), hashFiles(draft)]
  return changedFiles(base, now).filter((path) => {
    if (drafted[path] === now[path]) return false
    if (drafted[path] !== base[path]) return true
    const [from, to] = [join(live, path), join(draft, path)]
    if (existsSync(from)) {
      mkdirSync(dirname(to), { recursive: true })
      copyFileSync(from, to)
    } else rmSync(to)
    return false
  })
}
