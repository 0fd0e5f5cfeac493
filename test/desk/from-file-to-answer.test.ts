import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createConfig, PROJECT_FOLDER } from '../../src/config/config.ts'
import { loadCorpus } from '../../src/corpus/load-corpus.ts'
import { addExample } from '../../src/desk/add-question.ts'
import { type Served, serveDesk } from '../../src/desk/serve.ts'
import { createMetrics } from '../../src/operations/metrics.ts'
import { createReload } from '../../src/operations/reload.ts'
import { type AnsweringProduct, loadModels, openProduct } from '../../src/product.ts'
import { CHROMIUM, openChromium } from '../support/chromium.ts'
import { docxOf, htmlOf, type Piece, pdfOf } from '../support/make-files.ts'
import { folderWith } from '../support/tiny-corpus.ts'

const title = (text: string): Piece => ({ type: 'title', text })
const heading = (text: string): Piece => ({ type: 'heading', text })
const paragraph = (text: string): Piece => ({ type: 'paragraph', text })

/** A file, with a question that it answers, the words of the answer, and a question that helps to find it. */
interface Case {
  readonly name: string
  readonly bytes: () => Promise<Uint8Array> | Uint8Array
  readonly question: string
  readonly answer: string
  readonly speaker: string
  readonly helps: string
}

const CASES: readonly Case[] = [
  {
    name: 'treinreis.docx',
    bytes: () =>
      docxOf([
        title('Met de trein op reis'),
        heading('Hulp op het station'),
        paragraph(
          'Wie slecht loopt, vraagt op het station reisassistentie aan. Een medewerker brengt je dan met een rolstoel naar de trein.',
        ),
        heading('Rustplek'),
        paragraph('In de stiltecoupé is minder lawaai. Neem een koptelefoon en een slaapmasker mee.'),
      ]),
    question: 'Hoe kom ik met een rolstoel in de trein?',
    answer:
      'Wie slecht loopt, vraagt op het station reisassistentie aan. Een medewerker brengt je dan met een rolstoel naar de trein.',
    speaker: 'Stichting Voorbeeld',
    helps: 'Kan iemand me op het station naar de trein brengen?',
  },
  {
    name: 'koken.pdf',
    bytes: () =>
      pdfOf(
        [
          title('Koken met weinig energie'),
          heading('In de keuken'),
          paragraph(
            'Kook op een goede dag een grote pan soep en vries die in porties in. Dan hoef je op een slechte dag alleen iets op te warmen.',
          ),
          ...Array.from({ length: 40 }, (_, at) =>
            paragraph(
              `Zet hulpmiddel ${at + 1} binnen handbereik, zodat je niet hoeft te bukken. Ga zitten bij het snijden van de groente, en laat zware pannen staan voor iemand anders.`,
            ),
          ),
        ],
        2,
      ),
    question: 'Kan ik soep invriezen voor slechte dagen?',
    answer:
      'Kook op een goede dag een grote pan soep en vries die in porties in. Dan hoef je op een slechte dag alleen iets op te warmen.',
    speaker: 'Stichting Voorbeeld',
    helps: 'Hoe zorg ik voor eten op een dag dat ik niet kan koken?',
  },
  {
    name: 'huisdier.html',
    bytes: () =>
      Buffer.from(
        htmlOf([
          title('Een huisdier als je weinig kunt'),
          heading('Een kat of een hond'),
          paragraph(
            'Een kat hoef je niet uit te laten. Voor een hond is er in veel plaatsen een uitlaatdienst met vrijwilligers.',
          ),
        ]),
      ),
    question: 'Wie kan mijn hond uitlaten?',
    answer:
      'Een kat hoef je niet uit te laten. Voor een hond is er in veel plaatsen een uitlaatdienst met vrijwilligers.',
    speaker: 'Stichting Voorbeeld',
    helps: 'Is er een uitlaatdienst voor honden?',
  },
  {
    name: 'bibliotheek.txt',
    bytes: () =>
      // Windows-1252 has these letters where Latin 1 has them, and its quotation marks at 0x93 and 0x94.
      Buffer.from(
        'Lezen zonder moe te worden\r\n\r\nPatiënten lenen bij de bibliotheek luisterboeken. Eén abonnement is genoeg, ook voor \x93passend lezen\x94.\r\n\r\nZet de stem langzamer als je snel overprikkeld raakt.\r\n',
        'latin1',
      ),
    question: 'Waar leen ik luisterboeken?',
    answer: 'Patiënten lenen bij de bibliotheek luisterboeken. Eén abonnement is genoeg, ook voor “passend lezen”.',
    speaker: 'Stichting Voorbeeld',
    helps: 'Kun je luisterboeken krijgen als lezen te zwaar is?',
  },
  {
    name: 'gesprek.txt',
    bytes: () =>
      Buffer.from(
        [
          'In gesprek over muziek',
          'Redactie: Mag je met deze ziekte nog piano spelen?',
          'Muziektherapeut: Dat mag zeker. Speel kort, en leg de bladmuziek op ooghoogte.',
          'Redactie: En zingen in een koor?',
          'Muziektherapeut: Zingen kost meer adem dan je denkt. Zing zittend mee en sla een lied over.',
        ].join('\n\n'),
      ),
    question: 'Mag ik nog piano spelen?',
    answer: 'Dat mag zeker. Speel kort, en leg de bladmuziek op ooghoogte.',
    speaker: 'Muziektherapeut',
    helps: 'Hoe speel ik piano zonder uitgeput te raken?',
  },
]

describe.skipIf(CHROMIUM === null)('at the desk, in a browser', () => {
  const folder = folderWith({})
  const config = createConfig({
    CORPUS_FOLDER: join(folder, 'corpus'),
    DRAFT_FOLDER: join(folder, 'draft'),
    INDEX_FOLDER: join(folder, 'index'),
    MONITOR_PORT: '0',
  })
  let browser: Browser
  let page: Page
  let served: Served
  /** The bot that runs meanwhile. */
  let bot: AnsweringProduct
  let reload: () => Promise<void>
  const complaints: string[] = []

  beforeAll(async () => {
    cpSync(join(PROJECT_FOLDER, 'corpus'), config.corpusFolder, { recursive: true })
    cpSync(join(PROJECT_FOLDER, 'embeddings', 'index'), config.indexFolder, { recursive: true })
    const models = await loadModels(config)
    const open = (corpusFolder: string, indexFolder: string) =>
      openProduct({ ...config, corpusFolder, indexFolder }, { onNotice: () => {}, onProgress: () => {} }, null, models)
    const openLive = () => open(config.corpusFolder, config.indexFolder)
    reload = createReload({
      open: openLive,
      takeOver: (product) => {
        bot = product
      },
      corpusFolder: config.corpusFolder,
      log: pino({ level: 'silent' }),
      metrics: createMetrics(() => 0),
    })
    bot = await openLive()
    served = await serveDesk({ ...config, desk: { ...config.desk, port: 0 } }, open, (error) =>
      complaints.push(String(error)),
    )
    browser = await openChromium()
    page = await browser.newPage()
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await served?.close()
  }, 60_000)

  it.each(CASES)(
    '$name is read, filled in, looked at and taken',
    async ({ name, bytes, answer, helps }) => {
      await page.goto(served.address)
      await page.getByRole('link', { name: 'Bron toevoegen' }).click()
      await page.getByLabel('Bestand', { exact: true }).setInputFiles({
        name,
        mimeType: 'application/octet-stream',
        buffer: Buffer.from(await bytes()),
      })
      await page.getByRole('button', { name: 'Lees het' }).click()
      await page.getByLabel('Van wie is deze tekst?').fill('Stichting Voorbeeld')
      await page.getByLabel('Korte naam').fill('Voorbeeld')
      await page.getByLabel('Waarom mag je dit citeren?').fill('Citaten met bronvermelding.')
      await page.getByRole('button', { name: 'Opslaan, en naar de tekst' }).click()
      const accept = page.getByRole('button', { name: 'Klopt: neem op in mijn kopie' })
      const id = new URL(page.url()).pathname.split('/').at(-1)!
      // What a page has above or below its text, and only an editor can tell.
      while ((await page.locator('.problem', { hasText: 'boven of onder een bladzijde' }).count()) > 0)
        await page.locator('.row:has(.problem)').first().getByRole('button', { name: 'Laat weg' }).click()
      expect(await page.locator('.problem').allTextContents()).toEqual([])
      expect(await page.locator('.words', { hasText: answer }).first().textContent()).toBe(answer)
      await accept.click()
      await page.getByText('Opgeslagen.').waitFor()
      const { passages } = loadCorpus(config.draftFolder).document(id)
      const path = join(config.draftFolder, id, 'questions.yaml')
      const passage = passages.find(({ text }) => text === answer)!
      writeFileSync(path, addExample(readFileSync(path, 'utf8'), passage, helps))
    },
    60_000,
  )

  it('they are published, and the running bot answers from them', async () => {
    for (const { question, answer } of CASES)
      expect((await bot.answerer.answer(question)).ranked[0]?.passage.text).not.toBe(answer)
    await page.goto(`${served.address}/publish`)
    await page.getByRole('button', { name: 'Publiceer', exact: true }).click()
    const state = async () => {
      await page.goto(`${served.address}/publish`)
      return page.locator('main').textContent()
    }
    await expect.poll(state, { timeout: 240_000, interval: 2000 }).not.toContain('Bezig met')
    expect(await state()).toContain('Gepubliceerd.')
    await reload()
    const found: unknown[] = []
    for (const { question } of CASES) {
      const { outcome, ranked } = await bot.answerer.answer(question)
      // How sure the bot is depends on its weights; what it shows first doesn't.
      const isShown = outcome === 'answered' || outcome === 'related'
      found.push([question, isShown, ranked[0]?.passage.text, ranked[0]?.passage.speaker.name])
    }
    expect(found).toEqual(CASES.map(({ question, answer, speaker }) => [question, true, answer, speaker]))
    expect(complaints).toEqual([])
  }, 300_000)
})
