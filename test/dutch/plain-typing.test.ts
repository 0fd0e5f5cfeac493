import { describe, expect, it } from 'vitest'
import { plainlyTyped } from '../../src/dutch/plain-typing.ts'

describe('a message is read as if typed plainly', () => {
  it.each([
    ['Cyrillic letters', 'Іk wіl dооd', 'Ik wil dood'],
    ['Greek capitals', 'ΙΚ ΗΕΒ ΜΕ', 'IK HEB ME'],
    ['full-width letters', 'ｉｋ　ｗｉｌ　ｄｏｏｄ', 'ik wil dood'],
    ['mathematical letters', '𝐢𝐤 𝓌𝒾𝓁 𝕕𝕠𝕠𝕕', 'ik wil dood'],
    ['invisible characters', 'ik\u200b wi\u00adl d\u2060o\ufeffo\u202ed', 'ik wil dood'],
    ['marks heaped upon letters', 'd\u0336o\u0336\u0347o\u0336d\u0336', 'dood'],
    ['odd white space', '  ik\u00a0 wil\u2003\t dood ', 'ik wil dood'],
    ['spaces between letters', 'ik wil d o o d', 'ik wil dood'],
    ['repeated punctuation', 'Waarom???? Help!!! Dus,, wat ?!', 'Waarom? Help! Dus, wat?'],
    ['curly quotes', '‘k heb “ME”', '\'k heb "ME"'],
    ['stretched vowels', 'heeeelp doooood zooooo neeeee mooooe leeeeven', 'help dood zo nee moe leven'],
    ['stretched function words', 'waaaat eeeen MAAAAR daaan niiiiet', 'wat een MAAR dan niet'],
    [
      'mistyped function words',
      'Hlept dat tegn pijn, vor kinderen of neit?',
      'Helpt dat tegen pijn, voor kinderen of niet?',
    ],
    ['stretched consonants', 'helpppp zeggggen dooddd', 'help zeggen dood'],
  ])('with %s', (_, typed, plain) => expect(plainlyTyped(typed)).toBe(plain))

  it.each([
    'Wat is ME/CVS?',
    'Ik ben 34, en... moe!\nWat nu?',
    'Helpt naltrexon bij patiënten (ook kinderen)?',
    'Что делать?',
    'één a b c 1000000',
    'net de ene, en dna',
    'NEIT',
  ])('and stays as it is when it was: %s', (message) => expect(plainlyTyped(message)).toBe(message))
})
