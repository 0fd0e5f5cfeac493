/** Measures what a question costs: by stage, from a cold start, in memory, and for building the index. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { PATHS, PROJECT_FOLDER, readConfig } from '../config/config.ts'
import { openAnswerer, type Product } from '../open-answerer.ts'
import { loadMaxSim, type MaxSim } from '../retrieval/maxsim.ts'
import { search, toQuery } from '../retrieval/search.ts'
import { renderAnswer } from '../telegram/messages/render-answer.ts'
import { loadWords } from '../words/words.ts'
import { openForCommand, run } from './run-command.ts'

const program = new Command('bench')
  .description('Measure what a question costs. Medians and 95th percentiles, on this machine, in this run.')
  .option('--questions <number>', 'questions answered for the memory figure', Number, 10_000)
  .option('--skip-build', 'leave out building the index from nothing', false)

/** Questions before anything is measured: the first ones warm up the compiler and the caches. */
const WARM_UP = 60
const STARTS = 5
const MEGABYTE = 1024 * 1024

await run(async () => {
  program.parse()
  const { questions: count, skipBuild } = program.opts<{ questions: number; skipBuild: boolean }>()
  const product = await openForCommand()
  const questions = readFileSync(join(PROJECT_FOLDER, 'test', 'eval', 'dev.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { question: string }).question)
  const [processor] = cpus()
  print(`${processor?.model.trim()}, ${cpus().length} cores, Node ${process.version}`)
  print('')
  await measureStages(product, questions)
  await measureMemory(product, questions, count)
  measureStarts(questions[0]!)
  if (!skipBuild) await measureBuild()
})

async function measureStages(
  { answerer, corpus, embedder, index, weights }: Product,
  questions: readonly string[],
): Promise<void> {
  const maxsim = await loadMaxSim(PATHS.maxsim)
  const setting = {
    corpus,
    words: loadWords()('nl'),
    username: 'bronwijzer_bot',
    rest: false,
    room: 'private',
  } as const
  const stages = {
    tokenise: [] as number[],
    'tokenise and model': [] as number[],
    'nearest views (HNSW)': [] as number[],
    'words (BM25)': [] as number[],
    'rerank (MaxSim)': [] as number[],
    'whole search: candidates, rerank, decide': [] as number[],
    'render (Telegram)': [] as number[],
    'question to answer': [] as number[],
  }
  const timed = async <T>(name: keyof typeof stages, work: () => T | Promise<T>): Promise<T> => {
    const start = performance.now()
    const result = await work()
    stages[name].push(performance.now() - start)
    return result
  }
  for (const question of questions.slice(0, WARM_UP)) await answerer.answer(question)
  for (let round = 0; round < 3; round++) {
    for (const question of questions) {
      await timed('tokenise', () => embedder.countTokens(question, 'query'))
      const embedded = await timed('tokenise and model', () => embedder.embed(question, 'query'))
      const query = toQuery(question, embedded, index)
      await timed('nearest views (HNSW)', () => index.nearestViews(query.mean, 64))
      await timed('words (BM25)', () => index.lexical.search(question))
      let reranking = 0
      const watched: MaxSim = async (...asked) => {
        const begun = performance.now()
        const scores = await maxsim(...asked)
        reranking += performance.now() - begun
        return scores
      }
      await timed('whole search: candidates, rerank, decide', () => search(query, index, watched, weights))
      stages['rerank (MaxSim)'].push(reranking)
      const answer = await timed('question to answer', () => answerer.answer(question))
      await timed('render (Telegram)', () => renderAnswer(answer, setting))
    }
  }
  print('| stage | median ms | p95 ms |')
  print('| --- | --- | --- |')
  for (const [name, times] of Object.entries(stages))
    print(`| ${name} | ${quantile(times, 0.5)} | ${quantile(times, 0.95)} |`)
  const model = Number(quantile(stages['tokenise and model'], 0.5))
  const whole = Number(quantile(stages['question to answer'], 0.5))
  print(`\nBeyond the model: ${((100 * (whole - model)) / whole).toFixed(0)} % of the median.\n`)
}

async function measureMemory({ answerer }: Product, questions: readonly string[], count: number): Promise<void> {
  let early = 0
  for (let asked = 0; asked < count; asked++) {
    await answerer.answer(questions[asked % questions.length]!)
    if (asked + 1 === Math.min(1000, count)) early = process.memoryUsage.rss()
  }
  const late = process.memoryUsage.rss()
  print(
    `Resident memory after ${Math.min(1000, count)} questions: ${(early / MEGABYTE).toFixed(0)} MB; after ${count}: ${(late / MEGABYTE).toFixed(0)} MB.\n`,
  )
}

/** A new process, from its start to its first answer. */
function measureStarts(question: string): void {
  const times: number[] = []
  for (let start = 0; start < STARTS; start++) {
    const begun = performance.now()
    const { status } = spawnSync(process.execPath, [
      join(PROJECT_FOLDER, 'dist', 'commands', 'ask.js'),
      '--json',
      question,
    ])
    if (status !== 0) throw new Error('A new process did not answer. Run "npm run build-index" first.')
    times.push(performance.now() - begun)
  }
  print(
    `Cold start to first answer, as a new process: median ${quantile(times, 0.5)} ms, p95 ${quantile(times, 0.95)} ms.\n`,
  )
}

async function measureBuild(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bronwijzer-bench-'))
  try {
    const begun = performance.now()
    const { index } = await openAnswerer(
      { ...readConfig(), indexFolder: folder },
      { onNotice: () => {}, onProgress: () => {} },
    )
    print(`Index of ${index.views.length} views, from nothing: ${((performance.now() - begun) / 1000).toFixed(1)} s.`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function quantile(times: readonly number[], share: number): string {
  const sorted = [...times].sort((a, b) => a - b)
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(2)
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
