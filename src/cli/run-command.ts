import { type Config, readConfig } from '../config/config.ts'
import { type Language, loadWords } from '../i18n/words.ts'
import { openAnswerer, type Product } from '../open-answerer.ts'
import { createProgress } from '../terminal/progress.ts'

/** Opens the product for a command, with notices and progress on standard error. */
export async function openForCommand(config: Config = readConfig(), language: Language = 'nl'): Promise<Product> {
  const progress = createProgress(loadWords()(language)('terminal-building'))
  try {
    return await openAnswerer(config, {
      onNotice: (line) => process.stderr.write(`${line}\n`),
      onProgress: progress.update,
    })
  } finally {
    progress.stop()
  }
}

/** Runs a command: an error ends it with its sentence on standard error and exit status 1, never with a stack trace. */
export async function run(command: () => Promise<void>): Promise<void> {
  // Whoever reads may stop early, as "| head" does: then there is nobody left to tell anything.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
  try {
    await command()
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}
