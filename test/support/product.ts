import { join } from 'node:path'
import { createConfig, PROJECT_FOLDER } from '../../src/config/config.ts'
import type { LabelledQuestion } from '../../src/evaluation/judge.ts'
import { type EvaluationSet, readLabelledQuestions } from '../../src/evaluation/sets.ts'
import { openProduct, type Product } from '../../src/product.ts'

let opened: Promise<Product> | null = null
/** The real product, as a user has it: one for all test files of a process. */
export function realProduct(): Promise<Product> {
  opened ??= openProduct(createConfig({}), { onNotice: () => {}, onProgress: () => {} })
  return opened
}

/** The labelled questions of test/eval. */
export function evaluationSet(set: EvaluationSet): LabelledQuestion[] {
  const questions = readLabelledQuestions(join(PROJECT_FOLDER, 'test', 'eval'), set)
  if (!questions) throw new Error(`test/eval/${set}.jsonl is missing.`)
  return questions
}
