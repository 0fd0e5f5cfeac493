import { watch } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Logger } from 'pino'
import type { Product } from '../product.ts'
import type { Metrics } from './metrics.ts'
import { smokeCheck } from './smoke-check.ts'

export interface ReloadOptions {
  /** Opens what is on disk now: checks the corpus and builds its index beside the old one. */
  readonly open: () => Promise<Product>
  /** Has questions answered by this product from now on. */
  readonly takeOver: (product: Product) => void
  readonly corpusFolder: string
  readonly log: Logger
  readonly metrics: Metrics
}

/** Milliseconds after which the old corpus is hardly in use any more. */
const OLD_IN_USE = 1000
/** Milliseconds without a change after which an editor is assumed to be done. */
const SETTLED = 2000

/**
 * Returns a function that switches to a changed corpus. If anything is wrong with it, the old one stays in use and the log says
 * why. A call during a reload causes one more reload afterwards.
 */
export function createReload({ open, takeOver, corpusFolder, log, metrics }: ReloadOptions): () => Promise<void> {
  let running: Promise<void> | null = null
  let again = false

  async function once(): Promise<void> {
    try {
      const product = await open()
      // Reading an index leaves as much garbage as data.
      collectGarbage()
      const problem = await smokeCheck(product, corpusFolder)
      if (problem !== null) throw new Error(`The new corpus fails the smoke check: ${problem}.`)
      takeOver(product)
      metrics.reload('taken-over')
      log.info({ passages: product.corpus.passages.length }, 'switched to the corpus on disk')
    } catch (error) {
      metrics.reload('refused')
      const reason = error instanceof Error ? error.message : String(error)
      log.error({ reason }, 'cannot use the corpus on disk; the old one stays in use')
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

/**
 * Frees unreferenced memory at once. V8 would do so eventually, but hardly counts memory outside its heap, such as an index of
 * 70 MB. Blocks the process for about a tenth of a second.
 */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  const gc = runInNewContext('gc') as () => void
  gc()
}

/** Calls back when files in a folder have changed and then stayed unchanged for a while. @returns a function that stops watching. */
export function watchFolder(folder: string, onChange: () => void, settled = SETTLED): () => void {
  let timer: NodeJS.Timeout | undefined
  const watcher = watch(folder, { recursive: true, persistent: false }, () => {
    clearTimeout(timer)
    timer = setTimeout(onChange, settled).unref()
  })
  return () => {
    clearTimeout(timer)
    watcher.close()
  }
}
