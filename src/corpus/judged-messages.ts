import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type Corpus, MESSAGES_FILE } from './load-corpus.ts'
import { CorpusError, type Problem, type ProblemKind } from './problem.ts'
import { parseJson, readText } from './read-text.ts'

/** How well a passage answers a message: 3 answers it, 2 helps, 1 touches it. */
export type Grade = 1 | 2 | 3

/** A message as people type it, with a grade of every passage that has to do with it. Never shown. */
export interface JudgedMessage {
  readonly message: string
  /** Tuning hides all messages by one author at a time. */
  readonly author: string
  /** By id of passage; all others have nothing to do with it. */
  readonly grades: ReadonlyMap<string, Grade>
  /** Null for one that was not judged at the desk. */
  readonly source: MessageSource | null
  /** Where it was read from. */
  readonly file: string
  readonly line: number
}

/** Where a message that was judged at the desk comes from. */
export const SOURCES = ['report', 'editor'] as const
export type MessageSource = (typeof SOURCES)[number]

/** Judged messages with which answers are measured: none is found or learned from. */
export const MEASURED_FILE = 'measured.jsonl'

const schema = z.strictObject({
  message: z.string().trim().min(1, 'expected a message').max(1200, 'expected at most 1,200 characters'),
  author: z.string().regex(/^[a-z]\d+$/, 'expected an author such as "w1"'),
  grades: z.record(z.string(), z.union([z.literal(1), z.literal(2), z.literal(3)])),
  /** Where a message like it was posted, when it retells one. */
  found: z.string().optional(),
  /** Judged at the desk: what a user reported and agreed to keep, or what an editor typed in; and by whom, when. */
  source: z.enum(SOURCES).optional(),
  judged: z.string().optional(),
})

/**
 * Loads the judged messages of a corpus, one a line: those of messages.jsonl are found like example questions, and `tune` learns from
 * them.
 * @param shown what the path in messages is relative to.
 * @param name the file.
 * @returns none when the file is not there.
 * @throws CorpusError naming the line of each mistake.
 */
export function loadJudgedMessages(
  folder: string,
  corpus: Corpus,
  shown = process.cwd(),
  name = MESSAGES_FILE,
): JudgedMessage[] {
  const path = join(folder, name)
  if (!existsSync(path)) return []
  const problems: Problem[] = []
  const { text, file } = readText(path, shown)
  const messages = text.split('\n').flatMap((line, at): JudgedMessage[] => {
    if (line.trim() === '') return []
    const wrong = (message: string, remedy: string, kind?: ProblemKind) => {
      problems.push({ file, line: at + 1, message, remedy, ...(kind && { kind }) })
      return []
    }
    const parsed = schema.safeParse(parseJson(line))
    if (!parsed.success)
      return wrong(
        parsed.error.issues[0]!.message,
        'Write {"message": "…", "author": "w1", "grades": {"<passage>": 3}}.',
      )
    const { message, author, grades, source = null } = parsed.data
    const unknown = Object.keys(grades).find((id) => !corpus.passage(id))
    if (unknown) return wrong(`there is no passage ${unknown}.`, 'Remove it, or correct its id.', 'no-passage')
    return [{ message, author, grades: new Map(Object.entries(grades)), source, file, line: at + 1 }]
  })
  if (problems.length > 0) throw new CorpusError(problems)
  return messages
}
