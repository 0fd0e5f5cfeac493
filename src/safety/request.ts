import { z } from 'zod'
import { readYamlFile } from '../corpus/read-yaml.ts'
import { compilePhrases, phraseBookFields } from './phrases.ts'

/** Something that a quoting bot can't give. The bot says so in one sentence, beside what the sources say. */
export type Request = 'diagnosis' | 'dose' | 'opinion'

/** Recognises a request for what a quoting bot can't give. */
export interface RequestDetector {
  /** What a message asks of the bot itself; null for a question about what the sources say. Takes any text. */
  detect(text: string): Request | null
}

/** In order of precedence: a message that asks for several gets the sentence of the first. */
const REQUESTS = ['dose', 'diagnosis', 'opinion'] as const satisfies readonly Request[]

const requestsSchema = z.strictObject(phraseBookFields(REQUESTS)).transform((book, context) => ({
  detect: compilePhrases(REQUESTS, book, (path, message) => context.addIssue({ code: 'custom', path, message })),
}))

/**
 * Loads the phrases by which such requests are recognised.
 * @param shown what the path in messages is relative to.
 * @throws CorpusError naming the line of each mistake.
 */
export function loadRequests(path: string, shown = process.cwd()): RequestDetector {
  return readYamlFile(path, requestsSchema, shown).value
}
