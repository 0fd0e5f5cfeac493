import { z } from 'zod'
import { narrowKey } from '../dutch/phonetics.ts'
import { plainlyTyped } from '../dutch/plain-typing.ts'
import {
  mergeWords,
  NotationError,
  oneWord,
  type Phrase,
  type Readings,
  type Row,
  readAlternatives,
  readPhrase,
} from './phrase-notation.ts'
import { Message, type Span, Vocabulary, type WordRow } from './phrase-words.ts'

/**
 * Phrases as an editor writes them:
 *
 *     ik wil dood          these words in this order; fillers ("echt", "gewoon") may come between them
 *     zelfmoord*           a word that begins like this
 *     (dood | er niet)     one of these
 *     meer?                optional; also after ( ) and < >
 *     <ik>                 one of the words listed under that name
 *     slaat ... mij        up to six other words between them, none of them a negation, all in one sentence
 *     vader & slaat & mij  in any order, each within reach of the one before as by "..."
 *     wil niet meer .      a clause ends here; in front: a clause begins here
 *     dit + dat            both, in any order, within twenty words
 *     dit - dat            only where "dat" is not within twenty words; after any "+"
 *
 * Words are compared by their phonetic keys: "zelfmoort" matches "zelfmoord".
 */
export interface PhraseBook<K extends string> {
  /** Words that may come between any two words of a phrase. */
  readonly fillers: readonly string[]
  /** Words that `...` never skips. */
  readonly negations: readonly string[]
  /** Words that also match with one letter wrong. */
  readonly forgiving: readonly string[]
  /** Alternatives with a name, for `<name>`. They may use the names above them. */
  readonly words: Readonly<Record<string, readonly string[]>>
  /** Found first; their words then match nothing else: "ik lach me dood". Of "dit + dat - daar", those are the words of "dit". */
  readonly harmless: readonly string[]
  /** What is looked for, by kind. */
  readonly phrases: Readonly<Record<K, readonly string[]>>
}

/** The fields of a YAML file that make up a phrase book. */
export function phraseBookFields<K extends string>(kinds: readonly [K, ...K[]]) {
  const phrase = z.union([z.string(), z.number()], 'expected a phrase').transform((text) => String(text).trim())
  const list = z.array(phrase)
  return {
    fillers: list,
    negations: list,
    forgiving: list,
    words: z.record(z.string().regex(/^[a-z-]+$/, 'expected a name of small letters'), list.min(1, 'expected a word')),
    harmless: list,
    phrases: z.record(z.enum(kinds), list.min(1, 'expected a phrase')),
  }
}

/** Most words between the parts of "dit + dat" and "dit - dat". */
const NEAR = 20

/** Most readings of all phrases of a book: twelve times what ours have. More take seconds to prepare, and hundreds of megabytes. */
const MOST_READINGS = 50_000

/** A row to find, and the number of the phrase part that it is a reading of. */
interface Search extends WordRow {
  readonly part: number
}

/** A phrase, by the numbers of its parts. */
interface Sought {
  readonly parts: readonly number[]
  readonly without: readonly number[]
}

/**
 * Compiles a phrase book into a function that gives the kind of phrase that a text has, or null when it has none. Its time
 * grows with the length of the text only, whatever it says.
 * @param kinds in order of precedence.
 * @param report called with the place in the book and the reason of each mistake in the notation.
 */
export function compilePhrases<K extends string>(
  kinds: readonly K[],
  book: PhraseBook<K>,
  report: (path: (string | number)[], message: string) => void,
): (text: string) => K | null {
  let readings = 0
  /** Reads each phrase of a list, leaving out those with a mistake, and those after too many readings. */
  const readEach = <T>(path: string[], phrases: readonly string[], read: (phrase: string) => T): T[] =>
    phrases.flatMap((phrase, index) => {
      if (readings > MOST_READINGS) return []
      try {
        const result = read(phrase)
        if (readings > MOST_READINGS) {
          report([...path, index], `up to here, the phrases can be read in over ${MOST_READINGS} ways; write fewer`)
        }
        return [result]
      } catch (error) {
        if (!(error instanceof NotationError)) throw error
        report([...path, index], `in "${phrase}": ${error.message}`)
        return []
      }
    })
  const keysOf = (field: 'fillers' | 'negations' | 'forgiving') =>
    readEach([field], book[field], (word) => narrowKey(oneWord(word)))

  const named = new Map<string, Readings>()
  for (const [name, list] of Object.entries<readonly string[]>(book.words)) {
    const alternatives = readEach(['words', name], list, (phrase) => {
      const read = readAlternatives(phrase, named)
      readings += read.length
      return read
    })
    named.set(name, mergeWords(alternatives.flat()))
  }
  const vocabulary = new Vocabulary(keysOf('fillers'), keysOf('negations'), keysOf('forgiving'))
  let parts = 0
  const addPart = (rows: readonly Row[], into: Search[]): number => {
    readings += rows.length
    for (const { steps, opensClause, closesClause } of rows) {
      const slots = steps.map(({ terms }) => vocabulary.slot(terms))
      into.push({ part: parts, slots, gaps: steps.map(({ afterGap }) => afterGap), opensClause, closesClause })
    }
    return parts++
  }
  const addPhrase = ({ parts, without }: Phrase, into: Search[]): Sought => ({
    parts: parts.map((rows) => addPart(rows, into)),
    without: without.map((rows) => addPart(rows, into)),
  })
  const harmless: Search[] = []
  const masks = readEach(['harmless'], book.harmless, (phrase) => addPhrase(readPhrase(phrase, named), harmless))
  const sought: Search[] = []
  const signals = kinds.map((kind) => ({
    kind,
    phrases: readEach(['phrases', kind], book.phrases[kind], (phrase) => addPhrase(readPhrase(phrase, named), sought)),
  }))
  const searchHarmless = prepare(harmless)
  const searchSought = prepare(sought)

  return (text) => {
    const message = new Message(plainlyTyped(text), vocabulary)
    const foundHarmless = searchHarmless(message)
    message.mask(masks.flatMap((phrase) => spansOf(phrase, foundHarmless)))
    const found = searchSought(message)
    if (found.size === 0) return null
    const signal = signals.find(({ phrases }) => phrases.some((phrase) => spansOf(phrase, found).length > 0))
    return signal?.kind ?? null
  }
}

/** Where the first part of a phrase was found with all others near it, and nothing near it that must not be there. */
function spansOf({ parts, without }: Sought, found: ReadonlyMap<number, readonly Span[]>): readonly Span[] {
  const [first, ...others] = parts
  const spans = found.get(first!) ?? []
  if (others.length + without.length === 0) return spans
  const isNear = (part: number, { end }: Span): boolean => {
    const places = found.get(part) ?? []
    const next = places[firstFrom(places, end - NEAR)]
    return next !== undefined && next.end <= end + NEAR
  }
  return spans.filter(
    (span) => others.every((part) => isNear(part, span)) && !without.some((part) => isNear(part, span)),
  )
}

/** The index of the first span that ends at `end` or later. @param spans in order of their ends. */
function firstFrom(spans: readonly Span[], end: number): number {
  let low = 0
  let high = spans.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (spans[middle]!.end < end) low = middle + 1
    else high = middle
  }
  return low
}

/** Makes a function that finds each part in a message; parts that are not in it are left out. */
function prepare(searches: readonly Search[]): (message: Message) => Map<number, Span[]> {
  const uses = new Map<number, number>()
  for (const slot of searches.flatMap(({ slots }) => slots)) uses.set(slot, (uses.get(slot) ?? 0) + 1)
  // A search starts only when its rarest word is in the message, which is seldom.
  const byRarest = new Map<number, Search[]>()
  for (const search of searches) {
    const rarest = search.slots.reduce((a, b) => (uses.get(b)! < uses.get(a)! ? b : a))
    const others = byRarest.get(rarest)
    if (others) others.push(search)
    else byRarest.set(rarest, [search])
  }
  return (message) => {
    const found = new Map<number, Span[]>()
    for (const slot of message.slots()) {
      for (const search of byRarest.get(slot) ?? []) {
        const spans = message.find(search)
        if (spans.length === 0) continue
        const before = found.get(search.part)
        found.set(search.part, before ? [...before, ...spans].sort((a, b) => a.end - b.end) : spans)
      }
    }
    return found
  }
}
