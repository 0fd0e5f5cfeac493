import { createAdam } from './adam.ts'
import { fitScaling } from './fit.ts'
import { mulberry32, shuffle } from './random.ts'

/** A vector to learn from. */
export interface Labelled {
  readonly vector: Float32Array
  /** Of the classes, from 0. */
  readonly label: number
}

/** For each unit of a layer the weights of its inputs, and its bias. */
export interface Layer {
  readonly weights: number[][]
  readonly biases: number[]
}

/** Hidden units (tanh), and an output for each class: the softmax of the outputs tells how likely each is. */
export interface Classifier {
  readonly hidden: Layer
  readonly outputs: Layer
}

/** Chosen on messages in danger that were not learned from: with dropout six more of 80 are noticed at as many false alarms. */
const HIDDEN = 32
const DROPPED = 0.2
const EPOCHS = 20
const BATCH = 128
const RATE = 0.002
const DECAY = 0.1

/**
 * Trains a small network to tell classes from vectors, by Adam on the cross-entropy, with dropout (Srivastava et al. 2014) of hidden
 * units. Deterministic.
 * @param weightOf what each class counts.
 */
export function trainClassifier(
  cases: readonly Labelled[],
  classes: number,
  weightOf: (label: number) => number,
  seed: number,
): Classifier {
  const random = mulberry32(seed)
  const width = cases[0]!.vector.length
  const { mean, deviation } = fitScaling(cases.map(({ vector }) => Array.from(vector)))
  const rows = cases.map(({ vector, label }) => ({
    input: Float64Array.from(vector, (value, d) => (value - mean[d]!) / deviation[d]!),
    label,
  }))
  /** Of each hidden unit its weights and its bias, then of each output. */
  const parameters = new Float64Array(HIDDEN * (width + 1) + classes * (HIDDEN + 1))
  const outputs = HIDDEN * (width + 1)
  for (let at = 0; at < outputs; at++) parameters[at] = (2 * random() - 1) / Math.sqrt(width)
  for (let at = outputs; at < parameters.length; at++) parameters[at] = (2 * random() - 1) / Math.sqrt(HIDDEN)
  const gradient = new Float64Array(parameters.length)
  const step = createAdam(parameters, gradient, DECAY)
  const order = [...rows.keys()]
  const kept = new Float64Array(HIDDEN)
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(order, random)
    for (let start = 0; start < order.length; start += BATCH) {
      const batch = order.slice(start, start + BATCH)
      gradient.fill(0)
      let weight = 0
      for (const at of batch) {
        const { input, label } = rows[at]!
        for (let unit = 0; unit < HIDDEN; unit++) kept[unit] = random() < DROPPED ? 0 : 1 / (1 - DROPPED)
        accumulate(input, label, weightOf(label), kept, parameters, gradient, classes)
        weight += weightOf(label)
      }
      step(RATE, weight)
    }
  }
  const layer = (from: number, units: number, inputs: number): Layer => ({
    weights: Array.from({ length: units }, (_, unit) => {
      const first = from + unit * (inputs + 1)
      return Array.from(parameters.subarray(first, first + inputs))
    }),
    biases: Array.from({ length: units }, (_, unit) => parameters[from + unit * (inputs + 1) + inputs]!),
  })
  const scaled = layer(0, HIDDEN, width)
  // The scaling of the inputs goes into the weights.
  const weights = scaled.weights.map((row) => row.map((value, d) => value / deviation[d]!))
  const biases = weights.map((row, unit) => row.reduce((sum, value, d) => sum - value * mean[d]!, scaled.biases[unit]!))
  return { hidden: { weights, biases }, outputs: layer(outputs, classes, HIDDEN) }
}

/** Adds the gradient of one case. @param kept what each hidden unit counts: 0 for one that is dropped. */
function accumulate(
  input: Float64Array,
  label: number,
  weight: number,
  kept: Float64Array,
  parameters: Float64Array,
  gradient: Float64Array,
  classes: number,
): void {
  const width = input.length
  const outputs = HIDDEN * (width + 1)
  const states = new Float64Array(HIDDEN)
  for (let unit = 0; unit < HIDDEN; unit++) {
    if (kept[unit] === 0) continue
    const first = unit * (width + 1)
    let sum = parameters[first + width]!
    for (let d = 0; d < width; d++) sum += parameters[first + d]! * input[d]!
    states[unit] = Math.tanh(sum)
  }
  const logits = new Float64Array(classes)
  for (let output = 0; output < classes; output++) {
    const first = outputs + output * (HIDDEN + 1)
    let sum = parameters[first + HIDDEN]!
    for (let unit = 0; unit < HIDDEN; unit++) sum += parameters[first + unit]! * states[unit]! * kept[unit]!
    logits[output] = sum
  }
  const highest = Math.max(...logits)
  const exponents = logits.map((logit) => Math.exp(logit - highest))
  const total = exponents.reduce((sum, value) => sum + value, 0)
  const slopes = new Float64Array(HIDDEN)
  for (let output = 0; output < classes; output++) {
    const slope = weight * (exponents[output]! / total - (output === label ? 1 : 0))
    const first = outputs + output * (HIDDEN + 1)
    gradient[first + HIDDEN]! += slope
    for (let unit = 0; unit < HIDDEN; unit++) {
      gradient[first + unit]! += slope * states[unit]! * kept[unit]!
      slopes[unit]! += slope * parameters[first + unit]! * kept[unit]!
    }
  }
  for (let unit = 0; unit < HIDDEN; unit++) {
    if (kept[unit] === 0) continue
    const slope = slopes[unit]! * (1 - states[unit]! ** 2)
    const first = unit * (width + 1)
    for (let d = 0; d < width; d++) gradient[first + d]! += slope * input[d]!
    gradient[first + width]! += slope
  }
}
