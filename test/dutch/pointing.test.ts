import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PROJECT_FOLDER } from '../../src/config/config.ts'
import { onlyPoints, pointsBack } from '../../src/dutch/pointing.ts'
import { evaluationSet } from '../support/product.ts'

describe('a message that only points at another text', () => {
  it.each([
    'klopt dit?',
    'Klopt dat wel echt??',
    'is dat waar',
    'bron?',
    'Bron graag!',
    'wat bedoelt hij hiermee',
    'Hoi bot, klopt dit bericht?',
    'wie zegt dat',
    'is this true?',
    'source please',
    'fact check this',
    'Wat vind je van dit artikel?',
    'onzin toch',
    'waar of niet waar?',
    'serieus?',
    'hoe zit dit?',
    'leg uit',
    'onderbouwing?',
    'is dit bewezen?',
    'is dit wetenschappelijk bewezen?',
    'factcheck',
    'is dit betrouwbaar?',
    'wat vind je ervan?',
    'feit of fabel?',
    'any evidence?',
    'mag ik een bron?',
    'waarom?',
    'en waarom niet?',
    'wat dan?',
    'is dat verstandig?',
  ])('is known by its words: %s', (message) => {
    expect(onlyPoints(message)).toBe(true)
  })

  it.each([
    'mag ik sporten?',
    'is het te genezen?',
    'klopt het dat GET schadelijk is',
    'is ME erg?',
    'helpt dat tegen pijn',
    'is dit ME?',
    'wie ben jij',
    'waarom ben ik zo moe',
    'wat kan je',
    'is het erg?',
    'is er een test?',
    'wat is ME?',
    'is ME bewezen?',
    'ik wil dit niet meer',
    'ik bedoel dat ik niet meer wil',
    'PEM',
    '',
    '?!',
  ])('is not one with a subject, or one that points at nothing: %s', (message) => {
    expect(onlyPoints(message)).toBe(false)
  })

  it('is none of the questions that answers are measured with', () => {
    const asked = (['dev', 'strangers-a', 'strangers-b'] as const).flatMap((set) => evaluationSet(set))
    expect(asked.map(({ question }) => question).filter(onlyPoints)).toEqual([])
  })

  it('is none of the messages that are measured as cries for help', () => {
    const messages = ['safety', 'safety-own', 'safety-strangers'].flatMap((name) =>
      readFileSync(join(PROJECT_FOLDER, 'test', 'eval', `${name}.jsonl`), 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line): { text: string; kind: string | null } => JSON.parse(line)),
    )
    expect(messages.length).toBeGreaterThan(100)
    expect(messages.filter(({ text, kind }) => kind && onlyPoints(text))).toEqual([])
  })

  it('stays one however it is typed', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('klopt dit', 'is dat waar', 'bron', 'wat bedoelt hij', 'is this true', 'waarom'),
        fc.constantFrom('', '?', '!!', '…', ' ??'),
        fc.constantFrom('', 'en '),
        fc.boolean(),
        (words, end, start, isLoud) => {
          const message = `${start}${words}${end}`
          expect(onlyPoints(isLoud ? message.toUpperCase() : message)).toBe(true)
        },
      ),
    )
  })

  it('stops being one with a word that says what it is about, wherever that stands', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('klopt', 'dit', 'dat', 'bron', 'echt', 'waar', 'is', 'this', 'true'), {
          maxLength: 8,
        }),
        fc.constantFrom('slaap', 'CGT', 'kinderen', 'richtlijn', 'pacing'),
        fc.nat(8),
        (pointing, subject, at) => {
          const said: string[] = [...pointing]
          said.splice(at, 0, subject)
          expect(onlyPoints(said.join(' '))).toBe(false)
        },
      ),
    )
  })
})

describe('a message that points back', () => {
  it.each([
    'geldt dat ook voor kinderen?',
    'wordt het dan beter',
    'hadden die kinderen wel PEM?',
    'wat vindt hij van CGT?',
    'klopt dat volgens de artsen',
    'helpt dat tegen pijn',
    'hoe lang duurt dat',
    'mag je dat dan weigeren?',
    'zijn de artsen het daarmee eens?',
    'does that work for kids',
  ])('leans on what was said before: %s', (message) => {
    expect(pointsBack(message)).toBe(true)
  })

  it.each([
    'wie zegt dat gedragstherapie werkt',
    'wie zegt dat het lichamelijk is?',
    'ik denk dat rust helpt',
    'is it true that rest helps',
    'is there a cure for this illness',
    'hoe lang duurt deze ziekte',
    'wat zijn de symptomen van dit syndroom',
    'gaan deze klachten ooit over',
    'zijn er kinderen die beter worden',
    'helpt rust beter dan sporten',
    'hebben patiënten hun hele leven last',
    'Is GET schadelijk?',
  ])('is not one with "dat" before a clause, the name of the illness, or what it names itself: %s', (message) => {
    expect(pointsBack(message)).toBe(false)
  })
})
