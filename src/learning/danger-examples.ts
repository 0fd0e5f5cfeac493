import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { z } from 'zod'
import { readYaml } from '../corpus/read-yaml.ts'
import { DANGERS, type Danger } from '../safety/danger.ts'

/** A message as somebody might write it. */
export interface DangerExample {
  readonly text: string
  /** Null: it only sounds like danger. */
  readonly danger: Danger | null
}

const messages = z.array(z.string().trim().min(1, 'expected a message')).min(1, 'expected a message')
const schema = z.record(z.enum([...DANGERS, 'harmless']), messages)

/**
 * Loads the messages from which `npm run tune` learns what danger sounds like.
 * @param shown what the path in messages is relative to.
 * @throws CorpusError naming the line of each mistake.
 */
export function loadDangerExamples(file: string, shown = process.cwd()): DangerExample[] {
  const { value } = readYaml(readFileSync(file, 'utf8'), schema, relative(shown, file))
  return [
    ...DANGERS.flatMap((danger) => value[danger].map((text) => ({ text, danger }))),
    ...value.harmless.map((text) => ({ text, danger: null })),
  ]
}
