import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { LabelledQuestion } from './judge.ts'
import { readJsonLines } from './read-json-lines.ts'

/** The sets of labelled questions: the first is for tuning, the others were written by strangers and are only measured on. */
export const EVALUATION_SETS = ['dev', 'strangers-a', 'strangers-b'] as const
export type EvaluationSet = (typeof EVALUATION_SETS)[number]

/**
 * Reads a set of labelled questions.
 * @param folder test/eval; where tests are left out, as in a container, there is none.
 * @returns null when the set is not there.
 */
export function readLabelledQuestions(folder: string, set: EvaluationSet): LabelledQuestion[] | null {
  const path = join(folder, `${set}.jsonl`)
  return existsSync(path) ? readJsonLines(path) : null
}
