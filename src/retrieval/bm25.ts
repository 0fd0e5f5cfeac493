import type { AsPlainObject } from 'minisearch'
import type { WordScores } from './passage-index.ts'

/** The terms of all passages, as they are saved: reading them is four times as fast as collecting them again. */
export type LexicalData = AsPlainObject

/** How well the passages match words in one field, in memory. */
export interface Bm25Scores extends WordScores {
  of(passages: readonly number[]): number[]
}

/** The passages in which a term occurs, ascending, and how often. */
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
        scoreAgain(asked, lengths, asking, (term, at) => countIn(postings(terms[term]![0]), asking[at]!))
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

/** Passages whose sums are made at a time: with all of them in a cache of the processor, adding one takes a few nanoseconds. */
const BLOCK = 8192
/** Of the block that is worked on: nothing else runs meanwhile, and all is 0 again afterwards. */
const SUMS = new Float64Array(BLOCK)
const MATCHED = new Uint16Array(BLOCK)
const TOUCHED = new Uint16Array(BLOCK)

/**
 * BM25+ of every passage that shares a term, times the number of its terms that match, divided by `most`. The terms are walked
 * along side by side, a block of passages at a time.
 * @param lengths what the length of each passage does.
 * @param count passages that are named.
 */
export function scoreByWords(
  terms: readonly AskedTerm[],
  lengths: Float64Array,
  most: number,
  count: number,
): Bm25Scores {
  const asked = terms.flatMap(({ weight, among, postings }) =>
    postings ? [{ ...postings, weight, idf: idfOf(among, lengths.length) }] : [],
  )
  const next = new Uint32Array(asked.length)
  const best = createBest(count)
  let least = 0
  // A hundred thousand times: nothing here is made that would have to be collected.
  for (;;) {
    let first = lengths.length
    for (let term = 0; term < asked.length; term++) {
      const { passages } = asked[term]!
      const at = next[term]!
      if (at < passages.length && passages[at]! < first) first = passages[at]!
    }
    if (first === lengths.length) break
    let size = 0
    for (let term = 0; term < asked.length; term++) {
      const { passages, counts, weight, idf } = asked[term]!
      let at = next[term]!
      for (; at < passages.length && passages[at]! - first < BLOCK; at++) {
        const passage = passages[at]!
        const place = passage - first
        if (MATCHED[place] === 0) TOUCHED[size++] = place
        SUMS[place]! += weight * (idf * saturated(counts[at]!, lengths[passage]!))
        MATCHED[place]!++
      }
      next[term] = at
    }
    for (let at = 0; at < size; at++) {
      const place = TOUCHED[at]!
      const score = SUMS[place]! * MATCHED[place]!
      if (score >= least) least = best.add(first + place, score)
      SUMS[place] = MATCHED[place] = 0
    }
  }
  return {
    best: best.passages(),
    of: (passages) => {
      const countOf = (term: number, at: number) => countIn(terms[term]!.postings, passages[at]!)
      return scoreAgain(terms, lengths, passages, countOf).map((score) => share(score, most))
    },
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
export function bestOf(passages: readonly number[], scores: readonly number[], count: number): readonly number[] {
  const best = createBest(count)
  for (const [at, passage] of passages.entries()) best.add(passage, scores[at]!)
  return best.passages()
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

/** The passages with the highest scores above 0, best first; of equally good ones the first. */
function createBest(count: number) {
  const best: number[] = []
  const scores: number[] = []
  const least = () => (best.length === count ? scores[count - 1]! : 0)
  return {
    /** @returns the least score that may be among the best. */
    add(passage: number, score: number): number {
      if (score <= 0) return least()
      const isBetter = (place: number) => score > scores[place]! || (score === scores[place]! && passage < best[place]!)
      if (best.length === count && !isBetter(count - 1)) return least()
      let place = Math.min(best.length, count - 1)
      for (; place > 0 && isBetter(place - 1); place--) {
        best[place] = best[place - 1]!
        scores[place] = scores[place - 1]!
      }
      best[place] = passage
      scores[place] = score
      return least()
    },
    passages: (): readonly number[] => best,
  }
}

/** How often a term occurs in a passage. */
function countIn(postings: Postings | null, passage: number): number {
  if (!postings) return 0
  const { passages, counts } = postings
  let [low, high] = [0, passages.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (passages[middle]! < passage) low = middle + 1
    else high = middle
  }
  return passages[low] === passage ? counts[low]! : 0
}
