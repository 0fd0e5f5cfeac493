import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT_FOLDER, readConfig } from '../config/config.ts'
import type { LabelledQuestion } from '../evaluation/judge.ts'
import {
  coverageFigures,
  type Figures,
  figuresOf,
  interval,
  type Measured,
  measure,
  type Outcome,
  outcomeOf,
  precisionOf,
  reliabilityOf,
} from '../evaluation/measure.ts'
import { playDialogue } from '../evaluation/play-dialogue.ts'
import {
  DANGER_SETS,
  DIALOGUE_SETS,
  EVALUATION_SETS,
  type EvaluationSet,
  readDangerCases,
  readDeclinedCases,
  readDialogues,
  readLabelledFile,
  readLabelledQuestions,
  readPairs,
  readSidesCases,
  readTermCases,
  readVoiceCases,
  SIDES_SETS,
  VOICE_SETS,
} from '../evaluation/sets.ts'
import { openProduct, type Product } from '../product.ts'
import { FEATURES } from '../retrieval/features.ts'
import type { View } from '../retrieval/views.ts'
import type { Weights } from '../retrieval/weights.ts'
import { createProgress } from '../terminal/progress.ts'
import { type Baseline, baselinesOf } from './eval-baselines.ts'
import { PARTS, type Part } from './eval-parts.ts'
import { newSources, thinnedSources } from './eval-sources.ts'
import { openWithProgress } from './run.ts'

const EVALUATION_FOLDER = join(PROJECT_FOLDER, 'test', 'eval')
const NEW_SOURCES_FOLDER = join(EVALUATION_FOLDER, 'new-sources')
const SEED = 1
/** The least grade of a passage that helps. */
const HELPS = 2

const FEATURES_OF: Readonly<Record<Exclude<Part, 'questions'>, RegExp>> = {
  maxsim: /^(maxsim|offTopicMaxsim)/,
  bm25: /^words(Own|Questions)/,
  centroid: /^centroid/,
}

/**
 * Measures answers on the labelled questions of test/eval, and writes docs/evaluation.md unless a part is left out or another
 * set is named.
 * @throws Error naming the line of a set that can't be read.
 */
export async function evaluate({
  without,
  set,
  misses,
}: {
  readonly without?: Part
  readonly set?: string
  readonly misses?: boolean
}): Promise<void> {
  const named = set === undefined ? null : readLabelledFile(set)
  const product = without ? await openWithout(without) : await openWithProgress()
  const lines: string[] = []
  const print = (line = '') => {
    lines.push(line)
    process.stdout.write(`${line}\n`)
  }
  print('# Evaluation')
  print()
  print(
    `\`npm run eval\`${without ? ` without ${without}` : ''}${set ? ` on ${set}` : ''}. The sets \`strangers-a\` and \`strangers-b\` were written from the texts alone, without a look at any other question. The set \`dev-real\` retells messages that people posted in public; nearly all that the sources don't answer come near to it. The set \`messages\` was written in people's manner by two hands and judged against all passages by others. No set is learned from: weights come from the example questions and the judged messages. Some numbers, such as how many candidates are compared and from which probability something is shown, were chosen with a look at all sets, so the figures flatter a little, those of \`dev-real\` most. Intervals: bootstrap, 95 %.`,
  )
  const isWhole = !without && !named
  const baselines = isWhole ? await baselinesOf(product) : null
  const all: Measured[] = []
  const sets = named ? [[set!, named] as const] : EVALUATION_SETS.map((name) => [name, readQuestions(name)] as const)
  for (const [name, questions] of sets) {
    const measured = await measureAll(questions, product, (question) => answered(product, question))
    all.push(...measured)
    print()
    print(`## ${name}: ${questions.length} questions`)
    print()
    printFigures(measured, print)
    print()
    printGroups(measured, product, print)
    print()
    printReliability(measured, print)
    print()
    printCoverage(measured, product, print)
    if (!baselines) continue
    print()
    await printBaselines(questions, product, baselines, print)
  }
  if (isWhole) {
    print()
    await printDialogues(product, print)
    print()
    await printSides(product, print)
    print()
    await printVoices(product, print)
    print()
    await printTerms(product, print)
    print()
    await printPairs(product, print)
    print()
    await printDangers(product, all, print)
    print()
    await printAblations(all, print)
    print()
    await printSources(all, print)
  }
  print()
  print('## Misses')
  print()
  printMisses(all, product, !isWhole || misses ? print : (line) => lines.push(line ?? ''))
  if (!isWhole) return
  mkdirSync(join(PROJECT_FOLDER, 'docs'), { recursive: true })
  writeFileSync(join(PROJECT_FOLDER, 'docs', 'evaluation.md'), `${lines.join('\n')}\n`)
  process.stdout.write('Written: docs/evaluation.md\n')
}

type Print = (line?: string) => void

const COLUMNS = {
  'success@1': ({ successAt1 }) => successAt1,
  'success@3': ({ successAt3 }) => successAt3,
  'nDCG@10': ({ ndcg }) => ndcg,
  shown: ({ shown }) => shown,
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
      row('right passage shown as an answer', ({ shown }) => shown),
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

/** Bands of confidence. */
const BANDS = [0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.01] as const
/** Words from which a message is long. */
const LONG = 20

/** Confidence beside the share of first passages that answer or help: equal where it can be believed. */
function printReliability(measured: readonly Measured[], print: Print): void {
  const isLong = ({ question }: Measured) => question.question.split(/\s+/).length >= LONG
  const groups: (readonly [string, readonly Measured[]])[] = [
    ...BANDS.slice(0, -1).map((from, at): readonly [string, readonly Measured[]] => {
      const to = BANDS[at + 1]!
      const inBand = measured.filter(({ confidence }) => confidence >= from && confidence < to)
      return [`confidence ${from.toFixed(1)} – ${Math.min(to, 1).toFixed(1)}`, inBand]
    }),
    ['short messages', measured.filter((one) => !isLong(one))],
    [`messages of ${LONG} words and more`, measured.filter(isLong)],
  ]
  const rows = groups.map(([name, group]) => {
    if (group.length === 0) return [name, 0, '', '']
    const { confidence, right } = reliabilityOf(group)
    return [name, group.length, share(confidence), share(right)]
  })
  printTable(print, ['reliability', 'questions', 'mean confidence', 'first passage answers or helps'], rows)
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
  print('## Conversations: their last turns')
  print()
  print(
    'Others wrote `dialogues`; its misses were looked at while follow-ups were mended, so its figures flatter. The writer of the code wrote `dialogues-own`, before that.',
  )
  const columns = ALL_COLUMNS.filter((column) => column !== 'nDCG@10' && column !== 'AUROC')
  for (const set of DIALOGUE_SETS) {
    const groups = new Map<string, Measured[]>()
    for (const dialogue of readDialogues(EVALUATION_FOLDER, set)) {
      const measured = await playDialogue(dialogue, answerer, corpus)
      for (const key of [dialogue.kind, 'all']) groups.set(key, [...(groups.get(key) ?? []), measured])
    }
    const rows = [...groups].map(([kind, group]) => [kind, group.length, ...figuresIn(columns, group)])
    print()
    printTable(print, [set, 'conversations', ...columns], rows)
  }
}

/** What is said of the sources, where something is shown: that one speaks, or that it is silent. */
function printCoverage(measured: readonly Measured[], { corpus }: Product, print: Print): void {
  const rows = ([true, false] as const).map((speaks) => {
    const { claims, right, all } = coverageFigures(measured, corpus, speaks)
    return [
      speaks ? 'a source speaks' : 'a source is silent',
      claims,
      share(claims > 0 ? right / claims : null),
      share(all > 0 ? right / all : null),
    ]
  })
  printTable(print, ['what is claimed', 'claims', 'precision', 'recall'], rows)
}

/** Whether both sides of a dispute are shown, and no other side where only one speaks. */
async function printSides({ answerer }: Product, print: Print): Promise<void> {
  print('## Both sides')
  print()
  print(
    'Questions in dispute, of which both publishers have to be shown, and questions on which one speaks. Another hand wrote `disputes`; fourteen of its misses were looked at before messages in dispute were added, so its figures flatter. The other set was written while the code was.',
  )
  print()
  const rows: (string | number)[][] = []
  for (const set of SIDES_SETS) {
    const shown: { readonly kind: string; readonly isRight: boolean; readonly isFalse: boolean }[] = []
    const cases = readSidesCases(EVALUATION_FOLDER, set)
    for (const { question, kind, expect } of cases) {
      const answer = await answerer.answer(question)
      if (answer.outcome === 'no_answer') continue
      const expected = (id: string) => expect.some((beginning) => id.startsWith(beginning))
      const quoted = answer.quotes.map(({ document }) => document.id)
      const isRight =
        kind === 'dispute'
          ? expect.every((beginning) => quoted.some((id) => id.startsWith(beginning)))
          : quoted.every(expected)
      const isFalse = answer.sources.some(({ id, speaks }) => speaks !== null && speaks !== expected(id))
      shown.push({ kind, isRight, isFalse })
    }
    for (const kind of ['dispute', 'one-side']) {
      const group = shown.filter((one) => one.kind === kind)
      const of = (counted: (one: (typeof shown)[number]) => boolean) =>
        share(group.length > 0 ? group.filter(counted).length / group.length : null)
      rows.push([
        `${set}: ${kind}`,
        cases.filter((one) => one.kind === kind).length,
        group.length,
        of(({ isRight }) => isRight),
        of(({ isFalse }) => isFalse),
      ])
    }
  }
  printTable(
    print,
    ['set', 'questions', 'answered or related', 'the right sides shown', 'a false claim of a source'],
    rows,
  )
}

/** Whether a voice that is asked for comes first where it speaks, and is said to be silent or unknown where it doesn't. */
async function printVoices({ answerer }: Product, print: Print): Promise<void> {
  print('## Voices')
  print()
  print(
    'Messages that ask for the view of somebody who speaks, is reported, is silent on the subject or is in no source; and some that only name somebody. Another hand wrote `voices`, of which 56 of 70 were recognised before its misses were looked at, so its figures flatter. `voices-own` was written while the code was.',
  )
  print()
  const rows: (string | number)[][] = []
  for (const set of VOICE_SETS) {
    const cases = readVoiceCases(EVALUATION_FOLDER, set)
    const judged: { readonly kind: string; readonly speaks: boolean | null; readonly marks: readonly boolean[] }[] = []
    for (const { question, voice, kind, speaks, gold } of cases) {
      const answer = await answerer.answer(question)
      const isIt = (name: string, other: string) => name === voice || (kind === 'unknown' && other === 'unknown')
      const one = answer.asked.find((asked) => isIt(asked.voice.name, asked.voice.kind))
      const first = answer.outcome === 'no_answer' ? undefined : answer.quotes[0]?.passage.id
      const isFirst = first !== undefined && (one?.voice.passages?.has(first) ?? (gold[first] ?? 0) >= 2)
      const isRefused = first === undefined || one?.speaks === false
      const isAsIf = first !== undefined && one?.speaks !== false
      judged.push({ kind, speaks, marks: [one !== undefined, isRefused, isFirst, isAsIf, answer.asked.length > 0] })
    }
    const of = (group: typeof judged, mark: number) =>
      share(group.length > 0 ? group.filter(({ marks }) => marks[mark]).length / group.length : null)
    const asking = judged.filter(({ kind }) => kind !== 'none')
    const [speaking, others] = [true, false].map((speaks) => asking.filter((one) => one.speaks === speaks)) as [
      typeof judged,
      typeof judged,
    ]
    const named = judged.filter(({ kind }) => kind === 'none')
    rows.push([set, asking.length, of(asking, 0), of(speaking, 1), of(speaking, 2), of(others, 3), of(named, 4)])
  }
  printTable(
    print,
    [
      'set',
      'ask for a voice',
      'recognised',
      'speaking, refused',
      'speaking, comes first',
      'silent or unknown, answered as if it spoke',
      'only named, taken for asked',
    ],
    rows,
  )
}

/** Whether a passage that says something of a term comes first, and whether a no helps. */
async function printTerms({ answerer }: Product, print: Print): Promise<void> {
  print('## What is it, and a no that helps')
  print()
  print(
    'Questions after what a term is, and messages that the sources do not answer, both by another hand. Every miss of a first run was looked at, so the figures flatter.',
  )
  print()
  const terms = readTermCases(EVALUATION_FOLDER)
  const rows: (string | number)[][] = []
  for (const kind of ['defined', 'spelt-out', 'used', 'absent'] as const) {
    const cases = terms.filter((one) => one.kind === kind)
    const firsts: (number | null)[] = []
    for (const { question, gold } of cases) {
      const answer = await answerer.answer(question)
      firsts.push(answer.outcome === 'no_answer' ? null : (gold[answer.quotes[0]!.passage.id] ?? 0))
    }
    const of = (counted: (grade: number | null) => boolean) => share(firsts.filter(counted).length / cases.length)
    rows.push([
      kind,
      cases.length,
      of((grade) => grade === null),
      of((grade) => grade === 0),
      of((grade) => grade !== null && grade > 0),
    ])
  }
  printTable(print, ['the texts', 'questions', 'no answer', 'says nothing of it first', 'says something first'], rows)
  print()
  const declined = readDeclinedCases(EVALUATION_FOLDER)
  const asked = await Promise.all(
    declined.map(async ({ question, topic }) => ({ isTalk: topic === null, answer: await answerer.answer(question) })),
  )
  const groups = [true, false].map((isTalk) => {
    const group = asked.flatMap((one) => (one.isTalk === isTalk ? [one.answer] : []))
    const nothing = group.filter((answer) => answer.outcome === 'no_answer')
    const of = (counted: (answer: (typeof nothing)[number]) => boolean) =>
      share(nothing.filter(counted).length / group.length)
    return [
      isTalk ? 'small talk' : 'questions',
      group.length,
      of(() => true),
      of(({ topic }) => topic !== null),
      of(({ signpost }) => signpost !== null),
    ]
  })
  printTable(print, ['not in the sources', 'messages', 'declined', 'topic told', 'signpost'], groups)
}

/** Whether two messages that mean the same get the same. */
async function printPairs(product: Product, print: Print): Promise<void> {
  const pairs = readPairs(EVALUATION_FOLDER)
  let alike = 0
  let bothQuote = 0
  let inCommon = 0
  for (const { one, other } of pairs) {
    const [first, second] = [await answered(product, one), await answered(product, other)]
    if (first.status === second.status) alike++
    if (first.quoted.length === 0 || second.quoted.length === 0) continue
    bothQuote++
    if (first.quoted.some((id) => second.quoted.includes(id))) inCommon++
  }
  print(`## Pairs that mean the same: ${pairs.length}`)
  print()
  printTable(
    print,
    ['figure', 'value', 'of'],
    [
      ['same outcome', share(alike / pairs.length), pairs.length],
      ['a quote in common, where both are quoted to', share(inCommon / Math.max(bothQuote, 1)), bothQuote],
    ],
  )
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

/** How a source is found with few or no example questions. */
async function printSources(asked: readonly Measured[], print: Print): Promise<void> {
  const questions = asked.map(({ question }) => question)
  const columns = ['success@1', 'success@3', 'shown', 'not answered'] as const
  const cells = (measured: readonly Measured[]) => [...figuresIn(columns, measured), share(onlyWrong(measured))]
  const header = ['questions', ...columns, 'answered with nothing that helps']
  print('## Sources with few example questions')
  print()
  print(
    'Each document as if its passages had no more than so many example questions, on the questions that it answers; and all others meanwhile. The weights were learned with all of its questions, so this flatters.',
  )
  print()
  const rows = await thinnedSources(questions)
  printTable(
    print,
    ['document', 'example questions a passage', ...header, 'others: success@1'],
    rows.map(({ document, kept, own, others }) => [
      document,
      Number.isFinite(kept) ? kept : 'all',
      own.length,
      ...cells(own),
      ...figuresIn(['success@1'], others),
    ]),
  )
  print()
  print('## New sources')
  print()
  print(
    'Documents of other forms, made up for this measurement, beside the corpus: without an example question, and with the weights as they are. Their text and the messages about them are by different hands.',
  )
  print()
  const { rows: added, before, after } = await newSources(NEW_SOURCES_FOLDER, questions)
  printTable(
    print,
    ['document', ...header],
    [
      ...added.map(({ document, own }) => [document, own.length, ...cells(own)]),
      ['questions of the sets above, before', before.length, ...cells(before)],
      ['and with the new documents', after.length, ...cells(after)],
    ],
  )
}

/** The share of questions that the sources answer, and that only got quotes that don't help. */
function onlyWrong(measured: readonly Measured[]): number | null {
  const answerable = measured.filter(({ ranking }) => ranking !== null)
  const wrong = answerable.filter(
    ({ status, quoted, grades }) => status === 'answered' && quoted.every((id) => (grades.get(id) ?? 0) < HELPS),
  )
  return answerable.length === 0 ? null : wrong.length / answerable.length
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

/** The product without a part: a network gets the mean of its features, or the example questions are not in the index. */
function openWithout(part: Part): Promise<Product> {
  const listener = { onNotice: (line: string) => process.stderr.write(`${line}\n`), onProgress: () => {} }
  if (part === 'questions') {
    const hide = ({ kind }: View) => kind === 'question'
    return openProduct(readConfig(), listener, { changeWeights: (weights) => weights, hide })
  }
  const isLeftOut = FEATURES.map((name) => FEATURES_OF[part].test(name))
  const changeWeights = (weights: Weights): Weights => ({
    ...weights,
    network: {
      ...weights.network,
      members: weights.network.members.map((member) => ({
        ...member,
        weights: member.weights.map((row) => row.map((weight, at) => (isLeftOut[at] ? 0 : weight))),
      })),
    },
  })
  return openProduct(readConfig(), listener, { changeWeights, hide: null })
}

function share(value: number | null): string {
  return value === null ? '' : value.toFixed(3)
}
