import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT_FOLDER } from '../config/config.ts'

/** Flags of Node with which package.json runs a script: what is measured is what people start. */
export function nodeFlagsOf(script: 'start' | 'ask'): string[] {
  const { scripts } = JSON.parse(readFileSync(join(PROJECT_FOLDER, 'package.json'), 'utf8'))
  return (scripts[script] as string).match(/--\S+/g) ?? []
}
