import { CommanderError, InvalidArgumentError } from 'commander'
import { type Config, readConfig } from '../config/config.ts'
import { showControls } from '../corpus/control-characters.ts'
import { type Language, loadTranslations } from '../i18n/translations.ts'
import type { AnsweringProduct, OpenListener, Product } from '../product.ts'
import { createProgress } from '../terminal/progress.ts'

/** Exit statuses: success, whatever the answer; failure, with a sentence on standard error; wrong use. */
const WORKED = 0
const FAILED = 1
const WRONG_USE = 2

/**
 * Runs a command and sets the exit status. An error is one sentence on standard error, never a stack trace.
 * @returns the exit status.
 */
export async function run(work: () => Promise<unknown>): Promise<number> {
  try {
    await work()
    return WORKED
  } catch (error) {
    // Commander has printed its own errors.
    const isPrinted = error instanceof CommanderError && !(error instanceof InvalidArgumentError)
    if (!isPrinted) process.stderr.write(`${sentenceOf(error)}\n`)
    const status = error instanceof CommanderError ? (error.exitCode === 0 ? WORKED : WRONG_USE) : FAILED
    process.exitCode = status
    return status
  }
}

/** A native module that was not built, or for another Node, is told by "bindings" or by Node in many lines. */
function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const isNotBuilt = 'tries' in error || ('code' in error && error.code === 'ERR_DLOPEN_FAILED')
  return isNotBuilt
    ? 'A native module does not load. "bronwijzer doctor" says which, and what to do.'
    : showControls(error.message)
}

/** Opens the product for a command, with notices and progress on standard error. */
export async function openWithProgress(config: Config = readConfig(), language: Language = 'nl'): Promise<Product> {
  // It needs the native modules; the doctor tells which of them is missing.
  const { openProduct } = await import('../product.ts')
  return withProgress(language, (listener) => openProduct(config, listener))
}

/** The same for a command that only answers: what INDEX_URL has, where that is set. */
export async function openAnswering(config: Config, language: Language = 'nl'): Promise<AnsweringProduct> {
  const { indexUrl } = config
  if (indexUrl === null) return openWithProgress(config, language)
  const [{ openDatabase }, { loadModels, openPublished }] = await Promise.all([
    import('../database/open-database.ts'),
    import('../product.ts'),
  ])
  return withProgress(language, async (listener) => {
    const database = await openDatabase(indexUrl, { name: 'INDEX_URL' })
    const models = await loadModels(config, undefined, listener.onNotice)
    return (await openPublished(database, listener, models)).product
  })
}

/** Shows the operator on standard error what work tells while it goes on. */
export async function withProgress<Result>(
  language: Language,
  work: (listener: OpenListener) => Promise<Result>,
): Promise<Result> {
  const progress = createProgress(loadTranslations()(language)('terminal-building'))
  try {
    return await work({
      onNotice: (line) => process.stderr.write(`${line}\n`),
      onProgress: progress.update,
    })
  } finally {
    progress.stop()
  }
}
