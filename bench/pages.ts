import type { Browser } from 'playwright-core'
import type { Product } from '../src/product.ts'
import { APP, BASKET, documentPath, quotePath, SEARCH, TOPICS } from '../src/reader/address.ts'
import { MAX_BASKET, NOTHING, queryOf } from '../src/reader/choices.js'
import { serveProduct } from '../test/reader/serve-product.ts'
import { CHROMIUM, openChromium } from '../test/support/chromium.ts'
import { quantile } from './quantile.ts'

/** "Slow 4G" as the tools of Chromium slow a line down: milliseconds that each request takes at least, and bytes a second. */
const SLOW_4G = {
  offline: false,
  latency: 562.5,
  downloadThroughput: (0.9 * 1_600_000) / 8,
  uploadThroughput: (0.9 * 750_000) / 8,
}
/** The processor is so many times as slow. */
const SLOWER = 4
const LOADS = 5
const QUESTION = 'Wat is pacing?'

/**
 * What each kind of page takes, as rows of a table: requests, bytes, and the time until its first words are seen.
 * @throws Error when this machine has no browser.
 */
export async function measurePages(product: Product, corpusFolder: string): Promise<string[]> {
  if (CHROMIUM === null) throw new Error('There is no Chromium on this machine: install it, or name it in CHROMIUM.')
  const { corpus } = product
  const { address, close } = await serveProduct(product, corpusFolder)
  const browser = await openChromium()
  const longest = [...corpus.documents].sort((one, other) => other.text.length - one.text.length)[0]!
  const quote = corpus.passages.find(({ speaker }) => speaker.role === 'answers') ?? corpus.passages[0]!
  const basket = longest.passages.slice(0, MAX_BASKET).map(({ id }) => id)
  const rows = [
    '| page | requests | kB sent | kB unpacked | first seen, ms | longest of 5 |',
    '| --- | --- | --- | --- | --- | --- |',
  ]
  try {
    for (const [name, path, question] of [
      ['first', ''],
      ['questions', `${TOPICS}/`],
      ['longest document', documentPath(longest.id)],
      ['quote', quotePath(quote)],
      ['search', `${SEARCH}/`],
      ['search, answered', `${SEARCH}/`, QUESTION],
      ['basket of 20', `${BASKET}/${queryOf({ ...NOTHING, basket })}`],
      ['app in Telegram', APP],
      ['longest document in the app', `${APP}${documentPath(longest.id)}`],
    ] as const) {
      const loads: Load[] = []
      for (let load = 0; load < LOADS; load++) loads.push(await loadSlowly(browser, `${address}/${path}`, question))
      const { requests, sent, unpacked } = loads[0]!
      const times = loads.map(({ seen }) => seen)
      const figures = [
        (sent / 1000).toFixed(1),
        (unpacked / 1000).toFixed(1),
        quantile(times, 0.5).toFixed(0),
        quantile(times, 1).toFixed(0),
      ]
      rows.push(`| ${[name, requests, ...figures].join(' | ')} |`)
    }
  } finally {
    await browser.close()
    close()
  }
  return rows
}

interface Load {
  readonly requests: number
  /** Bytes, with headers. */
  readonly sent: number
  readonly unpacked: number
  /** Milliseconds from its beginning to the first words. */
  readonly seen: number
}

/** Loads a page with an empty cache, as a slow phone does. @param question is asked on it first, and the answer measured. */
async function loadSlowly(browser: Browser, url: string, question?: string): Promise<Load> {
  const page = await browser.newPage({ viewport: { width: 360, height: 740 } })
  const session = await page.context().newCDPSession(page)
  if (question !== undefined) {
    await page.goto(url)
    await page.getByRole('textbox').fill(question)
  }
  await session.send('Network.enable')
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  await session.send('Network.emulateNetworkConditions', SLOW_4G)
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  let [requests, sent, unpacked] = [0, 0, 0]
  session.on('Network.requestWillBeSent', () => requests++)
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (sent += encodedDataLength))
  session.on('Network.dataReceived', ({ dataLength }) => (unpacked += dataLength))
  if (question === undefined) await page.goto(url, { waitUntil: 'networkidle' })
  else {
    await page.locator('button[type=submit]').click()
    await page.getByRole('article').first().waitFor()
    await page.waitForLoadState('networkidle')
  }
  const painted = await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime)
  const seen = (await painted.jsonValue())!
  await page.close()
  return { requests, sent, unpacked, seen }
}
