import type { ChildProcess } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Emulator, startEmulator } from '../emulator/emulator.ts'
import { CHROMIUM, openChromium } from '../support/chromium.ts'
import { freePorts } from '../support/free-ports.ts'
import { realCorpus } from '../support/real-corpus.ts'
import { startedBot } from '../support/started-bot.ts'

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
  const own = {
    BOT_TOKEN: '123456:TEST',
    TELEGRAM_API_ROOT: telegram.url,
    MONITOR_PORT: '0',
    SETTINGS_FOLDER: join(folder, 'settings'),
  }
  const bot = startedBot({ ...own, ...environment }, stdout)
  children.push(bot.child)
  return bot
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
    const port = (await freePorts(1))[0]!
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
    const port = (await freePorts(1))[0]!
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

  it.skipIf(CHROMIUM === null)(
    'has people open the pages from the menu button and ask in the chat, and nothing of it is written down',
    async () => {
      const port = (await freePorts(1))[0]!
      const home = join(folder, 'home')
      mkdirSync(join(home, 'tmp'), { recursive: true })
      const { child, said, ended } = start({
        READER_URL: 'https://bot.example.org/lezen',
        MONITOR_PORT: String(port),
        LOG_LEVEL: 'debug',
        SETTINGS_FOLDER: join(home, 'settings'),
        HOME: home,
        TMPDIR: join(home, 'tmp'),
      })
      await answering()
      const kanarina = { id: 77_001_122, is_bot: false, first_name: 'Kanarina', language_code: 'nl' }
      const launched = await expect
        .poll(
          () => {
            try {
              return telegram.people.openMenu(kanarina)
            } catch {
              return null
            }
          },
          { timeout: 10_000 },
        )
        .not.toBeNull()
        .then(() => telegram.people.openMenu(kanarina))

      const browser = await openChromium()
      const page = await browser.newPage({ viewport: { width: 360, height: 740 } })
      await page.route('https://bot.example.org/**', async (route) => {
        const { pathname, search } = new URL(route.request().url())
        const response = await route.fetch({ url: `http://127.0.0.1:${port}${pathname}${search}` })
        await route.fulfill({ response })
      })
      await page.addInitScript(() => {
        const followed: string[] = []
        const postEvent = (type: string, data: string) => {
          if (type === 'web_app_open_tg_link') followed.push(JSON.parse(data).path_full)
        }
        Object.assign(window, { followed, TelegramWebviewProxy: { postEvent } })
      })
      /** What the bot sends when the link to the chat that was pressed last is followed. */
      const answerInChat = async () => {
        const link = await page.evaluate<string>('followed.at(-1)')
        const before = telegram.calls().length
        telegram.people.followLink(kanarina, link)
        const sent = () =>
          telegram
            .calls()
            .slice(before)
            .find(({ method, ok }) => method === 'sendMessage' && ok)
        await expect.poll(() => sent() !== undefined, { timeout: 10_000 }).toBe(true)
        expect(sent()!.params.chat_id).toBe(kanarina.id)
        return String(sent()!.params.text)
      }
      await page.goto(launched)
      expect(page.url()).toBe('https://bot.example.org/lezen/app/')
      await page.getByLabel('Je vraag').fill('Wat is pacing, kanariepietje?')
      await page.getByRole('button', { name: 'Zoek in de bronnen' }).click()
      const quoted = await page.locator('blockquote .words').first().textContent()
      await page.getByLabel('Je vraag').fill('Wat is pacing?')
      await page.getByRole('button', { name: 'Vraag dit in de chat' }).click()
      expect(await answerInChat()).toContain(quoted)
      await page.getByRole('link', { name: 'Lees dit in de chat' }).first().click()
      expect(await answerInChat()).toContain(quoted)
      await page.getByRole('link', { name: 'Waar gaat het over?' }).click()
      await page.getByRole('link', { name: 'Vraag dit in de chat' }).first().click()
      expect(await answerInChat()).toContain('Bron: ')
      await browser.close()
      const stranger = new URLSearchParams({ vraag: 'Is kanariepietje genezen?', app: 'user=Kanarina' })
      for (const path of ['zoek/', 'app/zoek/', `zoek/?q=kanariepietje`])
        await fetch(`http://127.0.0.1:${port}/lezen/${path}`, { method: 'POST', body: stranger })

      expect(telegram.violations()).toEqual([])
      child.kill('SIGTERM')
      expect(await ended).toBe(0)
      const files = readdirSync(home, { recursive: true, encoding: 'utf8' })
        .map((name) => join(home, name))
        .map((path) => (statSync(path).isFile() ? `${path}\n${readFileSync(path, 'latin1')}` : path))
      const left = [...files, said.out, said.errors].join('\n')
      expect(said.out).toContain('"outcome":"answered"')
      for (const word of ['kanariepietje', 'Kanarina', '77001122', '/lezen', 'tgWebApp', 'hash='])
        expect(left, word).not.toContain(word)
    },
  )

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
