import type { LabelledQuestion } from '../../evaluation/judge.ts'
import {
  coverageFigures,
  type Figures,
  figuresOf,
  interval,
  type Measured,
  precisionOf,
  reliabilityOf,
} from '../../evaluation/measure.ts'
import type { Product } from '../../product.ts'
import { measureAll } from './ask-all.ts'
import type { Baseline } from './baselines.ts'
import { ALL_COLUMNS, figuresIn, type Print, printTable, share } from './table.ts'

const SEED = 1

/** All that is measured of one set of labelled questions. */
export async function printQuestions(
  name: string,
  measured: readonly Measured[],
  product: Product,
  baselines: readonly Baseline[] | null,
  print: Print,
): Promise<void> {
  print(`## ${name}: ${measured.length} questions`)
  print()
  printFigures(measured, print)
  print()
  printGroups(measured, product, print)
  print()
  printReliability(measured, print)
  print()
  printCoverage(measured, product, print)
  if (!baselines) return
  print()
  await printBaselines(
    measured.map(({ question }) => question),
    product,
    baselines,
    print,
  )
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

/** Questions that were not answered as they should have been. */
export function printMisses(measured: readonly Measured[], { corpus }: Product, print: Print): void {
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
