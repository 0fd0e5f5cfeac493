import type { Word } from './read-words.ts'
import type { SourceIndex } from './source-index.ts'

/** A text with the words that it shares with the sources. */
export interface MatchedText {
  readonly text: string
  readonly words: readonly Word[]
  /** By word: the number of ellipses ("[...]") before it, from the start of the text. */
  readonly omissionsBefore: Int32Array
  readonly index: SourceIndex
  /**
   * The matches that together explain a range of the words best, in order of the text, none overlapping.
   * @param allows which matches to choose from; default: all.
   */
  chain(from: number, to: number, allows?: (match: Match) => boolean): readonly Match[]
}

/** Consecutive words that the text and one passage share: half-open ranges of word numbers. */
export interface Match {
  readonly textStart: number
  readonly textEnd: number
  readonly sourceStart: number
  readonly sourceEnd: number
}

const UNKNOWN = -1
const OMISSION = /…|\.\.|\[\s*\]/

/** Finds a text's words in the sources. */
export function matchText(text: string, words: readonly Word[], index: SourceIndex): MatchedText {
  const omissionsBefore = new Int32Array(words.length)
  let omissions = 0
  for (const [at, { start }] of words.entries()) {
    const previous = words[at - 1]
    if (previous && OMISSION.test(text.slice(previous.end, start))) omissions++
    omissionsBefore[at] = omissions
  }
  const matches = findMatches(words, omissionsBefore, index)
  const chains = new Map<string, readonly Match[]>()
  return {
    text,
    words,
    omissionsBefore,
    index,
    chain: (from, to, allows) => {
      if (allows) return chainMatches(matches.filter(allows), from, to, omissionsBefore, index)
      const key = `${from}-${to}`
      const known = chains.get(key) ?? chainMatches(matches, from, to, omissionsBefore, index)
      chains.set(key, known)
      return known
    },
  }
}

/** Most places of one pair of words; a pair with more is found from its neighbours. Bounds the work on "de de de…". */
const MAX_PLACES = 64

/** All maximal runs of two or more words that the text and a passage share, and single words between two ellipses. */
function findMatches(textWords: readonly Word[], omissionsBefore: Int32Array, index: SourceIndex): Match[] {
  const ids = Int32Array.from(textWords, ({ key }) => index.id(key) ?? UNKNOWN)
  return [...findRuns(ids, index), ...findLoneWords(ids, omissionsBefore, index)].flatMap((run) =>
    splitByPassage(run, index),
  )
}

/** Runs of two or more words that the text and a document share. */
function findRuns(ids: Int32Array, index: SourceIndex): Match[] {
  const { words } = index
  const runs: Match[] = []
  const same = (text: number, source: number, document: unknown): boolean => {
    const id = ids[text]
    const word = words[source]
    return id !== undefined && id !== UNKNOWN && id === word?.id && word.document === document
  }
  /** By diagonal (place in the source minus place in the text): how far the text is matched on it. */
  const matchedTo = new Int32Array(ids.length + words.length + 1)
  for (let at = 0; at + 1 < ids.length; at++) {
    const [first, second] = [ids[at]!, ids[at + 1]!]
    if (first === UNKNOWN || second === UNKNOWN) continue
    const places = index.pairPlaces(first, second)
    if (places.length > MAX_PLACES) continue
    for (const place of places) {
      const diagonal = place - at + ids.length
      const matched = matchedTo[diagonal]!
      if (matched > at) continue
      const document = words[place]?.document
      let end = 2
      while (same(at + end, place + end, document)) end++
      let start = 0
      while (at + start > matched && same(at + start - 1, place + start - 1, document)) start--
      matchedTo[diagonal] = at + end
      runs.push(matchOf(at + start, place + start, end - start))
    }
  }
  return runs
}

/** Single words between two ellipses, or between one and an end of the text: they are in no pair. */
function findLoneWords(ids: Int32Array, omissionsBefore: Int32Array, index: SourceIndex): Match[] {
  const lone: Match[] = []
  for (let at = 0; at < ids.length; at++) {
    const isMarked = omissionsBefore[at]! > (omissionsBefore[at - 1] ?? 0)
    const isMarkedAfter = (omissionsBefore[at + 1] ?? omissionsBefore[at]!) > omissionsBefore[at]!
    const isLone = isMarkedAfter ? isMarked || at === 0 : isMarked && at === ids.length - 1
    if (!isLone) continue
    const places = index.places(ids[at]!)
    if (places.length <= MAX_PLACES) for (const place of places) lone.push(matchOf(at, place, 1))
  }
  return lone
}

function matchOf(textStart: number, sourceStart: number, length: number): Match {
  return { textStart, textEnd: textStart + length, sourceStart, sourceEnd: sourceStart + length }
}

/** The parts of a run that are each in one passage, without the words that are in none. */
function splitByPassage({ textStart, sourceStart, sourceEnd }: Match, { words }: SourceIndex): Match[] {
  const matches: Match[] = []
  for (let start = sourceStart; start < sourceEnd; ) {
    const passage = words[start]?.passage
    let end = start + 1
    while (end < sourceEnd && words[end]?.passage === passage) end++
    if (passage) matches.push(matchOf(textStart + start - sourceStart, start, end - start))
    start = end
  }
  return matches
}

/** Cost of continuing elsewhere in the sources: about the weight of five content words. */
const JUMP_COST = 3
/** Cost of continuing with a whole sentence after words that are as certain: that is hardly a coincidence. */
const SENTENCE_JUMP_COST = 1
const LEAST_SENTENCE_WORDS = 4
const MARKED_OMISSION_COST = 0.4
/** Cost of leaving out words where one passage ends and the next begins. */
const PASSAGE_COST = 1
/** Most matches that a chain is made of, the heaviest: the search is quadratic in them. */
const MAX_MATCHES = 400

/**
 * Finds the heaviest chain by dynamic programming. Small steps in the source cost little, others up to JUMP_COST, so that a few
 * common words never lure a chain away.
 */
function chainMatches(
  matches: readonly Match[],
  from: number,
  to: number,
  omissionsBefore: Int32Array,
  index: SourceIndex,
): Match[] {
  const candidates = heaviestWithin(matches, from, to, index)
  const sentences = candidates.map((match) => isSentence(match, index))
  const score = new Float64Array(candidates.length)
  const previous = new Int32Array(candidates.length)
  /** How many words at its start a match leaves to its predecessor. */
  const trimmed = new Int32Array(candidates.length)
  let best = -1
  for (const [at, match] of candidates.entries()) {
    score[at] = weight(match.sourceStart, match.sourceEnd, index)
    previous[at] = -1
    for (let before = 0; before < at; before++) {
      const other = candidates[before]!
      if (other.textEnd >= match.textEnd) continue
      const isSure = sentences[at]! && (sentences[before]! || score[before]! >= JUMP_COST)
      const { cost, trim } = continuation(other, match, isSure, omissionsBefore, index)
      const total = score[before]! - cost + weight(match.sourceStart + trim, match.sourceEnd, index)
      if (total <= score[at]!) continue
      score[at] = total
      previous[at] = before
      trimmed[at] = trim
    }
    if (best < 0 || score[at]! > score[best]!) best = at
  }

  const chain: Match[] = []
  for (let at = best; at >= 0; at = previous[at]!) {
    const { textStart, textEnd, sourceStart } = candidates[at]!
    const trim = trimmed[at]!
    chain.push(matchOf(textStart + trim, sourceStart + trim, textEnd - textStart - trim))
  }
  return chain.reverse()
}

function weight(start: number, end: number, { weightBefore }: SourceIndex): number {
  return weightBefore[end]! - weightBefore[start]!
}

/** The parts of the matches in a range of the text's words, in order; of very many, the heaviest. */
function heaviestWithin(matches: readonly Match[], from: number, to: number, index: SourceIndex): Match[] {
  const within = matches.flatMap(({ textStart, textEnd, sourceStart }) => {
    const start = Math.max(textStart, from)
    const length = Math.min(textEnd, to) - start
    return length > 0 ? [matchOf(start, sourceStart + start - textStart, length)] : []
  })
  const limit = Math.min(MAX_MATCHES, 16 + 2 * (to - from))
  const heaviness = ({ sourceStart, sourceEnd }: Match) => weight(sourceStart, sourceEnd, index)
  const kept =
    within.length > limit ? within.sort((one, other) => heaviness(other) - heaviness(one)).slice(0, limit) : within
  return kept.sort((one, other) => one.textStart - other.textStart || one.sourceStart - other.sourceStart)
}

function isSentence({ sourceStart, sourceEnd }: Match, { words }: SourceIndex): boolean {
  return (
    sourceEnd - sourceStart >= LEAST_SENTENCE_WORDS &&
    words[sourceStart]!.sentenceStart === sourceStart &&
    words[sourceEnd - 1]!.sentenceEnd === sourceEnd
  )
}

/**
 * What it costs to go on from one match to another, the cheaper of a jump and a step, and how many words the other then leaves out
 * at its start.
 * @param isSure whether a jump is hardly a coincidence.
 */
function continuation(
  one: Match,
  { textStart, textEnd, sourceStart }: Match,
  isSure: boolean,
  omissionsBefore: Int32Array,
  { words, passageWordsBefore }: SourceIndex,
): { readonly cost: number; readonly trim: number } {
  const overlap = Math.max(0, one.textEnd - textStart)
  const jump = { cost: isSure && overlap === 0 ? SENTENCE_JUMP_COST : JUMP_COST, trim: overlap }
  const trim = Math.max(overlap, one.sourceEnd - sourceStart)
  if (trim >= textEnd - textStart || words[one.sourceStart]!.document !== words[sourceStart]!.document) return jump
  const textGap = textStart + trim - one.textEnd
  const sourceGap = passageWordsBefore[sourceStart + trim]! - passageWordsBefore[one.sourceEnd]!
  const isMarked = omissionsBefore[textStart + trim]! > omissionsBefore[one.textEnd - 1]!
  const isAcross = words[one.sourceEnd - 1]!.passage !== words[sourceStart + trim]!.passage
  const cost = isMarked
    ? MARKED_OMISSION_COST + 0.0005 * sourceGap + 0.15 * textGap
    : 0.12 * Math.max(0, sourceGap - textGap) +
      0.15 * textGap +
      0.02 * sourceGap +
      (isAcross && sourceGap > 0 ? PASSAGE_COST : 0)
  return cost < jump.cost ? { cost, trim } : jump
}
