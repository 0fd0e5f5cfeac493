import { setImmediate as pause } from 'node:timers/promises'
import hnswlib, { type HierarchicalNSW } from 'hnswlib-node'
import type { Corpus } from '../corpus/load-corpus.ts'
import type { Embedder } from '../embedding/embedder.ts'
import type { LexicalData } from './bm25.ts'
import { type CentroidData, createCentroids, fitCentroids } from './centroids.ts'
import { collectTerms, createLexicalIndex, type LexicalIndex, type LexicalTexts } from './lexical.ts'
import type { NearView, PassageIndex, PassageViews } from './passage-index.ts'
import {
  comparable,
  countTokens,
  dequantise,
  inverseDocumentFrequency,
  quantise,
  type StoredVectors,
  type TokenStatistics,
  type TokenVectors,
} from './token-vectors.ts'
import { embeddedAs, type View } from './views.ts'

/** An index in memory: everything with which a query is compared, at once. */
export interface SearchIndex extends PassageIndex, PassageViews {
  readonly tokens: TokenVectors
  readonly means: StoredVectors
  readonly lexical: LexicalIndex
  nearestQuestions(mean: Float32Array, count: number): NearView[]
  nearestTexts(mean: Float32Array, count: number): NearView[]
  read(): PassageViews
  /** The same index without the `hidden` views: in tuning, a question must not find its author's others. */
  without(hidden: (view: View) => boolean): Promise<SearchIndex>
}

/** The parts of an index that are saved. */
export interface IndexParts {
  readonly views: readonly View[]
  readonly dimensions: number
  /** The mean vector of each view: one row a view. */
  readonly means: StoredVectors
  readonly tokens: TokenVectors
  readonly statistics: TokenStatistics
  readonly centroids: CentroidData
  readonly lexical: LexicalData
  /**
   * Graphs of the mean vectors of the example questions and of the texts: apart, because most passages have many more questions
   * than texts, and would crowd out a passage without them.
   */
  readonly graphs: { readonly questions: HierarchicalNSW; readonly texts: HierarchicalNSW }
}

/** Vectors of a view from an earlier index. */
export interface KnownVectors {
  /** One row. */
  readonly mean: Quantised
  /** One row for each token. */
  readonly ofTokens: Quantised
  readonly tokens: Int32Array
}

type Quantised = Pick<StoredVectors, 'bytes' | 'scales'>

/** The kinds of views in each graph. */
export const GRAPH_OF: Readonly<Record<View['kind'], GraphName | null>> = {
  question: 'questions',
  text: 'texts',
  context: 'texts',
  sentence: 'texts',
  before: null,
  'off-topic': null,
}

type GraphName = keyof IndexParts['graphs']

/**
 * HNSW's M, efConstruction, least efSearch, and efSearch for the square root of the number of nodes, where that is more. Recall at 10 is
 * at least 0.99 (a test asserts it for the real corpus, `npm run bench -- growth` measures it for larger ones). A question lies near to
 * example questions, but far from all texts, of which many are about as far: of 300,000 synthetic texts, a graph as that of the
 * questions finds 0.85 of the ten nearest, one with a build width of 200, searched twice as widely, 0.96, and this one 0.99.
 */
export const HNSW: Readonly<Record<GraphName, HnswOptions>> = {
  questions: { neighbours: 16, build: 100, least: 200, root: 1 },
  texts: { neighbours: 24, build: 300, least: 400, root: 2 },
}

interface HnswOptions {
  readonly neighbours: number
  readonly build: number
  readonly least: number
  readonly root: number
}

const HNSW_SEED = 100
/** Views after which a build pauses, so that questions are answered meanwhile. */
const SLICE = 200

/** HNSW's efSearch in a graph of so many nodes, of which `count` are wanted. */
export function searchWidth(graph: GraphName, nodes: number, count: number): number {
  const { least, root } = HNSW[graph]
  return Math.max(least, Math.ceil(root * Math.sqrt(nodes)), count)
}

/**
 * Embeds views and builds an index of them.
 * @param known vectors of a view from an earlier index, or null.
 * @param onProgress called after each view.
 * @throws TextTooLongError for a view over the model's limit.
 */
export async function buildParts(
  corpus: Corpus,
  views: readonly View[],
  embedder: Embedder,
  statistics: TokenStatistics,
  known: (view: View) => KnownVectors | null,
  onProgress: (done: number, all: number) => void,
): Promise<IndexParts> {
  const { dimensions } = embedder
  const rows: KnownVectors[] = []
  for (const [index, view] of views.entries()) {
    rows.push(known(view) ?? (await vectorsOf(view, embedder, statistics)))
    if (index % SLICE === 0) await pause()
    onProgress(index + 1, views.length)
  }
  const means = concatenateRows(
    rows.map(({ mean }) => mean),
    dimensions,
  )
  const tokens: TokenVectors = {
    ...concatenateRows(
      rows.map(({ ofTokens }) => ofTokens),
      dimensions,
    ),
    tokens: concatenate(
      Int32Array,
      rows.map((row) => row.tokens),
    ),
  }
  const centroids = await fitCentroids(questionVectors(corpus.passages.length, views, means), dimensions)
  const graphOf = async (name: GraphName) => {
    const labels = views.flatMap(({ kind }, index) => (GRAPH_OF[kind] === name ? [index] : []))
    const graph = new hnswlib.HierarchicalNSW('ip', dimensions)
    graph.initIndex(Math.max(labels.length, 1), HNSW[name].neighbours, HNSW[name].build, HNSW_SEED)
    for (const [at, label] of labels.entries()) {
      if (at % SLICE === 0) await pause()
      graph.addPoint(Array.from(dequantise(means, label)), label)
    }
    return graph
  }
  const graphs = { questions: await graphOf('questions'), texts: await graphOf('texts') }
  await pause()
  const lexical = collectTerms(lexicalTexts(corpus.passages.length, views))
  return { views, dimensions, means, tokens, statistics, centroids, lexical, graphs }
}

/**
 * Prepares parts, built or loaded, for searching.
 * @param hidden views that are never found; the centroids and terms of `parts` must be of the others.
 */
export function createSearchIndex(
  parts: IndexParts,
  passages: number,
  hidden: (view: View) => boolean = () => false,
): SearchIndex {
  const { lexical, ...rest } = parts
  const { views, dimensions, means, tokens, statistics, centroids, graphs } = rest
  const byPassage = Array.from({ length: passages }, () => ({
    text: -1,
    context: -1,
    before: -1,
    sentences: [] as number[],
    questions: [] as number[],
  }))
  const offTopicViews: number[] = []
  let anyHidden = false
  for (const [index, view] of views.entries()) {
    if (hidden(view)) {
      anyHidden = true
      continue
    }
    const own = byPassage[view.passage]
    if (!own) offTopicViews.push(index)
    else if (view.kind === 'text') own.text = index
    else if (view.kind === 'context') own.context = index
    else if (view.kind === 'before') own.before = index
    else if (view.kind === 'sentence') own.sentences.push(index)
    else own.questions.push(index)
  }
  const seen = anyHidden ? (label: number) => !hidden(views[label]!) : undefined
  const nearestIn = (name: GraphName, mean: Float32Array, count: number) => {
    const graph = graphs[name]
    const size = graph.getCurrentCount()
    if (size === 0) return []
    graph.setEf(searchWidth(name, size, count))
    const { neighbors, distances } = graph.searchKnn(Array.from(mean), Math.min(count, size), seen)
    return neighbors.map((view, at) => ({ view, passage: views[view]!.passage, cosine: 1 - distances[at]! }))
  }
  const index: SearchIndex = {
    views,
    tokens,
    statistics,
    means,
    lexical: createLexicalIndex(lexical, passages),
    centroids: createCentroids(centroids),
    idf: inverseDocumentFrequency(countTokens(tokens), views.length),
    textView: (passage) => byPassage[passage]!.text,
    contextView: (passage) => byPassage[passage]!.context,
    sentenceViews: (passage) => byPassage[passage]!.sentences,
    questionViews: (passage) => byPassage[passage]!.questions,
    offTopicViews,
    beforeView: (passage) => byPassage[passage]!.before,
    nearestQuestions: (mean, count) => nearestIn('questions', mean, count),
    nearestTexts: (mean, count) => nearestIn('texts', mean, count),
    read: () => index,
    async without(others) {
      const hide = (view: View) => hidden(view) || others(view)
      const left: IndexParts = {
        ...rest,
        centroids: await fitCentroids(questionVectors(passages, views, means, hide), dimensions),
        lexical: collectTerms(lexicalTexts(passages, views, hide)),
      }
      return createSearchIndex(left, passages, hide)
    },
  }
  return index
}

async function vectorsOf(view: View, embedder: Embedder, statistics: TokenStatistics): Promise<KnownVectors> {
  const embedded = await embedder.embed(view.text, embeddedAs(view))
  const { tokens, vectors } = comparable(embedded, statistics)
  return {
    mean: quantise(embedded.mean, embedder.dimensions),
    ofTokens: quantise(vectors, embedder.dimensions),
    tokens,
  }
}

/** For each passage the texts that may match it by words: its text with context, and its example questions. */
function lexicalTexts(
  passages: number,
  views: readonly View[],
  hidden: (view: View) => boolean = () => false,
): LexicalTexts[] {
  const texts = Array.from({ length: passages }, () => ({ own: '', questions: [] as string[] }))
  for (const view of views) {
    const own = texts[view.passage]
    if (!own || hidden(view)) continue
    if (view.kind === 'context') own.own = view.text
    if (view.kind === 'question') own.questions.push(view.text)
  }
  return texts
}

/** For each passage the means of its example questions. */
function questionVectors(
  passages: number,
  views: readonly View[],
  means: StoredVectors,
  hidden: (view: View) => boolean = () => false,
): Float32Array[][] {
  const vectors: Float32Array[][] = Array.from({ length: passages }, () => [])
  for (const [index, view] of views.entries()) {
    if (view.kind === 'question' && !hidden(view)) vectors[view.passage]?.push(dequantise(means, index))
  }
  return vectors
}

/** The rows of many views in one array. */
function concatenateRows(rows: readonly Quantised[], dimensions: number): StoredVectors {
  return {
    dimensions,
    starts: startsOf(rows.map(({ scales }) => scales.length)),
    bytes: concatenate(
      Uint8Array,
      rows.map(({ bytes }) => bytes),
    ),
    scales: concatenate(
      Float32Array,
      rows.map(({ scales }) => scales),
    ),
  }
}

function startsOf(counts: readonly number[]): Uint32Array {
  const starts = new Uint32Array(counts.length + 1)
  for (const [index, count] of counts.entries()) starts[index + 1] = starts[index]! + count
  return starts
}

export function concatenate<A extends Float32Array | Int32Array | Uint32Array | Uint8Array>(
  type: new (length: number) => A,
  arrays: readonly A[],
): A {
  const result = new type(arrays.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const array of arrays) {
    result.set(array as never, at)
    at += array.length
  }
  return result
}
