import { describe, expect, it } from 'vitest'
import type { Answer } from '../../src/answering/answer.ts'
import { type Item, isWhole, listBelow } from '../../src/answering/list-below.ts'
import { nextTurn } from '../../src/answering/next-turn.ts'
import type { Passage } from '../../src/corpus/document.ts'
import { parseDocument } from '../../src/corpus/parse-document.ts'
import { answered, quoteOf } from '../support/fake-answerer.ts'
import { realCorpus } from '../support/real-corpus.ts'
import { documentOf, sourceOf } from '../support/tiny-corpus.ts'

const corpus = realCorpus()
const at = (begin: string) => corpus.passages.find(({ text }) => text.startsWith(begin))!
const below = (passage: Passage, match = passage.sentences.at(-1) ?? null) =>
  listBelow(passage, match, corpus.document(passage.documentId))
const words = ({ passage, shown }: Item) => passage.text.slice(shown.start, shown.end)

describe('below a quote that opens a list', () => {
  const alternative = at('Alternatieve behandelingen van')

  it('stand its items: each by its name, which is its first line', () => {
    const { items, isAll } = below(alternative)
    expect(items.map(words)).toEqual([
      'Mindfulness',
      'Orthomoleculaire therapie',
      'Osteopathie',
      'Acupunctuur en shiatsu',
    ])
    expect(items.some(isWhole)).toBe(false)
    expect(isAll).toBe(true)
  })

  it('stand short items whole, which the chat then remembers as shown', () => {
    const regular = at('De behandeling van ME/CVS in de reguliere geneeskunde is')
    const { items } = below(regular)
    expect(items).toHaveLength(7)
    expect(items.every(isWhole)).toBe(true)
    const turn = nextTurn(
      'waar richt de behandeling zich op',
      { ...answered([regular], corpus), quotes: [quoteOf(regular, corpus, regular.sentences.length - 1)] } as Answer,
      null,
    )
    expect(turn?.shown).toEqual([regular.id, ...items.map(({ passage }) => passage.id)])
  })

  it('stands only that there is more when another sentence of it answers, and nothing when it opens none', () => {
    const regular = at('De behandeling van ME/CVS in de reguliere geneeskunde is')
    expect(below(regular, regular.sentences[0])).toEqual({ items: [], isAll: false })
    expect(below(at('Zeker.'), null)).toEqual({ items: [], isAll: true })
  })

  it('stand no more than eight, and of a long one the words for which there is room', () => {
    const long = `${'woorden die lang zijn '.repeat(20)}en nog een paar.`
    const list = ['kort.', long, ...Array.from({ length: 8 }, (_, number) => `punt ${number}.`)]
    const body = `# Lijst\n\nDit helpt:\n\n${list.map((one) => `- ${one}\n`).join('')}`
    const document = parseDocument(documentOf('lijst', body), sourceOf(body), 'document.md')
    const [opening] = document.passages
    const { items, isAll } = listBelow(opening!, null, document)
    expect(isAll).toBe(false)
    expect(items).toHaveLength(8)
    expect(long.startsWith(words(items[1]!))).toBe(true)
    expect(words(items[1]!)).toMatch(/^woorden.{100,160}(?<! )$/)
  })
})
