import fc from 'fast-check'
import { expect, it } from 'vitest'
import { decodePostings, encodePostings } from '../../src/retrieval/posting-bytes.ts'

it('reads from bytes the passages and counts that were written, however far apart they are', () => {
  const passage = fc.oneof(fc.nat(300), fc.nat(2 ** 32 - 1))
  const count = fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 2 ** 16 - 1 }))
  const postings = fc.uniqueArray(fc.tuple(passage, count), { selector: ([passage]) => passage, maxLength: 50 })
  fc.assert(
    fc.property(postings, (list) => {
      list.sort(([a], [b]) => a - b)
      const written = {
        passages: Uint32Array.from(list, ([passage]) => passage),
        counts: Uint16Array.from(list, ([, count]) => count),
      }
      expect(decodePostings(encodePostings(written))).toEqual(written)
    }),
  )
})

it('takes a byte for a passage where a term occurs once, near the last one', () => {
  const passages = Uint32Array.from({ length: 1000 }, (_, at) => 20 * at)
  expect(encodePostings({ passages, counts: new Uint16Array(1000).fill(1) })).toHaveLength(1002)
})
