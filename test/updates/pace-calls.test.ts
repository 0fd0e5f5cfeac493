import fc from 'fast-check'
import type { ApiResponse } from 'grammy/types'
import { describe, expect, it } from 'vitest'
import { type Clock, paceCalls } from '../../src/updates/pace-calls.ts'
import { refuseGarbage, waitNamed } from '../../src/updates/retry-calls.ts'
import { createLimiter, DOCUMENTED_LIMITS } from '../emulator/limits.ts'

/** A clock that goes on to the next moment for which somebody waits, as soon as nothing else happens. */
function virtualClock(): Clock & { run(): Promise<void> } {
  let time = 0
  const waiting: { at: number; wake: () => void }[] = []
  return {
    now: () => time,
    sleep: (ms) => new Promise((wake) => waiting.push({ at: time + ms, wake: () => wake(undefined) })),
    async run() {
      for (;;) {
        for (let turn = 0; turn < 20; turn++) await Promise.resolve()
        const next = waiting.sort((a, b) => a.at - b.at).shift()
        if (!next) return
        time = Math.max(time, next.at)
        next.wake()
      }
    },
  }
}

const SENT = { ok: true, result: { message_id: 1 } } as ApiResponse<never>
const refusal = (retry_after: unknown) =>
  ({ ok: false, error_code: 429, description: 'Too Many Requests', parameters: { retry_after } }) as ApiResponse<never>

/** Sends through a pacer; notes when each message reached Telegram. */
function paced(answer: (chat: number, time: number) => ApiResponse<never> = () => SENT, allPerSecond = 30) {
  const clock = virtualClock()
  const arrived: { chat: number; text: string; time: number; ok: boolean }[] = []
  const transform = paceCalls(
    () => {},
    () => allPerSecond,
    clock,
  )
  const send = (chat: number, text = '') =>
    transform(
      (async (_method: string, payload: { chat_id: number; text: string }) => {
        const reply = answer(payload.chat_id, clock.now())
        arrived.push({ chat: payload.chat_id, text: payload.text, time: clock.now(), ok: reply.ok })
        return reply
      }) as never,
      'sendMessage',
      { chat_id: chat, text } as never,
      undefined,
    )
  const of = (chat: number) => arrived.filter((one) => one.chat === chat && one.ok)
  return { send, arrived, of, run: clock.run }
}

describe('messages', () => {
  it('to a group are at most twenty a minute: of thirty the last ten come a minute later, in order', async () => {
    const { send, of, run } = paced()
    for (let n = 0; n < 30; n++) void send(-1, String(n))
    await run()
    expect(of(-1).map(({ text }) => Number(text))).toEqual([...Array(30).keys()])
    expect(of(-1).filter(({ time }) => time < 60_000)).toHaveLength(20)
    expect(of(-1).at(-1)!.time).toBeLessThan(90_000)
  })

  it('to one person go out at once when they are few, and one a second after that', async () => {
    const { send, of, run } = paced()
    for (let n = 0; n < 6; n++) void send(1)
    await run()
    const times = of(1).map(({ time }) => time)
    expect(times.slice(0, 3)).toEqual([0, 0, 0])
    expect(times[5]! - times[0]!).toBeGreaterThanOrEqual(3000)
  })

  it('to one chat wait for no others, however many of those wait for their minute', async () => {
    const { send, of, run } = paced()
    for (let group = 1; group <= 40; group++) for (let n = 0; n < 30; n++) void send(-group)
    void send(7)
    await run()
    expect(of(7)[0]!.time).toBeLessThan(5_000)
  })

  it('to all chats together are as many a second as was set', async () => {
    const { send, arrived, run } = paced(undefined, 5)
    for (let chat = 1; chat <= 20; chat++) void send(chat)
    await run()
    expect(arrived.map(({ time }) => time)).toEqual(arrived.map((_one, index) => 1000 * Math.floor(index / 5)))
    const unlimited = paced(undefined, 0)
    for (let chat = 1; chat <= 100; chat++) void unlimited.send(chat)
    await unlimited.run()
    expect(unlimited.arrived.filter(({ time }) => time === 0)).toHaveLength(100)
  })

  it('are never more than Telegram documents, whoever writes whenever', async () => {
    const chats = fc.array(fc.integer({ min: -4, max: 60 }).filter(Boolean), { minLength: 1, maxLength: 150 })
    await fc.assert(
      fc.asyncProperty(chats, async (list) => {
        let now = 0
        const limit = createLimiter(DOCUMENTED_LIMITS, () => now)
        const { send, arrived, run } = paced((chat, time) => {
          now = time
          limit(chat, chat > 0)
          return SENT
        })
        for (const chat of list) void send(chat)
        await run()
        expect(arrived).toHaveLength(list.length)
      }),
      { numRuns: 30 },
    )
  })
})

describe('a wait that Telegram names', () => {
  it('is kept in its chat, where the order stays, and holds up no other', async () => {
    const { send, of, arrived, run } = paced((chat, time) => (chat === 1 && time < 30_000 ? refusal(30) : SENT))
    void send(1, 'een')
    void send(1, 'twee')
    for (let n = 2; n < 20; n++) void send(n)
    await run()
    expect(of(1).map(({ text }) => text)).toEqual(['een', 'twee'])
    expect(of(1)[0]!.time).toBeGreaterThanOrEqual(30_000)
    // It didn't try again meanwhile.
    expect(arrived.filter(({ chat, ok }) => chat === 1 && !ok).length).toBeLessThanOrEqual(2)
    for (let n = 2; n < 20; n++) expect(of(n)[0]!.time).toBeLessThanOrEqual(1000)
  })

  it('is followed by the usual pace', async () => {
    const { send, of, run } = paced((chat, time) => (chat === 1 && time < 30_000 ? refusal(30) : SENT))
    for (let n = 0; n < 12; n++) void send(1)
    await run()
    expect(of(1)).toHaveLength(12)
    expect(of(1).filter(({ time }) => time < 31_000).length).toBeLessThanOrEqual(3)
  })

  it.each([-1, 0, 'soon', '30', null, Number.NaN, {}, undefined])('of %j is not taken at its word', async (named) => {
    let refusals = 0
    const { send, of, arrived, run } = paced(() => (refusals++ < 4 ? refusal(named) : SENT))
    void send(1)
    await run()
    expect(of(1)).toHaveLength(1)
    expect(arrived.at(-1)!.time).toBeGreaterThan(10_000)
  })

  it('is an hour at most', () => {
    expect(waitNamed({ retry_after: 1e12 }, 0)).toBe(3_600_000)
    expect(waitNamed({ retry_after: 0.5 }, 0)).toBe(500)
    expect(waitNamed(undefined, 20)).toBe(30_000)
  })
})

describe('what is no reply of Telegram', () => {
  const reply = (body: unknown, method = 'sendMessage') =>
    refuseGarbage((async () => body) as never, method as never, {} as never, undefined)

  it.each([
    null,
    'ok',
    [],
    {},
    { ok: 'true' },
    { ok: true },
    { ok: true, result: null },
    { ok: true, result: {} },
    { ok: true, result: { message_id: '7' } },
    { ok: false },
    { ok: false, error_code: 401 },
    { ok: false, error_code: 404, description: 'Not Found' },
  ])('counts as a failure of the network: %j', async (body) => {
    await expect(reply(body)).rejects.toThrow('Something else than Telegram')
  })

  it('is told from what is one', async () => {
    for (const body of [SENT, refusal(3), { ok: false, error_code: 403 }]) expect(await reply(body)).toBe(body)
    expect(await reply({ ok: true, result: true }, 'deleteMessage')).toEqual({ ok: true, result: true })
  })
})
