/** Opens an index of a synthetic corpus and searches it, in a process of its own: its memory is that of nothing else. */
import { run } from '../src/cli/run.ts'
import { PATHS, readConfig } from '../src/config/config.ts'
import { openDatabase } from '../src/database/open-database.ts'
import { readLabelledQuestions } from '../src/evaluation/sets.ts'
import { mulberry32 } from '../src/learning/random.ts'
import { loadModels } from '../src/product.ts'
import { readIndex } from '../src/retrieval/index-files.ts'
import type { PassageIndex } from '../src/retrieval/passage-index.ts'
import { openPublishedIndex } from '../src/retrieval/published-index.ts'
import { toQuery } from '../src/retrieval/query.ts'
import { createSearch } from '../src/retrieval/search.ts'
import { createSearchIndex } from '../src/retrieval/search-index.ts'
import { dequantise } from '../src/retrieval/token-vectors.ts'
import { schemaOf } from '../src/retrieval/versions.ts'
import { vectorText } from '../src/retrieval/write-version.ts'
import { quantile } from './quantile.ts'
import { type Graph, nearestByComparing, recallOf } from './recall.ts'
import { SEED } from './synthesise.ts'

const STAGES = ['nearest', 'words', 'rerank', 'search'] as const
export type Stage = (typeof STAGES)[number]

/** What opening and searching cost: seconds, bytes, and milliseconds a question. */
export interface SearchCost {
  /** Reading the files, and making ready what is not in them: finding by words. */
  readonly read: number
  readonly ready: number
  readonly resident: number
  readonly stages: Readonly<Record<Stage, { readonly median: number; readonly p95: number }>>
  /** Share of the ten example questions, and of the ten texts, that are nearest of all which the graph finds. */
  readonly recall: Readonly<Record<Graph, number>>
}

/** Forms of each question: as it was asked, and with a word left out. */
const FORMS = 2
const WARM_UP = 30
/** Views that a search asks for, of which the first ten are looked at. */
const WANTED = 64

/** An index that was opened, and the cosines of the ten views that are nearest of all to a question, told without its graphs. */
interface Opened {
  readonly index: PassageIndex
  readonly read: number
  readonly ready: number
  exact(mean: Float32Array, graph: Graph): number[] | Promise<number[]>
}

function openFiles(passages: number, folder: string): Opened {
  let begun = performance.now()
  const parts = readIndex(folder, 'growth')
  if (!parts || 'reason' in parts)
    throw new Error(`The index of ${passages} passages can't be opened: ${parts?.reason ?? 'it is gone'}.`)
  const read = performance.now() - begun
  begun = performance.now()
  const index = createSearchIndex(parts, passages)
  const ready = performance.now() - begun
  let vectors: Float32Array[] | null = null
  const exact = (mean: Float32Array, graph: Graph) => {
    vectors ??= index.views.map((_, view) => dequantise(index.means, view))
    return nearestByComparing(mean, vectors, index.views, graph, 10)
  }
  return { index, read, ready, exact }
}

async function openFromDatabase(passages: number, number: number): Promise<Opened> {
  const database = await openDatabase(readConfig().indexUrl!, { name: 'INDEX_URL' })
  const begun = performance.now()
  const [{ dimensions, views }] = (await database.query<{ dimensions: number; views: number }>(
    'SELECT dimensions, views FROM bronwijzer_index.versions WHERE version = $1',
    [number],
  )) as [{ dimensions: number; views: number }]
  const version = { version: number, content: 'growth', embedding: 'growth', dimensions, passages, views }
  const index = await openPublishedIndex(database, version)
  const exact = (mean: Float32Array, graph: Graph) =>
    database.transaction(async (queries) => {
      await queries.query('SET LOCAL enable_indexscan = off')
      const rows = await queries.query<{ cosine: number }>(
        `SELECT (-(mean <#> $1::halfvec))::real AS cosine FROM ${schemaOf(number)}.${graph} ORDER BY mean <#> $1::halfvec LIMIT 10`,
        [vectorText(mean)],
      )
      return rows.map(({ cosine }) => cosine)
    }, 0)
  return { index, read: performance.now() - begun, ready: 0, exact }
}

await run(async () => {
  const [passages = 0, folder = '', version] = [Number(process.argv[2]), process.argv[3], process.argv[4]]
  const { index, read, ready, exact } =
    version === undefined ? openFiles(passages, folder) : await openFromDatabase(passages, Number(version))

  const { embedder, maxsim, weights } = await loadModels(readConfig())
  const questions = readLabelledQuestions(PATHS.evaluation, 'dev')!.map(({ question }) => question)
  const random = mulberry32(SEED)
  const forms = Array.from({ length: FORMS }, (_, form) =>
    questions.map((question) => (form === 0 ? question : withoutAWord(question, random))),
  ).flat()

  const times: Record<Stage, number[]> = { nearest: [], words: [], rerank: [], search: [] }
  const watch =
    <Given extends unknown[], Result>(stage: Stage, work: (...given: Given) => Result) =>
    (...given: Given): Result => {
      const start = performance.now()
      const note = () => times[stage].push(performance.now() - start)
      const result = work(...given)
      if (result instanceof Promise) result.then(note, () => {})
      else note()
      return result
    }
  const watched: PassageIndex = {
    ...index,
    nearestQuestions: watch('nearest', index.nearestQuestions),
    nearestTexts: watch('nearest', index.nearestTexts),
    lexical: { ...index.lexical, search: watch('words', index.lexical.search) },
  }
  const watchedSearch = watch('search', createSearch(watched, watch('rerank', maxsim), weights.network))
  const means: Float32Array[] = []
  for (const [asked, question] of [...forms.slice(0, WARM_UP), ...forms].entries()) {
    if (asked === WARM_UP) for (const stage of STAGES) times[stage] = []
    const query = toQuery(question, await embedder.embed(question, 'query'), index)
    await watchedSearch(query)
    if (asked >= WARM_UP && asked < WARM_UP + questions.length) means.push(query.mean)
  }
  const resident = process.memoryUsage.rss()
  const recalls: Record<Graph, number> = { questions: 0, texts: 0 }
  for (const mean of means) {
    const found = {
      questions: await index.nearestQuestions(mean, WANTED),
      texts: await index.nearestTexts(mean, WANTED),
    }
    for (const graph of ['questions', 'texts'] as const)
      recalls[graph] += recallOf(found[graph].slice(0, 10), await exact(mean, graph)) / means.length
  }
  const cost: SearchCost = {
    read: read / 1000,
    ready: ready / 1000,
    resident,
    stages: Object.fromEntries(
      STAGES.map((stage) => [stage, { median: quantile(times[stage], 0.5), p95: quantile(times[stage], 0.95) }]),
    ) as SearchCost['stages'],
    recall: recalls,
  }
  process.stdout.write(`${JSON.stringify(cost)}\n`)
})

function withoutAWord(question: string, random: () => number): string {
  const words = question.split(' ')
  words.splice(Math.floor(random() * words.length), 1)
  return words.join(' ') || question
}
