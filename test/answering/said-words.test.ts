import { expect, it } from 'vitest'
import { createSaidWords } from '../../src/answering/said-words.ts'
import { loadCorpus } from '../../src/corpus/load-corpus.ts'
import { folderWith, tinyFiles } from '../support/tiny-corpus.ts'

const folder = folderWith(tinyFiles())
const corpus = loadCorpus(folder, folder)
const said = createSaidWords(corpus)
const texts = (places: readonly number[]) => places.map((place) => corpus.passages[place]!.text)

it('finds the passages that say a word, whatever its ending', () => {
  const found = texts(said.saying('patiënt'))
  expect(found).toEqual(corpus.passages.map(({ text }) => text).filter((text) => /pati[eë]nt(en)?\b/i.test(text)))
  expect(found.length).toBeGreaterThan(0)
  expect(said.saying('appeltaart')).toEqual([])
  expect(said.saying('')).toEqual([])
})

it('finds several words only where they follow each other', () => {
  const [first = ''] = texts([0])
  const [one, two, three] = first.split(' ')
  expect(said.saying(`${one} ${two}`)).toContain(0)
  expect(said.saying(`${three} ${one}`)).not.toContain(0)
})

it('knows where each passage is', () => {
  expect(corpus.passages.map(({ id }) => said.placeOf(id))).toEqual([...corpus.passages.keys()])
})
