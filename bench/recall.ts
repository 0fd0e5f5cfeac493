import { dot } from '../src/embedding/linear-algebra.ts'
import { GRAPH_OF } from '../src/retrieval/search-index.ts'
import type { View } from '../src/retrieval/views.ts'

/** A graph of views. */
export type Graph = 'questions' | 'texts'

/** Of two cosines, how much less one may be and count as equal: what is left of them in a database has four digits. */
const ROUNDING = 1e-6

/**
 * The cosines of the views of a graph that are nearest of all, nearest first, by comparing with every one.
 * @param means those of all views.
 */
export function nearestByComparing(
  mean: Float32Array,
  means: readonly Float32Array[],
  views: readonly View[],
  graph: Graph,
  count: number,
): number[] {
  return views
    .flatMap(({ kind }, view) => (GRAPH_OF[kind] === graph ? [dot(mean, means[view]!)] : []))
    .sort((a, b) => b - a)
    .slice(0, count)
}

/** Share of the views that should be found that are found: which of two equally near ones doesn't matter. */
export function recallOf(found: readonly { readonly cosine: number }[], nearest: readonly number[]): number {
  const least = nearest.at(-1)! - ROUNDING
  return Math.min(found.filter(({ cosine }) => cosine >= least).length, nearest.length) / nearest.length
}
