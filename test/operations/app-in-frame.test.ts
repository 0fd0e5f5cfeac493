import { createServer, type Server } from 'node:http'
import type { Browser, Frame, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLog } from '../../src/operations/log.ts'
import { createMetrics } from '../../src/operations/metrics.ts'
import { openPages } from '../../src/operations/pages.ts'
import type { Product } from '../../src/product.ts'
import { personOf } from '../../src/telegram/init-data.ts'
import { createFairUse } from '../../src/updates/fair-use.ts'
import { DAY, launchAddress, signInitData } from '../emulator/mini-app.ts'
import { CHROMIUM, openChromium } from '../support/chromium.ts'
import { answered, fakeAnswerer } from '../support/fake-answerer.ts'
import { realCorpus } from '../support/real-corpus.ts'

const TOKEN = '123456:TEST'
const ADDRESS = 'https://bot.example.org'
const NIGHT = { ...DAY, bg_color: '#17212b', text_color: '#f5f5f5', secondary_bg_color: '#232e3c' }
const person = (id: number) => ({ id, is_bot: false, first_name: 'Kanarina', language_code: 'nl' })
/** Questions that one person, or one address, may ask in a minute. */
const PER_MINUTE = 2

/**
 * What Telegram's app for browsers does of what matters: it shows the page in a frame that may do no more than this, hears what it says,
 * and answers when it is asked for its colours.
 */
const TELEGRAM_WEB = (app: string) => `<!doctype html><script>
  heard = []
  onmessage = ({ data, origin, source }) => {
    const { eventType, eventData } = JSON.parse(data)
    heard.push([origin, eventType, eventData])
    const reply = { eventType: 'theme_changed', eventData: { theme_params: ${JSON.stringify(NIGHT)} } }
    if (eventType === 'web_app_request_theme') source.postMessage(JSON.stringify(reply), origin)
  }
</script><iframe src="${app.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"
  sandbox="allow-scripts allow-same-origin allow-popups allow-forms allow-modals allow-storage-access-by-user-activation"
  allow="camera; microphone; geolocation;"></iframe>`

describe.skipIf(CHROMIUM === null)('the app in the frame of Telegram for browsers', { timeout: 60_000 }, () => {
  const corpus = realCorpus()
  const zeker = corpus.passages.find(({ text }) => text === 'Zeker.')!
  const asked: string[] = []
  let server: Server
  let browser: Browser
  let page: Page
  const strayed: string[] = []
  beforeAll(async () => {
    const log = createLog({ level: 'debug', secrets: [], out: { write: () => {} } })
    const pages = (await openPages(
      { readerUrl: ADDRESS },
      log,
      createMetrics(() => 0),
      createFairUse({ perUser: PER_MINUTE, perChat: 0 }),
      (initData) => personOf(initData, TOKEN),
    ))!
    const answerer = fakeAnswerer((question) => {
      asked.push(question)
      return answered([zeker], corpus)
    })
    const safety = { detect: () => null, card: () => '' }
    const product = { corpus, exampleQuestions: async () => [], former: [], answerer, safety }
    await pages.show(product as unknown as Product, 'bronwijzer_bot')
    server = createServer((request, response) => pages.handle(request, response))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    browser = await openChromium()
    page = await browser.newPage({ viewport: { width: 420, height: 800 } })
    await page.route('**', async (route) => {
      const { origin, pathname, search, searchParams } = new URL(route.request().url())
      if (origin === ADDRESS) {
        const response = await route.fetch({ url: `http://127.0.0.1:${port}${pathname}${search}` })
        return route.fulfill({ response })
      }
      if (origin === 'https://web.telegram.org' && searchParams.has('app'))
        return route.fulfill({ contentType: 'text/html', body: TELEGRAM_WEB(searchParams.get('app')!) })
      strayed.push(route.request().url())
      return route.abort()
    })
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    server?.closeAllConnections()
    server?.close()
  })

  /** Opens the app as the menu button does, with this about who opens it. */
  async function launch(initData: string): Promise<Frame> {
    const app = launchAddress(`${ADDRESS}/app/`, initData)
    await page.goto(`https://web.telegram.org/k/?app=${encodeURIComponent(app)}`)
    return page.frames()[1]!
  }
  const heard = () => page.evaluate<[string, string, unknown][]>('heard')
  /** @returns whether the question is answered; else it is one too many. */
  async function ask(frame: Frame, question: string): Promise<boolean> {
    await frame.getByLabel('Je vraag').fill(question)
    // The answer before has the same place: only a page that came after the click has this one.
    const loaded = frame.waitForNavigation({ waitUntil: 'load' })
    await frame.getByRole('button', { name: 'Zoek in de bronnen' }).click()
    await loaded
    await frame.locator('#antwoord').waitFor()
    const isAnswered = (await frame.locator('#antwoord article').count()) > 0
    if (!isAnswered) expect(await frame.locator('#antwoord').textContent()).toContain('Het gaat me even te snel')
    return isAnswered
  }

  it('asks Telegram for its colours, and has them on every page', async () => {
    const frame = await launch(signInitData(TOKEN, person(1), Date.now()))
    const paper = () => frame.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
    await expect.poll(paper).toBe('rgb(23, 33, 43)')
    await frame.getByRole('link', { name: 'Waar gaat het over?' }).click()
    await frame.waitForURL(`${ADDRESS}/app/onderwerpen/`)
    await expect.poll(paper).toBe('rgb(23, 33, 43)')
    const said = await heard()
    expect(new Set(said.map(([origin]) => origin))).toEqual(new Set([ADDRESS]))
    expect(said.map(([, type]) => type)).toEqual(expect.arrayContaining(['web_app_ready', 'web_app_request_theme']))
  })

  it('counts what a person asks whom Telegram names, and whoever has no proof by the address', async () => {
    const now = Date.now()
    const right = signInitData(TOKEN, person(2), now)
    const first = await launch(right)
    for (const isAnswered of [true, true, false]) expect(await ask(first, 'Is dit zo?')).toBe(isAnswered)
    // Somebody else at the same address.
    expect(await ask(await launch(signInitData(TOKEN, person(3), now)), 'Is dit zo?')).toBe(true)
    const unproven = {
      'a wrong hash': right.replace(/hash=.*/, `hash=${'0'.repeat(64)}`),
      'another person under the same hash': right.replace('%22id%22%3A2', '%22id%22%3A4'),
      'another bot': signInitData('654321:OTHER', person(5), now),
      'two days ago': signInitData(TOKEN, person(6), now - 48 * 3_600_000),
      nothing: '',
    }
    const answers: boolean[] = []
    for (const initData of Object.values(unproven)) answers.push(await ask(await launch(initData), 'Is dit zo?'))
    expect(answers).toEqual([true, true, false, false, false])
    expect(asked).toHaveLength(PER_MINUTE + 1 + PER_MINUTE)
  })

  it('brings a question to the chat through Telegram, and opens nothing itself', async () => {
    const frame = await launch(signInitData(TOKEN, person(7), Date.now()))
    await frame.getByLabel('Je vraag').fill('Is dit zo? & meer')
    await frame.getByRole('button', { name: 'Vraag dit in de chat' }).click()
    const path_full = '/bronwijzer_bot?text=Is%20dit%20zo%3F%20%26%20meer'
    await expect
      .poll(async () => (await heard()).slice(-2))
      .toEqual([
        [ADDRESS, 'web_app_open_tg_link', { path_full }],
        [ADDRESS, 'web_app_close', {}],
      ])
    expect(frame.url()).toBe(`${ADDRESS}/app/`)
    expect(page.context().pages()).toHaveLength(1)
  })

  it('asks nothing of anybody but the bot, not even of Telegram', () => expect(strayed).toEqual([]))
})
