import { cpSync, existsSync, lstatSync, readdirSync, readlinkSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { isOurs } from './load-corpus.ts'

/** Folders beside a corpus, on the same disk. Each but `partial` is whole whenever it is there. */
function placesOf(folder: string) {
  const live = lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()
    ? resolve(dirname(folder), readlinkSync(folder))
    : folder
  const beside = (what: string) => join(dirname(live), `.${basename(live)}-${what}`)
  return { live, partial: beside('partial'), next: beside('next'), before: beside('before'), older: beside('older') }
}

/**
 * Puts a copy of a folder in the place of a corpus, and keeps what was there for `corpusBefore`. Ended at any moment, it leaves the
 * old corpus or, at the latest after `finishReplacing`, the new one. What version control keeps in the corpus stays there.
 * @throws Error that says why it can't be replaced; it is then as it was.
 */
export function replaceCorpus(folder: string, by: string): void {
  finishReplacing(folder)
  const { live, partial, next, before, older } = placesOf(folder)
  try {
    for (const path of [partial, next, older]) rmSync(path, { recursive: true, force: true })
    cpSync(by, partial, { recursive: true, filter: (path) => path === by || isOurs(basename(path)) })
    renameSync(partial, next)
    if (existsSync(before)) renameSync(before, older)
    renameSync(live, before)
  } catch (error) {
    for (const path of [partial, next]) rmSync(path, { recursive: true, force: true })
    finishReplacing(folder)
    const { code } = error as NodeJS.ErrnoException
    throw new Error(
      `${live} can't be replaced (${code}): it must be a folder, no mount, in one where this user may write. It is as it was.`,
    )
  }
  finishReplacing(folder)
  rmSync(older, { recursive: true, force: true })
}

/** Ends what a crash interrupted in `replaceCorpus`; does nothing otherwise. */
export function finishReplacing(folder: string): void {
  const { live, next, before, older } = placesOf(folder)
  if (!existsSync(live) && existsSync(next)) renameSync(next, live)
  if (!existsSync(before) && existsSync(older)) renameSync(older, before)
  if (!existsSync(before) || !existsSync(live)) return
  for (const name of readdirSync(before).filter((name) => !isOurs(name))) {
    if (!existsSync(join(live, name))) renameSync(join(before, name), join(live, name))
  }
}

/** The folder with the corpus as it was before it was last replaced; null when there is none. */
export function corpusBefore(folder: string): string | null {
  const { before } = placesOf(folder)
  return existsSync(before) ? before : null
}
