import ort from 'onnxruntime-node'
import { SESSION_OPTIONS } from '../embedding/session-options.ts'
import type { StoredVectors } from './token-vectors.ts'

/**
 * Most tokens of a question that are compared, and the least weight of one as a share of the heaviest. On 270 questions, 12
 * did as well as all (success@1 0.94, AUROC 0.997 against 0.995), 10 did worse.
 */
const MAX_QUERY_TOKENS = 12
const LEAST_SHARE = 0.3

/** A question as MaxSim compares it. */
export interface QueryTokens {
  /** Unit-length token vectors, `tokens × dimensions`. */
  readonly vectors: Float32Array
  /** How much each token counts; at least one is positive, or every score is 0. */
  readonly weights: Float32Array
}

/** Scores views against a question. */
export type MaxSim = (query: QueryTokens, stored: StoredVectors, views: readonly number[]) => Promise<Float32Array>

/**
 * Loads late interaction (MaxSim, as in ColBERT, Khattab & Zaharia 2020): for each token of the question the best cosine over
 * a view's tokens, weighted and averaged. One matrix product for all views asked for.
 * @param path maxsim.onnx.
 * @returns for each view a score of −1 to 1, in the order asked; 0 for a view without tokens.
 */
export async function loadMaxSim(path: string): Promise<MaxSim> {
  // By its path: onnxruntime-node forgets the options of a graph that it gets as bytes, and its threads spin.
  const session = await ort.InferenceSession.create(path, SESSION_OPTIONS)
  /** Rooms that no question is using. */
  const free: { bytes: Uint8Array; scales: Float32Array }[] = []
  return async (whole, stored, views) => {
    const query = mostTelling(whole, stored.dimensions)
    const scores = new Float32Array(views.length)
    const { dimensions, starts } = stored
    const queryTokens = query.vectors.length / dimensions
    let total = 0
    for (const weight of query.weights) total += weight
    let rows = 0
    for (const view of views) rows += starts[view + 1]! - starts[view]!
    if (rows === 0 || queryTokens === 0 || total <= 0) return scores

    // Several megabytes a question: memory that is used again spares clearing and collecting them.
    const room = free.pop() ?? { bytes: new Uint8Array(0), scales: new Float32Array(0) }
    if (room.scales.length < rows || room.bytes.length < rows * dimensions) {
      room.bytes = new Uint8Array(Math.ceil(1.2 * rows) * dimensions)
      room.scales = new Float32Array(Math.ceil(1.2 * rows))
    }
    const bytes = room.bytes.subarray(0, rows * dimensions)
    const scales = room.scales.subarray(0, rows)
    let to = 0
    for (let at = 0; at < views.length; ) {
      // Views that lie side by side are copied at once.
      let next = at + 1
      while (next < views.length && views[next] === views[next - 1]! + 1) next++
      const first = starts[views[at]!]!
      const last = starts[views[next - 1]! + 1]!
      bytes.set(stored.bytes.subarray(first * dimensions, last * dimensions), to * dimensions)
      scales.set(stored.scales.subarray(first, last), to)
      to += last - first
      at = next
    }
    const output = await session.run({
      query: new ort.Tensor('float32', query.vectors, [queryTokens, dimensions]),
      vectors: new ort.Tensor('uint8', bytes, [rows, dimensions]),
      scales: new ort.Tensor('float32', scales, [rows]),
    })
    free.push(room)
    const similarity = output.similarity?.data as Float32Array
    const ends = new Uint32Array(views.length)
    let end = 0
    for (let index = 0; index < views.length; index++) {
      end += starts[views[index]! + 1]! - starts[views[index]!]!
      ends[index] = end
    }
    for (let token = 0; token < queryTokens; token++) {
      const weight = query.weights[token]! / total
      const offset = token * rows
      let row = 0
      for (let index = 0; index < ends.length; index++) {
        const stop = ends[index]!
        if (stop === row) continue
        let best = -1
        for (; row < stop; row++) {
          const value = similarity[offset + row]!
          if (value > best) best = value
        }
        scores[index]! += weight * best
      }
    }
    return scores
  }
}

/** The tokens of a question that count most, in their order: the rest would hardly change a score, and take as long. */
function mostTelling({ vectors, weights }: QueryTokens, dimensions: number): QueryTokens {
  const order = Array.from(weights.keys()).sort((a, b) => weights[b]! - weights[a]!)
  const heaviest = weights[order[0] ?? 0] ?? 0
  const kept = order
    .slice(0, MAX_QUERY_TOKENS)
    .filter((token) => weights[token]! >= LEAST_SHARE * heaviest)
    .sort((a, b) => a - b)
  if (kept.length === weights.length) return { vectors, weights }
  const telling = new Float32Array(kept.length * dimensions)
  for (const [to, token] of kept.entries()) {
    telling.set(vectors.subarray(token * dimensions, (token + 1) * dimensions), to * dimensions)
  }
  return { vectors: telling, weights: Float32Array.from(kept, (token) => weights[token]!) }
}
