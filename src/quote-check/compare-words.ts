import { diffArrays } from 'diff'
import type { Range } from '../dutch/sentences.ts'
import type { Difference, Stretch } from './finding.ts'
import type { Match, MatchedText } from './match-words.ts'
import { isNegation, meaningChangeOf } from './meaning-change.ts'
import { type NonEmpty, nonEmpty } from './non-empty.ts'
import { joinWords } from './read-words.ts'
import type { SourceIndex, SourceWord } from './source-index.ts'

/** Words of the text compared with contiguous words of the source: half-open ranges of word numbers. */
export interface Comparison {
  readonly sourceStart: number
  readonly sourceEnd: number
  readonly stretches: NonEmpty<Stretch>
  readonly differences: readonly Difference[]
  /** Weight of the words that the text shares with the source. */
  readonly sameWeight: number
  /** Weight of the source's words. */
  readonly sourceWeight: number
}

/** A place where the two differ: half-open ranges of word numbers, of which one may be empty. */
interface Hunk {
  readonly textStart: number
  readonly textEnd: number
  readonly sourceStart: number
  readonly sourceEnd: number
}

/** Most source words that are compared with the words before the first match or after the last. */
const MAX_EDGE = 40
/** Most edits between two stretches; those that differ more are one difference. Bounds the work. */
const MAX_EDITS = 60

/**
 * Compares a range of the text with the source, word by word, along matches that are contiguous in the source.
 * @param from the text's first word; words before the first match are compared with the rest of its sentence.
 * @param to one after its last word.
 */
export function compareWords(read: MatchedText, matches: NonEmpty<Match>, from: number, to: number): Comparison {
  const { index } = read
  const first = matches[0]
  const last = matches.at(-1) ?? first
  const head = compareHead(read, from, first)
  const tail = compareTail(read, last, to)
  const hunks = [...head.hunks]
  for (const [at, match] of matches.entries()) {
    const before = matches[at - 1]
    if (before) hunks.push(...differ(read, before.textEnd, match.textStart, before.sourceEnd, match.sourceStart))
  }
  hunks.push(...tail.hunks)
  const { sourceStart } = head
  const { sourceEnd } = tail

  let sameWeight = 0
  let at = from
  const addSame = (end: number) => {
    for (; at < end; at++) sameWeight += index.weight(read.words[at]!.key)
  }
  for (const hunk of hunks) {
    addSame(hunk.textStart)
    at = hunk.textEnd
  }
  addSame(to)

  return {
    sourceStart,
    sourceEnd,
    stretches: nonEmpty(stretchesOf(index.words.slice(sourceStart, sourceEnd))),
    differences: hunks.flatMap((hunk) => differencesOf(read, hunk, sourceStart)),
    sameWeight,
    sourceWeight: index.weightBefore[sourceEnd]! - index.weightBefore[sourceStart]!,
  }
}

/** Words of the source as stretches of passages, in order. Headings and labels are left out. */
export function stretchesOf(words: readonly SourceWord[]): Stretch[] {
  const stretches: { passage: Stretch['passage']; document: Stretch['document']; range: Range }[] = []
  for (const { passage, document, start, end } of words) {
    const last = stretches.at(-1)
    if (passage && last?.passage === passage) last.range = { start: last.range.start, end }
    else if (passage) stretches.push({ passage, document, range: { start, end } })
  }
  return stretches
}

/** Compares the words before the first match with those of the source in the same sentence. */
function compareHead(read: MatchedText, from: number, first: Match): { hunks: Hunk[]; sourceStart: number } {
  const count = first.textStart - from
  if (count === 0) return { hunks: [], sourceStart: first.sourceStart }
  const { sentenceStart } = read.index.words[first.sourceStart]!
  const sourceStart = Math.max(sentenceStart, first.sourceStart - Math.min(count + 2, MAX_EDGE))
  const [hunk, ...rest] = differ(read, from, first.textStart, sourceStart, first.sourceStart)
  if (!hunk) return { hunks: [], sourceStart }
  if (hunk.sourceStart > sourceStart || hunk.textStart > from) return { hunks: [hunk, ...rest], sourceStart }
  // The quote begins here, so earlier words of the source are not missing from it.
  const surplus = surplusOf(hunk, read)
  const head = { ...hunk, sourceStart: hunk.sourceStart + surplus }
  return { hunks: head.textStart < head.textEnd ? [head, ...rest] : rest, sourceStart: head.sourceStart }
}

/** Compares the words after the last match in the same way. */
function compareTail(read: MatchedText, last: Match, to: number): { hunks: Hunk[]; sourceEnd: number } {
  const count = to - last.textEnd
  if (count === 0) return { hunks: [], sourceEnd: last.sourceEnd }
  const { sentenceEnd } = read.index.words[last.sourceEnd - 1]!
  const sourceEnd = Math.min(sentenceEnd, last.sourceEnd + Math.min(count + 2, MAX_EDGE))
  const hunks = differ(read, last.textEnd, to, last.sourceEnd, sourceEnd)
  const hunk = hunks.at(-1)
  if (!hunk || hunk.sourceEnd < sourceEnd || hunk.textEnd < to) return { hunks, sourceEnd }
  const surplus = surplusOf(hunk, read)
  const tail = { ...hunk, sourceEnd: hunk.sourceEnd - surplus }
  const rest = hunks.slice(0, -1)
  return { hunks: tail.textStart < tail.textEnd ? [...rest, tail] : rest, sourceEnd: tail.sourceEnd }
}

/** How many words the source has more than the quote at its edge. A "niet" replaces no word of the source. */
function surplusOf({ textStart, textEnd, sourceStart, sourceEnd }: Hunk, { words }: MatchedText): number {
  const theirs = words.slice(textStart, textEnd).filter(({ key }) => !isNegation(key))
  return Math.max(0, sourceEnd - sourceStart - theirs.length)
}

/** Where the words of two ranges differ, in order. */
function differ(
  { words, index }: MatchedText,
  textStart: number,
  textEnd: number,
  sourceStart: number,
  sourceEnd: number,
): Hunk[] {
  const source = index.words.slice(sourceStart, sourceEnd)
  const changes =
    textStart < textEnd && source.length > 0
      ? diffArrays(
          source.map(({ key }) => key),
          words.slice(textStart, textEnd).map(({ key }) => key),
          { maxEditLength: MAX_EDITS },
        )
      : undefined
  const hunks: Hunk[] = []
  if (!changes) hunks.push({ textStart, textEnd, sourceStart, sourceEnd })
  else {
    let textAt = textStart
    let sourceAt = sourceStart
    let open: Hunk | null = null
    for (const { added, removed, count } of changes) {
      if (!added && !removed) {
        if (open) hunks.push(open)
        open = null
        textAt += count
        sourceAt += count
        continue
      }
      open ??= { textStart: textAt, textEnd: textAt, sourceStart: sourceAt, sourceEnd: sourceAt }
      if (added) textAt += count
      else sourceAt += count
      open = { ...open, textEnd: textAt, sourceEnd: sourceAt }
    }
    if (open) hunks.push(open)
  }
  // A difference in hyphens and spaces alone is none.
  return hunks.filter((hunk) => {
    const ours = index.words.slice(hunk.sourceStart, hunk.sourceEnd).filter(({ passage }) => passage)
    const theirs = words.slice(hunk.textStart, hunk.textEnd)
    return joinWords(ours.map(({ key }) => key)) !== joinWords(theirs.map(({ key }) => key))
  })
}

function differencesOf({ words, index }: MatchedText, hunk: Hunk, begin: number): Difference[] {
  const theirs = words.slice(hunk.textStart, hunk.textEnd)
  const ours = index.words.slice(hunk.sourceStart, hunk.sourceEnd).filter(({ passage }) => passage)
  const place = words[hunk.textStart - 1]?.end ?? words[hunk.textEnd]?.start ?? 0
  const quoted = { start: theirs[0]?.start ?? place, end: theirs.at(-1)?.end ?? place }
  const meaningChange = meaningChangeOf(
    ours.map(({ key }) => key),
    theirs.map(({ key }) => key),
  )
  const [first, ...more] = stretchesOf(ours)
  if (!first) return [{ kind: 'added', quoted, source: placeOf(hunk, begin, index), meaningChange }]
  return [
    { kind: theirs.length > 0 ? 'changed' : 'missing', quoted, source: first, meaningChange },
    // Words that continue in the next passage can't be one stretch.
    ...more.map(
      (source): Difference => ({
        kind: 'missing',
        quoted: { start: quoted.end, end: quoted.end },
        source,
        meaningChange,
      }),
    ),
  ]
}

/** The place of added words in a passage: after the word before them, or before the first one. */
function placeOf({ sourceStart, sourceEnd }: Hunk, begin: number, { words }: SourceIndex): Stretch {
  const atBegin = sourceStart <= begin
  let at = atBegin ? sourceEnd : sourceStart - 1
  while (!words[at]!.passage) at += atBegin ? 1 : -1
  const { passage, document, start, end } = words[at]!
  const offset = atBegin ? start : end
  return { passage: passage!, document, range: { start: offset, end: offset } }
}
