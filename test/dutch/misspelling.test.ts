import { describe, expect, it } from 'vitest'
import { createSpelling } from '../../src/dutch/misspelling.ts'
import { broadKey } from '../../src/dutch/phonetics.ts'

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
    expect(broadKey(one)).toBe(broadKey(other))
  })

  it.each([
    ['recept', 'recent'],
    ['erfelijk', 'werkelijk'],
    ['pijn', 'pen'],
  ])('differs for "%s" and "%s"', (one, other) => {
    expect(broadKey(one)).not.toBe(broadKey(other))
  })
})

describe('a misspelling', () => {
  it.each([
    ['kinderarst', 'kinderarts', 'two letters the wrong way round'],
    ['eigelijk', 'eigenlijk', 'a letter too few'],
    ['behandelingg', 'behandeling', 'a letter too many'],
    ['verpligt', 'verplicht', 'another spelling of the same sound'],
  ])('of "%s" for "%s" is recognised: %s', (word, meant) => {
    expect(createSpelling([meant, 'ander']).meantBy(word)).toEqual([meant])
  })

  it.each([
    ['recept', 'recent'],
    ['weten', 'zweten'],
    ['reset', 'rest'],
    ['voldragen', 'verdragen'],
    ['erfelijk', 'werkelijk'],
    ['pacing', 'pacing'],
  ])('"%s" is none of "%s": it is a word of its own', (word, meant) => {
    expect(createSpelling([meant]).meantBy(word)).toEqual([])
  })

  it.each([
    ['gedagsterapie', 'gedragstherapie', 'a letter too few, and another spelling of the same sound'],
    ['vermoeidheidsyndrm', 'vermoeidheidssyndroom', 'a letter too few twice'],
    ['kidnergeneeskudne', 'kindergeneeskunde', 'letters the wrong way round twice'],
    ['behandelmethoodee', 'behandelmethode', 'a letter too many, in a sound as it is'],
  ])('of "%s" for "%s" has two slips, as a very long word may: %s', (word, meant) => {
    expect(createSpelling([meant, 'gedraging', 'vermoeid']).meantBy(word)).toEqual([meant])
  })

  it.each([
    ['arbeidsgeschikt', 'arbeidsongeschikt', 'a part of a word is no slip'],
    ['verwachtingen', 'verlichtingen', 'a wrong letter is none either'],
    ['bewerkingen', 'bijwerkingen', 'nor are several'],
    ['vergadering', 'verandering', 'the word is not long enough'],
  ])('"%s" is none of "%s": %s', (word, meant) => {
    expect(createSpelling([meant]).meantBy(word)).toEqual([])
  })

  it('with two slips is of one word, in whatever form, or of none', () => {
    const forms = ['gedragstherapie', 'gedragstherapien']
    expect(createSpelling(forms).meantBy('gedagsterapie')).toEqual(['gedragstherapie'])
    expect(createSpelling(['gedragstherapie', 'gedachtstherapie']).meantBy('gedagstherapi')).toEqual([])
  })

  it('may be of several words, and of none', () => {
    expect(createSpelling(['leiden', 'lijden', 'lopen']).meantBy('lyden')).toEqual(['leiden', 'lijden'])
    expect(createSpelling([]).meantBy('lyden')).toEqual([])
    expect(createSpelling(['lijden']).meantBy('')).toEqual([])
  })
})
