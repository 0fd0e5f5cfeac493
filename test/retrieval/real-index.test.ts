import { describe, expect, it } from 'vitest'
import { dequantise } from '../../src/retrieval/token-vectors.ts'
import type { View } from '../../src/retrieval/views.ts'
import { evaluationSet, realProduct } from '../support/product.ts'

const { index, embedder, corpus } = await realProduct()
const questions = await Promise.all(
  evaluationSet('dev').map(async ({ question }) => (await embedder.embed(question, 'query')).mean),
)

const vectors = index.views.map((_, view) => dequantise(index.means, view))
const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, d) => sum + value * b[d]!, 0)

/** Cosines of the nearest views, by comparing with every one. */
function bruteForce(mean: Float32Array, count: number, wanted: (view: View) => boolean): number[] {
  return index.views
    .flatMap((view, at) => (wanted(view) ? [dot(mean, vectors[at]!)] : []))
    .sort((a, b) => b - a)
    .slice(0, count)
}

/** The share of the found views that are as near as those: a message that several passages answer is several views of one vector. */
function recall(mean: Float32Array, found: readonly { readonly view: number }[], exact: readonly number[]): number {
  const least = exact.at(-1)! - 1e-6
  return found.filter(({ view }) => dot(mean, vectors[view]!) >= least).length / exact.length
}
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

describe('the index of the real corpus', () => {
  it.each([
    [10, 0.99],
    [96, 0.95],
  ])('finds of the %i questions and texts that comparing with all finds nearest at least %f', (count, least) => {
    const isText = ({ kind }: View) => kind === 'text' || kind === 'context' || kind === 'sentence'
    const ofQuestions = questions.map((question) =>
      recall(
        question,
        index.nearestQuestions(question, count),
        bruteForce(question, count, ({ kind }) => kind === 'question'),
      ),
    )
    const ofTexts = questions.map((question) =>
      recall(question, index.nearestTexts(question, count), bruteForce(question, count, isText)),
    )
    expect(mean(ofQuestions)).toBeGreaterThanOrEqual(least)
    expect(mean(ofTexts)).toBeGreaterThanOrEqual(least)
  })

  it('has every question that the corpus does not answer', () => {
    const offTopic = index.views.filter(({ kind }) => kind === 'off-topic')
    expect(offTopic.length).toBeGreaterThanOrEqual(600)
    expect(index.offTopicViews.map((view) => index.views[view])).toEqual(offTopic)
  })

  it('gives true cosines, nearest first', () => {
    for (const question of questions.slice(0, 10)) {
      const near = index.nearestQuestions(question, 20)
      for (const [at, { view, cosine }] of near.entries()) {
        expect(cosine).toBeCloseTo(dot(question, vectors[view]!), 4)
        expect(cosine).toBeLessThanOrEqual(near[at - 1]?.cosine ?? 1)
      }
    }
  })

  it('without an author has none of that author’s questions, and everything else', async () => {
    const hidden = await index.without(({ kind, author }) => kind === 'question' && author === 'a')
    for (const question of questions.slice(0, 10)) {
      const near = hidden.nearestQuestions(question, 50).map(({ view }) => index.views[view]!)
      expect(near).toHaveLength(50)
      expect(near.filter(({ author }) => author === 'a')).toEqual([])
      const exact = bruteForce(question, 10, ({ kind, author }) => kind === 'question' && author !== 'a')
      expect(recall(question, hidden.nearestQuestions(question, 10), exact)).toBeGreaterThanOrEqual(0.9)
    }
    for (const [passage] of corpus.passages.entries()) {
      const authors = new Set(hidden.questionViews(passage).map((view) => index.views[view]!.author))
      expect(authors.has('a')).toBe(false)
      const others = index.questionViews(passage).filter((view) => index.views[view]!.author !== 'a')
      expect(hidden.questionViews(passage)).toHaveLength(others.length)
      expect(hidden.textView(passage)).toBe(index.textView(passage))
    }
  })
})

describe('finding by words', () => {
  const found = (question: string) => index.lexical.search(question, corpus.passages.length).own.best
  const begins = (question: string) => found(question).map((passage) => corpus.passages[passage]!.text)

  it('finds a rare word, with and without accents, and in another form', () => {
    for (const question of ['osteopathie', 'OSTEOPATHIE', 'ostéopathie']) {
      expect(begins(question)[0]).toMatch(/^Osteopathie/)
    }
    expect(begins('fysiotherapeut internist diëtist')[0]).toMatch(/^De behandeling van ME\/CVS in de reguliere/)
  })

  it('finds a misspelt word only where the exact word finds nothing', () => {
    expect(begins('osteopathhie')[0]).toMatch(/^Osteopathie/)
    expect(index.lexical.knows('osteopathhie')).toBe(false)
    expect(index.lexical.knows('osteopathie')).toBe(true)
  })

  it('knows a compound of words that the corpus has', () => {
    expect(index.lexical.knows('behandelingsrichtlijn')).toBe(true)
    expect(index.lexical.knows('xylofoonconcert')).toBe(false)
  })

  it('takes no word of more than forty letters for a compound or a misspelling: one of thousands would cost a second', () => {
    const long = 'behandeling'.repeat(4)
    expect(index.lexical.knows('behandelingbehandeling')).toBe(true)
    expect(index.lexical.knows(long)).toBe(false)
    expect(index.lexical.correct(long)).toBeNull()
    expect(found(long)).toEqual([])
  })

  it('guesses at a hundred words of a question, and not at thousands without a space between them', () => {
    const strange = (count: number) => Array.from({ length: count }, (_, at) => `x${at}qxzwv`).join('.')
    expect(found(`${strange(90)}.osteopathhie`).length).toBeGreaterThan(found(strange(90)).length)
    expect(found(`${strange(110)}.osteopathhie`)).toEqual(found(strange(110)))
  })

  it('finds nothing for function words, and for nothing', () => {
    expect(found('hoe is het van de')).toEqual([])
    expect(found('')).toEqual([])
    expect(found('?! 👍')).toEqual([])
  })

  it('gives questions of different lengths scores that compare', () => {
    const highest = (question: string) => {
      const { best, of } = index.lexical.search(question, 1).own
      return of(best)[0]!
    }
    const short = highest('osteopathie')
    const long = highest('osteopathie osteopathie manuele therapie gewrichten weefsels')
    expect(long / short).toBeGreaterThan(0.2)
    expect(long / short).toBeLessThan(6)
  })
})
