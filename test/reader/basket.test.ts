import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { basketAddress } from '../../src/reader/address.ts'
import { MAX_BASKET } from '../../src/reader/choices.js'
import { codeOf, codePicture } from '../../src/reader/cite.ts'
import { barsOf, citeTogether, refer } from '../../src/reader/collect.js'
import { CHROMIUM, openChromium } from '../support/chromium.ts'
import { realCorpus } from '../support/real-corpus.ts'
import { serveFiles, serveSite } from './serve-site.ts'
import { changedText, NO_SEARCH, siteOf } from './site-of.ts'

const URL_OF = 'https://lezen.example.org'

/** Until a script is done, also on a busy machine. */
const eventually = <T>(what: () => Promise<T>) => expect.poll(what, { timeout: 20_000 })

it('several citations are one, with a number for each source', () => {
  const citation = (name: string, apa: string) => ({ text: name, markdown: `> ${name}`, apa })
  expect(
    citeTogether([citation('een', 'A.'), null, citation('drie', 'B.'), citation('vier', 'A.')], 'https://x'),
  ).toEqual({
    text: 'een\n\n* * *\n\ndrie\n\n* * *\n\nvier\n\n* * *\n\nhttps://x',
    markdown: '> een\n\n---\n\n> drie\n\n---\n\n> vier\n\n---\n\n<https://x>',
    apa: '1, 4. A.\n3. B.',
  })
  expect(citeTogether([], null)).toEqual({ text: '', markdown: '', apa: '' })
  expect(refer(['A. https://x/1/', null, 'B. https://y/', 'A. https://x/4/', 'B. https://y/'])).toBe(
    '1, 4. A. https://x/1/ https://x/4/\n3, 5. B. https://y/',
  )
})

const WAYS = [
  ['the bot, without script', serveSite, false],
  ['files, with script', serveFiles, true],
  ['the bot, with script', serveSite, true],
] as const

describe.skipIf(CHROMIUM === null).each(WAYS)('a basket: %s', { timeout: 120_000 }, (_, serve, javaScriptEnabled) => {
  const corpus = realCorpus()
  const answer = corpus.passages.find(({ text }) => text === 'Zeker.')!
  const other = corpus.passages.find(({ documentId }) => documentId !== answer.documentId)!
  const asked = corpus.passages.find(({ speaker }) => speaker.role === 'asks')!
  const complaints: string[] = []
  let browser: Browser
  let page: Page
  let site: Awaited<ReturnType<typeof serveSite>>
  beforeAll(async () => {
    site = await serve(siteOf(corpus, { search: NO_SEARCH }))
    browser = await openChromium()
    page = await browser.newPage({ viewport: { width: 360, height: 740 }, javaScriptEnabled })
    page.on('dialog', (dialog) => complaints.push(dialog.message()))
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    site?.close()
  })
  const open = async (...ids: string[]) => {
    await page.goto(`${site.address}/mandje/?mandje=${ids}`)
    await eventually(() => page.locator('.basket li').count()).toBe(Math.min(ids.length, MAX_BASKET))
  }
  const words = () => page.locator('.basket blockquote .words').allTextContents()
  const follow = (name: string) => page.getByRole('link', { name, exact: true }).click()
  const press = (name: string, at = 0) => page.getByRole('button', { name, exact: true }).nth(at).click()

  /** All in the basket as text, as Markdown and as footnotes, each where it is to be copied. */
  async function copies(address: string): Promise<string[]> {
    const pres = page.locator('.cite pre, main > pre')
    if (serve === serveFiles) {
      await page.getByText('Citeer alles').click()
      // The address alone stands there until the quotes have been fetched.
      await eventually(() => pres.nth(0).textContent()).toContain('”')
      await eventually(() => pres.nth(0).textContent()).toContain(address)
      return pres.allTextContents()
    }
    const all: string[] = []
    for (const way of ['Als tekst', 'Als Markdown', 'Als voetnoot (APA)']) {
      await follow(way)
      await page.getByRole('heading', { name: way }).waitFor()
      all.push((await pres.textContent())!)
      await page.locator('main').getByRole('link', { name: 'Mandje' }).click()
      await page.locator('.basket').waitFor()
    }
    return all
  }

  it('is filled while walking from page to page, and shows each quote whole', async () => {
    await page.goto(`${site.address}/${answer.documentId}/${answer.id}/`)
    await press('In mijn mandje')
    await follow('Mandje (1)')
    await page.waitForURL('**/mandje/**')
    await follow('Bronwijzer')
    await follow(corpus.document(other.documentId).title)
    await page.waitForURL(`**/${other.documentId}/**`)
    await page.locator(`[id="${other.id}"] > a`).click()
    await page.locator(':target').getByRole('button', { name: 'In mijn mandje' }).click()
    await follow('Mandje (2)')
    await page.waitForURL(`**/mandje/?mandje=${answer.id},${other.id}`)
    await eventually(words).toEqual([answer.text, other.text])
    const first = page.locator('.basket li').first()
    expect(await first.locator('.before.asks .words').textContent()).toContain(
      corpus.passage(answer.answers!)!.sentences.length > 0 ? '?' : '',
    )
    expect(await first.locator('article > .who').textContent()).toBe('NVK, in antwoord op NOS:')
    expect(await first.locator('.source a').getAttribute('href')).toBe(
      `../${answer.documentId}/?mandje=${answer.id},${other.id}#${answer.id}`,
    )
    expect(await page.getByText('Je mandje is leeg').isVisible()).toBe(false)
  })

  it('is put in another order, and emptied', async () => {
    await open(answer.id, other.id, asked.id)
    expect(await page.getByRole('button', { name: 'Hoger' }).count()).toBe(2)
    await press('Lager')
    await eventually(words).toEqual([other.text, answer.text, asked.text])
    expect(page.url()).toContain(`?mandje=${other.id},${answer.id},${asked.id}`)
    await press('Uit mijn mandje', 1)
    await eventually(words).toEqual([other.text, asked.text])
    await follow('Mandje (2)')
    await eventually(words).toEqual([other.text, asked.text])
    await press('Maak mijn mandje leeg')
    await eventually(words).toEqual([])
    expect(page.url()).not.toContain(other.id)
    expect(await page.getByText('Je mandje is leeg').isVisible()).toBe(true)
    expect(await page.getByText('Citeer alles').isVisible()).toBe(false)
  })

  it('says what it can not show, and runs nothing', async () => {
    const said = () =>
      page.locator('main').evaluate((main) =>
        [...main.querySelectorAll('p')]
          .filter((one) => one.checkVisibility())
          .map((one) => one.textContent)
          .join(' '),
      )
    await open('aaaaaaaa', answer.id)
    expect(await said()).toContain('Dit citaat is er niet, of niet meer.')
    expect(await words()).toEqual([answer.text])
    await page.goto(
      `${site.address}/mandje/?mandje="><img src=x onerror=alert(1)>,${answer.id},../../x#"><script>alert(2)</script>`,
    )
    await eventually(words).toEqual([answer.text])
    expect(await said()).toContain('Een deel van het adres is geen citaat.')
    expect(await page.locator('main img:not(.paper img), main script').count()).toBe(0)
    await open(...corpus.passages.slice(0, MAX_BASKET + 1).map(({ id }) => id))
    expect(await said()).toContain(`In een mandje passen ${MAX_BASKET} citaten.`)
    const last = corpus.passages[MAX_BASKET + 3]!
    await page.goto(`${site.address}/${last.documentId}/${last.id}/${new URL(page.url()).search}`)
    expect(await page.locator('[name=k][value^=mandje]').textContent()).toBe('Je mandje is vol')
  })

  it('is cited whole, and printed on one A4 with sources and a code of its address', async () => {
    await open(answer.id, other.id)
    const base = serve === serveFiles ? site.address : URL_OF
    const address = basketAddress(base, [answer.id, other.id])
    const [text = '', markdown = '', apa = ''] = await copies(address)
    for (const part of [`“${answer.text}”`, `“${other.text}”`, 'NVK, in antwoord op NOS:']) expect(text).toContain(part)
    expect(markdown).toContain(`> ${answer.text}`)
    expect(apa).toMatch(/^1\. .+\n2\. .+$/)
    await page.emulateMedia({ media: 'print' })
    for (const [part, isShown] of [
      ['div.paper :is(svg, img)', true],
      ['p.paper', true],
      ['.source >> nth=0', true],
      ['header', false],
      ['footer', false],
      ['.cite', false],
      ['.actions >> nth=0', false],
    ] as const)
      expect(await page.locator(part).isVisible(), part).toBe(isShown)
    expect(await page.locator('.references').textContent()).toBe(apa)
    expect(await page.locator('.address').textContent()).toBe(address)
    if (serve === serveFiles) expect(await page.locator('.paper path').getAttribute('d')).toBe(barsOf(codeOf(address)))
    else {
      const code = page.locator('.paper img')
      const response = await page.request.get(new URL((await code.getAttribute('src'))!, page.url()).href)
      expect((await response.body()).equals(codePicture(codeOf(address)))).toBe(true)
      expect(await code.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBe((codeOf(address).size + 8) * 4)
    }
    const pagesOnPaper = async () =>
      (await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type\s*\/Page\b/g)!.length
    expect(await pagesOnPaper()).toBe(1)
    await page.emulateMedia({ media: null })
    // So are four: an answer of some lines, its question, an item of a list, and a passage of a text, however they are read on the screen.
    const long = corpus.passages.find(({ answers, text }) => answers !== null && text.length > 150)!
    const item = corpus.passages.find(({ intro }) => intro !== null)!
    const author = corpus.passages.find(({ speaker, text }) => speaker.role === 'author' && text.length > 200)!
    await open(...[long, asked, item, author].map(({ id }) => id))
    expect(await pagesOnPaper()).toBe(1)
  })

  it.runIf(serve === serveFiles)('keeps the keyboard where it was', async () => {
    await open(answer.id, other.id, asked.id)
    const focused = () =>
      page.evaluate(() => (document.activeElement as HTMLButtonElement).value ?? document.activeElement!.tagName)
    await page.getByRole('button', { name: 'Lager' }).first().focus()
    for (const [key, place, change] of [
      ['Enter', 1, `neer ${answer.id}`],
      ['Enter', 2, `op ${answer.id}`],
      ['Enter', 1, `op ${answer.id}`],
    ] as const) {
      await page.keyboard.press(key)
      await eventually(async () => (await page.locator('.basket li').nth(place).getAttribute('id')) === answer.id).toBe(
        true,
      )
      await eventually(focused).toBe(change)
    }
    await page.locator(`[value="mandje ${other.id}"]`).focus()
    await page.keyboard.press('Enter')
    await eventually(focused).toBe('MAIN')
  })

  it.runIf(javaScriptEnabled)('is copied by a button', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await open(answer.id)
    if (serve === serveFiles) await page.getByText('Citeer alles').click()
    else await follow('Als Markdown')
    await page
      .getByRole('button', { name: 'Kopieer' })
      .nth(serve === serveFiles ? 1 : 0)
      .click()
    await page.getByRole('button', { name: 'Gekopieerd' }).waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(`> ${answer.text}`)
  })

  it('shows then and now of a text that changed', async () => {
    const { old, now, former } = changedText()
    const changed = await serve(siteOf(now.corpus, { search: NO_SEARCH, former }))
    const [was] = old.corpus.document('pagina').passages
    const [is] = now.corpus.document('pagina').passages
    await page.goto(`${changed.address}/mandje/?mandje=${was!.id}`)
    await page.locator('.basket .former').waitFor()
    expect(await page.locator('.then .words').textContent()).toBe(was!.text)
    await page.locator('.now').getByRole('button', { name: 'In mijn mandje' }).click()
    await eventually(words).toEqual([was!.text, is!.text, is!.text])
    expect(page.url()).toContain(`mandje=${was!.id},${is!.id}`)
    changed.close()
  })

  it('nothing complained or was kept', async () => {
    expect(complaints.filter((line) => !line.includes('404 (Not Found)'))).toEqual([])
    expect(await page.context().cookies()).toEqual([])
  })
})

describe.skipIf(CHROMIUM === null)('a basket on pages that are files', { timeout: 120_000 }, () => {
  it('says without script that it needs one, and with script when quotes can not be had', async () => {
    const corpus = realCorpus()
    const site = await serveFiles(siteOf(corpus))
    const browser = await openChromium()
    const address = `${site.address}/mandje/?mandje=${corpus.passages[0]!.id}`
    const still = await browser.newPage({ javaScriptEnabled: false })
    await still.goto(address)
    expect(await still.getByText('alleen tonen met JavaScript').isVisible()).toBe(true)
    const cut = await browser.newPage()
    await cut.route('**/mandje/*.json', (route) => route.abort())
    await cut.goto(address)
    await cut.getByText('Ik kan de citaten nu niet ophalen').waitFor()
    await browser.close()
    site.close()
  })
})
