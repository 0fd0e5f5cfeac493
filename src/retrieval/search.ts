import type { EmbeddedText } from '../embedding/embedder.ts'
import { contentWords } from './lexical.ts'
import type { Lexicon } from './lexicon.ts'
import { heaviestTokens, type MaxSim, type QueryTokens } from './maxsim.ts'
import type { NearView, SearchIndex } from './search-index.ts'
import { comparable, dequantise } from './token-vectors.ts'
import { calibrate, type Evidence, fuse, type Signals, type Weights } from './weights.ts'

/** A passage that may answer a question, with its signals. */
export interface Candidate {
  /** Index in `corpus.passages`. */
  readonly passage: number
  readonly signals: Signals
  /** Weighted sum of the signals; higher fits better. */
  readonly score: number
  /** Its nearest example question, as an index of views; null when it has none. */
  readonly nearestQuestion: number | null
}

/** The result of a search. */
export interface SearchResult {
  /** Best first. Empty only for a question without a single token. */
  readonly candidates: readonly Candidate[]
  /** Probability, 0 to 1, that the first candidate answers the question. */
  readonly confidence: number
  readonly evidence: Evidence | null
}

/** A question ready to search with. */
export interface SearchQuery {
  readonly text: string
  /** Terms that mean the same as words of the text, for finding by words. */
  readonly expansion: readonly string[]
  readonly tokens: QueryTokens
  readonly mean: Float32Array
}

/** Makes an embedded question ready to search with. */
export function toQuery(
  text: string,
  embedded: EmbeddedText,
  index: SearchIndex,
  expansion: readonly string[] = [],
): SearchQuery {
  const { tokens, vectors } = comparable(embedded, index.statistics)
  return { text, expansion, tokens: weighTokens(tokens, vectors, index), mean: embedded.mean }
}

/**
 * Makes a query of a question in an index from its stored vectors, without a model.
 * @param view one that was embedded as a query.
 */
export function storedQuery(view: number, index: SearchIndex, lexicon: Lexicon): SearchQuery {
  const { starts, tokens } = index.tokens
  const { text } = index.views[view]!
  return {
    text,
    expansion: lexicon.expand(text, index.lexical.knows),
    tokens: weighTokens(tokens.subarray(starts[view]!, starts[view + 1]!), dequantise(index.tokens, view), index),
    mean: dequantise(index.means, view),
  }
}

/** The tokens of a query that MaxSim compares, weighted by idf. */
function weighTokens(tokens: Int32Array, vectors: Float32Array, index: SearchIndex): QueryTokens {
  return heaviestTokens({ vectors, weights: Float32Array.from(tokens, (token) => Math.max(0, index.idf(token))) })
}

/** Nearest views that give candidates; a passage counts once, however many of its views are near. */
const NEAREST_VIEWS = 64
/** Candidates by vectors and, in addition, by words. */
const CANDIDATES_BY_VECTOR = 12
const CANDIDATES_BY_WORD = 4
/** Example questions of a candidate that are compared token by token: those nearest by cosine. */
const QUESTIONS_COMPARED = 8
/** Off-topic questions compared token by token. */
const OFF_TOPIC_COMPARED = 16

/**
 * Ranks the passages of an index for a question. Candidates come from the nearest views (HNSW) and from BM25; late
 * interaction over their texts and nearest example questions reranks them.
 */
export async function search(
  query: SearchQuery,
  index: SearchIndex,
  maxsim: MaxSim,
  weights: Pick<Weights, 'fusion' | 'calibration'>,
): Promise<SearchResult> {
  const { mean, tokens } = query
  if (tokens.weights.length === 0) return { candidates: [], confidence: 0, evidence: null }
  const bm25 = index.lexical.search(query.text, query.expansion)
  const passages = candidatePassages(mean, bm25, index)
  const { questions, offTopic } = await nearestByMean(mean, passages, index, maxsim)
  const views = passages.flatMap((passage, at) => [
    index.contextView(passage),
    ...questions[at]!.map(({ view }) => view),
  ])
  const scores = await maxsim(tokens, index.tokens, [...views, ...offTopic.map(({ view }) => view)])

  const centroid = index.centroids.similarity(mean, passages)
  let at = 0
  const near: number[] = []
  const cosines: number[] = []
  const candidates = passages.map((passage, order): Candidate => {
    const maxsimContext = scores[at++]!
    const compared = questions[order]!.map(({ view }) => ({ view, score: scores[at++]! })).sort(
      (a, b) => b.score - a.score,
    )
    for (const { score } of compared) near.push(score)
    for (const { cosine } of questions[order]!) cosines.push(cosine)
    // A passage without example questions is judged by its own text alone.
    const ofQuestions = compared.length > 0 ? compared.map(({ score }) => score) : [maxsimContext]
    const signals: Signals = {
      maxsimContext,
      maxsimQuestions2: meanOfLargest(ofQuestions, 2),
      maxsimQuestions8: meanOfLargest(ofQuestions, 8),
      bm25: bm25.get(passage) ?? 0,
      centroid: centroid[order]!,
    }
    return { passage, signals, score: fuse(signals, weights.fusion), nearestQuestion: compared[0]?.view ?? null }
  })
  candidates.sort((a, b) => b.score - a.score || a.passage - b.passage)

  const best = candidates[0]!
  const off = scores.subarray(at)
  const offCosines = offTopic.map(({ cosine }) => cosine)
  const words = [...new Set(contentWords(query.text))]
  const known = words.filter((word) => index.lexical.knows(word)).length
  const evidence: Evidence = {
    questionsOverOffTopic1: meanOfLargest(near, 1) - meanOfLargest(off, 1),
    questionsOverOffTopic4: meanOfLargest(near, 4) - meanOfLargest(off, 4),
    bestOverOffTopic2: best.signals.maxsimQuestions2 - meanOfLargest(off, 2),
    cosineOverOffTopic1: meanOfLargest(cosines, 1) - meanOfLargest(offCosines, 1),
    cosineOverOffTopic4: meanOfLargest(cosines, 4) - meanOfLargest(offCosines, 4),
    ...best.signals,
    score: best.score,
    knownShare: words.length > 0 ? known / words.length : 0,
    unknownWords: Math.log1p(words.length - known),
    length: Math.log1p(words.length),
  }
  return { candidates, confidence: calibrate(evidence, weights.calibration), evidence }
}

function candidatePassages(mean: Float32Array, bm25: ReadonlyMap<number, number>, index: SearchIndex): number[] {
  const passages = new Set<number>()
  for (const { view } of index.nearestViews(mean, NEAREST_VIEWS)) {
    passages.add(index.views[view]!.passage)
    if (passages.size === CANDIDATES_BY_VECTOR) break
  }
  const limit = passages.size + CANDIDATES_BY_WORD
  for (const passage of bm25.keys()) {
    if (passages.size === limit) break
    passages.add(passage)
  }
  return [...passages]
}

/** The example questions of each passage, and the off-topic ones, that are compared token by token. */
async function nearestByMean(mean: Float32Array, passages: readonly number[], index: SearchIndex, maxsim: MaxSim) {
  const lists = [...passages.map((passage) => index.questionViews(passage)), index.offTopicViews]
  // For thousands of numbers, `lists.flat()` would take as long as comparing them.
  const all: number[] = []
  for (const views of lists) for (const view of views) all.push(view)
  // MaxSim of one vector with views of one vector each is their cosine.
  const cosines = await maxsim({ vectors: mean, weights: Float32Array.of(1) }, index.means, all)
  let end = 0
  const near = lists.map((views, at) => {
    const start = end
    end += views.length
    const count = at < passages.length ? QUESTIONS_COMPARED : OFF_TOPIC_COMPARED
    return nearest(views, cosines.subarray(start, end), count)
  })
  return { questions: near.slice(0, -1), offTopic: near.at(-1)! }
}

/** The `count` views with the highest cosines, in the order of the views. */
function nearest(views: readonly number[], cosines: Float32Array, count: number): NearView[] {
  return placesOfLargest(cosines, count)
    .map((at) => ({ view: views[at]!, cosine: cosines[at]! }))
    .sort((a, b) => a.view - b.view)
}

/** Mean of the `count` largest numbers, or of all when there are fewer; 0 of none. */
function meanOfLargest(values: ArrayLike<number>, count: number): number {
  const places = placesOfLargest(values, count)
  return places.reduce((sum, at) => sum + values[at]!, 0) / Math.max(places.length, 1)
}

/** Indices of the `count` largest numbers, or of all when there are fewer, largest first. */
function placesOfLargest(values: ArrayLike<number>, count: number): number[] {
  const places: number[] = []
  for (let at = 0; at < values.length; at++) {
    const value = values[at]!
    if (places.length === count && value <= values[places[count - 1]!]!) continue
    let place = Math.min(places.length, count - 1)
    for (; place > 0 && values[places[place - 1]!]! < value; place--) places[place] = places[place - 1]!
    places[place] = at
  }
  return places
}
