import { words } from '../../src/dutch/fold.ts'
import type { Embedder } from '../../src/embedding/embedder.ts'

/** Small, and not a multiple of four, so that code that works in fours has a rest. */
export const DIMENSIONS = 14

/** Numbers from −1 to 1 that depend on the seed alone. */
export function randomVector(seed: number, dimensions = DIMENSIONS): Float32Array {
  let state = Math.imul(seed + 1, 0x9e3779b1) >>> 0
  return Float32Array.from({ length: dimensions }, () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 31 - 1
  })
}

export function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector)
  return vector.map((value) => value / length)
}

/** A number of a word, the same for equal words. */
function tokenOf(word: string): number {
  return Array.from(word).reduce((hash, sign) => (Math.imul(hash, 31) + sign.codePointAt(0)!) >>> 8, 7)
}

/** A model of words: each has a vector of its own. Counts the texts that it was given. */
export function fakeEmbedder(dimensions = DIMENSIONS): Embedder & { readonly embedded: string[] } {
  const embedded: string[] = []
  return {
    embedded,
    dimensions,
    maxTokens: 512,
    countTokens: (text) => words(text).length,
    async embed(text, as) {
      embedded.push(text)
      const tokens = words(text).map(tokenOf)
      const vectors = tokens.map((token) => unit(randomVector(token, dimensions)))
      const sum = randomVector(as === 'query' ? 1 : 2, dimensions).map((value) => value / 10)
      for (const vector of vectors) for (let d = 0; d < dimensions; d++) sum[d]! += vector[d]!
      const tokenVectors = new Float32Array(tokens.length * dimensions)
      for (const [at, vector] of vectors.entries()) tokenVectors.set(vector, at * dimensions)
      return { tokens, tokenVectors, mean: unit(sum) }
    },
  }
}
