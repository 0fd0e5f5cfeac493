import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PROJECT_FOLDER } from '../../src/config/config.ts'
import { type Emulator, startEmulator } from '../emulator/emulator.ts'
import { signInitData } from '../emulator/mini-app.ts'
import { freePorts } from '../support/free-ports.ts'
import { realCorpus } from '../support/real-corpus.ts'
import { type StartedBot, startedBot } from '../support/started-bot.ts'

const TOKEN = '123456:TEST'
/** A word that nobody but who asks may ever see again: of this test alone, as others write files meanwhile. */
const WORD = 'putterkanarie'
const KANARINA = { id: 77_001_122, is_bot: false, first_name: 'Kanarina', last_name: 'Vogelaar', language_code: 'nl' }
const CHOOSER = { id: 88_112_233, is_bot: false, first_name: 'Volière', language_code: 'nl' }
const ADDRESS = '203.0.113.77'
const PRIVATE = [WORD, '77001122', 'Kanarina', 'Vogelaar', 'Volière', ADDRESS, 'Putterbrowser', 'hash=', 'AAHdF6IQ']

/** Bytes as text in which they can be looked for, whatever they are. */
const bytesOf = (bytes: Buffer) => bytes.toString('latin1')

/** Paths of all files below a folder; those of packages and of Git are left out. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isFile()) return [path]
    return entry.isDirectory() && !['node_modules', '.git'].includes(entry.name) ? filesBelow(path) : []
  })
}

describe('after questions in chats, on pages and in the app, with everything in a database', {
  timeout: 120_000,
}, () => {
  const home = mkdtempSync(join(tmpdir(), 'nothing-kept-'))
  const begun = Date.now()
  let telegram: Emulator
  let bot: StartedBot
  let port = 0
  let monitorPort = 0
  beforeAll(async () => {
    mkdirSync(join(home, 'tmp'))
    const [webhook = 0, monitor = 0] = await freePorts(2)
    port = webhook
    monitorPort = monitor
    telegram = await startEmulator({ webhookAt: () => `http://127.0.0.1:${port}/telegram`, pauseScale: 0.2 })
    bot = startedBot({
      BOT_TOKEN: TOKEN,
      TELEGRAM_API_ROOT: telegram.url,
      WEBHOOK_URL: 'https://bot.example.org/telegram',
      WEBHOOK_PORT: String(port),
      MONITOR_PORT: String(monitorPort),
      READER_URL: 'https://bot.example.org/lezen',
      SETTINGS_URL: `pglite:${join(home, 'database')}`,
      SETTINGS_FOLDER: join(home, 'settings'),
      LIMIT_PER_USER: '6',
      LOG_LEVEL: 'debug',
      HOME: home,
      TMPDIR: join(home, 'tmp'),
    })
  })
  afterAll(async () => {
    bot?.child.kill('SIGKILL')
    await telegram?.close()
    rmSync(home, { recursive: true, force: true })
  })

  const headers = { 'X-Forwarded-For': ADDRESS, 'User-Agent': 'Putterbrowser', Referer: `https://x.example/${WORD}` }
  const at = (path: string) => `http://127.0.0.1:${port}/lezen/${path}`
  const read = (path: string, init: RequestInit = {}) => fetch(at(path), { redirect: 'manual', headers, ...init })
  async function ask(path: string, question: string, initData: string | null = null): Promise<number> {
    const body = new URLSearchParams({ vraag: question, ...(initData !== null && { app: initData }) })
    const response = await read(path, { method: 'POST', body })
    await response.text()
    return response.status
  }
  /** Sends bytes as they are, and closes what is left of the connection after the answer, or a little later. */
  const send = (bytes: string) =>
    new Promise<void>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
      socket.setTimeout(300, () => socket.destroy())
      socket.on('data', () => {}).on('error', () => {})
      socket.on('close', () => resolve())
    })
  const sentTo = ({ id }: { id: number }) =>
    telegram.calls().filter(({ method, ok, params }) => method === 'sendMessage' && ok && params.chat_id === id).length

  it('no word, name, number or address of anybody is in a file, a database, a log, a metric or a header', async () => {
    await expect
      .poll(
        () =>
          read('').then(
            ({ status }) => status,
            () => 0,
          ),
        { timeout: 60_000 },
      )
      .toBe(200)

    // In chats.
    telegram.people.privateText(KANARINA, `Wat is pacing, ${WORD}?`)
    telegram.people.command(KANARINA, 'controleer', `${WORD} zegt dat rust helpt`)
    telegram.people.command(KANARINA, WORD)
    telegram.people.inlineQuery(KANARINA, `pacing ${WORD}`)
    telegram.people.command(CHOOSER, 'rust')
    await expect.poll(() => [sentTo(KANARINA) > 1, sentTo(CHOOSER) > 0], { timeout: 30_000 }).toEqual([true, true])

    // On pages: answered, not answered, a sign of danger, too long, too often.
    const { id, documentId } = realCorpus().passages[0]!
    const statuses: number[] = []
    for (const question of [
      `Wat is pacing, ${WORD}?`,
      `Hoe bak ik een ${WORD}?`,
      `Ik wil dood, ${WORD}`,
      WORD.repeat(9000),
      ...Array.from({ length: 6 }, (_, n) => `Wat is PEM, ${WORD} ${n}?`),
    ])
      statuses.push(await ask('zoek/', question))
    expect(new Set(statuses)).toEqual(new Set([200, 413, 429]))
    // In the app: signed by Telegram, signed too long ago, and made up.
    const now = Date.now()
    for (const initData of [
      signInitData(TOKEN, KANARINA, now),
      signInitData(TOKEN, KANARINA, 0),
      `user=${JSON.stringify(KANARINA)}&hash=${WORD}`,
    ])
      await ask('app/zoek/', `Wat is pacing, ${WORD}?`, initData)
    // In addresses, where no page of ours puts them.
    for (const path of [
      `zoek/?q=${WORD}`,
      `zoek/?vraag=${WORD}`,
      `app/?tgWebAppData=${WORD}`,
      `${WORD}/`,
      `${documentId}/${id}/?mandje=${WORD}&kleur=${WORD}`,
      `${documentId}/?k=mandje+${WORD}`,
      `%00${WORD}`,
    ]) {
      const response = await read(path)
      expect([...response.headers].join(), path).not.toContain(WORD)
      await response.text()
    }
    await read('zoek/', { method: 'DELETE', body: WORD })
    // Requests that break off, and that are none.
    const post = 'POST /lezen/zoek/ HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded'
    await send(`${post}\r\nContent-Length: 999\r\n\r\nvraag=${WORD}`)
    await send(`${post}\r\nTransfer-Encoding: chunked\r\n\r\n${WORD}\r\n`)
    await send(`${WORD} /lezen/${WORD} HTTP/1.1\r\nHost: ${WORD}\r\n\r\n`)
    await send(`GET /lezen/ HTTP/1.1\r\nHost: x\r\nX-${WORD}: ${WORD}\u0000\r\n\r\n`)
    await send(`POST /telegram HTTP/1.1\r\nHost: x\r\nContent-Length: ${WORD.length}\r\n\r\n${WORD}`)

    const metrics = await (await fetch(`http://127.0.0.1:${monitorPort}/metrics`)).text()
    expect(metrics).toMatch(/^bronwijzer_\w+/m)
    expect(telegram.violations()).toEqual([])
    bot.child.kill('SIGTERM')
    expect(await bot.ended).toBe(0)

    const log = bot.said.out + bot.said.errors
    for (const outcome of ['answered', 'no_answer']) expect(log).toContain(`"outcome":"${outcome}"`)
    for (const secret of [...PRIVATE, '88112233', '/lezen', id]) expect(log, secret).not.toContain(secret)
    for (const secret of [...PRIVATE, '88112233']) expect(metrics, secret).not.toContain(secret)
    const written = [
      ...filesBelow(home),
      ...filesBelow(PROJECT_FOLDER).filter((path) => statSync(path).mtimeMs > begun && !path.endsWith('.test.ts')),
    ]
    // As PostgreSQL writes a number.
    const chooser = Buffer.alloc(8)
    chooser.writeBigInt64LE(BigInt(CHOOSER.id))
    let choices = 0
    for (const path of written) {
      const content = `${path}\n${bytesOf(readFileSync(path))}`
      for (const secret of PRIVATE)
        expect(content.includes(bytesOf(Buffer.from(secret))), `${secret} in ${path}`).toBe(false)
      if (content.includes(bytesOf(chooser))) choices++
    }
    // What was chosen is there: this is where everything is written.
    expect(choices).toBeGreaterThan(0)
  })
})
