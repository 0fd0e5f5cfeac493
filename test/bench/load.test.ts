import { Api } from 'grammy'
import { afterEach, describe, expect, it } from 'vitest'
import { createLedger } from '../../bench/load/ledger.ts'
import { type LocalTelegram, startLocalTelegram } from '../../bench/load/local-telegram.ts'

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

describe('the Bot API of a load test', () => {
  let telegram: LocalTelegram | null = null
  afterEach(() => telegram?.close())

  async function start() {
    const sent: object[] = []
    telegram = await startLocalTelegram((message) => sent.push(message))
    return { telegram, sent, api: new Api('123456:TEST', { apiRoot: telegram.url }) }
  }

  it('gives an update until it is confirmed', async () => {
    const { telegram, api } = await start()
    telegram.write(7, 'een')
    telegram.write(7, 'twee')
    const [first, second] = await api.getUpdates()
    expect([first?.message?.text, second?.message?.text]).toEqual(['een', 'twee'])
    expect(first?.message?.from?.id).toBe(7)
    expect(telegram.pending()).toBe(2)
    expect(await api.getUpdates({ offset: second!.update_id })).toEqual([second])
    expect(telegram.pending()).toBe(1)
  })

  it('wakes whoever waits for an update', async () => {
    const { telegram, api } = await start()
    const waiting = api.getUpdates({ timeout: 30 })
    setTimeout(() => telegram.write(7, 'een'), 20)
    expect((await waiting)[0]?.message?.text).toBe('een')
  })

  it('gives one update only to whom asks for the same ones at once again, as Telegram does', async () => {
    const { telegram, api } = await start()
    telegram.write(7, 'een')
    telegram.write(7, 'twee')
    expect(await api.getUpdates({ offset: 1 })).toHaveLength(2)
    expect(await api.getUpdates({ offset: 1 })).toHaveLength(1)
  })

  it('tells what was sent, and numbers it', async () => {
    const { api, sent } = await start()
    const { message_id: first } = await api.sendMessage(7, 'antwoord')
    const { message_id: second } = await api.sendMessage(7, 'en meer')
    expect(second).toBeGreaterThan(first)
    expect(sent).toEqual([
      { chat: 7, text: 'antwoord' },
      { chat: 7, text: 'en meer' },
    ])
  })
})
