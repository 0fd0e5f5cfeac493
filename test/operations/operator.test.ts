import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { PROJECT_FOLDER } from '../../src/config/config.ts'

const folder = mkdtempSync(join(tmpdir(), 'operator-'))
const children: ChildProcess[] = []
let telegram: Server
let root: string
let polls: number
/** What Telegram answers to getMe. */
let status: number

beforeAll(async () => {
  const results: Record<string, unknown> = {
    getMe: { id: 123456, is_bot: true, first_name: 'Bronwijzer', username: 'bronwijzer_bot' },
    getWebhookInfo: { url: '' },
    getMyCommands: [],
    getUpdates: [],
  }
  telegram = createServer((request, response) => {
    const method = request.url?.split('/').at(-1) ?? ''
    const isRefused = method === 'getMe' && status !== 200
    const body = isRefused
      ? { ok: false, error_code: status, description: 'No' }
      : { ok: true, result: results[method] ?? {} }
    if (method === 'getUpdates') polls++
    setTimeout(() => response.writeHead(isRefused ? status : 200).end(JSON.stringify(body)), 20)
  })
  await new Promise<void>((resolve) => telegram.listen(0, '127.0.0.1', resolve))
  root = `http://127.0.0.1:${(telegram.address() as { port: number }).port}`
})
beforeEach(() => {
  polls = 0
  status = 200
})
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})
afterAll(() => {
  telegram.close()
  rmSync(folder, { recursive: true })
})

/** The bot as it is started by somebody who runs it. */
function start(environment: Record<string, string> = {}, stdout: 'pipe' | number = 'pipe') {
  const child = spawn(join(PROJECT_FOLDER, 'bin', 'bronwijzer'), ['start'], {
    env: {
      ...process.env,
      ...{
        BOT_TOKEN: '123456:TEST',
        TELEGRAM_API_ROOT: root,
        MONITOR_PORT: '0',
        SETTINGS_FOLDER: join(folder, 'settings'),
      },
      ...environment,
    },
    stdio: ['ignore', stdout, 'pipe'],
  })
  children.push(child)
  const said = { out: '', errors: '' }
  child.stdout?.on('data', (text) => (said.out += text))
  child.stderr?.on('data', (text) => (said.errors += text))
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve))
  return { child, said, ended }
}

const polling = () => expect.poll(() => polls, { timeout: 20_000, interval: 20 }).toBeGreaterThan(5)

describe('whoever runs the bot', { timeout: 40_000 }, () => {
  it('reads one line about a wrong token, and what to do', async () => {
    status = 401
    const { said, ended } = start()
    expect(await ended).toBe(1)
    expect(said).toEqual({ out: '', errors: expect.stringMatching(/^[^\n]+401[^\n]+@BotFather[^\n]+\n$/) })
  })

  it.skipIf(!existsSync('/dev/full'))('has it go on when the disk with its log is full', async () => {
    const full = openSync('/dev/full', 'w')
    const { child, ended } = start({}, full)
    await polling()
    closeSync(full)
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  })

  it('has it go on when nobody reads its log any longer', async () => {
    const { child, ended } = start({ LOG_LEVEL: 'debug' })
    child.stdout?.destroy()
    child.stderr?.destroy()
    await polling()
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  })

  it('can stop it while the index is being built, without a word about a network that is there', async () => {
    const { child, said, ended } = start({ INDEX_FOLDER: join(folder, 'index') })
    await expect.poll(() => said.out, { timeout: 20_000 }).toContain('Building the index')
    await new Promise((resolve) => setTimeout(resolve, 1000))
    child.kill('SIGTERM')
    const asked = performance.now()
    expect(await ended).toBe(0)
    expect(performance.now() - asked).toBeLessThan(5000)
    expect(said.errors + said.out).not.toContain('bereikbaar')
  })
})
