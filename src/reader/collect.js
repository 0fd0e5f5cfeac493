// Several quotes as one, to copy and on paper. The server makes it with this file and, where pages are files, so does the browser.

/** @typedef {import('./cite.ts').Citation} Citation */

/**
 * @param {readonly (Citation | null)[]} citations in the order in which they are shown; null for a quote that can't be cited
 * @param {string | null} address at which all of them stand; null where it isn't known
 * @returns {Citation}
 */
export function citeTogether(citations, address) {
  const together = (
    /** @type {'text' | 'markdown'} */ way,
    /** @type {string} */ line,
    /** @type {string | null} */ end,
  ) => [...citations.flatMap((one) => one?.[way] ?? []), ...(end ? [end] : [])].join(`\n\n${line}\n\n`)
  return {
    text: together('text', '* * *', address),
    markdown: together('markdown', '---', address && `<${address}>`),
    apa: refer(citations.map((one) => one?.apa)),
  }
}

/**
 * Every source once, with the numbers of its quotes, and the address of each in their order where the source itself has none.
 * @param {readonly (string | null | undefined)[]} all in the manner of APA, in the order in which the quotes are shown
 */
export function refer(all) {
  /** @type {Map<string, { places: number[], addresses: Set<string> }>} */
  const sources = new Map()
  for (const [at, apa] of all.entries()) {
    const [, source = '', address = ''] = /^(.*?)( https?:\S+)?$/s.exec(apa ?? '') ?? []
    const { places, addresses } = sources.get(source) ?? { places: [], addresses: new Set() }
    if (apa) sources.set(source, { places: [...places, at + 1], addresses: addresses.add(address) })
  }
  const lines = Array.from(sources, ([source, { places, addresses }]) => [
    places.join(', '),
    '. ',
    source,
    ...addresses,
  ])
  return lines.map((line) => line.join('')).join('\n')
}

/**
 * What to draw of a QR code with a line as wide as a square: a line for dark squares in a row, each as far from the one before as it is.
 * @param {{ readonly size: number, get(x: number, y: number): boolean }} code
 */
export function barsOf(code) {
  const { size } = code
  let bars = ''
  for (let y = 0; y < size; y++) {
    let end = 0
    bars += `M0 ${y}`
    for (let x = 0; x < size; x++) {
      const start = x
      while (x < size && code.get(x, y)) x++
      if (x > start) bars += `m${start - end} 0h${x - start}`
      if (x > start) end = x
    }
  }
  return bars
}

/** With the white edge that scanners need; a line lies half above where it is drawn. @param {{ readonly size: number }} code */
export function frameOf({ size }) {
  return `-4 -4.5 ${size + 8} ${size + 8}`
}
