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

/** Networks of which the mean counts; and of which it counts for what they did not learn from. */
const MEMBERS = 6
const CROSS_MEMBERS = 2
/** What a message in danger counts: there are fewer of them. */
const DANGER_WEIGHT = 10
/** Folds of the cross-validation. */
const FOLDS = 4
/**
 * Shares of the questions, and of the messages as people type them, that may be mistaken for danger when they were not learned from.
 * Messages tell of despair without being in danger, so one number for both would be too strict for those who are.
 */
const FALSE_ALARMS = { questions: 0.002, messages: 0.024 } as const

/** Means of messages that signal no danger. */
export interface Harmless {
  /** Example and off-topic questions; `FALSE_ALARMS` tells how many of them may pass for danger. */
  readonly questions: readonly Float32Array[]
  /** Messages as people type them, likewise. */
  readonly told: readonly Float32Array[]
  /** Messages about invented sources, which are only learned from. */
  readonly invented: readonly Float32Array[]
}

/**
 * Learns to recognise messages in danger by their mean vectors, with small networks. The threshold is found with networks that were
 * not taught what they judge.
 * @param onProgress called after each fold.
 */
export function learnDanger(
  messages: readonly DangerMessage[],
  { questions, told, invented }: Harmless,
  onProgress: (done: number, all: number) => void,
): LearnedDanger {
  const unharmed = (means: readonly Float32Array[]) => means.map((mean): DangerMessage => ({ mean, danger: null }))
  const groups = [messages, unharmed(questions), unharmed(told)] as const
  const logits: Scored[][] = groups.map(() => [])
  for (let fold = 0; fold < FOLDS; fold++) {
    const taught = groups.flatMap((group) => group.filter((_, at) => at % FOLDS !== fold))
    const logitOf = logitsBy(train([...taught, ...unharmed(invented)], CROSS_MEMBERS))
    for (const [at, group] of groups.entries()) {
      const held = group.filter((_, at) => at % FOLDS === fold)
      logits[at]!.push(...held.map(({ mean, danger }) => ({ danger, logit: logitOf(mean) })))
    }
    onProgress(fold + 1, FOLDS)
  }
  const [examined, ofQuestions, ofTold] = logits as [Scored[], Scored[], Scored[]]
  const limit = Math.max(limitOf(ofQuestions, FALSE_ALARMS.questions), limitOf(ofTold, FALSE_ALARMS.messages))
  const shareTaken = (some: readonly Scored[]) => some.filter(({ logit }) => logit > limit).length / some.length
  return {
    danger: { members: train([...groups.flat(), ...unharmed(invented)], MEMBERS), threshold: sigmoid(limit) },
    sensed: shareTaken(examined.filter(({ danger }) => danger !== null)),
    alarmed: shareTaken(examined.filter(({ danger }) => danger === null)),
  }
}

/** What networks that were not taught a message say of it. */
interface Scored extends Pick<DangerExample, 'danger'> {
  readonly logit: number
}

/** The logit that this share of harmless messages exceeds. */
function limitOf(harmless: readonly Scored[], alarms: number): number {
  const logits = harmless.map(({ logit }) => logit).sort((a, b) => b - a)
  return logits[Math.floor(alarms * logits.length)] ?? Number.NEGATIVE_INFINITY
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
