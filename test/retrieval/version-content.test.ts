import { expect, it } from 'vitest'
import { loadCorpus } from '../../src/corpus/load-corpus.ts'
import { openParts, vectorsIn } from '../../src/retrieval/open-index.ts'
import { contentOfParts, contentOfStream, OFF_TOPIC, type VersionContent } from '../../src/retrieval/version-content.ts'
import { DIMENSIONS, fakeEmbedder } from '../support/fake-embedder.ts'
import { folderWith, tinyFiles } from '../support/tiny-corpus.ts'

const corpusFolder = folderWith(tinyFiles())
const corpus = loadCorpus(corpusFolder, corpusFolder)
const statistics = { mean: new Float32Array(DIMENSIONS).fill(0.05), common: Int32Array.of() }
const parts = await openParts({
  corpus,
  corpusFolder,
  indexFolder: folderWith({}),
  modelFingerprint: 'model',
  embedder: fakeEmbedder(),
  statistics,
  onNotice: () => {},
  onProgress: () => {},
})

/** All of it, with terms by name: where each has its place is nobody's business. */
function read(content: VersionContent) {
  const passages = [...content.each()]
  const terms = [...content.terms()]
  return {
    passages: passages.map(({ words, ...rest }) => ({
      ...rest,
      words: Object.fromEntries(
        Array.from(words.places, (place, at) => [terms[place]!.term, [words.own[at], words.questions[at]]]),
      ),
    })),
    terms: Object.fromEntries(terms.map(({ term, ...rest }) => [term, rest])),
    parts: content.parts(),
  }
}

it('is the same from a stream of passages as from an index in memory', async () => {
  const vectorsOf = vectorsIn(parts)
  const embedded = (wanted: number) => {
    const views = parts.views.filter(({ passage }) => passage === wanted)
    return { views, vectors: views.map((view) => vectorsOf(view)!) }
  }
  const streamed = read(
    await contentOfStream({
      dimensions: DIMENSIONS,
      statistics,
      passages: corpus.passages.length,
      views: parts.views.length,
      passage: embedded,
      offTopic: () => embedded(OFF_TOPIC),
    }),
  )
  const { parts: expected, ...whole } = read(contentOfParts(parts))
  expect(streamed.passages).toEqual(whole.passages)
  expect(streamed.terms).toEqual(whole.terms)
  const { token_counts: counts, ...numbers } = streamed.parts
  expect(numbers).toEqual({ ...expected, token_counts: undefined })
  const pairs = (all: ArrayBufferView) => {
    const list = all as Int32Array
    return new Map(Array.from({ length: list.length / 2 }, (_, at) => [list[2 * at], list[2 * at + 1]]))
  }
  expect(pairs(counts!)).toEqual(pairs(expected.token_counts!))
})
