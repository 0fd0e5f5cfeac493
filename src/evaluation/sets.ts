import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Danger } from '../safety/danger.ts'
import type { LabelledQuestion } from './judge.ts'

/** The sets of labelled questions: the first is for tuning, strangers wrote the others, which are only measured on. */
export const EVALUATION_SETS = ['dev', 'strangers-a', 'strangers-b'] as const
export type EvaluationSet = (typeof EVALUATION_SETS)[number]

/**
 * Reads a set of labelled questions.
 * @param folder test/eval; absent where tests are left out, as in a container.
 * @returns null when the set does not exist.
 */
export function readLabelledQuestions(folder: string, set: EvaluationSet): LabelledQuestion[] | null {
  const path = join(folder, `${set}.jsonl`)
  return existsSync(path) ? readJsonLines(path) : null
}

/** A conversation with labels for each turn. */
export interface Dialogue {
  readonly id: string
  /** What the last turn does: narrowing, other-side, more, new-subject, off-topic. */
  readonly kind: string
  readonly turns: readonly Pick<LabelledQuestion, 'question' | 'gold'>[]
}

/** @param folder test/eval. */
export function readDialogues(folder: string): Dialogue[] {
  return readJsonLines(join(folder, 'dialogues.jsonl'))
}

/**
 * The sets of messages with the danger that they signal. Half of the first and all of the second were read while phrases were
 * written; a stranger wrote the third, which is only measured on.
 */
export const DANGER_SETS = ['safety', 'safety-own', 'safety-strangers'] as const

/** A message, and the danger that it signals; "none" for none. */
export interface DangerCase {
  readonly text: string
  readonly kind: Danger | 'none'
}

/** @param folder test/eval. */
export function readDangerCases(folder: string, set: (typeof DANGER_SETS)[number]): DangerCase[] {
  return readJsonLines(join(folder, `${set}.jsonl`))
}

/** Reads a file with one JSON value on each line; the caller vouches for their type. */
export function readJsonLines<T>(path: string): T[] {
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T)
}
