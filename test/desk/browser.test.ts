import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadCorpus } from '../../src/corpus/load-corpus.ts'
import { addExample } from '../../src/desk/add-question.ts'
import { CHROMIUM, openChromium } from '../support/chromium.ts'
import { openDesk } from '../support/open-desk.ts'
import { folderWith, tinyCorpus } from '../support/tiny-corpus.ts'
import { findingProduct, wholeFiles } from '../support/whole-corpus.ts'

const LEAFLET = 'Opstaan zonder haast\n\nBlijf na het ontwaken eerst even liggen.\n\nZet de wekker uit als dat kan.\n'

describe.skipIf(CHROMIUM === null)('the desk in a browser', () => {
  let browser: Browser
  let desk: Awaited<ReturnType<typeof openDesk>>
  const complaints: string[] = []
  beforeAll(async () => {
    const { id } = tinyCorpus().corpus.passages[0]!
    const report = { version: 1, passages: [id], kind: 'passage', question: 'mag ik <b>op de bank</b> ploffen?' }
    const settings = folderWith({
      'reports.jsonl': [report, { ...report, kind: 'other', question: null }]
        .map((one) => `${JSON.stringify(one)}\n`)
        .join(''),
      'answered-reports.jsonl': `${JSON.stringify({ passages: [id], kind: 'passage', who: 'Anna', why: 'Het staat er.', at: '2026-11-20' })}\n`,
    })
    desk = await openDesk({ MONITOR_PORT: '0', SETTINGS_FOLDER: settings }, wholeFiles(), findingProduct)
    browser = await openChromium()
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    expect(complaints).toEqual([])
  })

  /** A tab that notes what the browser complains about, and whom it asks. */
  async function tab(): Promise<Page> {
    const page = await browser.newPage()
    page.on('request', (request) => {
      if (!request.url().startsWith(desk.address)) complaints.push(request.url())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    return page
  }

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

  it('has a file imported, a passage edited and the copy published by the keyboard alone', async () => {
    const own = await openDesk({ MONITOR_PORT: '0' }, wholeFiles(), findingProduct)
    const file = join(folderWith({ 'folder.txt': LEAFLET }), 'folder.txt')
    const page = await browser.newPage()
    // A browser hands choosers over only from some moment after the first listener: an Enter before that is lost.
    const chosen = page.waitForEvent('filechooser', { timeout: 240_000 })
    /** Tabs until something of this name has the focus. */
    const tabTo = async (name: string) => {
      for (let at = 0; at < 60; at++) {
        await page.keyboard.press('Tab')
        const focused = await page.evaluate(() => {
          const here = document.activeElement as HTMLInputElement
          return here.ariaLabel ?? here.labels?.[0]?.textContent ?? here.textContent ?? ''
        })
        if (focused.trim().startsWith(name)) return
      }
      throw new Error(`Nothing called "${name}" has the focus.`)
    }
    const press = async (name: string) => {
      await tabTo(name)
      await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
    }
    const type = async (name: string, text: string) => {
      await tabTo(name)
      await page.keyboard.type(text)
    }
    await page.goto(own.address)
    await press('Bron toevoegen')
    await tabTo('Bestand')
    await page.keyboard.press('Enter')
    await (await chosen).setFiles(file)
    await press('Lees het')
    await type('Van wie is deze tekst?', 'Stichting Voorbeeld')
    await type('Waarom mag je dit citeren?', 'Citaten met bronvermelding.')
    await press('Opslaan, en naar de tekst')
    await press('Bewerken: Zet de wekker uit')
    await tabTo('Tekst')
    await page.keyboard.press('Control+End')
    await page.keyboard.press('Backspace')
    await page.keyboard.type('!')
    await press('Opslaan')
    await press('Klopt: neem op in mijn kopie')
    const { passages } = loadCorpus(own.draft, own.draft).document('opstaan-zonder-haast')
    const edited = passages.find(({ text }) => text.startsWith('Zet de wekker'))!
    expect(edited.text).toBe('Zet de wekker uit als dat kan!')
    const path = join(own.draft, 'opstaan-zonder-haast/questions.yaml')
    writeFileSync(
      path,
      addExample(readFileSync(path, 'utf8'), edited, 'Hoe zit het met: zet de wekker uit als dat kan?'),
    )
    await press('Publiceren')
    await press('Publiceer')
    await page.getByText('Gepubliceerd.').waitFor()
    expect(loadCorpus(own.config.corpusFolder, own.folder).document('opstaan-zonder-haast').passages).toHaveLength(2)
    await page.close()
  }, 300_000)

  /** A tab with a message to judge, and how far it is from being kept. */
  async function judging(javaScriptEnabled: boolean) {
    const context = await browser.newContext({ javaScriptEnabled })
    const page = await context.newPage()
    await page.goto(`${desk.address}/judge`)
    await page.getByLabel('Berichten').fill(`helpt rust ${javaScriptEnabled ? 'echt' : 'wel'}?`)
    await page.getByRole('button', { name: 'Begin' }).click()
    await page.getByRole('button', { name: 'Bewaar' }).waitFor()
    return page
  }

  it('has messages judged by 0 to 3 alone: past the navigation, one key a passage, and on', async () => {
    const page = await judging(true)
    await page.evaluate(() => document.body.focus())
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    const count = await page.getByRole('group').count()
    for (let at = 0; at < count; at++) await page.keyboard.press(String(at % 4))
    expect(
      await page.evaluate(() =>
        [...document.querySelectorAll(':checked[type=radio]')].map((one) => (one as HTMLInputElement).value),
      ),
    ).toEqual(Array.from({ length: count }, (_one, at) => String(at % 4)))
    // Past another passage, and the message.
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.type('Anna 2')
    await page.keyboard.press('Enter')
    await page.getByText('Opgeslagen.').waitFor()
    expect(readFileSync(join(desk.draft, 'measured.jsonl'), 'utf8')).toMatch(/helpt rust echt\?.*"judged":"Anna 2, /)
    await page.context().close()
  }, 60_000)

  it('has a report made a question by the keyboard alone', async () => {
    const page = await tab()
    const pastNavigation = async () => {
      for (const key of ['Tab', 'Enter', 'Tab']) await page.keyboard.press(key)
    }
    await page.goto(`${desk.address}/reports`)
    await pastNavigation()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Een melding' }).waitFor()
    await pastNavigation()
    // Past the link to the document: the words, which passage, who, and the letter.
    for (const typed of [' languit', 'Beantwoordt', 'Anna']) {
      await page.keyboard.press('Tab')
      if (typed === ' languit') await page.keyboard.press('End')
      await page.keyboard.type(typed)
    }
    await page.keyboard.press('Enter')
    // Here no model checks it: what was typed is still there.
    await page.getByRole('alert').waitFor()
    expect(await page.getByLabel('De vraag, zoals').inputValue()).toContain('languit')
    expect(await page.getByLabel('Welk stuk').inputValue()).toBe('none')
    expect(await page.getByLabel('Je naam').first().inputValue()).toBe('Anna')
    await page.close()
  }, 60_000)

  it('has messages judged without script too', async () => {
    const page = await judging(false)
    for (const one of await page.getByRole('radio', { name: '2: helpt' }).all()) await one.check()
    await page.getByLabel('Je naam').fill('Bob')
    await page.getByRole('button', { name: 'Bewaar' }).click()
    await page.getByText('Opgeslagen.').waitFor()
    expect(readFileSync(join(desk.draft, 'messages.jsonl'), 'utf8')).toContain('helpt rust wel?')
    await page.context().close()
  }, 60_000)
})
