import type { Corpus } from '../corpus/load-corpus.ts'
import { type Choices, MAX_BASKET, NOTHING, queryOf } from './choices.js'
import type { Site } from './site.ts'

/** What was chosen, in an address on a page with a large basket, instead of all else. */
export const SHORT = 'm'
/** Quotes in a basket from which links say it short: with fewer it would save little, and the server has to send the reader on. */
export const SHORT_FROM = 5

const COLOURS = ['', 'licht', 'donker', 'sepia'] as const
/** Letters of the id of a passage. */
const WHOLE = 8

type Known = Pick<Site, 'corpus' | 'former'>

/**
 * What a link to another page of the site carries: what was chosen, or with a large basket the beginning of each id. A page has up to 80
 * links, and 20 whole ids in each would weigh 14 kB. The server reads it and sends the reader on to the whole address; the script puts
 * that into the links at once. A quote that isn't known has no beginning of its own, and is left out.
 */
export function linkQueryOf(choices: Choices, site: Known): string {
  const { letters, colour, rest, basket } = choices
  if (basket.length < SHORT_FROM) return queryOf(choices)
  const { ids, length } = beginningsOf(site)
  const begin = basket.filter((id) => ids.has(id)).map((id) => id.slice(0, length))
  return `?${SHORT}=${letters}${COLOURS.indexOf(colour)}${rest ? 1 : 0}${length}${begin.join('')}`
}

/**
 * Reads what such a link carries; null when it is none. An id that no passage, or more than one begins with is left out: texts may have
 * changed since the link was made.
 */
export function readShort(value: string, site: Known): Choices | null {
  const [, letters, colour, rest, digit, begin = ''] = /^([123])([0-3])([01])([1-8])([a-z2-7]*)$/.exec(value) ?? []
  if (digit === undefined) return null
  const length = Number(digit)
  const ids = [...beginningsOf(site).ids]
  const count = Math.min(MAX_BASKET, Math.floor(begin.length / length))
  const basket = Array.from({ length: count }, (_, at) => at * length).flatMap((at) => {
    const found = ids.filter((id) => id.startsWith(begin.slice(at, at + length)))
    return found.length === 1 ? found : []
  })
  return {
    ...NOTHING,
    letters: Number(letters) as Choices['letters'],
    colour: COLOURS[Number(colour)]!,
    rest: rest === '1',
    basket: [...new Set(basket)],
  }
}

interface Beginnings {
  readonly ids: ReadonlySet<string>
  /** How many letters tell all of them apart. */
  readonly length: number
}

const known = new WeakMap<Corpus, Beginnings>()

function beginningsOf({ corpus, former }: Known): Beginnings {
  const made = known.get(corpus)
  if (made) return made
  const ids = new Set([...corpus.passages, ...former].map(({ id }) => id))
  let length = 1
  while (length < WHOLE && new Set([...ids].map((id) => id.slice(0, length))).size < ids.size) length++
  const beginnings = { ids, length }
  known.set(corpus, beginnings)
  return beginnings
}
