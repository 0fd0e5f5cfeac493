// Builds the index of a corpus with a toy model, as a process of its own: CORPUS_FOLDER INDEX_FOLDER.
import { loadCorpus } from '../../dist/corpus/load-corpus.js'
import { openIndex } from '../../dist/retrieval/open-index.js'
import { dequantise } from '../../dist/retrieval/token-vectors.js'

const [corpusFolder, indexFolder] = process.argv.slice(2)
const corpus = loadCorpus(corpusFolder, corpusFolder)
const index = await openIndex({
  corpus,
  corpusFolder,
  indexFolder,
  modelFingerprint: 'toy',
  embedder: {
    dimensions: 4,
    maxTokens: 512,
    countTokens: (text) => text.length,
    async embed(text) {
      const mean = Float32Array.of(text.length, text.charCodeAt(0), text.charCodeAt(1) || 1, 30)
      const scale = 1 / Math.hypot(...mean)
      return {
        tokens: [text.length],
        tokenVectors: mean.map((value) => value * scale),
        mean: mean.map((value) => value * scale),
      }
    },
  },
  statistics: { mean: new Float32Array(4), common: Int32Array.of() },
  onNotice: (line) => process.stderr.write(`${line}\n`),
  onProgress: () => {},
})
process.stdout.write(JSON.stringify(index.views.map((_, view) => index.nearestTexts(dequantise(index.means, view), 3))))
