import { readFileSync } from 'node:fs'
import ort from 'onnxruntime-node'
import type { TokenVectors } from './token-vectors.ts'

/** A question as MaxSim compares it. */
export interface QueryTokens {
  /** Unit-length token vectors, `tokens × dimensions`. */
  readonly vectors: Float32Array
  /** How much each token counts; at least one is positive, or every score is 0. */
  readonly weights: Float32Array
}

/** Scores views against a question. */
export type MaxSim = (query: QueryTokens, stored: TokenVectors, views: readonly number[]) => Promise<Float32Array>

/**
 * Loads late interaction (MaxSim, as in ColBERT, Khattab & Zaharia 2020): for each token of the question the best cosine over
 * a view's tokens, weighted and averaged. One matrix product for all views asked for.
 * @param path maxsim.onnx.
 * @returns for each view a score of −1 to 1, in the order asked; 0 for a view without tokens.
 */
export async function loadMaxSim(path: string): Promise<MaxSim> {
  const session = await ort.InferenceSession.create(readFileSync(path), { executionProviders: ['cpu'] })
  return async (query, stored, views) => {
    const scores = new Float32Array(views.length)
    const { dimensions, starts } = stored
    const queryTokens = query.vectors.length / dimensions
    let total = 0
    for (const weight of query.weights) total += weight
    let rows = 0
    for (const view of views) rows += starts[view + 1]! - starts[view]!
    if (rows === 0 || queryTokens === 0 || total <= 0) return scores

    const bytes = new Uint8Array(rows * dimensions)
    const scales = new Float32Array(rows)
    let to = 0
    for (const view of views) {
      const first = starts[view]!
      const last = starts[view + 1]!
      bytes.set(stored.bytes.subarray(first * dimensions, last * dimensions), to * dimensions)
      scales.set(stored.scales.subarray(first, last), to)
      to += last - first
    }
    const output = await session.run({
      query: new ort.Tensor('float32', query.vectors, [queryTokens, dimensions]),
      vectors: new ort.Tensor('uint8', bytes, [rows, dimensions]),
      scales: new ort.Tensor('float32', scales, [rows]),
    })
    const similarity = output.similarity?.data as Float32Array
    for (let token = 0; token < queryTokens; token++) {
      const weight = query.weights[token]! / total
      let at = token * rows
      for (let index = 0; index < views.length; index++) {
        const view = views[index]!
        const end = at + starts[view + 1]! - starts[view]!
        if (end === at) continue
        let best = -1
        for (; at < end; at++) if (similarity[at]! > best) best = similarity[at]!
        scores[index]! += weight * best
      }
    }
    return scores
  }
}
