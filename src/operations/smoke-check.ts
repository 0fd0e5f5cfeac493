import { loadExampleQuestions } from '../corpus/load-corpus.ts'
import type { Product } from '../product.ts'

/** How many questions of either kind are asked. */
const ASKED = 24
/** Share of questions that have to find the passage for which an editor wrote them, and that have to be declined. */
const FOUND = 0.9
const DECLINED = 0.6

/**
 * Asks a product some of the questions that its editors wrote: those that a passage answers have to find it, and those that
 * nothing answers mostly have to be declined. They are no measure of quality, but a broken index or corpus fails at once.
 * @returns what is wrong; null when nothing is.
 */
export async function smokeCheck({ corpus, answerer }: Product, corpusFolder: string): Promise<string | null> {
  const questions = loadExampleQuestions(corpusFolder, corpus)
  const answered = spread(questions.filter(({ passageId }) => passageId !== null))
  const offTopic = spread(questions.filter(({ passageId }) => passageId === null))
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
    return `only ${declined} of ${offTopic.length} questions that nothing answers are declined`
  }
  return null
}

/** Some of them, from everywhere among them. */
function spread<T>(all: readonly T[]): T[] {
  const step = Math.max(1, Math.floor(all.length / ASKED))
  return all.filter((_, index) => index % step === 0).slice(0, ASKED)
}
