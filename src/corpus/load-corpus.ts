import { createHash } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { setImmediate as pause } from 'node:timers/promises'
import { z } from 'zod'
import type { Passage, SourceDocument } from './document.ts'
import { readDocument } from './parse-document.ts'
import { attempt, CorpusError, type Problem, refuse } from './problem.ts'
import { MAX_DOCUMENT_BYTES, readBytes, readText, unreadable } from './read-text.ts'
import { readYamlFile } from './read-yaml.ts'
import { reviewDocument } from './review-document.ts'

/** A question that was written to help retrieval. Never shown as an answer. */
export interface ExampleQuestion {
  readonly question: string
  /** Tuning hides all questions by one author at a time. */
  readonly author: string
  /** Id of the passage that answers it; null when none does. */
  readonly passageId: string | null
  /** For a question that no passage answers: how near it comes, or what it is instead of a question. */
  readonly kind: OffTopicKind | null
  /** Where it was read from. */
  readonly file: string
  readonly line: number
}

export const OFF_TOPIC_KINDS = ['near', 'far', 'chat', 'adversarial'] as const
export type OffTopicKind = (typeof OFF_TOPIC_KINDS)[number]

/** The judged messages of a corpus; may be absent. */
export const MESSAGES_FILE = 'messages.jsonl'

/** Everything that may be quoted. */
export interface Corpus {
  readonly documents: readonly SourceDocument[]
  /** All passages, by document and position. */
  readonly passages: readonly Passage[]
  passage(id: string): Passage | null
  /** @throws Error when no document has this id, which a passage's id never is. */
  document(id: string): SourceDocument
}

const byAuthor = z.record(
  z.string().regex(/^[a-z]$/, 'expected an author of one letter'),
  z.array(z.string().trim().min(1, 'expected a question')),
)
const questionsSchema = z.strictObject({
  passages: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z2-7]{8}$/, 'expected a passage id of 8 characters'),
      begins: z.string().min(1),
      questions: byAuthor,
    }),
  ),
})
const offTopicSchema = z.record(z.enum(OFF_TOPIC_KINDS), byAuthor)

/**
 * Loads the documents of a corpus: a folder with a folder for each.
 * @param shown what paths in messages are relative to.
 * @throws CorpusError with every problem: a corpus is used whole or not at all.
 */
export function loadCorpus(folder: string, shown = process.cwd()): Corpus {
  return atOnce(readCorpus(folder, shown))
}

/** The same, with a pause after each document, in which questions are answered. */
export function loadCorpusInSlices(folder: string, shown = process.cwd()): Promise<Corpus> {
  return inSlices(readCorpus(folder, shown))
}

/**
 * What an editor should look at in the documents of a corpus, beyond what is refused.
 * @throws CorpusError when one of them can't be read.
 */
export function reviewCorpus(folder: string, corpus: Corpus, shown = process.cwd()): Problem[] {
  return corpus.documents.flatMap(({ id }) => {
    const { read, file } = readFolder(join(folder, id), shown)
    return reviewDocument(read, file)
  })
}

function* readCorpus(folder: string, shown: string): Slices<Corpus> {
  const problems: Problem[] = []
  const documents: SourceDocument[] = []
  for (const name of attempt(problems, () => documentFolders(folder, relative(shown, folder) || '.')) ?? []) {
    const document = attempt(problems, () => readFolder(join(folder, name), shown).read.document)
    if (document && document.id !== name) {
      problems.push({
        file: relative(shown, join(folder, name, 'document.md')),
        line: 2,
        message: `the id is "${document.id}", but the folder is called "${name}".`,
        remedy: 'Give both the same name.',
      })
    }
    if (document) documents.push(document)
    yield
  }
  if (problems.length > 0) throw new CorpusError(problems)
  return createCorpus(documents)
}

function readFolder(folder: string, shown: string) {
  const markdown = readText(join(folder, 'document.md'), shown, MAX_DOCUMENT_BYTES)
  const source = readBytes(join(folder, 'source.txt'), shown, MAX_DOCUMENT_BYTES)
  // Line ends of Windows would change the ids of passages, and with them every link to a quote.
  const read = readDocument(markdown.text.replaceAll('\r\n', '\n'), source.bytes, markdown.file)
  return { read, file: markdown.file }
}

/**
 * Loads the example questions of a corpus, and the off-topic ones (offtopic.yaml).
 * @throws CorpusError with every problem.
 */
export function loadExampleQuestions(folder: string, corpus: Corpus, shown = process.cwd()): ExampleQuestion[] {
  return atOnce(readExampleQuestions(folder, corpus, shown))
}

/** The same, with a pause after each file, in which questions are answered. */
export function loadExampleQuestionsInSlices(
  folder: string,
  corpus: Corpus,
  shown = process.cwd(),
): Promise<ExampleQuestion[]> {
  return inSlices(readExampleQuestions(folder, corpus, shown))
}

function* readExampleQuestions(folder: string, corpus: Corpus, shown: string): Slices<ExampleQuestion[]> {
  const problems: Problem[] = []
  const questions: ExampleQuestion[] = []
  for (const document of corpus.documents) {
    const path = join(folder, document.id, 'questions.yaml')
    questions.push(...(attempt(problems, () => readQuestions(path, document, shown)) ?? []))
    yield
  }
  const offTopic = attempt(problems, () => {
    const { value, lineOf, file } = readYamlFile(join(folder, 'offtopic.yaml'), offTopicSchema, shown)
    return OFF_TOPIC_KINDS.flatMap((kind) =>
      listQuestions(value[kind], (author, at) => ({
        passageId: null,
        kind,
        file,
        line: lineOf([kind, author, at]),
      })),
    )
  })
  if (problems.length > 0) throw new CorpusError(problems)
  return [...questions, ...(offTopic ?? [])]
}

/** Work that may be interrupted after each part. */
type Slices<T> = Generator<void, T>

function atOnce<T>(work: Slices<T>): T {
  let step = work.next()
  while (!step.done) step = work.next()
  return step.value
}

async function inSlices<T>(work: Slices<T>): Promise<T> {
  let step = work.next()
  while (!step.done) {
    await pause()
    step = work.next()
  }
  return step.value
}

/** The sha256 of all files of a corpus that retrieval depends on, in hexadecimal. */
export function fingerprintCorpus(folder: string, corpus: Corpus): string {
  const hash = createHash('sha256')
  const paths = corpus.documents.flatMap(({ id }) => [join(id, 'document.md'), join(id, 'questions.yaml')])
  const messages = existsSync(join(folder, MESSAGES_FILE)) ? [MESSAGES_FILE] : []
  for (const path of [...paths, 'offtopic.yaml', ...messages]) {
    hash.update(path).update('\0')
    hash.update(
      createHash('sha256')
        .update(readText(join(folder, path), folder).text)
        .digest(),
    )
  }
  return hash.digest('hex')
}

const restricted = new WeakMap<Corpus, Map<string, Corpus>>()

/**
 * A corpus without some of its documents, or itself when none of them is in it. The same one each time: what is worked out for a
 * corpus is kept with it.
 * @param without ids of documents.
 */
export function corpusWithout(corpus: Corpus, without: readonly string[]): Corpus {
  const left = corpus.documents.filter(({ id }) => !without.includes(id))
  if (left.length === corpus.documents.length) return corpus
  const known = restricted.get(corpus) ?? new Map<string, Corpus>()
  restricted.set(corpus, known)
  const key = left.map(({ id }) => id).join('\n')
  const made = known.get(key) ?? createCorpus(left)
  known.set(key, made)
  return made
}

/** A corpus with other documents after its own, as if they were in it. */
export function corpusWith(corpus: Corpus, documents: readonly SourceDocument[]): Corpus {
  return createCorpus([...corpus.documents, ...documents])
}

function createCorpus(documents: readonly SourceDocument[]): Corpus {
  const passages = documents.flatMap((document) => document.passages)
  const passageById = new Map(passages.map((passage) => [passage.id, passage]))
  const documentById = new Map(documents.map((document) => [document.id, document]))
  return {
    documents,
    passages,
    passage: (id) => passageById.get(id) ?? null,
    document: (id) => {
      const found = documentById.get(id)
      if (!found) throw new Error(`No document "${id}" in the corpus.`)
      return found
    },
  }
}

/** Whether a name in a corpus is not one of the folders that version control and file systems keep there. */
export function isOurs(name: string): boolean {
  return !name.startsWith('.') && name !== 'lost+found'
}

/**
 * The folders in a folder of texts, in the order of their names.
 * @throws CorpusError when it can't be read.
 */
export function foldersIn(folder: string, shown: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && isOurs(entry.name))
      .map(({ name }) => name)
      .sort()
  } catch (error) {
    throw unreadable(shown, error)
  }
}

function documentFolders(folder: string, shown: string): string[] {
  const names = foldersIn(folder, shown)
  if (names.length > 0) return names
  refuse(shown, null, 'no document in it.', 'Add a folder with document.md, source.txt and questions.yaml.')
}

function readQuestions(path: string, document: SourceDocument, shown: string): ExampleQuestion[] {
  const { value, lineOf, file } = readYamlFile(path, questionsSchema, shown)
  const problems: Problem[] = []
  const questions: ExampleQuestion[] = []
  const byId = new Map(document.passages.map((passage) => [passage.id, passage]))
  const seen = new Set<string>()
  const report = (line: number, message: string, remedy: string) =>
    problems.push({ file, line, message, remedy, kind: 'orphaned' })
  for (const [index, entry] of value.passages.entries()) {
    const line = lineOf(['passages', index, 'id'])
    const passage = byId.get(entry.id)
    if (!passage) {
      const now = document.passages.find(({ text, id }) => text.startsWith(entry.begins) && !seen.has(id))
      report(
        line,
        `no passage of ${document.id} has the id "${entry.id}".`,
        now
          ? `A passage that begins with the same words is now "${now.id}": read its text, then change the id.`
          : 'Remove these questions, or give them the id of the passage that answers them.',
      )
      continue
    }
    if (seen.has(entry.id)) report(line, `the passage "${entry.id}" is listed twice.`, 'Merge its questions.')
    seen.add(entry.id)
    if (!passage.text.startsWith(entry.begins)) {
      report(
        lineOf(['passages', index, 'begins']),
        `the passage "${entry.id}" begins with "${passage.text.slice(0, 40)}".`,
        'Copy its first words here, and check that the questions belong to it.',
      )
    }
    questions.push(
      ...listQuestions(entry.questions, (author, at) => ({
        passageId: passage.id,
        kind: null,
        file,
        line: lineOf(['passages', index, 'questions', author, at]),
      })),
    )
  }
  if (problems.length > 0) throw new CorpusError(problems)
  return questions
}

function listQuestions(
  authors: Readonly<Record<string, readonly string[]>>,
  place: (author: string, at: number) => Omit<ExampleQuestion, 'question' | 'author'>,
): ExampleQuestion[] {
  return Object.entries(authors).flatMap(([author, list]) =>
    list.map((question, at) => ({ question, author, ...place(author, at) })),
  )
}
