import { z } from 'zod'
import { readYamlFile } from '../corpus/read-yaml.ts'
import { compilePhrases, phraseBookFields } from './phrases.ts'

/**
 * Something that a quoting bot can't give. The bot says so in one sentence, beside what the sources say. A prescription is a dose for
 * which somebody asks who treats others; a choice is who of those who disagree is right.
 */
export type Request = 'diagnosis' | 'dose' | 'prescription' | 'choice' | 'opinion'

/** Recognises a request for what a quoting bot can't give. */
export interface RequestDetector {
  /** What a message asks of the bot itself; null for a question about what the sources say. Takes any text. */
  detect(text: string): Request | null
}

/** In order of precedence: a message that asks for several gets the sentence of the first. */
const REQUESTS = ['dose', 'diagnosis', 'choice', 'opinion'] as const satisfies readonly Request[]

const fields = phraseBookFields(REQUESTS)
const requestsSchema = z
  .strictObject({
    ...fields,
    phrases: z.partialRecord(z.enum(REQUESTS), fields.harmless.min(1, 'expected a phrase')),
    professionals: fields.harmless.default([]),
  })
  .transform(({ professionals, phrases, ...words }, context) => {
    const book = { ...words, phrases: { dose: [], diagnosis: [], choice: [], opinion: [], ...phrases } }
    const report = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message })
    const requestOf = compilePhrases(REQUESTS, book, report)
    const professionalOf = compilePhrases(
      ['professional'],
      { ...book, harmless: [], phrases: { professional: professionals } },
      ([field = '', , ...rest], message) =>
        report(field === 'phrases' ? ['professionals', ...rest] : [field, ...rest], message),
    )
    return {
      detect(text: string): Request | null {
        const request = requestOf(text)
        return request === 'dose' && professionalOf(text) !== null ? 'prescription' : request
      },
    }
  })

/**
 * Loads the phrases by which such requests are recognised.
 * @param shown what the path in messages is relative to.
 * @throws CorpusError naming the line of each mistake.
 */
export function loadRequests(path: string, shown = process.cwd()): RequestDetector {
  return readYamlFile(path, requestsSchema, shown).value
}
