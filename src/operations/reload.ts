import { createHash } from 'node:crypto'
import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { watch } from 'chokidar'
import type { Logger } from 'pino'
import { isOurs } from '../corpus/load-corpus.ts'
import type { AnsweringProduct } from '../product.ts'
import type { Metrics } from './metrics.ts'
import { smokeCheck } from './smoke-check.ts'

/** Where corpora are published. */
export interface Publisher {
  /** Equal as long as the same corpus is published. */
  fingerprint(): Promise<string>
  /** Calls back when another one may have been published. */
  watch(onChange: () => void): Promise<void>
  /** Connections to that place; null while there are none. */
  connections(): Readonly<Record<string, number>> | null
}

export interface ReloadOptions {
  /** Opens what is on disk now: checks the corpus and builds its index beside the old one. */
  readonly open: () => Promise<AnsweringProduct>
  /** Has questions answered by this product from now on. */
  readonly takeOver: (product: AnsweringProduct) => void
  readonly corpusFolder: string
  /** Equal as long as the corpus has not changed; default: a hash of all files in `corpusFolder`. */
  readonly fingerprint?: () => Promise<string>
  /** Whether it comes from where it was checked before anybody saw it, and is looked at again and again; default: no. */
  readonly isPublished?: boolean
  readonly log: Logger
  readonly metrics: Metrics
}

/** Milliseconds after which the old corpus is hardly in use any more. */
const OLD_IN_USE = 1000
/** Milliseconds without a change after which an editor is assumed to be done. */
const SETTLED = 2000

/**
 * Returns a function that switches to a changed corpus, and does nothing for an unchanged one. If anything is wrong with it, the
 * old one stays in use and the log says why. A call during a reload causes one more reload afterwards. The corpus in use has to be
 * opened after this: what changes meanwhile is then noticed.
 */
export function createReload({
  open,
  takeOver,
  corpusFolder,
  fingerprint = async () => hashFolder(corpusFolder),
  isPublished = false,
  log,
  metrics,
}: ReloadOptions): () => Promise<void> {
  const where = isPublished ? 'in the database' : 'on disk'
  // If it can't be told now, the first call tells whether anything changed.
  let inUse = fingerprint().catch(() => null)
  let lastReason = ''
  let running: Promise<void> | null = null
  let again = false

  async function once(): Promise<void> {
    try {
      const now = await fingerprint()
      // Opening the same again would hold up answers for nothing.
      if (now === (await inUse)) {
        log[isPublished ? 'debug' : 'info'](`the corpus ${where} is the one in use`)
        return
      }
      const product = await open()
      // Reading an index leaves as much garbage as data.
      collectGarbage()
      const problem = isPublished ? null : await smokeCheck(product, corpusFolder)
      if (problem !== null) throw new Error(`The new corpus fails the smoke check: ${problem}.`)
      takeOver(product)
      inUse = Promise.resolve(now)
      lastReason = ''
      metrics.reload('taken-over')
      log.info({ passages: product.corpus.passages.length }, `switched to the corpus ${where}`)
    } catch (error) {
      metrics.reload('refused')
      const reason = error instanceof Error ? error.message : String(error)
      if (!isPublished || reason !== lastReason)
        log.error({ reason }, `cannot use the corpus ${where}; the old one stays in use`)
      lastReason = reason
    }
    await sleep(OLD_IN_USE)
    collectGarbage()
  }

  return async function reload(): Promise<void> {
    again = true
    running ??= (async () => {
      while (again) {
        again = false
        await once()
      }
      running = null
    })()
    await running
  }
}

/** Files beyond this size, in bytes, are told by size and time: reading them would hold up answers, and no corpus has them. */
const MAX_HASHED = 8 * 1024 * 1024

/** A hash of the names and contents of all files in a folder; what can't be read, and links to folders, count by their names. */
function hashFolder(folder: string): string {
  const hash = createHash('sha256')
  const add = (path: string) => {
    hash.update(path).update('\0')
    try {
      const stat = statSync(path)
      if (stat.isDirectory()) {
        // Links to folders may lead in circles, and no document is read through one.
        if (path !== folder && lstatSync(path).isSymbolicLink()) return
        for (const name of readdirSync(path).filter(isOurs).sort()) add(join(path, name))
      } else if (stat.isFile() && stat.size <= MAX_HASHED) hash.update(readFileSync(path))
      else hash.update(`${stat.size} ${stat.mtimeMs}`)
    } catch {
      hash.update('unreadable')
    }
  }
  add(folder)
  return hash.digest('hex')
}

/**
 * Frees unreferenced memory at once. V8 would do so eventually, but hardly counts memory outside its heap, such as an index of
 * 70 MB. Blocks the process for about a tenth of a second.
 */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  const gc = runInNewContext('gc') as () => void
  gc()
}

/**
 * Calls back when files in a folder have changed and then stayed unchanged for a while. It looks at each of them again and again:
 * the system's own notices end when a deployment puts a new folder in place of the old one, and don't cross a network or a mount.
 * @returns once changes are noticed, a function that stops watching.
 */
export async function watchFolder(
  folder: string,
  onChange: () => void,
  settled = SETTLED,
): Promise<() => Promise<void>> {
  let timer: NodeJS.Timeout | undefined
  const watcher = watch(folder, { ignoreInitial: true, usePolling: true, interval: settled / 2 })
  watcher.on('all', () => {
    clearTimeout(timer)
    timer = setTimeout(onChange, settled).unref()
  })
  await new Promise<void>((ready) => watcher.once('ready', () => ready()))
  // The first look at each file, with which later ones are compared, is then still under way; this one comes after it.
  await stat(folder).catch(() => null)
  return async () => {
    clearTimeout(timer)
    await watcher.close()
  }
}
