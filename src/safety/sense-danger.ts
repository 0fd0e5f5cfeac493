import { z } from 'zod'
import { dot } from '../embedding/linear-algebra.ts'
import { DANGERS, type Danger } from './danger.ts'

/** Logistic models of a message's mean vector, one for each kind of danger, and the probability from which one counts. */
export const dangerModelsSchema = z.strictObject({
  kinds: z.record(z.enum(DANGERS), z.strictObject({ weights: z.array(z.number()), bias: z.number() })),
  threshold: z.number().gt(0).lt(1),
})
export type DangerModels = z.output<typeof dangerModelsSchema>

/**
 * A second look at messages in which no phrase signals danger: whether they mean what messages of people in danger mean.
 * @returns a function of a projected mean vector that gives the likeliest danger, or null when none is likely enough.
 */
export function senseDanger({ kinds, threshold }: DangerModels): (mean: Float32Array) => Danger | null {
  const models = Object.entries(kinds).map(([kind, { weights, bias }]) => ({
    danger: kind as Danger,
    weights: Float32Array.from(weights),
    bias,
  }))
  return (mean) => {
    let likeliest: Danger | null = null
    let most = Math.log(threshold / (1 - threshold))
    for (const { danger, weights, bias } of models) {
      const logit = dot(mean, weights) + bias
      if (logit < most) continue
      most = logit
      likeliest = danger
    }
    return likeliest
  }
}
