import { setImmediate as pause } from 'node:timers/promises'
import type { Queries } from '../database/database.ts'
import { bestPostings } from './bm25.ts'
import { encodePostings } from './posting-bytes.ts'
import { GRAPH_OF, HNSW, searchWidth } from './search-index.ts'
import { dequantise } from './token-vectors.ts'
import type { PassageContent, VersionContent } from './version-content.ts'
import { schemaOf, type Version } from './versions.ts'
import type { View } from './views.ts'

/** A file of a corpus, with its path in it. */
export interface CorpusFile {
  readonly path: string
  readonly content: Uint8Array
}

/** Views that a database names at most as near. */
const MOST_NEAR = 100
/**
 * How much wider pgvector's graph is searched than one in memory: of two million questions, it finds 0.944 of the ten nearest among
 * 1,000 that it looked at, and 0.982 among 1,414.
 */
const WIDENED = 1.1
/** Most that pgvector takes as hnsw.ef_search; more are looked at in turns, which end at so many nodes and times work_mem. */
const WIDEST_SEARCH = 1000
const MOST_SCANNED = 1_000_000
const SCAN_MEMORY = 8
/** Values and bytes of one statement: PostgreSQL takes 65,535 values. */
const MOST_VALUES = 5000
const MOST_BYTES = 2 * 1024 * 1024
/** Bytes that the building of a graph needs for a node, besides its vector. */
const NODE_BYTES = 1300
/** Of the lists of texts, the least that are searched, and one in how many where that is more. */
const LEAST_PROBES = 24
const LISTS_PER_PROBE = 75
/** Texts of a list, and of all, that pgvector looks at to make lists, and bytes that it needs besides. */
const SAMPLES_PER_LIST = 50
const LEAST_SAMPLES = 10_000
const SPARE_BYTES = 16 * 1024 * 1024

/** Tables that are filled passage by passage, with their columns. */
const COLUMNS = {
  passages: ['passage', 'views', 'rows', 'tokens', 'scales', 'means', 'mean_scales', 'centroid', 'centroid_length'],
  words: ['passage', 'places', 'own', 'questions'],
  questions: ['view', 'passage', 'mean'],
  texts: ['view', 'passage', 'mean'],
} as const

/**
 * Writes the tables of a version, one passage after another: what was written need not stay in memory. A passage is one row with all
 * of its views, and a term one with its passages: what is fetched for a question is few rows, and each is found by its key.
 */
export async function writeVersion(
  queries: Queries,
  version: Version,
  content: VersionContent,
  files: readonly CorpusFile[],
): Promise<void> {
  const schema = schemaOf(version.version)
  const { dimensions } = content
  await queries.query(
    `CREATE TABLE ${schema}.files (path text PRIMARY KEY, content bytea NOT NULL);
     CREATE TABLE ${schema}.parts (name text PRIMARY KEY, content bytea NOT NULL);
     CREATE TABLE ${schema}.terms (
       place integer PRIMARY KEY, term text NOT NULL, frequency integer NOT NULL, written boolean NOT NULL,
       among_own integer NOT NULL, among_questions integer NOT NULL, own bytea NOT NULL, questions bytea NOT NULL
     );
     CREATE TABLE ${schema}.passages (
       passage integer PRIMARY KEY, views text NOT NULL, rows bytea NOT NULL, tokens bytea NOT NULL, scales bytea NOT NULL,
       means bytea NOT NULL, mean_scales bytea NOT NULL, centroid bytea NOT NULL, centroid_length real NOT NULL
     );
     CREATE TABLE ${schema}.words (
       passage integer PRIMARY KEY, places bytea NOT NULL, own bytea NOT NULL, questions bytea NOT NULL
     );
     CREATE TABLE ${schema}.questions (view integer NOT NULL, passage integer NOT NULL, mean halfvec(${dimensions}) NOT NULL);
     CREATE TABLE ${schema}.texts (view integer NOT NULL, passage integer NOT NULL, mean halfvec(${dimensions}) NOT NULL);
     ALTER TABLE ${schema}.passages ALTER tokens SET STORAGE EXTERNAL, ALTER means SET STORAGE EXTERNAL,
       ALTER scales SET STORAGE EXTERNAL, ALTER centroid SET STORAGE EXTERNAL;
     ALTER TABLE ${schema}.terms ALTER own SET STORAGE EXTERNAL, ALTER questions SET STORAGE EXTERNAL`,
  )
  const send = createSender(queries)
  const into = (table: string, columns: readonly string[]) =>
    createInserter(send, `${schema}.${table} (${columns.join(', ')})`)
  const tables = {
    passages: into('passages', COLUMNS.passages),
    words: into('words', COLUMNS.words),
    questions: into('questions', COLUMNS.questions),
    texts: into('texts', COLUMNS.texts),
  }
  const nodes = { questions: 0, texts: 0 }
  let view = 0
  for (const passage of content.each()) {
    await tables.passages.add(passageRow(passage))
    const { places, own, questions } = passage.words
    await tables.words.add([passage.passage, bytesOf(places), bytesOf(own), bytesOf(questions)])
    const starts = Uint32Array.from({ length: passage.views.length + 1 }, (_, at) => at)
    const means = { dimensions, starts, bytes: passage.means, scales: passage.meanScales }
    for (const [at, { kind }] of passage.views.entries()) {
      const graph = GRAPH_OF[kind]
      if (graph !== null) {
        await tables[graph].add([view, passage.passage, vectorText(dequantise(means, at))])
        nodes[graph]++
      }
      view++
    }
  }
  for (const table of Object.values(tables)) await table.end()
  const parts = content.parts()
  const terms = into('terms', [
    'place',
    'term',
    'frequency',
    'written',
    'among_own',
    'among_questions',
    'own',
    'questions',
  ])
  const lengths = { own: parts.lengths_own as Float64Array, questions: parts.lengths_questions as Float64Array }
  let place = 0
  for (const { term, frequency, isWritten, own, questions } of content.terms()) {
    await terms.add([
      place++,
      term,
      frequency,
      isWritten,
      own.passages.length,
      questions.passages.length,
      encodePostings(bestPostings(own, lengths.own)),
      encodePostings(bestPostings(questions, lengths.questions)),
    ])
  }
  await terms.end()
  const others = { files: into('files', ['path', 'content']), parts: into('parts', ['name', 'content']) }
  for (const { path, content: bytes } of files) await others.files.add([path, bytes])
  for (const [name, numbers] of Object.entries(parts)) await others.parts.add([name, bytesOf(numbers)])
  for (const table of Object.values(others)) await table.end()
  await indexNear(queries, `${schema}.questions`, graphOf(nodes.questions, dimensions))
  await indexNear(queries, `${schema}.texts`, listsOf(nodes.texts, dimensions))
  await queries.query(
    ['files', 'parts', 'terms', 'passages', 'words'].map((table) => `ANALYZE ${schema}.${table}`).join(';'),
  )
}

/** How vectors are indexed and searched. */
interface NearIndex {
  readonly using: string
  /** Settings of the function that searches. */
  readonly search: readonly string[]
  /** Vectors of which the nearest are named. */
  readonly looked: number
  /** Bytes that building it needs. */
  readonly memory: number
}

/** Questions lie near to a question, and a graph leads there: as pgvector goes on, also past the most that it takes as a width. */
export function graphOf(nodes: number, dimensions: number): NearIndex {
  const { neighbours, build } = HNSW.questions
  const width = Math.ceil(WIDENED * searchWidth('questions', nodes, MOST_NEAR))
  return {
    using: `hnsw (mean halfvec_ip_ops) WITH (m = ${neighbours}, ef_construction = ${build})`,
    search: [
      `hnsw.ef_search = ${Math.min(width, WIDEST_SEARCH)}`,
      'hnsw.iterative_scan = relaxed_order',
      `hnsw.max_scan_tuples = ${MOST_SCANNED}`,
      `hnsw.scan_mem_multiplier = ${SCAN_MEMORY}`,
    ],
    looked: width,
    memory: nodes * (2 * dimensions + NODE_BYTES),
  }
}

/**
 * Texts are far from every question, where pgvector's graph leads past most of them: of 900,000, a graph that took a quarter of an hour
 * finds 0.81 of the ten nearest in 13 ms, and lists that took less than a minute 0.99 in 6. A version doesn't change, so its lists stay as even
 * as they were made.
 */
export function listsOf(nodes: number, dimensions: number): NearIndex {
  const lists = Math.max(1, Math.round(Math.sqrt(nodes)))
  const probes = Math.min(lists, Math.max(LEAST_PROBES, Math.ceil(lists / LISTS_PER_PROBE)))
  const samples = Math.max(SAMPLES_PER_LIST * lists, LEAST_SAMPLES)
  return {
    using: `ivfflat (mean halfvec_ip_ops) WITH (lists = ${lists})`,
    search: [`ivfflat.probes = ${probes}`],
    looked: MOST_NEAR,
    memory: 4 * lists * (samples + 3 * lists) + 4 * dimensions * (samples + 4 * lists) + SPARE_BYTES,
  }
}

/** Makes the index of a table of vectors, and a function with its name and `_near` that names the nearest, as far as it has to look. */
export async function indexNear(
  queries: Queries,
  table: string,
  { using, search, looked, memory }: NearIndex,
): Promise<void> {
  await queries.query(
    `SELECT set_config(name, least(greatest(setting::bigint, $1), max_val::bigint)::text || unit, true)
     FROM pg_settings WHERE name = 'maintenance_work_mem'`,
    [Math.ceil(memory / 1024)],
  )
  await queries.query(
    `CREATE INDEX ON ${table} USING ${using};
     ANALYZE ${table} (view, passage);
     CREATE FUNCTION ${table}_near(wanted halfvec) RETURNS TABLE (view integer, passage integer, cosine real)
       LANGUAGE sql STABLE ${search.map((setting) => `SET ${setting}`).join(' ')}
       AS $$ SELECT * FROM (
         SELECT view, passage, (-(mean <#> wanted))::real AS cosine FROM ${table} ORDER BY mean <#> wanted LIMIT ${looked}
       ) AS looked ORDER BY cosine DESC LIMIT ${MOST_NEAR} $$`,
  )
}

/** Of a vector of unit length: a halfvec tells numbers of 0.01 apart by 0.000008. */
const DIGITS = 6

/** A vector of unit length as pgvector reads it. Whole numbers with an exponent are written twenty times as fast as decimals. */
export function vectorText(vector: Float32Array): string {
  let text = ''
  for (const value of vector) text += `,${Math.round(value * 10 ** DIGITS)}e-${DIGITS}`
  return `[${text.slice(1)}]`
}

function passageRow(content: PassageContent): unknown[] {
  const { passage, views, rows, tokens, scales, means, meanScales, centroid, centroidLength } = content
  return [
    passage,
    JSON.stringify(views.map(fieldsOf)),
    bytesOf(rows),
    tokens,
    bytesOf(scales),
    means,
    bytesOf(meanScales),
    bytesOf(centroid),
    centroidLength,
  ]
}

function fieldsOf({ kind, sentence, author, text }: View): unknown[] {
  return [kind, sentence, author, text]
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}

type Sender = (sql: string, values: readonly unknown[]) => Promise<void>

/**
 * Sends statements, one at a time, without waiting for the last: while the database takes rows, the next are made. What comes of one is
 * told when another is sent, or when nothing is.
 */
function createSender(queries: Queries): Sender {
  let sent: Promise<unknown> = Promise.resolve()
  return async (sql, values) => {
    await sent
    if (sql === '') return
    sent = queries.query(sql, values)
    sent.catch(() => {})
    await pause()
  }
}

/** Inserts rows, many in a statement. */
function createInserter(send: Sender, into: string) {
  let values: unknown[] = []
  let tuples: string[] = []
  let bytes = 0
  const insert = async () => {
    const sql = tuples.length > 0 ? `INSERT INTO ${into} VALUES ${tuples.join()}` : ''
    const given = values
    values = []
    tuples = []
    bytes = 0
    await send(sql, given)
  }
  return {
    async add(row: readonly unknown[]) {
      tuples.push(`(${row.map((_, at) => `$${values.length + at + 1}`).join()})`)
      values.push(...row)
      for (const value of row)
        if (typeof value === 'object' || typeof value === 'string') bytes += (value as string).length
      if (values.length > MOST_VALUES || bytes > MOST_BYTES) await insert()
    },
    /** Waits until all rows are in the table. */
    async end() {
      await insert()
      await send('', [])
    },
  }
}
