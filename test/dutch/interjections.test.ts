import { describe, expect, it } from 'vitest'
import { onlyCries, withoutInterjections } from '../../src/dutch/interjections.ts'

describe('a message with cries', () => {
  it.each([
    ['tjonge helpt pacing', 'helpt pacing'],
    ['jezus, helpt mindfulness', 'helpt mindfulness'],
    ['nondeju wordt die richtlijn nu herzien', 'wordt die richtlijn nu herzien'],
    ['Allez, awel, helpt rust?', 'helpt rust?'],
    ['oh my god, helpt dit?', 'helpt dit?'],
    ['zeg, is ME te genezen', 'is ME te genezen'],
    ['OMG! Helpt rust? Jezus!', 'Helpt rust?'],
    ['helpt slapen. pff', 'helpt slapen'],
  ])('is compared without those at its ends: %s', (message, rest) => {
    expect(withoutInterjections(message)).toBe(rest)
  })

  it.each([
    'pff',
    'amai!',
    'lol haha',
    'zeg mij wat PEM is',
    'god bestaat niet',
    'mijn man is ziek',
    'man, 45, anderhalf jaar ziek',
    'alle kinderen met ME',
    'helpt gut health',
    'wel of geen CGT',
    'geloof in jezus helpt',
    '',
    '?!',
  ])('stays as it is where there is nothing else, or they say something: %s', (message) => {
    expect(withoutInterjections(message)).toBe(message)
  })
})

describe('a message of nothing but cries', () => {
  it.each(['pff', 'amai!', 'lol haha', 'mijn god', 'Jezus...'])('is known: %s', (message) => {
    expect(onlyCries(message)).toBe(true)
  })

  it.each(['pff rust', 'mijn god is groot', 'ik kan niet meer', '', '?!'])('is none that says more: %s', (message) => {
    expect(onlyCries(message)).toBe(false)
  })
})
