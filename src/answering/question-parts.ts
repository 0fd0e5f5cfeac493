import { words } from '../dutch/fold.ts'

/** Longest text that is read, in UTF-16 units: Telegram's limit of a message. */
const MAX_READ = 4096
/** Longest part that is compared as one question, in words; longer ones say too many things at once. */
const MAX_WORDS = 60
/** Parts of one message that are looked up: each costs a run of the model. */
const MAX_PARTS = 6
/** Shortest part that can stand alone as a question, in words. */
const MIN_WORDS = 3

/** What somebody asks, when a message is more than one sentence. */
export interface QuestionParts {
  /** The whole message, or its beginning when it is very long; empty when there is nothing to read in it. */
  readonly whole: string
  /** Its sentences that end in a question mark, in order; empty when the message is one sentence. */
  readonly asked: readonly string[]
  /** Its other sentences, the last first: of a story, the end is nearest to what is asked. */
  readonly told: readonly string[]
}

/** Splits a message into what may be asked in it. Bounded: reads at most the first 4,096 units. */
export function questionParts(message: string): QuestionParts {
  const read = message
    .slice(0, MAX_READ)
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
  if (!/[\p{L}\p{N}]/u.test(read)) return { whole: '', asked: [], told: [] }
  const sentences = read
    .split(/(?<=[.!?…])\s+(?=\S)/u)
    .map((sentence) => firstWords(sentence.trim()))
    .filter((sentence) => words(sentence).length >= MIN_WORDS)
  const asked = sentences.filter((sentence) => sentence.endsWith('?'))
  const told = sentences.filter((sentence) => !sentence.endsWith('?'))
  const many = sentences.length > 1 || isLong(read)
  return {
    whole: firstWords(read),
    asked: many ? asked.slice(0, MAX_PARTS) : [],
    told: many ? told.reverse().slice(0, Math.max(0, MAX_PARTS - asked.length)) : [],
  }
}

/** Whether a message is longer than what is compared as one question. */
function isLong(message: string): boolean {
  return message.split(/\s+/).length > MAX_WORDS
}

function firstWords(text: string): string {
  const parts = text.split(/\s+/)
  return parts.length > MAX_WORDS ? parts.slice(0, MAX_WORDS).join(' ') : text
}
