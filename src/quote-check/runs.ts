import type { Passage } from '../corpus/document.ts'
import type { Match, MatchedText } from './match-words.ts'
import type { NonEmpty } from './non-empty.ts'
import type { SourceIndex } from './source-index.ts'

/** Matches that are contiguous in the source as they are in the text, apart from a few words. */
export interface Run {
  readonly matches: NonEmpty<Match>
  /**
   * How it follows the previous run: `omission`: later in the same context, with an ellipsis such as "[...]"; `joint`: in any
   * other way. Null for the first run.
   */
  readonly link: 'omission' | 'joint' | null
}

/** Most words that may be left out unmarked within a run. */
const MAX_MISSING = 8
/** Most words that may be replaced within a run. */
const MAX_CHANGED = 40

/** Groups a chain of matches into runs. */
export function findRuns(chain: readonly Match[], read: MatchedText): Run[] {
  const runs: { matches: [Match, ...Match[]]; link: Run['link'] }[] = []
  for (const match of chain) {
    const run = runs.at(-1)
    const link = run ? linkBetween(run.matches.at(-1)!, match, read) : null
    if (run && link === 'on') run.matches.push(match)
    else runs.push({ matches: [match], link: link === 'on' ? null : link })
  }
  return runs
}

function linkBetween(one: Match, other: Match, { omissionsBefore, index }: MatchedText): 'on' | 'omission' | 'joint' {
  const last = index.words[one.sourceEnd - 1]!
  const next = index.words[other.sourceStart]!
  if (last.document !== next.document || other.sourceStart < one.sourceEnd) return 'joint'
  if (last.passage!.speaker.id !== next.passage!.speaker.id) return 'joint'
  const skipped = index.passageWordsBefore[other.sourceStart]! - index.passageWordsBefore[one.sourceEnd]!
  if (skipped === 0) return 'on'
  const marked = omissionsBefore[other.textStart]! > omissionsBefore[one.textEnd - 1]!
  if (marked) return inSameContext(last.passage!, next.passage!) ? 'omission' : 'joint'
  const instead = other.textStart - one.textEnd
  if (instead >= skipped / 2 && skipped <= MAX_CHANGED) return 'on'
  return skipped <= MAX_MISSING && !skipsSentence(one.sourceEnd, other.sourceStart, index) ? 'on' : 'joint'
}

/** Whether an ellipsis may span from one passage to another: both are part of one answer, or of one section. */
function inSameContext(one: Passage, other: Passage): boolean {
  return one.answers === other.answers && one.section.join('\n') === other.section.join('\n')
}

function skipsSentence(from: number, to: number, { words }: SourceIndex): boolean {
  for (let at = from; at < to; at++) {
    const { passage, sentenceStart, sentenceEnd } = words[at]!
    if (passage && sentenceStart >= from && sentenceEnd <= to) return true
  }
  return false
}
