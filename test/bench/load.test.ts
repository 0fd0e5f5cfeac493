import { describe, expect, it } from 'vitest'
import { createLedger } from '../../bench/load/ledger.ts'

describe('the ledger of a load test', () => {
  const ledger = () =>
    createLedger(
      new Map([
        ['waarom?', ['daarom', 'en hierom']],
        ['hoe?', ['zo']],
      ]),
    )

  it('counts a question as answered when all of its messages were sent, and times it to the first', () => {
    const kept = ledger()
    kept.asked(1, 'waarom?', 100)
    kept.sent(1, 'daarom', 140)
    expect([kept.answered(), kept.open()]).toEqual([0, 1])
    kept.sent(1, 'en hierom', 190)
    expect([kept.answered(), kept.open(), kept.disordered(), kept.unexpected()]).toEqual([1, 0, 0, 0])
    expect(kept.latencies()).toEqual([40])
    expect(kept.latencies()).toEqual([])
  })

  it('sees an answer that came before that of an earlier question of its chat', () => {
    const kept = ledger()
    kept.asked(1, 'waarom?', 0)
    kept.asked(1, 'hoe?', 0)
    kept.asked(2, 'hoe?', 0)
    kept.sent(2, 'zo', 1)
    expect(kept.disordered()).toBe(0)
    kept.sent(1, 'zo', 1)
    expect(kept.disordered()).toBe(1)
  })

  it('sees an answer that came twice, or where nobody asked', () => {
    const kept = ledger()
    kept.asked(1, 'hoe?', 0)
    kept.sent(1, 'zo', 1)
    kept.sent(1, 'zo', 2)
    kept.sent(3, 'zo', 2)
    expect(kept.unexpected()).toBe(2)
  })

  it('asks nothing whose answer it does not know', () => {
    expect(() => ledger().asked(1, 'wat?', 0)).toThrow('not known')
  })
})
