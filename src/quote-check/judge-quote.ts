import { isStopWord } from '../dutch/stop-words.ts'
import { type Comparison, compareWords, stretchesOf } from './compare-words.ts'
import { type Claim, findPlaces, withPunctuation } from './find-places.ts'
import {
  type AttributionVerdict,
  type ClaimedSource,
  type Difference,
  type Finding,
  type Joint,
  MEANING_CHANGES,
  type MeaningChange,
  type Omission,
  type Stretch,
} from './finding.ts'
import type { Match, MatchedText } from './match-words.ts'
import { isNegation } from './meaning-change.ts'
import { type NonEmpty, nonEmpty } from './non-empty.ts'
import { quotations } from './quotations.ts'
import { joinWords, readWords } from './read-words.ts'
import { findRuns, type Run } from './runs.ts'
import type { SourceIndex, SourceWord } from './source-index.ts'

/** Least share of the weight of a quote and its source that their common words must have. */
const LEAST_SHARE = 0.65
/** About four content words. */
const LEAST_WEIGHT = 2
/** Consecutive words in common that can't be a coincidence, whatever is around them. */
const UNMISTAKABLE = 10

/** Judges one quote: literal, almost literal, glued from several places, or not found. */
export function judgeQuote(claim: Claim, read: MatchedText): Finding {
  const { index } = read
  const { from, to, claimed } = claim
  const keys = read.words.slice(from, to).map(({ key }) => key)
  // Anyone may say one word, or words like "en dat is"; but "Zeker." is a whole sentence of the NVK.
  const tooShort = keys.length < 2 || keys.every(isStopWord)
  const places = findPlaces(claim, read, tooShort)
  const best = places.find(({ stretches }) => judgeAttribution(stretches, claimed) === 'right') ?? places[0]
  if (best) {
    return {
      kind: 'literal',
      stretches: best.stretches,
      omissions: [],
      elsewhere: places.filter((place) => place !== best).map(({ stretches }) => stretches),
      negationCutOff: negationBeside(best.sourceStart, best.sourceEnd, index),
      attribution: judgeAttribution(best.stretches, claimed),
    }
  }
  const heading = index.headings.get(joinWords(keys))
  if (heading) return { kind: 'heading', document: heading.document, range: { start: heading.start, end: heading.end } }
  if (tooShort) return { kind: 'too-short' }

  const pieces = closestPieces(claim, read)
  if (!pieces) return { kind: 'not-found' }
  const finding = findingOf(pieces, claim, read)
  if (!claimed?.document || finding.attribution !== 'wrong') return finding
  // Several sources may say about the same: an attribution to one of them isn't wrong because another comes closer.
  const piecesNamed = closestPieces(claim, read, ({ sourceStart }) => isBy(index.words[sourceStart]!, claimed))
  const asGood = piecesNamed && sameWeight(piecesNamed) >= AS_GOOD * sameWeight(pieces)
  return asGood ? findingOf(piecesNamed, claim, read) : finding
}

/** Share of the best match that the named source must reach. */
const AS_GOOD = 0.9

/** The words of the source that come closest to a quote; null when none come close. */
function closestPieces(
  claim: Claim,
  read: MatchedText,
  allows?: (match: Match) => boolean,
): NonEmpty<ComparedPiece> | null {
  const { index } = read
  const [first, ...more] = findRuns(read.chain(claim.from, claim.to, allows), read)
  if (!first) return null
  const pieces = comparePieces([first, ...more], claim, read)
  const quoted = read.words.slice(claim.from, claim.to).reduce((sum, { key }) => sum + index.weight(key), 0)
  const stretched = pieces.reduce((sum, { compared }) => sum + compared.sourceWeight, 0)
  const longest = Math.max(
    ...pieces.flatMap(({ run }) => run.matches.map(({ textStart, textEnd }) => textEnd - textStart)),
  )
  const close = sameWeight(pieces) >= Math.max((LEAST_SHARE * (quoted + stretched)) / 2, LEAST_WEIGHT)
  return close || longest >= UNMISTAKABLE ? pieces : null
}

function sameWeight(pieces: readonly ComparedPiece[]): number {
  return pieces.reduce((sum, { compared }) => sum + compared.sameWeight, 0)
}

interface ComparedPiece {
  readonly run: Run
  readonly from: number
  readonly to: number
  readonly compared: Comparison
}

/** Compares each run, with the words between two runs given to one of them. */
function comparePieces(runs: NonEmpty<Run>, { from, to }: Claim, read: MatchedText): NonEmpty<ComparedPiece> {
  const starts = runs.map((run, at) => {
    const before = runs[at - 1]?.matches.at(-1)
    return before ? boundary(before, run.matches[0], read) : from
  })
  const compare = (run: Run, at: number): ComparedPiece => {
    const start = starts[at] ?? from
    const end = starts[at + 1] ?? to
    return { run, from: start, to: end, compared: compareWords(read, run.matches, start, end) }
  }
  const [first, ...more] = runs
  return [compare(first, 0), ...more.map((run, at) => compare(run, at + 1))]
}

/** The first word of the second of two pieces: at an ellipsis, or where the sentence of the first one ends. */
function boundary(before: Match, after: Match, { omissionsBefore, index }: MatchedText): number {
  for (let at = before.textEnd; at <= after.textStart; at++) {
    if (omissionsBefore[at]! > omissionsBefore[at - 1]!) return at
  }
  return index.words[before.sourceEnd - 1]!.sentenceEnd === before.sourceEnd ? before.textEnd : after.textStart
}

/** The verdict on consecutive pieces and what is between them. */
function findingOf(
  pieces: NonEmpty<ComparedPiece>,
  claim: Claim,
  read: MatchedText,
): Extract<Finding, { attribution: AttributionVerdict }> {
  const { index } = read
  const [first, ...more] = pieces
  const all = nonEmpty(pieces.flatMap(({ compared }) => compared.stretches))
  const attribution = judgeAttribution(all, claim.claimed)
  const differences = pieces.flatMap(({ compared }) => compared.differences)
  const omitted = more.map((piece, at) => omissionBetween(pieces[at]!, piece, index))
  const meaningChange = gravest([...differences, ...omitted.filter((omission) => omission !== null)])

  const [second, ...others] = more
  if (second && more.some(({ run }) => run.link === 'joint')) {
    const piece = ({ from, to, compared }: ComparedPiece) => ({
      range: { start: read.words[from]!.start, end: read.words[to - 1]!.end },
      stretches: compared.stretches,
      differences: compared.differences,
    })
    const joint = (at: number): Joint => jointBetween(pieces[at]!, pieces[at + 1]!, omitted[at] ?? null)
    return {
      kind: 'glued',
      pieces: [piece(first), piece(second), ...others.map(piece)],
      joints: [joint(0), ...others.map((_, at) => joint(at + 1))],
      meaningChange,
      attribution,
    }
  }
  const omissions = omitted.filter((omission) => omission !== null)
  const [difference, ...moreDifferences] = differences
  if (difference) {
    return {
      kind: 'almost',
      stretches: all,
      differences: [difference, ...moreDifferences],
      omissions,
      meaningChange,
      attribution,
    }
  }
  const last = pieces.at(-1) ?? first
  return {
    kind: 'literal',
    stretches: withPunctuation(all, claim, read),
    omissions,
    elsewhere: [],
    negationCutOff: negationBeside(first.compared.sourceStart, last.compared.sourceEnd, index),
    attribution,
  }
}

function gravest(places: readonly (Difference | Omission)[]): MeaningChange | null {
  const changes = places.map(({ meaningChange }) => meaningChange)
  return MEANING_CHANGES.find((change) => changes.includes(change)) ?? null
}

/** What is left out between two pieces, when the second comes later in the same document; null otherwise. */
function omissionBetween(one: ComparedPiece, other: ComparedPiece, { words }: SourceIndex): Omission | null {
  const start = one.compared.sourceEnd
  const end = other.compared.sourceStart
  if (other.run.link === 'joint' && words[start - 1]?.passage !== words[end]?.passage) return null
  if (words[start - 1]?.document !== words[end]?.document) return null
  const omitted = words.slice(start, end)
  const [first, ...more] = stretchesOf(omitted)
  if (!first) return null
  const negates = omitted.some(
    ({ key, passage, sentenceStart, sentenceEnd }) =>
      passage && isNegation(key) && (sentenceStart < start || sentenceEnd > end),
  )
  return { words: [first, ...more], meaningChange: negates ? 'negation' : null }
}

function jointBetween(one: ComparedPiece, other: ComparedPiece, omission: Omission | null): Joint {
  const last = one.compared.stretches.at(-1)!
  const next = other.compared.stretches[0]!
  if (last.document !== next.document) return { between: 'documents', omission: null }
  if (last.passage.speaker.id !== next.passage.speaker.id) return { between: 'speakers', omission: null }
  if (omission && last.passage === next.passage) return { between: 'left-out', omission }
  return { between: 'passages', omission: null }
}

/** Whether the words around a quote name its source correctly. */
function judgeAttribution(stretches: readonly Stretch[], claimed: ClaimedSource | null): AttributionVerdict {
  if (!claimed) return 'unstated'
  if (claimed.document) return stretches.every((stretch) => isBy(stretch, claimed)) ? 'right' : 'wrong'
  const named = readWords(claimed.name).map(({ key }) => key)
  const reported = stretches.every(({ passage, range }) => {
    const keys = readWords(passage.text).map(({ key }) => key)
    return (
      named.every((key) => keys.includes(key)) &&
      quotations(passage.text).some(({ start, end }) => start <= range.start && end >= range.end)
    )
  })
  return reported ? 'reported' : 'wrong'
}

/** Whether words are by the named source. */
function isBy(
  { document, passage }: Pick<SourceWord, 'document' | 'passage'>,
  { document: named, speaker }: ClaimedSource,
): boolean {
  return document === named && (!speaker || passage?.speaker.id === speaker.id)
}

/** Most words between a quote and a negation that belongs to it. */
const NEGATION_REACH = 6
const CLAUSE_END = /[,;:.!?()–—]/

/** A negation in the same clause of the source, just outside a range of its words. */
function negationBeside(sourceStart: number, sourceEnd: number, { words }: SourceIndex): Stretch | null {
  const search = (at: number, step: 1 | -1): Stretch | null => {
    const edge = words[at - step]!
    let inner = edge
    for (let count = 0; count < NEGATION_REACH; count++, at += step) {
      const word = words[at]
      if (!word || word.passage !== edge.passage || word.sentenceStart !== edge.sentenceStart) return null
      const between = edge.passage!.text.slice(...(step > 0 ? [inner.end, word.start] : [word.end, inner.start]))
      if (CLAUSE_END.test(between)) return null
      if (isNegation(word.key)) {
        return { passage: word.passage!, document: word.document, range: { start: word.start, end: word.end } }
      }
      inner = word
    }
    return null
  }
  return search(sourceStart - 1, -1) ?? search(sourceEnd, 1)
}
