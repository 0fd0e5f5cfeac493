import { dot } from '../src/embedding/linear-algebra.ts'
import type { View } from '../src/retrieval/views.ts'

/**
 * The example questions that are nearest of all, nearest first, by comparing with every one.
 * @param means those of all views.
 */
export function nearestByComparing(
  mean: Float32Array,
  means: readonly Float32Array[],
  views: readonly View[],
  count: number,
): number[] {
  const cosines = Float32Array.from(views, ({ kind }, view) => (kind === 'question' ? dot(mean, means[view]!) : -1))
  return Array.from(cosines.keys())
    .sort((a, b) => cosines[b]! - cosines[a]!)
    .slice(0, count)
}

/** Share of the views that should be found that are found. */
export function recallOf(found: readonly { readonly view: number }[], nearest: readonly number[]): number {
  const views = new Set(found.map(({ view }) => view))
  return nearest.filter((view) => views.has(view)).length / nearest.length
}
