import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clip } from '../../src/answering/attribution.ts'
import { emphasised, join, linked, styled } from '../../src/telegram/messages/formatted-text.ts'

const kngf = { text: 'het KNGF. Lees', url: 'https://kngf.nl/' }

describe('a text with styles', () => {
  it('cuts the bold part at the edge of a link that crosses it', () => {
    const text = 'Dat zegt het KNGF. Lees verder.'
    expect(emphasised(text, [{ start: 0, end: 18 }], [kngf]).entities).toEqual([
      { type: 'bold', offset: 0, length: 8 },
      { type: 'text_link', offset: 9, length: 14, url: kngf.url },
      { type: 'bold', offset: 9, length: 9 },
    ])
  })

  it('never has entities that cross, wherever links and bold parts begin', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '👩‍👧', 'é'), minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(letters, fc.array(letters, { maxLength: 4 }), fc.nat(), fc.nat(), (text, words, from, length) => {
        const start = from % text.length
        const bold = { start, end: start + 1 + (length % (text.length - start)) }
        const { entities } = emphasised(
          text,
          [bold],
          words.map((one) => ({ text: one, url: 'https://kngf.nl/' })),
        )
        for (const one of entities) {
          expect(one.length).toBeGreaterThan(0)
          for (const other of entities) {
            const crosses =
              one.offset < other.offset &&
              other.offset < one.offset + one.length &&
              one.offset + one.length < other.offset + other.length
            expect(crosses).toBe(false)
          }
        }
      }),
      { numRuns: 500 },
    )
  })

  it('links the longest words where several fit, every time they occur', () => {
    const { entities } = emphasised('KNGF en het KNGF. Lees KNGF', [], [{ text: 'KNGF', url: 'https://a.nl/' }, kngf])
    expect(entities.map(({ offset, length }) => [offset, length])).toEqual([
      [0, 4],
      [8, 14],
      [23, 4],
    ])
  })

  it('moves with what stands before it', () => {
    const { text, entities } = join(['Zie', styled('italic', linked('hier', 'https://kngf.nl/')), null, ''], ' ')
    expect(text).toBe('Zie hier')
    expect(entities.map(({ type, offset, length }) => [type, offset, length])).toEqual([
      ['italic', 4, 4],
      ['text_link', 4, 4],
    ])
  })
})

describe('a name that is too long', () => {
  it('is never cut in the middle of a character', () => {
    for (let limit = 1; limit < 12; limit++) expect(clip('𝒳𝒴𝒵𝒳𝒴𝒵', limit)).not.toMatch(/\p{Surrogate}/u)
  })
})
