import { countByDocument } from '../corpus/check-questions.ts'
import { loadExampleQuestionsInSlices } from '../corpus/load-corpus.ts'
import type { AnsweringProduct } from '../product.ts'

/** How many questions of each document, and without an answer, are asked. */
const SAMPLE = 24
/** Share of the questions that must find the passage they were written for, and that must be declined. */
const FOUND = 0.9
const DECLINED = 0.6

/** Why a corpus isn't taken over: a document of which no question asks anything, or how many questions went right. */
export type SmokeProblem =
  | { readonly kind: 'unasked'; readonly id: string; readonly title: string }
  | { readonly kind: 'not-found' | 'not-declined'; readonly right: number; readonly of: number }

/**
 * Asks a product a sample of the editors' example questions about each document, which must have some: those with an answer must find
 * their passage, and most of those without must be declined. Says little about quality, but a broken index or corpus fails at once.
 * @returns what is wrong; null when nothing is.
 */
export async function findSmoke(
  { corpus, answerer }: AnsweringProduct,
  corpusFolder: string,
): Promise<SmokeProblem | null> {
  const questions = await loadExampleQuestionsInSlices(corpusFolder, corpus)
  const unasked = countByDocument(questions, corpus).find((one) => one.questions === 0)
  if (unasked) return { kind: 'unasked', id: unasked.document.id, title: unasked.document.title }
  const answered = corpus.documents.flatMap(({ id }) =>
    sample(questions.filter(({ passageId }) => corpus.passage(passageId ?? '')?.documentId === id)),
  )
  const offTopic = sample(questions.filter(({ passageId }) => passageId === null))
  let found = 0
  for (const { question, passageId } of answered) {
    const { ranked } = await answerer.answer(question)
    if (ranked.slice(0, 3).some(({ passage }) => passage.id === passageId)) found++
  }
  if (found < FOUND * answered.length) return { kind: 'not-found', right: found, of: answered.length }
  let declined = 0
  for (const { question } of offTopic) if ((await answerer.answer(question)).outcome !== 'answered') declined++
  return declined < DECLINED * offTopic.length ? { kind: 'not-declined', right: declined, of: offTopic.length } : null
}

/** The same, with what is wrong as words for the operator. */
export async function smokeCheck(product: AnsweringProduct, corpusFolder: string): Promise<string | null> {
  const problem = await findSmoke(product, corpusFolder)
  if (problem === null) return null
  if (problem.kind === 'unasked') {
    return `no example question asks anything of "${problem.title}", so nothing shows that it is found; write some in ${problem.id}/questions.yaml`
  }
  const { right, of } = problem
  return problem.kind === 'not-found'
    ? `only ${right} of ${of} example questions find their passage`
    : `only ${right} of ${of} off-topic questions are declined`
}

/** Evenly spaced items. */
export function sample<T>(all: readonly T[]): T[] {
  const step = Math.max(1, Math.floor(all.length / SAMPLE))
  return all.filter((_, index) => index % step === 0).slice(0, SAMPLE)
}
