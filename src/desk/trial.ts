import type { Answer, Quote } from '../answering/answer.ts'
import type { Corpus, ExampleQuestion } from '../corpus/load-corpus.ts'
import { gradesOf, type LabelledQuestion } from '../evaluation/judge.ts'
import { sample } from '../operations/smoke-check.ts'
import type { Product } from '../product.ts'

/** A question to try, and what is known of its answer: grades of passages by id in either corpus; null where nothing is. */
export interface TrialQuestion {
  readonly question: string
  readonly grades: ReadonlyMap<string, number> | null
}

/** What an answer shows. */
export interface Shown {
  readonly outcome: Answer['outcome']
  readonly quotes: readonly Quote[]
}

/** A question that the draft answers otherwise than the corpus. */
export interface Difference {
  readonly question: string
  readonly before: Shown
  readonly after: Shown
  /** `new`: a document that the corpus doesn't have is quoted, of which labels can't know; `other`: no better and no worse. */
  readonly kind: 'worse' | 'new' | 'other' | 'better'
}

/** Worst first. */
export const KINDS = ['worse', 'new', 'other', 'better'] as const satisfies readonly Difference['kind'][]

/** What was tried so far. */
export interface TrialReport {
  readonly asked: number
  readonly all: number
  readonly differences: readonly Difference[]
}

/**
 * Labelled questions, and example questions of documents that are new or changed in the draft.
 * @param examples those of the draft.
 */
export function trialQuestions(
  labelled: readonly LabelledQuestion[],
  examples: readonly ExampleQuestion[],
  before: Corpus,
  after: Corpus,
): TrialQuestion[] {
  const isNew = (id: string | null) => id !== null && before.passage(id) === null && after.passage(id) !== null
  return [
    ...labelled.map((one) => ({
      question: one.question,
      grades: new Map([...gradesOf(one, before), ...gradesOf(one, after)]),
    })),
    ...after.documents.flatMap(({ id }) => {
      const own = examples.filter(({ passageId }) => isNew(passageId) && after.passage(passageId!)?.documentId === id)
      return sample(own).map(({ question, passageId }) => ({ question, grades: new Map([[passageId!, 3]]) }))
    }),
  ]
}

/** Asks both products, one question after the other, and reports after each until it is stopped. */
export async function* tryBoth(
  questions: readonly TrialQuestion[],
  before: Product,
  after: Product,
): AsyncGenerator<TrialReport, void> {
  let differences: Difference[] = []
  for (const [at, question] of questions.entries()) {
    const { difference } = await showBoth(question, before, after)
    if (difference) {
      differences = [...differences, difference].sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind))
    }
    yield { asked: at + 1, all: questions.length, differences }
  }
}

/** Asks both products a question: what each of them shows, and how that differs; null when it doesn't. */
export async function showBoth(question: TrialQuestion, before: Product, after: Product) {
  const was = await before.answerer.answer(question.question)
  const is = await after.answerer.answer(question.question)
  return {
    before: shownOf(was),
    after: shownOf(is),
    difference: compareAnswers(question, was, is, before.corpus),
  }
}

/** How two answers to a question differ; null when they show the same. */
export function compareAnswers(
  { question, grades }: TrialQuestion,
  before: Answer,
  after: Answer,
  corpus: Corpus,
): Difference | null {
  const [was, is] = [shownOf(before), shownOf(after)]
  const idsOf = ({ outcome, quotes }: Shown) => [outcome, ...quotes.map(({ passage }) => passage.id)].join(' ')
  if (idsOf(was) === idsOf(is)) return null
  const isKnown = ({ passage }: Quote) =>
    grades?.has(passage.id) || corpus.documents.some(({ id }) => id === passage.documentId)
  const gain = grades === null ? 0 : worth(is, grades) - worth(was, grades)
  const kind = !is.quotes.every(isKnown) ? 'new' : gain > 0 ? 'better' : gain < 0 ? 'worse' : 'other'
  return { question, before: was, after: is, kind }
}

function shownOf(answer: Answer): Shown {
  return { outcome: answer.outcome, quotes: answer.outcome === 'no_answer' ? [] : answer.quotes }
}

/** How good it is what is shown: the best grade among the quotes, half of it as related; of a question without an answer, silence. */
function worth({ outcome, quotes }: Shown, grades: ReadonlyMap<string, number>): number {
  const weight = { answered: 1, related: 0.5, no_answer: 0 }[outcome]
  if (grades.size === 0) return -weight
  const [first = 0, ...others] = quotes.map(({ passage }) => grades.get(passage.id) ?? 0)
  // The first quote is what people read.
  return weight * (first + Math.max(first, ...others))
}
