import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_LINKED, permalink, readPermalink } from '../../src/telegram/messages/permalink.ts'
import { decodeView, encodeView, type QuotesView, roomForMore, type View } from '../../src/telegram/messages/view.ts'

const id = fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz234567'), minLength: 8, maxLength: 8 })
const quotes: fc.Arbitrary<QuotesView> = fc
  .array(fc.record({ id, sentence: fc.option(fc.nat({ max: 35 })) }), { minLength: 1, maxLength: 3 })
  .chain((shown) =>
    fc.record({
      kind: fc.constant('quotes' as const),
      occasion: fc.constantFrom('answer' as const, 'related' as const, 'link' as const),
      request: fc.constantFrom(null, 'diagnosis' as const, 'dose' as const, 'opinion' as const),
      speaking: fc.nat({ max: 35 }),
      shown: fc.constant(shown),
      more: fc.array(id, { maxLength: roomForMore(shown.length) }),
      certain: fc.nat({ max: 3 }),
      page: fc.constant(0),
    }),
  )
const view: fc.Arbitrary<View> = fc.oneof(
  quotes.chain((one) => fc.nat({ max: one.more.length }).map((page) => ({ ...one, page }))),
  fc.record({ kind: fc.constant('reading' as const), id, part: fc.nat({ max: 35 }), back: fc.option(quotes) }),
)

describe('a view in a button', () => {
  it('comes out as it went in, and fits', () => {
    fc.assert(
      fc.property(view, (one) => {
        const data = encodeView(one)
        expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64)
        expect(decodeView(data)).toEqual(one)
      }),
      { numRuns: 1000 },
    )
  })

  it('that we never made is none', () => {
    expect(decodeView('')).toBeNull()
    expect(decodeView('q')).toBeNull()
    expect(decodeView('rabc')).toBeNull()
    expect(decodeView('q0a-003aaaaaaaa-')).toBeNull()
    expect(decodeView('q5a-001aaaaaaaa-')).toBeNull()
    fc.assert(fc.property(fc.string({ maxLength: 64 }), (data) => void decodeView(data)))
  })
})

describe('a permalink', () => {
  it('names its passages, in at most 64 characters', () => {
    fc.assert(
      fc.property(fc.array(id, { minLength: 1, maxLength: MAX_LINKED }), (ids) => {
        const payload = new URL(permalink('bronwijzer_bot', ids)).searchParams.get('start')!
        expect(payload.length).toBeLessThanOrEqual(64)
        expect(readPermalink(payload)).toEqual(ids)
      }),
    )
  })

  it('that we never made is none', () => {
    for (const payload of ['', 'p_', 'p_abc', 'p_aaaaaaa1', 'q_aaaaaaaa', 'p_aaaaaaaab'])
      expect(readPermalink(payload)).toBeNull()
  })
})
