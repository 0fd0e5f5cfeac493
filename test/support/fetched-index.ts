import type { PassageIndex, PassageViews } from '../../src/retrieval/passage-index.ts'
import type { SearchIndex } from '../../src/retrieval/search-index.ts'
import type { ComparedVectors, StoredVectors } from '../../src/retrieval/token-vectors.ts'

/** What an index elsewhere would give: everything later, vectors of the passages that are asked for alone, and views numbered anew. */
export function fetchedIndex(index: SearchIndex): PassageIndex & { readonly asked: readonly (readonly number[])[] } {
  const asked: (readonly number[])[] = []
  const { statistics, idf, lexical } = index
  return {
    asked,
    statistics,
    idf,
    lexical: {
      knows: lexical.knows,
      correct: lexical.correct,
      async search(...question) {
        const { own, questions } = lexical.search(...question)
        return {
          own: { best: own.best, of: async (passages) => own.of(passages) },
          questions: { best: questions.best, of: async (passages) => questions.of(passages) },
        }
      },
    },
    nearestQuestions: async (mean, count) => index.nearestQuestions(mean, count).map((near) => ({ ...near, view: -1 })),
    nearestTexts: async (mean, count) => index.nearestTexts(mean, count).map((near) => ({ ...near, view: -1 })),
    async read(passages) {
      asked.push(passages)
      return excerptOf(index, passages)
    },
  }
}

function excerptOf(index: SearchIndex, passages: readonly number[]): PassageViews {
  const wanted = index.views.flatMap(({ passage }, view) => (passage < 0 || passages.includes(passage) ? [view] : []))
  const renumbered = (views: readonly number[]) => views.map((view) => wanted.indexOf(view))
  return {
    views: wanted.map((view) => index.views[view]!),
    means: inPieces(rowsOf(index.means, wanted)),
    tokens: inPieces(rowsOf(index.tokens, wanted)),
    centroids: index.centroids,
    textView: (passage) => wanted.indexOf(index.textView(passage)),
    contextView: (passage) => wanted.indexOf(index.contextView(passage)),
    beforeView: (passage) => wanted.indexOf(index.beforeView(passage)),
    sentenceViews: (passage) => renumbered(index.sentenceViews(passage)),
    questionViews: (passage) => renumbered(index.questionViews(passage)),
    offTopicViews: renumbered(index.offTopicViews),
  }
}

/** As they are fetched: in pieces, here of three rows. */
function inPieces({ bytes, ...others }: StoredVectors): ComparedVectors {
  const size = 3 * others.dimensions
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
    bytes.subarray(at * size, (at + 1) * size),
  )
  return { ...others, bytes: pieces }
}

function rowsOf({ dimensions, starts, bytes, scales }: StoredVectors, views: readonly number[]): StoredVectors {
  const rows = views.flatMap((view) =>
    Array.from({ length: starts[view + 1]! - starts[view]! }, (_, row) => starts[view]! + row),
  )
  const counts = views.map((view) => starts[view + 1]! - starts[view]!)
  return {
    dimensions,
    starts: Uint32Array.from([
      0,
      ...counts.map((_, at) => counts.slice(0, at + 1).reduce((sum, count) => sum + count, 0)),
    ]),
    bytes: Uint8Array.from(rows.flatMap((row) => [...bytes.subarray(row * dimensions, (row + 1) * dimensions)])),
    scales: Float32Array.from(rows, (row) => scales[row]!),
  }
}
