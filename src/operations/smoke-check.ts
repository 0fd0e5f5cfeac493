import { loadExampleQuestionsInSlices } from '../corpus/load-corpus.ts'
import type { Product } from '../product.ts'

/** How many questions of each document, and without an answer, are asked. */
const SAMPLE = 24
/** Share of the questions that must find the passage they were written for, and that must be declined. */
const FOUND = 0.9
const DECLINED = 0.6

/**
 * Asks a product a sample of the editors' example questions about each document, which must have some: those with an answer must find their passage, and most of those
 * without must be declined. Says little about quality, but a broken index or corpus fails at once.
 * @returns what is wrong; null when nothing is.
 */
export async function smokeCheck({ corpus, answerer }: Product, corpusFolder: string): Promise<string | null> {
  const questions = await loadExampleQuestionsInSlices(corpusFolder, corpus)
  const unasked = corpus.documents.find(({ passages }) => {
    const own = new Set(passages.map(({ id }) => id))
    return !questions.some(({ passageId }) => passageId !== null && own.has(passageId))
  })
  if (unasked) {
    return `no example question asks anything of "${unasked.title}", so nothing shows that it is found; write some in ${unasked.id}/questions.yaml`
  }
  const answered = corpus.documents.flatMap(({ id }) =>
    sample(questions.filter(({ passageId }) => corpus.passage(passageId ?? '')?.documentId === id)),
  )
  const offTopic = sample(questions.filter(({ passageId }) => passageId === null))
  let found = 0
  for (const { question, passageId } of answered) {
    const { ranked } = await answerer.answer(question)
    if (ranked.slice(0, 3).some(({ passage }) => passage.id === passageId)) found++
  }
  if (found < FOUND * answered.length) {
    return `only ${found} of ${answered.length} example questions find their passage`
  }
  let declined = 0
  for (const { question } of offTopic) if ((await answerer.answer(question)).outcome !== 'answered') declined++
  if (declined < DECLINED * offTopic.length) {
    return `only ${declined} of ${offTopic.length} off-topic questions are declined`
  }
  return null
}

/** Evenly spaced items. */
function sample<T>(all: readonly T[]): T[] {
  const step = Math.max(1, Math.floor(all.length / SAMPLE))
  return all.filter((_, index) => index % step === 0).slice(0, SAMPLE)
}
