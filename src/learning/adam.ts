/** How far parameters move. */
interface Steps {
  /** Share of each parameter that is taken away in a step, times the rate. */
  readonly decay: number
}

/**
 * Adam with weight decay apart from the gradient (Loshchilov & Hutter 2019).
 * @param gradient the sum over a batch; read at each step.
 * @returns a function that moves the parameters against the gradient, at a rate. @param batch how many cases the gradient is of.
 */
export function createAdam(
  parameters: Float64Array,
  gradient: Float64Array,
  { decay }: Steps,
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
