import type { Corpus } from '../../src/corpus/load-corpus.ts'
import type { Candidate, Found, Searcher } from '../../src/retrieval/searcher.ts'

const CANDIDATES = 12

/**
 * A searcher without a model: what it finds depends on nothing but the question, and for most questions it finds an answer. So
 * everything around the model can be tried many thousand times.
 */
export function stubSearcher(corpus: Corpus): Searcher {
  const find = (text: string): Found => {
    const drawn = hash(text)
    const candidates = Array.from({ length: CANDIDATES }, (_, rank): Candidate => {
      // Another step for each question, so that its passages are not always neighbours.
      const passage = (drawn + rank * (1 + (drawn % 17))) % corpus.passages.length
      return { passage, features: [], probability: 0.8, score: 8 - 0.4 * rank, nearestQuestion: null }
    })
    const distinct = candidates.filter(
      (one, at) => candidates.findIndex(({ passage }) => passage === one.passage) === at,
    )
    const confidence = drawn % 10 === 0 ? 0.1 : drawn % 10 === 1 ? 0.4 : 0.8
    const query = {
      text,
      expansion: [],
      tokens: { vectors: new Float32Array(0), weights: new Float32Array(0) },
      mean: new Float32Array(0),
    }
    return { query, confidence, candidates: distinct }
  }
  return {
    thresholds: { answered: 0.5, beside: 0.5, related: 0.3 },
    search: async (question) => find(question),
    likeness: async (words, others) => others.map((other) => -Math.abs(other.length - words.length)),
    correct: () => null,
    rerank: async (found) => found,
    rank: async ({ text }) => find(text),
    bestSentences: async ({ text }, passages) =>
      passages.map((passage) => {
        const { sentences } = corpus.passages[passage]!
        return sentences.length < 2 ? null : (sentences[hash(text) % sentences.length] ?? null)
      }),
  }
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
  return value >>> 0
}
