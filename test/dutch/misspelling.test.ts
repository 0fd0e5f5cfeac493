import { describe, expect, it } from 'vitest'
import { isMisspelling, soundOf } from '../../src/dutch/misspelling.ts'

describe('a word as it sounds', () => {
  it.each([
    ['verpligt', 'verplicht'],
    ['richtlyn', 'richtlijn'],
    ['terapie', 'therapie'],
    ['meegenoomen', 'meegenomen'],
    ['psygisch', 'psychisch'],
    ['genezen', 'geneesen'],
    ['lichaamelijk', 'lichamelijk'],
    ['wort', 'wordt'],
  ])('is the same for "%s" and "%s"', (one, other) => {
    expect(soundOf(one)).toBe(soundOf(other))
  })

  it.each([
    ['recept', 'recent'],
    ['erfelijk', 'werkelijk'],
    ['pijn', 'pen'],
  ])('differs for "%s" and "%s"', (one, other) => {
    expect(soundOf(one)).not.toBe(soundOf(other))
  })
})

describe('a misspelling', () => {
  it.each([
    ['kinderarst', 'kinderarts', 'two letters the wrong way round'],
    ['eigelijk', 'eigenlijk', 'a letter too few'],
    ['behandelingg', 'behandeling', 'a letter too many'],
    ['verpligt', 'verplicht', 'another spelling of the same sound'],
  ])('of "%s" for "%s" is recognised: %s', (word, meant) => {
    expect(isMisspelling(word, meant)).toBe(true)
  })

  it.each([
    ['recept', 'recent'],
    ['weten', 'zweten'],
    ['reset', 'rest'],
    ['voldragen', 'verdragen'],
    ['erfelijk', 'werkelijk'],
    ['pacing', 'pacing'],
  ])('"%s" is none of "%s": it is a word of its own', (word, meant) => {
    expect(isMisspelling(word, meant)).toBe(false)
  })
})
