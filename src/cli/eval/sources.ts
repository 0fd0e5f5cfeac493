import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../../config/config.ts'
import type { LabelledQuestion } from '../../evaluation/judge.ts'
import { type Measured, measure, outcomeOf } from '../../evaluation/measure.ts'
import { readLabelledFile } from '../../evaluation/sets.ts'
import { loadModels, openProduct, type Product } from '../../product.ts'
import type { View } from '../../retrieval/views.ts'
import { figuresIn, type Print, printTable, share } from './table.ts'

/** The least grade of a passage that helps. */
const HELPS = 2
/** Example questions that a passage keeps; messages that it answers count as such. */
const KEPT = [0, 2, 5, 10, 20, Number.POSITIVE_INFINITY] as const

const LISTENER = { onNotice: () => {}, onProgress: () => {} }

/** How a source is found with few or no example questions. */
export async function printSources(folder: string, asked: readonly Measured[], print: Print): Promise<void> {
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
    'Documents of other forms, made up for this measurement, beside the corpus: without an example question, and with the weights as they are. Their text and the messages about them are by different hands. Other hands again judged what was shown or came first for these messages from another source, and for the questions of the sets above from a new one; a passage that nobody judged counts as no help.',
  )
  print()
  const { rows: added, unanswered, before, after } = await newSources(folder, questions)
  const all = added.flatMap(({ own }) => own)
  printTable(
    print,
    ['document', ...header],
    [
      ...added.map(({ document, own }) => [document, own.length, ...cells(own)]),
      ['all new documents', all.length, ...cells(all)],
      ['questions of the sets above, before', before.length, ...cells(before)],
      ['and with the new documents', after.length, ...cells(after)],
    ],
  )
  print()
  print(
    `Of ${unanswered.length} messages that come near to the new documents but that none of them answers, ${unanswered.filter(({ status }) => status === 'answered').length} are answered.`,
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

/** One row: the questions that a document answers, and all others, while it has so many example questions a passage. */
interface SourceRow {
  readonly document: string
  readonly kept: number
  readonly own: readonly Measured[]
  readonly others: readonly Measured[]
}

/**
 * Each document of the corpus as if nobody had written more than so many example questions for a passage of it. The weights were
 * learned with all of them.
 */
async function thinnedSources(questions: readonly LabelledQuestion[]): Promise<SourceRow[]> {
  const config = readConfig()
  const models = await loadModels(config)
  const whole = await openProduct(config, LISTENER, null, models)
  const rows: SourceRow[] = []
  for (const { id } of whole.corpus.documents) {
    for (const kept of KEPT) {
      const isHidden = new Set(hiddenBeyond(kept, id, whole))
      const hide = (view: View) => isHidden.has(keyOf(view))
      const product = await openProduct(config, LISTENER, { changeWeights: (weights) => weights, hide }, models)
      rows.push({ document: id, kept, ...(await askAll(product, questions, id)) })
    }
  }
  return rows
}

/** Keys of the example questions beyond the first so many of each passage of a document. */
function hiddenBeyond(kept: number, document: string, { corpus, index }: Product): string[] {
  const seen = new Map<number, number>()
  return index.views.flatMap((view) => {
    if (view.kind !== 'question' || corpus.passages[view.passage]?.documentId !== document) return []
    const before = seen.get(view.passage) ?? 0
    seen.set(view.passage, before + 1)
    return before < kept ? [] : [keyOf(view)]
  })
}

function keyOf({ kind, passage, text }: View): string {
  return `${kind} ${passage} ${text}`
}

/**
 * The corpus with new documents beside it, none of which has an example question.
 * @param folder holds the folder of each document; `questions.jsonl`, labelled questions about them; and `known.jsonl`, the passages of
 * theirs that answer known questions.
 * @param known questions about the documents of the corpus.
 * @returns a row for each new document, the messages that none of them answers, and how the known questions do without and with
 * the new documents.
 */
async function newSources(folder: string, known: readonly LabelledQuestion[]) {
  const config = readConfig()
  const asked = readLabelledFile(join(folder, 'questions.jsonl'))
  const answeredByNew = new Map(
    readLabelledFile(join(folder, 'known.jsonl')).map(({ question, gold }) => [question, gold]),
  )
  const knownAgain = known.map((one) => ({ ...one, gold: [...one.gold, ...(answeredByNew.get(one.question) ?? [])] }))
  const place = mkdtempSync(join(tmpdir(), 'bronwijzer-sources-'))
  try {
    const corpusFolder = join(place, 'corpus')
    cpSync(config.corpusFolder, corpusFolder, { recursive: true })
    cpSync(folder, corpusFolder, { recursive: true, filter: (path) => !path.endsWith('.jsonl') })
    const models = await loadModels(config)
    const before = await openProduct(config, LISTENER, null, models)
    const withNew = { ...config, corpusFolder, indexFolder: join(place, 'index') }
    const after = await openProduct(withNew, LISTENER, null, models)
    const added = after.corpus.documents.filter(({ id }) => !before.corpus.documents.some((old) => old.id === id))
    const rows: SourceRow[] = []
    for (const { id } of added) rows.push({ document: id, kept: 0, ...(await askAll(after, asked, id)) })
    const unanswered = (
      await askAll(
        after,
        asked.filter(({ gold }) => gold.every(({ grade }) => grade < HELPS)),
        null,
      )
    ).others
    return {
      rows,
      unanswered,
      before: (await askAll(before, known, null)).others,
      after: (await askAll(after, knownAgain, null)).others,
    }
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
}

async function askAll({ answerer, corpus }: Product, questions: readonly LabelledQuestion[], document: string | null) {
  const own: Measured[] = []
  const others: Measured[] = []
  for (const question of questions) {
    const measured = measure(question, corpus, outcomeOf(await answerer.answer(question.question)))
    const best = [...measured.grades].sort((a, b) => b[1] - a[1])[0]
    const isOwn = best !== undefined && best[1] >= HELPS && corpus.passage(best[0])?.documentId === document
    if (isOwn) own.push(measured)
    else others.push(measured)
  }
  return { own, others }
}
