/**
 * Draws the pictures of pages in docs: a document, a quote, an answer and the app in Telegram, on a telephone and on a wide screen, the
 * preview of a quote, and a basket on paper.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { openWithProgress, run } from '../../src/cli/run.ts'
import { PROJECT_FOLDER, readConfig } from '../../src/config/config.ts'
import { loadTranslations } from '../../src/i18n/translations.ts'
import { BASKET, documentPath, quotePath, SEARCH } from '../../src/reader/address.ts'
import { NOTHING, queryOf } from '../../src/reader/choices.js'
import { drawPicture } from '../../src/reader/draw-picture.ts'
import { PICTURE, pictureOf } from '../../src/reader/picture.ts'
import { DAY, launchAddress, signInitData } from '../emulator/mini-app.ts'
import { serveProduct } from '../reader/serve-product.ts'
import { CHROMIUM, openChromium } from '../support/chromium.ts'

const SIZES = [
  { width: 360, height: 740 },
  { width: 1280, height: 800 },
]
/** Bytes: they are in the repository, and somebody loads them on a telephone. */
const MAX_SIZE = 60_000
const QUESTION = 'Wat is pacing?'

await run(async () => {
  if (CHROMIUM === null) throw new Error('There is no Chromium on this machine: install it, or name it in CHROMIUM.')
  const product = await openWithProgress()
  const { address, close } = await serveProduct(product, readConfig().corpusFolder)
  const { documents, passages } = product.corpus
  const quote = passages.find(({ answers, text }) => answers !== null && text.length > 150) ?? passages[0]!
  const interview = documents.find(({ id }) => id === quote.documentId)!
  const browser = await openChromium()
  try {
    for (const viewport of SIZES) {
      const page = await browser.newPage({ viewport })
      const draw = (name: string) => save(page, `page-${name}-${viewport.width}.webp`)
      await page.goto(`${address}/${documentPath(interview.id)}#${quote.id}`)
      await draw('document')
      await page.goto(`${address}/${quotePath(quote)}`)
      await draw('quote')
      await page.goto(`${address}/${SEARCH}/`)
      await page.getByRole('textbox').fill(QUESTION)
      await page.locator('button[type=submit]').click()
      await page.getByRole('article').first().waitFor()
      // The answer comes first; the picture has the question, too.
      await page.evaluate(() => scrollTo(0, 0))
      await draw('search')
      // What tells the pages that Telegram shows them.
      await page.addInitScript('window.TelegramWebviewProxy = { postEvent() {} }')
      const person = { id: 1, is_bot: false, first_name: 'Ann' }
      await page.goto(launchAddress(`${address}/app/`, signInitData('123456:TEST', person, Date.now()), DAY))
      await draw('app')
      await page.close()
    }
    // As Chromium prints it, in pixels: the margins are those of the paper, so on a screen the page needs them.
    const paper = await browser.newPage({ viewport: { width: 794, height: 1123 }, bypassCSP: true })
    const basket = [quote, ...passages.filter(({ text, answers }) => answers === null && text.length > 60).slice(0, 1)]
    await paper.goto(`${address}/${BASKET}/${queryOf({ ...NOTHING, basket: basket.map(({ id }) => id) })}`)
    await paper.emulateMedia({ media: 'print' })
    await paper.addStyleTag({ content: 'body { padding: 1.6cm 2cm }' })
    await save(paper, 'basket-a4.webp')
    // What a preview of a link to the quote shows.
    const preview = drawPicture(pictureOf(quote, interview, loadTranslations()('nl')))!.toString('base64')
    const page = await browser.newPage({ viewport: { width: PICTURE.width, height: PICTURE.height } })
    await page.setContent(`<style>body{margin:0}</style><img src="data:${PICTURE.type};base64,${preview}">`)
    await save(page, 'quote.webp')
  } finally {
    await browser.close()
    close()
  }
})
process.exit()

async function save(page: Page, name: string): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 50 })
  const picture = Buffer.from(data, 'base64')
  if (picture.length > MAX_SIZE) throw new Error(`${name} would have ${picture.length} bytes, more than ${MAX_SIZE}.`)
  writeFileSync(join(PROJECT_FOLDER, 'docs', name), picture)
  process.stdout.write(`docs/${name}: ${picture.length} bytes\n`)
}
