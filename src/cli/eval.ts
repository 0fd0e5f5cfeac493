import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT_FOLDER, readConfig } from '../config/config.ts'
import { loadEmbedder } from '../embedding/embedder.ts'
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
import { SIGNALS, type Weights } from '../retrieval/weights.ts'
import { createProgress } from '../terminal/progress.ts'
import { PARTS, type Part } from './eval-parts.ts'
import { openWithProgress } from './run.ts'

const EVALUATION_FOLDER = join(PROJECT_FOLDER, 'test', 'eval')
/** A cosine that separates on most models and not on E5: the threshold that one would set by hand. */
const FIXED_THRESHOLD = 0.85
/** The constant of reciprocal rank fusion (Cormack, Clarke & Büttcher 2009). */
const RRF_K = 60
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
    print(`| ${label} | ${share(figure(figuresOf(measured)))} | ${range ? range.map(share).join(' – ') : ''} |`)
  }
  print('| figure | value | interval |')
  print('| --- | --- | --- |')
  row('success@1', ({ successAt1 }) => successAt1)
  row('success@3', ({ successAt3 }) => successAt3)
  row('nDCG@10', ({ ndcg }) => ndcg)
  row('answerable, not answered', ({ refused }) => refused)
  row('answerable, nothing shown', ({ nothingShown }) => nothingShown)
  row('others, answered', ({ falselyAnswered }) => falselyAnswered)
  row('others, shown as related', ({ falselyRelated }) => falselyRelated)
  row('AUROC', ({ auroc }) => auroc)
  for (const status of ['answered', 'related'] as const) {
    const { count, precision } = precisionOf(measured, status)
    print(`| precision of \`${status}\` (first quote answers or helps) | ${share(precision)} | of ${count} |`)
  }
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
  print('| group | questions | success@1 | success@3 | nDCG@10 | not answered | falsely answered |')
  print('| --- | --- | --- | --- | --- | --- | --- |')
  for (const [key, group] of [...groups].sort((a, b) => a[0].localeCompare(b[0]))) {
    const { successAt1, successAt3, ndcg, refused, falselyAnswered } = figuresOf(group)
    print(
      `| ${key} | ${group.length} | ${[successAt1, successAt3, ndcg, refused, falselyAnswered].map(share).join(' | ')} |`,
    )
  }
}

type Baseline = readonly [name: string, answer: (question: string) => Promise<Outcome>]

/** What one would otherwise write, with the model as it is, without what is learned. */
async function baselinesOf({ corpus, index }: Product): Promise<Baseline[]> {
  const plain = await loadEmbedder(readConfig().model)
  const texts: Float32Array[] = []
  for (const { text } of corpus.passages) texts.push((await plain.embed(text, 'passage')).mean)
  const { lexical } = await index.without(({ kind }) => kind === 'question')
  const rankedByWords = (question: string) => [...lexical.search(question)].sort((a, b) => b[1] - a[1])
  const rankedByVectors = async (question: string) => {
    const { mean } = await plain.embed(question.slice(0, 1000), 'query')
    const cosine = (text: Float32Array) => text.reduce((sum, value, at) => sum + value * mean[at]!, 0)
    return texts.map((text, passage) => [passage, cosine(text)] as const).sort((a, b) => b[1] - a[1])
  }
  const outcome = (ranked: readonly (readonly [number, number])[], threshold: number): Outcome => {
    const ids = ranked.slice(0, 10).map(([passage]) => corpus.passages[passage]!.id)
    const confidence = ranked[0]?.[1] ?? 0
    return {
      status: confidence >= threshold ? 'answered' : 'no_answer',
      confidence,
      ranked: ids,
      quoted: ids.slice(0, 1),
    }
  }
  return [
    ['BM25 of the texts', async (question) => outcome(rankedByWords(question), 0)],
    [
      `cosine of the texts, threshold ${FIXED_THRESHOLD}`,
      async (question) => outcome(await rankedByVectors(question), FIXED_THRESHOLD),
    ],
    [
      'reciprocal rank fusion of both',
      async (question) => {
        const scores = new Map<number, number>()
        for (const list of [rankedByWords(question), await rankedByVectors(question)]) {
          for (const [rank, [passage]] of list.entries())
            scores.set(passage, (scores.get(passage) ?? 0) + 1 / (RRF_K + rank + 1))
        }
        return outcome(
          [...scores].sort((a, b) => b[1] - a[1]),
          0,
        )
      },
    ],
  ]
}

/** The baselines on the same questions, in the same run. */
async function printBaselines(
  questions: readonly LabelledQuestion[],
  product: Product,
  baselines: readonly Baseline[],
  print: Print,
): Promise<void> {
  print('| baseline | success@1 | success@3 | nDCG@10 | not answered | falsely answered | AUROC |')
  print('| --- | --- | --- | --- | --- | --- | --- |')
  for (const [name, answer] of baselines) {
    const { successAt1, successAt3, ndcg, refused, falselyAnswered, auroc } = figuresOf(
      await measureAll(questions, product, answer),
    )
    print(`| ${name} | ${[successAt1, successAt3, ndcg, refused, falselyAnswered, auroc].map(share).join(' | ')} |`)
  }
}

/** Follow-ups: what the last turn of each conversation gets. */
async function printDialogues({ answerer, corpus }: Product, print: Print): Promise<void> {
  const dialogues = readDialogues(EVALUATION_FOLDER)
  const groups = new Map<string, Measured[]>()
  for (const dialogue of dialogues) {
    const measured = await playDialogue(dialogue, answerer, corpus)
    for (const key of [dialogue.kind, 'all']) groups.set(key, [...(groups.get(key) ?? []), measured])
  }
  print(`## Conversations: the last turn of ${dialogues.length}`)
  print()
  print('| last turn | conversations | success@1 | success@3 | not answered | falsely answered |')
  print('| --- | --- | --- | --- | --- | --- |')
  for (const [kind, group] of groups) {
    const { successAt1, successAt3, refused, falselyAnswered } = figuresOf(group)
    print(
      `| ${kind} | ${group.length} | ${[successAt1, successAt3, refused, falselyAnswered].map(share).join(' | ')} |`,
    )
  }
}

/** Messages in danger, noticed by their words alone and by what they mean as well. */
async function printDangers({ answerer, safety }: Product, asked: readonly Measured[], print: Print): Promise<void> {
  const ordinary = asked.map(({ question }) => ({ text: question.question, kind: 'none' as const }))
  print('## Acute danger')
  print()
  print(
    'Messages that signal danger, noticed by their words alone and by words or meaning; and harmless messages, most of which sound dangerous, that are taken for one. The ordinary questions are those of the sets above.',
  )
  print()
  print(
    '| set | in danger | noticed by words | by words or meaning | of the right kind | harmless | taken for danger |',
  )
  print('| --- | --- | --- | --- | --- | --- | --- |')
  for (const [name, cases] of [
    ...DANGER_SETS.map((set) => [set, readDangerCases(EVALUATION_FOLDER, set)] as const),
    ['ordinary questions', ordinary] as const,
  ]) {
    let [dangers, byWords, noticed, right, alarms] = [0, 0, 0, 0, 0]
    for (const { text, kind } of cases) {
      const { danger } = await answerer.answer(text)
      if (kind === 'none') {
        if (danger) alarms++
        continue
      }
      dangers++
      if (safety.detect(text)) byWords++
      if (danger) noticed++
      if (danger === kind) right++
    }
    const of = (count: number) => (dangers > 0 ? share(count / dangers) : '')
    print(
      `| ${name} | ${dangers} | ${of(byWords)} | ${of(noticed)} | ${of(right)} | ${cases.length - dangers} | ${alarms} |`,
    )
  }
}

/** What each part of the finding is worth, on all sets together, with the same weights for the rest. */
async function printAblations(whole: readonly Measured[], print: Print): Promise<void> {
  const row = (label: string, measured: readonly Measured[]) => {
    const { successAt1, successAt3, ndcg, refused, falselyAnswered, auroc } = figuresOf(measured)
    print(`| ${label} | ${[successAt1, successAt3, ndcg, refused, falselyAnswered, auroc].map(share).join(' | ')} |`)
  }
  print('## Without a part, all sets together')
  print()
  print('| without | success@1 | success@3 | nDCG@10 | not answered | falsely answered | AUROC |')
  print('| --- | --- | --- | --- | --- | --- | --- |')
  row('nothing', whole)
  for (const part of PARTS) {
    const product = await openWithout(part)
    const questions = whole.map(({ question }) => question)
    row(part, await measureAll(questions, product, (question) => answered(product, question)))
  }
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

/** The product without a part: its signals weigh nothing, or the example questions are out of the index. */
async function openWithout(part: Part): Promise<Product> {
  const change = (weights: Weights): Weights =>
    part === 'questions'
      ? weights
      : {
          ...weights,
          fusion: {
            weights: weights.fusion.weights.map((weight, at) => (SIGNALS_OF[part].test(SIGNALS[at]!) ? 0 : weight)),
          },
        }
  return await openProduct(
    readConfig(),
    {
      onNotice: (line) => process.stderr.write(`${line}\n`),
      onProgress: () => {},
    },
    { changeWeights: change, hide: part === 'questions' ? ({ kind }) => kind === 'question' : null },
  )
}

function share(value: number | null): string {
  return value === null ? '' : value.toFixed(3)
}
