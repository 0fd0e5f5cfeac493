import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Search } from '../../src/reader/site.ts'
import { violationsOf } from '../support/axe.ts'
import { CHROMIUM, openChromium } from '../support/chromium.ts'
import { answered, declined } from '../support/fake-answerer.ts'
import { realCorpus } from '../support/real-corpus.ts'
import { serveSite } from './serve-site.ts'
import { siteOf } from './site-of.ts'

const corpus = realCorpus()
const quoted = ['Zeker.', '‘pacing’'].map((words) => corpus.passages.find(({ text }) => text.includes(words))!)
/** What comes of a question, and a sentence by which it is known. */
const RESULTS = {
  answered: 'Dit komt uit allebei mijn bronnen.',
  related: 'Bel nu 112.',
  nothing: 'In mijn bronnen vind ik hier geen antwoord op.',
  refused: 'Het gaat me even te snel',
  failed: 'Er ging iets mis aan mijn kant.',
} as const
const search: Search = {
  async ask(question) {
    if (question === 'failed') throw new Error('the model ended')
    if (question === 'refused') return { seconds: 5 }
    if (question === 'nothing') return declined(corpus)
    if (question === 'related') return answered(quoted, corpus, { outcome: 'related', danger: 'suicide' })
    return answered(quoted, corpus)
  },
  dangerCard: () => 'Bel nu 112.\nWacht niet.',
}

describe.skipIf(CHROMIUM === null)('the search page in a browser', { timeout: 120_000 }, () => {
  let browser: Browser
  let site: Awaited<ReturnType<typeof serveSite>>
  const failures: unknown[] = []
  beforeAll(async () => {
    site = await serveSite(siteOf(corpus, { search }), (error) => void failures.push(error))
    browser = await openChromium()
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    site?.close()
  })

  it.each([
    ['', 'light'],
    ['', 'dark'],
    ['app/', 'light'],
    ['app/', 'dark'],
  ] as const)('can be read by everybody, whatever comes of a question (/%s, %s)', async (root, colorScheme) => {
    const page = await browser.newPage({ colorScheme, bypassCSP: true, viewport: { width: 360, height: 740 } })
    for (const [question, sentence] of Object.entries(RESULTS)) {
      await page.goto(`${site.address}/${root}zoek/`)
      await page.getByLabel('Je vraag').fill(question)
      await page.locator('button[type=submit]').click()
      await page.getByText(sentence).waitFor()
      expect(await page.getByLabel('Je vraag').inputValue()).toBe(question)
      const isFirst = await page.locator('#antwoord').evaluate((part) => {
        const { scrollHeight } = document.documentElement
        return part.getBoundingClientRect().top < 20 || scrollY + innerHeight >= scrollHeight - 1
      })
      expect(isFirst, `${question} is not what is seen first`).toBe(true)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
      expect(await violationsOf(page), question).toEqual([])
    }
    expect(failures.splice(0).map(String)).toEqual(['Error: the model ended'])
    await page.close()
  })
})
