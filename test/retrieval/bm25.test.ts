import MiniSearch from 'minisearch'
import { expect, it } from 'vitest'
import { mulberry32 } from '../../src/learning/random.ts'
import { createBm25 } from '../../src/retrieval/bm25.ts'
import { collectTerms } from '../../src/retrieval/lexical.ts'

const WORDS = ['slaap', 'school', 'pijn', 'rust', 'huisarts', 'kind', 'gezin', 'werk']
const random = mulberry32(3)
const sentence = (most: number) =>
  Array.from({ length: Math.floor(random() * most) }, () => WORDS[Math.floor(random() ** 2 * WORDS.length)]!).join(' ')
const texts = Array.from({ length: 200 }, () => ({ own: sentence(12), questions: [sentence(4), sentence(4)] }))
const data = collectTerms(texts)
const places = new Map(data.index.map(([term], place) => [term, place]))

it.each(['own', 'questions'])('scores the %s of passages as MiniSearch does, to the last bit', (field) => {
  const reference = MiniSearch.loadJS<{ id: number }>(data, { fields: ['own', 'questions'] })
  for (const asked of [['pijn'], ['werk', 'slaap'], ['kind', 'rust', 'school']]) {
    const options = { fields: [field], boostTerm: (term: string) => (term === 'slaap' ? 0.3 : 1) }
    const expected = reference.search(asked.join(' '), options)
    const terms = asked.map((term) => [places.get(term)!, options.boostTerm(term)] as const)
    const { best, of } = createBm25(data, field).score(terms, 1, 4)
    const scores = texts.map((_, passage) => expected.find(({ id }) => id === passage)?.score ?? 0)
    expect(of([...texts.keys()])).toEqual(scores)
    expect(of(best)).toEqual(expected.slice(0, 4).map(({ score }) => score))
  }
})

it('scores passages however far apart they are', () => {
  const many = Array.from({ length: 30_000 }, () => '')
  for (const at of [0, 8191, 8192, 20_000, 29_999]) many[at] = 'school'
  many[20_000] = 'school rust'
  many[29_000] = 'rust'
  const spread = collectTerms(many.map((own) => ({ own, questions: [] })))
  const asked = ['school', 'rust'].map((word) => [spread.index.findIndex(([term]) => term === word), 1] as const)
  const { best, of } = createBm25(spread, 'own').score(asked, 1, 10)
  expect(best).toEqual([20_000, 29_000, 0, 8191, 8192, 29_999])
  expect(of([0, 29_999])).toEqual([of([8191])[0], of([8192])[0]])
  expect(of([1, 20_001])).toEqual([0, 0])
})

it('names no passage that shares no word, and of equally good ones the first', () => {
  const few = collectTerms([
    { own: 'rust', questions: [] },
    { own: 'slaap', questions: [] },
    { own: 'slaap', questions: [] },
  ])
  const slaap = few.index.findIndex(([term]) => term === 'slaap')
  const { best, of } = createBm25(few, 'own').score([[slaap, 1]], 2, 3)
  expect(best).toEqual([1, 2])
  expect(of([0])).toEqual([0])
})

it('lets the rarest words find passages when not all can be scored, and the others add to what those find', () => {
  const often = Array.from({ length: 20 }, (_, at) => ({ own: at < 15 ? 'rust pijn' : 'rust', questions: [] }))
  const bounded = collectTerms([...often, { own: 'rust school', questions: [] }, { own: 'school', questions: [] }])
  const asked = ['rust', 'pijn', 'school'].map(
    (word) => [bounded.index.findIndex(([term]) => term === word), 1] as const,
  )
  const all = createBm25(bounded, 'own').score(asked, 1, 30)
  const few = createBm25(bounded, 'own', 10).score(asked, 1, 30)
  expect(all.best).toHaveLength(22)
  expect(few.best).toEqual([20, 21])
  expect(few.of([20, 21, 0, 16])).toEqual(all.of([20, 21, 0, 16]))
})

it('scores of a word that is in too many passages those to which it adds most', () => {
  const often = collectTerms(
    ['rust school', 'rust', 'rust rust', 'rust pijn werk', 'rust'].map((own) => ({ own, questions: [] })),
  )
  const rust = often.index.findIndex(([term]) => term === 'rust')
  expect(createBm25(often, 'own', 3).score([[rust, 1]], 1, 5).best).toEqual([2, 1, 4])
})
