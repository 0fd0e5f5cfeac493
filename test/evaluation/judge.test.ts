import { describe, expect, it } from 'vitest'
import type { Passage } from '../../src/corpus/document.ts'
import type { Corpus } from '../../src/corpus/load-corpus.ts'
import { areaUnderCurve, gradesOf, judgeRanking, type LabelledQuestion } from '../../src/evaluation/judge.ts'
import {
  coverageFigures,
  figuresOf,
  interval,
  type Measured,
  measure,
  precisionOf,
} from '../../src/evaluation/measure.ts'
import { evaluationSet } from '../support/product.ts'
import { realCorpus } from '../support/real-corpus.ts'

const passages = [
  { id: 'een', documentId: 'pagina', text: 'Rust helpt bij post-exertionele malaise.' },
  { id: 'twee', documentId: 'pagina', text: 'Pijnbestrijding;' },
  { id: 'drie', documentId: 'gesprek', text: 'Rust helpt bij post-exertionele malaise, zegt men.' },
] as Passage[]
const corpus = { passages } as unknown as Corpus
const labelled = (gold: LabelledQuestion['gold'], id = 'q'): LabelledQuestion => ({
  id,
  question: 'x',
  lang: 'nl',
  style: 'patient',
  gold,
})

describe('the passages that answer a labelled question', () => {
  it('are those of the document that have the words, whatever their white space and hyphens at line ends', () => {
    const grades = gradesOf(labelled([{ doc: 'pagina', anchor: 'bij  post-exertionele\nmalai- se', grade: 3 }]), corpus)
    expect([...grades]).toEqual([['een', 3]])
  })

  it('are, for a short one, those with exactly these words', () => {
    expect([...gradesOf(labelled([{ doc: 'pagina', short_anchor: 'Pijnbestrijding;', grade: 2 }]), corpus)]).toEqual([
      ['twee', 2],
    ])
    expect([...gradesOf(labelled([{ doc: 'pagina', short_anchor: 'Rust helpt', grade: 2 }]), corpus)]).toEqual([])
  })

  it('have the highest grade that they are given', () => {
    const gold = [1, 3, 2].map((grade) => ({ doc: 'gesprek', anchor: 'Rust helpt bij', grade }))
    expect([...gradesOf(labelled(gold), corpus)]).toEqual([['drie', 3]])
  })

  it('are known for every label of the evaluation sets', () => {
    const real = realCorpus()
    for (const set of ['dev', 'strangers-a', 'strangers-b'] as const) {
      for (const question of evaluationSet(set)) {
        for (const label of question.gold) {
          expect(
            gradesOf({ ...question, gold: [label] }, real).size,
            `${question.id} ${JSON.stringify(label)}`,
          ).toBeGreaterThan(0)
        }
      }
    }
  })
})

describe('a ranking', () => {
  const grades = new Map([
    ['a', 3],
    ['b', 2],
    ['c', 1],
  ])

  it.each([
    [['a', 'x', 'y'], true, true],
    [['x', 'b', 'a'], false, true],
    [['x', 'y', 'z', 'a'], false, false],
    [['b', 'c', 'x'], false, false],
    [[], false, false],
  ])('%j is right first: %s, among the first three: %s', (ranked, successAt1, successAt3) => {
    expect(judgeRanking(ranked, grades)).toMatchObject({ successAt1, successAt3 })
  })

  it('is right with the best that there is, when nothing has grade 3', () => {
    expect(
      judgeRanking(
        ['b'],
        new Map([
          ['b', 2],
          ['c', 1],
        ]),
      ).successAt1,
    ).toBe(true)
  })

  it('has the nDCG that is computed by hand', () => {
    // Ideal: 7/log2(2) + 3/log2(3) + 1/log2(4) = 7 + 1.89279 + 0.5 = 9.39279.
    expect(judgeRanking(['a', 'b', 'c'], grades).ndcg).toBeCloseTo(1, 10)
    // c, x, a: 1/log2(2) + 0 + 7/log2(4) = 4.5.
    expect(judgeRanking(['c', 'x', 'a'], grades).ndcg).toBeCloseTo(4.5 / 9.39279, 5)
    expect(judgeRanking(['x', 'y'], grades).ndcg).toBe(0)
  })

  it('counts the first ten only', () => {
    const ten = Array.from({ length: 10 }, (_, at) => `x${at}`)
    expect(judgeRanking([...ten, 'a'], grades).ndcg).toBe(0)
    expect(judgeRanking([...ten.slice(1), 'a'], grades).ndcg).toBeCloseTo(7 / Math.log2(11) / 9.39279, 5)
  })
})

describe('the area under the curve', () => {
  it.each([
    [[0.9, 0.8], [0.1, 0.2], 1],
    [[0.1, 0.2], [0.9, 0.8], 0],
    [[0.5], [0.5], 0.5],
    [[0.9, 0.4], [0.5, 0.3], 0.75],
    [[], [0.5], 0],
  ])('of %j against %j is %d', (answerable, others, area) => {
    expect(areaUnderCurve(answerable, others)).toBe(area)
  })
})

describe('the figures', () => {
  const question = (id: string, answerable: boolean) =>
    labelled(answerable ? [{ doc: 'pagina', anchor: 'Rust helpt bij post-exertionele malaise.', grade: 3 }] : [], id)
  const measured: Measured[] = [
    measure(question('1', true), corpus, {
      status: 'answered',
      confidence: 0.9,
      ranked: ['een'],
      sources: [],
      quoted: ['een'],
    }),
    measure(question('2', true), corpus, {
      status: 'related',
      confidence: 0.4,
      ranked: ['twee', 'een'],
      sources: [],
      quoted: ['twee'],
    }),
    measure(question('3', true), corpus, {
      status: 'no_answer',
      confidence: 0.2,
      ranked: ['twee', 'drie'],
      sources: [],
      quoted: [],
    }),
    measure(question('4', true), corpus, {
      status: 'answered',
      confidence: 0.8,
      ranked: ['een'],
      sources: [],
      quoted: ['een'],
    }),
    measure(question('5', false), corpus, {
      status: 'answered',
      confidence: 0.6,
      ranked: ['een'],
      sources: [],
      quoted: ['een'],
    }),
    measure(question('6', false), corpus, {
      status: 'no_answer',
      confidence: 0.1,
      ranked: ['een'],
      sources: [],
      quoted: [],
    }),
  ]

  it('of what is said of the sources count what is shown, and what helps', () => {
    const said = (speaks: boolean | null, answerable = true) =>
      measure(question('7', answerable), corpus, {
        status: 'answered',
        confidence: 0.9,
        ranked: [],
        quoted: [],
        sources: [{ id: 'pagina', speaks }],
      })
    const all = [said(true), said(true, false), said(null), said(false), said(false, false), ...measured]
    expect(coverageFigures(all, corpus, true)).toEqual({ claims: 2, right: 1, all: 3 })
    expect(coverageFigures(all, corpus, false)).toEqual({ claims: 2, right: 1, all: 2 })
    expect(coverageFigures([{ ...said(true), status: 'no_answer' }], corpus, true).claims).toBe(0)
  })

  it('are those that are counted by hand', () => {
    const figures = figuresOf(measured)
    expect(figures).toMatchObject({
      answerable: 4,
      others: 2,
      successAt1: 0.5,
      successAt3: 0.75,
      refused: 0.5,
      nothingShown: 0.25,
      falselyAnswered: 0.5,
      falselyRelated: 0,
      auroc: 0.75,
    })
    expect(figures.ndcg).toBeCloseTo((1 + 1 / Math.log2(3) + 0 + 1) / 4, 10)
  })

  it('are absent where there is nothing to count', () => {
    expect(figuresOf([])).toMatchObject({ successAt1: null, falselyAnswered: null, auroc: null })
    expect(figuresOf(measured.slice(0, 4))).toMatchObject({ falselyAnswered: null, auroc: null, refused: 0.5 })
  })

  it('tell of each outcome how often its first quote answers or helps', () => {
    expect(precisionOf(measured, 'answered')).toEqual({ count: 3, precision: 2 / 3 })
    expect(precisionOf(measured, 'related')).toEqual({ count: 1, precision: 0 })
    expect(precisionOf([], 'related')).toEqual({ count: 0, precision: null })
  })

  it('lie in their interval, which is the same for the same seed', () => {
    const [low, high] = interval(measured, ({ successAt1 }) => successAt1, 1)!
    expect(low).toBeLessThanOrEqual(0.5)
    expect(high).toBeGreaterThanOrEqual(0.5)
    expect(low).toBeLessThan(high)
    expect(interval(measured, ({ successAt1 }) => successAt1, 1)).toEqual([low, high])
    expect(interval([], ({ successAt1 }) => successAt1, 1)).toBeNull()
  })
})
