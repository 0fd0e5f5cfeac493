import { createServer, type Server } from 'node:http'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { loadExampleQuestions } from '../../src/corpus/load-corpus.ts'
import { createLog } from '../../src/operations/log.ts'
import { createMetrics } from '../../src/operations/metrics.ts'
import { openPages } from '../../src/operations/pages.ts'
import type { Product } from '../../src/product.ts'
import type { Danger } from '../../src/safety/danger.ts'
import { personOf } from '../../src/telegram/init-data.ts'
import { createFairUse } from '../../src/updates/fair-use.ts'
import { signInitData } from '../emulator/mini-app.ts'
import { CHROMIUM, openChromium } from '../support/chromium.ts'
import { answered, declined, fakeAnswerer } from '../support/fake-answerer.ts'
import { CORPUS_FOLDER, realCorpus } from '../support/real-corpus.ts'

const corpus = realCorpus()
const zeker = corpus.passages.find(({ text }) => text === 'Zeker.')!
const pacing = corpus.passages.find(({ text }) => text.includes('‘pacing’'))!
const WORD = 'kanariepietje'
const TOKEN = '123456:TEST'
const servers: Server[] = []
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections()
    server.close()
  }
})

/** The pages beside a bot that answers with these passages, and nothing to a question with "niets". */
async function open({ perUser = 20, wait = Promise.resolve() }: { perUser?: number; wait?: Promise<void> } = {}) {
  const lines: string[] = []
  const log = createLog({ level: 'debug', secrets: [], out: { write: (line) => lines.push(line) } })
  const metrics = createMetrics(() => 0)
  const answerer = fakeAnswerer(async (question) => {
    await wait
    if (question.includes('stuk')) throw new Error(`can't answer ${question}`)
    const seems = question.includes('zwaar') ? ({ danger: 'suicide', isSensed: true } as const) : {}
    return question.includes('niets') ? declined(corpus, seems) : answered([pacing, zeker], corpus, seems)
  })
  const safety = {
    detect: (text: string): Danger | null => (text.includes('112') ? 'suicide' : null),
    card: (_: Danger, __: string, isSensed: boolean) => (isSensed ? 'Te zwaar?' : 'Bel 112.\nNu.'),
  }
  const pages = (await openPages(
    { readerUrl: 'https://bot.example.org' },
    log,
    metrics,
    createFairUse({ perUser, perChat: 0 }),
    (initData) => personOf(initData, TOKEN),
  ))!
  const exampleQuestions = async () => loadExampleQuestions(CORPUS_FOLDER, corpus)
  await pages.show({ corpus, exampleQuestions, former: [], answerer, safety } as unknown as Product, 'bronwijzer_bot')
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.url} ${request.headers.referer ?? ''}`)
    pages.handle(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  servers.push(server)
  const address = `http://127.0.0.1:${(server.address() as { port: number }).port}`
  const ask = async (vraag: string, headers: Record<string, string> = {}, app: string | null = null) => {
    const response = await fetch(`${address}${app === null ? '' : '/app'}/zoek/`, {
      method: 'POST',
      body: new URLSearchParams({ vraag, ...(app !== null && { app }) }),
      headers,
    })
    return { status: response.status, cache: response.headers.get('cache-control'), text: await response.text() }
  }
  return { address, ask, lines, metrics, asked }
}

describe('a question on the page', () => {
  it('gets the quotes that the bot gives: whole, with who says them, what they answer, and coverage', async () => {
    const { ask } = await open()
    const { status, cache, text } = await ask('Wat is pacing?')
    expect([status, cache]).toEqual([200, 'no-store'])
    for (const words of [
      'NVK, in antwoord op NOS',
      'NOS vraagt:',
      'Zeker.',
      'We noemen dit ook wel ‘pacing’.',
      'Dit komt uit allebei mijn bronnen.',
    ])
      expect(text.replace(/<\/?strong>/g, '')).toContain(words)
    expect((await ask('niets')).text).toContain('In mijn bronnen vind ik hier geen antwoord op.')
  })

  it('is limited to so many a minute, by who asks, and a card comes all the same', async () => {
    const { ask } = await open({ perUser: 2 })
    const from = (client: string) => ({ 'X-Forwarded-For': `9.9.9.9, ${client}` })
    expect((await ask('een', from('1.1.1.1'))).status).toBe(200)
    expect((await ask('twee', from('1.1.1.1'))).status).toBe(200)
    const third = await ask('drie', from('1.1.1.1'))
    expect([third.status, third.text.includes('Het gaat me even te snel')]).toEqual([429, true])
    expect((await ask('112', from('1.1.1.1'))).text).toContain('<p>Bel <a href=tel:112>112</a>.<p>Nu.')
    expect((await ask('vier', from('2.2.2.2'))).status).toBe(200)
  })

  it('that only seems to tell of danger gets a line before the quotes, or before that there are none', async () => {
    const { ask } = await open()
    for (const [question, rest] of [
      ['het is zo zwaar', 'Zeker.'],
      ['zo zwaar, en niets', 'In mijn bronnen vind ik hier geen antwoord op.'],
    ] as const) {
      const { text } = await ask(question)
      expect(text).toContain('<p>Te zwaar?<')
      expect(text.indexOf(rest)).toBeGreaterThan(text.indexOf('Te zwaar?'))
      expect(text).not.toMatch(/role="?alert/)
    }
  })

  it('is counted for the person who asks it in the app, if Telegram says so, and else for the address', async () => {
    const { ask } = await open({ perUser: 2 })
    const [ann, bert] = [1, 2].map((id) => signInitData(TOKEN, { id, is_bot: false, first_name: 'Ann' }, Date.now()))
    const from = { 'X-Forwarded-For': '1.1.1.1' }
    const statuses = async (app: string | null) => {
      const first = await ask('een', from, app)
      return [first.status, (await ask('twee', from, app)).status, (await ask('drie', from, app)).status]
    }
    expect(await statuses(null)).toEqual([200, 200, 429])
    // From the same address, which has asked enough.
    expect(await statuses(ann!)).toEqual([200, 200, 429])
    expect(await statuses(bert!)).toEqual([200, 200, 429])
    const old = signInitData(TOKEN, { id: 3, is_bot: false, first_name: 'Ann' }, Date.now() - 25 * 3_600_000)
    const forged = signInitData('123456:OTHER', { id: 3, is_bot: false, first_name: 'Ann' }, Date.now())
    for (const nothing of ['', old, forged, `${ann}1`, 'x'.repeat(9000)])
      expect(await statuses(nothing)).toEqual([429, 429, 429])
  })

  it('waits in the app for no stranger', async () => {
    let go = () => {}
    const { ask } = await open({ wait: new Promise((resolve) => (go = resolve)), perUser: 0 })
    const strangers = Array.from({ length: 20 }, () => ask('Wat is pacing?'))
    await new Promise((resolve) => setTimeout(resolve, 300))
    const person = ask('Wat is pacing?', {}, signInitData(TOKEN, { id: 1, is_bot: false, first_name: 'A' }, Date.now()))
    await new Promise((resolve) => setTimeout(resolve, 300))
    go()
    expect((await person).status).toBe(200)
    await Promise.all(strangers)
  })

  it('waits for no more than ten others', async () => {
    let go = () => {}
    const { ask } = await open({ wait: new Promise((resolve) => (go = resolve)), perUser: 0 })
    let refused = 0
    const all = Array.from({ length: 20 }, async () => {
      const answer = await ask('Wat is pacing?')
      refused++
      return answer
    })
    // Nobody else is answered before.
    await vi.waitFor(() => expect(refused).toBeGreaterThanOrEqual(8), 15_000)
    go()
    const statuses = (await Promise.all(all)).map(({ status }) => status)
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(8)
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(10)
  })

  it('is in no log, metric or address, whatever becomes of it, and is taken from no address', async () => {
    const { ask, address, lines, metrics, asked } = await open({ perUser: 3 })
    for (const words of ['', ' niets', ' stuk', ' nog een', ' 112']) await ask(`${WORD}${words}`)
    const kanarina = { id: 77001122, is_bot: false, first_name: 'Kanarina', username: WORD }
    for (const at of [Date.now(), 0]) await ask(`${WORD} stuk`, {}, signInitData(TOKEN, kanarina, at))
    expect((await ask(WORD.repeat(9000))).status).toBe(413)
    const query = await fetch(`${address}/zoek/?q=${WORD}`)
    expect(await query.text()).not.toContain(WORD)
    expect(asked.filter((line) => line.includes(WORD))).toEqual([`/zoek/?q=${WORD} `])
    expect(lines.length).toBeGreaterThan(0)
    const left = lines.join('') + (await metrics.text())
    for (const word of [WORD, '77001122', 'Kanarina']) expect(left).not.toContain(word)
  })

  it('can become no markup', async () => {
    const { ask } = await open()
    const { text } = await ask('</textarea><script>alert(1)</script>')
    expect(text).not.toContain('<script>')
    expect(text).toContain('&#x3C;/textarea>')
  })

  it.skipIf(CHROMIUM === null)(
    'is asked and answered in a browser without script, by keyboard, and no address has it',
    async () => {
      const { address, asked } = await open()
      const browser = await openChromium()
      const page = await browser.newPage({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } })
      await page.goto(address)
      await page.getByRole('link', { name: 'Zoek', exact: true }).click()
      await page.getByLabel('Je vraag').fill(`Is ${WORD} pacing?`)
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      await page.getByRole('article').first().waitFor()
      expect(await page.locator('blockquote .words').allTextContents()).toEqual([pacing.text, zeker.text])
      expect(page.url()).toBe(`${address}/zoek/#antwoord`)
      await page.getByRole('link', { name: 'link naar dit citaat' }).first().click()
      await page.waitForURL(`**/${pacing.id}/`)
      expect(asked.join()).not.toContain(WORD)
      await browser.close()
    },
  )
})
