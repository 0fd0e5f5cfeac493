import { existsSync } from 'node:fs'
import { z } from 'zod'
import { words } from '../dutch/fold.ts'
import { readYamlFile } from './read-yaml.ts'

/** Names of illnesses, each as its folded words; the last may end in "*". */
export interface Illnesses {
  /** What the sources are about. */
  readonly own: readonly (readonly string[])[]
  readonly other: readonly (readonly string[])[]
}

const name = z
  .string('expected a name')
  .trim()
  .regex(/^[\p{L}\p{N}][^*]*\*?$/u, 'expected a name, at most with "*" at its end')
const schema = z.strictObject({ own: z.array(name).min(1), other: z.array(z.array(name).min(1)) })

/**
 * Loads illnesses.yaml: other illnesses that people ask about.
 * @param shown what the path in messages is relative to.
 * @returns no names where there is no such file.
 * @throws CorpusError naming the line.
 */
export function loadIllnesses(path: string, shown = process.cwd()): Illnesses {
  if (!existsSync(path)) return { own: [], other: [] }
  const { value } = readYamlFile(path, schema, shown)
  return { own: value.own.map(wordsOf), other: value.other.flat().map(wordsOf) }
}

function wordsOf(name: string): string[] {
  const all = words(name)
  return name.endsWith('*') ? [...all.slice(0, -1), `${all.at(-1)}*`] : all
}

/** How many words of a message, from a place on, are the name; 0 when they aren't. */
export function lengthOfName(name: readonly string[], said: readonly string[], at: number): number {
  const matches = name.every((word, more) => {
    const found = said[at + more]
    return found !== undefined && (word.endsWith('*') ? found.startsWith(word.slice(0, -1)) : found === word)
  })
  return matches ? name.length : 0
}
