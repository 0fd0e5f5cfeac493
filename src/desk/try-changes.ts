import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { isOurs } from '../corpus/load-corpus.ts'
import { CorpusError, type Problem } from '../corpus/problem.ts'
import { checkFiles } from './check-files.ts'
import type { Desk } from './desk.ts'
import type { Changes } from './drafts.ts'

/**
 * Checks the draft as it would be with these changes; writes nothing in it. What is wrong with it already stops nobody.
 * @throws CorpusError with every new mistake, by the path in the corpus.
 */
export async function tryChanges(
  { config: { model }, drafts: { folder } }: Pick<Desk, 'config' | 'drafts'>,
  changes: Changes,
): Promise<void> {
  const copy = mkdtempSync(join(tmpdir(), 'bronwijzer-desk-'))
  try {
    cpSync(folder, copy, { recursive: true, filter: (path) => path === folder || isOurs(basename(path)) })
    for (const [path, content] of Object.entries(changes)) {
      mkdirSync(dirname(join(copy, path)), { recursive: true })
      if (content === null) rmSync(join(copy, path), { force: true })
      else writeFileSync(join(copy, path), content)
    }
    const now = await mistakesIn(copy, model)
    if (now.length === 0) return
    const before = new Set((await mistakesIn(folder, model)).map(({ file, message }) => `${file} ${message}`))
    const made = now.filter(({ file, message }) => !before.has(`${file} ${message}`))
    if (made.length > 0) throw new CorpusError(made)
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
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
