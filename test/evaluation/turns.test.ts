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
  ['what is only related', 'wat doet stress met me'],
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
  /** Both are quoted, or one, and it is said that the other was shown already. */
  const expectBothSides = (answer: Answer) => {
    const named = new Set([...publishersOf(answer), ...answer.seen.map(({ document }) => document.id)])
    if (DISPUTED.has(kind) && quoted(answer).length > 0) expect(named.size).toBe(2)
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

  it('shows both sides, or says which one was shown already, but for one in twenty', () => {
    expect(turns.length).toBeGreaterThan(120)
    const oneSided = asked(turns.filter(({ named }) => named < 2))
    expect(oneSided.length, oneSided.join('\n')).toBeLessThanOrEqual(turns.length / 20)
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

describe('what the sources do not answer of what was asked', () => {
  /** Questions with what follows on them, by the writer of the code; the misses of the first run were looked at. */
  const UNANSWERED = [
    ...[
      ['Is ME te genezen?', 'waarom niet'],
      ['Wat is pacing?', 'hoeveel stappen per dag mag je dan zetten?'],
    ],
    ...[
      ['Wat is pacing?', 'welke app is daar goed voor?'],
      ['Helpt mindfulness?', 'wat kost zo’n cursus?'],
    ],
    ...[
      ['Helpt mindfulness?', 'waar kan ik dat volgen in Utrecht?'],
      ['Is CGT schadelijk?', 'hoeveel sessies zijn dat?'],
    ],
    ...[
      ['Is GET schadelijk?', 'wie heeft dat bedacht?'],
      ['Helpt acupunctuur?', 'wordt dat vergoed?'],
    ],
    ...[
      ['Is GET schadelijk?', 'hoeveel mensen zijn er zieker van geworden?'],
      ['Helpt acupunctuur?', 'doet dat pijn?'],
    ],
    ...[
      ['is er een lijst met behandelaren?', 'staat dokter Visser daarop?'],
      ['brochure bestellen', 'wat kost die'],
    ],
    ...[
      ['is er een lijst met behandelaren?', 'hoe lang is de wachtlijst daar?'],
      ['wat is SOLK', 'hoe vaak komt dat voor?'],
    ],
    ...[
      ['Helpt osteopathie?', 'is dat gevaarlijk voor mijn nek?'],
      ['is de richtlijn verouderd?', 'wanneer is hij klaar?'],
    ],
    ...[
      ['is de richtlijn verouderd?', 'wie zitten er in de commissie?'],
      ['wat doen ze aan pijn?', 'helpt paracetamol?'],
    ],
    ...[
      ['welke behandelaren krijg je?', 'wat verdient zo’n internist'],
      ['wat doen ze aan pijn?', 'en medicinale wiet?'],
    ],
    ...[
      ['vitaminetekort behandelen', 'hoeveel b12 dan'],
      ['kan voeding helpen', 'is keto goed?'],
    ],
    ...[
      ['zijn kinderen met ME ernstig beperkt?', 'moeten ze dan naar school?'],
      ['Wat is PEM?', 'en bij katten?'],
    ],
    ...[
      ['zijn kinderen met ME ernstig beperkt?', 'hoeveel kinderen zijn dat in Nederland?'],
      ['wat is ALK', 'wie verzon dat?'],
    ],
    ...[
      ['Helpt mindfulness?', 'en bij katten?'],
      ['is er een brochure?', 'hoeveel bladzijden heeft die?'],
    ],
    ...[
      ['Wat is PEM?', 'hoe lang duurt dat meestal?'],
      ['Wat is PEM?', 'kun je dat meten met een horloge?'],
    ],
    ...[
      ['wat zegt de gezondheidsraad', 'wie is daar de voorzitter?'],
      ['wat zegt NICE', 'geldt dat in België ook?'],
    ],
    ...[
      ['kan ik herstellen', 'hoe lang duurt dat bij jongeren?'],
      ['brochure bestellen', 'hoe lang duurt de levering'],
    ],
    ...[
      ['Helpt shiatsu?', 'waar zit een goede praktijk'],
      ['mag ik CGT weigeren', 'kan school mij dwingen?'],
    ],
    ...[
      ['Is het lichamelijk?', 'is het erfelijk dan?'],
      ['Is het lichamelijk?', 'niet de NVK maar het RIVM'],
    ],
    ...[
      ['is graded exercise safe?', 'how much does it cost?'],
      ['what is pacing?', 'which watch should I buy?'],
    ],
    ...[
      ['helpt rust', 'hoeveel uur moet ik slapen?'],
      ['wat zegt de raad', 'nee, ik bedoel de raad voor de kinderbescherming'],
    ],
  ] as const

  it('is declined in five of six', async () => {
    const shown: string[] = []
    for (const [question, message] of UNANSWERED) {
      const first = await answerer.answer(question)
      const answer = await answerer.answer(message, nextTurn(question, first, null))
      if (answer.outcome !== 'no_answer') shown.push(`${question} ${message}`)
    }
    expect(UNANSWERED.length).toBeGreaterThanOrEqual(40)
    expect(shown.length, shown.join('\n')).toBeLessThanOrEqual(UNANSWERED.length / 6)
  })

  it('is no quote that was read already', async () => {
    const first = await answerer.answer('Helpt acupunctuur?')
    const answer = await answerer.answer('doet dat pijn?', nextTurn('Helpt acupunctuur?', first, null))
    expect(answer).toMatchObject({ outcome: 'no_answer', reason: 'no_more' })
  })

  it('is said of a voice that a correction names, and of one without a subject', async () => {
    const question = 'wat zegt de NVK over CGT?'
    const turn = nextTurn(question, await answerer.answer(question), null)
    for (const message of ['nee ik bedoel de NVVP', 'en de huisartsenvereniging?', 'niet de NVK maar het RIVM']) {
      const { asked } = await answerer.answer(message, turn)
      expect(
        asked.map(({ speaks, voice: { kind } }) => [speaks, kind]),
        message,
      ).toEqual([[false, 'unknown']])
    }
    expect(await answerer.answer('wat zegt de kinderbescherming?')).toMatchObject({ outcome: 'no_answer' })
  })
})

describe('who asks the same of another voice', () => {
  it.each([
    ['wat zegt de stichting over cgt', 'en de nvk?', 'wat zegt de nvk over cgt'],
    ['Wat zegt het KNGF over GET', 'wat zegt de NVK daarvan?', 'Wat zegt de NVK over GET'],
    ['Wat zegt de NVK over de Gezondheidsraad?', 'en de stichting?', 'Wat zegt de stichting over de Gezondheidsraad?'],
    ['Is GET schadelijk?', 'en de nvk?', 'Is GET schadelijk?'],
  ])('is told the question with that voice in it: "%s", "%s"', async (question, message, understood) => {
    const turn = nextTurn(question, await answerer.answer(question), null)
    expect((await answerer.answer(message, turn)).understoodAs).toBe(understood)
  })
})
