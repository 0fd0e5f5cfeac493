import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MAX_BASKET } from '../../src/reader/choices.js'
import { violationsOf } from '../support/axe.ts'
import { CHROMIUM, openChromium } from '../support/chromium.ts'
import { answered } from '../support/fake-answerer.ts'
import { realCorpus } from '../support/real-corpus.ts'
import { documentOf, sourceOf, tinyCorpus } from '../support/tiny-corpus.ts'
import { serveSite } from './serve-site.ts'
import { changedText, NO_SEARCH, siteOf } from './site-of.ts'

describe.skipIf(CHROMIUM === null)('in a browser', { timeout: 60_000 }, () => {
  const corpus = realCorpus()
  let browser: Browser
  let page: Page
  let site: Awaited<ReturnType<typeof serveSite>>
  /** What the browser asked of others, and what it complained about. */
  const strayed: string[] = []
  const complaints: string[] = []
  beforeAll(async () => {
    site = await serveSite(siteOf(corpus))
    browser = await openChromium()
    page = await browser.newPage({ viewport: { width: 360, height: 740 } })
    page.on('request', (request) => {
      if (!request.url().startsWith('http://127.0.0.1')) strayed.push(request.url())
    })
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('dialog', (dialog) => {
      complaints.push(`dialog ${dialog.message()}`)
      void dialog.dismiss()
    })
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    site?.close()
  })

  it.each(corpus.documents.map(({ id }) => id))(
    'every anchor of %s lands on its passage, letter by letter, seen and marked',
    async (id) => {
      const { passages } = corpus.document(id)
      await page.goto(`${site.address}/${id}`)
      expect(new URL(page.url()).pathname).toBe(`/${id}/`)
      for (const { id: anchor, text, speaker } of passages) {
        const landed = await page.evaluate(async (hash) => {
          location.hash = hash
          await new Promise(requestAnimationFrame)
          const target = document.querySelector(':target')!
          const { top } = target.getBoundingClientRect()
          const style = getComputedStyle(target)
          return {
            id: target.id,
            text: target.querySelector('.words')!.textContent,
            isSeen: top >= -1 && top < innerHeight,
            isMarked: style.outlineStyle,
            who: target.closest('.turn')?.querySelector('.who')?.textContent ?? null,
            edge: getComputedStyle(target.closest('.turn')!).borderTopStyle,
            slant: getComputedStyle(target.querySelector('.words')!).fontStyle,
            chat: [...target.querySelectorAll<HTMLAnchorElement>('.actions a')]
              .filter((a) => a.checkVisibility())
              .map((a) => a.href),
          }
        }, anchor)
        expect(landed).toMatchObject({ id: anchor, text, isSeen: true, isMarked: 'solid' })
        expect(landed.chat).toContain(`https://t.me/bronwijzer_bot?start=p_${anchor}`)
        // Without colour: a dashed box and italics are a question.
        expect([landed.edge, landed.slant]).toEqual(speaker.role === 'asks' ? ['dashed', 'italic'] : ['none', 'normal'])
        if (speaker.role === 'asks') expect(landed.who).toMatch(/NOS/)
        if (speaker.role === 'answers') expect(landed.who).toBe('NVK, in antwoord op NOS:')
      }
    },
    60_000,
  )

  it('a quote has a page that leads to its place, with the keyboard alone', async () => {
    const zeker = corpus.passages.find(({ text }) => text === 'Zeker.')!
    await page.goto(`${site.address}/${zeker.documentId}/${zeker.id}/`)
    expect(await page.locator('blockquote').textContent()).toBe('Zeker.')
    await page.getByRole('link', { name: 'Lees het in de hele tekst' }).focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/${zeker.documentId}/#${zeker.id}`)
    expect(await page.locator(':target .words').textContent()).toBe('Zeker.')
  })

  it.each(['light', 'dark'] as const)(
    'axe finds nothing on any kind of page, in %s, at 360 and 1,280',
    async (colorScheme) => {
      const { documentId, id } = corpus.passages.find(({ text }) => text === 'Zeker.')!
      // The policy of the pages lets in no script of others, this one included.
      const open = await browser.newPage({ colorScheme, bypassCSP: true })
      for (const width of [360, 1280]) {
        await open.setViewportSize({ width, height: 800 })
        for (const path of [
          '',
          'onderwerpen/',
          `${documentId}/`,
          `${documentId}/#${id}`,
          `${documentId}/${id}/`,
          'niets',
        ]) {
          await open.goto(`${site.address}/${path}`)
          expect(await open.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
          expect(await violationsOf(open), path).toEqual([])
        }
      }
      await open.close()
    },
    120_000,
  )

  it('axe finds nothing in any colour that can be chosen, at any size and at rest', async () => {
    const { documentId, id } = corpus.passages.find(({ text }) => text === 'Zeker.')!
    const search = { ask: async () => answered(corpus.passages.slice(0, 2), corpus), dangerCard: () => '' }
    const asking = await serveSite(siteOf(corpus, { search }))
    const open = await browser.newPage({ colorScheme: 'dark', bypassCSP: true, viewport: { width: 360, height: 800 } })
    for (const chosen of ['kleur=sepia', 'kleur=donker', 'kleur=licht&letters=3', 'kleur=sepia&rust=aan']) {
      const picked = `${chosen}&mandje=${id},${corpus.passages[3]!.id},aaaaaaaa`
      for (const path of ['', `${documentId}/#${id}`, `${documentId}/${id}/`, 'mandje/', 'zoek/']) {
        const [page, place] = path.split('#')
        await open.goto(`${asking.address}/${page}?${picked}${place ? `#${place}` : ''}`)
        for (const summary of await open.locator('summary').all()) if (await summary.isVisible()) await summary.click()
        if (path === 'zoek/') {
          await open.getByLabel('Je vraag').fill('Wat is ME?')
          await open.getByRole('button', { name: 'Zoek in de bronnen' }).click()
          await open.getByRole('article').first().waitFor()
        }
        expect(await open.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
        expect(await violationsOf(open), `${path} ${chosen}`).toEqual([])
      }
    }
    await open.close()
    asking.close()
  }, 300_000)

  it('axe finds nothing with a full basket, then and now, without a page, or on a page to copy from, in any colour', async () => {
    const { now, former } = changedText()
    const changed = await serveSite(siteOf(now.corpus, { former, search: NO_SEARCH }))
    const full = await serveSite(siteOf(corpus, { search: NO_SEARCH }))
    const [{ documentId, id }] = former as [(typeof former)[0]]
    const picked = corpus.passages.slice(0, MAX_BASKET).map((one) => one.id)
    const open = await browser.newPage({ bypassCSP: true, viewport: { width: 360, height: 800 } })
    for (const chosen of ['', 'kleur=donker', 'kleur=sepia', 'rust=aan', 'kleur=donker&rust=aan']) {
      for (const address of [
        `${full.address}/mandje/?${chosen}&mandje=${picked}`,
        `${full.address}/mandje/?${chosen}&mandje=${picked},aaaaaaaa,x`,
        `${full.address}/mandje/?${chosen}`,
        `${full.address}/mandje/apa/?${chosen}&mandje=${picked}`,
        `${full.address}/onderwerpen/?${chosen}&mandje=${picked}`,
        `${full.address}/niets/?${chosen}&mandje=${picked}`,
        `${changed.address}/${documentId}/?${chosen}#${id}`,
        `${changed.address}/${documentId}/${id}/?${chosen}`,
        `${changed.address}/mandje/?${chosen}&mandje=${id}`,
      ]) {
        await open.goto(address)
        expect(await open.evaluate(() => document.documentElement.scrollWidth), address).toBeLessThanOrEqual(360)
        expect(await violationsOf(open), address).toEqual([])
      }
    }
    await open.close()
    changed.close()
    full.close()
  }, 300_000)

  it('a quote is printed on one A4, with its source, its address and the code', async () => {
    const zeker = corpus.passages.find(({ text }) => text === 'Zeker.')!
    const coded = await serveSite(siteOf(corpus, { url: 'https://lezen.example.org' }))
    await page.goto(`${coded.address}/${zeker.documentId}/${zeker.id}/`)
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
    await page.emulateMedia({ media: 'print' })
    for (const [part, isShown] of [
      ['.paper svg', true],
      ['.source', true],
      ['blockquote', true],
      ['header', false],
      ['.cite', false],
    ] as const)
      expect(await page.locator(part).isVisible(), part).toBe(isShown)
    await page.emulateMedia({ media: 'screen' })
    coded.close()
  })

  it('works without script, and is the same', async () => {
    const still = await browser.newPage({ javaScriptEnabled: false })
    const [first] = corpus.passages
    await still.goto(`${site.address}/${first!.documentId}/#${first!.id}`)
    expect(await still.locator(':target .words').textContent()).toBe(first!.text)
    await still.close()
  })

  it('an old address and an old anchor show then and now', async () => {
    const { old, now, former } = changedText()
    const changed = await serveSite(siteOf(now.corpus, { former }))
    const { id, text } = old.corpus.document('pagina').passages[0]!
    for (const address of [`/pagina#${id}`, `/pagina/${id}`]) {
      await page.goto(changed.address + address)
      const shown = page.locator(address.includes('#') ? ':target' : 'main')
      expect(await shown.locator('.then .words').textContent()).toBe(text)
      expect(await shown.locator('.now .words').textContent()).toBe('Rust helpt sommige mensen met ME.')
      expect(await shown.locator('del').evaluate((one) => getComputedStyle(one).textDecorationLine)).toBe(
        'line-through',
      )
    }
    changed.close()
  })

  it('no text of the corpus, question or part of an address runs', async () => {
    const attack = `<img src=x onerror=alert(1)><script>alert(2)</script>"'><svg onload=alert(3)>`
    const body = '# Leven\n\nLees "dit" & dat.\n'
    const { corpus: hostile } = tinyCorpus({
      'pagina/document.md': documentOf('pagina', body, undefined, "links: [{text: dit, url: 'javascript:alert(4)'}]\n")
        .replace('title: Document pagina', `title: ${JSON.stringify(attack)}`)
        .replace('publisher: Uitgever pagina', `publisher: ${JSON.stringify(attack)}`),
      'pagina/source.txt': sourceOf(body),
      'pagina/questions.yaml': 'passages: []\n',
    })
    // The parser refuses such a text as markup; nothing but the parser stands between an editor and this.
    const passages = hostile.passages.map((one) => ({ ...one, text: attack, sentences: [], section: [attack] }))
    const documents = hostile.documents.map((one) => ({
      ...one,
      passages: passages.filter(({ documentId }) => documentId === one.id),
    }))
    const poisoned = {
      ...hostile,
      passages,
      documents,
      document: (id: string) => documents.find((one) => one.id === id)!,
    }
    const questions = new Map(passages.map(({ id }) => [id, attack]))
    const served = await serveSite(siteOf(poisoned, { questions }))
    complaints.length = 0
    const [first] = documents.at(-1)!.passages
    const path = `${first!.documentId}/${first!.id}/`
    for (const address of ['', 'onderwerpen/', `${first!.documentId}/`, path]) {
      for (const end of ['', `?q=${encodeURIComponent(attack)}`, `#${attack}`, `#${encodeURIComponent(attack)}`]) {
        await page.goto(`${served.address}/${address}${end}`)
        expect(await page.locator('main img, main svg:not(.paper svg), main script').count()).toBe(0)
      }
    }
    await page.goto(`${served.address}/${path}`)
    expect(await page.locator('blockquote .words').textContent()).toBe(attack)
    expect(complaints).toEqual([])
    // Even if markup got in, the policy would stop it.
    await page.evaluate(() => {
      document.body.insertAdjacentHTML(
        'beforeend',
        '<img src="https://evil.example/x" onerror="alert(5)"><iframe src="https://evil.example/"></iframe>',
      )
    })
    await page.waitForTimeout(200)
    expect(complaints.filter((line) => line.startsWith('dialog'))).toEqual([])
    expect(complaints.join()).toMatch(/Content Security Policy/)
    served.close()
  })

  it('nothing was asked of anybody else, and no cookie was set', async () => {
    expect(strayed.filter((url) => !url.startsWith('https://evil.example/'))).toEqual([])
    expect(await page.context().cookies()).toEqual([])
  })
})
