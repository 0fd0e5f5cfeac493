import { watch } from 'node:fs'
import type { Logger } from 'pino'
import type { Product } from '../product.ts'
import { wait } from '../updates/wait.ts'
import { collectGarbage } from './collect-garbage.ts'
import type { Metrics } from './metrics.ts'
import { smokeCheck } from './smoke-check.ts'

export interface ReloadOptions {
  /** Opens what lies on the disk now: checks the corpus, and builds its index beside the old one. */
  readonly open: () => Promise<Product>
  /** From now on, questions are answered by this one. */
  readonly takeOver: (product: Product) => void
  readonly corpusFolder: string
  readonly log: Logger
  readonly metrics: Metrics
}

/** Milliseconds after which nobody is being answered from the old corpus any more, mostly. */
const OLD_IN_USE = 1000
/** Milliseconds without a change after which an editor is taken to be done. */
const SETTLED = 2000

/**
 * Makes the function that takes over a changed corpus. When anything is wrong with the new one, the old one goes on answering
 * and the log says why. While one is being taken over, asking again means once more afterwards.
 */
export function createReload({ open, takeOver, corpusFolder, log, metrics }: ReloadOptions): () => Promise<void> {
  let running: Promise<void> | null = null
  let again = false

  async function once(): Promise<void> {
    try {
      const product = await open()
      // Reading an index leaves as much behind as it keeps.
      collectGarbage()
      const problem = await smokeCheck(product, corpusFolder)
      if (problem !== null) throw new Error(`The new corpus is not good enough: ${problem}.`)
      takeOver(product)
      metrics.reload('taken-over')
      log.info({ passages: product.corpus.passages.length }, 'the corpus on the disk answers from now on')
    } catch (error) {
      metrics.reload('refused')
      const reason = error instanceof Error ? error.message : String(error)
      log.error({ reason }, 'the corpus on the disk is not taken over: the old one goes on answering')
    }
    await wait(OLD_IN_USE)
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

/** Calls back when files of a folder have changed and have been left alone for a while. */
export function watchFolder(folder: string, onChange: () => void): () => void {
  let timer: NodeJS.Timeout | undefined
  const watcher = watch(folder, { recursive: true, persistent: false }, () => {
    clearTimeout(timer)
    timer = setTimeout(onChange, SETTLED).unref()
  })
  return () => {
    clearTimeout(timer)
    watcher.close()
  }
}
