/** A list with at least one element. */
export type NonEmpty<T> = readonly [T, ...T[]]

/** @throws Error when the list is empty: callers know that it isn't. */
export function nonEmpty<T>(list: readonly T[]): NonEmpty<T> {
  const [first, ...more] = list
  if (first === undefined) throw new Error('The list is empty.')
  return [first, ...more]
}
