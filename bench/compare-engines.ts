import type { AnsweringProduct } from '../src/product.ts'
import { quantile } from './quantile.ts'

/** How alike two products answer, and how fast. */
export interface Comparison {
  readonly asked: number
  /** Questions with the same outcome, and the same first quote where there is one. */
  readonly same: number
  /** Milliseconds of a question to its answer. */
  readonly times: readonly { readonly median: number; readonly p95: number }[]
  /** The questions that differ. */
  readonly different: readonly string[]
}

/** Asks two products the same questions, one after the other, each question of both. */
export async function compareEngines(
  products: readonly [AnsweringProduct, AnsweringProduct],
  questions: readonly string[],
): Promise<Comparison> {
  const times: number[][] = [[], []]
  const different: string[] = []
  for (const question of questions) {
    const answers: string[] = []
    for (const [at, { answerer }] of products.entries()) {
      const begun = performance.now()
      const answer = await answerer.answer(question)
      times[at]!.push(performance.now() - begun)
      const first = 'quotes' in answer ? answer.quotes[0]?.passage.id : null
      answers.push(`${answer.outcome} ${first}`)
    }
    if (answers[0] !== answers[1]) different.push(question)
  }
  return {
    asked: questions.length,
    same: questions.length - different.length,
    times: times.map((own) => ({ median: quantile(own, 0.5), p95: quantile(own, 0.95) })),
    different,
  }
}
