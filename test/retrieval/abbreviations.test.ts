import { describe, expect, it } from 'vitest'
import { loadAbbreviations } from '../../src/retrieval/abbreviations.ts'
import { folderWith, messageOf } from '../support/tiny-corpus.ts'

const load = (yaml: string) => {
  const folder = folderWith({ 'abbreviations.yaml': yaml })
  return loadAbbreviations(`${folder}/abbreviations.yaml`, folder)
}
const abbreviate = load('PEM: [post-exertionele malaise]\nME: [myalgische encefalomyelitis, myalgische]\n')

describe('what an abbreviation is short for', () => {
  it.each([
    ['Wat is post-exertionele malaise?', 'Wat is PEM?'],
    ['wat is POST EXERTIONELE MALAISE', 'wat is PEM'],
    ['Myalgische encefalomyelitis, is dat (ernstig)?', 'ME, is dat (ernstig)?'],
    ['post-exertionele malaise en myalgische', 'PEM en ME'],
    ['malaise na inspanning', 'malaise na inspanning'],
    ['Wat is PEM?', 'Wat is PEM?'],
    ['', ''],
  ])('is replaced by it: %s', (text, short) => {
    expect(abbreviate(text)).toBe(short)
  })

  it.each([
    ['maakt GET je zieker?', 'maakt graded exercise je zieker?'],
    ['is graded exercise therapy safe', 'is graded exercise safe'],
    ['CGT/GET', 'CGT en graded exercise'],
    ['doe ik cgt + get', 'doe ik CGT en graded exercise'],
    ['will I get better', 'will I get better'],
    ['Get well soon', 'Get well soon'],
  ])('may be the name by which a thing is compared, and one in capitals counts only in capitals: %s', (text, named) => {
    const yaml = 'graded exercise: [GET, graded exercise therapy]\nCGT en graded exercise: [cgt get]\n'
    expect(load(yaml)(text)).toBe(named)
  })

  it.each([
    ['is mecvs te genezen', 'is ME/CVS te genezen'],
    ['Wat is ME CVS?', 'Wat is ME/CVS?'],
    ['hoort longcovid bij mecfs', 'hoort long COVID bij ME/CFS'],
  ])('and names run together are those of the corpus: %s', (text, named) => {
    expect(loadAbbreviations('corpus/abbreviations.yaml')(text)).toBe(named)
  })

  it('is unknown where there is no such file', () => {
    expect(loadAbbreviations('/geen/abbreviations.yaml')('post-exertionele malaise')).toBe('post-exertionele malaise')
  })

  it('is read from a file whose mistakes are named', () => {
    expect(messageOf(() => load('PEM: malaise\n'))).toMatch(/abbreviations\.yaml:1/)
  })
})
