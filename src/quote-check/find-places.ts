import { fold } from '../dutch/fold.ts'
import type { Range } from '../dutch/sentences.ts'
import { isStopWord } from '../dutch/stop-words.ts'
import { stretchesOf } from './compare-words.ts'
import type { ClaimedSource, Stretch } from './finding.ts'
import type { MatchedText } from './match-words.ts'
import { readWords, squeeze } from './read-words.ts'
import { type Some, some } from './some.ts'
import type { SourceIndex } from './source-index.ts'
import { makesOpposite } from './turn-of.ts'

/** One quote to judge. */
export interface Claim {
  /** In the text, without quotation marks. */
  readonly range: Range
  /** Its words: half-open range of word numbers, never empty. */
  readonly from: number
  readonly to: number
  readonly claimed: ClaimedSource | null
}

/** Where a quote stands word for word. */
export interface Place {
  /** Its words in the index: half-open range of word numbers. */
  readonly sourceStart: number
  readonly sourceEnd: number
  readonly stretches: Some<Stretch>
}

/** A quote may begin or end inside a word of the source only when it has at least so many letters. */
const LEAST_CUT_LENGTH = 25

/**
 * Every place where the words of a quote stand in one go, whatever divides or joins them, all by one speaker.
 * @param wholeSentences only those that are whole sentences of the source.
 */
export function findPlaces(claim: Claim, read: MatchedText, wholeSentences: boolean): Place[] {
  const { from, to } = claim
  const wanted = squeeze(read.words.slice(from, to).map(({ key }) => key))
  const { index } = read
  const { squeezed, squeezedWord, words } = index
  const places: Place[] = []
  for (let at = squeezed.indexOf(wanted); at >= 0; at = squeezed.indexOf(wanted, at + 1)) {
    const end = at + wanted.length
    const sourceStart = squeezedWord[at]!
    const sourceEnd = squeezedWord[end - 1]! + 1
    const first = words[sourceStart]!
    const last = words[sourceEnd - 1]!
    const cutBefore = squeezed.slice(wordStart(squeezedWord, at), at)
    const cutAfter = squeezed.slice(end, wordEnd(squeezedWord, end))
    if (cutBefore || cutAfter) {
      if (wholeSentences || wanted.length < LEAST_CUT_LENGTH || makesOpposite(cutBefore, cutAfter)) continue
      const begin = squeezed.slice(at, Math.min(end, wordEnd(squeezedWord, at + 1)))
      const ending = squeezed.slice(Math.max(at, wordStart(squeezedWord, end - 1)), end)
      if (cutBefore && isOtherWord(begin, index, cutsNumber(cutBefore, begin))) continue
      if (cutAfter && isOtherWord(ending, index, cutsNumber(ending, cutAfter))) continue
    }
    if (wholeSentences && (first.sentenceStart !== sourceStart || last.sentenceEnd !== sourceEnd)) continue
    const inside = words.slice(sourceStart, sourceEnd)
    const stretches = some(stretchesOf(inside))
    if (stretches.some(({ passage }) => passage.speaker.id !== first.passage!.speaker.id)) continue
    const cut = cutStretches(stretches, cutBefore, cutAfter)
    places.push({ sourceStart, sourceEnd, stretches: withPunctuation(cut, claim, read) })
  }
  return places
}

function wordStart(squeezedWord: Int32Array, at: number): number {
  while (at > 0 && squeezedWord[at - 1] === squeezedWord[at]) at--
  return at
}

function wordEnd(squeezedWord: Int32Array, end: number): number {
  let at = end
  while (at < squeezedWord.length && squeezedWord[at] === squeezedWord[end - 1]) at++
  return at
}

/** Whether what is left of a cut word reads as another one: "de" of "vervangende", "5" of "85". */
function isOtherWord(rest: string, index: SourceIndex, cutsNumber: boolean): boolean {
  return cutsNumber || isStopWord(rest) || index.id(rest) !== undefined
}

function cutsNumber(before: string, after: string): boolean {
  return /[\p{N},]$/u.test(before) && /^[\p{N},]/u.test(after)
}

/** Leaves out the parts of words that were cut off, counted in folded letters. */
function cutStretches(stretches: Some<Stretch>, cutBefore: string, cutAfter: string): Some<Stretch> {
  const result: Stretch[] = [...stretches]
  const first = result[0]!
  result[0] = {
    ...first,
    range: {
      start: first.range.start + unitsOf(first.passage.text.slice(first.range.start), cutBefore),
      end: first.range.end,
    },
  }
  const last = result.at(-1)!
  let end = last.range.end
  while (end > last.range.start && folded(last.passage.text.slice(end, last.range.end)).length < cutAfter.length) end--
  result[result.length - 1] = { ...last, range: { start: last.range.start, end } }
  return some(result)
}

/** How many units at the start of a text give these folded letters. */
function unitsOf(text: string, letters: string): number {
  let units = 0
  while (folded(text.slice(0, units)).length < letters.length) units++
  return units
}

function folded(text: string): string {
  return readWords(text)
    .map(({ key }) => key)
    .join('')
}

/** Takes in the punctuation beside the words as far as the quote has it too. */
export function withPunctuation(
  stretches: Some<Stretch>,
  { range, from, to }: Claim,
  { text, words }: MatchedText,
): Some<Stretch> {
  const result: Stretch[] = [...stretches]
  const first = result[0]!
  const before = text.slice(range.start, words[from]!.start)
  result[0] = {
    ...first,
    range: {
      start: first.range.start - agreement(reverse(before), reverse(first.passage.text.slice(0, first.range.start))),
      end: first.range.end,
    },
  }
  const last = result.at(-1)!
  const after = text.slice(words[to - 1]!.end, range.end)
  result[result.length - 1] = {
    ...last,
    range: { start: last.range.start, end: last.range.end + agreement(after, last.passage.text.slice(last.range.end)) },
  }
  return some(result)
}

const LONGEST_PUNCTUATION = 8

/** How many units at the start of `source` are the punctuation that `quote` begins with. */
function agreement(quote: string, source: string): number {
  let count = 0
  while (count < LONGEST_PUNCTUATION && count < quote.length && count < source.length) {
    const sign = fold(source.charAt(count))
    if (!/^\p{P}+$/u.test(sign) || sign !== fold(quote.charAt(count))) break
    count++
  }
  return count
}

function reverse(text: string): string {
  return [...text.slice(-LONGEST_PUNCTUATION)].reverse().join('')
}
