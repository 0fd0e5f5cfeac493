import { request as httpRequest, type RequestListener } from 'node:http'
import { createServer } from 'node:net'
import { Api, HttpError } from 'grammy'
import type { Update } from 'grammy/types'
import pino from 'pino'
import { afterEach, describe, expect, it } from 'vitest'
import type { Dispatcher } from '../../src/updates/dispatcher.ts'
import { MAX_OPEN } from '../../src/updates/dispatcher.ts'
import type { Receiver } from '../../src/updates/poll.ts'
import { startWebhook } from '../../src/updates/webhook.ts'
import { messageOfRejection } from '../support/rejection.ts'

const SECRET = 'a-secret-of-enough-letters'
const log = pino({ level: 'silent' })
const receivers: Receiver[] = []

afterEach(async () => {
  for (const receiver of receivers.splice(0)) await receiver.stop(100)
})

function telegram() {
  const set: Record<string, unknown>[] = []
  const state = { info: { url: '' } as Record<string, unknown>, status: 200 }
  const api = new Api('123456:TOKEN')
  api.config.use(async (_previous, method, payload) => {
    if (state.status === 0) throw new HttpError('Network request failed!', new Error('ECONNREFUSED'))
    if (state.status !== 200) return { ok: false, error_code: state.status, description: 'No' }
    if (method === 'setWebhook') {
      set.push(payload as Record<string, unknown>)
      state.info = { ...(payload as Record<string, unknown>), pending_update_count: 0 }
    }
    return { ok: true, result: (method === 'getWebhookInfo' ? state.info : true) as never }
  })
  return { api, set, state }
}

/** A port that nobody listens on. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}

async function start(
  dispatch: (update: Update) => Promise<void>,
  { api } = telegram(),
  secret = SECRET,
  port?: number,
  more: Partial<Dispatcher> = {},
  pages: RequestListener | null = null,
) {
  const at = port ?? (await freePort())
  const webhook = { url: 'https://bot.example.org/bots/bronwijzer', host: '127.0.0.1', port: at, secret }
  const receiver = await startWebhook({
    webhook,
    api,
    dispatcher: { dispatch, shed: () => {}, knows: () => false, leave: () => 'left', size: () => 0, ...more },
    allowedUpdates: ['message'],
    log,
    pages,
  })
  receivers.push(receiver)
  return { port: at, receiver }
}

interface Sent {
  readonly path?: string
  readonly method?: string
  readonly secret?: string
  readonly body?: string
}

/** @returns status and body. */
function send(
  port: number,
  { path = '/bots/bronwijzer?v=1', method = 'POST', secret = SECRET, body = update(1) }: Sent,
) {
  return new Promise<string>((resolve, reject) => {
    const headers = { 'X-Telegram-Bot-Api-Secret-Token': secret, 'Content-Type': 'application/json' }
    const request = httpRequest({ port, path, method, headers }, (response) => {
      let text = ''
      response.on('data', (part) => (text += part)).on('end', () => resolve(`${response.statusCode} ${text}`))
    })
    request.on('error', reject)
    request.end(body)
  })
}

const update = (id: number, kind = 'message') => JSON.stringify({ update_id: id, [kind]: { chat: { id: 1 } } })

describe('the webhook', () => {
  it('acknowledges an update once it has been handled, not before', async () => {
    let end = () => {}
    const { port } = await start(() => new Promise((resolve) => (end = resolve)))
    let answer = ''
    const sent = send(port, {}).then((status) => (answer = status))
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(answer).toBe('')
    end()
    expect(await sent).toBe('200 ')
  })

  it('leaves at Telegram what there is no capacity for, but not what it already knows', async () => {
    const begun: number[] = []
    const busy = {
      size: () => MAX_OPEN,
      knows: ({ update_id }: Update) => update_id === 1,
      shed: () => void begun.push(0),
    }
    const { port } = await start(
      async ({ update_id }) => void begun.push(update_id),
      undefined,
      undefined,
      undefined,
      busy,
    )
    expect(await send(port, { body: update(2) })).toBe('503 ')
    expect(begun).toEqual([0])
    expect(await send(port, { body: update(1) })).toBe('200 ')
    expect(begun).toEqual([0, 1])
  })

  it('leaves all that is not for it to the pages, and no update', async () => {
    const dealt: Update[] = []
    const { port } = await start(
      async (one) => void dealt.push(one),
      undefined,
      undefined,
      undefined,
      undefined,
      ({ method, url }, response) => void response.end(`page ${method} ${url}`),
    )
    expect(await send(port, { method: 'GET', path: '/lezen/', body: '' })).toBe('200 page GET /lezen/')
    expect(await send(port, { method: 'GET', body: '' })).toBe('200 page GET /bots/bronwijzer?v=1')
    expect(await send(port, { path: '/zoek' })).toBe('200 page POST /zoek')
    expect(await send(port, { secret: 'wrong' })).toBe('401 ')
    expect(await send(port, {})).toBe('200 ')
    expect(dealt.map(({ update_id }) => update_id)).toEqual([1])
  })

  it('rejects other requests without a body', async () => {
    const dealt: Update[] = []
    const { port } = await start(async (one) => void dealt.push(one))
    expect(await send(port, { secret: 'wrong' })).toBe('401 ')
    expect(await send(port, { secret: '' })).toBe('401 ')
    expect(await send(port, { path: '/elsewhere' })).toBe('404 ')
    expect(await send(port, { method: 'GET', body: '' })).toBe('404 ')
    expect(await send(port, { body: '{"no":' })).toBe('400 ')
    expect(await send(port, { body: '[]' })).toBe('400 ')
    expect(await send(port, { body: 'x'.repeat(1024 * 1024 + 1) }).catch(() => '413 ')).toBe('413 ')
    expect(dealt).toEqual([])
  })

  it('takes the kinds of update that it requested, and drops others', async () => {
    const dealt: number[] = []
    const { port } = await start(async ({ update_id }) => void dealt.push(update_id))
    expect(await send(port, { body: update(1, 'poll') })).toBe('200 ')
    expect(await send(port, { body: update(2) })).toBe('200 ')
    expect(dealt).toEqual([2])
  })

  it.each(['/bots/bronwijzer', '/bronwijzer', '/'])('finds itself behind a proxy that passes on %s', async (path) => {
    const { port } = await start(async () => {})
    expect(await send(port, { path })).toBe('200 ')
  })

  it('registers only when Telegram has another URL or secret', async () => {
    const server = telegram()
    for (let n = 0; n < 2; n++) await start(async () => {}, server)
    expect(server.set).toHaveLength(1)
    expect(server.set[0]).toMatchObject({ secret_token: SECRET, allowed_updates: ['message'] })
    expect(server.set[0]?.url).toMatch(/^https:\/\/bot\.example\.org\/bots\/bronwijzer\?v=[0-9a-f]{8}$/)
    await start(async () => {}, server, 'another-secret-of-enough-letters')
    expect(server.set).toHaveLength(2)
  })

  it('finishes what it is doing when it stops', async () => {
    const { port, receiver } = await start(() => new Promise((resolve) => setTimeout(resolve, 100)))
    const sent = send(port, {})
    await new Promise((resolve) => setTimeout(resolve, 50))
    await receiver.stop(5000)
    expect(await sent).toBe('200 ')
    await expect(send(port, {})).rejects.toThrow()
  })

  it('says what to do about a port that is taken', async () => {
    const { port } = await start(async () => {})
    const message = await messageOfRejection(start(async () => {}, telegram(), SECRET, port))
    expect(message).toContain(`127.0.0.1:${port}`)
    expect(message).toContain('WEBHOOK_PORT')
  })
})

describe('the registration of the webhook', () => {
  /** Levels and first words of what is logged. */
  async function look(server = telegram()) {
    const lines: string[] = []
    const write = (line: string) => {
      const { level, msg } = JSON.parse(line) as { level: number; msg: string }
      lines.push(`${level >= 40 ? 'warn' : 'info'}: ${msg}`)
    }
    const webhook = { url: 'https://bot.example.org/x', host: '127.0.0.1', port: await freePort(), secret: SECRET }
    const receiver = await startWebhook({
      ...{ webhook, api: server.api, allowedUpdates: ['message'], log: pino({}, { write }), checkEvery: 5 },
      dispatcher: { dispatch: async () => {}, shed: () => {}, knows: () => false, leave: () => 'left', size: () => 0 },
    })
    receivers.push(receiver)
    const some = () => new Promise((resolve) => setTimeout(resolve, 60))
    await some()
    expect(lines.splice(0)).toEqual(['info: webhook registered'])
    return { ...server, lines, receiver, some }
  }

  it('logs an outage when it begins and when it ends, however long it lasts', async () => {
    const { state, lines, some } = await look()
    state.status = 0
    await some()
    state.status = 502
    await some()
    expect(lines.splice(0)).toEqual(['warn: cannot check the webhook; retrying'])
    state.status = 200
    await some()
    expect(lines).toEqual(['info: Telegram is reachable again'])
  })

  it('is renewed when another bot removed it', async () => {
    const { state, set, lines, some } = await look()
    state.info = { url: '' }
    await some()
    expect(set).toHaveLength(2)
    expect(lines).toEqual([expect.stringMatching(/^warn: the webhook was removed.+BOT_TOKEN$/)])
  })

  it('logs failing deliveries once, and when they recover, whatever the system clock says', async () => {
    const { state, lines, some } = await look()
    const sound = { ...state.info }
    for (const last_error_date of [1, 2, 3]) {
      state.info = { ...sound, last_error_date, pending_update_count: 9 }
      await some()
    }
    expect(lines.splice(0)).toEqual(['warn: Telegram cannot deliver to the webhook: run "npm run doctor"'])
    state.info = { ...sound, last_error_date: 3, pending_update_count: 0 }
    await some()
    expect(lines).toEqual(['info: Telegram delivers to the webhook again'])
  })

  it('ends when the token is revoked', async () => {
    const { state, receiver } = await look()
    state.status = 401
    await expect(receiver.ended).rejects.toThrow('401')
  })
})
