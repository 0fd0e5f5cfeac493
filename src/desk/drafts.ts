import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { isOurs } from '../corpus/load-corpus.ts'
import { refuse } from '../corpus/problem.ts'

/** Texts, or bytes, by path below the draft; null removes a file. */
export type Changes = Readonly<Record<string, string | Uint8Array | null>>
/** Version of a file, by path. */
export type Versions = Readonly<Record<string, string>>

/** Something that an editor did, which can be undone. */
export interface Change {
  /** ISO time. */
  readonly at: string
  readonly what: string
  readonly paths: readonly string[]
}

/** A copy of the corpus in which editors work; what is published is touched by publishing alone. */
export interface Drafts {
  /** Itself the folder of a corpus. Below `.incoming` are documents that don't pass the check yet. */
  readonly folder: string
  /** @returns null when there is no such file. */
  read(path: string): string | null
  /** The same, byte for byte. */
  bytes(path: string): Uint8Array | null
  /** Changes with every letter of a file; "" where there is none. */
  version(path: string): string
  /** The text that a file had in a version, as far as it is remembered. */
  textOf(path: string, version: string): string | null
  /**
   * Writes all of these files, or none; also when the process is killed.
   * @param what an editor reads in the history.
   * @param expected versions from which the editor started.
   * @throws StaleError when one of them is no longer that of its file.
   */
  write(what: string, changes: Changes, expected?: Versions): void
  /** What was done, the last first. */
  history(): Change[]
  /** Takes the last change back. @returns it; null when there is none. @throws StaleError when its files were changed by other ways. */
  undo(): Change | null
  /** Files as they were published when this draft was made, or last brought up to date. */
  base(): Versions
  /** Takes what is published now for what this draft is made of. */
  rebase(): void
  /** Whether the draft differs from what it was made of. */
  isChanged(): boolean
}

/** A file changed since the editor's page was made. */
export class StaleError extends Error {
  override name = 'StaleError'
  readonly path: string
  readonly version: string

  constructor(path: string, version: string) {
    super(`${path} has changed meanwhile.`)
    this.path = path
    this.version = version
  }
}

const KEPT = '.kept'
const BASE = '.base.json'
/** Documents that don't pass the check yet. */
export const INCOMING = '.incoming'
/** Changes that can be undone. */
const MOST_KEPT = 200

/** No name begins with a dot, so that no path leads out of the folder. */
const PATH = /^(?:\.incoming\/)?(?:[a-z0-9_][\w.-]*\/)?[a-z0-9_][\w.-]*$/i

interface Kept extends Omit<Change, 'paths'> {
  readonly files: readonly { readonly path: string; readonly before: string | null; readonly after: string | null }[]
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false
  } catch {
    // A name that no file can have, as it is too long.
    return false
  }
}

/**
 * Opens the draft in a folder: makes it from the published corpus where there is none, ends what a crash interrupted, and takes over what
 * was published by other ways while nothing was changed here.
 * @param takenOver what the history says of the latter.
 * @throws CorpusError for a link in it, which would lead out of it. So does reading and writing what a link leads to.
 */
export function openDrafts(folder: string, published: string, takenOver: string): Drafts {
  const inFolder = (path: string): string => {
    if (!PATH.test(path)) throw new Error(`"${path}" is no file of a corpus.`)
    const file = join(folder, path)
    for (const part of [dirname(file), file]) if (part !== folder && isLink(part)) refuseLink(part)
    return file
  }
  const bytesOf = (path: string): Buffer | null => {
    const file = inFolder(path)
    return existsSync(file) ? readFileSync(file) : null
  }
  const put = (path: string, bytes: Uint8Array | null): void => {
    const file = inFolder(path)
    if (bytes === null) {
      rmSync(file, { force: true })
      if (existsSync(dirname(file)) && readdirSync(dirname(file)).length === 0)
        rmSync(dirname(file), { recursive: true })
      return
    }
    mkdirSync(dirname(file), { recursive: true })
    writeFileAtomic.sync(file, Buffer.from(bytes))
  }
  const kept = (name: string) => join(folder, KEPT, name)
  const keptNames = () => readdirSync(join(folder, KEPT)).sort()
  const readKept = (name: string): Kept => JSON.parse(readFileSync(kept(name), 'utf8'))
  const decode = (text: string | null) => (text === null ? null : Buffer.from(text, 'base64'))
  const rebase = () => writeFileAtomic.sync(join(folder, BASE), JSON.stringify(versionsIn(published)))

  function begin(): void {
    if (!existsSync(folder)) {
      const partial = join(dirname(folder), `.${basename(folder)}-partial`)
      rmSync(partial, { recursive: true, force: true })
      // What a link leads to is copied: nothing outside is written to.
      cpSync(published, partial, {
        recursive: true,
        dereference: true,
        filter: (path) => path === published || isOurs(basename(path)),
      })
      mkdirSync(join(partial, KEPT), { recursive: true })
      writeFileAtomic.sync(join(partial, BASE), JSON.stringify(versionsIn(partial)))
      renameSync(partial, folder)
    }
    tidyUp(folder)
    for (const name of keptNames()) {
      const [at, state] = name.split('.')
      if (state === 'doing') {
        for (const { path, after } of readKept(name).files) put(path, decode(after))
        renameSync(kept(name), kept(`${at}.json`))
      } else if (state === 'undoing') {
        for (const { path, before } of readKept(name).files) put(path, decode(before))
        rmSync(kept(name))
      }
    }
  }

  const drafts: Drafts = {
    folder,
    read: (path) => bytesOf(path)?.toString('utf8') ?? null,
    bytes: bytesOf,
    version: (path) => versionOf(bytesOf(path)),
    textOf(path, version) {
      const found = keptNames()
        .flatMap((name) => readKept(name).files)
        .filter((file) => file.path === path)
        .flatMap(({ before, after }) => [decode(before), decode(after)])
        .find((bytes) => bytes !== null && versionOf(bytes) === version)
      return found?.toString('utf8') ?? null
    },
    write(what, changes, expected = {}) {
      for (const [path, version] of Object.entries(expected))
        if (versionOf(bytesOf(path)) !== version) throw new StaleError(path, version)
      const files = Object.entries(changes).map(([path, after]) => ({
        path,
        before: bytesOf(path)?.toString('base64') ?? null,
        after: after === null ? null : Buffer.from(after).toString('base64'),
      }))
      if (files.every(({ before, after }) => before === after)) return
      const names = keptNames()
      const number = String(Number(names.at(-1)?.split('.')[0] ?? 0) + 1).padStart(8, '0')
      const change: Kept = { at: new Date().toISOString(), what, files }
      writeFileAtomic.sync(kept(`${number}.doing.json`), JSON.stringify(change))
      for (const { path, after } of files) put(path, decode(after))
      renameSync(kept(`${number}.doing.json`), kept(`${number}.json`))
      for (const name of names.slice(0, Math.max(0, names.length + 1 - MOST_KEPT))) rmSync(kept(name))
    },
    history: () =>
      keptNames()
        .reverse()
        .map(readKept)
        .map(({ at, what, files }) => ({ at, what, paths: files.map(({ path }) => path) })),
    undo() {
      const name = keptNames().at(-1)
      if (name === undefined) return null
      const { at, what, files } = readKept(name)
      for (const { path, after } of files) {
        const version = versionOf(decode(after))
        if (versionOf(bytesOf(path)) !== version) throw new StaleError(path, version)
      }
      const undoing = name.replace('.json', '.undoing.json')
      renameSync(kept(name), kept(undoing))
      for (const { path, before } of files) put(path, decode(before))
      rmSync(kept(undoing))
      return { at, what, paths: files.map(({ path }) => path) }
    },
    base: () => JSON.parse(readFileSync(join(folder, BASE), 'utf8')),
    rebase,
    isChanged: () => changedPaths(drafts.base(), versionsIn(folder)).length > 0,
  }
  begin()
  const now = versionsIn(published)
  const paths = changedPaths(drafts.base(), now)
  if (paths.length > 0 && !drafts.isChanged()) {
    const bytes = (path: string) => (path in now ? readFileSync(join(published, path)) : null)
    drafts.write(takenOver, Object.fromEntries(paths.map((path) => [path, bytes(path)])))
    rebase()
  }
  return drafts
}

function versionOf(bytes: Uint8Array | null): string {
  return bytes === null ? '' : createHash('sha256').update(bytes).digest('hex')
}

function refuseLink(path: string): never {
  refuse(
    path,
    null,
    'is a link, and what it leads to is no part of the draft.',
    'Remove it, or put the file itself in its place.',
  )
}

/** Refuses links, and removes what write-file-atomic was writing when the process was killed: a file with a number behind its name. */
function tidyUp(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isSymbolicLink()) refuseLink(path)
    if (entry.isDirectory()) tidyUp(path)
    else if (/\.(?:md|txt|yaml|jsonl?)\.\d+$/.test(entry.name)) rmSync(path)
  }
}

/** The version of every file of a corpus, by path, in order. */
export function versionsIn(folder: string): Versions {
  const paths = readdirSync(folder)
    .filter(isOurs)
    .flatMap((name) =>
      statSync(join(folder, name)).isDirectory()
        ? readdirSync(join(folder, name))
            .filter(isOurs)
            .map((file) => `${name}/${file}`)
        : [name],
    )
  return Object.fromEntries(paths.sort().map((path) => [path, versionOf(readFileSync(join(folder, path)))]))
}

/** Paths of files that differ between two states of a corpus. */
export function changedPaths(one: Versions, other: Versions): string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((path) => one[path] !== other[path]).sort()
}
