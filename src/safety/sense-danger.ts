import { dot } from '../retrieval/centroids.ts'
import type { Weights } from '../retrieval/weights.ts'
import type { Danger } from './danger.ts'

/**
 * Makes a second look at what no phrase gives away: whether a reading of a message means what people in danger write.
 * @returns a function of a mean vector, projected as the weights say: the likeliest danger, or null when none is likely enough.
 */
export function senseDanger({ kinds, threshold }: Weights['danger']): (mean: Float32Array) => Danger | null {
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
