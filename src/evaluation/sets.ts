import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { JudgedMessage } from '../corpus/judged-messages.ts'
import { parseJson } from '../corpus/read-text.ts'
import type { Danger } from '../safety/danger.ts'
import type { LabelledQuestion } from './judge.ts'

/**
 * The sets of labelled questions: the first is for tuning, strangers wrote the next two, which are only measured on. The
 * last three are messages as people type them. `dev-real` and `retold` mostly retell what people posted in public: with the first the
 * program was tuned, of the second only the figures were looked at, when thresholds were chosen. `messages` was written by six
 * hands and judged by others.
 */
export const EVALUATION_SETS = ['dev', 'strangers-a', 'strangers-b', 'dev-real', 'retold', 'messages'] as const
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

/** The questions of all these sets that exist. @param folder test/eval. */
export function readAllLabelled(folder: string): LabelledQuestion[] {
  return EVALUATION_SETS.flatMap((set) => readLabelledQuestions(folder, set) ?? [])
}

const goldSchema = z.union([
  z.object({ doc: z.string(), anchor: z.string(), grade: z.number().min(1).max(3) }),
  z.object({ doc: z.string(), short_anchor: z.string(), grade: z.number().min(1).max(3) }),
  z.object({ passage: z.string(), grade: z.number().min(1).max(3) }),
])
const questionSchema = z.object({
  id: z.string(),
  question: z.string(),
  lang: z.string(),
  style: z.string(),
  gold: z.array(goldSchema),
})

/**
 * Reads labelled questions from any file of the format of test/eval.
 * @throws Error naming the line and what is wrong with it.
 */
export function readLabelledFile(path: string): LabelledQuestion[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line, at) => {
      if (line.trim() === '') return []
      const parsed = questionSchema.safeParse(parseJson(line))
      if (parsed.success) return [parsed.data]
      const { path: place, message } = parsed.error.issues[0]!
      throw new Error(
        `${path}:${at + 1}: ${[place.join('.'), message].filter(Boolean).join(': ')}. Each line has the form of those in test/eval/dev.jsonl.`,
      )
    })
}

/** Messages that were judged at the desk to measure answers with, as labelled questions. */
export function judgedQuestions(messages: readonly JudgedMessage[]): LabelledQuestion[] {
  return messages.map(({ message, grades, source, line }) => ({
    id: `desk-${line}`,
    question: message,
    lang: 'not known',
    style: grades.size === 0 ? 'not answered' : (source ?? 'editor'),
    gold: [...grades].map(([passage, grade]) => ({ passage, grade })),
  }))
}

/** The sets of conversations. Others wrote the first, and its misses were looked at; the writer of the code wrote the second before it. */
export const DIALOGUE_SETS = ['dialogues', 'dialogues-own'] as const

/** A conversation with labels for its turns; in the second set, for the last alone. */
export interface Dialogue {
  readonly id: string
  /** What the last turn does: narrowing, other-side, more, why, source, correction, new-subject, off-topic and so on. */
  readonly kind: string
  readonly turns: readonly Pick<LabelledQuestion, 'question' | 'gold'>[]
}

/** @param folder test/eval. */
export function readDialogues(folder: string, set: (typeof DIALOGUE_SETS)[number]): Dialogue[] {
  return readJsonLines(join(folder, `${set}.jsonl`))
}

/**
 * The sets of messages with the danger that they signal. Half of the first and all of the second were read while phrases were
 * written; strangers wrote the others. Of the third a few harmless ones were read when phrases were mended; `safety-words` holds words
 * of danger in harmless senses, and was only measured on; `safety-short` is what people type on a phone in a few words, and those of
 * them that were taken for danger were read. `safety-hints` was only measured on, but other messages by the same hands are learned from.
 */
export const DANGER_SETS = [
  'safety',
  'safety-own',
  'safety-strangers',
  'safety-words',
  'safety-short',
  'safety-hints',
] as const

/** A message, and the danger that it signals; "none" for none. */
export interface DangerCase {
  readonly text: string
  readonly kind: Danger | 'none'
}

/** @param folder test/eval. */
export function readDangerCases(folder: string, set: (typeof DANGER_SETS)[number]): DangerCase[] {
  return readJsonLines(join(folder, `${set}.jsonl`))
}

/**
 * The sets of questions of which it is known which sides speak. The second was written while the code was; another hand wrote the
 * first, but fourteen of its misses were looked at.
 */
export const SIDES_SETS = ['disputes', 'disputes-own'] as const

/** A question in dispute, of which every side has to be shown, or one on which only one side speaks. */
export interface SidesCase {
  readonly question: string
  readonly kind: 'dispute' | 'one-side'
  /** Beginnings of the ids of the documents that speak. */
  readonly expect: readonly string[]
}

/** @param folder test/eval. */
export function readSidesCases(folder: string, set: (typeof SIDES_SETS)[number]): SidesCase[] {
  return readJsonLines(join(folder, `${set}.jsonl`))
}

/**
 * The sets of messages of which it is known whose view they ask for. Another hand wrote the first, whose misses were looked at;
 * the second was written while the code was.
 */
export const VOICE_SETS = ['voices', 'voices-own'] as const

/** A message that asks for a voice, or only names one or none. */
export interface VoiceCase {
  readonly question: string
  readonly voice: string | null
  readonly kind: 'speaker' | 'reported' | 'unknown' | 'none'
  /** Whether the sources have its view on the subject; null where none is asked for. */
  readonly speaks: boolean | null
  /** Grades of passages by id. */
  readonly gold: Readonly<Record<string, number>>
}

/** @param folder test/eval. */
export function readVoiceCases(folder: string, set: (typeof VOICE_SETS)[number]): VoiceCase[] {
  return readJsonLines(join(folder, `${set}.jsonl`))
}

/** A question after what a term is, by another hand; every miss of the first run was looked at. One that is an example question was left out. */
export interface TermCase {
  readonly question: string
  /** What the texts do with the term. */
  readonly kind: 'defined' | 'spelt-out' | 'used' | 'absent'
  /** Grades of passages by id; empty for a term that no text has. */
  readonly gold: Readonly<Record<string, number>>
}

/** @param folder test/eval. */
export function readTermCases(folder: string): TermCase[] {
  return readJsonLines(join(folder, 'terms.jsonl'))
}

/** A message that the sources don't answer, by another hand; all were looked at after the first run. Three that are learned from were left out. */
export interface DeclinedCase {
  readonly question: string
  /** What it is about, and where it belongs, as that hand put it; null for small talk. */
  readonly topic: string | null
  readonly signpost: string | null
}

/** @param folder test/eval. */
export function readDeclinedCases(folder: string): DeclinedCase[] {
  return readJsonLines(join(folder, 'declined.jsonl'))
}

/** Two messages that mean the same. */
export interface Pair {
  readonly one: string
  readonly other: string
}

/** @param folder test/eval. */
export function readPairs(folder: string): Pair[] {
  return readJsonLines(join(folder, 'pairs.jsonl'))
}

/**
 * A message to which a short reply or an item of a list may be given, right or wrong. Its author knows the bot: it is there to notice
 * what changes, and no figure for anybody else.
 */
export interface ContextBoundCase {
  readonly question: string
  /** Ids of the passages that answer; none where what sounds alike belongs to another question or list. */
  readonly fits: readonly string[]
}

/** @param folder test/eval. */
export function readContextBoundCases(folder: string): ContextBoundCase[] {
  return readJsonLines(join(folder, 'context-bound-own.jsonl'))
}

/**
 * Every question and message that answers are measured with, so that none is learned from. Not those of conversations: "nog iets?" is
 * what anybody says.
 * @param folder test/eval.
 */
export function readMeasured(folder: string): string[] {
  return [
    ...readAllLabelled(folder),
    ...SIDES_SETS.flatMap((set) => readSidesCases(folder, set)),
    ...VOICE_SETS.flatMap((set) => readVoiceCases(folder, set)),
    ...readTermCases(folder),
    ...readDeclinedCases(folder),
    ...readContextBoundCases(folder),
    ...readPairs(folder).flatMap(({ one, other }) => [{ question: one }, { question: other }]),
    ...readLabelledFile(join(folder, 'new-sources', 'questions.jsonl')),
  ].map(({ question }) => question)
}

/** Reads a file with one JSON value on each line; the caller vouches for their type. */
export function readJsonLines<T>(path: string): T[] {
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T)
}
