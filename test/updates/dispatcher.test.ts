import { GrammyError, HttpError } from 'grammy'
import type { Update } from 'grammy/types'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createLog } from '../../src/operations/log.ts'
import { createMetrics } from '../../src/operations/metrics.ts'
import { createDispatcher, type Turns } from '../../src/updates/dispatcher.ts'
import { retryCalls } from '../../src/updates/retry-calls.ts'
import { currentUpdate } from '../../src/updates/update-state.ts'
import { settle } from '../support/settle.ts'
import { text } from '../support/updates.ts'

vi.mock('node:timers/promises', () => import('../support/timers-promises.ts'))

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function dispatcher(handle: (update: Update) => Promise<void>, more: { deadline?: number; turns?: Turns } = {}) {
  const lines: Record<string, unknown>[] = []
  const log = createLog({ level: 'info', secrets: [], out: { write: (line) => lines.push(JSON.parse(line)) } })
  const metrics = createMetrics(() => 0)
  return {
    lines,
    metrics,
    ...createDispatcher({ handle, log, metrics, mayShed: true, ...more }),
  }
}

const inChat = (id: number) => text('?', { chat: { id, type: 'private', first_name: 'Ann' } })

describe('dispatching updates', () => {
  it('keeps the order within a chat, and lets no chat wait for another', async () => {
    const done: string[] = []
    const ms = new Map([
      [1, 40],
      [2, 10],
    ])
    const { dispatch } = dispatcher(async (update) => {
      const chat = update.message!.chat.id
      await new Promise((resolve) => setTimeout(resolve, ms.get(chat)))
      done.push(`${chat}`)
    })
    await settle(Promise.all([1, 1, 2, 2].map((chat) => dispatch(inChat(chat)))))
    expect(done).toEqual(['2', '2', '1', '1'])
  })

  it('keeps the order within a topic of a chat, and lets no topic wait for another', async () => {
    const done: string[] = []
    const { dispatch } = dispatcher(async (update) => {
      const topic = update.message!.message_thread_id ?? 0
      await new Promise((resolve) => setTimeout(resolve, 10 * topic))
      done.push(`${topic}`)
    })
    const inTopic = (topic: number) => text('?', topic ? { message_thread_id: topic, is_topic_message: true } : {})
    await settle(Promise.all([4, 4, 1, 1, 0, 0].map((topic) => dispatch(inTopic(topic)))))
    expect(done).toEqual(['0', '0', '1', '1', '4', '4'])
  })

  it('says that one was handled once other instances can know', async () => {
    let letThemKnow = () => {}
    const known = new Promise<void>((resolve) => {
      letThemKnow = resolve
    })
    const turns: Turns = { take: () => ({ comes: async () => true, end: () => known }), leave: () => 'here' }
    const { dispatch, lines } = dispatcher(async () => {}, { turns })
    const handled = dispatch(inChat(1))
    await vi.advanceTimersByTimeAsync(5)
    expect(lines).toEqual([])
    letThemKnow()
    await settle(handled)
    expect(lines).toEqual([expect.objectContaining({ msg: 'update' })])
  })

  it('starts a newer inline query of a user while the older one is still being handled', async () => {
    const begun: string[] = []
    let release = () => {}
    const released = new Promise<void>((resolve) => {
      release = resolve
    })
    const { dispatch } = dispatcher(async (update) => {
      begun.push(update.inline_query!.query)
      await released
    })
    const typing = (id: number, query: string): Update => ({
      update_id: id,
      inline_query: { id: `${id}`, from: { id: 1, is_bot: false, first_name: 'Ann' }, query, offset: '' },
    })
    const both = [dispatch(typing(1, 'pac')), dispatch(typing(2, 'pacing'))]
    await vi.advanceTimersByTimeAsync(5)
    expect(begun).toEqual(['pac', 'pacing'])
    release()
    await Promise.all(both)
  })

  it('logs one line for each, without a word, a name or an id', async () => {
    const { dispatch, lines } = dispatcher(async () => {
      currentUpdate()!.answer = { outcome: 'answered', passages: ['abcdefgh'] }
    })
    const update = inChat(987654)
    await dispatch(update)
    expect(lines).toMatchObject([
      { update: update.update_id, kind: 'message', chatType: 'private', outcome: 'answered', passages: ['abcdefgh'] },
    ])
    expect(JSON.stringify(lines)).not.toMatch(/987654|Ann|1001/)
  })

  it('retries a failing update, and gives it up with its id and kind', async () => {
    let attempts = 0
    const { dispatch, lines, metrics } = dispatcher(async () => {
      attempts++
      throw new TypeError('geheime vraag')
    })
    await settle(dispatch(inChat(1)))
    expect(attempts).toBe(3)
    expect(lines).toMatchObject([{ level: 'error', kind: 'message', outcome: 'failed', attempts: 3 }])
    expect(JSON.stringify(lines)).toContain('TypeError')
    expect(JSON.stringify(lines)).not.toContain('geheim')
    expect(await metrics.text()).toContain('bronwijzer_updates_total{kind="message",outcome="failed"} 1')
  })

  it.each([
    ['nothing but a number', {}],
    ['no object', { message: 'geheime vraag' }],
    ['null', { message: null }],
    ['an invalid chat', { message: { chat: null, from: null } }],
    [
      'a chat in a topic that is no number',
      { message: { chat: { id: { toString: null } }, is_topic_message: true, message_thread_id: 1 } },
    ],
    ['an unknown kind of update and of chat', { geheim: { chat: { id: 987654, type: 'geheime vraag' } } }],
  ])('handles an update that holds %s', async (_what, content) => {
    const { dispatch, lines, metrics } = dispatcher(async () => {})
    await dispatch({ update_id: 5, ...content } as unknown as Update)
    expect(lines).toMatchObject([{ update: 5, chatType: 'none', outcome: 'done' }])
    expect(JSON.stringify(lines) + (await metrics.text())).not.toMatch(/geheim|987654/)
  })

  it('lets updates from nowhere wait for nothing', async () => {
    const done: number[] = []
    const { dispatch } = dispatcher(async ({ update_id }) => {
      await new Promise((resolve) => setTimeout(resolve, update_id === 1 ? 40 : 0))
      done.push(update_id)
    })
    await settle(Promise.all([1, 2].map((update_id) => dispatch({ update_id }))))
    expect(done).toEqual([2, 1])
  })

  it('starts an update that is delivered twice only once', async () => {
    let begun = 0
    const { dispatch } = dispatcher(async () => void begun++)
    const update = inChat(1)
    await Promise.all([dispatch(update), dispatch(update)])
    await dispatch(update)
    expect(begun).toBe(1)
  })

  it('gives up an update that takes too long, so that the next one of its chat has its turn', async () => {
    const first = inChat(1)
    const { dispatch, lines } = dispatcher((update) => (update === first ? new Promise(() => {}) : Promise.resolve()), {
      deadline: 30,
    })
    await settle(Promise.all([dispatch(first), dispatch(inChat(1))]))
    expect(lines).toMatchObject([{ level: 'error', outcome: 'given-up' }, { outcome: 'done' }])
  })

  it('gives up nothing while Telegram allows no more messages, nor right after that', async () => {
    const { dispatch, lines } = dispatcher(
      async () => {
        const { whileWaiting } = currentUpdate()!
        for (const ms of [19, 18]) {
          await whileWaiting(new Promise((resolve) => setTimeout(resolve, ms)))
          await new Promise((resolve) => setTimeout(resolve, 5))
        }
      },
      { deadline: 20 },
    )
    await settle(dispatch(inChat(1)))
    expect(lines).toMatchObject([{ outcome: 'done' }])
  })
})

describe('retryCalls', () => {
  const failing = (times: number) => {
    let calls = 0
    return async () => {
      if (++calls <= times) throw new HttpError('Network request failed', new Error('ECONNRESET'))
      return { ok: true as const, result: calls as never }
    }
  }
  const retries: string[] = []
  const patient = retryCalls((method, reason) => retries.push(`${method} ${reason}`))
  const call = (previous: () => Promise<unknown>, method = 'sendMessage') =>
    patient(previous as never, method as never, {} as never, undefined)

  it('repeats what the network or the server failed', async () => {
    await expect(settle(call(failing(2)))).resolves.toMatchObject({ ok: true, result: 3 })
    let served = 0
    const server = async () =>
      ++served === 1 ? { ok: false, error_code: 502, description: 'Bad Gateway' } : { ok: true, result: 1 }
    await expect(settle(call(server))).resolves.toMatchObject({ ok: true })
    expect(retries).toEqual(['sendMessage network', 'sendMessage network', 'sendMessage server'])
  })

  it('does not repeat a refusal, nor a sign of life', async () => {
    const refused = async () => ({ ok: false, error_code: 403, description: 'Forbidden' })
    await expect(call(refused)).resolves.toMatchObject({ error_code: 403 })
    await expect(call(failing(1), 'sendChatAction')).rejects.toThrow(HttpError)
    await expect(
      call(async () => {
        throw new GrammyError('x', { ok: false, error_code: 400, description: 'x' }, 'sendMessage', {})
      }),
    ).rejects.toThrow(GrammyError)
  })

  it('lets no update be given up while Telegram fails for minutes, unless it takes others like it', async () => {
    const retrying = retryCalls(() => {})
    const send = (previous: () => Promise<unknown>) =>
      retrying(previous as never, 'sendMessage', {} as never, undefined) as Promise<unknown>
    const isOver = performance.now() + 5 * 60_000
    const fails = async () =>
      performance.now() < isOver ? { ok: false, error_code: 500, description: 'Internal' } : { ok: true, result: 1 }
    const { dispatch, lines } = dispatcher(async () => void (await send(fails)))
    await settle(dispatch(inChat(1)))
    expect(lines).toMatchObject([{ outcome: 'done' }])
    const succeeds = async () => ({ ok: true, result: 1 })
    const alwaysFails = async () => ({ ok: false, error_code: 500, description: 'Internal' })
    const poisoned = dispatcher(async () => void (await send(alwaysFails)))
    const others = setInterval(() => void send(succeeds), 10_000)
    await settle(poisoned.dispatch(inChat(2)))
    clearInterval(others)
    expect(poisoned.lines).toMatchObject([{ outcome: 'given-up' }])
  })
})
