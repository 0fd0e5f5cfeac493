import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Check, doChecks } from '../../src/cli/doctor/check.ts'
import { checkFolder, checkModel, checkMonitor, checkNative, checkNode } from '../../src/cli/doctor/check-machine.ts'
import { checkPublished } from '../../src/cli/doctor/check-published.ts'
import { checkReranker } from '../../src/cli/doctor/check-reranker.ts'
import { checkTelegram } from '../../src/cli/doctor/check-telegram.ts'
import { createConfig } from '../../src/config/config.ts'
import { tinyCrossEncoder } from '../support/tiny-cross-encoder.ts'

const folder = mkdtempSync(join(tmpdir(), 'doctor-'))
afterAll(() => rmSync(folder, { recursive: true }))

const report = async (...checks: Check[]): Promise<string[]> => {
  const lines: string[] = []
  await doChecks(checks, (line) => lines.push(line))
  return lines
}

describe('the doctor', () => {
  it('says ok, or what is wrong, in one line for each, and whether all is well', async () => {
    const well: Check = { name: 'this', run: async () => null }
    const ill: Check = {
      name: 'that',
      run: async () => {
        throw new Error('broken. Mend it.')
      },
    }
    expect(await report(well, ill, { name: 'other', run: async () => 'skipped' })).toEqual([
      'ok   this',
      'BAD  that: broken. Mend it.',
      '-    other',
    ])
    expect(await doChecks([well], () => {})).toBe(true)
    expect(await doChecks([well, ill], () => {})).toBe(false)
  })

  it('knows a Node that is too old', async () => {
    expect(await report(checkNode('v20.12.0'), checkNode('v22.0.0'))).toEqual([
      'ok   Node v20.12.0',
      'ok   Node v22.0.0',
    ])
    expect(await report(checkNode('v20.11.1'))).toEqual(['BAD  Node v20.11.1: too old. Install Node 20.12 or newer.'])
  })

  it('knows a module that was not built', async () => {
    expect(await report(checkNative('x', () => Promise.reject(new Error())))).toEqual([
      expect.stringContaining('npm ci'),
    ])
  })

  it('looks at the database of the index where one is set, and says what is wrong with it', async () => {
    const check = (url?: string) => checkPublished(createConfig(url ? { INDEX_URL: url } : {}), async () => true)
    expect(await report(check())).toEqual(['-    database of the index (INDEX_URL), and answers'])
    expect(await report(check('postgres://ik:geheim@127.0.0.1:1/bot'))).toEqual([
      "BAD  database of the index (INDEX_URL), and answers: The database at 127.0.0.1:1 can't be reached (ECONNREFUSED). Start it, or mend INDEX_URL.",
    ])
  })

  it('asks a reranker, and says why it is of no use', async () => {
    const texts = () => ['rust', 'niet']
    expect(await report(checkReranker(null, texts))).toEqual([expect.stringMatching(/^- /)])
    const model = tinyCrossEncoder(['rust'])
    expect(await report(checkReranker({ from: { model }, timeout: 5000 }, texts))).toEqual([`ok   reranker ${model}`])
    expect(await report(checkReranker({ from: { model: '/none' }, timeout: 5000 }, texts))).toEqual([
      expect.stringMatching(/^BAD {2}reranker \/none: .*Check RERANKER_MODEL/),
    ])
    const from = { url: 'http://127.0.0.1:1/rerank' }
    expect(await report(checkReranker({ from, timeout: 5000 }, texts))).toEqual([
      expect.stringMatching(/^BAD {2}reranker at 127\.0\.0\.1:1: .*can't be reached/),
    ])
  })

  it('knows a model of which one bit differs, or a file is missing', async () => {
    const model = join(folder, 'model')
    mkdirSync(model)
    const content = Buffer.from('weights')
    const checksum = createHash('sha256').update(content).digest('hex')
    writeFileSync(join(model, 'checksums.json'), JSON.stringify({ 'model.onnx': checksum }))
    expect(await checkModel(model).run()).toContain('model.onnx is missing')
    writeFileSync(join(model, 'model.onnx'), content)
    expect(await checkModel(model).run()).toBeNull()
    content[0]! ^= 1
    writeFileSync(join(model, 'model.onnx'), content)
    expect(await checkModel(model).run()).toContain('model.onnx is damaged')
    expect(await checkModel('Xenova/some-model').run()).toBe('skipped')
  })

  it('knows a folder that can not be written', async () => {
    expect(await checkFolder(join(folder, 'not', 'yet'), 'X').run()).toBeNull()
    writeFileSync(join(folder, 'file'), '')
    expect(await checkFolder(join(folder, 'file', 'x'), 'SETTINGS_FOLDER').run()).toContain('SETTINGS_FOLDER')
  })
})

describe('the doctor about the port of the monitor', () => {
  const listening = async (body: string) => {
    const server = createServer((_request, response) => response.end(body))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    return { server, check: checkMonitor({ host: '127.0.0.1', port }) }
  }

  it('is content when nobody has it, or the bot itself', async () => {
    const { server, check } = await listening('ok\n')
    expect(await check.run()).toBeNull()
    await new Promise((resolve) => server.close(resolve))
    expect(await check.run()).toBeNull()
    expect(await checkMonitor(null).run()).toBe('skipped')
  })

  it('knows that another program has it', async () => {
    const { server, check } = await listening('hello')
    expect(await check.run()).toContain('MONITOR_PORT')
    server.close()
  })
})

describe('the doctor about Telegram', () => {
  let server: Server
  let root: string
  let status = 200
  let date = new Date()
  let info: object = { url: '' }
  let body: string | null = null
  beforeAll(async () => {
    server = createServer((request, response) => {
      response.writeHead(status, { date: date.toUTCString() })
      const result = request.url?.endsWith('getWebhookInfo') ? info : { id: 1, is_bot: true, username: 'bot' }
      const refusal = { ok: false, error_code: status, description: 'Unauthorized' }
      response.end(body ?? JSON.stringify(status === 200 ? { ok: true, result } : refusal))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    root = `http://127.0.0.1:${(server.address() as { port: number }).port}`
  })
  afterAll(() => void server.close())

  const about = (more: Record<string, string> = {}) =>
    report(...checkTelegram(createConfig({ BOT_TOKEN: '123456:TOKEN', TELEGRAM_API_ROOT: root, ...more })))

  it('is content when all is well', async () => {
    expect(await about()).toEqual(['ok   Telegram knows BOT_TOKEN', 'ok   clock', 'ok   long polling'])
  })

  it('knows a wrong token', async () => {
    status = 401
    expect(await about()).toEqual([expect.stringMatching(/^BAD .*@BotFather/), 'ok   clock', '-    long polling'])
    status = 200
  })

  it('knows that something else answers in the place of Telegram', async () => {
    for (const [code, page] of [
      [200, '<html>Log in to the guest network</html>'],
      [200, '{}'],
      [200, 'null'],
      [200, '{"ok":true,"result":{}}'],
      [301, ''],
    ] as const) {
      status = code
      body = page
      expect((await about())[0], page).toMatch(/^BAD {2}Telegram knows BOT_TOKEN: .*something else/)
    }
    status = 200
    body = null
  })

  it('tells of a proxy that the bot does not use, when it can not reach Telegram', async () => {
    const through = { TELEGRAM_API_ROOT: 'http://127.0.0.1:1', HTTPS_PROXY: 'http://proxy:3128' }
    expect((await about(through))[0]).toMatch(/HTTPS_PROXY is set/)
    expect((await about({ HTTPS_PROXY: 'http://proxy:3128' }))[0]).toBe('ok   Telegram knows BOT_TOKEN')
  })

  it('knows a clock that is a day off', async () => {
    date = new Date(Date.now() - 86_400_000)
    expect((await about())[1]).toMatch(/^BAD {2}clock: 8640\d seconds off/)
    date = new Date()
  })

  it('knows what troubles the webhook, and hides the token', async () => {
    const url = 'https://bot.example.org/x'
    info = { url: `${url}?v=1`, last_error_message: 'Connection refused 123456:TOKEN', last_error_date: 0 }
    const line = (await about({ WEBHOOK_URL: url }))[2]!
    expect(line).toContain('Connection refused')
    expect(line).not.toContain('TOKEN')
    expect((await about())[2]).toMatch(/^BAD {2}long polling/)
    info = { url: '' }
    expect((await about({ WEBHOOK_URL: url }))[2]).toContain('does not know it')
  })

  it('says it once when nothing answers', async () => {
    expect(await about({ TELEGRAM_API_ROOT: 'http://127.0.0.1:1' })).toEqual([
      expect.stringMatching(/^BAD .*127\.0\.0\.1:1/),
      '-    clock',
      '-    long polling',
    ])
  })

  it('asks nothing without a token', async () => {
    expect(await report(...checkTelegram(createConfig({})))).toHaveLength(1)
  })
})
