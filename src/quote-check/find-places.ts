import { fold } from '../dutch/fold.ts'
import type { Range } from '../dutch/sentences.ts'
import { isStopWord } from '../dutch/stop-words.ts'
import { stretchesOf } from './compare-words.ts'
import type { ClaimedSource, Stretch } from './finding.ts'
import type { MatchedText } from './match-words.ts'
import { makesOpposite } from './meaning-change.ts'
import { type NonEmpty, nonEmpty } from './non-empty.ts'
import { joinWords, readWords } from './read-words.ts'
import type { SourceIndex } from './source-index.ts'

/** One quote to judge. */
export interface Claim {
  /** In the text, without quotation marks. */
  readonly range: Range
  /** Its words: half-open range of word numbers, never empty. */
  readonly from: number
  readonly to: number
  readonly claimed: ClaimedSource | null
}

/** Where a quote occurs word for word. */
export interface Place {
  /** Its words in the index: half-open range of word numbers. */
  readonly sourceStart: number
  readonly sourceEnd: number
  readonly stretches: NonEmpty<Stretch>
}

/** Fewest letters of a quote that begins or ends inside a word of the source. */
const LEAST_CUT_LENGTH = 25

/**
 * Every place where the words of a quote occur without a gap, however they are divided or joined, all by one speaker.
 * @param wholeSentences only those that are whole sentences of the source.
 */
export function findPlaces(claim: Claim, read: MatchedText, wholeSentences: boolean): Place[] {
  const { from, to } = claim
  const wanted = joinWords(read.words.slice(from, to).map(({ key }) => key))
  const { index } = read
  const { joined, joinedWordAt, words } = index
  const places: Place[] = []
  for (let at = joined.indexOf(wanted); at >= 0; at = joined.indexOf(wanted, at + 1)) {
    const end = at + wanted.length
    const sourceStart = joinedWordAt[at]!
    const sourceEnd = joinedWordAt[end - 1]! + 1
    const first = words[sourceStart]!
    const last = words[sourceEnd - 1]!
    const cutBefore = joined.slice(wordStart(joinedWordAt, at), at)
    const cutAfter = joined.slice(end, wordEnd(joinedWordAt, end))
    if (cutBefore || cutAfter) {
      if (wholeSentences || wanted.length < LEAST_CUT_LENGTH || makesOpposite(cutBefore, cutAfter)) continue
      const begin = joined.slice(at, Math.min(end, wordEnd(joinedWordAt, at + 1)))
      const ending = joined.slice(Math.max(at, wordStart(joinedWordAt, end - 1)), end)
      if (cutBefore && isOtherWord(begin, index, cutsNumber(cutBefore, begin))) continue
      if (cutAfter && isOtherWord(ending, index, cutsNumber(ending, cutAfter))) continue
    }
    if (wholeSentences && (first.sentenceStart !== sourceStart || last.sentenceEnd !== sourceEnd)) continue
    const inside = words.slice(sourceStart, sourceEnd)
    const stretches = nonEmpty(stretchesOf(inside))
    if (stretches.some(({ passage }) => passage.speaker.id !== first.passage!.speaker.id)) continue
    const cut = cutStretches(stretches, cutBefore, cutAfter)
    places.push({ sourceStart, sourceEnd, stretches: withPunctuation(cut, claim, read) })
  }
  return places
}

function wordStart(joinedWordAt: Int32Array, at: number): number {
  while (at > 0 && joinedWordAt[at - 1] === joinedWordAt[at]) at--
  return at
}

function wordEnd(joinedWordAt: Int32Array, end: number): number {
  let at = end
  while (at < joinedWordAt.length && joinedWordAt[at] === joinedWordAt[end - 1]) at++
  return at
}

/** Whether the rest of a cut word is another word: "de" of "vervangende", "5" of "85". */
function isOtherWord(rest: string, index: SourceIndex, cutsNumber: boolean): boolean {
  return cutsNumber || isStopWord(rest) || index.id(rest) !== undefined
}

function cutsNumber(before: string, after: string): boolean {
  return /[\p{N},]$/u.test(before) && /^[\p{N},]/u.test(after)
}

/** Leaves out the cut-off parts of words, which are counted in folded letters. */
function cutStretches(stretches: NonEmpty<Stretch>, cutBefore: string, cutAfter: string): NonEmpty<Stretch> {
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
  return nonEmpty(result)
}

/** How many UTF-16 units at the start of a text give these folded letters. */
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

/** Includes the punctuation around the words as far as the quote has it too. */
export function withPunctuation(
  stretches: NonEmpty<Stretch>,
  { range, from, to }: Claim,
  { text, words }: MatchedText,
): NonEmpty<Stretch> {
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
  return nonEmpty(result)
}

const LONGEST_PUNCTUATION = 8

/** How many UTF-16 units of punctuation `source` and `quote` begin with alike. */
function agreement(quote: string, source: string): number {
  let count = 0
  while (count < LONGEST_PUNCTUATION && count < quote.length && count < source.length) {
    const character = fold(source.charAt(count))
    if (!/^\p{P}+$/u.test(character) || character !== fold(quote.charAt(count))) break
    count++
  }
  return count
}

function reverse(text: string): string {
  return [...text.slice(-LONGEST_PUNCTUATION)].reverse().join('')
}
