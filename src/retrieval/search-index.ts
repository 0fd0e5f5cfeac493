import hnswlib, { type HierarchicalNSW } from 'hnswlib-node'
import type { Corpus } from '../corpus/load-corpus.ts'
import type { Embedder } from '../embedding/embedder.ts'
import { type CentroidData, type Centroids, createCentroids, fitCentroids } from './centroids.ts'
import { buildLexicalIndex, type LexicalIndex } from './lexical.ts'
import { centre, inverseDocumentFrequency, quantise, type TokenVectors } from './token-vectors.ts'
import { embeddedAs, type View } from './views.ts'

/** A view found by its mean vector. */
export interface NearView {
  readonly view: number
  /** −1 to 1; with E5 almost always above 0.7. */
  readonly cosine: number
}

/** Everything that a question is compared with. */
export interface SearchIndex {
  readonly views: readonly View[]
  readonly tokens: TokenVectors
  readonly tokenMean: Float32Array
  readonly lexical: LexicalIndex
  readonly centroids: Centroids
  idf(token: number): number
  /** Unit-length mean vector of a view. */
  mean(view: number): Float32Array
  textView(passage: number): number
  contextView(passage: number): number
  sentenceViews(passage: number): readonly number[]
  questionViews(passage: number): readonly number[]
  nearestViews(mean: Float32Array, count: number): NearView[]
  nearestOffTopic(mean: Float32Array, count: number): NearView[]
  /** The same index without the views that `hidden` is true of: for tuning, a question must not find its author's others. */
  without(hidden: (view: View) => boolean): SearchIndex
}

/** What an index is made of, as it is saved. */
export interface IndexParts {
  readonly views: readonly View[]
  readonly dimensions: number
  /** Mean vectors, `views × dimensions`. */
  readonly means: Float32Array
  readonly tokens: TokenVectors
  readonly tokenMean: Float32Array
  readonly centroids: CentroidData
  readonly ofPassages: HierarchicalNSW
  readonly offTopic: HierarchicalNSW
}

/** Vectors of a view that were made before, to be used again. */
export interface KnownVectors {
  readonly mean: Float32Array
  readonly tokens: Int32Array
  readonly bytes: Uint8Array
  readonly scales: Float32Array
}

/** Neighbours of a node, and how widely building and searching look: recall at 10 is at least 0.99 (a test asserts it). */
const HNSW_NEIGHBOURS = 16
const HNSW_BUILD_WIDTH = 100
const HNSW_SEARCH_WIDTH = 100
const HNSW_SEED = 100

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
  tokenMean: Float32Array,
  known: (view: View) => KnownVectors | null,
  onProgress: (done: number, all: number) => void,
): Promise<IndexParts> {
  const { dimensions } = embedder
  const rows: KnownVectors[] = []
  for (const [index, view] of views.entries()) {
    rows.push(known(view) ?? (await vectorsOf(view, embedder, tokenMean)))
    onProgress(index + 1, views.length)
  }
  const means = concatenate(
    Float32Array,
    rows.map(({ mean }) => mean),
  )
  const tokens: TokenVectors = {
    dimensions,
    starts: startsOf(rows.map((row) => row.tokens.length)),
    tokens: concatenate(
      Int32Array,
      rows.map((row) => row.tokens),
    ),
    bytes: concatenate(
      Uint8Array,
      rows.map((row) => row.bytes),
    ),
    scales: concatenate(
      Float32Array,
      rows.map((row) => row.scales),
    ),
  }
  const centroids = fitCentroids(vectorsForCentroids(corpus.passages.length, views, means, dimensions), dimensions)
  const graph = (wanted: (view: View) => boolean) => {
    const labels = views.flatMap((view, index) => (wanted(view) ? [index] : []))
    const built = new hnswlib.HierarchicalNSW('ip', dimensions)
    built.initIndex(Math.max(labels.length, 1), HNSW_NEIGHBOURS, HNSW_BUILD_WIDTH, HNSW_SEED)
    for (const label of labels) built.addPoint(Array.from(meanAt(means, dimensions, label)), label)
    return built
  }
  return {
    views,
    dimensions,
    means,
    tokens,
    tokenMean,
    centroids,
    ofPassages: graph(({ kind }) => kind !== 'off-topic'),
    offTopic: graph(({ kind }) => kind === 'off-topic'),
  }
}

/** Makes parts, built or loaded, ready to search. */
export function createSearchIndex(
  parts: IndexParts,
  passages: number,
  hidden: (view: View) => boolean = () => false,
): SearchIndex {
  const { views, dimensions, means, tokens, tokenMean } = parts
  const byPassage = Array.from({ length: passages }, () => ({
    text: -1,
    context: -1,
    sentences: [] as number[],
    questions: [] as number[],
  }))
  for (const [index, view] of views.entries()) {
    const own = byPassage[view.passage]
    if (!own || hidden(view)) continue
    if (view.kind === 'text') own.text = index
    else if (view.kind === 'context') own.context = index
    else if (view.kind === 'sentence') own.sentences.push(index)
    else own.questions.push(index)
  }
  const mean = (view: number) => meanAt(means, dimensions, view)
  const anyHidden = views.some(hidden)
  const nearest = (graph: HierarchicalNSW) => (question: Float32Array, count: number) => {
    const size = graph.getCurrentCount()
    if (size === 0) return []
    graph.setEf(Math.max(HNSW_SEARCH_WIDTH, count))
    const filter = anyHidden ? (label: number) => !hidden(views[label]!) : undefined
    const { neighbors, distances } = graph.searchKnn(Array.from(question), Math.min(count, size), filter)
    return neighbors.map((view, at) => ({ view, cosine: 1 - distances[at]! }))
  }
  return {
    views,
    tokens,
    tokenMean,
    lexical: buildLexicalIndex(
      byPassage.map(({ context, questions }) => [context, ...questions].map((view) => views[view]!.text).join('\n')),
    ),
    centroids: createCentroids(
      anyHidden
        ? fitCentroids(vectorsForCentroids(passages, views, means, dimensions, hidden), dimensions)
        : parts.centroids,
    ),
    idf: inverseDocumentFrequency(tokens),
    mean,
    textView: (passage) => byPassage[passage]!.text,
    contextView: (passage) => byPassage[passage]!.context,
    sentenceViews: (passage) => byPassage[passage]!.sentences,
    questionViews: (passage) => byPassage[passage]!.questions,
    nearestViews: nearest(parts.ofPassages),
    nearestOffTopic: nearest(parts.offTopic),
    without: (others) => createSearchIndex(parts, passages, (view) => hidden(view) || others(view)),
  }
}

async function vectorsOf(view: View, embedder: Embedder, tokenMean: Float32Array): Promise<KnownVectors> {
  const embedded = await embedder.embed(view.text, embeddedAs(view))
  centre(embedded.tokenVectors, tokenMean)
  const count = embedded.tokens.length
  const bytes = new Uint8Array(count * embedder.dimensions)
  const scales = new Float32Array(count)
  quantise(embedded.tokenVectors, embedder.dimensions, { bytes, scales }, 0)
  return { mean: embedded.mean, tokens: Int32Array.from(embedded.tokens), bytes, scales }
}

/** For each passage the means of its example questions, or of its own text and context where it has none. */
function vectorsForCentroids(
  passages: number,
  views: readonly View[],
  means: Float32Array,
  dimensions: number,
  hidden: (view: View) => boolean = () => false,
): Float32Array[][] {
  const questions: Float32Array[][] = Array.from({ length: passages }, () => [])
  const own: Float32Array[][] = Array.from({ length: passages }, () => [])
  for (const [index, view] of views.entries()) {
    if (hidden(view)) continue
    if (view.kind === 'question') questions[view.passage]?.push(meanAt(means, dimensions, index))
    if (view.kind === 'text' || view.kind === 'context') own[view.passage]?.push(meanAt(means, dimensions, index))
  }
  return questions.map((list, passage) => (list.length > 0 ? list : own[passage]!))
}

function meanAt(means: Float32Array, dimensions: number, view: number): Float32Array {
  return means.subarray(view * dimensions, (view + 1) * dimensions)
}

function startsOf(counts: readonly number[]): Uint32Array {
  const starts = new Uint32Array(counts.length + 1)
  for (const [index, count] of counts.entries()) starts[index + 1] = starts[index]! + count
  return starts
}

function concatenate<A extends Float32Array | Int32Array | Uint8Array>(
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
