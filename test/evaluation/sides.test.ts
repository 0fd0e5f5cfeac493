import { describe, expect, it } from 'vitest'
import type { Answer } from '../../src/answering/answer.ts'
import { nextTurn } from '../../src/answering/next-turn.ts'
import { readSidesCases, SIDES_SETS, type SidesCase } from '../../src/evaluation/sets.ts'
import { evaluationSet, realProduct } from '../support/product.ts'
import { INTERVIEW, PAGE } from '../support/real-corpus.ts'

const { answerer, corpus } = await realProduct()
const asked: (SidesCase & { readonly answer: Exclude<Answer, { outcome: 'no_answer' }> })[] = []
for (const set of SIDES_SETS) {
  for (const one of readSidesCases('test/eval', set)) {
    const answer = await answerer.answer(one.question)
    if (answer.outcome !== 'no_answer') asked.push({ ...one, answer })
  }
}
const disputes = asked.filter(({ kind }) => kind === 'dispute')
const undisputed = asked.filter(({ kind }) => kind === 'one-side')
/** How many sides of the dispute are quoted: other documents take none. */
const publishersOf = ({ quotes }: (typeof asked)[number]['answer']) =>
  new Set(quotes.map(({ document }) => document.id).filter((id) => id === PAGE || id === INTERVIEW)).size
const share = (counted: readonly unknown[], all: readonly unknown[]) => counted.length / all.length

describe('what is shown of a dispute', () => {
  it('is both publishers, as an answer and as related', () => {
    expect(disputes.length).toBeGreaterThan(100)
    expect(
      share(
        disputes.filter(({ answer }) => publishersOf(answer) === 2),
        disputes,
      ),
      // Beside other documents, which may take one of the three places.
    ).toBeGreaterThanOrEqual(corpus.documents.length > 2 ? 0.9 : 0.95)
  })

  it('is both in what follows on it as well', async () => {
    const later: Answer[] = []
    for (const { question, answer } of disputes.slice(0, 30)) {
      for (const more of ['waarom?', 'en bij kinderen?']) {
        later.push(await answerer.answer(more, nextTurn(question, answer, null)))
      }
    }
    const shown = later.filter((answer) => answer.outcome !== 'no_answer')
    expect(
      share(
        shown.filter((answer) => publishersOf(answer) === 2),
        shown,
      ),
    ).toBeGreaterThanOrEqual(0.9)
  })

  it('is one where only one speaks', () => {
    expect(undisputed.length).toBeGreaterThan(60)
    expect(
      share(
        undisputed.filter(({ answer }) => publishersOf(answer) < 2),
        undisputed,
      ),
    ).toBeGreaterThanOrEqual(0.9)
  })
})

describe('what is said of the sources', () => {
  it('is hardly ever wrong, nor of a source that is quoted', () => {
    const claims = asked.flatMap(({ expect, answer }) =>
      answer.sources.flatMap(({ id, speaks }) =>
        speaks === null ? [] : [speaks === expect.some((beginning) => id.startsWith(beginning))],
      ),
    )
    expect(claims.length).toBeGreaterThan(60)
    expect(
      share(
        claims.filter((isRight) => !isRight),
        claims,
      ),
    ).toBeLessThanOrEqual(0.02)
    for (const { answer } of asked) {
      const silent = answer.sources.filter(({ speaks }) => speaks === false).map(({ id }) => id)
      expect(answer.quotes.filter(({ document }) => silent.includes(document.id))).toEqual([])
    }
  })

  it('names every document of the corpus, whatever the outcome', async () => {
    for (const { question } of evaluationSet('dev').slice(0, 30)) {
      const { sources } = await answerer.answer(question)
      expect(sources.map(({ id }) => id)).toEqual(corpus.documents.map(({ id }) => id))
    }
  })
})
