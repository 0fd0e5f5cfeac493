import { LRUCache } from 'lru-cache'
import type { Queries } from '../database/database.ts'
import {
  type AskedTerm,
  bestOf,
  bestPostings,
  findingTerms,
  LIKELIEST,
  MOST_SCORED,
  type Postings,
  scoreAgain,
  scoreByWords,
  share,
} from './bm25.ts'
import { createCentroids } from './centroids.ts'
import { createVocabulary, FIELDS, type Field } from './lexical.ts'
import type { NearView, PassageIndex, PassageViews, WordScores } from './passage-index.ts'
import { decodePostings } from './posting-bytes.ts'
import { concatenate } from './search-index.ts'
import { createTermTable, type TermTable } from './term-table.ts'
import { inverseDocumentFrequency } from './token-vectors.ts'
import { OFF_TOPIC, type PassageContent, type PassageWords } from './version-content.ts'
import { schemaOf, type Version } from './versions.ts'
import type { View } from './views.ts'
import { vectorText } from './write-version.ts'

/** Bytes of passages, and of the places of terms, that are kept in memory: those that are asked for most often. */
const PASSAGES_KEPT = 32 * 1024 * 1024
const POSTINGS_KEPT = 40 * 1024 * 1024
/** Terms that are read at once. */
const TERMS_READ = 20_000

/** The views of one passage, or those of none, with their vectors. */
type StoredPassage = Omit<PassageContent, 'passage' | 'words'>

/**
 * Opens the index of a version. The words that occur are read now; vectors and the places of words when they are asked for.
 * @param mostScored how many passages are scored at most for the words of a question.
 * @throws DatabaseError
 */
export async function openPublishedIndex(
  queries: Queries,
  version: Version,
  mostScored = MOST_SCORED,
): Promise<PassageIndex> {
  const schema = schemaOf(version.version)
  const { dimensions, passages: passageCount } = version
  const { lengths, frequencies, origin, precision, statistics } = await readParts(queries, schema)
  const { table, among } = await readTerms(queries, schema)
  const vocabulary = createVocabulary(table, passageCount)
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

  const postings = new LRUCache<number, Postings>({
    maxSize: POSTINGS_KEPT,
    sizeCalculation: ({ counts }) => 6 * counts.length + 100,
  })
  /** Of terms in fields, by `keyOf`. */
  const fetchPostings = (keys: readonly number[]) =>
    readThrough(postings, keys, async (missing) => {
      const placesIn = (field: Field) =>
        missing.flatMap((key) =>
          key % FIELDS.length === FIELDS.indexOf(field) ? [Math.floor(key / FIELDS.length)] : [],
        )
      const rows = await queries.query<{ place: number; field: number; postings: Uint8Array }>(
        `SELECT place, 0 AS field, own AS postings FROM ${schema}.terms WHERE place = ANY($1::integer[])
         UNION ALL SELECT place, 1, questions FROM ${schema}.terms WHERE place = ANY($2::integer[])`,
        [placesIn('own'), placesIn('questions')],
      )
      return rows.map(({ place, field, postings }) => [
        keyOf(place, FIELDS[field]!),
        bestPostings(decodePostings(postings), lengths[FIELDS[field]!], mostScored),
      ])
    })
  const fetchWords = async (passages: readonly number[]) => {
    const rows = await queries.query<WordsRow>(
      `SELECT passage, places, own, questions FROM ${schema}.words WHERE passage = ANY($1::integer[])`,
      [passages],
    )
    return new Map(rows.map((row) => [row.passage, readWords(row)]))
  }
  const scoresIn = async (
    field: Field,
    asked: readonly (readonly [place: number, term: AskedTerm])[],
    most: number,
    count: number,
  ): Promise<WordScores> => {
    const terms = asked.map(([, term]) => term)
    if (terms.every((term) => term.postings?.counts.length === term.among))
      return scoreByWords(terms, lengths[field], most, count)
    const found = scoreByWords(terms, lengths[field], most, LIKELIEST).best
    const termOf = new Map(asked.map(([place], term) => [place, term]))
    const scores = async (passages: readonly number[]) => {
      const words = await fetchWords(passages)
      const counts = passages.map((passage) => {
        const { places, [field]: times } = words.get(passage)!
        const ofTerms = new Uint16Array(terms.length)
        for (let at = 0; at < places.length; at++) {
          const term = termOf.get(places[at]!)
          if (term !== undefined) ofTerms[term] = times[at]!
        }
        return ofTerms
      })
      return scoreAgain(terms, lengths[field], passages, (term, passage) => counts[passage]![term]!)
    }
    return {
      best: bestOf(found, await scores(found), count),
      of: async (passages) => (await scores(passages)).map((score) => share(score, most)),
    }
  }

  const nearestIn = (graph: 'questions' | 'texts') => (mean: Float32Array, count: number) =>
    queries.query<NearView>(`SELECT view, passage, cosine FROM ${schema}.${graph}_near($1::halfvec) LIMIT $2`, [
      vectorText(mean),
      count,
    ])
  return {
    statistics,
    idf: inverseDocumentFrequency(frequencies, version.views),
    nearestQuestions: nearestIn('questions'),
    nearestTexts: nearestIn('texts'),
    lexical: {
      knows: vocabulary.knows,
      correct: vocabulary.correct,
      async search(question, count, expansion = []) {
        const { terms, most } = vocabulary.weigh(question, expansion)
        const finding = {
          own: findingTerms(
            terms.map(([place]) => among.own[place]!),
            mostScored,
          ),
          questions: findingTerms(
            terms.map(([place]) => among.questions[place]!),
            mostScored,
          ),
        }
        const found = await fetchPostings(
          FIELDS.flatMap((field) =>
            terms.flatMap(([place], at) => (finding[field].isFinding[at] ? [keyOf(place, field)] : [])),
          ),
        )
        const scoresOf = (field: Field) => {
          const asked = terms.map(([place, weight]) => {
            const postings = found.get(keyOf(place, field)) ?? null
            return [place, { weight, among: among[field][place]!, postings }] as const
          })
          return scoresIn(field, asked, most, count)
        }
        const [own, questions] = await Promise.all([scoresOf('own'), scoresOf('questions')])
        return { own, questions }
      },
    },
    async read(passages) {
      return combine(passages, await fetchPassages(passages), offTopic!, dimensions, { origin, precision })
    },
  }
}

/** The numbers about all passages. What they were read from is not kept. */
async function readParts(queries: Queries, schema: string) {
  const rows = await queries.query<{ name: string; content: Uint8Array }>(
    `SELECT name, content FROM ${schema}.parts`,
    [],
  )
  const parts = new Map(rows.map(({ name, content }) => [name, content]))
  const part = <A>(type: ArrayType<A>, name: string) => arrayOf(type, parts.get(name)!)
  const counts = part(Int32Array, 'token_counts')
  const frequencies = new Map<number, number>()
  for (let at = 0; at < counts.length; at += 2) frequencies.set(counts[at]!, counts[at + 1]!)
  return {
    lengths: { own: part(Float64Array, 'lengths_own'), questions: part(Float64Array, 'lengths_questions') },
    frequencies,
    origin: part(Float32Array, 'origin'),
    precision: part(Float32Array, 'precision'),
    statistics: { mean: part(Float32Array, 'token_mean'), common: part(Int32Array, 'common_tokens') },
  }
}

/** A number for a term in a field. */
function keyOf(place: number, field: Field): number {
  return place * FIELDS.length + FIELDS.indexOf(field)
}

/**
 * Reads the terms of a version, and in how many passages each is, a part at a time: all of them at once would take several times
 * their memory, and too long.
 */
async function readTerms(
  queries: Queries,
  schema: string,
): Promise<{ readonly table: TermTable; readonly among: Readonly<Record<Field, Uint32Array>> }> {
  const table = createTermTable()
  const parts: Record<Field, Uint32Array[]> = { own: [], questions: [] }
  for (let first = 0; ; first += TERMS_READ) {
    const terms = await queries.query<TermRow>(
      `SELECT term, frequency, written, among_own, among_questions FROM ${schema}.terms
       WHERE place >= $1 AND place < $2 ORDER BY place`,
      [first, first + TERMS_READ],
    )
    for (const { term, frequency, written } of terms) table.add({ term, frequency, isWritten: written })
    parts.own.push(Uint32Array.from(terms, ({ among_own }) => among_own))
    parts.questions.push(Uint32Array.from(terms, ({ among_questions }) => among_questions))
    if (terms.length < TERMS_READ) break
  }
  table.trim()
  return {
    table,
    among: { own: concatenate(Uint32Array, parts.own), questions: concatenate(Uint32Array, parts.questions) },
  }
}

interface TermRow {
  readonly term: string
  readonly frequency: number
  readonly written: boolean
  readonly among_own: number
  readonly among_questions: number
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

interface WordsRow {
  readonly passage: number
  readonly places: Uint8Array
  readonly own: Uint8Array
  readonly questions: Uint8Array
}

function readWords({ places, own, questions }: WordsRow): PassageWords {
  return {
    places: arrayOf(Uint32Array, places),
    own: arrayOf(Uint16Array, own),
    questions: arrayOf(Uint16Array, questions),
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
      // Those of the off-topic questions are nine megabytes, which need not be copied for each question.
      bytes: all.map(({ tokens }) => tokens),
      scales: concatenate(
        Float32Array,
        all.map(({ scales }) => scales),
      ),
    },
    means: {
      dimensions,
      starts: Uint32Array.from({ length: views.length + 1 }, (_, at) => at),
      bytes: all.map(({ means }) => means),
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
