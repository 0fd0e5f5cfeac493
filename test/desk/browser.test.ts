import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CHROMIUM, openChromium } from '../support/chromium.ts'
import { openDesk } from '../support/open-desk.ts'
import { folderWith } from '../support/tiny-corpus.ts'
import { findingProduct, wholeFiles } from '../support/whole-corpus.ts'

const NEW = `Leven met ME\n\nRust\n\nRust nemen helpt sommige mensen. Overleg bijv. met je huisarts.\n\nVraag hulp bij het huishouden.\n`

describe.skipIf(CHROMIUM === null)('the desk in a browser', () => {
  let browser: Browser
  let desk: Awaited<ReturnType<typeof openDesk>>
  const complaints: string[] = []
  beforeAll(async () => {
    desk = await openDesk({ MONITOR_PORT: '0' }, wholeFiles(), findingProduct)
    browser = await openChromium()
  }, 60_000)
  afterAll(async () => browser?.close())

  /** A tab that notes what the browser complains about, and whom it asks. */
  async function tab(colorScheme: 'light' | 'dark' = 'light', width = 1600): Promise<Page> {
    // The policy of the pages lets in no script of others, axe included.
    const page = await browser.newPage({ colorScheme, bypassCSP: true, viewport: { width, height: 900 } })
    page.on('request', (request) => {
      if (!request.url().startsWith(desk.address)) complaints.push(request.url())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    return page
  }

  /** What axe finds, and what is wider than the screen. */
  async function faultsOf(page: Page): Promise<string[]> {
    await page.evaluate(axe.source)
    const { violations } = (await page.evaluate(
      "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })",
    )) as axe.AxeResults
    const isTooWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
    return [
      ...violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).slice(0, 3)}`),
      ...(isTooWide ? ['wider than the screen'] : []),
    ]
  }

  /** Paths to which links lead, from the first page on. */
  async function everyPath(): Promise<string[]> {
    const paths = ['/', '/documents/pagina/update']
    for (const path of paths) {
      const { body } = await desk.get(path)
      for (const [, to] of body.matchAll(/<a [^>]*href="(\/[^"#?]*)/g))
        if (!paths.includes(to!) && (await desk.get(to!)).status === 200) paths.push(to!)
    }
    return paths
  }

  /** Pages behind a form, by what leads there. */
  const behindForms: Record<string, (page: Page) => Promise<unknown>> = {
    'both answers': async (page) => {
      await page.goto(`${desk.address}/trial`)
      await page.getByLabel('Vragen').fill('Helpt Overleg?\nWat kost dat?')
      await page.getByRole('button', { name: 'Vraag het allebei' }).click()
    },
    'all test questions': async (page) => {
      await page.goto(`${desk.address}/trial`)
      await page.getByRole('button', { name: 'Stel alle proefvragen' }).click()
      await page.waitForLoadState()
      // They may all be answered before anybody can stop them.
      const stop = page.getByRole('button', { name: 'Stop' })
      if (await stop.isVisible()) await stop.click({ timeout: 2_000 }).catch(() => {})
      await page.waitForLoadState()
    },
    'the review of a new version': async (page) => {
      const file = join(folderWith({ 'nieuw.txt': NEW }), 'nieuw.txt')
      await page.goto(`${desk.address}/documents/pagina/update`)
      await page.getByLabel('Bestand').setInputFiles(file)
      await page.getByRole('button', { name: 'Vergelijk' }).click()
      await page.getByRole('heading', { name: 'Veranderd: 1' }).waitFor()
    },
    'what is refused': async (page) => {
      writeFileSync(join(desk.draft, 'lexicon.yaml'), '- [rust\n')
      await page.goto(`${desk.address}/publish`)
      await page.getByRole('button', { name: 'Publiceer' }).click()
      await page.getByRole('alert').waitFor()
    },
  }

  it.each([
    ['light', 360],
    ['dark', 1600],
  ] as const)(
    'axe finds nothing on any page, and nothing is wider than the screen, in %s at %i',
    async (colorScheme, width) => {
      const paths = await everyPath()
      expect(paths).toEqual(expect.arrayContaining(['/trial', '/publish']))
      const page = await tab(colorScheme, width)
      for (const path of paths) {
        await page.goto(desk.address + path)
        expect(await faultsOf(page), path).toEqual([])
      }
      for (const [name, lead] of Object.entries(behindForms)) {
        await lead(page)
        expect(await faultsOf(page), name).toEqual([])
      }
      await page.close()
      expect(complaints).toEqual([])
    },
    300_000,
  )

  it('is used by the keyboard alone: past the navigation, to a question, to both answers', async () => {
    const page = await tab()
    await page.goto(`${desk.address}/trial`)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')
    await page.keyboard.press('Tab')
    await page.keyboard.type('Helpt Overleg?')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Helpt Overleg?' }).waitFor()
    await page.close()
  }, 60_000)
})
