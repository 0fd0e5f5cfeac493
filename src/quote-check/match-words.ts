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

/** All maximal runs of two or more words that the text and a passage share. */
function findMatches(textWords: readonly Word[], omissionsBefore: Int32Array, index: SourceIndex): Match[] {
  const { words } = index
  const ids = Int32Array.from(textWords, ({ key }) => index.id(key) ?? UNKNOWN)
  const matches: Match[] = []
  const addByPassage = (textStart: number, sourceStart: number, length: number) => {
    for (let at = 0; at < length; ) {
      const passage = words[sourceStart + at]?.passage
      let end = at + 1
      while (end < length && words[sourceStart + end]?.passage === passage) end++
      if (passage) {
        matches.push({
          textStart: textStart + at,
          textEnd: textStart + end,
          sourceStart: sourceStart + at,
          sourceEnd: sourceStart + end,
        })
      }
      at = end
    }
  }
  const same = (text: number, source: number): boolean => {
    const id = ids[text]
    return id !== undefined && id !== UNKNOWN && id === words[source]?.id
  }
  /** By diagonal (place in the source minus place in the text): how far the text is matched on it. */
  const matchedTo = new Int32Array(ids.length + words.length + 1)
  for (let at = 0; at + 1 < ids.length; at++) {
    const first = ids[at]!
    const second = ids[at + 1]!
    if (first === UNKNOWN || second === UNKNOWN) continue
    const places = index.pairPlaces(first, second)
    if (places.length > MAX_PLACES) continue
    for (const place of places) {
      const diagonal = place - at + ids.length
      if (matchedTo[diagonal]! > at) continue
      const document = words[place]?.document
      let end = 2
      while (same(at + end, place + end) && words[place + end]?.document === document) end++
      let start = 0
      while (
        at + start > matchedTo[diagonal]! &&
        same(at + start - 1, place + start - 1) &&
        words[place + start - 1]?.document === document
      ) {
        start--
      }
      matchedTo[diagonal] = at + end
      addByPassage(at + start, place + start, end - start)
    }
  }
  // A single word between two ellipses is in no pair.
  for (let at = 0; at < ids.length; at++) {
    const marks = omissionsBefore[at]! - (omissionsBefore[at - 1] ?? 0) > 0
    const marksAfter = (omissionsBefore[at + 1] ?? omissionsBefore[at]!) > omissionsBefore[at]!
    if (!(marks && (marksAfter || at === ids.length - 1)) && !(at === 0 && marksAfter)) continue
    const places = index.places(ids[at]!)
    if (places.length <= MAX_PLACES) for (const place of places) addByPassage(at, place, 1)
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
  { words, weightBefore, passageWordsBefore }: SourceIndex,
): Match[] {
  const weight = (start: number, end: number) => weightBefore[end]! - weightBefore[start]!
  let candidates: Match[] = []
  for (const match of matches) {
    const cut = Math.max(0, from - match.textStart)
    const textEnd = Math.min(match.textEnd, to)
    const textStart = match.textStart + cut
    if (textStart >= textEnd) continue
    const sourceStart = match.sourceStart + cut
    candidates.push({ textStart, textEnd, sourceStart, sourceEnd: sourceStart + textEnd - textStart })
  }
  const limit = Math.min(MAX_MATCHES, 16 + 2 * (to - from))
  if (candidates.length > limit) {
    const heaviness = (match: Match) => weight(match.sourceStart, match.sourceEnd)
    candidates = candidates.sort((one, other) => heaviness(other) - heaviness(one)).slice(0, limit)
  }
  candidates.sort((one, other) => one.textStart - other.textStart || one.sourceStart - other.sourceStart)
  const documents = candidates.map(({ sourceStart }) => words[sourceStart]!.document)
  const isSentence = ({ sourceStart, sourceEnd }: Match) =>
    sourceEnd - sourceStart >= LEAST_SENTENCE_WORDS &&
    words[sourceStart]!.sentenceStart === sourceStart &&
    words[sourceEnd - 1]!.sentenceEnd === sourceEnd
  const sentences = candidates.map(isSentence)

  const score = new Float64Array(candidates.length)
  const previous = new Int32Array(candidates.length)
  /** How many words at its start a match leaves to its predecessor. */
  const trimmed = new Int32Array(candidates.length)
  let best = -1
  for (const [at, { textStart, textEnd, sourceStart, sourceEnd }] of candidates.entries()) {
    let bestScore = weight(sourceStart, sourceEnd)
    let bestPrevious = -1
    let bestTrim = 0
    for (let before = 0; before < at; before++) {
      const other = candidates[before]!
      if (other.textEnd >= textEnd) continue
      let trim = Math.max(0, other.textEnd - textStart)
      const isSure = trim === 0 && sentences[at] && (sentences[before] || score[before]! >= JUMP_COST)
      let cost = isSure ? SENTENCE_JUMP_COST : JUMP_COST
      const near = Math.max(trim, other.sourceEnd - sourceStart)
      if (near < textEnd - textStart && documents[before] === documents[at]) {
        const textGap = textStart + near - other.textEnd
        const sourceGap = passageWordsBefore[sourceStart + near]! - passageWordsBefore[other.sourceEnd]!
        const marked = omissionsBefore[textStart + near]! > omissionsBefore[other.textEnd - 1]!
        const across = words[other.sourceEnd - 1]!.passage !== words[sourceStart + near]!.passage
        const step = marked
          ? MARKED_OMISSION_COST + 0.0005 * sourceGap + 0.15 * textGap
          : 0.12 * Math.max(0, sourceGap - textGap) +
            0.15 * textGap +
            0.02 * sourceGap +
            (across && sourceGap > 0 ? PASSAGE_COST : 0)
        if (step < cost) {
          cost = step
          trim = near
        }
      }
      const total = score[before]! - cost + weight(sourceStart + trim, sourceEnd)
      if (total > bestScore) {
        bestScore = total
        bestPrevious = before
        bestTrim = trim
      }
    }
    score[at] = bestScore
    previous[at] = bestPrevious
    trimmed[at] = bestTrim
    if (best < 0 || bestScore > score[best]!) best = at
  }

  const chain: Match[] = []
  for (let at = best; at >= 0; at = previous[at]!) {
    const { textStart, textEnd, sourceStart, sourceEnd } = candidates[at]!
    const trim = trimmed[at]!
    chain.push({ textStart: textStart + trim, textEnd, sourceStart: sourceStart + trim, sourceEnd })
  }
  return chain.reverse()
}
