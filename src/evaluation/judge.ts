import type { Passage } from '../corpus/document.ts'
import type { Corpus } from '../corpus/load-corpus.ts'

/** A question with the passages that answer it, as in test/eval. */
export interface LabelledQuestion {
  readonly id: string
  readonly question: string
  readonly lang: string
  /** Who asks or, for a question that the sources don't answer, its kind ("oos-near"). */
  readonly style: string
  /** Empty when the sources don't answer it. Grade 3 answers it, 2 helps, 1 is on the subject. */
  readonly gold: readonly (Gold & { readonly grade: number })[]
}

/** A passage by words in it, or a very short one by its whole text; or by its id. */
type Gold =
  | ({ readonly doc: string } & ({ readonly anchor: string } | { readonly short_anchor: string }))
  | { readonly passage: string }

const DISCOUNT = (rank: number) => 1 / Math.log2(rank + 2)
const GAIN = (grade: number) => 2 ** grade - 1
/** Fewest characters of a passage that an anchor may contain: shorter ones match by accident. */
const SHORTEST_MATCH = 12

export interface Ranking {
  readonly successAt1: boolean
  readonly successAt3: boolean
  /** Normalised discounted cumulative gain of the first ten, 0 to 1: gain 2^grade − 1, discount log2(rank + 1). */
  readonly ndcg: number
}

/** Grades of the passages that a labelled question names, by passage id. */
export function gradesOf({ gold }: LabelledQuestion, corpus: Corpus): Map<string, number> {
  const grades = new Map<string, number>()
  for (const label of gold) {
    for (const passage of corpus.passages) {
      if (!matches(label, passage)) continue
      grades.set(passage.id, Math.max(grades.get(passage.id) ?? 0, label.grade))
    }
  }
  return grades
}

/** @param ranked ids of passages, best first. */
export function judgeRanking(ranked: readonly string[], grades: ReadonlyMap<string, number>): Ranking {
  const gradeOf = (id: string | undefined) => (id === undefined ? 0 : (grades.get(id) ?? 0))
  const best = Math.max(...grades.values())
  const right = (id: string | undefined) => gradeOf(id) >= Math.min(3, best)
  const gained = (list: readonly number[]) =>
    list.slice(0, 10).reduce((sum, grade, rank) => sum + GAIN(grade) * DISCOUNT(rank), 0)
  const ideal = gained([...grades.values()].sort((a, b) => b - a))
  return {
    successAt1: right(ranked[0]),
    successAt3: ranked.slice(0, 3).some(right),
    ndcg: ideal > 0 ? gained(ranked.map(gradeOf)) / ideal : 0,
  }
}

/**
 * Area under the ROC curve: how often a question that the sources answer gets more confidence than one that they don't. Chance
 * is 0.5.
 */
export function areaUnderCurve(answerable: readonly number[], others: readonly number[]): number {
  let won = 0
  for (const high of answerable) for (const low of others) won += high > low ? 1 : high === low ? 0.5 : 0
  return won / Math.max(answerable.length * others.length, 1)
}

function matches(label: Gold, { id, documentId, text }: Passage): boolean {
  if ('passage' in label) return label.passage === id
  if (!documentId.startsWith(label.doc)) return false
  const own = bare(text)
  if ('short_anchor' in label) return own === bare(label.short_anchor)
  const anchor = bare(label.anchor)
  return own.includes(anchor) || (own.length >= SHORTEST_MATCH && anchor.includes(own))
}

/** Without white space, bullets and hyphens at line ends. */
function bare(text: string): string {
  return text.replace(/-\s+/g, '').replace(/[\s•]/g, '')
}
