/** A list with at least one element. */
export type NonEmpty<T> = readonly [T, ...T[]]

/** @throws Error when the list is empty: whoever calls knows that it isn't. */
export function nonEmpty<T>(list: readonly T[]): NonEmpty<T> {
  const [first, ...more] = list
  if (first === undefined) throw new Error('An empty list where there must be an element.')
  return [first, ...more]
}
