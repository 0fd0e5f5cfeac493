import { describe, expect, it } from 'vitest'
import type { Answer } from '../../src/answering/answer.ts'
import { leadLines } from '../../src/answering/lead-lines.ts'
import { nextTurn } from '../../src/answering/next-turn.ts'
import { loadCounterparts } from '../../src/corpus/counterparts.ts'
import type { Passage } from '../../src/corpus/document.ts'
import { LANGUAGES, loadTranslations } from '../../src/i18n/translations.ts'
import { realProduct } from '../support/product.ts'

const { answerer, corpus } = await realProduct()
const quoted = (answer: Answer) => (answer.outcome === 'no_answer' ? [] : answer.quotes)
const idsOf = (answer: Answer) => quoted(answer).map(({ passage }) => passage.id)
const publishersOf = (answer: Answer) => new Set(quoted(answer).map(({ document }) => document.id))

/** A question of each kind of answer. */
const QUESTIONS = [
  ['a term that is only named', 'Wat is PEM?'],
  ['a term that is explained', 'Wat is pacing?'],
  ['a voice that speaks', 'Wat zegt de NVK over GET?'],
  ['a voice that is silent', 'Wat zegt de NVK over mindfulness?'],
  ['both sides', 'Is GET schadelijk?'],
  ['what is only related', 'hoe kom ik van dat eeuwige gevoel af dat ik op ben'],
] as const
const DISPUTED = new Set<string>(['a voice that speaks', 'both sides'])

describe.each(QUESTIONS)('after %s', async (kind, question) => {
  const first = await answerer.answer(question)
  const turn = nextTurn(question, first, null)
  const ask = (message: string) => answerer.answer(message, turn)
  const seen = idsOf(first)

  /** Something that wasn't shown comes first, or one sentence says why nothing does. */
  const expectElse = (answer: Answer, reason: 'no_more' | 'other_words') => {
    if (answer.outcome === 'no_answer') expect(answer.reason).toBe(reason)
    else expect(seen).not.toContain(idsOf(answer)[0])
  }
  const expectBothSides = (answer: Answer) => {
    if (DISPUTED.has(kind) && quoted(answer).length > 0) expect(publishersOf(answer).size).toBe(2)
  }

  it('"bron?" gets what was shown, with its source', async () => {
    expect(seen.length).toBeGreaterThan(0)
    const answer = await ask('bron?')
    expect(idsOf(answer)[0]).toBe(seen[0])
    expect(seen).toEqual(expect.arrayContaining(idsOf(answer)))
    expectBothSides(answer)
  })

  it('"dat bedoel ik niet" gets something else, or is asked for other words', async () => {
    const answer = await ask('dat bedoel ik niet')
    expectElse(answer, 'other_words')
    expectBothSides(answer)
  })

  it('"hoezo?" gets a quote', async () => {
    const answer = await ask('hoezo?')
    expect(quoted(answer)).not.toEqual([])
    expectBothSides(answer)
  })

  it('"nog meer" gets something else, or hears that there is no more', async () => {
    const answer = await ask('nog meer')
    expectElse(answer, 'no_more')
    expectBothSides(answer)
  })

  it('"andere kant" gets another publisher, or hears that there is no more', async () => {
    const answer = await ask('andere kant')
    if (answer.outcome === 'no_answer') expect(answer.reason).toBe('no_more')
    else expect(quoted(answer)[0]!.document.id).not.toBe(quoted(first)[0]!.document.id)
    expectBothSides(answer)
  })
})

/** Questions on every dispute that an editor names. */
const DISPUTES = [
  'Is GET schadelijk?',
  'Helpt cognitieve gedragstherapie bij ME/CVS?',
  'Is ME/CVS lichamelijk of psychisch?',
  'Wat zegt de Gezondheidsraad over CGT?',
  'moet ik rusten of juist opbouwen?',
  'is de wetenschappelijke basis van CGT en GET wankel?',
  'Is CGT alleen om te leren omgaan met de ziekte?',
  'Raden fysiotherapeuten GET af?',
  'word ik zieker van oefentherapie',
  'is graded exercise safe?',
]
const FOLLOW_UPS = [
  ...['en de andere kant?', 'nog meer', 'hoezo?', 'en bij kinderen?', 'bron?', 'dat bedoel ik niet', 'wie zegt dat?'],
  ...['is iedereen het daarmee eens?', 'en bij volwassenen?', 'waarom?', 'wat vinden anderen?', 'is dat alles?'],
  ...[
    'en de NVK?',
    'en de stichting?',
    'klopt dat nog steeds?',
    'and the other side?',
    'why?',
    'any more?',
    'allez, waarom da?',
  ],
]

describe('what follows on a dispute', async () => {
  const { subjects } = loadCounterparts('corpus', corpus)
  const disputes = subjects.filter(({ inDispute }) => inDispute)
  // A reply is quoted with the words to which it replies.
  const withWords = (passages: readonly Passage[]) => passages.flatMap(({ id, answers }) => [id, answers ?? id])
  const turns: { readonly asked: string; readonly answer: Answer; readonly named: number }[] = []
  for (const question of DISPUTES) {
    const first = await answerer.answer(question)
    const turn = nextTurn(question, first, null)
    const before = withWords(quoted(first).map(({ passage }) => passage))
    for (const message of FOLLOW_UPS) {
      const answer = await answerer.answer(message, turn)
      const now = withWords(quoted(answer).map(({ passage }) => passage))
      const own = disputes.filter(({ sides }) => now.some((id) => sides.has(id)))
      const count = (ids: readonly string[], among = own) =>
        new Set(among.flatMap(({ sides }) => ids.flatMap((id) => sides.get(id) ?? []))).size
      // The dispute was in question when both sides of it were shown.
      if (!own.some((dispute) => count(before, [dispute]) > 1)) continue
      const named = count([...now, ...answer.seen.map(({ passage }) => passage.id)])
      turns.push({ asked: `${question} ${message}`, answer, named })
    }
  }
  const asked = (all: typeof turns) => all.map((one) => one.asked)

  it('shows both sides, or says which one was shown already', () => {
    expect(turns.length).toBeGreaterThan(120)
    expect(asked(turns.filter(({ named }) => named < 2))).toEqual([])
  })

  it('says so in one sentence with the name, and of nothing that is shown now', () => {
    const told = turns.filter(({ answer }) => answer.seen.length > 0)
    expect(told.length).toBeGreaterThan(0)
    for (const { answer } of told) {
      for (const { side, document } of answer.seen) {
        expect(quoted(answer).map((one) => one.side)).not.toContain(side)
        for (const language of LANGUAGES)
          expect(leadLines(answer, loadTranslations()(language))).toContain(document.abbreviation)
      }
    }
  })

  it('is of nothing else on the first question, nor after one that nobody disputes', async () => {
    for (const question of DISPUTES) expect((await answerer.answer(question)).seen).toEqual([])
    const first = await answerer.answer('Wat is mindfulness?')
    expect((await answerer.answer('nog meer', nextTurn('Wat is mindfulness?', first, null))).seen).toEqual([])
  })
})
