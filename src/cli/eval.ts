import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT_FOLDER, readConfig } from '../config/config.ts'
import type { LabelledQuestion } from '../evaluation/judge.ts'
import {
  type Figures,
  figuresOf,
  interval,
  type Measured,
  measure,
  type Outcome,
  outcomeOf,
  precisionOf,
} from '../evaluation/measure.ts'
import { playDialogue } from '../evaluation/play-dialogue.ts'
import {
  DANGER_SETS,
  EVALUATION_SETS,
  type EvaluationSet,
  readDangerCases,
  readDialogues,
  readLabelledQuestions,
} from '../evaluation/sets.ts'
import { openProduct, type Product } from '../product.ts'
import type { View } from '../retrieval/views.ts'
import { SIGNALS, type Weights } from '../retrieval/weights.ts'
import { createProgress } from '../terminal/progress.ts'
import { type Baseline, baselinesOf } from './eval-baselines.ts'
import { PARTS, type Part } from './eval-parts.ts'
import { openWithProgress } from './run.ts'

const EVALUATION_FOLDER = join(PROJECT_FOLDER, 'test', 'eval')
const SEED = 1

const SIGNALS_OF: Readonly<Record<Exclude<Part, 'questions'>, RegExp>> = {
  maxsim: /^maxsim/,
  bm25: /^bm25$/,
  centroid: /^centroid$/,
}

/** Measures answers on the labelled questions of test/eval, and writes docs/evaluation.md unless a part is left out. */
export async function evaluate({
  without,
  misses,
}: {
  readonly without?: Part
  readonly misses?: boolean
}): Promise<void> {
  const product = without ? await openWithout(without) : await openWithProgress()
  const lines: string[] = []
  const print = (line = '') => {
    lines.push(line)
    process.stdout.write(`${line}\n`)
  }
  print('# Evaluation')
  print()
  print(
    `\`npm run eval\`${without ? ` without ${without}` : ''}. The sets \`strangers-a\` and \`strangers-b\` were written from the texts alone, without a look at any other question. No set is learned from: weights and confidence come from the example questions. A few numbers, such as how many candidates are compared, were chosen with all three sets. Intervals: bootstrap, 95 %.`,
  )
  const baselines = without ? null : await baselinesOf(product)
  const all: Measured[] = []
  for (const name of EVALUATION_SETS) {
    const questions = readQuestions(name)
    const measured = await measureAll(questions, product, (question) => answered(product, question))
    all.push(...measured)
    print()
    print(`## ${name}: ${questions.length} questions`)
    print()
    printFigures(measured, print)
    print()
    printGroups(measured, product, print)
    if (!baselines) continue
    print()
    await printBaselines(questions, product, baselines, print)
  }
  if (!without) {
    print()
    await printDialogues(product, print)
    print()
    await printDangers(product, all, print)
    print()
    await printAblations(all, print)
  }
  print()
  print('## Misses')
  print()
  printMisses(all, product, without !== undefined || misses ? print : (line) => lines.push(line ?? ''))
  if (without) return
  mkdirSync(join(PROJECT_FOLDER, 'docs'), { recursive: true })
  writeFileSync(join(PROJECT_FOLDER, 'docs', 'evaluation.md'), `${lines.join('\n')}\n`)
  process.stdout.write('Written: docs/evaluation.md\n')
}

type Print = (line?: string) => void

const COLUMNS = {
  'success@1': ({ successAt1 }) => successAt1,
  'success@3': ({ successAt3 }) => successAt3,
  'nDCG@10': ({ ndcg }) => ndcg,
  'not answered': ({ refused }) => refused,
  'falsely answered': ({ falselyAnswered }) => falselyAnswered,
  AUROC: ({ auroc }) => auroc,
} as const satisfies Record<string, (figures: Figures) => number | null>
type Column = keyof typeof COLUMNS
const ALL_COLUMNS = Object.keys(COLUMNS) as Column[]

function printTable(print: Print, header: readonly string[], rows: readonly (readonly (string | number)[])[]): void {
  for (const cells of [header, header.map(() => '---'), ...rows]) print(`| ${cells.join(' | ')} |`)
}

function figuresIn(columns: readonly Column[], measured: readonly Measured[]): string[] {
  const figures = figuresOf(measured)
  return columns.map((column) => share(COLUMNS[column](figures)))
}

function readQuestions(set: EvaluationSet): LabelledQuestion[] {
  const questions = readLabelledQuestions(EVALUATION_FOLDER, set)
  if (!questions) throw new Error(`There is no test/eval/${set}.jsonl to measure with. Restore it from the repository.`)
  return questions
}

async function measureAll(
  questions: readonly LabelledQuestion[],
  { corpus }: Product,
  answer: (question: string) => Promise<Outcome>,
): Promise<Measured[]> {
  const progress = createProgress('eval')
  const measured: Measured[] = []
  for (const question of questions) {
    measured.push(measure(question, corpus, await answer(question.question)))
    progress.update(measured.length, questions.length)
  }
  progress.stop()
  return measured
}

async function answered({ answerer }: Product, question: string): Promise<Outcome> {
  return outcomeOf(await answerer.answer(question))
}

function printFigures(measured: readonly Measured[], print: Print): void {
  const row = (label: string, figure: (figures: Figures) => number | null) => {
    const range = interval(measured, figure, SEED)
    return [label, share(figure(figuresOf(measured))), range ? range.map(share).join(' – ') : '']
  }
  const precisions = (['answered', 'related'] as const).map((status) => {
    const { count, precision } = precisionOf(measured, status)
    return [`precision of \`${status}\` (first quote answers or helps)`, share(precision), `of ${count}`]
  })
  printTable(
    print,
    ['figure', 'value', 'interval'],
    [
      row('success@1', ({ successAt1 }) => successAt1),
      row('success@3', ({ successAt3 }) => successAt3),
      row('nDCG@10', ({ ndcg }) => ndcg),
      row('answerable, not answered', ({ refused }) => refused),
      row('answerable, nothing shown', ({ nothingShown }) => nothingShown),
      row('others, answered', ({ falselyAnswered }) => falselyAnswered),
      row('others, shown as related', ({ falselyRelated }) => falselyRelated),
      row('AUROC', ({ auroc }) => auroc),
      ...precisions,
    ],
  )
}

function printGroups(measured: readonly Measured[], { corpus }: Product, print: Print): void {
  const groups = new Map<string, Measured[]>()
  const add = (key: string, one: Measured) => groups.set(key, [...(groups.get(key) ?? []), one])
  for (const one of measured) {
    add(`kind: ${one.question.style}`, one)
    add(`language: ${one.question.lang}`, one)
    const best = [...one.grades].sort((a, b) => b[1] - a[1])[0]
    if (best) add(`speaker: ${corpus.passage(best[0])?.speaker.id}`, one)
  }
  const columns = ALL_COLUMNS.filter((column) => column !== 'AUROC')
  const rows = [...groups]
    .sort((a, b) => a[0].localeCompare(b[0]))
    .map(([key, group]) => [key, group.length, ...figuresIn(columns, group)])
  printTable(print, ['group', 'questions', ...columns], rows)
}

/** The baselines on the same questions, in the same run. */
async function printBaselines(
  questions: readonly LabelledQuestion[],
  product: Product,
  baselines: readonly Baseline[],
  print: Print,
): Promise<void> {
  const rows: string[][] = []
  for (const [name, answer] of baselines) {
    rows.push([name, ...figuresIn(ALL_COLUMNS, await measureAll(questions, product, answer))])
  }
  printTable(print, ['baseline', ...ALL_COLUMNS], rows)
}

/** Follow-ups: the outcome of the last turn of each conversation. */
async function printDialogues({ answerer, corpus }: Product, print: Print): Promise<void> {
  const dialogues = readDialogues(EVALUATION_FOLDER)
  const groups = new Map<string, Measured[]>()
  for (const dialogue of dialogues) {
    const measured = await playDialogue(dialogue, answerer, corpus)
    for (const key of [dialogue.kind, 'all']) groups.set(key, [...(groups.get(key) ?? []), measured])
  }
  print(`## Conversations: the last turn of ${dialogues.length}`)
  print()
  const columns = ALL_COLUMNS.filter((column) => column !== 'nDCG@10' && column !== 'AUROC')
  const rows = [...groups].map(([kind, group]) => [kind, group.length, ...figuresIn(columns, group)])
  printTable(print, ['last turn', 'conversations', ...columns], rows)
}

async function printDangers({ answerer, safety }: Product, asked: readonly Measured[], print: Print): Promise<void> {
  const ordinary = asked.map(({ question }) => ({ text: question.question, kind: 'none' as const }))
  print('## Acute danger')
  print()
  print(
    'Messages that signal danger, noticed by their words alone and by words or meaning; and harmless messages, most of which sound dangerous, that are taken for one. The ordinary questions are those of the sets above.',
  )
  print()
  const sets = DANGER_SETS.map((set) => [set, readDangerCases(EVALUATION_FOLDER, set)] as const)
  const rows: (string | number)[][] = []
  for (const [name, cases] of [...sets, ['ordinary questions', ordinary] as const]) {
    const answers: { readonly text: string; readonly kind: string; readonly danger: string | null }[] = []
    for (const { text, kind } of cases) answers.push({ text, kind, danger: (await answerer.answer(text)).danger })
    const dangers = answers.filter(({ kind }) => kind !== 'none')
    const harmless = answers.filter(({ kind }) => kind === 'none')
    const of = (counted: readonly unknown[]) => (dangers.length > 0 ? share(counted.length / dangers.length) : '')
    rows.push([
      name,
      dangers.length,
      of(dangers.filter(({ text }) => safety.detect(text))),
      of(dangers.filter(({ danger }) => danger)),
      of(dangers.filter(({ kind, danger }) => danger === kind)),
      harmless.length,
      harmless.filter(({ danger }) => danger).length,
    ])
  }
  printTable(
    print,
    [
      'set',
      'in danger',
      'noticed by words',
      'by words or meaning',
      'of the right kind',
      'harmless',
      'taken for danger',
    ],
    rows,
  )
}

/** What each part of retrieval is worth, on all sets together, with the same weights for the rest. */
async function printAblations(whole: readonly Measured[], print: Print): Promise<void> {
  print('## Without a part, all sets together')
  print()
  const questions = whole.map(({ question }) => question)
  const rows = [['nothing', ...figuresIn(ALL_COLUMNS, whole)]]
  for (const part of PARTS) {
    const product = await openWithout(part)
    const measured = await measureAll(questions, product, (question) => answered(product, question))
    rows.push([part, ...figuresIn(ALL_COLUMNS, measured)])
  }
  printTable(print, ['without', ...ALL_COLUMNS], rows)
}

function printMisses(measured: readonly Measured[], { corpus }: Product, print: Print): void {
  const begin = (id: string | undefined) =>
    corpus
      .passage(id ?? '')
      ?.text.replace(/\s+/g, ' ')
      .slice(0, 60) ?? 'nothing'
  for (const { question, ranking, status, ranked, grades, confidence } of measured) {
    const wrong = ranking
      ? [
          ranking.successAt1 ? '' : `first: "${begin(ranked[0])}" (grade ${grades.get(ranked[0] ?? '') ?? 0})`,
          status === 'answered' ? '' : status,
        ]
      : [status === 'answered' ? `answered with "${begin(ranked[0])}"` : '']
    const reasons = wrong.filter((reason) => reason !== '')
    if (reasons.length > 0)
      print(
        `- ${question.id} (${question.style}, ${confidence.toFixed(2)}): ${question.question} → ${reasons.join('; ')}`,
      )
  }
}

/** The product without a part: its signals have no weight, or the example questions are not in the index. */
function openWithout(part: Part): Promise<Product> {
  const listener = { onNotice: (line: string) => process.stderr.write(`${line}\n`), onProgress: () => {} }
  if (part === 'questions') {
    const hide = ({ kind }: View) => kind === 'question'
    return openProduct(readConfig(), listener, { changeWeights: (weights) => weights, hide })
  }
  const changeWeights = (weights: Weights): Weights => ({
    ...weights,
    fusion: { weights: weights.fusion.weights.map((weight, at) => (SIGNALS_OF[part].test(SIGNALS[at]!) ? 0 : weight)) },
  })
  return openProduct(readConfig(), listener, { changeWeights, hide: null })
}

function share(value: number | null): string {
  return value === null ? '' : value.toFixed(3)
}
