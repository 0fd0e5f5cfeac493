import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { onlyPoints } from '../../src/dutch/pointing.ts'
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
    'waarom?',
    'wat kan je',
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
