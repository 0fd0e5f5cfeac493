import { z } from 'zod'
import { dot } from '../embedding/linear-algebra.ts'
import { DANGERS, type Danger } from './danger.ts'

const numbers = z.array(z.number())
const units = z.strictObject({ weights: z.array(numbers), biases: numbers })

/**
 * Small networks that tell from a message's mean vector how likely each kind of danger is, and the probability from which one
 * counts. Each has one layer of hidden units (tanh), and an output for "none" and then for each of `DANGERS`.
 */
export const dangerModelSchema = z.strictObject({
  members: z.array(z.strictObject({ hidden: units, outputs: units })).min(1),
  threshold: z.number().gt(0).lt(1),
})
export type DangerModel = z.output<typeof dangerModelSchema>
export type DangerMember = DangerModel['members'][number]

/** The likeliest danger of a message, and the logit of there being any. */
export interface Sensed {
  readonly danger: Danger
  readonly logit: number
}

/** @returns a function of a projected mean vector: the mean of what the networks say. */
export function readDanger(members: readonly DangerMember[]): (mean: Float32Array) => Sensed {
  const layersOf = ({ weights, biases }: DangerMember['hidden']) =>
    weights.map((row, unit) => ({ row: Float32Array.from(row), bias: biases[unit]! }))
  const networks = members.map(({ hidden, outputs }) => ({ hidden: layersOf(hidden), outputs: layersOf(outputs) }))
  return (mean) => {
    const logits = new Float64Array(DANGERS.length + 1)
    for (const { hidden, outputs } of networks) {
      const states = Float32Array.from(hidden, ({ row, bias }) => Math.tanh(dot(mean, row) + bias))
      for (const [at, { row, bias }] of outputs.entries()) logits[at]! += (dot(states, row) + bias) / networks.length
    }
    const [none, ...dangers] = logits
    const highest = Math.max(...dangers)
    const any = highest + Math.log(dangers.reduce((sum, logit) => sum + Math.exp(logit - highest), 0))
    return { danger: DANGERS[dangers.indexOf(highest)]!, logit: any - none! }
  }
}

/**
 * A second look at messages in which no phrase signals danger: whether they mean what messages of people in danger mean.
 * @returns a function of a projected mean vector that gives the likeliest danger, or null when none is likely enough.
 */
export function senseDanger({ members, threshold }: DangerModel): (mean: Float32Array) => Danger | null {
  const read = readDanger(members)
  const least = Math.log(threshold / (1 - threshold))
  return (mean) => {
    const { danger, logit } = read(mean)
    return logit >= least ? danger : null
  }
}
