import { z } from 'zod'

/** Layers from the features to a logit: `hidden` rows of weights with a bias each, then a weight for each hidden unit and a bias. */
const memberSchema = z.strictObject({
  weights: z.array(z.array(z.number())).min(1),
  biases: z.array(z.number()),
  outputs: z.array(z.number()),
  bias: z.number(),
})

/** A few small networks with one hidden layer, whose logits are averaged, of standardised features. */
export const networkSchema = z
  .strictObject({
    mean: z.array(z.number()),
    deviation: z.array(z.number().positive()),
    members: z.array(memberSchema).min(1),
  })
  .refine(
    ({ mean, deviation, members }) =>
      deviation.length === mean.length &&
      members.every(
        ({ weights, biases, outputs }) =>
          biases.length === weights.length &&
          outputs.length === weights.length &&
          weights.every((row) => row.length === mean.length),
      ),
    'layers that do not fit each other',
  )
export type Network = z.output<typeof networkSchema>
export type NetworkMember = Network['members'][number]

/** Most standard deviations that a feature counts: further away than anything that was learned from, a network only guesses. */
const FARTHEST = 4

/** A row of features in standard deviations from the mean. */
export function standardised(
  row: readonly number[],
  { mean, deviation }: Pick<Network, 'mean' | 'deviation'>,
): number[] {
  return row.map((value, at) => Math.max(-FARTHEST, Math.min(FARTHEST, (value - mean[at]!) / deviation[at]!)))
}

/** @returns a function of a row of features that gives its logit. */
export function createNetwork(network: Network): (row: readonly number[]) => number {
  return (row) => {
    const inputs = standardised(row, network)
    let sum = 0
    for (const member of network.members) sum += logitOf(inputs, member)
    return sum / network.members.length
  }
}

function logitOf(inputs: readonly number[], { weights, biases, outputs, bias }: NetworkMember): number {
  let logit = bias
  for (const [unit, row] of weights.entries()) {
    let sum = biases[unit]!
    for (let at = 0; at < inputs.length; at++) sum += row[at]! * inputs[at]!
    logit += outputs[unit]! * Math.tanh(sum)
  }
  return logit
}

export function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit))
}
