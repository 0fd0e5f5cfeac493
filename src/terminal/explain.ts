import type { ExplainedAnswer } from '../answering/create-answerer.ts'
import { showControls } from '../corpus/control-characters.ts'
import type { Corpus } from '../corpus/load-corpus.ts'
import type { SearchIndex } from '../retrieval/search-index.ts'
import { EVIDENCE, SIGNALS, type Weights } from '../retrieval/weights.ts'

/** One number of a weighted sum. */
interface Term {
  readonly name: string
  readonly value: number
  readonly weight: number
}

/** The reasons of an answer: what was looked up, every signal of every candidate with its weight, and the decision. */
export interface Explanation {
  /** The question: the message, the part of a story that is one, or a follow-up with the previous question. */
  readonly lookedUp: string
  /** Synonyms that the lexicon added. */
  readonly added: readonly string[]
  readonly candidates: readonly {
    readonly id: string
    readonly speaker: string
    readonly begins: string
    readonly score: number
    readonly signals: readonly Term[]
    readonly nearestQuestion: string | null
  }[]
  readonly evidence: readonly Term[]
  readonly confidence: number
  readonly thresholds: Weights['thresholds']
  readonly outcome: string
}

/** @returns null when nothing was looked up. */
export function explain(
  { answer, found }: ExplainedAnswer,
  { corpus, index, weights }: { corpus: Corpus; index: SearchIndex; weights: Weights },
): Explanation | null {
  if (!found) return null
  const { evidence } = found
  return {
    lookedUp: found.query.text,
    added: found.query.expansion,
    candidates: found.candidates.slice(0, 10).map(({ passage, score, signals, nearestQuestion }) => {
      const { id, speaker, text } = corpus.passages[passage]!
      return {
        id,
        speaker: speaker.id,
        begins: text.replace(/\s+/g, ' ').slice(0, 60),
        score,
        signals: SIGNALS.map((name, at) => ({ name, value: signals[name], weight: weights.fusion.weights[at]! })),
        nearestQuestion: nearestQuestion === null ? null : (index.views[nearestQuestion]?.text ?? null),
      }
    }),
    evidence: evidence
      ? EVIDENCE.map((name, at) => ({ name, value: evidence[name], weight: weights.calibration.weights[at]! }))
      : [],
    confidence: found.confidence,
    thresholds: weights.thresholds,
    outcome: answer.outcome,
  }
}

/** An explanation as readable lines. */
export function formatExplanation(explanation: Explanation): string {
  const { lookedUp, added, candidates, evidence, confidence, thresholds, outcome } = explanation
  const sum = (terms: readonly Term[]) =>
    terms.map(
      ({ name, value, weight }) =>
        `    ${name.padEnd(24)} ${value.toFixed(3).padStart(8)} × ${weight.toFixed(3).padStart(8)} = ${(value * weight).toFixed(3).padStart(8)}`,
    )
  return [
    `Looked up: ${showControls(lookedUp)}`,
    `Added by the lexicon: ${added.length > 0 ? added.join(', ') : 'nothing'}`,
    ...candidates.flatMap(({ id, speaker, begins, score, signals, nearestQuestion }, rank) => [
      `${rank + 1}. ${id} ${speaker}: ${begins}`,
      ...sum(signals),
      `    ${'score'.padEnd(24)} ${score.toFixed(3).padStart(30)}`,
      ...(nearestQuestion === null ? [] : [`    nearest example question: ${nearestQuestion}`]),
    ]),
    'Evidence that the first of them answers:',
    ...sum(evidence),
    `    confidence ${confidence.toFixed(3)}; answered from ${thresholds.answered}, related from ${thresholds.related}`,
    `Outcome: ${outcome}`,
    '',
  ].join('\n')
}
