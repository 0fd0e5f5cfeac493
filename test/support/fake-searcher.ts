import type { Corpus } from '../../src/corpus/load-corpus.ts'
import type { Candidate, Found, Searcher } from '../../src/retrieval/searcher.ts'

/** What a search finds: passages by their first words, best first, with a score and how probably they answer. */
export interface Finding {
  readonly confidence: number
  readonly passages: readonly (readonly [begin: string, score: number, probability?: number])[]
}

/** Questions that a searcher was asked. */
export type FakeSearcher = Searcher & { readonly asked: string[] }

/** A mean vector that tells its text. */
export function fakeMean(text: string): Float32Array {
  return Float32Array.from(text, (letter) => letter.codePointAt(0)!)
}

/** The text of such a vector. */
export function textOfMean(mean: Float32Array): string {
  return String.fromCodePoint(...mean)
}

/** A searcher that finds what it is told to, and finds the last sentence of a passage the best. Words of one length mean the same. */
export function fakeSearcher(
  corpus: Corpus,
  find: (question: string) => Finding,
  correct: (question: string) => string | null = () => null,
): FakeSearcher {
  const asked: string[] = []
  const candidateOf = ([begin, score, probability = 0.6]: Finding['passages'][number]): Candidate => {
    const passage = corpus.passages.findIndex(({ text }) => text.startsWith(begin))
    if (passage < 0) throw new Error(`No passage begins with "${begin}".`)
    return { passage, features: [], probability, score, nearestQuestion: null }
  }
  const found = (text: string): Found => {
    const { confidence, passages } = find(text)
    const query = {
      text,
      expansion: [],
      tokens: { vectors: new Float32Array(0), weights: new Float32Array(0) },
      mean: fakeMean(text),
    }
    return { query, confidence, candidates: passages.map(candidateOf) }
  }
  return {
    asked,
    thresholds: { answered: 0.5, beside: 0.5, related: 0.3 },
    search: async (question) => {
      asked.push(question)
      return found(question)
    },
    correct,
    likeness: async (words, others) => others.map((other) => -Math.abs(other.length - words.length)),
    rerank: async (found) => found,
    rank: async ({ text }) => found(text),
    bestSentences: async (_query, passages) =>
      passages.map((passage) => {
        const { sentences } = corpus.passages[passage]!
        return sentences.length < 2 ? null : sentences.at(-1)!
      }),
  }
}
