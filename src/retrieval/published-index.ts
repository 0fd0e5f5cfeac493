import { LRUCache } from 'lru-cache'
import type { Queries } from '../database/database.ts'
import { type Postings, scoreByWords } from './bm25.ts'
import { createCentroids } from './centroids.ts'
import { createVocabulary } from './lexical.ts'
import type { NearView, PassageIndex, PassageViews } from './passage-index.ts'
import { concatenate } from './search-index.ts'
import { createTermTable, type TermTable } from './term-table.ts'
import { inverseDocumentFrequency } from './token-vectors.ts'
import { schemaOf, type Version } from './versions.ts'
import type { View } from './views.ts'
import { OFF_TOPIC, vectorText } from './write-version.ts'

/** Bytes of passages, and of the places of terms, that are kept in memory: those that are asked for most often. */
const PASSAGES_KEPT = 64 * 1024 * 1024
const POSTINGS_KEPT = 32 * 1024 * 1024
/** Terms that are read at once. */
const TERMS_READ = 20_000

/** The views of one passage, or those of none, with their vectors. */
interface StoredPassage {
  readonly views: readonly View[]
  /** Token rows of each view. */
  readonly rows: Uint32Array
  readonly tokens: Uint8Array
  readonly scales: Float32Array
  readonly means: Uint8Array
  readonly meanScales: Float32Array
  readonly centroid: Float32Array
  readonly centroidLength: number
}

/**
 * Opens the index of a version. The words that occur are read now; vectors and the places of words when they are asked for.
 * @throws DatabaseError
 */
export async function openPublishedIndex(queries: Queries, version: Version): Promise<PassageIndex> {
  const schema = schemaOf(version.version)
  const { dimensions, passages: passageCount } = version
  const parts = new Map(
    (await queries.query<{ name: string; content: Uint8Array }>(`SELECT name, content FROM ${schema}.parts`, [])).map(
      ({ name, content }) => [name, content],
    ),
  )
  const part = <A>(type: ArrayType<A>, name: string) => arrayOf(type, parts.get(name)!)
  const vocabulary = createVocabulary(await readTerms(queries, schema), passageCount)
  const lengths = { own: part(Float64Array, 'lengths_own'), questions: part(Float64Array, 'lengths_questions') }
  const counts = part(Int32Array, 'token_counts')
  const frequencies = new Map<number, number>()
  for (let at = 0; at < counts.length; at += 2) frequencies.set(counts[at]!, counts[at + 1]!)
  const [origin, precision] = [part(Float32Array, 'origin'), part(Float32Array, 'precision')]

  const kept = new LRUCache<number, StoredPassage>({ maxSize: PASSAGES_KEPT, sizeCalculation: sizeOf })
  const fetchPassages = async (passages: readonly number[]): Promise<StoredPassage[]> => {
    const found = await readThrough(kept, passages, async (missing) => {
      const rows = await queries.query<PassageRow>(
        `SELECT passage, views, rows, tokens, scales, means, mean_scales, centroid, centroid_length
         FROM ${schema}.passages WHERE passage = ANY($1::integer[])`,
        [missing],
      )
      return rows.map((row) => [row.passage, readRow(row)])
    })
    return passages.map((passage) => found.get(passage)!)
  }
  const [offTopic] = await fetchPassages([OFF_TOPIC])

  const postings = new LRUCache<number, Readonly<Record<'own' | 'questions', Postings>>>({
    maxSize: POSTINGS_KEPT,
    sizeCalculation: ({ own, questions }) => 6 * (own.counts.length + questions.counts.length) + 200,
  })
  const fetchPostings = (places: readonly number[]) =>
    readThrough(postings, places, async (missing) => {
      const rows = await queries.query<{ place: number; own: Uint8Array; questions: Uint8Array }>(
        `SELECT place, own, questions FROM ${schema}.terms WHERE place = ANY($1::integer[])`,
        [missing],
      )
      return rows.map(({ place, own, questions }) => [
        place,
        { own: readPostings(own), questions: readPostings(questions) },
      ])
    })

  const nearestIn = (graph: 'questions' | 'texts') => (mean: Float32Array, count: number) =>
    queries.query<NearView>(`SELECT view, passage, cosine FROM ${schema}.${graph}_near($1::halfvec) LIMIT $2`, [
      vectorText(mean),
      count,
    ])
  return {
    statistics: { mean: part(Float32Array, 'token_mean'), common: part(Int32Array, 'common_tokens') },
    idf: inverseDocumentFrequency(frequencies, version.views),
    nearestQuestions: nearestIn('questions'),
    nearestTexts: nearestIn('texts'),
    lexical: {
      knows: vocabulary.knows,
      correct: vocabulary.correct,
      async search(question, count, expansion = []) {
        const { terms, most } = vocabulary.weigh(question, expansion)
        const found = await fetchPostings(terms.map(([place]) => place))
        const score = (field: 'own' | 'questions') =>
          scoreByWords(
            terms.map(([place, weight]) => [found.get(place)![field], weight] as const),
            lengths[field],
            most,
            count,
          )
        return { own: score('own'), questions: score('questions') }
      },
    },
    async read(passages) {
      return combine(passages, await fetchPassages(passages), offTopic!, dimensions, { origin, precision })
    },
  }
}

/** Reads the terms of a version, a part at a time: all of them at once would take several times their memory, and too long. */
async function readTerms(queries: Queries, schema: string): Promise<TermTable> {
  const table = createTermTable()
  for (let first = 0; ; first += TERMS_READ) {
    const terms = await queries.query<{ term: string; frequency: number; written: boolean }>(
      `SELECT term, frequency, written FROM ${schema}.terms WHERE place >= $1 AND place < $2 ORDER BY place`,
      [first, first + TERMS_READ],
    )
    for (const { term, frequency, written } of terms) table.add({ term, frequency, isWritten: written })
    if (terms.length < TERMS_READ) return table
  }
}

/** What is kept of these keys, and of the others what is loaded now, which is kept from then on. */
async function readThrough<Value extends object>(
  kept: LRUCache<number, Value>,
  keys: readonly number[],
  load: (missing: readonly number[]) => Promise<(readonly [number, Value])[]>,
): Promise<ReadonlyMap<number, Value>> {
  const found = new Map(keys.flatMap((key) => (kept.has(key) ? [[key, kept.get(key)!]] : [])))
  const missing = keys.filter((key) => !found.has(key))
  if (missing.length === 0) return found
  for (const [key, value] of await load(missing)) {
    kept.set(key, value)
    found.set(key, value)
  }
  return found
}

interface PassageRow {
  readonly passage: number
  readonly views: string
  readonly rows: Uint8Array
  readonly tokens: Uint8Array
  readonly scales: Uint8Array
  readonly means: Uint8Array
  readonly mean_scales: Uint8Array
  readonly centroid: Uint8Array
  readonly centroid_length: number
}

function readRow(row: PassageRow): StoredPassage {
  const views = JSON.parse(row.views) as [View['kind'], number, string, string][]
  return {
    views: views.map(([kind, sentence, author, text]) => ({ kind, passage: row.passage, sentence, author, text })),
    rows: arrayOf(Uint32Array, row.rows),
    tokens: row.tokens,
    scales: arrayOf(Float32Array, row.scales),
    means: row.means,
    meanScales: arrayOf(Float32Array, row.mean_scales),
    centroid: arrayOf(Float32Array, row.centroid),
    centroidLength: row.centroid_length,
  }
}

function readPostings(bytes: Uint8Array): Postings {
  const length = bytes.length / 6
  return {
    passages: arrayOf(Uint32Array, bytes.subarray(0, 4 * length)),
    counts: arrayOf(Uint16Array, bytes.subarray(4 * length)),
  }
}

function sizeOf({ views, tokens, scales, means }: StoredPassage): number {
  return tokens.length + 4 * scales.length + means.length + 200 * views.length
}

/** The views of passages in one list, those of no passage first. */
function combine(
  passages: readonly number[],
  stored: readonly StoredPassage[],
  offTopic: StoredPassage,
  dimensions: number,
  fitted: { readonly origin: Float32Array; readonly precision: Float32Array },
): PassageViews {
  const all = [offTopic, ...stored]
  const views = all.flatMap((one) => one.views)
  const starts = new Uint32Array(views.length + 1)
  let view = 0
  for (const { rows } of all) for (const count of rows) starts[view + 1] = starts[view++]! + count
  const firstOf = new Map<number, { readonly first: number; readonly order: number; readonly own: readonly View[] }>()
  let first = offTopic.views.length
  for (const [order, { views: own }] of stored.entries()) {
    firstOf.set(passages[order]!, { first, order, own })
    first += own.length
  }
  const places = (passage: number, kind: View['kind']) => {
    const { first, own } = firstOf.get(passage)!
    return own.flatMap((one, at) => (one.kind === kind ? [first + at] : []))
  }
  const centroids = createCentroids({
    dimensions,
    ...fitted,
    projected: concatenate(
      Float32Array,
      stored.map(({ centroid }) => centroid),
    ),
    lengths: Float32Array.from(stored, ({ centroidLength }) => centroidLength),
  })
  return {
    views,
    tokens: {
      dimensions,
      starts,
      bytes: concatenate(
        Uint8Array,
        all.map(({ tokens }) => tokens),
      ),
      scales: concatenate(
        Float32Array,
        all.map(({ scales }) => scales),
      ),
      // Which token each row is has been told by the idf: only what embeds again asks for it.
      tokens: new Int32Array(0),
    },
    means: {
      dimensions,
      starts: Uint32Array.from({ length: views.length + 1 }, (_, at) => at),
      bytes: concatenate(
        Uint8Array,
        all.map(({ means }) => means),
      ),
      scales: concatenate(
        Float32Array,
        all.map(({ meanScales }) => meanScales),
      ),
    },
    centroids: {
      similarity: (mean, asked) =>
        centroids.similarity(
          mean,
          asked.map((passage) => firstOf.get(passage)!.order),
        ),
    },
    textView: (passage) => places(passage, 'text')[0] ?? -1,
    contextView: (passage) => places(passage, 'context')[0] ?? -1,
    beforeView: (passage) => places(passage, 'before')[0] ?? -1,
    sentenceViews: (passage) => places(passage, 'sentence'),
    questionViews: (passage) => places(passage, 'question'),
    offTopicViews: Array.from(offTopic.views.keys()),
  }
}

type ArrayType<A> = new (buffer: ArrayBuffer) => A

/** Numbers as they were written. What a driver gives may begin anywhere in memory, numbers may not. */
function arrayOf<A>(type: ArrayType<A>, bytes: Uint8Array): A {
  return new type(new Uint8Array(bytes).buffer)
}
