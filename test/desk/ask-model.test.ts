import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, describe, expect, it } from 'vitest'
import { createConfig } from '../../src/config/config.ts'
import { askModel, type ModelError } from '../../src/desk/ask-model.ts'
import { messageOf } from '../support/tiny-corpus.ts'

const KEY = 'sk-secret'
const asked: { path: string; headers: IncomingHttpHeaders; body: unknown }[] = []
let answer: { status: number; body: string; location?: string }
const server = createServer((request, response) => {
  let body = ''
  request
    .on('data', (part) => {
      body += part
    })
    .on('end', () => {
      asked.push({ path: request.url!, headers: request.headers, body: JSON.parse(body) })
      response.writeHead(answer.status, answer.location ? { location: answer.location } : {}).end(answer.body)
    })
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
afterAll(() => server.close())
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/`
const draft = (key?: string) =>
  createConfig({ DRAFT_URL: url, DRAFT_MODEL: 'qwen', ...(key !== undefined && { DRAFT_KEY: key }) }).draft!

/** Why asking fails, and everything that the error says. */
async function failureOf(reply: typeof answer, key = KEY): Promise<{ failure: string; said: string }> {
  answer = reply
  const error: ModelError = await askModel(draft(key), 'Bedenk vragen').then(
    () => Promise.reject(new Error('It was answered.')),
    (error) => error,
  )
  return { failure: error.failure, said: `${error.stack} ${JSON.stringify(error)} ${error.cause}` }
}

describe('a language model of the editor', () => {
  it('is asked through the chat completions API, with the key when there is one', async () => {
    answer = { status: 200, body: JSON.stringify({ choices: [{ message: { role: 'assistant', content: 'vraag' } }] }) }
    expect(await askModel(draft(KEY), 'Bedenk vragen')).toBe('vraag')
    expect(asked.at(-1)).toMatchObject({
      path: '/v1/chat/completions',
      headers: { authorization: `Bearer ${KEY}` },
      body: { model: 'qwen', messages: [{ role: 'user', content: 'Bedenk vragen' }] },
    })
    await askModel(draft(), 'Bedenk vragen')
    expect(asked.at(-1)!.headers.authorization).toBeUndefined()
  })

  it.each([
    ['key', 401, `Incorrect key: ${KEY}`],
    ['not-found', 404, ''],
    ['overloaded', 429, ''],
    ['refused', 500, KEY],
    ['not-understood', 200, `<html>${KEY}`],
    ['not-understood', 200, '{"choices":[]}'],
  ])(
    'that fails is told apart (%s, status %i), and what it says, with the key, goes nowhere',
    async (kind, status, body) => {
      const { failure, said } = await failureOf({ status, body })
      expect(failure).toBe(kind)
      expect(said).not.toContain(KEY)
    },
  )

  it('sends nobody on to another address', async () => {
    const before = asked.length
    expect(await failureOf({ status: 307, body: '', location: url })).toMatchObject({ failure: 'unreachable' })
    expect(asked).toHaveLength(before + 1)
  })

  it('gets a key over https or to this machine only, is whole, and its key is no value to show', () => {
    const broken = (settings: Record<string, string>) => messageOf(() => createConfig(settings))
    expect(broken({ DRAFT_URL: 'http://example.org/v1', DRAFT_MODEL: 'x' })).toMatch(
      /DRAFT_URL is wrong: expected https/,
    )
    expect(broken({ DRAFT_URL: url })).toMatch(/DRAFT_URL and DRAFT_MODEL belong together/)
    expect(broken({ DRAFT_URL: url, DRAFT_MODEL: 'x', DRAFT_KEY: `${KEY}\n` })).not.toContain(KEY)
  })
})
