import { PATHS, readConfig } from '../src/config/config.ts'
import type { Embedder } from '../src/embedding/embedder.ts'
import { openModel } from '../src/embedding/model.ts'
import { loadTranslations } from '../src/i18n/translations.ts'
import { loadModels, openProduct, type Product } from '../src/product.ts'
import { loadMaxSim, type MaxSim } from '../src/retrieval/maxsim.ts'
import { toQuery } from '../src/retrieval/query.ts'
import { createSearch } from '../src/retrieval/search.ts'
import { renderAnswer } from '../src/telegram/messages/render-answer.ts'
import { createProgress } from '../src/terminal/progress.ts'
import { quantile } from './quantile.ts'

/** Questions before anything is measured: the first ones warm up the compiler and the caches. */
const WARM_UP = 60
const ROUNDS = 5

/** Milliseconds that went into making vectors of texts so far. */
export interface Spent {
  /** Runs of the model alone. */
  model: number
  /** Those, with making tokens of the text and one vector of what the model gives. */
  embedding: number
}

/** Opens the product with a clock on its model. */
export async function openWatched(): Promise<{ readonly product: Product; readonly spent: Spent }> {
  const spent: Spent = { model: 0, embedding: 0 }
  const timed = async <T>(key: keyof Spent, work: () => Promise<T>): Promise<T> => {
    const begun = performance.now()
    const result = await work()
    spent[key] += performance.now() - begun
    return result
  }
  const config = readConfig()
  const models = await loadModels(config, async (path) => {
    const model = await openModel(path)
    return (ids) => timed('model', () => model(ids))
  })
  const embed: Embedder['embed'] = (text, as) => timed('embedding', () => models.embedder.embed(text, as))
  const progress = createProgress(loadTranslations()('en')('terminal-building'))
  const listener = { onNotice: (line: string) => void process.stderr.write(`${line}\n`), onProgress: progress.update }
  const product = await openProduct(config, listener, null, { ...models, embedder: { ...models.embedder, embed } })
  progress.stop()
  return { product, spent }
}

/**
 * Measures what a question costs, stage by stage and whole.
 * @param spent what the clock on the product's model says.
 * @returns lines of Markdown.
 */
export async function measureStages(product: Product, spent: Spent, questions: readonly string[]): Promise<string[]> {
  const { answerer, corpus, embedder, index, weights } = product
  const maxsim = await loadMaxSim(PATHS.maxsim)
  const context = {
    corpus,
    t: loadTranslations()('nl'),
    username: 'bronwijzer_bot',
    rest: false,
    audience: 'private',
  } as const
  const stages = {
    tokenise: [] as number[],
    model: [] as number[],
    'nearest views (HNSW)': [] as number[],
    'words (BM25)': [] as number[],
    'rerank (MaxSim)': [] as number[],
    'whole search: candidates, rerank, decide': [] as number[],
    'question to answer': [] as number[],
    'render (Telegram)': [] as number[],
  }
  const timed = async <T>(name: keyof typeof stages, work: () => T | Promise<T>): Promise<T> => {
    const start = performance.now()
    const result = await work()
    stages[name].push(performance.now() - start)
    return result
  }
  const beyondModel: number[] = []
  const beyondEmbedding: number[] = []
  for (const question of questions.slice(0, WARM_UP)) await answerer.answer(question)
  for (let round = 0; round < ROUNDS; round++) {
    for (const question of questions) {
      await timed('tokenise', () => embedder.countTokens(question, 'query'))
      const before = spent.model
      const embedded = await embedder.embed(question, 'query')
      stages.model.push(spent.model - before)
      const query = toQuery(question, embedded, index)
      await timed('nearest views (HNSW)', () => [
        index.nearestQuestions(query.mean, 64),
        index.nearestTexts(query.mean, 64),
      ])
      await timed('words (BM25)', () => index.lexical.search(question, 4))
      let reranking = 0
      const watched: MaxSim = async (...asked) => {
        const begun = performance.now()
        const scores = await maxsim(...asked)
        reranking += performance.now() - begun
        return scores
      }
      await timed('whole search: candidates, rerank, decide', () =>
        createSearch(index, watched, weights.network)(query),
      )
      stages['rerank (MaxSim)'].push(reranking)
    }
  }
  // By themselves: what a question needs may not lie in the cache already.
  for (let round = 0; round < ROUNDS; round++) {
    for (const question of questions) {
      const before = { ...spent }
      const answer = await timed('question to answer', () => answerer.answer(question))
      const whole = stages['question to answer'].at(-1)!
      // Nothing to read in the question: no run of the model to compare with.
      if (spent.model > before.model) {
        beyondModel.push(1 - (spent.model - before.model) / whole)
        beyondEmbedding.push(1 - (spent.embedding - before.embedding) / whole)
      }
      await timed('render (Telegram)', () => renderAnswer(answer, context))
    }
  }
  const percent = (shares: readonly number[]) => `${(100 * quantile(shares, 0.5)).toFixed(0)} %`
  return [
    '| stage | median ms | p95 ms |',
    '| --- | --- | --- |',
    ...Object.entries(stages).map(
      ([name, times]) => `| ${name} | ${quantile(times, 0.5).toFixed(2)} | ${quantile(times, 0.95).toFixed(2)} |`,
    ),
    '',
    `Of an answer's time, ${percent(beyondEmbedding)} goes into anything but making vectors of the question (tokens and model), and`,
    `${percent(beyondModel)} into anything but the run of the model alone (medians over the answers, measured inside each).`,
  ]
}
