import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { keepFormer } from '../corpus/former.ts'
import { isOurs, loadCorpus } from '../corpus/load-corpus.ts'
import { CorpusError, type Problem } from '../corpus/problem.ts'
import { corpusBefore, replaceCorpus } from '../corpus/replace.ts'
import { findSmoke, type SmokeProblem } from '../operations/smoke-check.ts'
import type { Product } from '../product.ts'
import { type Commit, commitFolder } from './commit.ts'
import type { PublishElsewhere } from './desk.ts'
import { changedPaths, type Drafts, versionsIn } from './drafts.ts'

/** What came of publishing a draft. */
export type Published =
  | { readonly kind: 'published'; readonly commit: Commit | null }
  /** Draft and corpus are the same. */
  | { readonly kind: 'nothing' }
  /** Somebody changed the draft while it was being checked. */
  | { readonly kind: 'edited' }
  /** Files that were changed in the corpus itself since the draft was made, and otherwise in the draft. */
  | { readonly kind: 'changed-meanwhile'; readonly files: readonly string[] }
  | { readonly kind: 'mistakes'; readonly problems: readonly Problem[] }
  | { readonly kind: 'gate'; readonly problem: SmokeProblem }

/** What a draft is published with. */
export interface Publishing {
  /** The folder of the corpus. */
  readonly live: string
  readonly drafts: Drafts
  /** Whether files that were changed on both sides are published as the draft has them. */
  readonly insists: boolean
  /** @throws CorpusError with every mistake in the draft. */
  readonly check: () => Promise<unknown>
  /** Opens the draft to be asked questions. */
  readonly open: () => Promise<Product>
  /** Has every bot of a database answer from a corpus; null without a database. */
  readonly publishElsewhere: PublishElsewhere | null
  /** ISO date. */
  readonly today: string
  /** In the draft's history, for what was taken from the corpus. */
  readonly takenOver: string
}

/**
 * Puts a draft in the place of the corpus, if nothing is wrong with it and it answers its own questions, and first in the database, if
 * there is one. What changed in the corpus since the draft was made is taken along. What was said before is kept, and so are the files
 * as they were.
 * @throws Error that says why the folder can't be replaced, or nothing can be published in the database; then the folder is as it was.
 */
export async function publish(how: Publishing): Promise<Published> {
  const { live, drafts, insists, check, open, publishElsewhere, today, takenOver } = how
  const files = takeLiveChanges(live, drafts, takenOver)
  if (files.length > 0 && !insists) return { kind: 'changed-meanwhile', files }
  const checked = versionsIn(drafts.folder)
  const changed = changedPaths(versionsIn(live), checked)
  if (changed.length === 0) return { kind: 'nothing' }
  try {
    await check()
  } catch (error) {
    if (error instanceof CorpusError) return { kind: 'mistakes', problems: error.problems }
    throw error
  }
  const problem = await findSmoke(await open(), drafts.folder)
  if (problem) return { kind: 'gate', problem }
  if (changedPaths(checked, versionsIn(drafts.folder)).length > 0) return { kind: 'edited' }
  keepFormer(drafts.folder, loadCorpus(drafts.folder), loadCorpus(live), today)
  // Editors may go on while it is written.
  const copy = mkdtempSync(join(tmpdir(), 'bronwijzer-publish-'))
  try {
    cpSync(drafts.folder, copy, { recursive: true, filter: (path) => path === drafts.folder || isOurs(basename(path)) })
    await publishElsewhere?.(copy)
    replaceCorpus(live, copy)
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
  drafts.rebase()
  return { kind: 'published', commit: await commitFolder(live, `Publish ${partsOf(changed).join(', ')}`) }
}

/**
 * Puts the corpus back as it was before it was last published, or forth again. The draft stays as it is.
 * @returns null where nothing was published yet.
 * @throws Error that says why the folder can't be replaced, or nothing can be published in the database.
 */
export async function goBack(
  live: string,
  drafts: Drafts,
  publishElsewhere: PublishElsewhere | null = null,
): Promise<{ readonly commit: Commit | null } | null> {
  const before = corpusBefore(live)
  if (before === null) return null
  await publishElsewhere?.(before)
  replaceCorpus(live, before)
  drafts.rebase()
  return { commit: await commitFolder(live, 'Go back to what was published before') }
}

/** The folders and files of a corpus in which something changed. */
export function partsOf(paths: readonly string[]): string[] {
  return [...new Set(paths.map((path) => path.split('/', 1)[0]!))]
}

/** @returns paths of files that both sides changed, each in its own way. */
function takeLiveChanges(live: string, drafts: Drafts, takenOver: string): string[] {
  const [base, now, drafted] = [drafts.base(), versionsIn(live), versionsIn(drafts.folder)]
  const changed = changedPaths(base, now).filter((path) => drafted[path] !== now[path])
  const taken = changed.filter((path) => drafted[path] === base[path])
  const contentOf = (path: string) => (path in now ? readFileSync(join(live, path)) : null)
  if (taken.length > 0) drafts.write(takenOver, Object.fromEntries(taken.map((path) => [path, contentOf(path)])))
  return changed.filter((path) => !taken.includes(path))
}
