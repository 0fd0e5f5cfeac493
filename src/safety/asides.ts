import { existsSync } from 'node:fs'
import { z } from 'zod'
import { readYamlFile } from '../corpus/read-yaml.ts'
import { asksAnything } from '../dutch/asking.ts'
import { compilePhrases, phraseBookFields } from './phrases.ts'

/**
 * What a message is that asks the sources nothing: it asks what the bot keeps, or what the bot is; it praises the bot, tells how somebody
 * feels, or tells what somebody only wants to say.
 */
export type Aside = 'privacy' | 'about' | 'praise' | 'feels' | 'tells'

/** What kind of aside a message seems to be; null for most. Takes any text. */
export type AsideOf = (message: string) => Aside | null

/** In order of precedence: who wants to know something of the sources is answered, whatever else is told. */
const KINDS = ['privacy', 'about', 'asks', 'praise', 'feels', 'tells'] as const

const schema = z.strictObject(phraseBookFields(KINDS)).transform((book, context) => {
  const kindOf = compilePhrases(KINDS, book, (path, message) => context.addIssue({ code: 'custom', path, message }))
  return (message: string): Aside | null => {
    const kind = kindOf(message)
    if (kind === 'privacy' || kind === 'about') return kind
    return kind === 'asks' || asksAnything(message) ? null : kind
  }
})

/**
 * Loads the phrases by which such messages are recognised.
 * @param shown what the path in messages is relative to.
 * @returns a function that finds none, where there is no such file.
 * @throws CorpusError naming the line of each mistake.
 */
export function loadAsides(path: string, shown = process.cwd()): AsideOf {
  return existsSync(path) ? readYamlFile(path, schema, shown).value : () => null
}
