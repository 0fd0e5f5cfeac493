import type { Answer, Coverage } from '../answering/answer.ts'
import type { Corpus } from '../corpus/load-corpus.ts'
import { mulberry32 } from '../learning/random.ts'
import { areaUnderCurve, gradesOf, judgeRanking, type LabelledQuestion, type Ranking } from './judge.ts'

/** What a way of answering makes of a question. */
export interface Outcome {
  readonly status: Answer['outcome']
  readonly confidence: number
  /** Ids of the best passages, best first. */
  readonly ranked: readonly string[]
  /** Ids of the passages that were quoted. */
  readonly quoted: readonly string[]
  /** What is said of the sources; none for a way of answering that says nothing of them. */
  readonly sources: readonly Coverage[]
}

/** The outcome of one labelled question. */
export interface Measured extends Outcome {
  readonly question: LabelledQuestion
  /** Grades of passages by id; empty when the sources don't answer it. */
  readonly grades: ReadonlyMap<string, number>
  /** Null for a question that the sources don't answer. */
  readonly ranking: Ranking | null
}

/** Figures of many questions. Shares are 0 to 1; null where there is nothing to count. */
export interface Figures {
  readonly answerable: number
  readonly others: number
  readonly successAt1: number | null
  readonly successAt3: number | null
  readonly ndcg: number | null
  /** Answerable questions that are answered, with a passage of their best grade among the quotes. */
  readonly shown: number | null
  /** Answerable questions with a status other than answered, and those of them with nothing shown at all. */
  readonly refused: number | null
  readonly nothingShown: number | null
  /** Other questions with the status answered, and those with related. */
  readonly falselyAnswered: number | null
  readonly falselyRelated: number | null
  readonly auroc: number | null
}

export function outcomeOf(answer: Answer): Outcome {
  return {
    status: answer.outcome,
    confidence: answer.confidence,
    ranked: answer.ranked.map(({ passage }) => passage.id),
    quoted: answer.outcome === 'no_answer' ? [] : answer.quotes.map(({ passage }) => passage.id),
    sources: answer.sources,
  }
}

export function measure(question: LabelledQuestion, corpus: Corpus, outcome: Outcome): Measured {
  const grades = gradesOf(question, corpus)
  return { question, grades, ranking: grades.size > 0 ? judgeRanking(outcome.ranked, grades) : null, ...outcome }
}

export function figuresOf(measured: readonly Measured[]): Figures {
  const answerable = measured.filter(({ ranking }) => ranking !== null)
  const others = measured.filter(({ ranking }) => ranking === null)
  const share = (list: readonly Measured[], wanted: (one: Measured) => boolean) =>
    list.length === 0 ? null : list.filter(wanted).length / list.length
  return {
    answerable: answerable.length,
    others: others.length,
    successAt1: share(answerable, ({ ranking }) => ranking?.successAt1 === true),
    successAt3: share(answerable, ({ ranking }) => ranking?.successAt3 === true),
    ndcg:
      answerable.length === 0
        ? null
        : answerable.reduce((sum, { ranking }) => sum + (ranking?.ndcg ?? 0), 0) / answerable.length,
    shown: share(answerable, showsAnswer),
    refused: share(answerable, ({ status }) => status !== 'answered'),
    nothingShown: share(answerable, ({ status }) => status === 'no_answer'),
    falselyAnswered: share(others, ({ status }) => status === 'answered'),
    falselyRelated: share(others, ({ status }) => status === 'related'),
    auroc:
      answerable.length === 0 || others.length === 0
        ? null
        : areaUnderCurve(
            answerable.map(({ confidence }) => confidence),
            others.map(({ confidence }) => confidence),
          ),
  }
}

function showsAnswer({ status, quoted, grades }: Measured): boolean {
  const best = Math.min(3, Math.max(...grades.values()))
  return status === 'answered' && quoted.some((id) => (grades.get(id) ?? 0) >= best)
}

/** How far the confidence in a group of questions is from the share of them whose first passage answers or helps. */
export function reliabilityOf(measured: readonly Measured[]): { readonly confidence: number; readonly right: number } {
  const mean = (value: (one: Measured) => number) =>
    measured.reduce((sum, one) => sum + value(one), 0) / Math.max(measured.length, 1)
  return {
    confidence: mean(({ confidence }) => confidence),
    right: mean(({ grades, ranked }) => ((grades.get(ranked[0] ?? '') ?? 0) >= 2 ? 1 : 0)),
  }
}

/** Of the questions with an outcome, the share whose first quote answers or helps (grade 2 or 3); null without any. */
export function precisionOf(
  measured: readonly Measured[],
  status: 'answered' | 'related',
): { count: number; precision: number | null } {
  const shown = measured.filter((one) => one.status === status)
  const right = shown.filter(({ grades, quoted }) => (grades.get(quoted[0] ?? '') ?? 0) >= 2)
  return { count: shown.length, precision: shown.length === 0 ? null : right.length / shown.length }
}

/** Claims that a source speaks, or that it is silent, and how many of them are right. */
export interface ClaimFigures {
  readonly claims: number
  readonly right: number
  /** Sources that do: what could have been claimed. */
  readonly all: number
}

/**
 * How right it is what is said of the sources of questions to which something is shown. A source speaks when a passage of it answers
 * or helps (grade 2 or 3).
 */
export function coverageFigures(measured: readonly Measured[], corpus: Corpus, speaks: boolean): ClaimFigures {
  const documentOf = new Map(corpus.passages.map(({ id, documentId }) => [id, documentId]))
  const sources = measured
    .filter(({ status }) => status !== 'no_answer')
    .flatMap(({ grades, sources }) =>
      sources.map((source) => ({
        claimed: source.speaks === speaks,
        isSo: speaks === [...grades].some(([id, grade]) => grade >= 2 && documentOf.get(id) === source.id),
      })),
    )
  const claimed = sources.filter((source) => source.claimed)
  return {
    claims: claimed.length,
    right: claimed.filter(({ isSo }) => isSo).length,
    all: sources.filter(({ isSo }) => isSo).length,
  }
}

/**
 * A 95 % interval of a figure by the bootstrap: the questions drawn again with replacement, a thousand times.
 * @param seed equal seeds give equal intervals.
 */
export function interval(
  measured: readonly Measured[],
  figure: (figures: Figures) => number | null,
  seed: number,
): readonly [number, number] | null {
  const random = mulberry32(seed)
  const values: number[] = []
  for (let draw = 0; draw < 1000; draw++) {
    const sample = measured.map(() => measured[Math.floor(random() * measured.length)]!)
    const value = figure(figuresOf(sample))
    if (value !== null) values.push(value)
  }
  if (values.length === 0) return null
  values.sort((a, b) => a - b)
  return [values[Math.floor(values.length * 0.025)]!, values[Math.floor(values.length * 0.975)]!]
}
