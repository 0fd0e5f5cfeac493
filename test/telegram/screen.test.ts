import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodePermalink, MAX_LINKED, permalink } from '../../src/telegram/messages/permalink.ts'
import {
  decodeScreen,
  encodeScreen,
  maxMore,
  type QuotesScreen,
  type Screen,
} from '../../src/telegram/messages/screen.ts'

const id = fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz234567'), minLength: 8, maxLength: 8 })
const quotes: fc.Arbitrary<QuotesScreen> = fc
  .array(fc.record({ id, sentence: fc.option(fc.nat({ max: 35 })) }), { minLength: 1, maxLength: 3 })
  .chain((shown) =>
    fc.record({
      kind: fc.constant('quotes' as const),
      occasion: fc.constantFrom(...(['answer', 'related', 'further', 'nearest', 'not-explained', 'link'] as const)),
      request: fc.constantFrom(null, ...(['diagnosis', 'dose', 'prescription', 'choice', 'opinion'] as const)),
      others: fc.constantFrom(null, 'silent' as const, 'speak' as const, 'unknown' as const),
      shown: fc.constant(shown),
      more: fc.array(id, { maxLength: maxMore(shown.length) }),
      certain: fc.nat({ max: 3 }),
      page: fc.constant(0),
    }),
  )
const screen: fc.Arbitrary<Screen> = fc.oneof(
  quotes.chain((one) => fc.nat({ max: one.more.length }).map((page) => ({ ...one, page }))),
  fc.record({ kind: fc.constant('reading' as const), id, part: fc.nat({ max: 35 }), back: fc.option(quotes) }),
)

describe('a screen in a button', () => {
  it('comes out as it went in, and fits', () => {
    fc.assert(
      fc.property(screen, (one) => {
        const data = encodeScreen(one)
        expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64)
        expect(decodeScreen(data)).toEqual(one)
      }),
      { numRuns: 1000 },
    )
  })

  it('that we never made is none', () => {
    expect(decodeScreen('')).toBeNull()
    expect(decodeScreen('q')).toBeNull()
    expect(decodeScreen('rabc')).toBeNull()
    expect(decodeScreen('q0a-003aaaaaaaa-')).toBeNull()
    expect(decodeScreen('q5a-001aaaaaaaa-')).toBeNull()
    fc.assert(fc.property(fc.string({ maxLength: 64 }), (data) => void decodeScreen(data)))
  })
})

describe('a permalink', () => {
  it('names its passages, in at most 64 characters', () => {
    fc.assert(
      fc.property(fc.array(id, { minLength: 1, maxLength: MAX_LINKED }), (ids) => {
        const payload = new URL(permalink('bronwijzer_bot', ids)).searchParams.get('start')!
        expect(payload.length).toBeLessThanOrEqual(64)
        expect(decodePermalink(payload)).toEqual(ids)
      }),
    )
  })

  it('that we never made is none', () => {
    for (const payload of ['', 'p_', 'p_abc', 'p_aaaaaaa1', 'q_aaaaaaaa', 'p_aaaaaaaab'])
      expect(decodePermalink(payload)).toBeNull()
  })
})
