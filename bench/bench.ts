/** Measures what a question costs: by stage, from a cold start, in memory, as the corpus grows, and in other ways. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { Argument, Command, InvalidArgumentError } from 'commander'
import { run } from '../src/cli/run.ts'
import { wholeNumber } from '../src/cli/whole-number.ts'
import { PATHS, PROJECT_FOLDER, readConfig, readEnvironment } from '../src/config/config.ts'
import { addOffTopic } from '../src/desk/add-question.ts'
import { readLabelledQuestions } from '../src/evaluation/sets.ts'
import { openProduct, type Product } from '../src/product.ts'
import { compare } from './compare.ts'
import { drawGrowth, measureGrowth, tableOfGrowth } from './growth.ts'
import { measurePages } from './pages.ts'
import { HEADINGS, PARTS, type Part } from './parts.ts'
import { quantile } from './quantile.ts'
import { measureStages, openWatched } from './stages.ts'

/** Those that take two minutes together. */
const USUAL: readonly Part[] = ['stages', 'memory', 'start', 'build']

interface Options {
  readonly questions: number
  readonly passages: readonly number[]
  readonly python: string
}

const program = new Command('bench')
  .description('Measure what a question costs. Medians and 95th percentiles, on this machine, in this run.')
  .addArgument(
    new Argument('[parts...]', 'what to measure; "all" also writes docs/performance.md and draws its figure')
      .choices([...PARTS, 'all'])
      .default([...USUAL], USUAL.join(' ')),
  )
  .option('--questions <number>', 'memory: questions answered', wholeNumber(1), 10_000)
  .option('--passages <numbers>', 'growth: sizes of synthetic corpora', sizes, [1_000, 10_000, 100_000])
  .option('--python <path>', 'compare: a Python with the packages of embeddings/compare/requirements.txt', 'python3')
  .addHelpText('after', '\nGrowth takes 8 GB of memory, 3 GB of the temporary folder, and minutes at 100,000 passages.')

const STARTS = 9
const REBUILDS = 5
const MEGABYTE = 1024 * 1024
const FIGURE = 'performance.svg'
/** Smaller corpora are built faster than can be told apart from noise. */
const SMALLEST = 500
/** What is written to docs/performance.md: what is printed, with a heading above each part. */
const lines: string[] = []

await run(async () => {
  program.parse()
  const { questions: count, passages, python } = program.opts<Options>()
  const [wanted] = program.processedArgs as [readonly (Part | 'all')[]]
  const all = wanted.includes('all')
  const parts = PARTS.filter((part) => all || wanted.includes(part))
  const { product, spent } = await openWatched()
  const labelled = readLabelledQuestions(PATHS.evaluation, 'dev')
  if (!labelled) throw new Error('There is no test/eval/dev.jsonl to measure with. Restore it from the repository.')
  const questions = labelled.map(({ question }) => question)
  lines.push('# Performance', '', '`npm run bench -- all`, on:', '')
  print(machine())
  print('')
  for (const part of parts) {
    lines.push(...HEADINGS[part])
    if (part === 'stages') print(`${(await measureStages(product, spent, questions)).join('\n')}\n`)
    if (part === 'memory') await measureMemory(product, questions, count)
    if (part === 'start') await measureStarts(questions[0]!)
    if (part === 'build') await measureBuild()
    if (part === 'growth') await measureSizes(passages, all)
    if (part === 'pages') print(`${(await measurePages(product, readConfig().corpusFolder)).join('\n')}\n`)
    if (part === 'compare') print(`${(await compare(product, python)).join('\n')}\n`)
  }
  if (!all) return
  writeFileSync(join(PROJECT_FOLDER, 'docs', 'performance.md'), `${lines.join('\n').trimEnd()}\n`)
  process.stdout.write('Written: docs/performance.md\n')
})

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
async function measureStarts(question: string): Promise<void> {
  const times: number[] = []
  for (let start = 0; start < STARTS; start++) {
    const begun = performance.now()
    const child = spawn(join(PROJECT_FOLDER, 'bin', 'bronwijzer'), ['ask', '--json', question])
    child.stdout.once('data', () => times.push(performance.now() - begun))
    const [status] = await once(child, 'close')
    if (status !== 0) throw new Error('A new process did not answer. Run "npm run build-index" first.')
  }
  print(
    `Cold start to first answer, as a new process: median ${quantile(times, 0.5).toFixed(2)} ms, p95 ${quantile(times, 0.95).toFixed(2)} ms.\n`,
  )
}

/** The index from nothing, in this process; and as somebody has it who edits a question: the whole command. */
async function measureBuild(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bronwijzer-bench-'))
  const [corpusFolder, indexFolder] = [join(folder, 'corpus'), join(folder, 'index')]
  try {
    const config = readConfig()
    cpSync(config.corpusFolder, corpusFolder, { recursive: true })
    let begun = performance.now()
    const { index } = await openProduct(
      { ...config, corpusFolder, indexFolder },
      { onNotice: () => {}, onProgress: () => {} },
    )
    print(`Index of ${index.views.length} views, from nothing: ${((performance.now() - begun) / 1000).toFixed(1)} s.`)
    const times: number[] = []
    const environment = { ...readEnvironment(), CORPUS_FOLDER: corpusFolder, INDEX_FOLDER: indexFolder }
    for (let rebuild = 0; rebuild < REBUILDS; rebuild++) {
      const path = join(corpusFolder, 'offtopic.yaml')
      writeFileSync(path, addOffTopic(readFileSync(path, 'utf8'), `Wat kost een kaartje van lijn ${rebuild}?`))
      begun = performance.now()
      const child = spawn(join(PROJECT_FOLDER, 'bin', 'bronwijzer'), ['index'], {
        env: environment,
        stdio: 'ignore',
      })
      const [status] = await once(child, 'close')
      if (status !== 0) throw new Error('The index was not built again. Run "npm run build-index" to see why.')
      times.push(performance.now() - begun)
    }
    print(
      `The whole command \`build-index\` after one question was added: ${(quantile(times, 0.5) / 1000).toFixed(1)} s (median of ${REBUILDS}).\n`,
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measureSizes(sizes: readonly number[], draw: boolean): Promise<void> {
  const measured = sizes.map((size) =>
    measureGrowth(size, (line) => process.stderr.write(`${line}\n`), readConfig().indexUrl !== null),
  )
  print(`${tableOfGrowth(measured).join('\n')}\n`)
  if (!draw) return
  const { svg, alternative } = drawGrowth(measured)
  writeFileSync(join(PROJECT_FOLDER, 'docs', FIGURE), svg)
  lines.push(`![${alternative}](${FIGURE})`, '')
}

function machine(): string {
  const [processor] = cpus()
  return `${processor?.model.trim()}, ${cpus().length} cores, ${Math.round(totalmem() / MEGABYTE / 1024)} GB, Node ${process.version}`
}

function print(line: string): void {
  lines.push(line)
  process.stdout.write(`${line}\n`)
}

function sizes(value: string): number[] {
  const numbers = value.split(',').map(wholeNumber(1))
  if (numbers.every((number) => number >= SMALLEST)) return numbers.sort((a, b) => a - b)
  throw new InvalidArgumentError(`Give numbers of at least ${SMALLEST}, as "1000,10000".`)
}
