import { join } from 'node:path'
import { setImmediate as pause } from 'node:timers/promises'
import { createAnswerer, type ExplainingAnswerer } from './answering/create-answerer.ts'
import { createTerms } from './answering/terms.ts'
import { type Config, PATHS } from './config/config.ts'
import { loadCounterparts } from './corpus/counterparts.ts'
import { type FormerPassage, loadFormer } from './corpus/former.ts'
import { type Corpus, loadCorpusInSlices } from './corpus/load-corpus.ts'
import { finishReplacing } from './corpus/replace.ts'
import { loadTerms, type Term } from './corpus/terms.ts'
import { loadVoices } from './corpus/voices.ts'
import { verifyChecksum } from './embedding/checksums.ts'
import { type Embedder, loadEmbedder } from './embedding/embedder.ts'
import { fingerprintModel, fingerprintProjected } from './embedding/fingerprint.ts'
import type { Model } from './embedding/model.ts'
import { openReranker } from './embedding/open-reranker.ts'
import { loadProjection } from './embedding/projection.ts'
import type { Reranker } from './embedding/reranker.ts'
import { loadAbbreviations } from './retrieval/abbreviations.ts'
import { loadLexicon } from './retrieval/lexicon.ts'
import { loadMaxSim, type MaxSim } from './retrieval/maxsim.ts'
import { openIndex } from './retrieval/open-index.ts'
import type { SearchIndex } from './retrieval/search-index.ts'
import { createSearcher, type Searcher } from './retrieval/searcher.ts'
import type { TokenStatistics } from './retrieval/token-vectors.ts'
import type { View } from './retrieval/views.ts'
import { loadWeights, projectionOf, type Weights } from './retrieval/weights.ts'
import { loadSafety, type Safety } from './safety/danger.ts'
import { loadRequests } from './safety/request.ts'
import { senseDanger } from './safety/sense-danger.ts'
import { loadSignposts } from './safety/signposts.ts'

/** Everything that answers questions, for any room that shows answers. */
export interface Product {
  readonly corpus: Corpus
  readonly terms: readonly Term[]
  /** What the documents said before. */
  readonly former: readonly FormerPassage[]
  readonly answerer: ExplainingAnswerer
  readonly safety: Safety
  readonly searcher: Searcher
  readonly index: SearchIndex
  readonly embedder: Embedder
  readonly weights: Weights
}

/** Called while the product opens. */
export interface OpenListener {
  /** One line for the operator. */
  onNotice(line: string): void
  /** Progress of building the index, when it has to be built. */
  onProgress(done: number, all: number): void
}

/** Leaves a part out, to measure what it is worth. */
export interface Ablation {
  readonly changeWeights: (weights: Weights) => Weights
  /** Which views are left out of the index; null for none. */
  readonly hide: ((view: View) => boolean) | null
}

/** Loaded once, however often the corpus changes. */
export interface Models {
  readonly embedder: Embedder
  readonly maxsim: MaxSim
  readonly weights: Weights
  /** Null for none. */
  readonly reranker: Reranker | null
  /** Whether the weights were learned with this model. */
  readonly isTuned: boolean
  /** Of everything but the texts that vectors depend on, in hexadecimal. */
  readonly fingerprint: string
}

/**
 * @param open opens the model, given the path of its ONNX file; default: in this thread.
 * @param onNotice gets lines for the operator about the reranker, now and when it fails.
 * @throws Error naming a file that is missing or damaged, and what to do.
 */
export async function loadModels(
  config: Config,
  open?: (path: string) => Promise<Model>,
  onNotice: OpenListener['onNotice'] = () => {},
): Promise<Models> {
  for (const path of [PATHS.maxsim, PATHS.project, PATHS.weights]) verifyChecksum(path)
  const weights = loadWeights(PATHS.weights)
  const model = fingerprintModel(config.model)
  // Weights that were learned with another model mean nothing to this one.
  const projection = model === weights.model ? projectionOf(weights) : null
  const project = projection ? await loadProjection(PATHS.project, projection) : undefined
  const [embedder, maxsim] = await Promise.all([
    loadEmbedder(config.model, { open, project }),
    loadMaxSim(PATHS.maxsim),
  ])
  const reranker = config.reranker && (await openReranker(config.reranker, onNotice))
  if (reranker && weights.reranking?.reranker !== reranker.fingerprint) {
    onNotice(
      'The weights were not tuned with this reranker: it only orders the best passages. Run "npm run tune" to let it count in what is answered.',
    )
  }
  const fingerprint = projection ? fingerprintProjected(model, projection) : model
  return { embedder, maxsim, weights, reranker, isTuned: projection !== null, fingerprint }
}

/**
 * Opens the corpus, the model, the index and the weights: everything that answers questions.
 * @param models default: they are loaded now.
 * @throws CorpusError, or an Error that names a file or variable and says what to do.
 */
export async function openProduct(
  config: Config,
  listener: OpenListener,
  ablation: Ablation | null = null,
  models: Models | null = null,
): Promise<Product> {
  finishReplacing(config.corpusFolder)
  // While a changed corpus is opened, questions are answered in the pauses.
  const corpus = await loadCorpusInSlices(config.corpusFolder)
  const safety = loadSafety(join(config.corpusFolder, 'safety.yaml'))
  await pause()
  const requests = loadRequests(join(config.corpusFolder, 'requests.yaml'))
  const signpostFor = loadSignposts(join(config.corpusFolder, 'signposts.yaml'), corpus)
  const lexicon = loadLexicon(join(config.corpusFolder, 'lexicon.yaml'))
  const abbreviate = loadAbbreviations(join(config.corpusFolder, 'abbreviations.yaml'))
  const counterparts = loadCounterparts(config.corpusFolder, corpus)
  const terms = loadTerms(config.corpusFolder, corpus)
  const former = loadFormer(config.corpusFolder, corpus)
  const listedVoices = loadVoices(join(config.corpusFolder, 'voices.yaml'), corpus)
  await pause()
  const loaded = models ?? (await loadModels(config, undefined, listener.onNotice))
  const { embedder, maxsim, weights: learned, reranker, isTuned, fingerprint } = loaded
  const weights = ablation ? ablation.changeWeights(learned) : learned
  if (!isTuned) {
    listener.onNotice(
      'The weights were tuned for another model: answers may be wrong or missing. Run "npm run tune" with the present EMBEDDING_MODEL.',
    )
  }
  const whole = await openIndex({
    corpus,
    corpusFolder: config.corpusFolder,
    indexFolder: config.indexFolder,
    modelFingerprint: fingerprint,
    embedder,
    statistics: isTuned ? statisticsOf(weights) : noStatistics(embedder),
    ...listener,
  })
  const index = ablation?.hide ? await whole.without(ablation.hide) : whole
  const searcher = createSearcher({ corpus, embedder, index, maxsim, lexicon, abbreviate, weights, reranker })
  const answerer = createAnswerer({
    corpus,
    counterparts,
    listedVoices,
    searcher,
    detectDanger: safety.detect,
    senseDanger: isTuned ? senseDanger(weights.danger) : () => null,
    detectRequest: requests.detect,
    signpostFor,
    termAsked: createTerms(terms, abbreviate),
  })
  return { corpus, terms, former, answerer, safety, searcher, index, embedder, weights }
}

function statisticsOf({ tokenMean, commonTokens }: Weights): TokenStatistics {
  return { mean: Float32Array.from(tokenMean), common: Int32Array.from(commonTokens) }
}

function noStatistics({ dimensions }: Embedder): TokenStatistics {
  return { mean: new Float32Array(dimensions), common: new Int32Array(0) }
}
