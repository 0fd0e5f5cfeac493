/**
 * Draws the pictures of the desk in docs: its first page, a document beside its source, and a message to judge. With a folder, draws all
 * its pages there instead, narrow and wide, light and dark, to look at.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { openWithProgress, run } from '../../src/cli/run.ts'
import { PROJECT_FOLDER, readConfig } from '../../src/config/config.ts'
import { serveDesk } from '../../src/desk/serve.ts'
import { CHROMIUM, openChromium } from '../support/chromium.ts'

const SIZE = { width: 1100, height: 720 }
/** Bytes: they are in the repository. */
const MAX_SIZE = 150_000
/** Screens on which pages are looked at. */
const SCREENS = [360, 1100].flatMap((width) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme })),
)
/** Pictures to look at are no higher than this. */
const MAX_HEIGHT = 2400
const FILE = `Folder over rust

Wat helpt

Rust helpt bijna iedereen die ziek is, en slaap helpt ook.

“Ik ga elke middag een uur liggen, en dan kan ik weer verder”, vertelt Nel Bos.

De Wilgenhof – folder 3 1/7
`
const MESSAGE = 'Mijn dochter is na een halve dag school dagen ziek, wat kunnen we doen?'

await run(async () => {
  if (CHROMIUM === null) throw new Error('There is no Chromium on this machine: install it, or name it in CHROMIUM.')
  const config = readConfig()
  const product = await openWithProgress(config)
  const temporary = mkdtempSync(join(tmpdir(), 'desk-'))
  const desk = await serveDesk(
    { ...config, draftFolder: join(temporary, 'draft'), desk: { ...config.desk, port: 0, url: null, password: null } },
    async () => product,
    (error) => process.stderr.write(`${error}\n`),
  )
  const browser = await openChromium()
  try {
    const page = await browser.newPage({ viewport: SIZE })
    const folder = process.argv[2]
    if (folder !== undefined) {
      await drawAll(page, desk.address, folder)
      return
    }
    await page.goto(desk.address)
    await save(page, 'desk-start.png')
    const interview = product.corpus.passages.find(({ answers }) => answers !== null)!
    await page.goto(`${desk.address}/documents/${interview.documentId}`)
    await save(page, 'desk-document.png')
    await page.goto(`${desk.address}/judge`)
    await page.getByLabel('Berichten').fill(MESSAGE)
    await page.getByRole('button', { name: 'Begin' }).click()
    await page.getByRole('button', { name: 'Bewaar' }).waitFor()
    await save(page, 'desk-judge.png')
  } finally {
    await browser.close()
    await desk.close()
    rmSync(temporary, { recursive: true })
  }
})
process.exit()

async function save(page: Page, name: string): Promise<void> {
  const picture = await page.screenshot()
  if (picture.length > MAX_SIZE) throw new Error(`${name} would have ${picture.length} bytes, more than ${MAX_SIZE}.`)
  writeFileSync(join(PROJECT_FOLDER, 'docs', name), picture)
  process.stdout.write(`docs/${name}: ${picture.length} bytes\n`)
}

/** Draws every kind of page on every screen. */
async function drawAll(page: Page, address: string, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const draw = async (name: string, path?: string) => {
    if (path !== undefined) await page.goto(`${address}${path}`)
    for (const { width, colorScheme } of SCREENS) {
      await page.setViewportSize({ width, height: SIZE.height })
      await page.emulateMedia({ colorScheme })
      const height = await page.evaluate('document.documentElement.scrollHeight')
      const clip = { x: 0, y: 0, width, height: Math.min(Number(height), MAX_HEIGHT) }
      await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: true, clip })
    }
    process.stdout.write(`${name}\n`)
  }
  await draw('start', '/')
  await draw('import', '/import')
  await page.getByLabel('Bestand', { exact: true }).setInputFiles({
    name: 'rust.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from(FILE),
  })
  await page.getByRole('button', { name: 'Lees het' }).click()
  await draw('about')
  await page.getByLabel('Van wie is deze tekst?').fill('De Wilgenhof')
  await page.getByLabel('Waarom mag je dit citeren?').fill('Met toestemming.')
  await page.getByRole('button', { name: 'Opslaan, en naar de tekst' }).click()
  await draw('document')
  const document = new URL(page.url()).pathname
  await page
    .getByRole('link', { name: /^Bewerk/ })
    .last()
    .click()
  await draw('piece')
  await draw('text', `${document}/text`)
  for (const name of ['questions', 'trial', 'publish', 'reports', 'judge']) await draw(name, `/${name}`)
  await page.getByLabel('Berichten').fill(MESSAGE)
  await page.getByRole('button', { name: 'Begin' }).click()
  await page.getByRole('button', { name: 'Bewaar' }).waitFor()
  await draw('message')
  await page.goto(`${address}/`)
  const known = await page.locator('main a[href^="/documents/"]').last().getAttribute('href')
  await draw('update', `${known}/update`)
  await draw('drafts', known!.replace('/documents/', '/questions/'))
}
