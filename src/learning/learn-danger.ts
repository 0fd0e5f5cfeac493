import type { Weights } from '../retrieval/weights.ts'
import { DANGERS, type Danger } from '../safety/danger.ts'
import { type Case, fitLogistic, fitScaling, standardise, unstandardise } from './fit.ts'

/** A message as it is compared. */
export interface DangerMessage {
  readonly mean: Float32Array
  /** Null: it only sounds like danger. */
  readonly danger: Danger | null
}

/** What was learned. */
export interface LearnedDanger {
  readonly danger: Weights['danger']
  /** Shares of the messages in danger, and of those that only sound so, that models of the others take for danger. */
  readonly sensed: number
  readonly alarmed: number
}

/** Pull of the weights towards 0: there are many. */
const L2 = 0.01
/** Parts of the messages, each judged by models that were learned from the others. */
const FOLDS = 4
/** Of so many questions, the models don't learn from the last: those tell how often they are wrong. */
const QUESTIONS_A_TEST = 2
/**
 * Share of those questions that may be taken for danger. So, of 80 messages by a stranger 63 are noticed (22 by words alone), and
 * of 60 harmless ones that sound dangerous 11 are taken for danger (6 by words alone).
 */
const FALSE_ALARMS = 0.001

/** Weights and bias of each kind of danger. */
type Models = Weights['danger']['kinds']

/**
 * Learns to tell messages in danger from others: a logistic model of the mean vector for each kind.
 * @param questions means of questions that signal no danger; about one in 1,000 of them may be taken for it afterwards.
 * @param onProgress called after each part.
 */
export function learnDanger(
  messages: readonly DangerMessage[],
  questions: readonly Float32Array[],
  onProgress: (done: number, all: number) => void,
): LearnedDanger {
  const harmless = questions.map((mean): DangerMessage => ({ mean, danger: null }))
  const learnt = harmless.filter((_, at) => (at + 1) % QUESTIONS_A_TEST !== 0)
  const models = fitModels([...messages, ...learnt])
  const limit = harmless
    .filter((_, at) => (at + 1) % QUESTIONS_A_TEST === 0)
    .map(({ mean }) => highest(mean, models))
    .sort((a, b) => b - a)[Math.floor(FALSE_ALARMS * (harmless.length - learnt.length))]!

  const taken = { danger: 0, harmless: 0 }
  for (let fold = 0; fold < FOLDS; fold++) {
    const others = fitModels([...messages.filter((_, at) => at % FOLDS !== fold), ...learnt])
    for (const { mean, danger } of messages.filter((_, at) => at % FOLDS === fold)) {
      if (highest(mean, others) > limit) taken[danger ? 'danger' : 'harmless']++
    }
    onProgress(fold + 1, FOLDS)
  }
  const dangers = messages.filter(({ danger }) => danger !== null).length
  return {
    danger: { kinds: models, threshold: 1 / (1 + Math.exp(-limit)) },
    sensed: taken.danger / dangers,
    alarmed: taken.harmless / (messages.length - dangers),
  }
}

function fitModels(messages: readonly DangerMessage[]): Models {
  const rows = messages.map(({ mean }) => Array.from(mean))
  const scaling = fitScaling(rows)
  const features = rows.map((row) => standardise(row, scaling))
  const models = DANGERS.map((kind) => {
    const cases = messages.map(({ danger }, at): Case => ({ features: features[at]!, positive: danger === kind }))
    return [kind, unstandardise(fitLogistic(cases, scaling.mean.length, L2), scaling)]
  })
  return Object.fromEntries(models) as Models
}

/** The highest logit that a model gives. */
function highest(mean: Float32Array, models: Models): number {
  return Math.max(
    ...Object.values(models).map(({ weights, bias }) =>
      weights.reduce((sum, weight, d) => sum + weight * mean[d]!, bias),
    ),
  )
}
