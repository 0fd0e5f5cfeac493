import { keepFormer } from '../corpus/former.ts'
import { loadCorpus } from '../corpus/load-corpus.ts'
import { CorpusError, type Problem } from '../corpus/problem.ts'
import { replaceCorpus } from '../corpus/replace.ts'
import { findSmoke, type SmokeProblem } from '../operations/smoke-check.ts'
import type { Product } from '../product.ts'
import { type Commit, commitFolder } from './commit.ts'
import { changedFiles, type FileHashes, hashFiles, takeLiveChanges } from './live-changes.ts'

/** What came of publishing a draft. */
export type Published =
  | { readonly kind: 'published'; readonly changed: readonly string[]; readonly commit: Commit | null }
  /** Somebody changed the draft while it was being checked. */
  | { readonly kind: 'edited' }
  /** Draft and corpus are the same. */
  | { readonly kind: 'nothing' }
  /** Files that were changed in the corpus itself since the draft was made, and otherwise in the draft. */
  | { readonly kind: 'changed-meanwhile'; readonly files: readonly string[] }
  | { readonly kind: 'mistakes'; readonly problems: readonly Problem[] }
  | { readonly kind: 'gate'; readonly problem: SmokeProblem }

/** What a draft is published with. */
export interface Publishing {
  readonly live: string
  readonly draft: string
  /** The corpus as it was when the draft was made. */
  readonly base: FileHashes
  /** Whether files that were changed on both sides are published as the draft has them. */
  readonly insists: boolean
  /** @throws CorpusError with every mistake in the draft. */
  readonly check: () => Promise<unknown>
  /** Opens the draft to be asked questions. */
  readonly open: () => Promise<Product>
  /** ISO date. */
  readonly today: string
}

/**
 * Puts a draft in the place of the corpus, if nothing is wrong with it and it answers its own questions. What was said before is kept,
 * and so are the files as they were.
 * @throws Error that says why the folder can't be replaced.
 */
export async function publish({ live, draft, base, insists, check, open, today }: Publishing): Promise<Published> {
  const files = takeLiveChanges(live, draft, base)
  if (files.length > 0 && !insists) return { kind: 'changed-meanwhile', files }
  if (changedFiles(hashFiles(live), hashFiles(draft)).length === 0) return { kind: 'nothing' }
  const checked = hashFiles(draft)
  try {
    await check()
  } catch (error) {
    if (error instanceof CorpusError) return { kind: 'mistakes', problems: error.problems }
    throw error
  }
  const problem = await findSmoke(await open(), draft)
  if (problem) return { kind: 'gate', problem }
  if (changedFiles(checked, hashFiles(draft)).length > 0) return { kind: 'edited' }
  keepFormer(draft, loadCorpus(draft), loadCorpus(live), today)
  const changed = changedFiles(hashFiles(live), hashFiles(draft))
  replaceCorpus(live, draft)
  return { kind: 'published', changed, commit: await commitFolder(live, `Publish ${foldersOf(changed)}`) }
}

/** The folders and files of a corpus in which something changed. */
export function foldersOf(paths: readonly string[]): string {
  return [...new Set(paths.map((path) => path.split(/[\\/]/, 1)[0]))].join(', ')
}
