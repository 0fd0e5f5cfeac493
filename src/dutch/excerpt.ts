import { leansOnBefore, takesBack } from './leaning.ts'
import type { Range } from './sentences.ts'

/**
 * Cuts a text into parts of at most `limit` UTF-16 units, only at the end of sentences and never before a caveat.
 * @returns ranges of the text; null when it can't be cut that way, and so may not be quoted at all.
 */
export function cut(text: string, sentences: readonly Range[], limit: number): Range[] | null {
  const parts: Range[] = []
  // A sentence and its caveats may not be separated.
  for (const { start, end } of units(text, sentences)) {
    if (end - start > limit) return null
    const last = parts.at(-1)
    if (last && end - last.start <= limit) parts[parts.length - 1] = { start: last.start, end }
    else parts.push({ start, end })
  }
  return parts
}

/** A sentence, by its index, together with its caveats. */
export function sentenceWithCaveats(text: string, sentences: readonly Range[], number: number): Range | null {
  const sentence = sentences[number]
  if (!sentence) return null
  let end = sentence.end
  for (const next of sentences.slice(number + 1)) {
    if (!isCaveat(text, next)) break
    end = next.end
  }
  return { start: sentence.start, end }
}

/** UTF-16 units. What has this length is not made longer by more than the one sentence that it leans on. */
const ENOUGH_CONTEXT = 320

/**
 * A sentence, by its index, as it may stand apart from its passage: with its caveats, and with what goes before it if it leans on
 * that or takes it back.
 */
export function sentenceInContext(text: string, sentences: readonly Range[], number: number): Range | null {
  const range = sentenceWithCaveats(text, sentences, number)
  if (!range) return null
  let first = number
  while (first > 0 && needsBefore(text, sentences[first]!)) {
    if (first < number && range.end - sentences[first - 1]!.start > ENOUGH_CONTEXT) break
    first--
  }
  return { start: sentences[first]!.start, end: range.end }
}

function needsBefore(text: string, sentence: Range): boolean {
  return isCaveat(text, sentence) || leansOnBefore(text.slice(sentence.start, sentence.end))
}

function units(text: string, sentences: readonly Range[]): Range[] {
  const result: Range[] = []
  for (const sentence of sentences) {
    const last = result.at(-1)
    if (last && isCaveat(text, sentence)) result[result.length - 1] = { start: last.start, end: sentence.end }
    else result.push(sentence)
  }
  return result
}

function isCaveat(text: string, { start, end }: Range): boolean {
  return takesBack(text.slice(start, end))
}
