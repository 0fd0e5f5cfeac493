import { expect, it } from 'vitest'
import { languageOf } from '../../src/answering/language.ts'

it.each([
  ['Is graded exercise therapy harmful? What do doctors say?', 'en'],
  ['does rest help', 'en'],
  ['why?', 'en'],
  ['can children recover', 'en'],
  ['Helpt pacing bij kinderen?', 'nl'],
  ['wat zegt NICE over graded exercise', 'nl'],
  ['waarom?', 'nl'],
  ['wat is "why me" in het Nederlands?', null],
  ['CGT', null],
  ['long covid and PEM', null],
  ['bron?', null],
  ['', null],
] as const)('"%s" is asked in: %s', (message, language) => {
  expect(languageOf(message)).toBe(language)
})
