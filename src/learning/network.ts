import { type Network, type NetworkMember, sigmoid, standardised } from '../retrieval/network.ts'
import { createAdam } from './adam.ts'
import { fitScaling, round } from './fit.ts'
import { mulberry32, shuffle } from './random.ts'

/** A query to learn from: the features of its candidates, and how well each answers. */
export interface Lesson {
  readonly features: readonly (readonly number[])[]
  /** For each candidate 0 to 1: 1 answers. */
  readonly targets: readonly number[]
  /** How much this query counts. */
  readonly weight: number
  /** What the probability of each candidate counts, 0 to 1: less where nobody has judged that it doesn't answer. */
  readonly counts: readonly number[]
}

/** Sizes of the networks and of training; chosen on judged messages that were not learned from. */
const MEMBERS = 3
const HIDDEN = 16
const EPOCHS = 9
const BATCH = 32
const RATE = 0.003
const DECAY = 0.0005
/** Weight of the loss of each candidate's probability beside that of their order. */
const PROBABILITY_WEIGHT = 0.6

/**
 * Trains a few small networks by Adam (Kingma & Ba 2015) on two losses: cross-entropy of each candidate's probability, and of
 * the order of a query's candidates (ListNet, Cao et al. 2007). Deterministic.
 * @param onProgress called after each epoch of each network.
 * @param count how many networks: fewer are taught sooner, and are a little worse.
 * @param epochs how often each lesson is read; few lessons are read more often.
 */
export function trainNetwork(
  lessons: readonly Lesson[],
  onProgress: (done: number, all: number) => void,
  count = MEMBERS,
  epochs = EPOCHS,
): Network {
  const { mean, deviation } = fitScaling(lessons.flatMap(({ features }) => features))
  const scaling = { mean: mean.map(round), deviation: deviation.map(round) }
  const inputs = lessons.map(({ features }) => features.map((row) => Float64Array.from(standardised(row, scaling))))
  const members: NetworkMember[] = []
  for (let member = 0; member < count; member++) {
    members.push(
      trainMember(lessons, inputs, mean.length, member + 1, epochs, (epoch) =>
        onProgress(member * epochs + epoch, count * epochs),
      ),
    )
  }
  return { ...scaling, members }
}

function trainMember(
  lessons: readonly Lesson[],
  inputs: readonly (readonly Float64Array[])[],
  width: number,
  seed: number,
  epochs: number,
  onEpoch: (epoch: number) => void,
): NetworkMember {
  const random = mulberry32(seed)
  /** Of each hidden unit its inputs' weights and its bias, then the output's weights and its bias. */
  const parameters = new Float64Array(HIDDEN * (width + 1) + HIDDEN + 1)
  const outputs = HIDDEN * (width + 1)
  for (let at = 0; at < outputs; at++) parameters[at] = (2 * random() - 1) / Math.sqrt(width)
  for (let at = outputs; at < outputs + HIDDEN; at++) parameters[at] = (2 * random() - 1) / Math.sqrt(HIDDEN)
  const gradient = new Float64Array(parameters.length)
  const step = createAdam(parameters, gradient, DECAY)
  const order = [...lessons.keys()]
  const steps = epochs * Math.ceil(order.length / BATCH)
  let done = 0
  for (let epoch = 1; epoch <= epochs; epoch++) {
    shuffle(order, random)
    for (let start = 0; start < order.length; start += BATCH) {
      gradient.fill(0)
      for (const at of order.slice(start, start + BATCH)) {
        accumulate(lessons[at]!, inputs[at]!, parameters, gradient, width)
      }
      step(RATE * (1 - done++ / steps), BATCH)
    }
    onEpoch(epoch)
  }
  return {
    weights: Array.from({ length: HIDDEN }, (_, unit) =>
      Array.from(parameters.subarray(unit * (width + 1), unit * (width + 1) + width), round),
    ),
    biases: Array.from({ length: HIDDEN }, (_, unit) => round(parameters[unit * (width + 1) + width]!)),
    outputs: Array.from(parameters.subarray(outputs, outputs + HIDDEN), round),
    bias: round(parameters[outputs + HIDDEN]!),
  }
}

/** Adds the gradient of one lesson's losses. */
function accumulate(
  { targets, weight, counts }: Lesson,
  rows: readonly Float64Array[],
  parameters: Float64Array,
  gradient: Float64Array,
  width: number,
): void {
  const outputs = HIDDEN * (width + 1)
  const units: Float64Array[] = []
  const logits = rows.map((row) => {
    const hidden = new Float64Array(HIDDEN)
    let logit = parameters[outputs + HIDDEN]!
    for (let unit = 0; unit < HIDDEN; unit++) {
      const start = unit * (width + 1)
      let sum = parameters[start + width]!
      for (let at = 0; at < width; at++) sum += parameters[start + at]! * row[at]!
      hidden[unit] = Math.tanh(sum)
      logit += parameters[outputs + unit]! * hidden[unit]!
    }
    units.push(hidden)
    return logit
  })
  const highest = Math.max(...logits)
  const exponents = logits.map((logit) => Math.exp(logit - highest))
  const total = exponents.reduce((sum, value) => sum + value, 0)
  const wanted = targets.reduce((sum, value) => sum + value * value, 0)
  for (const [candidate, row] of rows.entries()) {
    const target = targets[candidate]!
    const probability = sigmoid(logits[candidate]!)
    let slope = PROBABILITY_WEIGHT * counts[candidate]! * (probability - target)
    if (wanted > 0) slope += exponents[candidate]! / total - (target * target) / wanted
    slope *= weight
    const hidden = units[candidate]!
    gradient[outputs + HIDDEN]! += slope
    for (let unit = 0; unit < HIDDEN; unit++) {
      gradient[outputs + unit]! += slope * hidden[unit]!
      const inner = slope * parameters[outputs + unit]! * (1 - hidden[unit]! ** 2)
      const start = unit * (width + 1)
      for (let at = 0; at < width; at++) gradient[start + at]! += inner * row[at]!
      gradient[start + width]! += inner
    }
  }
}
