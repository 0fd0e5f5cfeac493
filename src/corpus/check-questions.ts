import { fold, words } from '../dutch/fold.ts'
import type { SourceDocument } from './document.ts'
import type { Corpus, ExampleQuestion, OffTopicKind } from './load-corpus.ts'
import type { Problem } from './problem.ts'

/** Fewest example questions of a passage; with fewer, retrieval gets markedly worse. */
export const LEAST_QUESTIONS = 20
/** Share of words in common, of all words of two questions, from which they are near-duplicates. */
const NEAR_DUPLICATE = 0.85

/** How many example questions a passage has, in total and by author. */
export interface PassageCount {
  readonly passageId: string
  readonly questions: number
  readonly byAuthor: ReadonlyMap<string, number>
}

/** Statistics of example questions. */
export interface QuestionReport {
  /** In the order of the corpus, including passages without questions. */
  readonly passages: readonly PassageCount[]
  readonly offTopic: ReadonlyMap<OffTopicKind, number>
  /** Questions of more than one passage, or of a passage and off-topic too. */
  readonly repeated: readonly (readonly ExampleQuestion[])[]
}

export function reportQuestions(questions: readonly ExampleQuestion[], corpus: Corpus): QuestionReport {
  const byWords = groupBy(questions, ({ question }) => keyOf(question))
  return {
    passages: corpus.passages.map(({ id }) => {
      const own = questions.filter(({ passageId }) => passageId === id)
      const byAuthor = groupBy(own, ({ author }) => author)
      return {
        passageId: id,
        questions: own.length,
        byAuthor: new Map([...byAuthor].map(([author, list]) => [author, list.length])),
      }
    }),
    offTopic: new Map(
      [...groupBy(questions, ({ kind }) => kind)].flatMap(([kind, list]) => (kind ? [[kind, list.length]] : [])),
    ),
    repeated: [...byWords.values()].filter((same) => new Set(same.map(({ passageId }) => passageId)).size > 1),
  }
}

/** How many example questions ask about a document, and how many of its passages fewer than LEAST_QUESTIONS. */
export interface DocumentCount {
  readonly document: SourceDocument
  readonly questions: number
  readonly few: number
}

/** Counts example questions by document, in the order of the corpus. */
export function countByDocument(questions: readonly ExampleQuestion[], { documents }: Corpus): DocumentCount[] {
  const counts = new Map<string | null, number>()
  for (const { passageId } of questions) counts.set(passageId, (counts.get(passageId) ?? 0) + 1)
  return documents.map((document) => {
    const own = document.passages.map(({ id }) => counts.get(id) ?? 0)
    return {
      document,
      questions: own.reduce((sum, count) => sum + count, 0),
      few: own.filter((count) => count < LEAST_QUESTIONS).length,
    }
  })
}

/**
 * Finds example questions, or messages, that are near-duplicates of a question with which answers are measured: after learning from those,
 * a measurement would be worthless.
 */
export function findLeaks(
  questions: readonly Pick<ExampleQuestion, 'question' | 'file' | 'line'>[],
  measured: readonly string[],
): Problem[] {
  const likeOf = nearDuplicates(measured.map((question) => ({ question })))
  return questions.flatMap(({ question, file, line }) => {
    const like = likeOf(question)
    if (!like) return []
    return {
      file,
      line,
      message: `"${question}" is a near-duplicate of "${like.question}" in the evaluation sets.`,
      remedy: 'Remove it, or ask something else: questions that are measured must not be learned from.',
      kind: 'leak',
      detail: question,
    }
  })
}

/** @returns finds which of `known` a question is a near-duplicate of, or null. */
export function nearDuplicates<T extends { readonly question: string }>(
  known: readonly T[],
): (question: string) => T | null {
  const held = known.map((one) => ({ one, own: wordSet(one.question), key: keyOf(one.question) }))
  const byKey = new Map(held.map((item) => [item.key, item]))
  const frequency = new Map<string, number>()
  for (const { own } of held) for (const word of own) frequency.set(word, (frequency.get(word) ?? 0) + 1)
  const byWord = groupBy(
    held.flatMap((item) => rarest(item.own, frequency).map((word) => ({ word, item }))),
    ({ word }) => word,
  )
  return (question) => {
    const own = wordSet(question)
    const near = rarest(own, frequency).flatMap((word) => byWord.get(word) ?? [])
    const like = byKey.get(keyOf(question)) ?? near.find(({ item }) => overlap(own, item.own) >= NEAR_DUPLICATE)?.item
    return like?.one ?? null
  }
}

/** The words of a question in any order; without words, its characters. */
function keyOf(question: string): string {
  return words(question).sort().join(' ') || fold(question)
}

function wordSet(question: string): Set<string> {
  return new Set(words(question))
}

/**
 * The rarest words of a question: near-duplicates share one of these at least. Of n words at most (1 - s) n are missing in a question that
 * is similar by s, so among one more than that, ordered alike on both sides, is one that both have.
 */
function rarest(own: ReadonlySet<string>, frequency: ReadonlyMap<string, number>): string[] {
  const rank = (word: string) => frequency.get(word) ?? 0
  const ordered = [...own].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
  return ordered.slice(0, Math.floor((1 - NEAR_DUPLICATE) * own.size) + 1)
}

/** Jaccard similarity, 0 to 1; 0 when neither has words. */
function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const [small, large] = one.size < other.size ? [one, other] : [other, one]
  if (small.size < NEAR_DUPLICATE * large.size) return 0
  let shared = 0
  for (const word of small) if (large.has(word)) shared++
  return shared / Math.max(one.size + other.size - shared, 1)
}

function groupBy<T, K>(list: readonly T[], keyOf: (one: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const one of list) {
    const key = keyOf(one)
    const group = groups.get(key)
    if (group) group.push(one)
    else groups.set(key, [one])
  }
  return groups
}
