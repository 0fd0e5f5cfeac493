import { z } from 'zod'
import { readYamlFile } from '../corpus/read-yaml.ts'
import { sigmoid } from '../retrieval/network.ts'
import { DANGERS, type Danger } from '../safety/danger.ts'
import { type DangerMember, type DangerModel, readDanger } from '../safety/sense-danger.ts'
import { type Layer, trainClassifier } from './classifier.ts'
import { round } from './fit.ts'

/** A message as people in danger write it, or one that only sounds like theirs. */
export interface DangerExample {
  readonly text: string
  /** Null: it is harmless. */
  readonly danger: Danger | null
}

const messages = z.array(z.string().trim().min(1, 'expected a message')).min(1, 'expected a message')
const schema = z.record(z.enum([...DANGERS, 'harmless']), messages)

/**
 * Loads danger.yaml: the messages from which danger is learned.
 * @param shown what the path in messages is relative to.
 * @throws CorpusError naming the line of each mistake.
 */
export function loadDangerExamples(path: string, shown = process.cwd()): DangerExample[] {
  const { value } = readYamlFile(path, schema, shown)
  return [
    ...DANGERS.flatMap((danger) => value[danger].map((text) => ({ text, danger }))),
    ...value.harmless.map((text) => ({ text, danger: null })),
  ]
}

/** An embedded example. */
export interface DangerMessage extends Pick<DangerExample, 'danger'> {
  readonly mean: Float32Array
}

export interface LearnedDanger {
  readonly danger: DangerModel
  /** Cross-validated share of the messages in danger that are recognised. */
  readonly sensed: number
  /** Cross-validated share of the harmless messages that are mistaken for danger. */
  readonly alarmed: number
}

/** Networks of which the mean counts. */
const MEMBERS = 6
/** What a message in danger counts: there are fewer of them. */
const DANGER_WEIGHT = 3
/** Folds of the cross-validation. */
const FOLDS = 4
/** Every so many questions, one is held out of training to set the threshold. */
const HOLD_OUT_EVERY = 2
/**
 * Shares of the held-out questions, and of the held-out messages as people type them, that may be mistaken for danger. Messages
 * tell of despair without being in danger, so one number for both would be too strict for those who are.
 */
const FALSE_ALARMS = { questions: 0.002, messages: 0.025 } as const

/**
 * Learns to recognise messages in danger by their mean vectors, with small networks.
 * @param questions means of questions that signal no danger; `FALSE_ALARMS` tells how many of them may pass for it.
 * @param told means of messages as people type them that signal none; none of them may be given.
 * @param onProgress called after each fold.
 */
export function learnDanger(
  messages: readonly DangerMessage[],
  questions: readonly Float32Array[],
  told: readonly Float32Array[],
  onProgress: (done: number, all: number) => void,
): LearnedDanger {
  const isHeldOut = (_: Float32Array, at: number) => (at + 1) % HOLD_OUT_EVERY === 0
  const training = [questions, told].flatMap((means) =>
    means.filter((mean, at) => !isHeldOut(mean, at)).map((mean): DangerMessage => ({ mean, danger: null })),
  )
  const members = train([...messages, ...training], MEMBERS)
  const logitOf = logitsBy(members)
  const limitOf = (means: readonly Float32Array[], alarms: number) => {
    const logits = means.filter(isHeldOut).map(logitOf)
    return logits.sort((a, b) => b - a)[Math.floor(alarms * logits.length)] ?? Number.NEGATIVE_INFINITY
  }
  const limit = Math.max(limitOf(questions, FALSE_ALARMS.questions), limitOf(told, FALSE_ALARMS.messages))

  const taken = { danger: 0, harmless: 0 }
  for (let fold = 0; fold < FOLDS; fold++) {
    const logit = logitsBy(train([...messages.filter((_, at) => at % FOLDS !== fold), ...training], 1))
    for (const { mean, danger } of messages.filter((_, at) => at % FOLDS === fold)) {
      if (logit(mean) > limit) taken[danger ? 'danger' : 'harmless']++
    }
    onProgress(fold + 1, FOLDS)
  }
  const dangers = messages.filter(({ danger }) => danger !== null).length
  return {
    danger: { members, threshold: sigmoid(limit) },
    sensed: taken.danger / dangers,
    alarmed: taken.harmless / (messages.length - dangers),
  }
}

function train(messages: readonly DangerMessage[], count: number): DangerMember[] {
  const cases = messages.map(({ mean, danger }) => ({
    vector: mean,
    label: danger === null ? 0 : DANGERS.indexOf(danger) + 1,
  }))
  return Array.from({ length: count }, (_, member) => {
    const { hidden, outputs } = trainClassifier(
      cases,
      DANGERS.length + 1,
      (label) => (label === 0 ? 1 : DANGER_WEIGHT),
      member + 1,
    )
    return { hidden: rounded(hidden), outputs: rounded(outputs) }
  })
}

function rounded({ weights, biases }: Layer): Layer {
  return { weights: weights.map((row) => row.map(round)), biases: biases.map(round) }
}

function logitsBy(members: readonly DangerMember[]): (mean: Float32Array) => number {
  const read = readDanger(members)
  return (mean) => read(mean).logit
}
