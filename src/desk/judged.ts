import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { nearDuplicates } from '../corpus/check-questions.ts'
import { type Grade, loadJudgedMessages, MEASURED_FILE, type MessageSource } from '../corpus/judged-messages.ts'
import { type Corpus, loadExampleQuestions, MESSAGES_FILE } from '../corpus/load-corpus.ts'
import { measuredBeside } from './check-files.ts'

/** Whose a message that was judged at the desk counts as: what users reported is hidden together while it is learned from. */
const AUTHORS: Readonly<Record<MessageSource, string>> = { report: 'r1', editor: 'e1' }

/** A judged message as a line of messages.jsonl or measured.jsonl. */
export function judgedLine(
  message: string,
  source: MessageSource,
  grades: Readonly<Record<string, Grade>>,
  judged: string,
): string {
  return JSON.stringify({ message, author: AUTHORS[source], grades, source, judged })
}

/** What there is that a message can be like. */
export interface KnownMessages {
  readonly learned: readonly string[]
  readonly measured: readonly string[]
}

/** Every question and message of a corpus that is learned from, and every one with which answers are measured. */
export function knownMessages(folder: string, corpus: Corpus): KnownMessages {
  return {
    learned: [
      ...loadExampleQuestions(folder, corpus, folder).map(({ question }) => question),
      ...loadJudgedMessages(folder, corpus, folder).map(({ message }) => message),
    ],
    measured: measuredBeside(folder, corpus, folder),
  }
}

/** Whether a message is a near-duplicate of one of these. */
export function isLike(message: string, known: readonly string[]): boolean {
  return nearDuplicates(known.map((question) => ({ question })))(message) !== null
}

/**
 * The file of a message that was judged at the desk. With one half answers are measured, from the other the bot learns, whoever judges:
 * a message that is like another goes where that is, so that none is measured with that was learned from.
 */
export function fileOf(folder: string, corpus: Corpus, message: string): typeof MESSAGES_FILE | typeof MEASURED_FILE {
  const { learned, measured } = knownMessages(folder, corpus)
  if (isLike(message, learned)) return MESSAGES_FILE
  if (isLike(message, measured)) return MEASURED_FILE
  const { measured: measuring, learned: learning } = judgedAtDesk(folder, corpus)
  return measuring > learning ? MESSAGES_FILE : MEASURED_FILE
}

/** How many messages were judged at the desk, in either file. */
export function judgedAtDesk(folder: string, corpus: Corpus): { readonly learned: number; readonly measured: number } {
  const count = (name: string) =>
    loadJudgedMessages(folder, corpus, folder, name).filter(({ source }) => source !== null).length
  return { learned: count(MESSAGES_FILE), measured: count(MEASURED_FILE) }
}

/** A message that an editor typed in and nobody has judged yet. */
export interface TypedMessage {
  readonly key: string
  readonly message: string
}

const typedFile = (folder: string) => join(folder, '.to-judge.json')

/** Messages that editors typed in to be judged; they are no part of the corpus. */
export function readTyped(folder: string): TypedMessage[] {
  return existsSync(typedFile(folder)) ? JSON.parse(readFileSync(typedFile(folder), 'utf8')) : []
}

export function writeTyped(folder: string, typed: readonly TypedMessage[]): void {
  mkdirSync(folder, { recursive: true })
  writeFileAtomic.sync(typedFile(folder), JSON.stringify(typed))
}
