import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Answer } from '../../src/answering/answer.ts'
import { correctionOf, followUpOf } from '../../src/answering/follow-up.ts'
import { nextTurn } from '../../src/answering/next-turn.ts'
import { questionParts, twoQuestions } from '../../src/answering/question-parts.ts'
import { createVoices } from '../../src/answering/voices.ts'
import { answered, declined } from '../support/fake-answerer.ts'
import { realCorpus } from '../support/real-corpus.ts'
import { tinyCorpus } from '../support/tiny-corpus.ts'

describe('how a message leans on the one before it', () => {
  it.each([
    ['nog meer', 'more'],
    ['Is er nog iets?', 'more'],
    ['meer weten', 'more'],
    ['anything else?', 'more'],
    ['en wat zegt de andere kant?', 'other-side'],
    ['What does the other side say?', 'other-side'],
    ['waarom?', 'why'],
    ['Sinds wanneer?', 'further'],
    ['en waarom niet?', 'why'],
    ['hoezo niet meer', 'why'],
    ['is dat alles?', 'more'],
    ['vertel verder', 'more'],
    ['vertel me meer', 'more'],
    ['nog meer over ME', 'perhaps'],
    ['waar komt dat getal vandaan', 'source'],
    ['zijn er die het daar ni mee eens zijn', 'other-side'],
    ['en wie kijkt er anders naar', 'other-side'],
    ['uit welk stuk komt dat', 'source'],
    ['hoe weet je dat?', 'source'],
    ['je begrijpt me niet', 'instead'],
    ['is iedereen het daarmee eens?', 'other-side'],
    ['zijn patiënten het daarmee eens?', 'other-side'],
    ['wat zeggen critici daarvan', 'other-side'],
    ['hoe reageren de artsen daarop', 'other-side'],
    ['wie heeft er dan gelijk?', 'other-side'],
    ['wie zegt van wel dan', 'other-side'],
    ['hoezo, dat is toch mijn eigen zaak', 'why'],
    ['waarom? ze worden er zieker van', 'why'],
    ['waarom helpt rust?', 'perhaps'],
    ['op welke pagina staat dat', 'source'],
    ['zijn er nog meer tips', 'more'],
    ['is dat verstandig', 'further'],
    ['klopt dat nog steeds?', 'further'],
    ['geldt dat ook voor kinderen?', 'leans'],
    ['nog meer over slaap?', 'perhaps'],
    ['bron?', 'source'],
    ['Waar haal je dat vandaan?', 'source'],
    ['wie zegt dat?', 'source'],
    ['heb je een bron over slaap?', 'none'],
    ['dat bedoel ik niet', 'instead'],
    ['nee dat was niet mijn vraag', 'instead'],
    ["that's not what I asked", 'instead'],
    ['wie zegt dat gedragstherapie werkt', 'none'],
    ['is there a cure for this illness', 'none'],
    ['En bij volwassenen?', 'leans'],
    ['hoeveel procent?', 'perhaps'],
    ['Is graded exercise therapie schadelijk?', 'none'],
    ['', 'none'],
    ['👍', 'none'],
  ] as const)('"%s": %s', (message, leans) => {
    expect(followUpOf(message, false)).toBe(leans)
  })

  it('one that names a speaker and hardly anything else asks for the other side', () => {
    expect(followUpOf('en de?', true)).toBe('other-side')
    expect(followUpOf('wat antwoordt daarop', true)).toBe('other-side')
    expect(followUpOf('en hoe kijkt de daarnaar', true)).toBe('other-side')
    expect(followUpOf('and the how do they read it?', true)).toBe('other-side')
    expect(followUpOf('en wat zegt de over GET?', true)).toBe('none')
  })

  it('one that asks who or what a speaker is asks nothing of what was shown', () => {
    for (const message of ['wie is de van de', 'wat is de eigenlijk', 'en wie zijn de', 'what does the do'])
      expect(followUpOf(message, true), message).toBe('none')
    for (const message of ['wat is de reactie van de', 'wat doet de daaraan', 'wat is volgens de waar', 'en de dan'])
      expect(followUpOf(message, true), message).toBe('other-side')
  })

  it.each([
    ['ik bedoel GET', 'GET'],
    ['Nee, sorry, ik bedoelde bij volwassenen', 'bij volwassenen'],
    ['GET bedoel ik', 'GET'],
    ['nee niet CGT maar GET', 'GET'],
    ['niet een brochure, een arts', 'een arts'],
    ['nee niet van therapieën of zo. van dokters', 'van dokters'],
    ['niet dat, iets anders', null],
    ['niet schadelijk, zegt de arts', null],
    ['nee dat bedoel ik niet, ik bedoel bij een kind hoor', 'bij een kind'],
    ['*pacing', 'pacing'],
    ['I mean GET', 'GET'],
    ['wat bedoel je', null],
    ['dat bedoel ik niet', null],
    ['Is GET schadelijk?', null],
  ])('"%s" corrects it to %s', (message, meant) => {
    expect(correctionOf(message)).toBe(meant)
  })

  it('a long one says itself what it is about', () => {
    expect(followUpOf('en geldt dat nu ook voor kinderen die al jaren op school ziek zijn?', false)).toBe('none')
  })
})

describe('the parts of a message', () => {
  it('of one sentence are that sentence', () => {
    expect(questionParts(' Helpt rust? ')).toEqual({ whole: 'Helpt rust?', asked: [], stated: [] })
  })

  it('of a story are its questions in order, and the rest from the end', () => {
    const { asked, stated } = questionParts(
      'Ik ben al jaren ziek. Helpt rust bij ME? Mijn arts zegt niets. Wat is pacing?',
    )
    expect(asked).toEqual(['Helpt rust bij ME?', 'Wat is pacing?'])
    expect(stated).toEqual(['Mijn arts zegt niets.', 'Ik ben al jaren ziek.'])
  })

  it.each([
    ['is het te genezen en waar vind ik een kliniek?', ['is het te genezen?', 'waar vind ik een kliniek?']],
    ['Hoi! 2 vragen: helpt pacing echt, en wat is PEM', ['helpt pacing echt?', 'wat is PEM']],
    ['what is PEM and is there a cure?', ['what is PEM?', 'is there a cure?']],
  ])('of one sentence that asks two things are both: %s', (sentence, both) => {
    expect(twoQuestions(sentence)).toEqual(both)
  })

  it.each([
    'helpt rust en pacing?',
    'Wat zeggen de NVK en de stichting over CGT?',
    'ik ben moe en wat nu',
    'wat en hoe dan?',
    'Mijn dochter is ziek en kan niet naar school',
  ])('of one sentence that asks one thing are not two: %s', (sentence) => {
    expect(twoQuestions(sentence)).toBeNull()
  })

  it('of nothing to read are nothing', () => {
    for (const message of ['', ' \n ', '?!', '👍', '\u200b'])
      expect(questionParts(message)).toEqual({ whole: '', asked: [], stated: [] })
  })

  it('lose line ends and other control characters, and no words', () => {
    expect(questionParts('Helpt\u0000rust\n\nbij\tME?').whole).toBe('Helpt rust bij ME?')
  })

  it('are few and short, whatever the message', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string({ unit: 'grapheme' }),
            fc.constantFrom('Helpt rust?', 'a. ', 'woord '.repeat(100), '?'.repeat(50)),
          ),
          { maxLength: 200 },
        ),
        (texts) => {
          const { whole, asked, stated } = questionParts(texts.join(' '))
          expect(asked.length + stated.length).toBeLessThanOrEqual(6)
          for (const part of [whole, ...asked, ...stated]) {
            expect(part.split(/\s+/).length).toBeLessThanOrEqual(60)
            expect(part.length).toBeLessThanOrEqual(4096)
          }
        },
      ),
    )
  })

  it('of 100,000 characters are found at once', () => {
    const start = performance.now()
    questionParts('Is dit een vraag? '.repeat(5556))
    questionParts('a'.repeat(100_000))
    questionParts('. '.repeat(50_000))
    expect(performance.now() - start).toBeLessThan(500)
  })
})

describe('what a chat remembers', () => {
  const { corpus } = tinyCorpus()
  const [first, second, third] = corpus.passages
  const standing = (passages: typeof corpus.passages, understoodAs: string | null = null): Answer =>
    answered(passages, corpus, { understoodAs })

  it('is the question and what was shown', () => {
    expect(nextTurn('Helpt rust?', standing([first!, second!]), null)).toEqual({
      question: 'Helpt rust?',
      shown: [first!.id, second!.id],
    })
  })

  it('while the subject lasts, is all that was shown', () => {
    const previous = { question: 'Helpt rust?', shown: [first!.id, second!.id] }
    expect(nextTurn('nog meer', standing([second!, third!], 'Helpt rust?'), previous)).toEqual({
      question: 'Helpt rust?',
      shown: [first!.id, second!.id, third!.id],
    })
  })

  it('starts again with a new subject', () => {
    const previous = { question: 'Helpt rust?', shown: [first!.id] }
    expect(nextTurn('Helpt slaap?', standing([third!]), previous)).toEqual({
      question: 'Helpt slaap?',
      shown: [third!.id],
    })
  })

  it('is a question that found nothing, and no longer what came before it', () => {
    const previous = { question: 'Helpt rust?', shown: [first!.id] }
    expect(nextTurn('Hoeveel mensen?', declined(corpus), previous)).toEqual({ question: 'Hoeveel mensen?', shown: [] })
  })

  it('does not change by courtesy, by words of danger, or by a follow-up that found nothing', () => {
    const previous = { question: 'Helpt rust?', shown: [first!.id] }
    for (const reason of ['hello', 'thanks', 'goodbye', 'empty', 'points_elsewhere', 'nothing_before'] as const) {
      expect(nextTurn('bedankt', declined(corpus, { reason }), previous)).toBe(previous)
      expect(nextTurn('bedankt', declined(corpus, { reason }), null)).toBeNull()
    }
    expect(nextTurn('Ik kan niet meer', declined(corpus, { danger: 'suicide' }), previous)).toBe(previous)
    const sensed = declined(corpus, { danger: 'suicide', isSensed: true })
    expect(nextTurn('Mag ik op vakantie?', sensed, previous)).toEqual({ question: 'Mag ik op vakantie?', shown: [] })
    expect(nextTurn('nog meer', declined(corpus, { understoodAs: 'Helpt rust?' }), previous)).toEqual(previous)
  })
})

describe('a speaker', () => {
  const names = createVoices(realCorpus())

  it.each([
    ['Wat zegt de NVK over GET?', ['NVK']],
    ['volgens de Kinderartsen', ['NVK']],
    ['en wat vindt de patientenorganisatie', ['mecvs']],
    ['wat beweert de NOS', ['NOS']],
    ['NVK tegenover de stichting', ['NVK', 'mecvs']],
    ['Is GET schadelijk?', []],
    ['Mijn kinderarts weet het niet', []],
    ['nosferatu', []],
  ])('is named in "%s": %j', (question, ids) => {
    expect([...names.named(question)].sort()).toEqual([...ids].sort())
  })

  it('is taken out of a question that is put to another', () => {
    expect(names.without('Wat zegt de NVK over GET?', new Set(['mecvs']))).toBe('wat zegt de over get')
    expect(names.without('Wat zegt de NVK over GET?', new Set(['NVK']))).toBe('Wat zegt de NVK over GET?')
    expect(names.without('Is GET schadelijk?', new Set())).toBe('Is GET schadelijk?')
  })
})
