import { type Corpus, loadCorpus } from '../../src/corpus/load-corpus.ts'
import { openIndex } from '../../src/retrieval/open-index.ts'
import type { SearchIndex } from '../../src/retrieval/search-index.ts'
import { dequantise } from '../../src/retrieval/token-vectors.ts'
import { DIMENSIONS, fakeEmbedder } from './fake-embedder.ts'

/** What came of opening an index with a fake model. */
export interface Opened {
  readonly corpus: Corpus
  readonly index: SearchIndex
  /** Lines for the operator. */
  readonly notices: readonly string[]
  /** Texts that the model was given. */
  readonly embedded: readonly string[]
  /** Calls of the progress. */
  readonly progress: readonly (readonly [number, number])[]
}

/** Opens the index of a corpus in a folder, with a fake model of its own name. */
export async function openTinyIndex(
  corpusFolder: string,
  indexFolder: string,
  model = 'model',
  dimensions = DIMENSIONS,
): Promise<Opened> {
  const embedder = fakeEmbedder(dimensions)
  const notices: string[] = []
  const progress: [number, number][] = []
  const corpus = loadCorpus(corpusFolder, corpusFolder)
  const index = await openIndex({
    corpus,
    corpusFolder,
    indexFolder,
    modelFingerprint: model,
    embedder,
    statistics: { mean: new Float32Array(dimensions).fill(0.05), common: Int32Array.of() },
    onNotice: (line) => notices.push(line),
    onProgress: (done, all) => progress.push([done, all]),
  })
  return { corpus, index, notices, embedded: embedder.embedded, progress }
}

/** Everything that an index tells, as data: equal indexes give equal contents. */
export function contentOf({ index, corpus }: Opened): unknown {
  const views = index.views.map((_, view) => view)
  const mean = (view: number) => dequantise(index.means, view)
  const passages = corpus.passages.map((_, passage) => passage)
  return {
    views: index.views,
    tokens: index.tokens,
    statistics: index.statistics,
    means: index.means,
    near: views.map((view) => [index.nearestQuestions(mean(view), 5), index.nearestTexts(mean(view), 5)]),
    offTopic: index.offTopicViews,
    centroids: views.map((view) => index.centroids.similarity(mean(view), passages)),
    idf: [...index.tokens.tokens].map((token) => index.idf(token)),
    words: passages.map((passage) => {
      const { own, questions } = index.lexical.search(index.views[index.textView(passage)]!.text, 5)
      return [own.best, questions.best, own.of(passages), questions.of(passages)]
    }),
    places: passages.map((passage) => [
      index.textView(passage),
      index.contextView(passage),
      index.sentenceViews(passage),
      index.beforeView(passage),
      index.questionViews(passage),
    ]),
  }
}
