import { join } from 'node:path'
import type { Danger } from '../safety/danger.ts'
import { readJsonLines } from './read-json-lines.ts'

/**
 * The sets of messages with the danger that they signal: of the first, half was looked at while phrases were written, of the
 * second all; the third is by a stranger, and was only measured on.
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
