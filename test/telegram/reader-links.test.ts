import type { Update } from 'grammy/types'
import { fromHtml } from 'hast-util-from-html'
import { selectAll } from 'hast-util-select'
import { describe, expect, it } from 'vitest'
import { attribute, sayer } from '../../src/answering/attribution.ts'
import { loadTranslations } from '../../src/i18n/translations.ts'
import { basketAddress, quotePath } from '../../src/reader/address.ts'
import { routesOf } from '../../src/reader/routes.ts'
import { answerJson } from '../../src/terminal/answer-json.ts'
import { formatAnswer } from '../../src/terminal/format-answer.ts'
import { serveFiles, serveSite } from '../reader/serve-site.ts'
import { NO_SEARCH, siteOf } from '../reader/site-of.ts'
import { textOf } from '../reader/text-of.ts'
import { CHROMIUM, openChromium } from '../support/chromium.ts'
import { answered } from '../support/fake-answerer.ts'
import { realCorpus } from '../support/real-corpus.ts'
import { testBot } from '../support/test-bot.ts'
import { ANN, groupText, text } from '../support/updates.ts'

const READER = 'https://lezen.example.org'
const corpus = realCorpus()
const t = loadTranslations()('nl')
const zeker = corpus.passages.find((passage) => passage.text === 'Zeker.')!
const pacing = corpus.passages.find((passage) => passage.text.includes('‘pacing’'))!
const answer = answered([pacing, zeker], corpus)
const pages = [pacing, zeker].map((passage) => `${READER}/${quotePath(passage)}`)
const bundle = basketAddress(
  READER,
  [pacing, zeker].map(({ id }) => id),
)
const asked = 'Wat is pacing?'

const guest = { message_id: 3, date: 0, guest_query_id: 'g1', from: ANN, chat: { id: -7, type: 'group', title: 'X' } }
const ways: readonly [way: string, update: Update][] = [
  ['a private chat', text(asked)],
  ['a group', groupText(`/vraag ${asked}`)],
  ['inline mode', { update_id: 9001, inline_query: { id: 'q1', from: ANN, query: asked, offset: '' } as never }],
  [
    'guest mode',
    {
      update_id: 9002,
      guest_message: {
        ...guest,
        text: `@bronwijzer_bot ${asked}`,
        entities: [{ type: 'mention', offset: 0, length: 15 }],
      } as never,
    },
  ],
]

/** Every address that the calls of an answer link to, and all else that they say. */
async function answeredWith(readerUrl: string | null, update: Update): Promise<{ urls: string[]; rest: string }> {
  const { bot, calls } = testBot({ corpus, answer: () => answer, readerUrl })
  await bot.handleUpdate(update)
  const all = JSON.stringify(calls.map(({ payload }) => payload))
  const urls = [...all.matchAll(/"type":"text_link"[^}]*?"url":"([^"]+)"/g)].map(([, url]) => url!)
  return { urls, rest: all.replaceAll(/"url":"[^"]+"/g, '') }
}

/** The addresses that each message links to which has one page for all of its quotes, in their order. */
async function messagesOf(update: Update): Promise<string[][]> {
  const { bot, calls } = testBot({ corpus, answer: () => answer, readerUrl: READER })
  await bot.handleUpdate(update)
  const found: string[][] = []
  JSON.stringify(calls, (name, value: unknown) => {
    if (name === 'entities') found.push((value as { url?: string }[]).flatMap(({ url }) => url ?? []))
    return value
  })
  const linking = found.filter((urls) => urls.some((url) => url.startsWith(`${READER}/mandje/`)))
  expect(linking.length).toBeGreaterThan(0)
  return linking
}

describe('with READER_URL, an attribution links to the page of its quote', () => {
  it.each(ways)('in %s, and says the same as without', async (_way, update) => {
    const withPages = await answeredWith(READER, update)
    const without = await answeredWith(null, update)
    expect(withPages.urls).toEqual(expect.arrayContaining(pages))
    const ofQuotes = withPages.urls.filter((url) => !url.startsWith(`${READER}/mandje/`))
    expect(without.urls.length).toBe(ofQuotes.length)
    expect(without.urls.join()).not.toContain(READER)
    expect(without.urls.join()).toContain('https://t.me/bronwijzer_bot?start=p_')
    const link = /\\n\\nAlles op één pagina|,\{"type":"text_link","offset":\d+,"length":19,\}/g
    expect(withPages.rest.replaceAll(link, '')).toBe(without.rest)
  })

  it.each(ways)(
    'in %s, and several quotes have one page, in the text itself: a button is lost in forwarding',
    async (_way, update) => {
      expect((await answeredWith(READER, update)).urls).toContain(bundle)
      expect((await answeredWith(null, update)).rest).not.toContain('op één pagina')
    },
  )

  it('in the terminal and in JSON', () => {
    const context = {
      t: loadTranslations()('nl'),
      terminal: { width: 200, colour: false },
      documents: corpus.documents,
      dangerCard: () => '',
    }
    const shown = formatAnswer(answer, { ...context, readerUrl: READER })
    for (const page of pages) expect(shown).toContain(`  ${page}\n`)
    const stripped = shown.split('\n').filter((line) => !line.includes(READER))
    expect(stripped.join('\n')).toBe(formatAnswer(answer, context))
    expect(answerJson(asked, answer, 1, READER).quotes.map(({ page }) => page)).toEqual(pages)
    expect(answerJson(asked, answer, 1).quotes.map(({ page }) => page)).toEqual([null, null])
    expect(answerJson(asked, answer, 1, READER).bundle).toBe(bundle)
    expect(answerJson(asked, answered([zeker], corpus), 1, READER).bundle).toBe(null)
    expect(answerJson(asked, answer, 1).bundle).toBe(null)
  })

  it.each(ways)(
    'in %s, and that one page shows exactly the quotes of its message, in their order, letter by letter',
    async (_way, update) => {
      const site = await serveSite(siteOf(corpus, { url: READER, search: NO_SEARCH }))
      for (const urls of await messagesOf(update)) {
        const [link] = urls.filter((url) => url.startsWith(`${READER}/mandje/`))
        const quoted = urls.flatMap((url) => [pacing, zeker].filter((_, at) => url === pages[at]))
        expect(new Set(quoted)).toEqual(new Set([pacing, zeker]))
        const html = await (await fetch(link!.replace(READER, site.address))).text()
        const shown = selectAll('.basket > ol > li', fromHtml(html))
        const seen = (selector: string) => shown.map((one) => selectAll(selector, one).map(textOf).join())
        expect(shown.map(({ properties }) => properties.id)).toEqual(quoted.map(({ id }) => id))
        expect(seen('blockquote .words')).toEqual(quoted.map((passage) => passage.text))
        expect(seen('article > .who')).toEqual(
          quoted.map((passage) => `${sayer(attribute(passage, corpus.document(passage.documentId)), t)}:`),
        )
      }
      site.close()
    },
  )

  it.skipIf(CHROMIUM === null).each([
    ['the bot serves, without script', serveSite, false],
    ['files hold', serveFiles, true],
  ] as const)(
    'and in a browser, on pages that %s',
    async (_, serve, javaScriptEnabled) => {
      const { urls } = await answeredWith(READER, text(asked))
      const link = urls.find((url) => url.startsWith(`${READER}/mandje/`))!
      const site = await serve(siteOf(corpus, { url: READER, search: NO_SEARCH }))
      const browser = await openChromium()
      const page = await browser.newPage({ javaScriptEnabled })
      await page.goto(link.replace(READER, site.address))
      await page.locator('.basket blockquote').nth(1).waitFor()
      expect(await page.locator('.basket blockquote .words').allTextContents()).toEqual([pacing.text, zeker.text])
      await browser.close()
      site.close()
    },
    60_000,
  )

  it('which exists', () => {
    const routes = routesOf(siteOf(corpus, { url: READER }))
    for (const page of pages) expect(routes.has(page.slice(READER.length + 1))).toBe(true)
  })

  it('and all that answers, shown or behind a button, is in the bundle; a single quote and a screen further on have none', async () => {
    const all = corpus.passages.filter(({ speaker }) => speaker.role === 'author').slice(0, 3)
    const { bot, of } = testBot({ corpus, answer: () => answered(all, corpus), readerUrl: READER })
    await bot.handleUpdate(text(asked))
    const links = JSON.stringify(of('sendMessage').map(({ entities }) => entities))
    expect(links).toContain(
      basketAddress(
        READER,
        all.map(({ id }) => id),
      ),
    )
    const single = testBot({ corpus, answer: () => answered([zeker], corpus), readerUrl: READER })
    await single.bot.handleUpdate(text(asked))
    expect(single.of('sendMessage')[0]!.text).not.toContain('op één pagina')
  })

  it('and a single quote is shared by it, which opens without Telegram', async () => {
    const { bot, of } = testBot({ corpus, answer: () => answered([pacing], corpus), readerUrl: READER })
    await bot.handleUpdate(text(asked))
    const buttons = of('sendMessage')[0]!.reply_markup!.inline_keyboard.flat() as { text: string; url?: string }[]
    const share = buttons.find((button) => button.text === 'Deel')!
    expect(new URL(share.url!).searchParams.get('url')).toBe(pages[0])
  })
})
