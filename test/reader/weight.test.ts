import { fromHtml } from 'hast-util-from-html'
import { selectAll } from 'hast-util-select'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadExampleQuestions } from '../../src/corpus/load-corpus.ts'
import { type Language, loadTranslations } from '../../src/i18n/translations.ts'
import { BASKET } from '../../src/reader/address.ts'
import { readAsset } from '../../src/reader/assets.ts'
import { type Choices, MAX_BASKET, NOTHING, queryOf } from '../../src/reader/choices.js'
import { chooseQuestions } from '../../src/reader/choose-questions.ts'
import { type Routes, routesOf } from '../../src/reader/routes.ts'
import { MAX_QUESTION, searchPage } from '../../src/reader/search-page.ts'
import { SHORT_FROM } from '../../src/reader/short-query.ts'
import { asApp, type Site } from '../../src/reader/site.ts'
import { CHROMIUM, openChromium } from '../support/chromium.ts'
import { answered } from '../support/fake-answerer.ts'
import { CORPUS_FOLDER, realCorpus } from '../support/real-corpus.ts'
import { serveFiles, serveSite } from './serve-site.ts'
import { NO_SEARCH, siteOf } from './site-of.ts'

/** Bytes that a browser loads for a page, unpacked: what every page has to stay under. */
const LIMIT = 50_000

const corpus = realCorpus()
const questions = chooseQuestions(loadExampleQuestions(CORPUS_FOLDER, corpus))
const siteIn = (language: Language, more: Partial<Site>): Site =>
  siteOf(corpus, { t: loadTranslations()(language), language, questions, ...more })

const KINDS = [
  ['the bot serves', (language: Language) => siteIn(language, { search: NO_SEARCH, draw: async () => null })],
  ['the bot shows in Telegram', (language: Language) => asApp(siteIn(language, { search: NO_SEARCH }))],
  ['files hold', (language: Language) => siteIn(language, { draw: async () => null })],
  ['files hold for Telegram', (language: Language) => asApp(siteIn(language, {}))],
] as const
const LANGUAGES = ['nl', 'en'] as const
const ALL = KINDS.flatMap(([kind, of]) => LANGUAGES.map((language) => [kind, language, of(language)] as const))

/** What takes most letters in an address, beside a basket. */
const CHOSEN: Choices = { ...NOTHING, letters: 3, colour: 'donker', rest: true }

const known = new Map<string, readonly string[]>()
/** What a page names to be loaded with it. */
function namedBy(html: string): readonly string[] {
  // Thousands of pages have the same few tags of these kinds: each set of them is parsed once.
  const tags = (html.match(/<(?:script|link|img)\b(?:[^>"']|"[^"]*"|'[^']*')*>/g) ?? []).join('</script>')
  const found =
    known.get(tags) ??
    selectAll('script[src], link[rel=icon], link[rel=stylesheet], img', fromHtml(tags, { fragment: true })).map(
      ({ properties }) => String(properties.src ?? properties.href),
    )
  known.set(tags, found)
  return found
}

/** What a page weighs with all that it names to be loaded with it. */
async function weigh(routes: Routes, path: string, choices: Choices = NOTHING): Promise<number> {
  const bytes = async (of: string) => Buffer.byteLength((await routes.get(of)!(choices))!.body)
  const html = String((await routes.get(path)!(choices))!.body)
  const beside = namedBy(html).map((name) => bytes(new URL(name, `https://x/${path}`).pathname.slice(1)))
  expect(beside.length, path).toBeGreaterThanOrEqual(2)
  return (await Promise.all(beside)).reduce((all, one) => all + one, Buffer.byteLength(html))
}

/** As many quotes as fit, with the letters that they have on a page. */
const baskets = (() => {
  const lettersOf = ({ text, answers }: (typeof corpus.passages)[number]) =>
    text.length + (answers ? corpus.passage(answers)!.text.length : 0)
  const step = Math.floor(corpus.passages.length / MAX_BASKET)
  const spoken = corpus.passages.filter(({ speaker }) => speaker.role !== 'author')
  return {
    first: corpus.passages.slice(0, MAX_BASKET),
    spread: corpus.passages.filter((_, at) => at % step === 0).slice(0, MAX_BASKET),
    interview: spoken.slice(0, MAX_BASKET),
    longest: [...corpus.passages].sort((one, other) => lettersOf(other) - lettersOf(one)).slice(0, MAX_BASKET),
  }
})()
const idsOf = (basket: keyof typeof baskets) => baskets[basket].map(({ id }) => id)

const names = Object.keys(baskets) as (keyof typeof baskets)[]
const isPage = (path: string) => path === '404.html' || path === '' || path.endsWith('/')

describe('pages weigh less than 50 kB each, with all that a browser loads for them, unpacked', () => {
  it.each(ALL)('that %s, in %s', async (_kind, _language, site) => {
    const routes = routesOf(site)
    for (const path of [...routes.keys()].filter(isPage)) expect(await weigh(routes, path), path).toBeLessThan(LIMIT)
  })

  // Of pages that are files, nothing is made anew for what was chosen.
  it.each(ALL.filter(([, , { search }]) => search))(
    'that %s, in %s, whatever was chosen: the longest links, and any basket',
    async (_kind, _language, site) => {
      const routes = routesOf(site)
      const paths = [...routes.keys()].filter(isPage)
      // The largest basket of which links carry whole ids, and full ones.
      const all = [idsOf('longest').slice(0, SHORT_FROM - 1), ...names.map(idsOf)]
      for (const basket of all) {
        const choices: Choices = { ...CHOSEN, basket, leftOut: 'many' }
        for (const path of paths) expect(await weigh(routes, path, choices), `${path} ${basket}`).toBeLessThan(LIMIT)
      }
    },
    60_000,
  )

  it.each(ALL.filter(([, , { search }]) => search))(
    'that %s, in %s, with an answer to a long question, and a full basket',
    async (_kind, _language, site) => {
      const choices = { ...CHOSEN, basket: idsOf('longest') }
      const passages = baskets.longest.slice(0, 6)
      const asked = { question: 'é'.repeat(MAX_QUESTION), initData: '', result: answered(passages, corpus) }
      const html = searchPage({ ...site, choices }, NO_SEARCH, asked)
      const beside = ['reader.js', 'icon.svg'] as const
      const bytes = [html, ...beside.map((name) => readAsset(name).text)].map((one) => Buffer.byteLength(one))
      expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThan(LIMIT)
    },
  )
})

// At the same time: each waits until its page has loaded nothing for half a second.
const together = { timeout: 120_000, concurrent: true }
describe.skipIf(CHROMIUM === null)('a basket of 20 weighs less than 50 kB', together, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openChromium()
  }, 60_000)
  afterAll(() => browser?.close())

  /** Bytes of all that a browser loads, and of the icon, which one without windows doesn't. */
  async function load(site: Site, ids: readonly string[]): Promise<{ bytes: number; shown: number }> {
    const served = await (site.search ? serveSite : serveFiles)(site)
    const page = await browser.newPage()
    const loads: Promise<Buffer>[] = []
    page.on('response', (response) => loads.push(response.body()))
    // The server makes the pages of the app from those of the site, below their own address.
    const path = site.search && site.app ? `app/${BASKET}/` : `${BASKET}/`
    await page.goto(`${served.address}/${path}${queryOf({ ...CHOSEN, basket: ids })}`, { waitUntil: 'networkidle' })
    const sizes = (await Promise.all(loads)).map(({ length }) => length)
    const shown = await page.locator('.basket li blockquote').count()
    await page.close()
    served.close()
    const icon = Buffer.byteLength((await routesOf(site).get('icon.svg')!())!.body)
    return { bytes: sizes.reduce((all, one) => all + one, icon), shown }
  }

  const cases = ALL.flatMap(([kind, language, site]) => names.map((name) => [kind, language, name, site] as const))
  it.each(cases)('that %s, in %s, with the %s quotes', async (_kind, _language, name, site) => {
    const { bytes, shown } = await load(site, idsOf(name))
    expect(shown).toBe(MAX_BASKET)
    expect(bytes).toBeLessThan(LIMIT)
  })
})
