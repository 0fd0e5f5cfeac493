/** Learns the fusion weights and the calibration from the example questions, and writes embeddings/weights.json. */
import { join } from 'node:path'
import { questionParts } from '../answering/question-parts.ts'
import { PATHS, readConfig } from '../config/config.ts'
import { loadCorpus, loadExampleQuestions } from '../corpus/load-corpus.ts'
import { writeWithChecksum } from '../embedding/checksums.ts'
import { loadEmbedder } from '../embedding/embedder.ts'
import { fingerprintModel, fingerprintProjected } from '../embedding/fingerprint.ts'
import { loadProjection, type Projection } from '../embedding/projection.ts'
import { loadDangerExamples } from '../learning/danger-examples.ts'
import {
  type Case,
  type Choice,
  fitChoices,
  fitLogistic,
  fitScaling,
  standardise,
  unstandardise,
} from '../learning/fit.ts'
import { fitProjection } from '../learning/fit-projection.ts'
import { type DangerMessage, type LearnedDanger, learnDanger } from '../learning/learn-danger.ts'
import { loadLexicon } from '../retrieval/lexicon.ts'
import { loadMaxSim } from '../retrieval/maxsim.ts'
import { openIndex } from '../retrieval/open-index.ts'
import { search, storedQuery } from '../retrieval/search.ts'
import type { SearchIndex } from '../retrieval/search-index.ts'
import { dequantise } from '../retrieval/token-vectors.ts'
import { embeddedAs, type View, viewsOf } from '../retrieval/views.ts'
import {
  EVIDENCE,
  type Evidence,
  fuse,
  SIGNALS,
  type Signals,
  storedProjection,
  type Weights,
} from '../retrieval/weights.ts'
import { createProgress } from '../terminal/progress.ts'

/** Pull of the fusion weights and of the calibration towards 0. */
const FUSION_L2 = 0.001
const CALIBRATION_L2 = 0.001
/** Off-topic questions are scored in this many parts, each without itself: a question may not find itself. */
const OFF_TOPIC_FOLDS = 5
/**
 * Dimensions that vectors are projected to, of the 384 that the model gives. Success@1 across authors was 0.918 with all, 0.919
 * with 256 and with 192, 0.916 with 128.
 */
const DIMENSIONS = 192
/** Texts whose token vectors give the projection and the mean that is subtracted from all, and tell which tokens are common. */
const STATISTICS_KINDS: readonly View['kind'][] = ['text', 'context', 'question']
/** Share of the views from which a token is common. Success@1 across authors was 0.922 with 0.15, 0.919 with 0.1 and with 0.05. */
const COMMON = 0.15
/** Digits kept of the mean token vector: more than its int8 use can tell apart. */
const MEAN_DIGITS = 4

/** Share of answerable example questions that may fall below a threshold. */
const REFUSED_BY_ANSWERED = 0.07
const REFUSED_BY_RELATED = 0.03

const config = readConfig()
const corpus = loadCorpus(config.corpusFolder)
const questions = loadExampleQuestions(config.corpusFolder, corpus)
const maxsim = await loadMaxSim(PATHS.maxsim)
const lexicon = loadLexicon(join(config.corpusFolder, 'lexicon.yaml'))
const model = fingerprintModel(config.model)

const say = (line: string) => process.stderr.write(`${line}\n`)
const texts = viewsOf(corpus, questions).filter(({ kind }) => STATISTICS_KINDS.includes(kind))
const projection = await learnProjection()
const embedder = await loadEmbedder(config.model, { project: await loadProjection(PATHS.project, projection) })
const { tokenMean, commonTokens } = await tokenStatistics()
const index = await open()

const { danger: learned, sensed, alarmed } = await readDanger()
const danger: Weights['danger'] = { kinds: roundedModels(learned.kinds), threshold: round(learned.threshold) }

/** Weights with which every candidate is seen in the order found: signals do not depend on them. */
const blank: Weights = {
  format: 4,
  model,
  projection: storedProjection(projection),
  tokenMean,
  commonTokens,
  fusion: { weights: SIGNALS.map(() => 0) },
  calibration: { weights: EVIDENCE.map(() => 0), bias: 0 },
  thresholds: { answered: 0, related: 0 },
  danger,
  figures: {},
}

// Every author's questions, scored by an index without any question of that author.
const authors = [...new Set(index.views.flatMap(({ kind, author }) => (kind === 'question' ? [author] : [])))].sort()
const choices: { candidates: Signals[]; right: number }[] = []
let lost = 0
await forEachHidden('author', authors, (author) => ({
  hidden: ({ kind, author: by }) => kind === 'question' && by === author,
  asked: index.views.flatMap((view, at) => (view.kind === 'question' && view.author === author ? [at] : [])),
  async score(view, hidden) {
    const { candidates } = await search(storedQuery(view, hidden, lexicon), hidden, maxsim, blank)
    const right = candidates.findIndex(({ passage }) => passage === index.views[view]!.passage)
    if (right < 0) lost++
    else choices.push({ candidates: candidates.map(({ signals }) => signals), right })
  },
}))

const rows = choices.flatMap(({ candidates }) => candidates.map(rowOfSignals))
const signalScaling = fitScaling(rows)
const standardised: Choice[] = choices.map(({ candidates, right }) => ({
  candidates: candidates.map((signals) => standardise(rowOfSignals(signals), signalScaling)),
  right,
}))
const fusion = {
  weights: fitChoices(standardised, SIGNALS.length, FUSION_L2).map((weight, f) =>
    round(weight / signalScaling.deviation[f]!),
  ),
}
const first = choices.filter(({ candidates, right }) => {
  const scores = candidates.map((signals) => fuse(signals, fusion))
  return scores.every((score, at) => at === right || score < scores[right]!)
}).length

// Calibration: answerable questions without their author's others, off-topic ones without their own part of the list.
const fused: Weights = { ...blank, fusion }
const evidence: { evidence: Evidence; positive: boolean }[] = []
const collect = (positive: boolean) => async (view: number, hidden: SearchIndex) => {
  const result = await search(storedQuery(view, hidden, lexicon), hidden, maxsim, fused)
  if (result.evidence) evidence.push({ evidence: result.evidence, positive })
}
await forEachHidden('author', authors, (author) => ({
  hidden: ({ kind, author: by }) => kind === 'question' && by === author,
  asked: index.views.flatMap((view, at) => (view.kind === 'question' && view.author === author ? [at] : [])),
  score: collect(true),
}))
const offTopic = index.views.flatMap((view, at) => (view.kind === 'off-topic' ? [at] : []))
const foldOf = new Map(offTopic.map((view, at) => [index.views[view]!, at % OFF_TOPIC_FOLDS]))
await forEachHidden(
  'part',
  Array.from({ length: OFF_TOPIC_FOLDS }, (_, fold) => fold),
  (fold) => ({
    hidden: (view) => foldOf.get(view) === fold,
    asked: offTopic.filter((view) => foldOf.get(index.views[view]!) === fold),
    score: collect(false),
  }),
)

const evidenceScaling = fitScaling(evidence.map(({ evidence: row }) => rowOfEvidence(row)))
const cases: Case[] = evidence.map(({ evidence: row, positive }) => ({
  features: standardise(rowOfEvidence(row), evidenceScaling),
  positive,
}))
const fitted = fitLogistic(cases, EVIDENCE.length, CALIBRATION_L2)
const calibration = roundedModel(unstandardise(fitted, evidenceScaling))
const confidences = cases.map(({ features, positive }) => ({
  confidence: 1 / (1 + Math.exp(-features.reduce((sum, value, f) => sum + value * fitted.weights[f]!, fitted.bias))),
  positive,
}))
const answerable = confidences
  .filter(({ positive }) => positive)
  .map(({ confidence }) => confidence)
  .sort((a, b) => a - b)
const others = confidences.filter(({ positive }) => !positive).map(({ confidence }) => confidence)
const thresholds = {
  answered: round(answerable[Math.floor(REFUSED_BY_ANSWERED * answerable.length)]!),
  related: round(answerable[Math.floor(REFUSED_BY_RELATED * answerable.length)]!),
}
const passing = (threshold: number) => others.filter((confidence) => confidence >= threshold).length / others.length

const weights: Weights = {
  ...fused,
  calibration,
  thresholds,
  figures: {
    exampleQuestions: choices.length + lost,
    offTopicQuestions: others.length,
    authors,
    candidatesWithoutTheAnswer: lost,
    successAt1AcrossAuthors: round(first / (choices.length + lost)),
    offTopicAnswered: round(passing(thresholds.answered)),
    offTopicRelated: round(passing(thresholds.related) - passing(thresholds.answered)),
    expectedCalibrationError: round(calibrationError()),
    dangerSensedAcrossFolds: round(sensed),
    harmlessTakenForDanger: round(alarmed),
  },
}
writeWithChecksum(PATHS.weights, `${JSON.stringify(weights)}\n`)
say(
  JSON.stringify(
    {
      fusion: named(SIGNALS, fusion.weights),
      calibration: named(EVIDENCE, calibration.weights),
      thresholds,
      ...weights.figures,
    },
    null,
    2,
  ),
)

interface HiddenRun {
  readonly hidden: (view: View) => boolean
  readonly asked: readonly number[]
  readonly score: (view: number, hidden: SearchIndex) => Promise<void>
}

async function forEachHidden<T>(label: string, keys: readonly T[], run: (key: T) => HiddenRun): Promise<void> {
  for (const key of keys) {
    const { hidden, asked, score } = run(key)
    const left = await index.without(hidden)
    const progress = createProgress(`${label} ${key}`)
    for (const [at, view] of asked.entries()) {
      await score(view, left)
      progress.update(at + 1, asked.length)
    }
    progress.stop()
  }
}

async function learnProjection(): Promise<Projection> {
  const whole = await loadEmbedder(config.model)
  const vectors: Float32Array[] = []
  const progress = createProgress('vectors')
  for (const [at, view] of texts.entries()) {
    vectors.push((await whole.embed(view.text, embeddedAs(view))).tokenVectors)
    progress.update(at + 1, texts.length)
  }
  progress.stop()
  return fitProjection(vectors, whole.dimensions, Math.min(DIMENSIONS, whole.dimensions))
}

async function tokenStatistics(): Promise<{ tokenMean: number[]; commonTokens: number[] }> {
  const sum = new Float64Array(embedder.dimensions)
  let count = 0
  const seenIn = new Map<number, number>()
  const progress = createProgress('tokens')
  for (const [at, view] of texts.entries()) {
    const { tokens, tokenVectors } = await embedder.embed(view.text, embeddedAs(view))
    for (const token of new Set(tokens)) seenIn.set(token, (seenIn.get(token) ?? 0) + 1)
    for (let value = 0; value < tokenVectors.length; value++) sum[value % embedder.dimensions]! += tokenVectors[value]!
    count += tokenVectors.length / embedder.dimensions
    progress.update(at + 1, texts.length)
  }
  progress.stop()
  return {
    tokenMean: Array.from(sum, (value) => Number((value / count).toFixed(MEAN_DIGITS))),
    commonTokens: [...seenIn]
      .flatMap(([token, seen]) => (seen >= COMMON * texts.length ? [token] : []))
      .sort((a, b) => a - b),
  }
}

/** What danger sounds like, learned from messages and from harmless questions. */
async function readDanger(): Promise<LearnedDanger> {
  const messages: DangerMessage[] = []
  for (const { text, danger } of loadDangerExamples(join(config.corpusFolder, 'danger.yaml'))) {
    const { mean } = await embedder.embed(questionParts(text).whole, 'query')
    messages.push({ mean, danger })
  }
  const asked = index.views.flatMap(({ author }, view) => (author === '' ? [] : [dequantise(index.means, view)]))
  const progress = createProgress('danger')
  const learned = learnDanger(messages, asked, progress.update)
  progress.stop()
  return learned
}

async function open(): Promise<SearchIndex> {
  const progress = createProgress('index')
  const opened = await openIndex({
    corpus,
    corpusFolder: config.corpusFolder,
    indexFolder: config.indexFolder,
    modelFingerprint: fingerprintProjected(model, projection),
    embedder,
    statistics: { mean: Float32Array.from(tokenMean), common: Int32Array.from(commonTokens) },
    onNotice: say,
    onProgress: progress.update,
  })
  progress.stop()
  return opened
}

/** Mean gap between confidence and share of answerable questions over ten bands, both kinds weighing the same in total. */
function calibrationError(): number {
  const positives = answerable.length
  let error = 0
  for (let band = 0; band < 10; band++) {
    const inside = confidences.filter(({ confidence }) => Math.min(9, Math.floor(confidence * 10)) === band)
    const weigh = (positive: boolean) => 0.5 / (positive ? positives : others.length)
    const right = inside.reduce((sum, { positive }) => sum + (positive ? weigh(true) : 0), 0)
    const claimed = inside.reduce((sum, { confidence, positive }) => sum + confidence * weigh(positive), 0)
    error += Math.abs(claimed - right)
  }
  return error
}

function rowOfSignals(signals: Signals): number[] {
  return SIGNALS.map((name) => signals[name])
}

function rowOfEvidence(row: Evidence): number[] {
  return EVIDENCE.map((name) => row[name])
}

function named(names: readonly string[], values: readonly number[]): Record<string, number> {
  return Object.fromEntries(names.map((name, at) => [name, values[at]!]))
}

function roundedModels(kinds: Weights['danger']['kinds']): Weights['danger']['kinds'] {
  const models = Object.entries(kinds).map(([kind, model]) => [kind, roundedModel(model)])
  return Object.fromEntries(models)
}

function roundedModel({ weights, bias }: { weights: number[]; bias: number }): { weights: number[]; bias: number } {
  return { weights: weights.map(round), bias: round(bias) }
}

function round(value: number): number {
  return Number(value.toPrecision(5))
}
