import { createBm25, lengthening, type Postings } from './bm25.ts'
import { type CentroidData, fitCentroids, projectCentre } from './centroids.ts'
import { countTerms, FIELDS, type Field, type LexicalTexts, termsIn } from './lexical.ts'
import { concatenate, type IndexParts, type KnownVectors } from './search-index.ts'
import type { TermCount } from './term-table.ts'
import { countTokens, dequantise, type TokenStatistics } from './token-vectors.ts'
import type { View } from './views.ts'

/** Under this passage are the views of no passage. */
export const OFF_TOPIC = -1
/** Passages whose questions centroids are fitted on when passages are not all in memory: many more tell nothing more. */
const MOST_FITTED = 20_000

/** A passage, or what is of none, with all that is compared of it. */
export interface PassageContent {
  readonly passage: number
  readonly views: readonly View[]
  /** Token rows of each view. */
  readonly rows: Uint32Array
  readonly tokens: Uint8Array
  readonly scales: Float32Array
  /** One row for each view. */
  readonly means: Uint8Array
  readonly meanScales: Float32Array
  readonly centroid: Float32Array
  readonly centroidLength: number
  readonly words: PassageWords
}

/** The terms of a passage, by their places, and how often each is in its own text and in its example questions. */
export interface PassageWords {
  readonly places: Uint32Array
  readonly own: Uint16Array
  readonly questions: Uint16Array
}

/** A term, and where it is. */
export interface TermContent extends TermCount {
  readonly own: Postings
  readonly questions: Postings
}

/** What is written of a corpus, in an order in which it need not be in memory all at once. */
export interface VersionContent {
  readonly dimensions: number
  readonly passages: number
  readonly views: number
  /** Every passage in order, and last what is of none. */
  each(): Iterable<PassageContent>
  /** By place. Known after the passages. */
  terms(): Iterable<TermContent>
  /** Numbers about all passages, by name. Known after the passages. */
  parts(): Readonly<Record<string, ArrayBufferView>>
}

/** The views of a passage, with the vectors of each. */
export interface EmbeddedPassage {
  readonly views: readonly View[]
  readonly vectors: readonly KnownVectors[]
}

/** Passages that are made or read when they are wanted. */
export interface PassageStream {
  readonly dimensions: number
  readonly statistics: TokenStatistics
  readonly passages: number
  readonly views: number
  passage(passage: number): EmbeddedPassage
  /** The questions that the corpus does not answer. */
  offTopic(): EmbeddedPassage
}

/** An index in memory as it is written. */
export function contentOfParts(parts: IndexParts): VersionContent {
  const { views, dimensions, tokens, means, centroids, statistics, lexical } = parts
  const fields = { own: createBm25(lexical, 'own'), questions: createBm25(lexical, 'questions') }
  const postings = (place: number) => ({
    own: fields.own.postings(place),
    questions: fields.questions.postings(place),
  })
  return {
    dimensions,
    passages: centroids.lengths.length,
    views: views.length,
    *each() {
      const byPassage = new Map<number, number[]>(
        Array.from(centroids.lengths.keys(), (passage) => [passage, []] as [number, number[]]),
      )
      byPassage.set(OFF_TOPIC, [])
      for (const [view, { passage }] of views.entries()) byPassage.get(passage)!.push(view)
      const wordsOf = invert(lexical.index.length, centroids.lengths.length, postings)
      for (const [passage, own] of byPassage) {
        // The views of a passage lie side by side.
        const [first, end] = [own[0] ?? 0, (own.at(-1) ?? -1) + 1]
        const rows = ({ starts }: { readonly starts: Uint32Array }) => [starts[first]!, starts[end]!] as const
        const [from, to] = rows(tokens)
        const [meanFrom, meanTo] = rows(means)
        yield {
          passage,
          views: own.map((view) => views[view]!),
          rows: Uint32Array.from(own, (view) => tokens.starts[view + 1]! - tokens.starts[view]!),
          tokens: tokens.bytes.subarray(from * dimensions, to * dimensions),
          scales: tokens.scales.subarray(from, to),
          means: means.bytes.subarray(meanFrom * dimensions, meanTo * dimensions),
          meanScales: means.scales.subarray(meanFrom, meanTo),
          ...(passage === OFF_TOPIC
            ? { centroid: new Float32Array(0), centroidLength: 0, words: NO_WORDS }
            : {
                centroid: centroids.projected.subarray(passage * dimensions, (passage + 1) * dimensions),
                centroidLength: centroids.lengths[passage]!,
                words: wordsOf(passage),
              }),
        }
      }
    },
    *terms() {
      let place = 0
      for (const term of countTerms(lexical)) yield { ...term, ...postings(place++) }
    },
    parts: () => ({
      token_mean: statistics.mean,
      common_tokens: statistics.common,
      token_counts: Int32Array.from([...countTokens(tokens)].flat()),
      origin: centroids.origin,
      precision: centroids.precision,
      lengths_own: fields.own.lengths,
      lengths_questions: fields.questions.lengths,
    }),
  }
}

const NO_WORDS: PassageWords = {
  places: new Uint32Array(0),
  own: new Uint16Array(0),
  questions: new Uint16Array(0),
}

/** The terms of each passage, from the passages of each term. */
function invert(
  terms: number,
  passages: number,
  postings: (place: number) => Pick<TermContent, 'own' | 'questions'>,
): (passage: number) => PassageWords {
  const words = Array.from({ length: passages }, () => ({
    places: [] as number[],
    own: [] as number[],
    questions: [] as number[],
  }))
  for (let place = 0; place < terms; place++) {
    for (const [field, found] of Object.entries(postings(place)) as ['own' | 'questions', Postings][]) {
      for (const [at, passage] of found.passages.entries()) {
        const word = words[passage]!
        if (word.places.at(-1) !== place) {
          word.places.push(place)
          word.own.push(0)
          word.questions.push(0)
        }
        word[field][word.places.length - 1] = found.counts[at]!
      }
    }
  }
  return (passage) => {
    const { places, own, questions } = words[passage]!
    return {
      places: Uint32Array.from(places),
      own: Uint16Array.from(own),
      questions: Uint16Array.from(questions),
    }
  }
}

/**
 * A stream of passages as it is written. Kept of each are its words alone, by numbers; its vectors and texts are made anew where they
 * are wanted twice.
 */
export async function contentOfStream(stream: PassageStream): Promise<VersionContent> {
  const { dimensions, statistics, passages } = stream
  const every = Math.ceil(passages / MOST_FITTED)
  const fitted = await fitCentroids(
    Array.from({ length: Math.ceil(passages / every) }, (_, at) =>
      questionMeans(stream.passage(at * every), dimensions),
    ),
    dimensions,
  )
  const collected = createTermCollector(passages)
  const frequencies = new Map<number, number>()
  return {
    dimensions,
    passages,
    views: stream.views,
    *each() {
      for (let passage = 0; passage <= passages; passage++) {
        const isOffTopic = passage === passages
        const embedded = isOffTopic ? stream.offTopic() : stream.passage(passage)
        for (const { tokens } of embedded.vectors)
          for (const token of new Set(tokens)) frequencies.set(token, (frequencies.get(token) ?? 0) + 1)
        const words = isOffTopic ? NO_WORDS : collected.add(lexicalTexts(embedded.views))
        yield contentOf(isOffTopic ? OFF_TOPIC : passage, embedded, fitted, words)
      }
    },
    terms: collected.terms,
    parts: () => ({
      token_mean: statistics.mean,
      common_tokens: statistics.common,
      token_counts: Int32Array.from([...frequencies].flat()),
      origin: fitted.origin,
      precision: fitted.precision,
      lengths_own: collected.lengths('own'),
      lengths_questions: collected.lengths('questions'),
    }),
  }
}

function contentOf(
  passage: number,
  { views, vectors }: EmbeddedPassage,
  fitted: CentroidData,
  words: PassageWords,
): PassageContent {
  const { dimensions } = fitted
  const { projected, length } = projectCentre(questionMeans({ views, vectors }, dimensions), fitted)
  const bytesOf = (own: (view: KnownVectors) => Uint8Array) => concatenate(Uint8Array, vectors.map(own))
  const floatsOf = (own: (view: KnownVectors) => Float32Array) => concatenate(Float32Array, vectors.map(own))
  return {
    passage,
    views,
    rows: Uint32Array.from(vectors, ({ tokens }) => tokens.length),
    tokens: bytesOf(({ ofTokens }) => ofTokens.bytes),
    scales: floatsOf(({ ofTokens }) => ofTokens.scales),
    means: bytesOf(({ mean }) => mean.bytes),
    meanScales: floatsOf(({ mean }) => mean.scales),
    centroid: passage === OFF_TOPIC ? new Float32Array(0) : projected,
    centroidLength: Math.fround(length),
    words,
  }
}

function questionMeans({ views, vectors }: EmbeddedPassage, dimensions: number): Float32Array[] {
  const starts = Uint32Array.of(0, 1)
  return views.flatMap(({ kind }, at) =>
    kind === 'question' ? [dequantise({ dimensions, starts, ...vectors[at]!.mean }, 0)] : [],
  )
}

function lexicalTexts(views: readonly View[]): LexicalTexts {
  return {
    own: views.find(({ kind }) => kind === 'context')?.text ?? '',
    questions: views.flatMap(({ kind, text }) => (kind === 'question' ? [text] : [])),
  }
}

/** Collects the terms of passages, one after another, in eight bytes for each term of a passage. */
function createTermCollector(passages: number) {
  const placeOf = new Map<string, number>()
  const words: PassageWords[] = []
  const lengthsOf = { own: new Uint32Array(passages), questions: new Uint32Array(passages) }
  return {
    add({ own, questions }: LexicalTexts): PassageWords {
      const found = new Map<number, Record<Field, number>>()
      for (const [field, texts] of [['own', [own]] as const, ['questions', questions] as const]) {
        const terms = texts.flatMap(termsIn)
        for (const term of terms) {
          const place = placeOf.get(term) ?? placeOf.size
          if (place === placeOf.size) placeOf.set(term, place)
          const counts = found.get(place) ?? { own: 0, questions: 0 }
          counts[field]++
          found.set(place, counts)
        }
        lengthsOf[field][words.length] = new Set(terms).size
      }
      const counts = [...found.values()]
      const added = {
        places: Uint32Array.from(found.keys()),
        own: Uint16Array.from(counts, ({ own }) => own),
        questions: Uint16Array.from(counts, ({ questions }) => questions),
      }
      words.push(added)
      return added
    },
    lengths(field: Field): Float64Array {
      const average = lengthsOf[field].reduce((sum, length) => sum + length, 0) / passages
      return Float64Array.from(lengthsOf[field], (length) => lengthening(length, average))
    },
    *terms(): Generator<TermContent> {
      const frequencies = new Uint32Array(placeOf.size)
      for (const { places } of words) for (const place of places) frequencies[place]!++
      const [own, questions] = FIELDS.map((field) => postingsOf(words, field, placeOf.size)) as [Collected, Collected]
      for (const [term, place] of placeOf) {
        const ofOwn = own(place)
        yield {
          term,
          frequency: frequencies[place]!,
          isWritten: ofOwn.passages.length > 0,
          own: ofOwn,
          questions: questions(place),
        }
      }
    },
  }
}

type Collected = (place: number) => Postings

function postingsOf(words: readonly PassageWords[], field: Field, terms: number): Collected {
  const ends = new Uint32Array(terms + 1)
  for (const { places, [field]: counts } of words)
    for (let at = 0; at < places.length; at++) if (counts[at]! > 0) ends[places[at]! + 1]!++
  for (let place = 0; place < terms; place++) ends[place + 1]! += ends[place]!
  const next = ends.slice()
  const postings = { passages: new Uint32Array(ends[terms]!), counts: new Uint16Array(ends[terms]!) }
  for (const [passage, { places, [field]: counts }] of words.entries()) {
    for (let at = 0; at < places.length; at++) {
      if (counts[at] === 0) continue
      const to = next[places[at]!]!++
      postings.passages[to] = passage
      postings.counts[to] = counts[at]!
    }
  }
  return (place) => ({
    passages: postings.passages.subarray(ends[place]!, ends[place + 1]!),
    counts: postings.counts.subarray(ends[place]!, ends[place + 1]!),
  })
}
