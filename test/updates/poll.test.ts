import { Api } from 'grammy'
import type { Update } from 'grammy/types'
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { MAX_OPEN } from '../../src/updates/dispatcher.ts'
import { type Receiver, startPolling } from '../../src/updates/poll.ts'
import { settle } from '../support/settle.ts'

vi.mock('node:timers/promises', () => import('../support/timers-promises.ts'))

const log = pino({ level: 'silent' })
const receivers: Receiver[] = []

beforeEach(() => void vi.useFakeTimers())
afterEach(async () => {
  for (const receiver of receivers.splice(0)) await settle(receiver.stop(10))
  vi.useRealTimers()
})

/** Telegram as getUpdates shows it: what is before the offset is gone, the rest comes again. */
function telegram(ids: number[]) {
  const offsets: number[] = []
  const refusals: { error_code: number; description: string }[] = []
  const state = { pending: [...ids], offsets, refusals, wake: () => {} }
  const api = new Api('123456:TOKEN')
  api.config.use(async (_previous, method, payload, signal) => {
    expect(method).toBe('getUpdates')
    const refusal = refusals.shift()
    if (refusal) return { ok: false, ...refusal }
    const { offset = 0, timeout = 0, limit = 100 } = payload as { offset?: number; timeout?: number; limit?: number }
    offsets.push(offset)
    state.pending = state.pending.filter((id) => id >= offset)
    if (state.pending.length === 0 && timeout > 0) {
      await new Promise<void>((resolve) => {
        state.wake = resolve
        signal?.addEventListener('abort', () => resolve())
      })
      if (signal?.aborted) throw new Error('aborted')
    }
    const result = state.pending.slice(0, limit).map((id) => ({ update_id: id, message: { chat: { id: 1 } } }))
    return { ok: true, result: result as never }
  })
  return Object.assign(state, { api })
}

/** Work on updates that ends when the test says so. */
function manual() {
  const begun = new Map<number, () => void>()
  return {
    begun,
    dispatch: ({ update_id }: Update) =>
      new Promise<void>((resolve) => {
        begun.set(update_id, resolve)
      }),
  }
}

function poll(api: Api, dispatch: (update: Update) => Promise<void>, shed = () => {}): Receiver {
  const receiver = startPolling({ api, dispatcher: { dispatch, shed }, allowedUpdates: ['message'], log })
  receivers.push(receiver)
  return receiver
}

/** Lets up to 20 seconds of fake time pass. */
const until = async (condition: () => boolean): Promise<void> => {
  for (let ms = 0; ms < 20_000 && !condition(); ms += 5) await vi.advanceTimersByTimeAsync(5)
  expect(condition()).toBe(true)
}

describe('polling', () => {
  it('confirms an update only once it and all before it have been handled', async () => {
    const server = telegram([7, 8, 9])
    const work = manual()
    poll(server.api, work.dispatch)
    await until(() => work.begun.size === 3)
    work.begun.get(8)!()
    work.begun.get(9)!()
    await until(() => server.offsets.length >= 2)
    expect(Math.max(...server.offsets)).toBeLessThanOrEqual(7)
    expect(server.pending).toEqual([7, 8, 9])
    work.begun.get(7)!()
    await until(() => server.pending.length === 0)
  })

  it('lets others overtake an update that takes long, and starts none twice', async () => {
    const server = telegram([1, 2])
    const begun: number[] = []
    let end = () => {}
    poll(server.api, async ({ update_id }) => {
      begun.push(update_id)
      if (update_id === 1) await new Promise<void>((resolve) => (end = resolve))
    })
    await until(() => begun.length === 2)
    server.pending.push(3)
    await until(() => begun.includes(3))
    await until(() => server.offsets.length >= 3)
    expect(begun).toEqual([1, 2, 3])
    end()
    await until(() => server.pending.length === 0)
    expect(begun).toEqual([1, 2, 3])
  })

  it('goes on fetching while an update takes long and the clock is set back a day', async () => {
    const server = telegram([1])
    const work = manual()
    poll(server.api, work.dispatch)
    await until(() => work.begun.size === 1)
    vi.setSystemTime(Date.now() - 86_400_000)
    server.pending.push(2)
    await until(() => work.begun.size === 2)
  })

  it('confirms what is done when it stops, and leaves what is not for the next start', async () => {
    const server = telegram([1, 2, 3])
    const work = manual()
    const receiver = poll(server.api, work.dispatch)
    await until(() => work.begun.size === 3)
    work.begun.get(1)!()
    work.begun.get(3)!()
    await settle(receiver.stop(20))
    expect(server.pending).toEqual([2, 3])
  })

  it('waits for what is being handled when it stops', async () => {
    const server = telegram([1])
    let isBegun = false
    const receiver = poll(server.api, () => {
      isBegun = true
      return new Promise((resolve) => setTimeout(resolve, 50))
    })
    await until(() => isBegun)
    await settle(receiver.stop(5000))
    expect(server.pending).toEqual([])
  })

  it('sheds load when there is more than it may have open, and only then', async () => {
    let asked = 0
    const shed = () => void asked++
    const few = telegram([1, 2, 3])
    const work = manual()
    poll(few.api, work.dispatch, shed)
    await until(() => work.begun.size === 3)
    expect(asked).toBe(0)
    const many = telegram(Array.from({ length: MAX_OPEN + 20 }, (_, index) => 101 + index))
    poll(many.api, work.dispatch, shed)
    await until(() => work.begun.size === MAX_OPEN + 3)
    expect(asked).toBeGreaterThan(0)
  })

  it.each([
    ['ids that are text', [{ update_id: '7', message: {} }]],
    ['text', ['een', 'twee']],
    ['nothing', [null]],
    ['a negative id', [{ update_id: -1 }]],
    ['no list', {}],
    ['null', null],
  ])('asks again ever later, and handles what is sound, when updates hold %s', async (_what, garbage) => {
    let calls = 0
    const api = new Api('123456:TOKEN')
    const sound = { update_id: 3, message: { chat: { id: 1 } } }
    api.config.use(async () => {
      calls++
      return { ok: true, result: (Array.isArray(garbage) ? [sound, ...garbage] : garbage) as never }
    })
    const begun: unknown[] = []
    poll(api, async (update) => void begun.push(update))
    for (let ms = 0; ms < 20_000; ms += 50) await vi.advanceTimersByTimeAsync(50)
    expect(calls).toBeLessThan(10)
    // What is handled here comes again: nothing was confirmed, and a real dispatcher starts it once.
    expect(new Set(begun.map((update) => JSON.stringify(update))).size).toBe(Array.isArray(garbage) ? 1 : 0)
  })

  it.each([-1, 0, 'soon', Number.NaN])(
    'is in no hurry when Telegram tells it to wait %j seconds',
    async (retry_after) => {
      let calls = 0
      const api = new Api('123456:TOKEN')
      api.config.use(async () => {
        calls++
        return { ok: false, error_code: 429, description: 'Too Many Requests', parameters: { retry_after } as never }
      })
      poll(api, async () => {})
      for (let ms = 0; ms < 20_000; ms += 50) await vi.advanceTimersByTimeAsync(50)
      expect(calls).toBeLessThan(8)
    },
  )

  it('goes on after a failure', async () => {
    const server = telegram([1])
    server.refusals.push({ error_code: 502, description: 'Bad Gateway' })
    const begun: number[] = []
    poll(server.api, async ({ update_id }) => void begun.push(update_id))
    await until(() => begun.length === 1)
  })

  it('names another bot with the same token, not the network', async () => {
    const server = telegram([1])
    server.refusals.push({ error_code: 409, description: 'Conflict: terminated by other' })
    const lines: string[] = []
    const told = pino({}, { write: (line: string) => void lines.push(JSON.parse(line).msg) })
    const dispatcher = { dispatch: async () => {}, shed: () => {} }
    receivers.push(startPolling({ api: server.api, dispatcher, allowedUpdates: ['message'], log: told }))
    await until(() => server.offsets.includes(2))
    expect(lines).toEqual([
      expect.stringContaining('another bot is polling with the same BOT_TOKEN'),
      'fetching updates again',
    ])
  })

  it('ends when another bot keeps polling', async () => {
    const server = telegram([])
    for (let n = 0; n < 3; n++) server.refusals.push({ error_code: 409, description: 'Conflict: terminated by other' })
    await expect(settle(poll(server.api, async () => {}).ended)).rejects.toThrow('409')
  })

  it('ends when the token is refused', async () => {
    const server = telegram([])
    server.refusals.push({ error_code: 401, description: 'Unauthorized' })
    await expect(settle(poll(server.api, async () => {}).ended)).rejects.toThrow('401')
  })
})
