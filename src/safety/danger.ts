import { z } from 'zod'
import { indexOfControl } from '../corpus/control-characters.ts'
import { readYamlFile } from '../corpus/read-yaml.ts'
import { compilePhrases, phraseBookFields } from './phrases.ts'

/** An acute danger that a message signals. */
export type Danger = 'suicide' | 'self-harm' | 'emergency' | 'abuse'

/** Recognises acute danger in a message, and has a card for it. */
export interface Safety {
  /** The danger that a message signals, to its writer or to another; null when there is none. Takes any text. */
  detect(text: string): Danger | null
  /** The danger about which the line would tell nothing new: the message names the help itself, as who fears it does. Takes any text. */
  named(text: string): Danger | null
  /**
   * Where to find help, in the operator's words; shown before anything else.
   * @param isSensed whether no words signal the danger: then it is one line that asks, because many who get it are in none.
   */
  card(danger: Danger, language: 'nl' | 'en', isSensed: boolean): string
}

/** Most urgent first: a message that signals several gets the card of the first. */
export const DANGERS = ['emergency', 'suicide', 'self-harm', 'abuse'] as const satisfies readonly Danger[]

/**
 * A card without the alarm number would be a mistake in any language; so would one without those for thoughts of suicide: of the
 * messages that hint at them, some are taken for another danger.
 */
const help = (longest: number) =>
  z
    .string()
    .trim()
    .min(1, 'expected a text')
    .max(longest, `expected at most ${longest} characters`)
    .refine((text) => indexOfControl(text) < 0, 'expected a text without control characters')
    .regex(/\b112\b/, 'expected the number 112 in it')
    .regex(/\b113\b.*\b1813\b/s, 'expected the numbers for thoughts of suicide in it: 113, and 1813 for Belgium')
const card = help(1500)
const line = help(300)

const fields = phraseBookFields(DANGERS)
const safetySchema = z
  .strictObject({
    cards: z.record(z.enum(DANGERS), z.strictObject({ nl: card, en: card })),
    lines: z.record(z.enum(DANGERS), z.strictObject({ nl: line, en: line })),
    named: z.partialRecord(z.enum(DANGERS), fields.harmless).default({}),
    ...fields,
  })
  .transform(({ cards, lines, named, ...book }, context) => {
    const report = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path: path[0] === 'phrases' ? ['named', ...path.slice(1)] : path, message })
    const phrases = { emergency: [], suicide: [], 'self-harm': [], abuse: [], ...named }
    return {
      cards,
      lines,
      detect: compilePhrases(DANGERS, book, (path, message) => context.addIssue({ code: 'custom', path, message })),
      named: compilePhrases(DANGERS, { ...book, words: {}, harmless: [], phrases }, report),
    }
  })

/**
 * Loads the safety file: the cards and the phrases that call for them.
 * @param shown what the path in messages is relative to.
 * @throws CorpusError naming the line of each mistake: half a safety net is no safety net.
 */
export function loadSafety(path: string, shown = process.cwd()): Safety {
  const { cards, lines, detect, named } = readYamlFile(path, safetySchema, shown).value
  return { detect, named, card: (danger, language, isSensed) => (isSensed ? lines : cards)[danger][language] }
}
