import type { AsPlainObject } from 'minisearch'
import type { WordScores } from './passage-index.ts'

/** The terms of all passages, as they are saved: reading them is four times as fast as collecting them again. */
export type LexicalData = AsPlainObject

/** How well the passages match words in one field, in memory. */
export interface Bm25Scores extends WordScores {
  of(passages: readonly number[]): number[]
}

/** The passages in which a term occurs, and how often. */
export interface Postings {
  readonly passages: Uint32Array
  readonly counts: Uint16Array
}

/** A term of a question, in one field. */
export interface AskedTerm {
  readonly weight: number
  /** Passages in which it occurs. */
  readonly among: number
  /** Where those are; null for a term that finds no passages, but adds to those that rarer ones find. */
  readonly postings: Postings | null
}

/** The passages in which each term occurs in one field. */
export interface Bm25 {
  /** Of a place of a term in the data. */
  postings(term: number): Postings
  /** What the length of each passage does to its score. */
  readonly lengths: Float64Array
  /**
   * Scores passages, as `scoreByWords` does.
   * @param terms places of terms in the data, and how much each counts.
   */
  score(terms: readonly (readonly [term: number, weight: number])[], most: number, count: number): Bm25Scores
}

/** How soon more of the same word counts less, how much a long text does, and what a word counts however long the text is. */
const SATURATION = 1.2
const LENGTH = 0.7
const LEAST = 0.5
/**
 * Passages that are scored for a question in a field, counted once for each of its terms. With all of them, a question of frequent
 * words would take as long as there are passages.
 */
export const MOST_SCORED = 100_000
/** Passages that are looked at again with all terms of a question, when some found none: those that the others make likeliest. */
export const LIKELIEST = 300

/**
 * Prepares a field of collected terms. Its passages lie in one array, term after term: scoring a hundred thousand of them by
 * walking along it takes a tenth of the time and memory that maps of maps do.
 * @param field name of the field in the data.
 * @param mostScored how many passages are scored at most.
 */
export function createBm25(data: LexicalData, field: string, mostScored = MOST_SCORED): Bm25 {
  const { documentCount, averageFieldLength, fieldLength, index } = data
  const id = data.fieldIds[field]!
  const average = averageFieldLength[id]!
  const lengths = Float64Array.from({ length: documentCount }, (_, passage) =>
    lengthening(fieldLength[passage]?.[id] ?? 0, average),
  )
  const starts = new Uint32Array(index.length + 1)
  const found = index.map(([, fields]) => Object.entries(fields[id] ?? {}))
  for (const [term, entries] of found.entries()) starts[term + 1] = starts[term]! + entries.length
  const passages = new Uint32Array(starts.at(-1)!)
  const counts = new Uint16Array(passages.length)
  for (const [term, entries] of found.entries()) {
    for (const [at, [passage, count]] of entries.entries()) {
      passages[starts[term]! + at] = Number(passage)
      counts[starts[term]! + at] = count as number
    }
  }
  const postings = (term: number) => ({
    passages: passages.subarray(starts[term]!, starts[term + 1]!),
    counts: counts.subarray(starts[term]!, starts[term + 1]!),
  })
  const countIn = (term: number, passage: number) => {
    let [low, high] = [starts[term]!, starts[term + 1]!]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (passages[middle]! < passage) low = middle + 1
      else high = middle
    }
    return low < starts[term + 1]! && passages[low] === passage ? counts[low]! : 0
  }
  return {
    postings,
    lengths,
    score(terms, most, count) {
      const among = terms.map(([term]) => starts[term + 1]! - starts[term]!)
      const { isFinding, areAll } = findingTerms(among, mostScored)
      const asked = terms.map(
        ([term, weight], at): AskedTerm => ({
          weight,
          among: among[at]!,
          postings: isFinding[at] ? bestPostings(postings(term), lengths, mostScored) : null,
        }),
      )
      const found = scoreByWords(asked, lengths, most, areAll ? count : LIKELIEST)
      if (areAll) return found
      const scores = (asking: readonly number[]) =>
        scoreAgain(asked, lengths, asking, (term, at) => countIn(terms[term]![0], asking[at]!))
      return {
        best: bestOf(found.best, scores(found.best), count),
        of: (asking) => scores(asking).map((score) => share(score, most)),
      }
    },
  }
}

/** What the length of a passage in terms does to its score. */
export function lengthening(length: number, average: number): number {
  return SATURATION * (1 - LENGTH + (LENGTH * length) / average)
}

/**
 * Which terms of a question find passages: the rarest, as long as they are not in too many together, and at least one.
 * @param among in how many passages each occurs.
 */
export function findingTerms(
  among: readonly number[],
  mostScored = MOST_SCORED,
): { readonly isFinding: readonly boolean[]; readonly areAll: boolean } {
  const isFinding = among.map(() => false)
  let scored = 0
  for (const term of [...among.keys()].sort((a, b) => among[a]! - among[b]!)) {
    if (scored > 0 && scored + among[term]! > mostScored) break
    isFinding[term] = true
    scored += among[term]!
  }
  return { isFinding, areAll: scored <= mostScored && isFinding.every(Boolean) }
}

/** The postings of a term, or of one that is in too many passages those to which it adds most. */
export function bestPostings(postings: Postings, lengths: Float64Array, mostScored = MOST_SCORED): Postings {
  const { passages, counts } = postings
  if (passages.length <= mostScored) return postings
  const adds = Float64Array.from(passages, (passage, at) => saturated(counts[at]!, lengths[passage]!))
  const least = adds.slice().sort()[passages.length - mostScored]!
  let ties = mostScored - adds.reduce((sum, added) => sum + (added > least ? 1 : 0), 0)
  const kept = Uint32Array.from(passages.keys()).filter((at) => adds[at]! > least || (adds[at] === least && ties-- > 0))
  return {
    passages: Uint32Array.from(kept, (at) => passages[at]!),
    counts: Uint16Array.from(kept, (at) => counts[at]!),
  }
}

/**
 * BM25+ of every passage that shares a term, times the number of its terms that match, divided by `most`.
 * @param lengths what the length of each passage does.
 * @param count passages that are named.
 */
export function scoreByWords(
  terms: readonly AskedTerm[],
  lengths: Float64Array,
  most: number,
  count: number,
): Bm25Scores {
  const all = terms.reduce((sum, { postings }) => sum + (postings?.passages.length ?? 0), 0)
  const sums = createSums(Math.min(all, lengths.length))
  for (const { weight, among, postings } of terms) {
    if (!postings) continue
    const { passages, counts } = postings
    const idf = idfOf(among, lengths.length)
    for (let at = 0; at < passages.length; at++) {
      const passage = passages[at]!
      sums.add(passage, weight * (idf * saturated(counts[at]!, lengths[passage]!)))
    }
  }
  return {
    best: sums.best(count),
    of: (passages) => passages.map((passage) => share(sums.of(passage), most)),
  }
}

/**
 * The same of a few passages, with all terms, and not divided.
 * @param countOf how often a term, by its place among the terms, occurs in a passage, by its place among the passages.
 */
export function scoreAgain(
  terms: readonly AskedTerm[],
  lengths: Float64Array,
  passages: readonly number[],
  countOf: (term: number, passage: number) => number,
): number[] {
  return passages.map((passage, at) => {
    let [sum, matched] = [0, 0]
    for (const [term, { weight, among }] of terms.entries()) {
      const times = countOf(term, at)
      if (times === 0) continue
      sum += weight * (idfOf(among, lengths.length) * saturated(times, lengths[passage]!))
      matched++
    }
    return sum * matched
  })
}

/** The passages with the highest scores, best first; of equally good ones the first. */
export function bestOf(passages: readonly number[], scores: readonly number[], count: number): number[] {
  return [...passages.keys()]
    .filter((at) => scores[at]! > 0)
    .sort((a, b) => scores[b]! - scores[a]! || passages[a]! - passages[b]!)
    .slice(0, count)
    .map((at) => passages[at]!)
}

/** Of the most that the words of a question give: 0 where they give nothing. */
export function share(score: number, most: number): number {
  return score > 0 ? score / most : 0
}

function idfOf(among: number, passages: number): number {
  return Math.log(1 + (passages - among + 0.5) / (among + 0.5))
}

function saturated(times: number, length: number): number {
  return LEAST + (times * (SATURATION + 1)) / (times + length)
}

/**
 * Sums of passages, and how many numbers each was made of. Only passages with a sum take room, however many there are.
 * @param most passages with a sum, at most.
 */
function createSums(most: number) {
  const bits = Math.ceil(Math.log2(2 * most + 2))
  const [mask, shift] = [2 ** bits - 1, 32 - bits]
  /** Each a passage and 1, or 0; a passage is in the first free slot from its hash on. */
  const slots = new Uint32Array(2 ** bits)
  const sums = new Float64Array(2 ** bits)
  const matched = new Uint16Array(2 ** bits)
  const slotOf = (passage: number) => {
    let slot = Math.imul(passage + 1, 0x9e3779b1) >>> shift
    while (slots[slot] !== 0 && slots[slot] !== passage + 1) slot = (slot + 1) & mask
    return slot
  }
  const scoreAt = (slot: number) => sums[slot]! * matched[slot]!
  return {
    add(passage: number, value: number) {
      const slot = slotOf(passage)
      slots[slot] = passage + 1
      sums[slot]! += value
      matched[slot]!++
    },
    of: (passage: number) => scoreAt(slotOf(passage)),
    /** The passages with the highest scores, best first; of equally good ones the first. */
    best(count: number): number[] {
      const best: number[] = []
      const isBetter = (slot: number, other: number) => {
        const difference = scoreAt(slot) - scoreAt(other)
        return difference > 0 || (difference === 0 && slots[slot]! < slots[other]!)
      }
      for (let slot = 0; slot < slots.length; slot++) {
        if (slots[slot] === 0 || scoreAt(slot) <= 0) continue
        if (best.length === count && !isBetter(slot, best[count - 1]!)) continue
        let place = Math.min(best.length, count - 1)
        for (; place > 0 && isBetter(slot, best[place - 1]!); place--) best[place] = best[place - 1]!
        best[place] = slot
      }
      return best.map((slot) => slots[slot]! - 1)
    },
  }
}
