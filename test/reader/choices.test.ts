import { runInNewContext } from 'node:vm'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readAsset } from '../../src/reader/assets.ts'
import {
  addressFor,
  choose,
  classesOf,
  isOwn,
  MAX_BASKET,
  placeOf,
  queryOf,
  readChoices,
} from '../../src/reader/choices.js'
import { CHROMIUM, openChromium } from '../support/chromium.ts'
import { realCorpus } from '../support/real-corpus.ts'
import { serveFiles, serveSite } from './serve-site.ts'
import { NO_SEARCH, siteOf } from './site-of.ts'

const ID = 'abcdefgh'
const OTHER = 'hgfedcba'

describe('what a reader chose', () => {
  it.each(['letters=2&kleur=sepia&rust=aan&mandje=abcdefgh,hgfedcba', 'letters=3', 'kleur=donker&mandje=abcdefgh'])(
    'stands in the address whole: %s',
    (query) => {
      expect(queryOf(readChoices(query))).toBe(`?${query}`)
    },
  )

  it.each([
    'mandje=<script>alert(1)</script>,"><img src=x onerror=alert(2)>',
    'letters=9&kleur=javascript:alert(1)&rust=ja',
    'letters=%00&kleur[]=sepia&mandje[]=abcdefgh&mandje=../../etc,ABCDEFGH,abcdefg1',
    '__proto__=x&constructor=y&mandje=__proto__,toString',
  ])('is nothing that may not be chosen: %s', (query) => {
    expect(queryOf(readChoices(query))).toBe('')
  })

  it('holds each quote once, no more than fit, and says what was left out', () => {
    const many = Array.from(
      { length: 1000 },
      (_, at) =>
        `aaaaa${'abcdefghij'[at % 10]}${'abcdefghij'[Math.floor(at / 10) % 10]}${'abcdefghij'[Math.floor(at / 100)]}`,
    )
    expect(readChoices(`mandje=${many}`)).toMatchObject({ basket: many.slice(0, MAX_BASKET), leftOut: 'many' })
    expect(readChoices(`mandje=${ID},x,${ID}`)).toMatchObject({ basket: [ID], leftOut: 'odd' })
    expect(readChoices(`mandje=${ID},${ID}`)).toMatchObject({ basket: [ID], leftOut: null })
  })

  it('changes by a link, and a basket by putting in, taking out, moving and emptying', () => {
    const both = readChoices(`mandje=${ID},${OTHER}&kleur=sepia`)
    const changed = (change: string) => queryOf(choose(both, change))
    expect(changed('letters 3')).toBe(`?letters=3&kleur=sepia&mandje=${ID},${OTHER}`)
    expect(changed('kleur ')).toBe(`?mandje=${ID},${OTHER}`)
    expect(changed(`mandje ${ID}`)).toBe(`?kleur=sepia&mandje=${OTHER}`)
    expect(changed('mandje bbbbbbbb')).toBe(`?kleur=sepia&mandje=${ID},${OTHER},bbbbbbbb`)
    for (const change of [`op ${OTHER}`, `neer ${ID}`])
      expect(changed(change)).toBe(`?kleur=sepia&mandje=${OTHER},${ID}`)
    for (const change of [`op ${ID}`, `neer ${OTHER}`, 'op bbbbbbbb']) expect(changed(change)).toBe(queryOf(both))
    expect(changed('leeg')).toBe('?kleur=sepia')
  })

  it('is seen in pages that are files before anything else, as the whole script will show it', () => {
    const shownBy = (search: string) => {
      const shown: string[] = []
      const document = { documentElement: { classList: { add: (...names: string[]) => shown.push(...names) } } }
      runInNewContext(readAsset('early.js').text, { document, location: { search } })
      return shown.join(' ')
    }
    for (const letters of [1, 2, 3] as const)
      for (const colour of ['', 'licht', 'donker', 'sepia'] as const)
        for (const rest of [true, false]) {
          const choices = { letters, colour, rest, basket: [ID], leftOut: null }
          expect(shownBy(queryOf(choices))).toBe(classesOf(choices))
        }
    expect(shownBy('?constructor&__proto__&kleur=javascript:alert(1)&letters=9')).toBe('')
  })

  it('goes along to pages of the site, and to nobody else', () => {
    const choices = readChoices(`mandje=${ID}`)
    expect(addressFor('../tekst/#abc', choices)).toBe(`../tekst/?mandje=${ID}#abc`)
    expect(['mandje', 'op', 'neer'].map((what) => placeOf(`${what} ${ID}`))).toEqual(Array(3).fill(`#${ID}`))
    expect(['leeg', 'kleur sepia', 'mandje "><x>', ''].map(placeOf)).toEqual(['', '', '', ''])
    expect(['../', 'tekst/', './'].every(isOwn)).toBe(true)
    expect(['https://t.me/x', '//evil.example', 'mailto:a@b.nl', '#abc', 'JAVASCRIPT:x'].some(isOwn)).toBe(false)
  })
})

/** Who applies what was chosen: the bot, the script on pages that are files, or both. */
const WAYS = [
  ['the bot, without script', serveSite, false],
  ['files, with script', serveFiles, true],
  ['the bot, with script', serveSite, true],
] as const

describe.skipIf(CHROMIUM === null).each(WAYS)(
  'choices in a browser: %s',
  { timeout: 120_000 },
  (_, serve, javaScriptEnabled) => {
    const corpus = realCorpus()
    const passage = corpus.passages.find(
      ({ sentences, speaker }) => sentences.length > 3 && speaker.role === 'answers',
    )!
    const path = `${passage.documentId}/${passage.id}/`
    let browser: Browser
    let page: Page
    let site: Awaited<ReturnType<typeof serveSite>>
    beforeAll(async () => {
      site = await serve(siteOf(corpus, { search: NO_SEARCH }))
      browser = await openChromium()
      page = await browser.newPage({ viewport: { width: 360, height: 740 }, javaScriptEnabled })
    }, 60_000)
    afterAll(async () => {
      await browser?.close()
      site?.close()
    })
    const open = (query: string, to = path) => page.goto(`${site.address}/${to}${query}`)
    const style = (name: string, of = 'html') =>
      page.locator(of).evaluate((one, name) => getComputedStyle(one).getPropertyValue(name), name)

    it('letters have three sizes, and no page becomes wider than the screen', async () => {
      const sizes: string[] = []
      for (const query of ['', '?letters=2', '?letters=3']) {
        await open(query)
        sizes.push(await style('font-size'))
        for (const to of ['', 'onderwerpen/', `${passage.documentId}/`, path]) {
          await open(query, to)
          expect(await page.locator('html').evaluate((html) => html.scrollWidth)).toBeLessThanOrEqual(360)
        }
      }
      expect(sizes).toEqual(['18px', '22px', '26px'])
    })

    it('colours are those that were chosen, whatever the device prefers', async () => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        const papers: string[] = []
        for (const colour of ['licht', 'donker', 'sepia']) {
          await open(`?kleur=${colour}`)
          papers.push(await style('background-color'))
        }
        expect(papers).toEqual(['rgb(253, 252, 249)', 'rgb(22, 24, 27)', 'rgb(244, 236, 216)'])
      }
      await page.emulateMedia({ colorScheme: 'light' })
    })

    it('rest shows the core of the quote, who says it and its source, and one tap all', async () => {
      await open('?rust=aan')
      const isSeen = (text: string) => page.locator('main').getByText(text).first().isVisible()
      const [first = '', , third = ''] = passage.sentences.map(({ start, end }) => passage.text.slice(start, end))
      expect(await Promise.all([first, third, 'NVK, in antwoord op NOS:', 'Bron:'].map(isSeen))).toEqual([
        true,
        false,
        true,
        true,
      ])
      expect(await page.locator('blockquote .words').textContent()).toBe(passage.text)
      await page.getByRole('button', { name: 'Laat alles zien' }).click()
      expect(await isSeen(third)).toBe(true)
      expect(page.url()).not.toContain('rust')
    })

    it('a choice is a button: it changes the page and its address, and goes along to every other page', async () => {
      await open('')
      await page.getByText('Zo lees ik').click()
      await page.getByRole('button', { name: 'sepia' }).click()
      expect(await style('background-color')).toBe('rgb(244, 236, 216)')
      expect(page.url()).toBe(`${site.address}/${path}?kleur=sepia`)
      expect(await page.getByRole('button', { name: 'sepia', includeHidden: true }).getAttribute('aria-current')).toBe(
        'true',
      )
      for (const name of ['Lees het in de hele tekst', 'Waar gaat het over?', 'Bronwijzer'])
        await page.getByRole('link', { name, exact: true }).click()
      await page.getByRole('link', { name: corpus.document(passage.documentId).title }).click()
      await page.locator(`[id="${passage.id}"] > a`).click()
      expect(page.url()).toBe(`${site.address}/${passage.documentId}/?kleur=sepia#${passage.id}`)
      expect(await page.locator(':target .words').textContent()).toBe(passage.text)
    })

    it('keeps nothing, and what an address may not choose changes nothing and runs nowhere', async () => {
      const complaints: string[] = []
      page.on('dialog', (dialog) => complaints.push(dialog.message()))
      page.on('pageerror', (error) => complaints.push(error.message))
      const attack = '"><img src=x onerror=alert(1)><script>alert(2)</script>'
      for (const name of ['letters', 'kleur', 'rust', 'mandje', '__proto__', attack]) {
        for (const end of [
          encodeURIComponent(attack),
          `x#${attack}`,
          `javascript:alert(3)#${encodeURIComponent(attack)}`,
        ])
          await open(`?${encodeURIComponent(name)}=${end}`)
        expect(await page.locator('main img, main script').count()).toBe(0)
        expect((await page.locator('html').getAttribute('class')) || null).toBe(null)
        expect(await page.locator('a[href*="alert"]').count()).toBe(0)
      }
      expect(complaints).toEqual([])
      expect(await page.context().cookies()).toEqual([])
      if (javaScriptEnabled)
        expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0])
    })
  },
)

describe.skipIf(CHROMIUM === null)('pages that are files', { timeout: 120_000 }, () => {
  it('offer without script no choice that does nothing', async () => {
    const corpus = realCorpus()
    const site = await serveFiles(siteOf(corpus))
    const browser = await openChromium()
    const page = await browser.newPage({ javaScriptEnabled: false })
    const [{ documentId, id } = corpus.passages[0]!] = corpus.passages
    await page.goto(`${site.address}/${documentId}/${id}/`)
    expect(await page.locator('.ways').evaluateAll((all) => all.some((one) => one.checkVisibility()))).toBe(false)
    await browser.close()
    site.close()
  })
})
