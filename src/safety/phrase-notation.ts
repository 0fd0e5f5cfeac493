import { narrowKey, narrowPrefixKey } from '../dutch/phonetics.ts'
import { SHORTEST_PREFIX, wordsOf } from './phrase-words.ts'

/**
 * One word of a phrase: the terms that match it. A term is the phonetic key of a word or, with `*` at its end, that of a
 * prefix.
 */
export interface Step {
  readonly terms: readonly string[]
  /** Whether `...` comes before it. */
  readonly afterGap: boolean
}

/** One reading of a phrase: a row of words of which none is optional. */
export interface Row {
  readonly steps: readonly Step[]
  readonly opensClause: boolean
  readonly closesClause: boolean
}

/** A mistake in a phrase, reported to its author. */
export class NotationError extends Error {}

/** Part of a phrase that is being read. `edge` is the beginning or end of a clause. */
type Item = { readonly terms: readonly string[] } | 'gap' | 'edge'
/** All readings of something. */
export type Readings = readonly (readonly Item[])[]

/** Most readings of one phrase: more would be slow, and its author would lose track. */
const MOST_READINGS = 500
/** Most pieces of "a & b": with each, the number of orders multiplies. */
const MOST_PIECES = 4

/** A phrase, each of its parts with all its readings. */
export interface Phrase {
  /** What must be there: "a + b" has two. */
  readonly parts: readonly (readonly Row[])[]
  /** What must not be near it: "a - b" has one. */
  readonly without: readonly (readonly Row[])[]
}

/** Reads a phrase with all that it asks for and rules out. @throws NotationError */
export function readPhrase(phrase: string, named: ReadonlyMap<string, Readings>): Phrase {
  const [wanted, ...without] = phrase.split(/(?:^| )-(?: |$)/)
  const read = (part: string) => readAlternatives(part, named).map(asRow)
  return { parts: wanted!.split(/(?:^| )\+(?: |$)/).map(read), without: without.map(read) }
}

/** All readings of a phrase without `+` and `-`, for use under a name. @throws NotationError */
export function readAlternatives(phrase: string, named: ReadonlyMap<string, Readings>): Readings {
  const marks = phrase.replaceAll('…', '...').match(/\.{3}|[.()|&?*]|<[^<>]*>|[^\s.()|&?*<>]+|\S/g) ?? []
  let at = 0

  const alternatives = (): Readings => {
    const all = [...anyOrder()]
    while (marks[at] === '|') {
      at++
      all.push(...anyOrder())
    }
    return mergeWords(all)
  }
  const anyOrder = (): Readings => {
    const pieces = [row()]
    while (marks[at] === '&') {
      at++
      pieces.push(row())
    }
    if (pieces.length > MOST_PIECES) throw new NotationError(`"&" joins at most ${MOST_PIECES} things`)
    return orders(pieces).flatMap((order) => order.reduce((before, piece) => join(before, join([['gap']], piece))))
  }
  const row = (): Readings => {
    let readings: Readings = [[]]
    while (at < marks.length && !['|', '&', ')'].includes(marks[at]!)) {
      const next = item()
      const optional = marks[at] === '?'
      if (optional) at++
      readings = join(readings, optional ? [...next, []] : next)
    }
    return readings
  }
  const item = (): Readings => {
    const mark = marks[at++]!
    if (mark === '...') return [['gap']]
    if (mark === '.') return [['edge']]
    if (mark === '(') {
      const inside = alternatives()
      if (marks[at++] !== ')') throw new NotationError('a "(" is never closed')
      return inside
    }
    if (mark.startsWith('<') && mark.endsWith('>')) {
      const readings = named.get(mark.slice(1, -1))
      if (!readings) throw new NotationError(`no words above have the name ${mark}`)
      return readings
    }
    if (!/[\p{L}\p{N}]/u.test(mark)) throw new NotationError(`"${mark}" means nothing here`)
    if (marks[at] !== '*') return [[{ terms: [narrowKey(oneWord(mark))] }]]
    at++
    const prefix = narrowPrefixKey(oneWord(mark))
    if (prefix.length < SHORTEST_PREFIX) throw new NotationError(`"${mark}*" needs at least three letters`)
    return [[{ terms: [`${prefix}*`] }]]
  }

  const all = alternatives()
  if (at < marks.length) throw new NotationError('a ")" closes nothing')
  return all
}

/** All ways to read one thing and then another. */
function join(first: Readings, then: Readings): Readings {
  if (first.length * then.length > MOST_READINGS) {
    throw new NotationError('it can be read in too many ways; write it as two phrases')
  }
  return first.flatMap((before) => then.map((after) => [...before, ...after]))
}

/** All permutations of a list. */
function orders<T>(things: readonly T[]): T[][] {
  if (things.length <= 1) return [[...things]]
  return things.flatMap((thing, at) => orders(things.toSpliced(at, 1)).map((others) => [thing, ...others]))
}

/** Alternatives of one word each are one word with more terms: that keeps the number of rows small. */
export function mergeWords(readings: Readings): Readings {
  const terms = new Set<string>()
  const rest: (readonly Item[])[] = []
  for (const reading of readings) {
    const only = reading.length === 1 ? reading[0]! : null
    if (only && typeof only === 'object') for (const term of only.terms) terms.add(term)
    else rest.push(reading)
  }
  return terms.size > 0 ? [[{ terms: [...terms] }], ...rest] : rest
}

function asRow(reading: readonly Item[]): Row {
  const steps: Step[] = []
  let opensClause = false
  let closesClause = false
  let afterGap = false
  for (const item of reading) {
    if (item === 'edge') {
      if (steps.length === 0) opensClause = true
      else closesClause = true
    } else if (item === 'gap') {
      afterGap = true
    } else {
      if (closesClause) throw new NotationError('"." is only allowed before the first or after the last word')
      if (afterGap && steps.length === 0) throw new NotationError('"..." is only allowed between words')
      steps.push({ terms: item.terms, afterGap })
      afterGap = false
    }
  }
  if (steps.length === 0) throw new NotationError('it needs a word that is not optional')
  if (afterGap) throw new NotationError('"..." is only allowed between words')
  return { steps, opensClause, closesClause }
}

/** The only word in a piece of a phrase, folded. @throws NotationError */
export function oneWord(text: string): string {
  const [word, ...more] = wordsOf(text)
  if (!word || more.length > 0) throw new NotationError(`"${text}" is not one word; leave out what is not a letter`)
  return word
}
