import type { Postings } from './bm25.ts'

/** Bits of a number in a byte; the highest tells that more of it follows (LEB128). */
const BITS = 7
const MORE = 1 << BITS
/** Bytes of the longest number. */
const LONGEST = 5

/**
 * Postings in a third of the bytes: how many there are, then of each how many passages it leaves out, doubled, and one more where the
 * term occurs more than once; then how often follows. A database sends bytes as text, which takes time by their number.
 */
export function encodePostings({ passages, counts }: Postings): Uint8Array {
  const bytes = new Uint8Array(LONGEST + 2 * LONGEST * passages.length)
  let end = 0
  const write = (number: number) => {
    let left = number
    for (; left >= MORE; left = Math.floor(left / MORE)) bytes[end++] = (left % MORE) | MORE
    bytes[end++] = left
  }
  write(passages.length)
  let next = 0
  for (const [at, passage] of passages.entries()) {
    const isRepeated = counts[at]! > 1
    write(2 * (passage - next) + (isRepeated ? 1 : 0))
    if (isRepeated) write(counts[at]!)
    next = passage + 1
  }
  return bytes.slice(0, end)
}

/** The postings that were encoded. */
export function decodePostings(bytes: Uint8Array): Postings {
  let at = 0
  const read = () => {
    let number = bytes[at++]!
    if (number < MORE) return number
    number -= MORE
    for (let scale = MORE; ; scale *= MORE) {
      const byte = bytes[at++]!
      if (byte < MORE) return number + byte * scale
      number += (byte - MORE) * scale
    }
  }
  const length = read()
  const passages = new Uint32Array(length)
  const counts = new Uint16Array(length)
  let next = 0
  for (let place = 0; place < length; place++) {
    const number = read()
    const passage = next + Math.floor(number / 2)
    passages[place] = passage
    counts[place] = number % 2 === 1 ? read() : 1
    next = passage + 1
  }
  return { passages, counts }
}
