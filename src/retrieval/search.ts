import { type Comparison, featuresOf } from './features.ts'
import { contentWords } from './lexical.ts'
import type { MaxSim } from './maxsim.ts'
import { createNetwork, type Network, sigmoid } from './network.ts'
import type { NearView, PassageIndex, WordScores } from './passage-index.ts'
import { placesOfLargest } from './places-of-largest.ts'
import type { SearchQuery } from './query.ts'

/** A passage that may answer a question. */
export interface Candidate {
  /** Index in `corpus.passages`. */
  readonly passage: number
  /** The numbers that `FEATURES` names. */
  readonly features: readonly number[]
  /** 0 to 1, that the passage answers the question. */
  readonly probability: number
  /** The logit of the probability; higher fits better. */
  readonly score: number
  /** Its nearest example question; null when it has none. */
  readonly nearestQuestion: string | null
}

/** The result of a search. */
export interface SearchResult {
  /** Best first. Empty only for a question without a single token. */
  readonly candidates: readonly Candidate[]
  /** Probability, 0 to 1, that the first candidate answers the question; 0 when there is none. */
  readonly confidence: number
}

/** Nearest views of each kind that give candidates; a passage counts once, however many of its views are near. */
const NEAREST_VIEWS = 64
/** Candidates by example questions, by texts, and by words of either: each way in has places of its own. */
const CANDIDATES_BY_QUESTION = 12
const CANDIDATES_BY_TEXT = 8
const CANDIDATES_BY_WORD = 4
/** Example questions of a candidate that are compared token by token: those nearest by cosine. */
const QUESTIONS_COMPARED = 8
/** Off-topic questions compared token by token. */
const OFF_TOPIC_COMPARED = 16

/**
 * Ranks the passages of an index for a question. Candidates come from the nearest example questions and the nearest texts
 * (HNSW), and from BM25; a network tells from many comparisons how probably each one answers.
 * @returns ranks the passages for a query; `also` are candidates even if they are not near.
 */
export function createSearch(
  index: PassageIndex,
  maxsim: MaxSim,
  network: Network,
): (query: SearchQuery, also?: readonly number[]) => Promise<SearchResult> {
  const logitOf = createNetwork(network)
  return async (query, also) => {
    const found = await compareCandidates(query, index, maxsim, also)
    const candidates = found
      .map(({ passage, features, nearestQuestion }): Candidate => {
        const score = logitOf(features)
        return { passage, features, probability: sigmoid(score), score, nearestQuestion }
      })
      .sort((a, b) => b.score - a.score || a.passage - b.passage)
    return { candidates, confidence: candidates[0]?.probability ?? 0 }
  }
}

/** The candidates of a question with their features, in no order: what a network judges, and learns from. */
export async function compareCandidates(
  query: SearchQuery,
  index: PassageIndex,
  maxsim: MaxSim,
  also: readonly number[] = [],
): Promise<Pick<Candidate, 'passage' | 'features' | 'nearestQuestion'>[]> {
  const { mean, tokens } = query
  if (tokens.weights.length === 0) return []
  // A database works on the three side by side.
  const [found, nearQuestions, nearTexts] = await Promise.all([
    index.lexical.search(query.text, CANDIDATES_BY_WORD, query.expansion),
    index.nearestQuestions(mean, NEAREST_VIEWS),
    index.nearestTexts(mean, NEAREST_VIEWS),
  ])
  const passages = [...new Set([...candidatePassages(found, nearQuestions, nearTexts), ...also])]
  const [stored, wordsOwn, wordsQuestions] = await Promise.all([
    index.read(passages),
    found.own.of(passages),
    found.questions.of(passages),
  ])
  const texts = passages.map((passage) => ({
    context: stored.contextView(passage),
    text: stored.textView(passage),
    before: stored.beforeView(passage),
    sentences: stored.sentenceViews(passage),
  }))
  const ownViews = texts.flatMap(({ context, text, before, sentences }) =>
    before < 0 ? [text, context, ...sentences] : [text, context, before, ...sentences],
  )
  const banks = [...passages.map((passage) => stored.questionViews(passage)), stored.offTopicViews]
  // For thousands of numbers, `banks.flat()` would take as long as comparing them.
  const all: number[] = [...ownViews]
  for (const views of banks) for (const view of views) all.push(view)
  // MaxSim of one vector with views of one vector each is their cosine.
  const cosines = await maxsim({ vectors: mean, weights: Float32Array.of(1) }, stored.means, all)
  let end = ownViews.length
  const near = banks.map((views, at) => {
    const start = end
    end += views.length
    return nearest(views, cosines.subarray(start, end), at < passages.length ? QUESTIONS_COMPARED : OFF_TOPIC_COMPARED)
  })
  const compared = [...ownViews]
  for (const { views } of near) compared.push(...views)
  const maxsims = await maxsim(tokens, stored.tokens, compared)

  let own = 0
  const closeness = () => ({ cosine: cosines[own]!, maxsim: maxsims[own++]! })
  let at = ownViews.length
  const bank = ({ views }: { readonly views: readonly number[] }) => {
    const scored = views.map((view) => ({ view, maxsim: maxsims[at++]! }))
    return scored.sort((a, b) => b.maxsim - a.maxsim)
  }
  const centroids = stored.centroids.similarity(mean, passages)
  const nearestQuestions: (string | null)[] = []
  const comparisons = passages.map((passage, order): Comparison => {
    const { before, sentences } = texts[order]!
    const ofText = closeness()
    const ofContext = closeness()
    const ofBefore = before < 0 ? null : closeness()
    const ofSentences = sentences.map(closeness)
    const questions = bank(near[order]!)
    nearestQuestions.push(questions[0] ? stored.views[questions[0].view]!.text : null)
    return {
      text: ofText,
      context: ofContext,
      before: ofBefore,
      sentence: {
        cosine: Math.max(...ofSentences.map(({ cosine }) => cosine)),
        maxsim: Math.max(...ofSentences.map(({ maxsim }) => maxsim)),
      },
      wordsOwn: wordsOwn[order]!,
      wordsQuestions: wordsQuestions[order]!,
      questionCosines: near[order]!.cosines,
      questionMaxsims: questions.map(({ maxsim }) => maxsim),
      questions: stored.questionViews(passage).length,
      centroid: centroids[order]!,
      length: wordCount(stored.views[stored.textView(passage)]!.text),
      lengthBefore: before < 0 ? 0 : wordCount(stored.views[before]!.text),
    }
  })
  const offTopic = near.at(-1)!
  const words = [...new Set(contentWords(query.text))]
  const rows = featuresOf(comparisons, {
    offTopicCosines: offTopic.cosines,
    offTopicMaxsims: bank(offTopic).map(({ maxsim }) => maxsim),
    words: words.length,
    knownWords: words.filter((word) => index.lexical.knows(word)).length,
  })
  return passages.map((passage, order) => ({
    passage,
    features: rows[order]!,
    nearestQuestion: nearestQuestions[order]!,
  }))
}

function candidatePassages(
  words: Readonly<Record<'own' | 'questions', WordScores>>,
  questions: readonly NearView[],
  texts: readonly NearView[],
): number[] {
  const passages = new Set<number>()
  const add = (from: Iterable<number>, count: number) => {
    const own = new Set<number>()
    for (const passage of from) {
      own.add(passage)
      passages.add(passage)
      if (own.size === count) return
    }
  }
  const passageOf = ({ passage }: NearView) => passage
  add(questions.map(passageOf), CANDIDATES_BY_QUESTION)
  add(texts.map(passageOf), CANDIDATES_BY_TEXT)
  add(words.own.best, CANDIDATES_BY_WORD)
  add(words.questions.best, CANDIDATES_BY_WORD)
  return [...passages]
}

/** The `count` views with the highest cosines, in the order of the views, and these cosines, largest first. */
function nearest(views: readonly number[], cosines: Float32Array, count: number) {
  const places = placesOfLargest(cosines, count)
  return {
    cosines: places.map((at) => cosines[at]!),
    views: places.map((at) => views[at]!).sort((a, b) => a - b),
  }
}

function wordCount(text: string): number {
  return text.split(/\s+/).length
}
