import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT_FOLDER } from '../../src/config/config.ts'

/** The flags of Node with which `bronwijzer start` runs: what is measured is what people run. */
export function nodeFlags(): string[] {
  return readFileSync(join(PROJECT_FOLDER, 'bin', 'node-flags'), 'utf8')
    .trim()
    .split(' ')
}
