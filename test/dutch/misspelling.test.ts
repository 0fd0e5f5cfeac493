import fc from 'fast-check'
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

  it('is the same as one finds by comparing with every known word', () => {
    const part = fc.constantFrom(
      ...'abcdeghiklmnoqrstuvwxyz',
      'sch',
      'ch',
      'th',
      'ph',
      'ij',
      'ei',
      'ou',
      'ie',
      'dt',
      'll',
    )
    const word = fc.array(part, { minLength: 1, maxLength: 7 }).map((parts) => `s${parts.join('')}`)
    const slip = fc.tuple(fc.nat(20), fc.constantFrom('swap', 'drop', 'double', 'sound'))
    const without = (one: string) => Array.from(one, (_, at) => one.slice(0, at) + one.slice(at + 1))
    const swapped = (one: string) =>
      Array.from(one, (_, at) => `${one.slice(0, at)}${one[at + 1] ?? ''}${one[at]}${one.slice(at + 2)}`).slice(1)
    const isMeant = (typed: string, known: string) => {
      const [short, long] = [typed, known].sort((a, b) => a.length - b.length) as [string, string]
      const soundsAlike = long.length - short.length <= 3 && broadKey(typed) === broadKey(known)
      const isOneMore = long.length === short.length + 1 && long.length >= 8 && without(long).slice(1).includes(short)
      return typed !== known && (soundsAlike || isOneMore || swapped(typed).includes(known))
    }
    fc.assert(
      fc.property(
        fc.uniqueArray(word, { minLength: 1, maxLength: 40 }),
        fc.nat(),
        slip,
        (known, which, [place, how]) => {
          const meant = known[which % known.length]!
          const at = 1 + (place % meant.length)
          const typed = {
            swap: `${meant.slice(0, at)}${meant[at + 1] ?? ''}${meant[at] ?? ''}${meant.slice(at + 2)}`,
            drop: meant.slice(0, at) + meant.slice(at + 1),
            double: meant.slice(0, at) + (meant[at] ?? 'l') + meant.slice(at),
            sound: meant.replace(
              /ch|ij|th|ou|k|z/,
              (sound) => ({ ch: 'g', ij: 'y', th: 't', ou: 'au', k: 'c', z: 's' })[sound]!,
            ),
          }[how]
          // Longer ones may have two slips.
          fc.pre(typed.length < 10)
          expect(createSpelling(known).meantBy(typed)).toEqual(known.filter((one) => isMeant(typed, one)))
        },
      ),
      { numRuns: 3000 },
    )
  })

  it('may be of several words, and of none', () => {
    expect(createSpelling(['leiden', 'lijden', 'lopen']).meantBy('lyden')).toEqual(['leiden', 'lijden'])
    expect(createSpelling([]).meantBy('lyden')).toEqual([])
    expect(createSpelling(['lijden']).meantBy('')).toEqual([])
  })
})
