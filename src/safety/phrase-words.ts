import { LRUCache } from 'lru-cache'
import { detached, fold } from '../dutch/fold.ts'
import { narrowKey, narrowPrefixKey } from '../dutch/phonetics.ts'

/** Fewest letters of a prefix such as "moord*": fewer would match half the language. */
export const SHORTEST_PREFIX = 3
/** Letters of a word that are read; anything longer is not a word, and would cost time. */
const LONGEST_WORD = 40
/** Words that are not looked up again; most messages have no others. */
const MAX_CACHED_WORDS = 10_000
/** Most words that `...` skips. */
const LONGEST_GAP = 6

/** The words of a text, folded; an apostrophe doesn't divide a word: "m'n" is "mn". */
export function wordsOf(text: string): string[] {
  return (
    fold(text)
      .replaceAll("'", '')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
}

/** All words of a phrase book, and which slots a word of a message fills. */
export class Vocabulary {
  readonly #fillers: ReadonlySet<string>
  readonly #negations: ReadonlySet<string>
  readonly #slots = new Map<string, number>()
  /** The same by the list itself, because many phrases share the list under a name. */
  readonly #slotsOfLists = new Map<readonly string[], number>()
  /** By term: "dood", "zelfmoord*". */
  readonly #slotsOf = new Map<string, number[]>()
  /** Keys of the forgiving words, by what is left of them without one letter. */
  readonly #shortened = new Map<string, string[]>()
  readonly #entries = new LRUCache<string, WordEntry>({ max: MAX_CACHED_WORDS })

  /** @param fillers phonetic keys, as all of these. */
  constructor(fillers: Iterable<string>, negations: Iterable<string>, forgiving: Iterable<string>) {
    this.#fillers = new Set(fillers)
    this.#negations = new Set(negations)
    for (const word of forgiving) for (const short of shortened(word)) addTo(this.#shortened, short, word)
  }

  /** The number of a set of alternative terms. */
  slot(terms: readonly string[]): number {
    const before = this.#slotsOfLists.get(terms)
    if (before !== undefined) return before
    const key = [...terms].sort().join(' ')
    let slot = this.#slots.get(key)
    if (slot === undefined) {
      slot = this.#slots.size
      this.#slots.set(key, slot)
      for (const term of terms) addTo(this.#slotsOf, term, slot)
    }
    this.#slotsOfLists.set(terms, slot)
    return slot
  }

  /** What a folded word means in this book. */
  lookUp(text: string): WordEntry {
    const word = text.length > LONGEST_WORD ? text.slice(0, LONGEST_WORD) : text
    const known = this.#entries.get(word)
    if (known) return known
    const key = narrowKey(word)
    const entry = {
      slots: this.#slotsOfWord(key, narrowPrefixKey(word)),
      isFiller: this.#fillers.has(key),
      isNegation: this.#negations.has(key),
    }
    this.#entries.set(detached(word), entry)
    return entry
  }

  #slotsOfWord(key: string, prefixKey: string): readonly number[] {
    const slots = new Set(this.#slotsOf.get(key))
    for (let length = prefixKey.length; length >= SHORTEST_PREFIX; length--) {
      for (const slot of this.#slotsOf.get(`${prefixKey.slice(0, length)}*`) ?? []) slots.add(slot)
    }
    if (slots.size > 0) return [...slots]
    for (const short of shortened(key)) {
      for (const meant of this.#shortened.get(short) ?? []) {
        if (oneLetterApart(key, meant)) for (const slot of this.#slotsOf.get(meant) ?? []) slots.add(slot)
      }
    }
    return [...slots]
  }
}

/** What a word means in a phrase book. */
interface WordEntry {
  readonly slots: readonly number[]
  readonly isFiller: boolean
  readonly isNegation: boolean
}

function addTo<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}

/** The word itself, and without each of its letters but the first: almost no one gets that one wrong. */
function shortened(word: string): string[] {
  const all = [word]
  for (let at = 1; at < word.length; at++) all.push(word.slice(0, at) + word.slice(at + 1))
  return all
}

/** Whether one letter too many, too few or different, or two swapped neighbours, make one word of the other. */
function oneLetterApart(a: string, b: string): boolean {
  let same = 0
  while (same < a.length && a[same] === b[same]) same++
  const restA = a.slice(same)
  const restB = b.slice(same)
  if (restA.length !== restB.length) return restA.slice(1) === restB || restA === restB.slice(1)
  const swapped = restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2)
  return swapped || restA.slice(1) === restB.slice(1)
}

/** A row of words to find: numbers of slots, and what may come between and around them. */
export interface WordRow {
  readonly slots: readonly number[]
  /** Whether `...` comes before each. */
  readonly gaps: readonly boolean[]
  readonly opensClause: boolean
  readonly closesClause: boolean
}

/** Where a row was found: places of its first and last word among the words of the message. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** A message, indexed by the slots that its words fill. */
export class Message {
  readonly #placesOf = new Map<number, number[]>()
  /** For each word, the first place that it may directly follow: only fillers of its sentence are in between. */
  readonly #follows: number[] = []
  /** The same across `...`. */
  readonly #followsGap: number[] = []
  readonly #opensClause: boolean[] = []
  readonly #closesClause: boolean[] = []

  constructor(text: string, vocabulary: Vocabulary) {
    // Folding turns a line end into a space, but it ends a clause as a comma does.
    const folded = fold(text.replace(/[\r\n]+/g, ' , '))
      .replaceAll("'", '')
      .replace(JOINED_I, 'ik $1')
    const entries: WordEntry[] = []
    let sentence = 0
    let negation = 0
    let end = 0
    for (const { 0: word, index } of folded.matchAll(/[\p{L}\p{N}]+/gu)) {
      const place = entries.length
      const between = folded.slice(end, index)
      end = index + word.length
      const breaks = place === 0 || CLAUSE_END.test(between)
      if (breaks && SENTENCE_END.test(between.replace(/\.{2,}/g, ''))) sentence = place
      if (breaks && place > 0) this.#closesClause[place - 1] = true
      const afterFiller = entries[place - 1]?.isFiller ?? false
      this.#opensClause.push(breaks || (afterFiller && this.#opensClause[place - 1]!))
      this.#closesClause.push(false)
      this.#follows.push(Math.max(afterFiller ? this.#follows[place - 1]! : place - 1, sentence))
      this.#followsGap.push(Math.max(place - 1 - LONGEST_GAP, negation, sentence))

      const known = vocabulary.lookUp(word)
      entries.push(known)
      if (known.isNegation) negation = place
      for (const slot of known.slots) addTo(this.#placesOf, slot, place)
    }
    for (let place = entries.length - 1; place >= 0; place--) {
      const next = entries[place + 1]
      if (!next || (next.isFiller && this.#closesClause[place + 1])) this.#closesClause[place] = true
    }
  }

  /** The slots that some word fills. */
  slots(): Iterable<number> {
    return this.#placesOf.keys()
  }

  /** Takes the words of these spans out of their slots. */
  mask(spans: Iterable<Span>): void {
    const masked = new Set<number>()
    for (const { start, end } of spans) for (let place = start; place <= end; place++) masked.add(place)
    if (masked.size === 0) return
    for (const [slot, places] of this.#placesOf) {
      const left = places.filter((place) => !masked.has(place))
      if (left.length > 0) this.#placesOf.set(slot, left)
      else this.#placesOf.delete(slot)
    }
  }

  /** Every place where a row occurs, in order of their ends; of several starts for one end, the nearest. */
  find({ slots, gaps, opensClause, closesClause }: WordRow): Span[] {
    if (slots.some((slot) => !this.#placesOf.has(slot))) return []
    let spans: Span[] = this.#placesOf
      .get(slots[0]!)!
      .filter((place) => !opensClause || this.#opensClause[place])
      .map((place) => ({ start: place, end: place }))
    for (let step = 1; step < slots.length && spans.length > 0; step++) {
      const follows = gaps[step] ? this.#followsGap : this.#follows
      const longer: Span[] = []
      let before = -1
      for (const place of this.#placesOf.get(slots[step]!)!) {
        while (before + 1 < spans.length && spans[before + 1]!.end < place) before++
        const span = spans[before]
        if (span && span.end >= follows[place]!) longer.push({ start: span.start, end: place })
      }
      spans = longer
    }
    return closesClause ? spans.filter(({ end }) => this.#closesClause[end]) : spans
  }
}

/** "'k heb" and "ik wil" written as one word: "kheb", "ikwil". */
const JOINED_I = /\bi?kn?(ben|doe|ga|had|heb|kan|krijg|moet|sta|voel|was|weet|wil|wou|zal|zie|zit|zou|snij)\b/g
/** What ends a clause: punctuation between words, or a picture. A slash or a hyphen does not. */
const CLAUSE_END = /[,;:.!?()"\p{Extended_Pictographic}]/u
/** What ends a sentence. Dots of hesitation ("ik wil... dood") do not. */
const SENTENCE_END = /[.!?]/
