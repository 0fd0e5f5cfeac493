import type { Update } from 'grammy/types'
import { describe, expect, it } from 'vitest'
import { loadTranslations } from '../../src/i18n/translations.ts'
import { quotePath } from '../../src/reader/address.ts'
import { routesOf } from '../../src/reader/routes.ts'
import { answerJson } from '../../src/terminal/answer-json.ts'
import { formatAnswer } from '../../src/terminal/format-answer.ts'
import { siteOf } from '../reader/site-of.ts'
import { answered } from '../support/fake-answerer.ts'
import { realCorpus } from '../support/real-corpus.ts'
import { testBot } from '../support/test-bot.ts'
import { ANN, groupText, text } from '../support/updates.ts'

const READER = 'https://lezen.example.org'
const corpus = realCorpus()
const zeker = corpus.passages.find((passage) => passage.text === 'Zeker.')!
const pacing = corpus.passages.find((passage) => passage.text.includes('‘pacing’'))!
const answer = answered([pacing, zeker], corpus)
const pages = [pacing, zeker].map((passage) => `${READER}/${quotePath(passage)}`)
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

describe('with READER_URL, an attribution links to the page of its quote', () => {
  it.each(ways)('in %s, and says the same as without', async (_way, update) => {
    const withPages = await answeredWith(READER, update)
    const without = await answeredWith(null, update)
    expect(withPages.urls).toEqual(expect.arrayContaining(pages))
    expect(without.urls.length).toBe(withPages.urls.length)
    expect(without.urls.join()).not.toContain(READER)
    expect(without.urls.join()).toContain('https://t.me/bronwijzer_bot?start=p_')
    expect(withPages.rest).toBe(without.rest)
  })

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
  })

  it('which exists', () => {
    const routes = routesOf(siteOf(corpus, { url: READER }))
    for (const page of pages) expect(routes.has(page.slice(READER.length + 1))).toBe(true)
  })

  it('and a single quote is shared by it, which opens without Telegram', async () => {
    const { bot, of } = testBot({ corpus, answer: () => answered([pacing], corpus), readerUrl: READER })
    await bot.handleUpdate(text(asked))
    const buttons = of('sendMessage')[0]!.reply_markup!.inline_keyboard.flat() as { text: string; url?: string }[]
    const share = buttons.find((button) => button.text === 'Deel')!
    expect(new URL(share.url!).searchParams.get('url')).toBe(pages[0])
  })
})
