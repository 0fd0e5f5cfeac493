import { asks, clausesOf, QUESTION_WORDS } from '../dutch/asking.ts'
import { words } from '../dutch/fold.ts'

/** Longest text that is read, in UTF-16 units: a paste that Telegram cut in four, or half of its longest rich message. */
const MAX_READ = 16_384
/** Most words that are compared as one question; a longer text says too many things at once. */
const MAX_WORDS = 60
/** Most parts of one message that are looked up: each takes a run of the model. */
const MAX_PARTS = 6
/** Fewest words of a part that is a question by itself. */
const MIN_WORDS = 3

/** The parts of a message that may be its question. */
export interface QuestionParts {
  /** The whole message, or the beginning of a very long one; empty when it has no words. */
  readonly whole: string
  /** Its sentences that end in a question mark, in order; empty when the message is one sentence. */
  readonly asked: readonly string[]
  /** Its other sentences, last first: the end of a story is nearest to what is asked. */
  readonly stated: readonly string[]
}

/** Splits a message into what may be its question. Reads at most the first 16,384 UTF-16 units. */
export function questionParts(message: string): QuestionParts {
  const read = message
    .slice(0, MAX_READ)
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
  if (!/[\p{L}\p{N}]/u.test(read)) return { whole: '', asked: [], stated: [] }
  const sentences = read
    .split(/(?<=[.!?…])\s+(?=\S)/u)
    .map((sentence) => firstWords(sentence.trim()))
    .filter((sentence) => words(sentence).length >= MIN_WORDS)
  const asked = sentences.filter((sentence) => sentence.endsWith('?'))
  const stated = sentences.filter((sentence) => !sentence.endsWith('?'))
  const many = sentences.length > 1 || isLong(read)
  return {
    whole: firstWords(read),
    asked: many ? asked.slice(0, MAX_PARTS) : [],
    stated: many ? stated.reverse().slice(0, Math.max(0, MAX_PARTS - asked.length)) : [],
  }
}

const JOINED = new RegExp(`,? (?:en|and|maar|but|plus) (?:(?:ook|also) )?(?=(?:${QUESTION_WORDS}) )`, 'iu')
const BEGINS_ASKING = new RegExp(`^(?:${QUESTION_WORDS})\\s`, 'iu')
const ANNOUNCED = /^.{0,40}?\b(?:vra(?:ag|gen)\w*|questions?)\s*:\s*/iu

/**
 * The two questions that one sentence asks: "is het te genezen en waar vind ik een kliniek?" Null for any other.
 * @param sentence one of the parts of a message, or all of it.
 */
export function twoQuestions(sentence: string): readonly [string, string] | null {
  const text = sentence.replace(ANNOUNCED, '').split(/\s+/).join(' ')
  const joint = JOINED.exec(text)
  if (!joint || !BEGINS_ASKING.test(text)) return null
  const both = [text.slice(0, joint.index), text.slice(joint.index + joint[0].length)] as const
  return both.every((one) => words(one).length >= MIN_WORDS) ? [`${both[0].trim()}?`, both[1].trim()] : null
}

/** The "why" of despair is a question only with its mark. */
const WHY = /^(?:en |maar |and |but )?(?:waarom|waarvoor|why)\s/iu

/**
 * The questions of a message, apart from what else it says: "ik wil dood. wat is PEM?"
 * @param isOther whether a part says the other, and so is none of them.
 * @returns null when it asks nothing besides.
 */
export function askedBesides(message: string, isOther: (part: string) => boolean): string | null {
  const asked = clausesOf(message.slice(0, MAX_READ)).filter(
    (part) =>
      words(part).length >= MIN_WORDS && asks(part) && (part.endsWith('?') || !WHY.test(part)) && !isOther(part),
  )
  return asked.length === 0 ? null : asked.slice(0, MAX_PARTS).join(' ')
}

function isLong(message: string): boolean {
  return message.split(/\s+/).length > MAX_WORDS
}

function firstWords(text: string): string {
  const parts = text.split(/\s+/)
  return parts.length > MAX_WORDS ? parts.slice(0, MAX_WORDS).join(' ') : text
}
