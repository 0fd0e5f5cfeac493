import type { Passage } from '../corpus/document.ts'
import type { Corpus } from '../corpus/load-corpus.ts'
import type { Candidate } from '../retrieval/searcher.ts'

/** A candidate with its passage. */
export interface Ranked {
  readonly passage: Passage
  readonly candidate: Candidate
  /** The candidate's score, with the bonuses of this file. */
  readonly score: number
}

/** A passage in which a voice speaks that is asked for. */
export interface Heard {
  /** How probably it answers; 0 to 1. */
  readonly probability: number
  /** Whether it fits the subject as well as the question, in which the voice's name is near to all that it says. */
  readonly isClear: boolean
}

/** A passage that has to be shown, by its place in the corpus, as a candidate that no search found. */
export function unfound(passage: number): Candidate {
  return { passage, features: [], probability: 0, score: 0, nearestQuestion: null }
}

/** A passage as it was ranked; where no search found it, as the last. */
export function rankedOf(passage: Passage, ranked: readonly Ranked[], corpus: Corpus): Ranked {
  const candidate = unfound(corpus.passages.indexOf(passage))
  return ranked.find((one) => one.passage === passage) ?? { passage, candidate, score: candidate.score }
}

/** Score bonus of a passage in which a voice that is asked for speaks: more than any difference between scores. Twice where it clearly fits. */
const HEARD_BONUS = 20

/**
 * Orders candidates as they may be shown. A voice that is asked for comes first. An interview question comes after the best
 * answer to it, or last when none was found, unless it is what is asked for: a question answers nothing. A claim of an asker comes after
 * an answer that is good enough to stand beside one, unless the asker's words are asked for.
 * @param beside least probability of a passage beside an answer.
 * @param named ids of the speakers that are named: of an asker, the words may be what is asked for.
 * @param heard the passages in which the voices speak that are asked for, by id.
 */
export function arrange(
  candidates: readonly Candidate[],
  passageOf: (candidate: Candidate) => Passage,
  beside: number,
  named: ReadonlySet<string>,
  heard: ReadonlyMap<string, Pick<Heard, 'isClear'>> = new Map(),
): Ranked[] {
  const waiting = candidates
    .map((candidate): Ranked => {
      const passage = passageOf(candidate)
      const spoken = heard.get(passage.id)
      const bonus = spoken ? HEARD_BONUS * (spoken.isClear ? 2 : 1) : 0
      return { passage, candidate, score: candidate.score + bonus }
    })
    .sort((a, b) => b.score - a.score)
  const arranged: Ranked[] = []
  const unanswered: Ranked[] = []
  while (waiting.length > 0) {
    const next = waiting.shift()!
    const { passage } = next
    const answered = arranged.some((before) => before.passage.answers === passage.id)
    const isAsked = heard.has(passage.id) || (named.has(passage.speaker.id) && !isQuestion(passage))
    if (passage.speaker.role === 'asks' && !isAsked && !answered) {
      const at = waiting.findIndex((other) => other.passage.answers === passage.id)
      const answer = waiting[at]
      if (!answer && isQuestion(passage)) {
        unanswered.push(next)
        continue
      }
      if (answer && (isQuestion(passage) || answer.candidate.probability >= beside)) {
        waiting.splice(at, 1)
        arranged.push({ ...answer, score: next.score })
      }
    }
    arranged.push(next)
  }
  const lowest = arranged.at(-1)?.score ?? Number.POSITIVE_INFINITY
  return [...arranged, ...unanswered.map((one) => ({ ...one, score: Math.min(one.score, lowest) }))]
}

/** Whether a passage of an asker contains a question, and isn't only a claim. */
export function isQuestion({ text, sentences }: Passage): boolean {
  return sentences.some(({ start, end }) => text.slice(start, end).endsWith('?'))
}
