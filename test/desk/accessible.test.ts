import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PATHS } from '../../src/config/config.ts'
import { hashPassword } from '../../src/desk/password.ts'
import type { Product } from '../../src/product.ts'
import { loadWeights } from '../../src/retrieval/weights.ts'
import { COLOURS, violationsOf } from '../support/axe.ts'
import { CHROMIUM, openChromium } from '../support/chromium.ts'
import { fakeEmbedder } from '../support/fake-embedder.ts'
import { pdfOf } from '../support/make-files.ts'
import { openDesk } from '../support/open-desk.ts'
import { openTinyIndex } from '../support/open-tiny-index.ts'
import { folderWith, tinyCorpus } from '../support/tiny-corpus.ts'
import { findingProduct, wholeFiles } from '../support/whole-corpus.ts'

const PASSWORD = 'een lang wachtwoord'
const TOUR = ['/', '/import', '/questions', '/trial', '/publish'].map((path) => `${path}?tour`)
const INTERVIEW = [
  'In gesprek over muziek',
  'Redactie: Mag je met deze ziekte nog piano spelen?',
  'Muziektherapeut: Dat mag zeker. Schrijf naar jan@voorbeeld.nl.',
  'Redactie: En zingen?',
  'Muziektherapeut: Dat kost meer adem.',
].join('\n\n')
/** Who says what stands in it is to be asked. */
const ARTICLE = `Leven met ME

Rust helpt soms.

“Ik lig de hele dag op bed”, vertelt Sanne (26). “Dat is niet wat ik wilde.”

‘Na een uur op school was ik op’, zegt Joris. ‘Daarna lag ik dagen ziek op de bank.’
`
const NEW = 'Leven met ME\n\nRust\n\nRust nemen helpt sommige mensen. Overleg bijv. met je huisarts.\n\nVraag hulp.\n'

/** Also holds drafts against an index. */
async function wholeProduct(folder: string): Promise<Product> {
  const { index } = await openTinyIndex(folder, folderWith({}))
  return {
    ...(await findingProduct(folder)),
    index,
    embedder: fakeEmbedder(),
    weights: loadWeights(PATHS.weights),
  } as Product
}

/** A way to something that is shown: from the page of a browser, in Dutch. */
interface State {
  readonly name: string
  readonly lead: (page: Page) => Promise<unknown>
  /** Also in a wide window. */
  readonly isWide?: boolean
}

/** Which of those that Tab is to lead to has the focus, and whether that can be seen. */
type Look = readonly [reached: number, isSeen: boolean]

describe.skipIf(CHROMIUM === null)('for editors with a small, a wide or a dark screen, or none', () => {
  let browser: Browser
  let desk: Awaited<ReturnType<typeof openDesk>>
  let guarded: typeof desk
  const complaints: string[] = []
  const passage = tinyCorpus().corpus.document('pagina').passages[0]!

  beforeAll(async () => {
    const { id } = tinyCorpus().corpus.passages[0]!
    const report = { version: 1, passages: [id], kind: 'passage', question: 'mag ik <b>op de bank</b> ploffen?' }
    const SETTINGS_FOLDER = folderWith({
      'reports.jsonl': [report, { ...report, kind: 'other', question: null }]
        .map((one) => `${JSON.stringify(one)}\n`)
        .join(''),
      'answered-reports.jsonl': `${JSON.stringify({ passages: [id], kind: 'passage', who: 'Anna', why: 'Het staat er.', at: '2026-11-20' })}\n`,
    })
    // The desk makes a copy of a model's passages only where it has one.
    const settings = { MONITOR_PORT: '0', EMBEDDING_MODEL: folderWith({}), SETTINGS_FOLDER }
    desk = await openDesk(settings, wholeFiles(), wholeProduct)
    guarded = await openDesk({ MONITOR_PORT: '0', DESK_PASSWORD: await hashPassword(PASSWORD) }, wholeFiles())
    await desk.upload('/import', 'muziek.txt', INTERVIEW)
    await desk.upload('/import', 'artikel.txt', ARTICLE)
    const paragraph = { type: 'paragraph', text: 'Zet alles binnen handbereik, en ga zitten. '.repeat(6) } as const
    const leaflet = await pdfOf([{ type: 'title', text: 'Koken' }, ...Array.from({ length: 30 }, () => paragraph)], 2)
    await desk.upload('/import', 'koken.pdf', leaflet)
    browser = await openChromium()
  }, 60_000)
  afterAll(async () => browser?.close())

  const go = (path: string) => (page: Page) => page.goto(desk.address + path)
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().click()
  const atPath = (path: string): State => ({ name: path, lead: go(path) })
  const alert = (page: Page) => page.getByRole('alert').first().waitFor()

  /** In the order in which one leads to the next. */
  const states: readonly State[] = [
    ...TOUR.map(atPath),
    { ...atPath('/'), isWide: true },
    ...['/import', '/questions', '/trial', '/publish', '/reports', '/judge', '/nowhere'].map(atPath),
    ...['/documents/pagina/about', '/documents/gesprek/about', '/documents/pagina/text'].map(atPath),
    ...['/documents/pagina', '/documents/gesprek', '/documents/in-gesprek-over-muziek'].map(atPath),
    ...['about', 'text'].map((part) => atPath(`/documents/in-gesprek-over-muziek/${part}`)),
    ...['/documents/koken', '/documents/koken/about', '/documents/leven-met-me/about'].map(atPath),
    { ...atPath('/documents/leven-met-me'), isWide: true },
    atPath('/documents/pagina/update'),
    ...['/questions/pagina', `/questions/pagina/${passage.id}`].map(atPath),
    {
      name: 'a form that was sent empty',
      async lead(page) {
        await go('/import')(page)
        await press(page, 'Lees het')
        await alert(page)
      },
    },
    {
      name: 'a piece with problems',
      async lead(page) {
        await go('/documents/leven-met-me')(page)
        await page.locator('.row:has(.problem)').getByRole('link', { name: 'Bewerken' }).first().click()
        await page.getByLabel('Tekst', { exact: true }).waitFor()
      },
    },
    {
      name: 'letters that may not be changed',
      async lead(page) {
        await go('/documents/pagina')(page)
        await page.getByRole('link', { name: 'Bewerken' }).nth(2).click()
        await page.getByLabel('Tekst', { exact: true }).fill('Iets anders.')
        await press(page, 'Opslaan')
        await alert(page)
      },
    },
    {
      name: 'what another editor changed meanwhile',
      async lead(page) {
        await go('/documents/pagina/text')(page)
        await page.getByLabel('De hele tekst').fill('Iets anders.')
        await page.evaluate(() => {
          document.querySelector<HTMLInputElement>('[name=version]')!.value = 'another'
        })
        await press(page, 'Opslaan')
        await alert(page)
      },
    },
    {
      name: 'both answers',
      async lead(page) {
        await go('/trial')(page)
        await page.getByLabel('Vragen').fill('Helpt Overleg?\nWat kost dat?')
        await press(page, 'Vraag het allebei')
        await page.getByRole('heading', { name: 'Wat kost dat?' }).waitFor()
      },
    },
    {
      name: 'how passages are found',
      async lead(page) {
        await go('/questions')(page)
        await press(page, 'Meet hoe goed elk stuk gevonden wordt')
        await page.getByRole('columnheader').nth(3).waitFor()
      },
    },
    {
      name: 'drafts to accept',
      async lead(page) {
        const draft = {
          id: '1',
          from: 'een model',
          question: 'mag ik <b>ploffen</b>',
          passageId: passage.id,
          doubts: [],
        }
        const doubted = { ...draft, id: '2', doubts: [{ kind: 'nearer', passageId: passage.id }] }
        const offTopic = { ...draft, id: '3', passageId: null, doubts: [{ kind: 'answered', passageId: passage.id }] }
        mkdirSync(join(desk.draft, '.asked'), { recursive: true })
        writeFileSync(join(desk.draft, '.asked/pagina.json'), JSON.stringify([draft, doubted, offTopic]))
        await go('/questions/pagina')(page)
        for (const doubts of await page.locator('summary').all()) await doubts.click()
        await page.getByRole('checkbox').nth(2).waitFor()
      },
    },
    {
      name: 'a reply without questions',
      async lead(page) {
        await go('/questions/pagina')(page)
        await page.getByLabel('Plak hier').fill('Dat doe ik niet.')
        await page.getByLabel('Wie of wat').fill('een model')
        await press(page, 'Kijk ze na')
        await alert(page)
      },
    },
    {
      name: 'a report that was checked',
      async lead(page) {
        await go('/reports')(page)
        await page.getByRole('link', { name: 'op de bank' }).click()
        await page.getByLabel('Welk stuk').selectOption('none')
        await page.getByLabel('Je naam').first().fill('Anna')
        await press(page, 'Kijk ze na')
        await page.getByRole('button', { name: 'Neem de vraag op' }).waitFor()
      },
    },
    {
      name: 'a message to judge',
      async lead(page) {
        await go('/judge')(page)
        await page.getByLabel('Berichten').fill('helpt rust?')
        await press(page, 'Begin')
        await page.getByRole('button', { name: 'Bewaar' }).waitFor()
      },
    },
    {
      name: 'a message that another judged meanwhile',
      async lead(page) {
        await go('/judge')(page)
        await page.getByRole('link', { name: 'helpt rust?' }).first().click()
        for (const first of await page.getByRole('radio', { name: '0: ' }).all()) await first.check()
        await page.getByLabel('Je naam').fill('Bob')
        const key = new URL(page.url()).pathname
        await desk.post(`${key}/remove`, {})
        await page.getByRole('button', { name: 'Bewaar' }).click()
        await alert(page)
      },
    },
    {
      name: 'the review of a new version',
      async lead(page) {
        await go('/documents/pagina/update')(page)
        await page
          .getByLabel('Bestand')
          .setInputFiles({ name: 'nieuw.txt', mimeType: 'text/plain', buffer: Buffer.from(NEW) })
        await press(page, 'Vergelijk')
        await page.getByRole('heading', { name: 'Veranderd: 1' }).waitFor()
      },
    },
    {
      name: 'a new version that may not be taken',
      async lead(page) {
        await go('/documents/pagina/update')(page)
        await page
          .getByLabel('Bestand')
          .setInputFiles({ name: 'nieuw.txt', mimeType: 'text/plain', buffer: Buffer.from(NEW) })
        await press(page, 'Vergelijk')
        await page.getByText('De nieuwe tekst verbeteren').click()
        await page.getByRole('textbox').last().fill('# Iets anders')
        await page.locator('button[formaction]').click()
        await page.locator('.problem').first().waitFor()
      },
    },
    {
      name: 'all test questions',
      async lead(page) {
        await go('/trial')(page)
        await press(page, 'Stel alle proefvragen')
        await page.locator('main:not([data-goes-on])').waitFor({ timeout: 60_000 })
      },
    },
    {
      name: 'changes to publish',
      async lead(page) {
        writeFileSync(join(desk.draft, 'offtopic.yaml'), 'near:\n  a: [Wat kost een stoel?]\n')
        await go('/publish')(page)
        await page.getByRole('button', { name: 'Publiceer' }).waitFor()
      },
    },
    {
      name: 'problems on the first page, and mistakes that are not published',
      async lead(page) {
        writeFileSync(join(desk.draft, 'lexicon.yaml'), '- [rust\n')
        await go('/publish')(page)
        await press(page, 'Publiceer')
        await alert(page)
      },
    },
    { name: 'what can be undone', lead: go('/') },
    {
      name: 'the password',
      lead: (page) => page.goto(guarded.address),
    },
    {
      name: 'a wrong password',
      async lead(page) {
        await page.goto(guarded.address)
        await page.getByLabel('Wachtwoord').fill('raad eens')
        await press(page, 'Inloggen')
        await alert(page)
      },
    },
    {
      name: 'the first page of who is known',
      async lead(page) {
        await page.goto(guarded.address)
        await page.getByLabel('Wachtwoord').fill(PASSWORD)
        await press(page, 'Inloggen')
        await page.getByRole('button', { name: 'Uitloggen' }).waitFor()
      },
    },
  ]

  /** What is wrong with a page at each width, in light and dark. */
  async function faultsOf(page: Page, { isWide = false }: State): Promise<string[]> {
    const found: string[] = []
    for (const width of isWide ? [360, 1280, 1600] : [360, 1280]) {
      await page.setViewportSize({ width, height: 900 })
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        const violations = await violationsOf(page, colorScheme === 'light' ? undefined : COLOURS)
        found.push(...violations.map((one) => `${width} ${colorScheme} ${one}`))
      }
      const isTooWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
      if (isTooWide) found.push(`${width}: wider than the screen`)
    }
    return found
  }

  async function openTab(): Promise<[BrowserContext, Page]> {
    // The policy of the pages lets in no script of others, axe included.
    const context = await browser.newContext({ bypassCSP: true })
    const page = await context.newPage()
    page.on('request', (request) => {
      if (![desk, guarded].some(({ address }) => request.url().startsWith(address))) complaints.push(request.url())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    return [context, page]
  }

  /** Where Tab doesn't lead, or can't be seen to lead, in the order of the page. */
  async function unreachable(page: Page): Promise<string[]> {
    // The page itself notes where each Tab led: asking it after each one takes as long as all else.
    await page.evaluate(() => {
      const looks: Look[] = []
      Object.assign(window, { looks })
      document.addEventListener('keyup', () => {
        const here = document.activeElement as HTMLElement
        const { outlineStyle, outlineWidth } = getComputedStyle(here)
        looks.push([Number(here.dataset.at), outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2])
      })
      const start = document.createElement('span')
      start.tabIndex = -1
      document.body.prepend(start)
      start.focus()
      start.remove()
    })
    const expected = await page.evaluate(() => {
      const seen = new Set<string>()
      return [...document.querySelectorAll<HTMLInputElement>('a[href], button, input, select, textarea, summary')]
        .filter((one) => one.type !== 'hidden' && one.checkVisibility())
        .filter(({ type, name }) => type !== 'radio' || (!seen.has(name) && seen.add(name)))
        .map((one, at) => {
          one.dataset.at = String(at)
          return one.outerHTML.slice(0, 150)
        })
    })
    // A date has a stop for its day, its month, its year and its calendar.
    const stops = expected.length + 3 * expected.filter((html) => html.includes('type="date"')).length
    for (let stop = 0; stop < stops; stop++) await page.keyboard.press('Tab')
    const looks = await page.evaluate<Look[]>('looks')
    const moves = looks.filter(([reached], at) => reached !== looks[at - 1]?.[0])
    const faults: string[] = []
    for (const [at, html] of expected.entries()) {
      const [reached, isSeen] = moves[at] ?? []
      if (reached !== at) return [...faults, `Tab leads to ${reached}, not to ${at}: ${html}`]
      if (!isSeen) faults.push(`the focus is not seen: ${html}`)
    }
    return faults
  }

  it('the focus and what is being typed stay while something goes on, and the end of it is told', async () => {
    let open = () => {}
    const opened = new Promise<void>((resolve) => {
      open = resolve
    })
    const slow = await openDesk({ EMBEDDING_MODEL: folderWith({}) }, wholeFiles(), async (folder) => {
      await opened
      return wholeProduct(folder)
    })
    const page = await browser.newPage()
    await page.goto(`${slow.address}/questions/pagina`)
    await page.getByLabel('Plak hier').fill(`[${passage.id}]\nmag ik op de bank ploffen`)
    await page.getByLabel('Wie of wat').fill('een model')
    await page.keyboard.press('Enter')
    await page.getByRole('status').waitFor()
    await page.getByLabel('Plak hier').fill('Wacht')
    open()
    await page.getByRole('heading', { name: 'voorstel' }).waitFor()
    await page.keyboard.type(' even!')
    expect(await page.getByLabel('Plak hier').inputValue()).toBe('Wacht even!')
    await page.close()
  }, 60_000)

  it('who saved a piece goes on from there, and who is refused hears why', async () => {
    const [context, page] = await openTab()
    const hasFocus = (selector: string) =>
      page.evaluate((within) => document.activeElement?.closest(within) !== null, selector)
    const edit = async (text: string) => {
      await page.getByRole('link', { name: 'Bewerken: Zet de wekker' }).click()
      await page.getByLabel('Tekst', { exact: true }).fill(text)
      await press(page, 'Opslaan')
    }
    await desk.upload('/import', 'opstaan.txt', 'Opstaan zonder haast\n\nBlijf even liggen.\n\nZet de wekker uit.\n')
    await go('/documents/opstaan-zonder-haast')(page)
    await edit('Zet de wekker uit!')
    await page.waitForURL(/#l/)
    await page.keyboard.press('Tab')
    expect(await hasFocus('.row:target')).toBe(true)
    await edit('Zet iets anders uit!')
    await alert(page)
    expect(await hasFocus('[role=alert]')).toBe(true)
    await context.close()
  }, 60_000)

  it('axe finds nothing on any page, in Dutch or in English, Tab leads everywhere, and nothing is wider than the screen', async () => {
    const [context, page] = await openTab()
    const found: Record<string, string[]> = {}
    const speak = async (language: string) => {
      for (const { address } of [desk, guarded])
        await context.addCookies([{ name: 'language', value: language, url: address }])
    }
    for (const state of states) {
      await speak('nl')
      await state.lead(page)
      const dutch = [...(await faultsOf(page, state)), ...(await unreachable(page))]
      await speak('en')
      // Also sends a form again.
      await page.reload()
      expect(await page.locator('html').getAttribute('lang')).toBe('en')
      const faults = [...dutch, ...(await faultsOf(page, state))]
      if (faults.length > 0) found[state.name] = [...new Set(faults)]
    }
    expect(found).toEqual({})
    expect(complaints).toEqual([])
    await context.close()
  }, 600_000)

  it('no kind of page to which links lead was left out', async () => {
    const kindOf = (path: string) =>
      path
        .replace(/(?<=\/(?:documents|questions|reports|judge)\/)[^/?]+/g, '*')
        .replace(/(?<=\*\/)(?!about|text|update)(pieces\/)?[^/]+$/, '$1*')
    const known = new Set([
      ...states.map(({ name }) => kindOf(name)),
      '/documents/*/pieces/*',
      '/reports/*',
      '/judge/*',
    ])
    const paths = ['/']
    for (const path of paths) {
      const { body } = await desk.get(path)
      for (const [, to] of body.matchAll(/<a [^>]*href="(\/[^"#?]*)/g))
        if (!paths.some((one) => kindOf(one) === kindOf(to!))) paths.push(to!)
    }
    expect(paths.length).toBeGreaterThan(10)
    expect(paths.map(kindOf).filter((kind) => !known.has(kind))).toEqual([])
  }, 60_000)
})
