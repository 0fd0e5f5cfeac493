/**
 * Adam with weight decay apart from the gradient (Loshchilov & Hutter 2019).
 * @param gradient summed over a batch; read at each step.
 * @param decay share of each parameter that a step takes away, times the rate.
 * @returns a function that moves the parameters against the gradient, at a rate; `batch` is the weight of the cases in the gradient.
 */
export function createAdam(
  parameters: Float64Array,
  gradient: Float64Array,
  decay: number,
): (rate: number, batch: number) => void {
  const first = new Float64Array(parameters.length)
  const second = new Float64Array(parameters.length)
  let steps = 0
  return (rate, batch) => {
    steps++
    const ofFirst = 1 - 0.9 ** steps
    const ofSecond = 1 - 0.999 ** steps
    for (let at = 0; at < parameters.length; at++) {
      const slope = gradient[at]! / batch
      first[at] = 0.9 * first[at]! + 0.1 * slope
      second[at] = 0.999 * second[at]! + 0.001 * slope * slope
      const change = first[at]! / ofFirst / (Math.sqrt(second[at]! / ofSecond) + 1e-8)
      parameters[at]! -= rate * (change + decay * parameters[at]!)
    }
  }
}
