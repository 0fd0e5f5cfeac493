import { describe, expect, it } from 'vitest'
import type { Answer } from '../../src/answering/answer.ts'
import { nextTurn } from '../../src/answering/next-turn.ts'
import { loadCounterparts } from '../../src/corpus/counterparts.ts'
import { readSidesCases, SIDES_SETS, type SidesCase } from '../../src/evaluation/sets.ts'
import { loadTranslations } from '../../src/i18n/translations.ts'
import { renderAnswer } from '../../src/telegram/messages/render-answer.ts'
import { inlineResults } from '../../src/telegram/messages/render-inline.ts'
import type { RenderContext } from '../../src/telegram/messages/render-quote.ts'
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
const counterparts = loadCounterparts('corpus', corpus)
const context: RenderContext = {
  corpus,
  t: loadTranslations()('nl'),
  username: 'bronwijzer_bot',
  rest: false,
  audience: 'private',
}
const expectBoth = (text: string, question: string) => {
  for (const id of [PAGE, INTERVIEW]) {
    const { abbreviation, publisher } = corpus.document(id)
    expect(text.includes(abbreviation) || text.includes(publisher), question).toBe(true)
  }
}
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

  it.each([
    ['in a private chat', { rest: false, audience: 'private' }],
    ['in rest mode, where the other side is a line with a button', { rest: true, audience: 'private' }],
    ['in a group', { rest: false, audience: 'shared' }],
  ] as const)('is both %s', (_where, how) => {
    for (const { question, answer } of disputes) {
      if (publishersOf(answer) < 2) continue
      const messages = renderAnswer(answer, { ...context, ...how })
      expectBoth(messages.map(({ text }) => text).join('\n'), question)
      if (how.rest) expect(messages.flatMap(({ buttons }) => buttons.flat()).length, question).toBeGreaterThan(0)
    }
  })

  it('is both in everything that inline mode offers to send', () => {
    for (const { question, answer } of disputes) {
      if (publishersOf(answer) < 2) continue
      for (const { input_message_content } of inlineResults(answer, { ...context, audience: 'shared' }))
        expectBoth((input_message_content as { message_text: string }).message_text, question)
    }
  })

  it('is nothing of one side alone in what inline mode offers beside an answer that nobody disputes', () => {
    for (const { question, answer } of undisputed) {
      const quoted = answer.quotes.map(({ passage }) => passage.id)
      const beside = inlineResults(answer, { ...context, audience: 'shared' }).filter(({ id }) => !quoted.includes(id))
      for (const { id } of beside) {
        const subjects = counterparts.subjectsOf(id).filter(({ inDispute }) => inDispute)
        expect([id, subjects.length, counterparts.boundTo(corpus.passage(id)!)], question).toEqual([id, 0, null])
      }
    }
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
