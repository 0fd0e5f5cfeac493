import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTermTable, type TermCount } from '../../src/retrieval/term-table.ts'

describe('a table of terms', () => {
  it('tells of many terms, of whatever letters, what a map of them does', () => {
    const term = fc.oneof(
      fc.string({ maxLength: 3 }),
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom('pijn', '~pijn'),
    )
    const count = fc.record({ term, frequency: fc.integer({ min: 1, max: 2 ** 31 - 1 }), isWritten: fc.boolean() })
    const terms = fc.uniqueArray(count, { selector: (one) => one.term, maxLength: 60 })
    fc.assert(
      fc.property(terms, fc.array(term), fc.boolean(), (known, others, isTrimmed) => {
        const table = createTermTable()
        for (const [at, one] of known.entries()) {
          table.add(one)
          if (at === 20) table.trim()
        }
        if (isTrimmed) table.trim()
        expect([...table]).toEqual(known)
        expect(known.map((_, place) => table.termAt(place))).toEqual(known.map((one) => one.term))
        const places = new Map(known.map((one, place) => [one.term, place]))
        for (const asked of [...places.keys(), ...others]) {
          const place = places.get(asked) ?? -1
          expect([table.placeOf(asked), table.frequencyOf(asked)]).toEqual([place, known[place]?.frequency ?? 0])
        }
      }),
      { numRuns: 40 },
    )
  })

  it('takes as many terms as there are', () => {
    const table = createTermTable()
    const many = Array.from(
      { length: 50_000 },
      (_, at): TermCount => ({ term: `~woord${at}`, frequency: at, isWritten: at % 2 === 0 }),
    )
    for (const one of many) table.add(one)
    expect(many.every(({ term }, at) => table.placeOf(term) === at && table.frequencyOf(term) === at)).toBe(true)
    expect([...table]).toEqual(many)
    expect(table.placeOf('woord1')).toBe(-1)
  })
})
