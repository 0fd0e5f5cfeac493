import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { isOurs } from '../corpus/load-corpus.ts'
import type { Database, Queries } from '../database/database.ts'
import type { IndexParts } from './search-index.ts'
import { contentOfParts } from './version-content.ts'
import {
  addVersion,
  currentVersion,
  dropOld,
  lockPublishing,
  prepareDatabase,
  schemaOf,
  switchTo,
  type Version,
} from './versions.ts'
import { VIEWS_VERSION } from './views.ts'
import { type CorpusFile, writeVersion } from './write-version.ts'

export interface Publication {
  readonly corpusFolder: string
  readonly passages: number
  /** Of everything but the texts that vectors depend on. */
  readonly embedding: string
  /** Builds the index, or reads it. */
  readonly open: () => Promise<IndexParts>
  /** Looks whether the version answers as it should, before anybody else sees it; throws when it doesn't. */
  readonly check: (queries: Queries, version: Version) => Promise<void>
}

/** What came of publishing: a version, and whether there was anything new. */
export interface Published {
  readonly version: Version
  readonly isNew: boolean
  /** Versions that were dropped, as nobody answers with them any longer. */
  readonly dropped: readonly number[]
}

/**
 * Writes a corpus and its index into a database, beside what is there, checks them, and has everybody answer with them: all of it,
 * or nothing. Who publishes at the same time waits.
 * @throws DatabaseError, or what `open` and `check` throw; then everything stays as it was.
 */
export async function publish(database: Database, publication: Publication): Promise<Published> {
  const { corpusFolder, passages, embedding, open, check } = publication
  await prepareDatabase(database)
  const files = readFiles(corpusFolder)
  const content = contentOf(files, embedding)
  const parts = await open()
  if (contentOf(readFiles(corpusFolder), embedding) !== content) {
    throw new Error(`A file in ${corpusFolder} changed while it was read: nothing is published. Publish again.`)
  }
  const { version, isNew } = await database.transaction(async (queries) => {
    await lockPublishing(queries)
    const present = await currentVersion(queries).catch(() => null)
    if (present?.content === content) return { version: present, isNew: false }
    const { dimensions, views } = parts
    const version = await addVersion(queries, { content, embedding, dimensions, passages, views: views.length })
    await writeVersion(queries, version, contentOfParts(parts), files)
    await check(queries, version)
    await switchTo(queries, version.version)
    return { version, isNew: true }
  }, 0)
  return { version, isNew, dropped: await dropOld(database) }
}

/**
 * Lets the files of a version's corpus be read: in a folder of their own, for as long as that takes.
 * @throws DatabaseError, or Error when they can't be written.
 */
export function filesOf(
  queries: Queries,
  version: Version,
): <Result>(work: (folder: string) => Promise<Result>) => Promise<Result> {
  return async (work) => {
    const files = await queries.query<CorpusFile>(`SELECT path, content FROM ${schemaOf(version.version)}.files`, [])
    const folder = mkdtempSync(join(tmpdir(), 'bronwijzer-corpus-'))
    try {
      for (const { path, content } of files) {
        mkdirSync(dirname(join(folder, path)), { recursive: true })
        writeFileSync(join(folder, path), content)
      }
      return await work(folder)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

function readFiles(folder: string): CorpusFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.split(/[\\/]/).every(isOurs) && statSync(join(folder, path)).isFile())
    .sort()
    .map((path) => ({ path: path.replaceAll('\\', '/'), content: readFileSync(join(folder, path)) }))
}

function contentOf(files: readonly CorpusFile[], embedding: string): string {
  const hash = createHash('sha256').update(`${embedding} ${VIEWS_VERSION}`)
  for (const { path, content } of files) hash.update(`\0${path}\0${content.length}\0`).update(content)
  return hash.digest('hex')
}
