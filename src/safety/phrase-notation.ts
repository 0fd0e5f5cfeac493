import { SHORTEST_BEGINNING, sound, spelling, wordsOf } from './phrase-words.ts'

/**
 * One word of a phrase: the terms that satisfy it. A term is a word as it sounds; with `*` at its end it is the beginning
 * of a word.
 */
export interface Step {
  readonly terms: readonly string[]
  /** Whether `...` stands before it. */
  readonly afterGap: boolean
}

/** One way of reading a phrase: a row of words of which none is optional. */
export interface Row {
  readonly steps: readonly Step[]
  readonly opensClause: boolean
  readonly closesClause: boolean
}

/** A mistake in a phrase, told to whoever wrote it. */
export class NotationError extends Error {}

/** What a phrase is made of while it is being read. `edge` is the beginning or end of a clause. */
type Item = { readonly terms: readonly string[] } | 'gap' | 'edge'
/** The ways of reading something. */
export type Readings = readonly (readonly Item[])[]

/** Most ways of reading one phrase: more would be slow, and nobody could oversee them. */
const MOST_READINGS = 500
/** Most pieces of "a & b": each one more multiplies the orders. */
const MOST_PIECES = 4

/** Reads the parts of a phrase, each with its ways of reading; "a + b" has two. @throws NotationError */
export function readPhrase(phrase: string, named: ReadonlyMap<string, Readings>): Row[][] {
  return phrase.split(/(?:^| )\+(?: |$)/).map((part) => readAlternatives(part, named).map(asRow))
}

/** Reads a phrase without `+` as it stands, for use under a name. @throws NotationError */
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
    if (pieces.length > MOST_PIECES) throw new NotationError(`at most ${MOST_PIECES} things can stand in any order`)
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
      if (!readings) throw new NotationError(`no words above are called ${mark}`)
      return readings
    }
    if (!/[\p{L}\p{N}]/u.test(mark)) throw new NotationError(`"${mark}" means nothing here`)
    if (marks[at] !== '*') return [[{ terms: [sound(oneWord(mark))] }]]
    at++
    const beginning = spelling(oneWord(mark))
    if (beginning.length < SHORTEST_BEGINNING) throw new NotationError(`"${mark}*" needs at least three letters`)
    return [[{ terms: [`${beginning}*`] }]]
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

/** All orders in which things can stand. */
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
      if (closesClause) throw new NotationError('"." stands only before the first or after the last word')
      if (afterGap && steps.length === 0) throw new NotationError('"..." stands only between words')
      steps.push({ terms: item.terms, afterGap })
      afterGap = false
    }
  }
  if (steps.length === 0) throw new NotationError('it needs a word that may not be absent')
  if (afterGap) throw new NotationError('"..." stands only between words')
  return { steps, opensClause, closesClause }
}

/** The only word in a piece of a phrase, folded. @throws NotationError */
export function oneWord(text: string): string {
  const [word, ...more] = wordsOf(text)
  if (!word || more.length > 0) throw new NotationError(`"${text}" is not one word; leave out what is not a letter`)
  return word
}
