import { request as httpRequest } from 'node:http'
import { createServer } from 'node:net'
import { Api } from 'grammy'
import type { Update } from 'grammy/types'
import pino from 'pino'
import { afterEach, describe, expect, it } from 'vitest'
import type { Receiver } from '../../src/serving/receiver.ts'
import { startWebhook } from '../../src/serving/webhook.ts'
import { messageOfRejection } from '../support/rejection.ts'

const SECRET = 'a-secret-of-enough-letters'
const log = pino({ level: 'silent' })
const receivers: Receiver[] = []

afterEach(async () => {
  for (const receiver of receivers.splice(0)) await receiver.stop(100)
})

function telegram() {
  const set: Record<string, unknown>[] = []
  let info: Record<string, unknown> = { url: '' }
  const api = new Api('123456:TOKEN')
  api.config.use(async (_previous, method, payload) => {
    if (method === 'setWebhook') {
      set.push(payload as Record<string, unknown>)
      info = payload as Record<string, unknown>
    }
    return { ok: true, result: (method === 'getWebhookInfo' ? info : true) as never }
  })
  return { api, set }
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

async function start(deal: (update: Update) => Promise<void>, { api } = telegram(), secret = SECRET, port?: number) {
  const at = port ?? (await freePort())
  const webhook = { url: 'https://bot.example.org/bots/bronwijzer', host: '127.0.0.1', port: at, secret }
  const receiver = await startWebhook({ webhook, api, dealer: { deal }, allowedUpdates: ['message'], log })
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
  it('acknowledges an update when it is dealt with, not before', async () => {
    let end = () => {}
    const { port } = await start(() => new Promise((resolve) => (end = resolve)))
    let answer = ''
    const sent = send(port, {}).then((status) => (answer = status))
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(answer).toBe('')
    end()
    expect(await sent).toBe('200 ')
  })

  it('refuses others without a word', async () => {
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

  it('takes the kinds of update that it asked for, and forgets others', async () => {
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

  it('tells Telegram where it is only when Telegram does not know, or knows another secret', async () => {
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
