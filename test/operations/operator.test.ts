import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { PROJECT_FOLDER } from '../../src/config/config.ts'
import { type Emulator, startEmulator } from '../emulator/emulator.ts'
import { realCorpus } from '../support/real-corpus.ts'

const folder = mkdtempSync(join(tmpdir(), 'operator-'))
const children: ChildProcess[] = []
const ANN = { id: 7, is_bot: false, first_name: 'Ann', language_code: 'nl' }
let telegram: Emulator

beforeAll(async () => {
  telegram = await startEmulator()
})
beforeEach(() => telegram.reset())
afterEach(() => {
  telegram.setFaults([])
  for (const child of children.splice(0)) child.kill('SIGKILL')
})
afterAll(async () => {
  await telegram.close()
  rmSync(folder, { recursive: true })
})

/** The bot as it is started by somebody who runs it. */
function start(environment: Record<string, string> = {}, stdout: 'pipe' | number = 'pipe') {
  const child = spawn(join(PROJECT_FOLDER, 'bin', 'bronwijzer'), ['start'], {
    env: {
      ...process.env,
      ...{
        BOT_TOKEN: '123456:TEST',
        TELEGRAM_API_ROOT: telegram.url,
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

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  return port
}

/** Waits until the bot answers. */
const answering = () => {
  telegram.people.start(ANN)
  const isAnswered = () => telegram.calls().some(({ method, ok }) => method === 'sendMessage' && ok)
  return expect.poll(isAnswered, { timeout: 20_000, interval: 20 }).toBe(true)
}

describe('whoever runs the bot', { timeout: 40_000 }, () => {
  it('reads one line about a wrong token, and what to do', async () => {
    const body = { ok: false, error_code: 401, description: 'Unauthorized' }
    telegram.setFaults([{ kind: 'reply', status: 401, body, methods: ['getMe'] }])
    const { said, ended } = start()
    expect(await ended).toBe(1)
    expect(said).toEqual({ out: '', errors: expect.stringMatching(/^[^\n]+401[^\n]+@BotFather[^\n]+\n$/) })
  })

  it.skipIf(!existsSync('/dev/full'))('has it go on when the disk with its log is full', async () => {
    const full = openSync('/dev/full', 'w')
    const { child, ended } = start({}, full)
    await answering()
    closeSync(full)
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  })

  it('has it go on when nobody reads its log any longer', async () => {
    const { child, ended } = start({ LOG_LEVEL: 'debug' })
    child.stdout?.destroy()
    child.stderr?.destroy()
    await answering()
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  })

  it('sees that it lives, and is not ready, while Telegram is away at the start', async () => {
    const port = await freePort()
    start({ TELEGRAM_API_ROOT: 'http://127.0.0.1:9', MONITOR_PORT: String(port) })
    const status = (path: string) =>
      fetch(`http://127.0.0.1:${port}${path}`).then(
        (response) => response.status,
        () => null,
      )
    await expect.poll(() => status('/healthz'), { timeout: 20_000 }).toBe(200)
    expect(await status('/readyz')).toBe(503)
  })

  it('has it serve a page and a picture of every quote beside its monitor, and log nothing of who reads what', async () => {
    const port = await freePort()
    const { child, said, ended } = start({
      READER_URL: 'https://bot.example.org/lezen',
      MONITOR_PORT: String(port),
      LOG_LEVEL: 'debug',
    })
    await answering()
    const { id, documentId, text } = realCorpus().passages[0]!
    const address = `http://127.0.0.1:${port}/lezen/${documentId}/${id}`
    await expect.poll(() => fetch(address).then(({ status }) => status), { timeout: 10_000 }).toBe(200)
    const page = await (await fetch(address)).text()
    expect(page).toContain(text)
    expect(page).toContain(`https://t.me/bronwijzer_bot?start=p_${id}`)
    const picture = await fetch(`${address}/citaat.png`)
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png'])
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200)
    expect((await fetch(`http://127.0.0.1:${port}/kanariepietje?q=kanariepietje`)).status).toBe(404)
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
    for (const word of ['kanariepietje', '/lezen', 'citaat.png']) expect(said.out + said.errors).not.toContain(word)
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
