import { readConfig } from '../config/config.ts'
import { openWithProgress } from './run.ts'

/** Builds the index unless it is up to date, and prints where it is. */
export async function buildIndex(): Promise<void> {
  const config = readConfig()
  const { index } = await openWithProgress(config)
  process.stdout.write(`The index in ${config.indexFolder} is up to date: ${index.views.length} views.\n`)
}
