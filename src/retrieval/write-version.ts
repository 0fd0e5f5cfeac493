import type { Queries } from '../database/database.ts'
import { createBm25 } from './bm25.ts'
import { countTerms } from './lexical.ts'
import { GRAPH_OF, HNSW_BUILD_WIDTH, HNSW_NEIGHBOURS, type IndexParts, searchWidth } from './search-index.ts'
import { countTokens, dequantise } from './token-vectors.ts'
import { schemaOf, type Version } from './versions.ts'
import type { View } from './views.ts'

/** A file of a corpus, with its path in it. */
export interface CorpusFile {
  readonly path: string
  readonly content: Uint8Array
}

/** Under this passage are the views of no passage. */
export const OFF_TOPIC = -1
/** Views that a database names at most as near. */
const MOST_NEAR = 100
/** Most that pgvector takes as hnsw.ef_search; the square root of a million nodes. */
const WIDEST_SEARCH = 1000
/** Values and bytes of one statement: PostgreSQL takes 65,535 values. */
const MOST_VALUES = 5000
const MOST_BYTES = 2 * 1024 * 1024
/** Bytes that the building of a graph needs for a node, besides its vector. */
const NODE_BYTES = 400

/**
 * Writes the tables of a version. A passage is one row with all of its views, and a term one with all of its passages: what is
 * fetched for a question is few rows, and each is found by its key.
 */
export async function writeVersion(
  queries: Queries,
  version: Version,
  parts: IndexParts,
  files: readonly CorpusFile[],
): Promise<void> {
  const schema = schemaOf(version.version)
  await queries.query(
    `CREATE TABLE ${schema}.files (path text PRIMARY KEY, content bytea NOT NULL);
     CREATE TABLE ${schema}.parts (name text PRIMARY KEY, content bytea NOT NULL);
     CREATE TABLE ${schema}.terms (
       place integer PRIMARY KEY, term text NOT NULL, frequency integer NOT NULL, written boolean NOT NULL,
       own bytea NOT NULL, questions bytea NOT NULL
     );
     CREATE TABLE ${schema}.passages (
       passage integer PRIMARY KEY, views text NOT NULL, rows bytea NOT NULL, tokens bytea NOT NULL, scales bytea NOT NULL,
       means bytea NOT NULL, mean_scales bytea NOT NULL, centroid bytea NOT NULL, centroid_length real NOT NULL
     );
     ALTER TABLE ${schema}.passages ALTER tokens SET STORAGE EXTERNAL, ALTER means SET STORAGE EXTERNAL,
       ALTER scales SET STORAGE EXTERNAL, ALTER centroid SET STORAGE EXTERNAL;
     ALTER TABLE ${schema}.terms ALTER own SET STORAGE EXTERNAL, ALTER questions SET STORAGE EXTERNAL`,
  )
  const insert = (table: string, columns: readonly string[], rows: Iterable<readonly unknown[]>) =>
    insertAll(queries, `${schema}.${table} (${columns.join(', ')})`, rows)
  await insert(
    'files',
    ['path', 'content'],
    files.map(({ path, content }) => [path, content]),
  )
  await insert('parts', ['name', 'content'], Object.entries(partsOf(parts)))
  await insert('terms', ['place', 'term', 'frequency', 'written', 'own', 'questions'], termRows(parts))
  await insert(
    'passages',
    ['passage', 'views', 'rows', 'tokens', 'scales', 'means', 'mean_scales', 'centroid', 'centroid_length'],
    passageRows(parts),
  )
  for (const graph of ['questions', 'texts'] as const) await writeGraph(queries, schema, graph, parts)
  await queries.query(['files', 'parts', 'terms', 'passages'].map((table) => `ANALYZE ${schema}.${table}`).join(';'))
}

/** Vectors that are searched, their graph, and a function that searches it as widely as it has to. */
async function writeGraph(
  queries: Queries,
  schema: string,
  graph: 'questions' | 'texts',
  parts: IndexParts,
): Promise<void> {
  const { views, dimensions } = parts
  const table = `${schema}.${graph}`
  const own = views.flatMap(({ kind }, view) => (GRAPH_OF[kind] === graph ? [view] : []))
  await queries.query(
    `CREATE TABLE ${table} (view integer NOT NULL, passage integer NOT NULL, mean halfvec(${dimensions}) NOT NULL)`,
  )
  await insertAll(queries, `${table} (view, passage, mean)`, vectorRows(own, parts))
  const kilobytes = Math.ceil((own.length * (2 * dimensions + NODE_BYTES)) / 1024)
  await queries.query(
    `SELECT set_config('maintenance_work_mem', greatest(pg_size_bytes(current_setting('maintenance_work_mem')) / 1024, $1)::text || 'kB', true)`,
    [kilobytes],
  )
  await queries.query(
    `CREATE INDEX ON ${table} USING hnsw (mean halfvec_ip_ops) WITH (m = ${HNSW_NEIGHBOURS}, ef_construction = ${HNSW_BUILD_WIDTH});
     ANALYZE ${table} (view, passage);
     CREATE FUNCTION ${table}_near(wanted halfvec) RETURNS TABLE (view integer, passage integer, cosine real)
       LANGUAGE sql STABLE SET hnsw.ef_search = ${widthInDatabase(own.length)}
       AS $$ SELECT view, passage, -(mean <#> wanted) FROM ${table} ORDER BY mean <#> wanted LIMIT ${MOST_NEAR} $$`,
  )
}

/** The ef_search of a graph of so many nodes, as far as pgvector goes. */
export function widthInDatabase(nodes: number): number {
  return Math.min(searchWidth(nodes, MOST_NEAR), WIDEST_SEARCH)
}

function* vectorRows(own: readonly number[], { views, means }: IndexParts): Generator<unknown[]> {
  for (const view of own) yield [view, views[view]!.passage, vectorText(dequantise(means, view))]
}

/** A vector as pgvector reads it. A halfvec has four digits. */
export function vectorText(vector: Float32Array): string {
  return `[${Array.from(vector, (value) => value.toPrecision(5)).join()}]`
}

function partsOf({ statistics, centroids, lexical, tokens }: IndexParts): Record<string, Uint8Array> {
  return {
    token_mean: bytesOf(statistics.mean),
    common_tokens: bytesOf(statistics.common),
    token_counts: bytesOf(Int32Array.from([...countTokens(tokens)].flat())),
    origin: bytesOf(centroids.origin),
    precision: bytesOf(centroids.precision),
    lengths_own: bytesOf(createBm25(lexical, 'own').lengths),
    lengths_questions: bytesOf(createBm25(lexical, 'questions').lengths),
  }
}

function* termRows({ lexical }: IndexParts): Generator<unknown[]> {
  const fields = [createBm25(lexical, 'own'), createBm25(lexical, 'questions')]
  let place = 0
  for (const { term, frequency, isWritten } of countTerms(lexical)) {
    const postings = fields.map((field) => {
      const { passages, counts } = field.postings(place)
      return Buffer.concat([bytesOf(passages), bytesOf(counts)])
    })
    yield [place, term, frequency, isWritten, ...postings]
    place++
  }
}

function* passageRows({ views, tokens, means, centroids, dimensions }: IndexParts): Generator<unknown[]> {
  const byPassage = new Map<number, number[]>([[OFF_TOPIC, []]])
  for (const [view, { passage }] of views.entries()) {
    const own = byPassage.get(passage)
    if (own) own.push(view)
    else byPassage.set(passage, [view])
  }
  for (const [passage, own] of byPassage) {
    // The views of a passage lie side by side.
    const [first, end] = [own[0] ?? 0, (own.at(-1) ?? -1) + 1]
    const rows = ({ starts }: { readonly starts: Uint32Array }) => [starts[first]!, starts[end]!] as const
    const [from, to] = rows(tokens)
    const [meanFrom, meanTo] = rows(means)
    yield [
      passage,
      JSON.stringify(own.map((view) => fieldsOf(views[view]!))),
      bytesOf(Uint32Array.from(own, (view) => tokens.starts[view + 1]! - tokens.starts[view]!)),
      tokens.bytes.subarray(from * dimensions, to * dimensions),
      bytesOf(tokens.scales.subarray(from, to)),
      means.bytes.subarray(meanFrom * dimensions, meanTo * dimensions),
      bytesOf(means.scales.subarray(meanFrom, meanTo)),
      passage === OFF_TOPIC
        ? new Uint8Array(0)
        : bytesOf(centroids.projected.subarray(passage * dimensions, (passage + 1) * dimensions)),
      passage === OFF_TOPIC ? 0 : centroids.lengths[passage]!,
    ]
  }
}

function fieldsOf({ kind, sentence, author, text }: View): unknown[] {
  return [kind, sentence, author, text]
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}

async function insertAll(queries: Queries, into: string, rows: Iterable<readonly unknown[]>): Promise<void> {
  let values: unknown[] = []
  let tuples: string[] = []
  let bytes = 0
  const flush = async () => {
    if (tuples.length > 0) await queries.query(`INSERT INTO ${into} VALUES ${tuples.join()}`, values)
    values = []
    tuples = []
    bytes = 0
  }
  for (const row of rows) {
    tuples.push(`(${row.map((_, at) => `$${values.length + at + 1}`).join()})`)
    values.push(...row)
    for (const value of row)
      if (typeof value === 'object' || typeof value === 'string') bytes += (value as string).length
    if (values.length > MOST_VALUES || bytes > MOST_BYTES) await flush()
  }
  await flush()
}
