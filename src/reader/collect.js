// Several quotes as one, to copy and on paper. The server makes it with this file and, where pages are files, so does the browser.

/** @typedef {import('./cite.ts').Citation} Citation */

/**
 * @param {readonly (Citation | null)[]} citations in the order in which they are shown; null for a quote that can't be cited
 * @param {string | null} address at which all of them stand; null where it isn't known
 * @returns {Citation}
 */
export function citeTogether(citations, address) {
  /** @type {Map<string, number[]>} */
  const numbers = new Map()
  for (const [at, one] of citations.entries()) if (one) numbers.set(one.apa, [...(numbers.get(one.apa) ?? []), at + 1])
  const together = (
    /** @type {'text' | 'markdown'} */ way,
    /** @type {string} */ line,
    /** @type {string | null} */ end,
  ) => [...citations.flatMap((one) => one?.[way] ?? []), ...(end ? [end] : [])].join(`\n\n${line}\n\n`)
  return {
    text: together('text', '* * *', address),
    markdown: together('markdown', '---', address && `<${address}>`),
    apa: Array.from(numbers, ([apa, places]) => `${places.join(', ')}. ${apa}`).join('\n'),
  }
}

/**
 * What to draw of a QR code: a bar for dark squares in a row.
 * @param {{ readonly size: number, get(x: number, y: number): boolean }} code
 */
export function barsOf(code) {
  const { size } = code
  let bars = ''
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const start = x
      while (x < size && code.get(x, y)) x++
      if (x > start) bars += `M${start} ${y}h${x - start}v1h${start - x}z`
    }
  }
  return bars
}

/** With the white edge that scanners need. @param {{ readonly size: number }} code */
export function frameOf({ size }) {
  return `-4 -4 ${size + 8} ${size + 8}`
}
