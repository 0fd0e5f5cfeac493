import { existsSync } from 'node:fs'
import { z } from 'zod'
import type { Corpus } from '../corpus/load-corpus.ts'
import { CorpusError, type Problem } from '../corpus/problem.ts'
import { readYamlFile } from '../corpus/read-yaml.ts'
import { compilePhrases, phraseBookFields } from './phrases.ts'

/** Where a question belongs that the sources don't answer. */
export interface Signpost {
  readonly kind: string
  /** The name of the kind of help, in each language. */
  readonly help: { readonly nl: string; readonly en: string }
  /** Whether the message tells of not being believed. */
  readonly comforts: boolean
  /** Whether it comes in place of passages that only come close. */
  readonly instead: boolean
  /** Ids of passages that never answer such a message, alike as they sound: a request for a gift is no financial support. */
  readonly unfit: readonly string[]
}

/** The signpost for a message; null when it has no phrase of one. Takes any text. */
export type SignpostFor = (message: string) => Signpost | null

/** Longest name of a kind of help, in UTF-16 units. */
const MAX_HELP = 100
const help = z.string().trim().min(1, 'expected a name').max(MAX_HELP, `expected at most ${MAX_HELP} characters`)
const names = z.strictObject({ nl: help, en: help })
const { phrases: _kinds, ...words } = phraseBookFields(['signpost'])
const phrases = words.harmless.min(1, 'expected a phrase')
const schema = z
  .strictObject({
    ...words,
    nowhere: words.harmless.default([]),
    signposts: z.array(
      z.strictObject({
        kind: z.string().regex(/^[a-z-]+$/, 'expected a name of small letters'),
        instead: z.boolean().default(false),
        comforts: z.boolean().default(false),
        help: names,
        also: z.array(z.strictObject({ help: names, phrases })).default([]),
        unfit: z.array(z.string().regex(/^[a-z2-7]{8}$/, 'expected a passage id of 8 characters')).default([]),
        phrases,
      }),
    ),
  })
  .transform(({ signposts, nowhere, ...book }, context) => {
    /** Compiles lists of phrases, of which the first with a phrase in a message counts. @param placeOf where a list stands. */
    const firstOf = (lists: readonly (readonly string[])[], placeOf: (at: number) => (string | number)[]) => {
      const kinds = lists.map((_, at) => String(at))
      const byKind = Object.fromEntries(lists.map((list, at) => [at, list]))
      const kindOf = compilePhrases(kinds, { ...book, phrases: byKind }, ([field = '', at, ...rest], message) => {
        const isOurs = field === 'phrases'
        const path = isOurs ? [...placeOf(Number(at)), ...rest] : [field, ...(at === undefined ? [] : [at]), ...rest]
        context.addIssue({ code: 'custom', path, message })
      })
      return (message: string) => Number(kindOf(message) ?? -1)
    }
    const known = signposts.map(({ phrases: _phrases, also, ...signpost }, at) => {
      const lists = also.map(({ phrases }) => phrases)
      const otherOf =
        lists.length === 0 ? () => -1 : firstOf(lists, (other) => ['signposts', at, 'also', other, 'phrases'])
      return { ...signpost, helpFor: (message: string) => also[otherOf(message)]?.help ?? signpost.help }
    })
    const placeOf = firstOf(
      signposts.map(({ phrases }) => phrases),
      (at) => ['signposts', at, 'phrases'],
    )
    const nowhereOf = firstOf([nowhere], () => ['nowhere'])
    const signpostFor = (message: string): Signpost | null => {
      const one = known[placeOf(message)]
      if (!one || (!one.comforts && nowhereOf(message) === 0)) return null
      const { helpFor, ...signpost } = one
      return { ...signpost, help: helpFor(message) }
    }
    return { known, signpostFor }
  })

/**
 * Loads signposts.yaml: by which phrases a message belongs where. The first signpost in the file counts.
 * @param shown what the path in messages is relative to.
 * @returns a function that finds none, where there is no such file.
 * @throws CorpusError naming the line of each mistake.
 */
export function loadSignposts(path: string, corpus: Corpus, shown = process.cwd()): SignpostFor {
  if (!existsSync(path)) return () => null
  const { value, lineOf, file } = readYamlFile(path, schema, shown)
  const problems = value.known.flatMap(({ unfit }, at) =>
    unfit.flatMap((id): Problem[] => {
      const line = lineOf(['signposts', at, 'unfit'])
      const message = `no passage has the id "${id}".`
      return corpus.passage(id)
        ? []
        : [{ file, line, message, remedy: 'Correct it, or remove it.', kind: 'no-passage' }]
    }),
  )
  if (problems.length > 0) throw new CorpusError(problems)
  return value.signpostFor
}
