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

  it('is unknown where there is no such file', () => {
    expect(loadAbbreviations('/geen/abbreviations.yaml')('post-exertionele malaise')).toBe('post-exertionele malaise')
  })

  it('is read from a file whose mistakes are named', () => {
    expect(messageOf(() => load('PEM: malaise\n'))).toMatch(/abbreviations\.yaml:1/)
  })
})
