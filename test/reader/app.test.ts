import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askInChat, type Search, showInChat } from '../../src/reader/site.ts'
import { DAY, launchAddress, signInitData } from '../emulator/mini-app.ts'
import { violationsOf } from '../support/axe.ts'
import { CHROMIUM, openChromium } from '../support/chromium.ts'
import { answered } from '../support/fake-answerer.ts'
import { realCorpus } from '../support/real-corpus.ts'
import { serveSite } from './serve-site.ts'
import { siteOf } from './site-of.ts'

const NIGHT = {
  ...DAY,
  bg_color: '#17212b',
  text_color: '#f5f5f5',
  hint_color: '#708499',
  link_color: '#6ab3f3',
  secondary_bg_color: '#232e3c',
}
/** Colours of a theme that somebody made, which nobody can read. */
const PALE = { ...DAY, bg_color: '#dddddd', text_color: '#bbbbbb' }
const HOSTILE = { bg_color: '#ffffff;}body{display:none', text_color: 'url(https://evil.example/)' }
const ANN = { id: 77_001_122, is_bot: false, first_name: 'Kanarina', language_code: 'nl' }
const DATA = signInitData('123456:TEST', ANN, Date.now())

interface Posted {
  readonly type: string
  readonly data: Record<string, unknown>
}

describe.skipIf(CHROMIUM === null)('the app in Telegram', { timeout: 120_000 }, () => {
  const corpus = realCorpus()
  const zeker = corpus.passages.find(({ text }) => text === 'Zeker.')!
  const asked: { question: string; initData: string }[] = []
  const search: Search = {
    async ask(question, { initData }) {
      asked.push({ question, initData })
      return answered([zeker], corpus)
    },
    dangerCard: () => 'Bel 112.',
  }
  const question = 'Is er een verschil?'
  const all = siteOf(corpus, { search, questions: new Map([[zeker.id, question]]) })
  let browser: Browser
  let page: Page
  let site: Awaited<ReturnType<typeof serveSite>>
  const requests: string[] = []
  const complaints: string[] = []
  beforeAll(async () => {
    site = await serveSite(all)
    browser = await openChromium()
    page = await inTelegram()
    page.on('request', (request) => requests.push(`${request.method()} ${request.url()} ${request.postData() ?? ''}`))
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    site?.close()
  })

  /** A page as Telegram's app for a phone shows it; it answers what the page asks of it with its colours, where it has some. */
  async function inTelegram(theme: Record<string, string> | null = null, bypassCSP = false): Promise<Page> {
    const opened = await browser.newPage({ viewport: { width: 360, height: 740 }, bypassCSP })
    opened.on('console', (message) => {
      if (!message.text().includes('404 (Not Found)')) complaints.push(message.text())
    })
    opened.on('pageerror', (error) => complaints.push(error.message))
    await opened.addInitScript((colours) => {
      const posted: unknown[] = []
      Object.assign(window, {
        posted,
        TelegramWebviewProxy: {
          postEvent(type: string, data: string) {
            posted.push({ type, data: JSON.parse(data) })
            const { Telegram } = window as unknown as {
              Telegram: { WebView: { receiveEvent(type: string, data: unknown): void } }
            }
            if (type === 'web_app_request_theme' && colours)
              Telegram.WebView.receiveEvent('theme_changed', { theme_params: colours })
          },
        },
      })
    }, theme)
    return opened
  }
  const posted = (at = page): Promise<Posted[]> => at.evaluate('posted')
  /** Opens the app anew, as the menu button does. */
  async function launch(at = page, theme?: Record<string, string>): Promise<void> {
    await at.goto('about:blank')
    await at.goto(launchAddress(`${site.address}/app/`, DATA, theme))
  }
  const colours = (at = page) =>
    at.evaluate(() => {
      const { backgroundColor, color, colorScheme } = getComputedStyle(document.documentElement)
      return [backgroundColor, color, colorScheme]
    })
  const hex = (colour: string) =>
    `rgb(${[1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)).join(', ')})`

  it('says that it is there, and has a way back on every page but the first', async () => {
    await launch()
    expect(await posted()).toEqual([
      { type: 'web_app_ready', data: {} },
      { type: 'web_app_request_theme', data: {} },
      { type: 'web_app_setup_back_button', data: { is_visible: false } },
    ])
    await page.getByRole('link', { name: 'Waar gaat het over?' }).click()
    await page.waitForURL('**/app/onderwerpen/')
    expect(await posted()).toContainEqual({ type: 'web_app_setup_back_button', data: { is_visible: true } })
    // Later: it leads away from the page that is asked to.
    await page.evaluate("setTimeout(() => window.Telegram.WebView.receiveEvent('back_button_pressed'))")
    await page.waitForURL('**/app/')
  })

  it.each([
    ['by day', DAY, 'light'],
    ['by night', NIGHT, 'dark'],
  ] as const)(
    'has the colours of Telegram %s, also on the next page, and axe can read all of them',
    async (_, theme, scheme) => {
      const at = await inTelegram(theme, true)
      await launch(at, theme)
      for (const path of [
        '',
        'onderwerpen/',
        `${zeker.documentId}/#${zeker.id}`,
        `${zeker.documentId}/${zeker.id}/`,
        'zoek/',
        'niets',
      ]) {
        if (path !== '') await at.goto(`${site.address}/app/${path}`)
        expect(await colours(at), path).toEqual([hex(theme.bg_color), hex(theme.text_color), scheme])
        expect(await violationsOf(at), path).toEqual([])
      }
      await at.close()
    },
  )

  it('follows Telegram when its colours change, and keeps its own where nobody could read them', async () => {
    await page.goto(`${site.address}/app/`)
    const own = await colours()
    const change = (theme: unknown) =>
      page.evaluate((theme_params) => {
        const { Telegram } = window as unknown as {
          Telegram: { WebView: { receiveEvent(type: string, data: unknown): void } }
        }
        Telegram.WebView.receiveEvent('theme_changed', { theme_params })
      }, theme)
    await change(NIGHT)
    expect(await colours()).toEqual([hex(NIGHT.bg_color), hex(NIGHT.text_color), 'dark'])
    for (const theme of [PALE, HOSTILE, {}, null, { bg_color: 7 }]) {
      await change(NIGHT)
      await change(theme)
      expect(await colours()).toEqual(own)
    }
    await page.goto(`${site.address}/app/#tgWebAppThemeParams=%7Bnonsense&tgWebAppVersion=9`)
    expect(await colours()).toEqual(own)
  })

  it('tells the server who asks a question, and nobody else: not in an address, and kept nowhere', async () => {
    requests.length = 0
    await launch()
    expect(page.url()).toBe(`${site.address}/app/`)
    for (const words of ['Is dit zo?', 'En dit?']) {
      await page.getByLabel('Je vraag').fill(words)
      await page.getByRole('button', { name: 'Zoek in de bronnen' }).click()
      await page.getByRole('article').waitFor()
      expect(asked.at(-1)).toEqual({ question: words, initData: DATA })
      expect(page.url()).toBe(`${site.address}/app/zoek/#antwoord`)
    }
    await page.getByRole('link', { name: 'link naar dit citaat' }).click()
    await page.waitForURL(`**/app/${zeker.documentId}/${zeker.id}/`)
    const inAddresses = requests.map((line) => line.split(' ')[1]!)
    expect(inAddresses.join()).not.toMatch(/tgWebApp|Kanarina|77001122|dit/)
    expect(requests.filter((line) => line.includes('77001122')).every((line) => line.startsWith('POST '))).toBe(true)
    const kept = await page.evaluate(() => [localStorage.length, sessionStorage.length, window.name, document.cookie])
    expect(kept).toEqual([0, 0, '', ''])
    expect(await page.content()).not.toMatch(/Kanarina|77001122/)
  })

  it('brings a question, a quote and an example to the chat, and opens other links outside', async () => {
    const opened = async () =>
      (await posted())
        .filter(({ type }) => /open|close/.test(type))
        .map(({ type, data }) => [type, ...Object.values(data)])
    await launch()
    await page.getByRole('button', { name: 'Vraag dit in de chat' }).click()
    expect(await opened(), 'nothing was typed').toEqual([])
    await page.getByLabel('Je vraag').fill('Wat is PEM? & wat #niet')
    await page.getByRole('button', { name: 'Vraag dit in de chat' }).click()
    expect(await opened()).toEqual([
      ['web_app_open_tg_link', '/bronwijzer_bot?text=Wat%20is%20PEM%3F%20%26%20wat%20%23niet'],
      ['web_app_close'],
    ])
    for (const [path, name, link] of [
      ['onderwerpen/', 'Vraag dit in de chat', askInChat(all, question)!],
      [`${zeker.documentId}/${zeker.id}/`, 'Terug naar de chat', showInChat(all, zeker.id)!],
    ] as const) {
      await page.goto(`${site.address}/app/${path}`)
      await page.getByRole('link', { name }).first().click()
      expect(await opened()).toEqual([['web_app_open_tg_link', link.replace('https://t.me', '')], ['web_app_close']])
    }
    await page.goto(`${site.address}/app/`)
    const outside = page.locator('main a[rel=external]').first()
    const url = await outside.getAttribute('href')
    await outside.click()
    expect(await opened()).toEqual([['web_app_open_link', url]])
    expect(page.url()).toBe(`${site.address}/app/`)
  })

  it('has what was chosen go along from page to page, and a basket to copy, which nobody prints', async () => {
    await launch()
    await page.goto(`${site.address}/app/${zeker.documentId}/${zeker.id}/?kleur=sepia`)
    await page.getByRole('button', { name: 'In mijn mandje' }).click()
    for (const name of ['Lees het in de hele tekst', 'Waar gaat het over?', 'Mandje (1)'])
      await page.getByRole('link', { name, exact: true }).click()
    await page.waitForURL(`**/app/mandje/?kleur=sepia&mandje=${zeker.id}`)
    expect(await page.locator('.basket .words').last().textContent()).toBe(zeker.text)
    expect(await page.locator('.paper:not(.title), [data-print]').count()).toBe(0)
    await page.getByRole('link', { name: 'Als tekst' }).click()
    await page.waitForURL(`**/app/mandje/text/?kleur=sepia&mandje=${zeker.id}`)
    expect(await page.locator('pre').textContent()).toContain(`“${zeker.text}”`)
  })

  it('is shown in a frame by Telegram alone, which it listens to alone', async () => {
    const framed = await browser.newPage()
    await framed.route(/^https:/, async (route) => {
      const url = new URL(route.request().url())
      if (url.host === 'bot.example.org') {
        const response = await route.fetch({ url: site.address + url.pathname + url.search })
        return route.fulfill({ response })
      }
      const body = `<script>heard = []; onmessage = ({ data }) => heard.push(data)</script><iframe src="${url.searchParams.get('of')}"></iframe>`
      return route.fulfill({ contentType: 'text/html', body })
    })
    const refused: string[] = []
    framed.on('console', (message) => {
      if (message.text().includes('frame-ancestors')) refused.push(message.text())
    })
    const inFrame = async (home: string, path: string) => {
      await framed.goto(`${home}/?of=${encodeURIComponent(`https://bot.example.org/${path}`)}`)
      return framed.frames().at(-1)!
    }
    for (const home of ['https://web.telegram.org', 'https://webk.telegram.org']) {
      const frame = await inFrame(home, 'app/')
      await frame.getByLabel('Je vraag').fill('Is dit zo?')
      await frame.getByRole('button', { name: 'Vraag dit in de chat' }).click()
      const heard: string[] = await framed.evaluate('heard')
      expect(heard.map((line) => JSON.parse(line))).toContainEqual({
        eventType: 'web_app_open_tg_link',
        eventData: { path_full: '/bronwijzer_bot?text=Is%20dit%20zo%3F' },
      })
      await framed.evaluate((theme_params) => {
        const message = JSON.stringify({ eventType: 'theme_changed', eventData: { theme_params } })
        window.frames[0]!.postMessage(message, '*')
      }, NIGHT)
      await expect
        .poll(() => frame.evaluate(() => getComputedStyle(document.documentElement).backgroundColor))
        .toBe(hex(NIGHT.bg_color))
    }
    for (const [home, path] of [
      ['https://evil.example', 'app/'],
      ['https://web.telegram.org.evil.example', 'app/'],
      ['https://web.telegram.org', ''],
      ['https://web.telegram.org', 'zoek/'],
    ] as const) {
      const frame = await inFrame(home, path)
      await expect.poll(() => refused.length, { message: `${path} in ${home}` }).toBe(1)
      expect(frame.url()).not.toContain('bot.example.org')
      refused.length = 0
    }
    await framed.close()
  })

  it('is the same pages in a browser, where it knows nothing of Telegram', async () => {
    const plain = await browser.newPage()
    await plain.goto(`${site.address}/app`)
    expect(plain.url()).toBe(`${site.address}/app/`)
    expect(await plain.getByRole('button', { name: 'Vraag dit in de chat' }).isVisible()).toBe(false)
    await plain.goto(`${site.address}/app/${zeker.documentId}/${zeker.id}/`)
    expect(await plain.locator('blockquote .words').textContent()).toBe(zeker.text)
    expect(await plain.getAttribute('link[rel=canonical]', 'href')).not.toContain('/app/')
    await plain.close()
  })

  it('nothing in it complained', () => expect(complaints).toEqual([]))
})
