import { fold, words } from '../dutch/fold.ts'
import type { Corpus, ExampleQuestion, OffTopicKind } from './load-corpus.ts'
import type { Problem } from './problem.ts'

/** Fewest example questions of a passage: below it, finding gets markedly worse. */
export const LEAST_QUESTIONS = 20
/** Share of words in common, of all words of two questions, from which they are as good as the same. */
const NEAR_DUPLICATE = 0.85

/** How many example questions a passage has, in all and by author. */
export interface PassageCount {
  readonly passageId: string
  readonly questions: number
  readonly byAuthor: ReadonlyMap<string, number>
}

/** What there is to tell about example questions. */
export interface QuestionReport {
  /** In the order of the corpus; passages without questions too. */
  readonly passages: readonly PassageCount[]
  readonly offTopic: ReadonlyMap<OffTopicKind, number>
  /** Questions that stand at more than one passage, or at a passage and among those that nothing answers. */
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

/**
 * Example questions that are as good as the same as a question that answers are measured with: whoever learns from those
 * measures only that.
 */
export function findLeaks(questions: readonly ExampleQuestion[], measured: readonly string[]): Problem[] {
  const held = measured.map((question) => ({ question, own: wordSet(question), key: keyOf(question) }))
  return questions.flatMap(({ question, file, line }) => {
    const own = wordSet(question)
    const key = keyOf(question)
    const like = held.find((other) => other.key === key || overlap(own, other.own) >= NEAR_DUPLICATE)
    if (!like) return []
    return {
      file,
      line,
      message: `"${question}" is as good as the same as "${like.question}" of the evaluation sets.`,
      remedy: 'Remove it, or ask something else: what is measured may not be learned.',
    }
  })
}

/** The words of a question in any order; of one without words, its signs. */
function keyOf(question: string): string {
  return words(question).sort().join(' ') || fold(question)
}

function wordSet(question: string): Set<string> {
  return new Set(words(question))
}

/** Jaccard similarity: words that both have, as a share of the words that either has; 0 when neither has any. */
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
