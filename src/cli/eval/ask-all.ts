import type { LabelledQuestion } from '../../evaluation/judge.ts'
import { type Measured, measure, type Outcome, outcomeOf } from '../../evaluation/measure.ts'
import type { Product } from '../../product.ts'
import { createProgress } from '../../terminal/progress.ts'

/** Asks labelled questions one by one, with progress, and measures what is answered. */
export async function measureAll(
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

/** What the product answers, as it is measured. */
export async function answered({ answerer }: Product, question: string): Promise<Outcome> {
  return outcomeOf(await answerer.answer(question))
}
