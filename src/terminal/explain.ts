import type { ExplainedAnswer } from '../answering/create-answerer.ts'
import { showControls } from '../corpus/control-characters.ts'
import type { Corpus } from '../corpus/load-corpus.ts'
import { FEATURES } from '../retrieval/features.ts'
import type { Weights } from '../retrieval/weights.ts'

/** The reasons of an answer: what was looked up, what is known of every candidate, and the decision. */
export interface Explanation {
  /** The question: the message, the part of a story that is one, or a follow-up with the previous question. */
  readonly lookedUp: string
  /** Synonyms that the lexicon added. */
  readonly added: readonly string[]
  readonly candidates: readonly {
    readonly id: string
    readonly speaker: string
    readonly begins: string
    /** 0 to 1, that it answers. */
    readonly probability: number
    readonly features: Readonly<Record<string, number>>
    readonly nearestQuestion: string | null
  }[]
  readonly confidence: number
  readonly thresholds: Weights['thresholds']
  readonly outcome: string
  readonly term: ExplainedAnswer['answer']['term']
}

/** @returns null when nothing was looked up. */
export function explain(
  { answer, found }: ExplainedAnswer,
  { corpus, weights }: { corpus: Corpus; weights: Weights },
): Explanation | null {
  if (!found) return null
  return {
    lookedUp: found.query.text,
    added: found.query.expansion,
    candidates: found.candidates.slice(0, 10).map(({ passage, probability, features, nearestQuestion }) => {
      const { id, speaker, text } = corpus.passages[passage]!
      return {
        id,
        speaker: speaker.id,
        begins: text.replace(/\s+/g, ' ').slice(0, 60),
        probability,
        features: Object.fromEntries(FEATURES.map((name, at) => [name, features[at]!])),
        nearestQuestion,
      }
    }),
    confidence: found.confidence,
    thresholds: weights.thresholds,
    outcome: answer.outcome,
    term: answer.term,
  }
}

/** An explanation as readable lines. */
export function formatExplanation(explanation: Explanation): string {
  const { lookedUp, added, candidates, confidence, thresholds, outcome, term } = explanation
  return [
    `Looked up: ${showControls(lookedUp)}`,
    `Added by the lexicon: ${added.length > 0 ? added.join(', ') : 'nothing'}`,
    ...candidates.flatMap(({ id, speaker, begins, probability, features, nearestQuestion }, rank) => [
      `${rank + 1}. ${id} ${speaker}: ${begins}`,
      `    answers with a probability of ${probability.toFixed(3)}`,
      ...(nearestQuestion === null ? [] : [`    nearest example question: ${nearestQuestion}`]),
      ...Object.entries(features).map(([name, value]) => `    ${name.padEnd(28)} ${value.toFixed(3).padStart(8)}`),
    ]),
    `Confidence ${confidence.toFixed(3)}; answered from ${thresholds.answered}, a passage beside it from ${thresholds.beside}, related from ${thresholds.related}`,
    ...(term
      ? [`Asks what ${showControls(term.name)} is, which the sources ${term.isExplained ? 'explain' : 'only name'}`]
      : []),
    `Outcome: ${outcome}`,
    '',
  ].join('\n')
}
