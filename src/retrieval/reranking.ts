import { createNetwork, type Network, sigmoid } from './network.ts'
import type { Candidate, SearchResult } from './search.ts'

/** Passages that a reranker reads. */
export const RERANKED = 10

/** Names of the numbers from which a passage's probability is told after a reranker has read it, in their order. */
export const RERANKING_FEATURES = ['logit', 'score', 'score:lead'] as const

/**
 * @param probabilities of the passages without a reranker.
 * @param scores what it gave each of them.
 * @returns for each passage the numbers that `RERANKING_FEATURES` names.
 */
export function rerankingFeatures(probabilities: readonly number[], scores: readonly number[]): number[][] {
  return probabilities.map((probability, at) => {
    const others = scores.filter((_, other) => other !== at)
    const lead = others.length > 0 ? scores[at]! - Math.max(...others) : 0
    return [logitOf(probability), scores[at]!, lead]
  })
}

/**
 * Orders the best candidates anew.
 * @param scores what a reranker gave the first of `ranked`.
 * @param network was taught with this reranker; null: its order counts, and each candidate keeps its probability.
 */
export function rerank<Found extends SearchResult>(
  found: Found,
  ranked: readonly Candidate[],
  scores: readonly number[],
  network: Network | null,
): Found {
  const best = ranked.slice(0, scores.length)
  const read = network ? judged(best, scores, network) : reordered(best, scores)
  const candidates = [...read, ...ranked.slice(scores.length)].sort((a, b) => b.score - a.score)
  return { ...found, candidates, confidence: candidates[0]?.probability ?? 0 }
}

function judged(best: readonly Candidate[], scores: readonly number[], network: Network): Candidate[] {
  const logit = createNetwork(network)
  const rows = rerankingFeatures(
    best.map(({ probability }) => probability),
    scores,
  )
  return best.map((candidate, at) => {
    const score = logit(rows[at]!)
    return { ...candidate, score, probability: sigmoid(score) }
  })
}

/** The candidates with each other's scores, in the order of the reranker. */
function reordered(best: readonly Candidate[], scores: readonly number[]): Candidate[] {
  return [...best.keys()]
    .sort((a, b) => scores[b]! - scores[a]!)
    .map((from, at) => ({ ...best[from]!, score: best[at]!.score }))
}

/** A probability of 0 or 1, as a rounded one may be, is less than certain. */
function logitOf(probability: number): number {
  const within = Math.min(Math.max(probability, 1e-6), 1 - 1e-6)
  return Math.log(within / (1 - within))
}
