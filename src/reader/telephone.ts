import type { ElementContent } from 'hast'
import { h } from 'hastscript'

/** Telephone numbers as our own sentences write them ("112", "0800-0113"), and names of sites ("113.nl"). */
const REACHED = /(\b[a-z\d-]+\.(?:nl|be)\b|\b\d{3,4}(?:-\d{4})?\b)/i

/** A sentence about help, not of a source: a touch calls each number in it, and opens each site. */
export function withNumbers(sentence: string): ElementContent[] {
  return sentence.split(REACHED).map((part, at): ElementContent => {
    if (at % 2 === 0) return { type: 'text', value: part }
    return h('a', { href: part.includes('.') ? `https://${part}` : `tel:${part.replace('-', '')}` }, part)
  })
}
