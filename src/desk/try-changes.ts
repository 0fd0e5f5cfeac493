import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { isOurs } from '../corpus/load-corpus.ts'
import { CorpusError, type Problem } from '../corpus/problem.ts'
import { checkFiles } from './check-files.ts'
import type { Desk } from './desk.ts'
import { type Changes, StaleError, type Versions } from './drafts.ts'

/**
 * Checks the draft as it would be with these changes; writes nothing in it. What is wrong with it already stops nobody.
 * @returns every new mistake, by the path in the corpus.
 */
export async function mistakesBy(
  { config: { model }, drafts: { folder } }: Pick<Desk, 'config' | 'drafts'>,
  changes: Changes,
): Promise<Problem[]> {
  const copy = mkdtempSync(join(tmpdir(), 'bronwijzer-desk-'))
  try {
    cpSync(folder, copy, { recursive: true, filter: (path) => path === folder || isOurs(basename(path)) })
    for (const [path, content] of Object.entries(changes)) {
      mkdirSync(dirname(join(copy, path)), { recursive: true })
      if (content === null) rmSync(join(copy, path), { force: true })
      else writeFileSync(join(copy, path), content)
    }
    const now = await mistakesIn(copy, model)
    if (now.length === 0) return []
    const before = new Set((await mistakesIn(folder, model)).map(({ file, message }) => `${file} ${message}`))
    return now.filter(({ file, message }) => !before.has(`${file} ${message}`))
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

/**
 * Writes changes once the draft passes the check with them.
 * @param what an editor reads in the history.
 * @param expected versions from which the editor started, of more files than those that are as they were just now.
 * @throws CorpusError with every new mistake; StaleError when another editor was faster, also while it was checked. Nothing is saved then.
 */
export async function saveChanges(
  desk: Pick<Desk, 'config' | 'drafts'>,
  what: string,
  changes: Changes,
  expected: Versions = {},
): Promise<void> {
  const { drafts } = desk
  const now = Object.fromEntries(Object.keys(changes).map((path) => [path, drafts.version(path)]))
  for (const [path, version] of Object.entries(expected))
    if (drafts.version(path) !== version) throw new StaleError(path, version)
  const mistakes = await mistakesBy(desk, changes)
  if (mistakes.length > 0) throw new CorpusError(mistakes)
  drafts.write(what, changes, { ...now, ...expected })
}

/** Every mistake in a corpus, by the path in it. */
async function mistakesIn(corpusFolder: string, model: Desk['config']['model']): Promise<Problem[]> {
  try {
    await checkFiles({ corpusFolder, model })
    return []
  } catch (error) {
    if (!(error instanceof CorpusError)) throw error
    return error.problems.map((one) => ({ ...one, file: relative(corpusFolder, resolve(one.file)) }))
  }
}
