/** Indices of the `count` largest numbers, or of all when there are fewer, largest first. */
export function placesOfLargest(values: ArrayLike<number>, count: number): number[] {
  const places: number[] = []
  for (let at = 0; at < values.length; at++) {
    const value = values[at]!
    if (places.length === count && value <= values[places[count - 1]!]!) continue
    let place = Math.min(places.length, count - 1)
    for (; place > 0 && values[places[place - 1]!]! < value; place--) places[place] = places[place - 1]!
    places[place] = at
  }
  return places
}
