import { describe, expect, it } from 'vitest'
import { coverageLine, coverageOf, otherSources } from '../../src/answering/coverage.ts'
import { counterpartsOf } from '../../src/corpus/counterparts.ts'
import { loadTranslations } from '../../src/i18n/translations.ts'
import { tinyCorpus } from '../support/tiny-corpus.ts'

const { corpus } = tinyCorpus()
const t = loadTranslations()('nl')
const found = (probabilities: Readonly<Record<string, readonly number[]>>) =>
  Object.entries(probabilities).flatMap(([document, list]) =>
    list.map((probability, at) => ({
      passage: corpus.passages.indexOf(corpus.document(document).passages[at]!),
      probability,
      features: [],
      score: 0,
      nearestQuestion: null,
    })),
  )
const coverage = (pagina: readonly number[], gesprek: readonly number[]) =>
  Object.fromEntries(coverageOf(found({ pagina, gesprek }), corpus).map(({ id, speaks }) => [id, speaks]))

describe('what is said of a source', () => {
  it('is that it speaks or is silent only where that is nearly certain', () => {
    expect(coverage([0.95], [0.001])).toEqual({ pagina: true, gesprek: false })
    expect(coverage([0.7], [0.05])).toEqual({ pagina: null, gesprek: null })
    expect(coverage([], [0.9])).toEqual({ pagina: false, gesprek: true })
  })

  it('is never that it is silent while it is quoted', () => {
    const quoted = [{ passage: corpus.document('gesprek').passages[0]! }]
    expect(coverageOf(found({ pagina: [0.95] }), corpus, quoted)).toContainEqual({ id: 'gesprek', speaks: null })
  })

  it('is never that it is silent on a subject of which an editor knows that it speaks', () => {
    const passages = ['pagina', 'gesprek'].map((id) => corpus.document(id).passages[0]!)
    const sides = new Map(passages.map(({ id, documentId }) => [id, documentId]))
    const subject = { subject: 'Rust', inDispute: false, core: new Set<string>(), sides }
    const quoted = [{ passage: passages[0]! }]
    const sources = coverageOf(found({ pagina: [0.95] }), corpus, quoted, counterpartsOf([subject], corpus))
    expect(sources).toContainEqual({ id: 'gesprek', speaks: null })
  })

  it('counts all its passages together', () => {
    expect(coverage([0.7, 0.7], [0.006, 0.006])).toEqual({ pagina: true, gesprek: null })
  })
})

describe('the line about the sources', () => {
  const sources = (...speaks: (boolean | null)[]) => speaks.map((one, at) => ({ id: `d${at}`, speaks: one }))
  const line = (all: ReturnType<typeof sources>, ...shown: string[]) =>
    coverageLine(shown.length, all.length, otherSources({ sources: all, asked: [] }, new Set(shown)), t)

  it.each([
    [sources(true, false), 'Dit komt uit 1 van mijn 2 bronnen. Hierover vind ik niets in de andere bron.'],
    [sources(true, null), 'Dit komt uit 1 van mijn 2 bronnen.'],
    [sources(null, true), 'Dit komt uit 1 van mijn 2 bronnen. De andere bron zegt hier ook iets over.'],
    [sources(true, false, null), 'Dit komt uit 1 van mijn 3 bronnen.'],
    [sources(true, false, false), 'Dit komt uit 1 van mijn 3 bronnen. Hierover vind ik niets in de andere 2 bronnen.'],
    [sources(true), null],
  ])('claims no more than is known: %j', (all, expected) => {
    expect(line(all, 'd0')).toBe(expected)
  })

  it('does not tell once more that a voice that is asked for is silent', () => {
    const voice = { id: 'd1', name: 'NVK', article: 'de', kind: 'speaker', passages: new Set<string>() } as const
    const asked = [{ voice, speaks: false }]
    expect(otherSources({ sources: sources(true, false), asked }, new Set(['d0']))).toBe('unknown')
  })

  it('says of no source that it is silent when all are shown', () => {
    expect(line(sources(true, false), 'd0', 'd1')).toBe('Dit komt uit allebei mijn bronnen.')
    expect(otherSources({ sources: sources(true), asked: [] }, new Set(['d0']))).toBe('unknown')
  })
})
