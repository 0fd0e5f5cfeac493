import type { Lexicon } from '../retrieval/lexicon.ts'
import type { MaxSim } from '../retrieval/maxsim.ts'
import { type SearchResult, search, storedQuery } from '../retrieval/search.ts'
import type { SearchIndex } from '../retrieval/search-index.ts'
import type { View } from '../retrieval/views.ts'
import { EVIDENCE, type Evidence, fuse, SIGNALS, type Signals, type Weights } from '../retrieval/weights.ts'
import {
  type Case,
  type Choice,
  fitChoices,
  fitLogistic,
  fitScaling,
  round,
  roundModel,
  standardise,
  unstandardise,
} from './fit.ts'

/** L2 regularisation strengths. */
const FUSION_L2 = 0.001
const CALIBRATION_L2 = 0.001
/** Folds of the off-topic questions: each is looked up in an index without its own fold, so that no question finds itself. */
const OFF_TOPIC_FOLDS = 5
/** Share of the answerable example questions that may fall below a threshold. */
const REFUSED_BY_ANSWERED = 0.07
const REFUSED_BY_RELATED = 0.03
/** Bands of the expected calibration error. */
const BANDS = 10

/** What a search needs besides its weights. */
export interface RankingParts {
  readonly index: SearchIndex
  readonly maxsim: MaxSim
  readonly lexicon: Lexicon
}

export interface LearnedRanking extends Pick<Weights, 'fusion' | 'calibration' | 'thresholds'> {
  /** How well the weights do on questions that they were not learned from, for the reader. */
  readonly figures: Readonly<Record<string, unknown>>
}

/** Gets the step that is going on, and how far it is. */
export type OnStep = (step: string, done: number, all: number) => void

/** Untrained weights: candidates keep the order in which they are found. Signals do not depend on weights. */
const UNTRAINED = {
  fusion: { weights: SIGNALS.map(() => 0) },
  calibration: { weights: EVIDENCE.map(() => 0), bias: 0 },
}

/**
 * Learns from the example questions how signals are fused, what the evidence for an answer is worth, and from which confidence
 * a passage is shown. Questions are looked up without the other questions of their author, as a stranger's would be.
 */
export async function learnRanking(parts: RankingParts, onStep: OnStep): Promise<LearnedRanking> {
  const { views } = parts.index
  const authors = [...new Set(views.flatMap(({ kind, author }) => (kind === 'question' ? [author] : [])))].sort()
  const byAuthor = authors.map(
    (author): Fold => ({
      step: `author ${author}`,
      contains: (view) => view.kind === 'question' && view.author === author,
    }),
  )
  const offTopic = views.filter(({ kind }) => kind === 'off-topic')
  const foldOf = new Map(offTopic.map((view, at) => [view, at % OFF_TOPIC_FOLDS]))
  const offTopicFolds = Array.from(
    { length: OFF_TOPIC_FOLDS },
    (_, fold): Fold => ({
      step: `part ${fold}`,
      contains: (view) => foldOf.get(view) === fold,
    }),
  )

  const choices: SignalChoice[] = []
  let lost = 0
  for await (const { view, result } of lookUp(byAuthor, parts, UNTRAINED, onStep)) {
    const right = result.candidates.findIndex(({ passage }) => passage === view.passage)
    if (right < 0) lost++
    else choices.push({ candidates: result.candidates.map(({ signals }) => signals), right })
  }
  const fusion = fitFusion(choices)

  const trained = { ...UNTRAINED, fusion }
  const evidence: { evidence: Evidence; positive: boolean }[] = []
  for (const [folds, positive] of [[byAuthor, true] as const, [offTopicFolds, false] as const]) {
    for await (const { result } of lookUp(folds, parts, trained, onStep)) {
      if (result.evidence) evidence.push({ evidence: result.evidence, positive })
    }
  }
  const { calibration, confidences } = fitCalibration(evidence)
  const answerable = confidences.filter(({ positive }) => positive).map(({ confidence }) => confidence)
  answerable.sort((a, b) => a - b)
  const others = confidences.filter(({ positive }) => !positive).map(({ confidence }) => confidence)
  const thresholds = {
    answered: round(answerable[Math.floor(REFUSED_BY_ANSWERED * answerable.length)]!),
    related: round(answerable[Math.floor(REFUSED_BY_RELATED * answerable.length)]!),
  }
  const passing = (threshold: number) => others.filter((confidence) => confidence >= threshold).length / others.length
  const asked = choices.length + lost
  return {
    fusion,
    calibration,
    thresholds,
    figures: {
      exampleQuestions: asked,
      offTopicQuestions: others.length,
      authors,
      candidatesWithoutTheAnswer: lost,
      successAt1AcrossAuthors: round(choices.filter((choice) => ranksFirst(choice, fusion)).length / asked),
      offTopicAnswered: round(passing(thresholds.answered)),
      offTopicRelated: round(passing(thresholds.related) - passing(thresholds.answered)),
      expectedCalibrationError: round(calibrationError(confidences)),
    },
  }
}

/** Views that are looked up in an index without them. */
interface Fold {
  readonly step: string
  readonly contains: (view: View) => boolean
}

async function* lookUp(
  folds: readonly Fold[],
  { index, maxsim, lexicon }: RankingParts,
  weights: Pick<Weights, 'fusion' | 'calibration'>,
  onStep: OnStep,
): AsyncGenerator<{ readonly view: View; readonly result: SearchResult }> {
  for (const { step, contains } of folds) {
    const others = await index.without(contains)
    const asked = index.views.flatMap((view, at) => (contains(view) ? [at] : []))
    for (const [done, at] of asked.entries()) {
      const result = await search(storedQuery(at, others, lexicon), others, maxsim, weights)
      yield { view: index.views[at]!, result }
      onStep(step, done + 1, asked.length)
    }
  }
}

/** The candidates that a question found, one of which is right. */
interface SignalChoice {
  readonly candidates: readonly Signals[]
  readonly right: number
}

function fitFusion(choices: readonly SignalChoice[]): Weights['fusion'] {
  const scaling = fitScaling(choices.flatMap(({ candidates }) => candidates.map(rowOfSignals)))
  const standardised = choices.map(
    ({ candidates, right }): Choice => ({
      candidates: candidates.map((signals) => standardise(rowOfSignals(signals), scaling)),
      right,
    }),
  )
  const fitted = fitChoices(standardised, SIGNALS.length, FUSION_L2)
  return { weights: fitted.map((weight, f) => round(weight / scaling.deviation[f]!)) }
}

function ranksFirst({ candidates, right }: SignalChoice, fusion: Weights['fusion']): boolean {
  const scores = candidates.map((signals) => fuse(signals, fusion))
  return scores.every((score, at) => at === right || score < scores[right]!)
}

interface Confidence {
  readonly confidence: number
  readonly positive: boolean
}

function fitCalibration(evidence: readonly { readonly evidence: Evidence; readonly positive: boolean }[]): {
  readonly calibration: Weights['calibration']
  readonly confidences: readonly Confidence[]
} {
  const scaling = fitScaling(evidence.map((one) => rowOfEvidence(one.evidence)))
  const cases = evidence.map(
    (one): Case => ({
      features: standardise(rowOfEvidence(one.evidence), scaling),
      positive: one.positive,
    }),
  )
  const fitted = fitLogistic(cases, EVIDENCE.length, CALIBRATION_L2)
  const confidences = cases.map(({ features, positive }) => {
    const logit = features.reduce((sum, value, f) => sum + value * fitted.weights[f]!, fitted.bias)
    return { confidence: 1 / (1 + Math.exp(-logit)), positive }
  })
  return { calibration: roundModel(unstandardise(fitted, scaling)), confidences }
}

/** Mean gap between confidence and share of answerable questions over ten bands, with both classes balanced. */
function calibrationError(confidences: readonly Confidence[]): number {
  const positives = confidences.filter(({ positive }) => positive).length
  const weigh = (positive: boolean) => 0.5 / (positive ? positives : confidences.length - positives)
  let error = 0
  for (let band = 0; band < BANDS; band++) {
    const inside = confidences.filter(({ confidence }) => Math.min(BANDS - 1, Math.floor(confidence * BANDS)) === band)
    const right = inside.reduce((sum, { positive }) => sum + (positive ? weigh(true) : 0), 0)
    const claimed = inside.reduce((sum, { confidence, positive }) => sum + confidence * weigh(positive), 0)
    error += Math.abs(claimed - right)
  }
  return error
}

function rowOfSignals(signals: Signals): number[] {
  return SIGNALS.map((name) => signals[name])
}

function rowOfEvidence(evidence: Evidence): number[] {
  return EVIDENCE.map((name) => evidence[name])
}
