import { readJsonLines } from '../../src/evaluation/sets.ts'

/** A message and what it is; "none" for nothing special. */
export interface Case {
  readonly text: string
  readonly kind: string
  /** 1-based. */
  readonly line: number
}

/** Reads a file with a case on each line. */
export function readCases(file: string): Case[] {
  return readJsonLines<Omit<Case, 'line'>>(file).map((one, index) => ({ ...one, line: index + 1 }))
}

/** What a detector makes of cases. Lists are told in full, so that a failing test shows the messages. */
export function score(cases: readonly Case[], detect: (text: string) => string | null) {
  const found = cases.map((one) => ({ ...one, found: detect(one.text) ?? 'none' }))
  const dangers = found.filter(({ kind }) => kind !== 'none')
  const harmless = found.filter(({ kind }) => kind === 'none')
  return {
    dangers: dangers.length,
    harmless: harmless.length,
    missed: dangers.filter((one) => one.found === 'none').map(({ text }) => text),
    mistaken: dangers.filter((one) => one.found !== 'none' && one.found !== one.kind).map(({ text }) => text),
    falseAlarms: harmless.filter((one) => one.found !== 'none').map(({ text }) => text),
  }
}
