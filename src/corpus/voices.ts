import { existsSync } from 'node:fs'
import { z } from 'zod'
import { words } from '../dutch/fold.ts'
import type { Corpus } from './load-corpus.ts'
import { CorpusError, type Problem, type ProblemKind } from './problem.ts'
import { readYamlFile } from './read-yaml.ts'

const name = z.string().min(1)
const names = z.array(name).default([])
const fields = { voice: name, article: z.enum(['de', 'het', '']).default('de'), aliases: names }
const schema = z.strictObject({
  reported: z.array(
    z.strictObject({ ...fields, names: z.array(name).min(1), kinds: names, passages: z.array(z.string()) }),
  ),
  unknown: z.array(z.strictObject(fields)),
})

/** A body that may be asked for, and that is no speaker of the corpus. */
export interface ListedVoice {
  /** As shown: "Gezondheidsraad". */
  readonly voice: string
  /** What stands before it in Dutch; empty for none. */
  readonly article: string
  /** By what it is known, itself included. */
  readonly names: readonly string[]
  /** General names for everybody like it: "fysiotherapeuten". It is only one of them. */
  readonly kinds: readonly string[]
  /** Ids of the passages that report what it says; null when no source mentions it. */
  readonly passages: ReadonlySet<string> | null
}

/**
 * Loads voices.yaml: the bodies that people ask for, and where the texts report what they say. A body that was unknown until a new
 * document names it is reported where it is named.
 * @param shown what the path in messages is relative to.
 * @returns none when there is no such file.
 * @throws CorpusError naming the line, when a passage is unknown or does not name the body, or a name that is said to be in the texts is
 *   not.
 */
export function loadVoices(path: string, corpus: Corpus, shown = process.cwd()): ListedVoice[] {
  if (!existsSync(path)) return []
  const { value, lineOf, file } = readYamlFile(path, schema, shown)
  const problems: Problem[] = []
  const report = (line: number, message: string, remedy: string, kind: ProblemKind, detail = '') =>
    problems.push({ file, line, message, remedy, kind, detail })
  const textOf = new Map(corpus.passages.map(({ id, text }) => [id, padded(text)]))
  const naming = (one: string) => corpus.passages.filter(({ id }) => textOf.get(id)!.includes(padded(one)))
  const reported = value.reported.map(({ voice, article, names, aliases, kinds, passages }, at): ListedVoice => {
    for (const [index, one] of names.entries()) {
      if (naming(one).length === 0)
        report(
          lineOf(['reported', at, 'names', index]),
          `no text has "${one}".`,
          'Write it as a text does.',
          'not-named',
          one,
        )
    }
    for (const [index, id] of passages.entries()) {
      const line = lineOf(['reported', at, 'passages', index])
      if (!corpus.passage(id))
        report(line, `no passage has the id "${id}".`, 'Correct it, or remove it.', 'no-passage', voice)
      else if (!names.some((one) => naming(one).some((passage) => passage.id === id)))
        report(
          line,
          `the passage "${id}" does not name ${voice}.`,
          'Remove it, or add the name that it uses.',
          'not-named',
          voice,
        )
    }
    return { voice, article, names: [voice, ...names, ...aliases], kinds, passages: new Set(passages) }
  })
  const unknown = value.unknown.map(({ voice, article, aliases }): ListedVoice => {
    const names = [voice, ...aliases]
    const found = names.flatMap((one) => naming(one).map(({ id }) => id))
    return { voice, article, names, kinds: [], passages: found.length > 0 ? new Set(found) : null }
  })
  if (problems.length > 0) throw new CorpusError(problems)
  return [...reported, ...unknown]
}

function padded(text: string): string {
  return ` ${words(text).join(' ')} `
}
