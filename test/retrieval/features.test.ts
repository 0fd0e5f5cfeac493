import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Comparison, FEATURES, featuresOf, type QueryTraits } from '../../src/retrieval/features.ts'

const traits: QueryTraits = { offTopicCosines: [0.8, 0.6], offTopicMaxsims: [0.5], words: 4, knownWords: 3 }
const without: Comparison = {
  text: { cosine: 0.8, maxsim: 0.4 },
  context: { cosine: 0.85, maxsim: 0.5 },
  sentence: { cosine: 0.9, maxsim: 0.6 },
  before: null,
  wordsOwn: 2,
  wordsQuestions: 0,
  questionCosines: [],
  questionMaxsims: [],
  questions: 0,
  centroid: 0,
  length: 12,
  lengthBefore: 0,
}
const withQuestions: Comparison = {
  ...without,
  text: { cosine: 0.7, maxsim: 0.3 },
  before: { cosine: 0.75, maxsim: 0.2 },
  questionCosines: [0.95, 0.85],
  questionMaxsims: [0.9, 0.7],
  questions: 20,
  centroid: 0.5,
  length: 4,
  lengthBefore: 12,
}
const named = (rows: readonly number[][]) =>
  rows.map((row) => Object.fromEntries(FEATURES.map((name, at) => [name, row[at]!])))

describe('the features of candidates', () => {
  const [new_, old] = named(featuresOf([without, withQuestions], traits))

  it('tell how near a passage and its questions are', () => {
    expect(old).toMatchObject({ cosineText: 0.7, maxsimQuestions1: 0.9, maxsimQuestions2: 0.8, hasQuestions: 1 })
    expect(old!.maxsimBefore).toBe(0.2)
  })

  it('tell how far a passage is ahead of the best other one', () => {
    expect(new_!['cosineText:lead']).toBeCloseTo(0.1)
    expect(old!['cosineText:lead']).toBeCloseTo(-0.1)
  })

  it('put no questions of another passage on the account of one that has none', () => {
    expect(new_).toMatchObject({ hasQuestions: 0, maxsimQuestions2: 0, 'cosine1:overOffTopic': 0, centroid: 0 })
    expect(old!['cosine1:overOffTopic']).toBeCloseTo(0.15)
  })

  it('tell how much of what a passage says is said by the question or intro before it', () => {
    expect(new_!.dependence).toBe(0)
    expect(old!.dependence).toBe(0.75)
  })

  it('have a lead of 0 where there is no other candidate', () => {
    expect(named(featuresOf([without], traits))[0]!['maxsimText:lead']).toBe(0)
  })

  it('are as many as their names, and finite, for any number of candidates and questions', () => {
    const number = fc.double({ min: -1, max: 1, noNaN: true })
    const list = fc.array(number, { maxLength: 8 })
    const closeness = fc.record({ cosine: number, maxsim: number })
    const comparison = fc.record({
      text: closeness,
      context: closeness,
      sentence: closeness,
      before: fc.option(closeness),
      wordsOwn: number,
      wordsQuestions: number,
      questionCosines: list,
      questionMaxsims: list,
      questions: fc.nat(100),
      centroid: number,
      length: fc.nat(500),
      lengthBefore: fc.nat(500),
    })
    fc.assert(
      fc.property(fc.array(comparison, { maxLength: 30 }), list, (candidates, off) => {
        const rows = featuresOf(candidates, { offTopicCosines: off, offTopicMaxsims: off, words: 0, knownWords: 0 })
        expect(rows).toHaveLength(candidates.length)
        for (const row of rows) {
          expect(row).toHaveLength(FEATURES.length)
          expect(row.every(Number.isFinite)).toBe(true)
        }
      }),
    )
  })
})
