import { join } from 'node:path'
import { setImmediate as pause } from 'node:timers/promises'
import { createAnswerer, type ExplainingAnswerer } from './answering/create-answerer.ts'
import { createTerms } from './answering/terms.ts'
import { type Config, PATHS } from './config/config.ts'
import { type Counterparts, loadCounterparts } from './corpus/counterparts.ts'
import { type FormerPassage, loadFormer } from './corpus/former.ts'
import { loadIllnesses } from './corpus/illnesses.ts'
import {
  type Corpus,
  type ExampleQuestion,
  loadCorpusInSlices,
  loadExampleQuestionsInSlices,
} from './corpus/load-corpus.ts'
import { finishReplacing } from './corpus/replace.ts'
import { loadTerms, type Term } from './corpus/terms.ts'
import { loadVoices } from './corpus/voices.ts'
import type { Database, Queries } from './database/database.ts'
import { type FailFastOptions, failFast } from './database/fail-fast.ts'
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
import { fingerprintEmbedding, type OpenIndexOptions, openIndex, openParts } from './retrieval/open-index.ts'
import type { PassageIndex } from './retrieval/passage-index.ts'
import { filesOf, type Published, publish } from './retrieval/publish.ts'
import { openPublishedIndex } from './retrieval/published-index.ts'
import type { SearchIndex } from './retrieval/search-index.ts'
import { createSearcher, type Searcher } from './retrieval/searcher.ts'
import type { TokenStatistics } from './retrieval/token-vectors.ts'
import { currentVersion, type Version } from './retrieval/versions.ts'
import type { View } from './retrieval/views.ts'
import { loadWeights, projectionOf, type Weights } from './retrieval/weights.ts'
import { loadAsides } from './safety/asides.ts'
import { loadSafety, type Safety } from './safety/danger.ts'
import { loadRequests } from './safety/request.ts'
import { senseDanger } from './safety/sense-danger.ts'
import { loadSignposts } from './safety/signposts.ts'

/** Everything that answers questions, for any room that shows answers. */
export interface Product<Index extends PassageIndex = SearchIndex> {
  readonly corpus: Corpus
  readonly counterparts: Counterparts
  /** Reads the example questions of the corpus. */
  readonly exampleQuestions: () => Promise<ExampleQuestion[]>
  readonly terms: readonly Term[]
  /** What the documents said before. */
  readonly former: readonly FormerPassage[]
  readonly answerer: ExplainingAnswerer
  readonly safety: Safety
  readonly searcher: Searcher
  readonly index: Index
  readonly embedder: Embedder
  readonly weights: Weights
}

/** What answers, wherever its index is. */
export type AnsweringProduct = Product<PassageIndex>

/** Called while the product opens. */
export interface OpenListener {
  /** One line for the operator. */
  onNotice(line: string): void
  /** Progress of building the index, when it has to be built. */
  onProgress(done: number, all: number): void
  /** How long queries to the database of the index take, where there is one. */
  readonly onQuery?: NonNullable<FailFastOptions['onQuery']>
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
 * Opens the corpus, the model, the index and the weights: everything that answers questions, from the folders.
 * @param models default: they are loaded now.
 * @throws CorpusError, or an Error that names a file or variable and says what to do.
 */
export async function openProduct(
  config: Config,
  listener: OpenListener,
  ablation: Ablation | null = null,
  models: Models | null = null,
): Promise<Product<SearchIndex>> {
  finishReplacing(config.corpusFolder)
  return assemble(
    config.corpusFolder,
    () => models ?? loadModels(config, undefined, listener.onNotice),
    listener,
    ablation?.changeWeights ?? null,
    async (corpus, loaded) => {
      const whole = await openIndex(indexOptions(config, listener, corpus, loaded))
      return ablation?.hide ? whole.without(ablation.hide) : whole
    },
  )
}

/** What was published in a database, opened. */
export interface PublishedProduct {
  readonly product: AnsweringProduct
  readonly version: Version
}

/**
 * Opens what was published in a database; the files of its corpus are on no disk afterwards.
 * @throws DatabaseError, or an Error that says what to do when nothing was published for this program and model.
 */
export async function openPublished(
  queries: Queries,
  listener: OpenListener,
  models: Models,
  version: Version | null = null,
): Promise<PublishedProduct> {
  const published = version ?? (await currentVersion(queries))
  const publishing = 'Run "bronwijzer index --publish" with this program.'
  if (!published) throw new Error(`Nothing is published in the database of INDEX_URL. ${publishing}`)
  if (published.embedding !== embeddingOf(models)) {
    throw new Error(
      `What is published in the database of INDEX_URL was made with other weights or another EMBEDDING_MODEL. ${publishing}`,
    )
  }
  const files = filesOf(queries, published)
  const product = await files((folder) =>
    assemble(
      folder,
      () => models,
      listener,
      null,
      () => openPublishedIndex(failFast(queries, listener), published),
    ),
  )
  const exampleQuestions = () => files((folder) => loadExampleQuestionsInSlices(folder, product.corpus))
  return { product: { ...product, exampleQuestions }, version: published }
}

/**
 * Publishes the corpus of CORPUS_FOLDER, once its own questions find their answers in the database.
 * @param loaded default: the models are loaded now.
 * @throws DatabaseError, CorpusError, or an Error that says what is wrong; then everything stays as it was.
 */
export async function publishProduct(
  config: Config,
  database: Database,
  listener: OpenListener,
  findProblem: (product: AnsweringProduct, corpusFolder: string) => Promise<string | null>,
  loaded: Models | null = null,
): Promise<Published> {
  const models = loaded ?? (await loadModels(config, undefined, listener.onNotice))
  finishReplacing(config.corpusFolder)
  const corpus = await loadCorpusInSlices(config.corpusFolder)
  return publish(database, {
    corpusFolder: config.corpusFolder,
    passages: corpus.passages.length,
    embedding: embeddingOf(models),
    open: () => openParts(indexOptions(config, listener, corpus, models)),
    async check(queries, version) {
      const { product } = await openPublished(queries, listener, models, version)
      const problem = await findProblem(product, config.corpusFolder)
      if (problem !== null) throw new Error(`Nothing is published: ${problem}.`)
    },
  })
}

/** Puts together what answers questions about the corpus in a folder. */
async function assemble<Index extends PassageIndex>(
  corpusFolder: string,
  load: () => Models | Promise<Models>,
  listener: OpenListener,
  changeWeights: Ablation['changeWeights'] | null,
  open: (corpus: Corpus, models: Models) => Promise<Index>,
): Promise<Product<Index>> {
  // While a changed corpus is opened, questions are answered in the pauses.
  const corpus = await loadCorpusInSlices(corpusFolder)
  const safety = loadSafety(join(corpusFolder, 'safety.yaml'))
  await pause()
  const requests = loadRequests(join(corpusFolder, 'requests.yaml'))
  const signpostFor = loadSignposts(join(corpusFolder, 'signposts.yaml'), corpus)
  const lexicon = loadLexicon(join(corpusFolder, 'lexicon.yaml'))
  const abbreviate = loadAbbreviations(join(corpusFolder, 'abbreviations.yaml'))
  const counterparts = loadCounterparts(corpusFolder, corpus)
  const terms = loadTerms(corpusFolder, corpus)
  const former = loadFormer(corpusFolder, corpus)
  const illnesses = loadIllnesses(join(corpusFolder, 'illnesses.yaml'))
  const listedVoices = loadVoices(join(corpusFolder, 'voices.yaml'), corpus)
  await pause()
  const loaded = await load()
  const { embedder, maxsim, weights: learned, reranker, isTuned } = loaded
  const weights = changeWeights ? changeWeights(learned) : learned
  if (!isTuned) {
    listener.onNotice(
      'The weights were tuned for another model: answers may be wrong or missing. Run "npm run tune" with the present EMBEDDING_MODEL.',
    )
  }
  const index = await open(corpus, loaded)
  const searcher = createSearcher({ corpus, embedder, index, maxsim, lexicon, abbreviate, weights, reranker })
  const answerer = createAnswerer({
    corpus,
    counterparts,
    listedVoices,
    searcher,
    detectDanger: safety.detect,
    namedDanger: safety.named,
    senseDanger: isTuned ? senseDanger(weights.danger) : () => null,
    detectRequest: requests.detect,
    signpostFor,
    asideOf: loadAsides(join(corpusFolder, 'asides.yaml')),
    synonymsOf: (name) => lexicon.expand(name, () => false),
    illnesses,
    termAsked: createTerms(terms, abbreviate),
  })
  const exampleQuestions = () => loadExampleQuestionsInSlices(corpusFolder, corpus)
  return { corpus, counterparts, exampleQuestions, terms, former, answerer, safety, searcher, index, embedder, weights }
}

function indexOptions(
  { corpusFolder, indexFolder }: Config,
  listener: OpenListener,
  corpus: Corpus,
  models: Models,
): OpenIndexOptions {
  const { embedder, fingerprint } = models
  return {
    corpus,
    corpusFolder,
    indexFolder,
    modelFingerprint: fingerprint,
    embedder,
    statistics: statisticsFor(models),
    ...listener,
  }
}

function embeddingOf(models: Models): string {
  return fingerprintEmbedding(models.fingerprint, statisticsFor(models))
}

function statisticsFor({ isTuned, weights, embedder }: Models): TokenStatistics {
  return isTuned ? statisticsOf(weights) : noStatistics(embedder)
}

function statisticsOf({ tokenMean, commonTokens }: Weights): TokenStatistics {
  return { mean: Float32Array.from(tokenMean), common: Int32Array.from(commonTokens) }
}

function noStatistics({ dimensions }: Embedder): TokenStatistics {
  return { mean: new Float32Array(dimensions), common: new Int32Array(0) }
}
