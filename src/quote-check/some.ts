/** A list with at least one element. */
export type Some<T> = readonly [T, ...T[]]

/** @throws Error when the list is empty: whoever calls knows that it isn't. */
export function some<T>(list: readonly T[]): Some<T> {
  const [first, ...more] = list
  if (first === undefined) throw new Error('An empty list where there must be an element.')
  return [first, ...more]
}
