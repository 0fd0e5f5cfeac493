/** Draws the pictures of the desk in docs: its first page, a document beside its source, and a message to judge. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
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
const MESSAGE = 'Mijn dochter is na een halve dag school dagen ziek, wat kunnen we doen?'

await run(async () => {
  if (CHROMIUM === null) throw new Error('There is no Chromium on this machine: install it, or name it in CHROMIUM.')
  const config = readConfig()
  const product = await openWithProgress(config)
  const folder = mkdtempSync(join(tmpdir(), 'desk-'))
  const desk = await serveDesk(
    { ...config, draftFolder: join(folder, 'draft'), desk: { ...config.desk, port: 0, url: null, password: null } },
    async () => product,
    (error) => process.stderr.write(`${error}\n`),
  )
  const browser = await openChromium()
  try {
    const page = await browser.newPage({ viewport: SIZE })
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
    rmSync(folder, { recursive: true })
  }
})
process.exit()

async function save(page: Page, name: string): Promise<void> {
  const picture = await page.screenshot()
  if (picture.length > MAX_SIZE) throw new Error(`${name} would have ${picture.length} bytes, more than ${MAX_SIZE}.`)
  writeFileSync(join(PROJECT_FOLDER, 'docs', name), picture)
  process.stdout.write(`docs/${name}: ${picture.length} bytes\n`)
}
