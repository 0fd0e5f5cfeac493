import { InvalidArgumentError } from 'commander'

/**
 * Makes a reader of a whole number from the command line.
 * @param least 0 or 1.
 * @throws InvalidArgumentError from the reader, for anything else.
 */
export function wholeNumber(least: 0 | 1): (value: string) => number {
  return (value) => {
    const number = Number(value)
    if (Number.isInteger(number) && number >= least) return number
    throw new InvalidArgumentError(least === 0 ? 'expected a whole number.' : 'expected a whole number above 0.')
  }
}
