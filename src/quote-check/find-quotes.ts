import type { Range } from '../dutch/sentences.ts'
import { leadsIn, type Mention, signatureStart } from './claimed-source.ts'
import type { MatchedText } from './match-words.ts'
import { isNegation } from './meaning-change.ts'
import { quotations } from './quotations.ts'
import { joinWords } from './read-words.ts'
import { findRuns } from './runs.ts'

/** A quote in a text, or what claims to be one. */
export interface FoundQuote {
  /** In the text, without quotation marks and without a name before or after it. */
  readonly range: Range
  /** Its words: half-open range of word numbers, never empty. */
  readonly from: number
  readonly to: number
  readonly marked: boolean
}

interface WordRange {
  readonly from: number
  readonly to: number
}

/** Shorter quotations are scare quotes (‘pacing’), unless the text has nothing else to check. */
const LEAST_MARKED_WORDS = 4
/** Without marks, only a match that is too long for a coincidence is a quote. */
const LEAST_UNMARKED_LENGTH = 40
const LEAST_UNMARKED_WORDS = 6
/** An unmarked quote ends before more consecutive words than this that aren't the source's. */
const MAX_OWN_WORDS = 12

/** Words between two passages from which they are two quotes. */
const MAX_OWN_AT_JOINT = 3

/** Most quotes that are checked in one message, from the first on. */
const MAX_QUOTES = 50

/**
 * The quotes of a text: what is in quotation marks and, elsewhere, words of the sources. Without either, the whole text is one
 * quote.
 */
export function findQuotes(read: MatchedText, mentions: readonly Mention[]): FoundQuote[] {
  const { words } = read
  const runOf = runsByWord(read)
  const marked = findMarked(read, runOf)
  const long = marked.filter((quote) => quote.to - quote.from >= LEAST_MARKED_WORDS && !isHeading(quote, read))
  const quotes = [
    ...long.flatMap((quote) => splitAtLabels(quote, read, mentions)),
    ...findUnmarked(long, read, mentions),
  ]
  // A short list item on a line of its own counts only beside other quotes: alone it is the whole text.
  if (quotes.length > 0) quotes.push(...findPassageLines(quotes, read))
  else quotes.push(...marked.filter((quote) => isWorthwhile(quote, read)))
  if (quotes.length === 0) {
    const all = { from: 0, to: words.length }
    quotes.push({ ...all, range: rangeOf(all, read), marked: false })
  }
  return quotes
    .sort((one, other) => one.from - other.from)
    .slice(0, MAX_QUOTES)
    .map((quote) => withoutSource(quote, read, mentions, runOf))
}

/** By word: the run of the whole text that contains it, or -1. */
function runsByWord(read: MatchedText): Int32Array {
  const runOf = new Int32Array(read.words.length).fill(-1)
  for (const [at, run] of findRuns(read.chain(0, read.words.length), read).entries()) {
    for (const { textStart, textEnd } of run.matches) runOf.fill(at, textStart, textEnd)
  }
  return runOf
}

function keyOf({ from, to }: WordRange, { words }: MatchedText): string {
  return joinWords(words.slice(from, to).map(({ key }) => key))
}

function isHeading(range: WordRange, read: MatchedText): boolean {
  return read.index.headings.has(keyOf(range, read))
}

/** Whether a short quotation is worth checking: it has two words, is a whole passage such as "Zeker.", or is the whole text. */
function isWorthwhile(quote: WordRange, read: MatchedText): boolean {
  const count = quote.to - quote.from
  return count > 1 || count === read.words.length || read.index.wholePassages.has(keyOf(quote, read))
}

/** Quotations in quotation marks, except those inside a longer quote without marks. */
function findMarked({ text, words }: MatchedText, runOf: Int32Array): FoundQuote[] {
  const marked = quotations(text).flatMap(({ start, end }): FoundQuote[] => {
    const from = firstAtLeast(start, words)
    const to = firstAtLeast(end, words)
    return from < to ? [{ range: { start, end }, from, to, marked: true }] : []
  })
  return marked.filter((quote) => !isInside(quote, marked, runOf))
}

/** Words of the sources outside marked quotes and outside names of sources. */
function findUnmarked(marked: readonly WordRange[], read: MatchedText, mentions: readonly Mention[]): FoundQuote[] {
  const names = mentions.filter((mention) => standsApart(mention, read))
  const taken = [...marked, ...names.map(({ firstWord, endWord }) => ({ from: firstWord, to: endWord }))]
  const end = { from: read.words.length, to: read.words.length }
  const quotes: FoundQuote[] = []
  let from = 0
  for (const next of [...taken.sort((one, other) => one.from - other.from), end]) {
    if (from < next.from) quotes.push(...findUnmarkedIn({ from, to: next.from }, read, mentions))
    from = Math.max(from, next.to)
  }
  return quotes.filter((quote) => !isHeading(quote, read))
}

/** Lines that are a whole passage, outside other quotes. */
function findPassageLines(quotes: readonly WordRange[], read: MatchedText): FoundQuote[] {
  const { text, words, index } = read
  const lines: { from: number; to: number }[] = []
  for (let at = 0; at < words.length; at++) {
    const sameLine = at > 0 && !text.slice(words[at - 1]!.end, words[at]!.start).includes('\n')
    if (sameLine) lines.at(-1)!.to = at + 1
    else lines.push({ from: at, to: at + 1 })
  }
  return lines
    .filter((line) => quotes.every(({ from, to }) => to <= line.from || from >= line.to))
    .filter((line) => index.wholePassages.has(keyOf(line, read)) && !isHeading(line, read))
    .map((line) => ({ ...line, range: rangeOf(line, read), marked: false }))
}

/** The number of the first word that begins at a place or after it. */
function firstAtLeast(place: number, words: MatchedText['words']): number {
  const at = words.findIndex(({ start }) => start >= place)
  return at < 0 ? words.length : at
}

/** Words that are looked at on either side of a quotation, and how many of them must continue it in the source. */
const BESIDE = 4
const GOES_ON = 3

/** Whether a quotation is part of a longer quote without marks: the sources contain quotation marks themselves. */
function isInside({ from, to }: WordRange, marked: readonly WordRange[], runOf: Int32Array): boolean {
  const before = marked.findLast((other) => other.to <= from)?.to ?? 0
  const after = marked.find((other) => other.from >= to)?.from ?? runOf.length
  const countBeside = (edge: number, start: number, end: number) => {
    const run = runOf[edge] ?? -1
    return run < 0 ? 0 : runOf.subarray(start, end).filter((other) => other === run).length
  }
  const goingOn =
    countBeside(from, Math.max(from - BESIDE, before), from) + countBeside(to - 1, to, Math.min(to + BESIDE, after))
  return goingOn >= GOES_ON
}

/** Whether a name is a label or a signature ("NVK:", "— NVK, …", "(NVK)") and not a word of a quote. */
function standsApart({ firstWord, endWord, range }: Mention, { text, words, chain }: MatchedText): boolean {
  const within = chain(0, words.length).some(
    ({ textStart, textEnd }) =>
      textStart <= firstWord && textEnd >= endWord && textEnd - textStart - (endWord - firstWord) >= 2,
  )
  if (within) return false
  const before = text.slice(words[firstWord - 1]?.end ?? 0, range.start)
  const after = text.slice(range.end, words[endWord]?.start ?? text.length)
  return /[-–—(›·|~\n]\s*$/.test(before) || /^\s*(?:$|[:,)›·|\n])/.test(after)
}

/** A pasted stretch of an interview, "NOS: … NVK: …", is as many quotes as it has speakers. */
function splitAtLabels(quote: FoundQuote, read: MatchedText, mentions: readonly Mention[]): FoundQuote[] {
  const inside = mentions.filter(({ firstWord, endWord }) => firstWord > quote.from && endWord < quote.to)
  if (inside.length === 0) return [quote]
  const chain = read.chain(quote.from, quote.to)
  const parts: { from: number; to: number }[] = [{ from: quote.from, to: quote.to }]
  for (const [at, run] of findRuns(chain, read).entries()) {
    const before = chain[chain.indexOf(run.matches[0]) - 1]
    if (at === 0 || run.link !== 'joint' || !before) continue
    const { textStart } = run.matches[0]
    const labelled = inside.some(
      ({ firstWord, endWord, range }) =>
        firstWord >= before.textEnd &&
        endWord <= textStart &&
        read.text.slice(range.end, read.words[textStart]!.start).includes(':'),
    )
    if (!labelled) continue
    parts.at(-1)!.to = before.textEnd
    parts.push({ from: textStart, to: quote.to })
  }
  if (parts.length === 1) return [quote]
  return parts.map((part) => ({ ...part, range: rangeOf(part, read, quote.range.end), marked: true }))
}

/** Stretches of a range of words that are the source's, apart from a few. */
function findUnmarkedIn(region: WordRange, read: MatchedText, mentions: readonly Mention[]): FoundQuote[] {
  const { text, words, index } = read
  if (region.to - region.from < LEAST_UNMARKED_WORDS) return []
  const chain = read.chain(region.from, region.to)
  const firstOfRun = new Map(findRuns(chain, read).map((run) => [run.matches[0], run.link]))
  const groups: { from: number; to: number; matched: number }[] = []
  for (const match of chain) {
    const group = groups.at(-1)
    const own = group ? match.textStart - group.to : 0
    const parted =
      !group ||
      own > MAX_OWN_WORDS ||
      (firstOfRun.get(match) === 'joint' &&
        (own >= MAX_OWN_AT_JOINT ||
          text.slice(words[match.textStart - own - 1]!.end, words[match.textStart]!.start).includes('\n') ||
          leadsIn(words, match.textStart - own, match.textStart, mentions)))
    const matched = match.textEnd - match.textStart
    if (parted) groups.push({ from: match.textStart, to: match.textEnd, matched })
    else {
      group.to = match.textEnd
      group.matched += matched
    }
  }
  return groups.flatMap((group, at): FoundQuote[] => {
    if (group.matched < LEAST_UNMARKED_WORDS) return []
    if (words[group.to - 1]!.end - words[group.from]!.start < LEAST_UNMARKED_LENGTH) return []
    const first = chain.find(({ textStart }) => textStart === group.from)!
    const last = chain.find(({ textEnd }) => textEnd === group.to)!
    const wholeStart = index.words[first.sourceStart]!.sentenceStart === first.sourceStart
    const wholeEnd = index.words[last.sourceEnd - 1]!.sentenceEnd === last.sourceEnd
    const low = Math.max(region.from, groups[at - 1]?.to ?? 0)
    const high = Math.min(region.to, groups[at + 1]?.from ?? words.length)
    const from = reach(group.from, -1, wholeStart ? 0 : group.matched, low, read, mentions)
    const to = reach(group.to, 1, wholeEnd ? 0 : group.matched, high, read, mentions)
    return [{ from, to, range: rangeOf({ from, to }, read), marked: false }]
  })
}

/** What separates the words of a quote from those around it. */
const DIVIDES = /[\n:;!?…"“”„«»]|\.\s|\s[-–—]\s/

/**
 * Where an unmarked quote begins or ends when it breaks off inside a sentence of the source. The words beside it, up to the end
 * of the text's sentence, count as changed words of the source's sentence, unless there are many or they introduce the quote
 * ("de NVK schrijft dat"). A negation right beside the quote is always part of it.
 * @param most words to take.
 * @param limit where its surroundings end.
 */
function reach(
  edge: number,
  step: 1 | -1,
  most: number,
  limit: number,
  { text, words }: MatchedText,
  mentions: readonly Mention[],
): number {
  const isOpen = (at: number) => at !== limit && at > 0 && at < words.length && !isDivided(at)
  const isDivided = (at: number) => DIVIDES.test(text.slice(words[at - 1]!.end, words[at]!.start))
  let at = edge
  while (isOpen(at)) at += step
  const [from, to] = step > 0 ? [edge, at] : [at, edge]
  const endsWithSentence = at === 0 || at === words.length || isDivided(at)
  if (endsWithSentence && to - from <= most && !leadsIn(words, from, to, mentions)) return at
  const beside = words[step > 0 ? edge : edge - 1]
  return isOpen(edge) && beside && isNegation(beside.key) ? edge + step : edge
}

/** Leaves out a label before the quote ("NVK: …") and a name after it ("… – NVK"): they belong to its surroundings. */
function withoutSource(
  quote: FoundQuote,
  read: MatchedText,
  mentions: readonly Mention[],
  runOf: Int32Array,
): FoundQuote {
  const { text, words } = read
  let { from, to } = quote
  const isStrange = (first: number, end: number) => runOf.subarray(first, end).every((run) => run < 0)
  const strange = mentions.filter(
    ({ firstWord, endWord }) => firstWord >= from && endWord <= to && isStrange(firstWord, endWord),
  )
  const label = strange.find(({ firstWord }) => firstWord - from <= 2)
  const colon = label && /^[^:\n!?]{0,50}:/.exec(text.slice(label.range.end, label.range.end + 60))
  if (label && colon) from = Math.max(from, firstAtLeast(label.range.end + colon[0].length, words))
  const signature = strange.find(
    ({ firstWord, spokenTo }) =>
      firstWord > from && !spokenTo && isStrange(firstWord, to) && signatureStart(text, words, firstWord) > from,
  )
  if (signature) to = Math.min(to, signatureStart(text, words, signature.firstWord))
  if (from >= to || (from === quote.from && to === quote.to)) return quote
  return { ...quote, from, to, range: rangeOf({ from, to }, read, quote.range.end) }
}

/** The range of words in the text, with the punctuation that ends them. */
function rangeOf({ from, to }: WordRange, { text, words }: MatchedText, limit = text.length): Range {
  const end = words[to - 1]!.end
  const closing = /^[.!?…)\]”’"]*/u.exec(text.slice(end, Math.min(end + 4, limit)))?.[0].length ?? 0
  return { start: words[from]!.start, end: end + closing }
}
