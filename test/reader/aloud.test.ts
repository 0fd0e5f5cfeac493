import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CHROMIUM, openChromium } from '../support/chromium.ts'
import { realCorpus } from '../support/real-corpus.ts'
import { serveFiles, serveSite } from './serve-site.ts'
import { siteOf } from './site-of.ts'

/** What a browser has to speak with. */
interface Voice {
  readonly name: string
  readonly lang: string
  readonly localService: boolean
}
const DUTCH = { name: 'Ellen', lang: 'nl-NL', localService: true }
const OTHERS = [
  { name: 'Far', lang: 'nl-NL', localService: false },
  { name: 'Anna', lang: 'de-DE', localService: true },
]

describe.skipIf(CHROMIUM === null)('reading aloud', { timeout: 120_000 }, () => {
  const corpus = realCorpus()
  const answer = corpus.passages.find(({ text }) => text === 'Zeker.')!
  const long = corpus.passages.find(({ sentences, speaker }) => sentences.length > 3 && speaker.role === 'answers')!
  const other = corpus.passages.find(({ documentId }) => documentId !== answer.documentId)!
  let browser: Browser
  let site: Awaited<ReturnType<typeof serveSite>>
  let files: Awaited<ReturnType<typeof serveSite>>
  beforeAll(async () => {
    site = await serveSite(siteOf(corpus, { search: { ask: async () => ({ seconds: 1 }), dangerCard: () => '' } }))
    files = await serveFiles(siteOf(corpus))
    browser = await openChromium()
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    site?.close()
    files?.close()
  })

  /** A page of a browser that has these voices, and writes down what it is made to say; each takes as long as it is told. */
  async function openWith(voices: readonly Voice[], address: string, late = false): Promise<Page> {
    const page = await browser.newPage()
    await page.addInitScript(
      ({ voices, late }) => {
        const said: [string, string][] = []
        let waiting: { text: string; voice: { name: string }; onend?: () => void }[] = []
        let changed = () => {}
        let known = late ? [] : voices
        const speechSynthesis = {
          getVoices: () => known,
          speak: (one: (typeof waiting)[number]) => waiting.push(one),
          cancel() {
            waiting = []
          },
          addEventListener(_: string, hear: () => void) {
            changed = hear
          },
        }
        class SpeechSynthesisUtterance {
          readonly text: string
          constructor(text: string) {
            this.text = text
          }
        }
        for (const [name, value] of Object.entries({ speechSynthesis, SpeechSynthesisUtterance }))
          Object.defineProperty(window, name, { value })
        Object.assign(window, {
          said,
          load() {
            known = voices
            changed()
          },
          hear() {
            for (const one of waiting.splice(0)) {
              said.push([one.voice.name, one.text])
              one.onend?.()
            }
          },
        })
      },
      { voices, late },
    )
    await page.goto(address)
    return page
  }
  const button = (page: Page) => page.getByRole('button', { name: 'Lees voor' })
  async function heard(page: Page): Promise<string[]> {
    await button(page).click()
    await page.evaluate('hear()')
    const said: [string, string][] = await page.evaluate('said')
    expect(said.every(([name]) => name === DUTCH.name)).toBe(true)
    return said.map(([, text]) => text)
  }

  it('is offered with a Dutch voice of the device alone, and where there are words', async () => {
    const address = `${site.address}/${answer.documentId}/${answer.id}/`
    for (const voices of [[], OTHERS]) {
      const page = await openWith(voices, address)
      expect(await button(page).isVisible()).toBe(false)
      await page.close()
    }
    const page = await openWith([...OTHERS, DUTCH], address, true)
    expect(await button(page).isVisible()).toBe(false)
    await page.evaluate('load()')
    expect(await button(page).isVisible()).toBe(true)
    await page.goto(`${site.address}/onderwerpen/`)
    await page.evaluate('load()')
    expect(await button(page).isVisible()).toBe(false)
    await page.close()
  })

  it.each([
    ['the bot', () => site],
    ['files', () => files],
  ])('says who speaks before the words, on pages of %s', async (_, of) => {
    const page = await openWith([...OTHERS, DUTCH], `${of().address}/mandje/?mandje=${answer.id},${other.id}`)
    await button(page).waitFor()
    const said = await heard(page)
    expect(said[0]).toBe('NOS vraagt:')
    const at = said.indexOf('NVK antwoordt:')
    expect(said.slice(1, at).join(' ')).toMatch(/\?$/)
    expect(said.join(' ')).not.toContain('[…]')
    expect(said[at + 1]).toBe('Zeker.')
    expect(said.slice(at + 2)).toEqual([
      `Onder het kopje “${other.heading}”:`,
      `${other.speaker.name} schrijft:`,
      other.text,
    ])
    await page.close()
  })

  it('reads all of a text from the passage that is open, and at rest only the core', async () => {
    const page = await openWith([DUTCH], `${site.address}/${long.documentId}/#${long.id}`)
    const said = await heard(page)
    expect(said[0]).toBe('NVK antwoordt:')
    expect(long.text.startsWith(said[1]!)).toBe(true)
    expect(said.filter((line) => line === 'NOS vraagt:').length).toBeGreaterThan(1)
    await page.goto(`${site.address}/${long.documentId}/${long.id}/?rust=aan`)
    const last = long.sentences.at(-1)!
    const atRest = await heard(page)
    expect(atRest).toContain('NVK antwoordt:')
    expect(atRest.join(' ')).not.toContain(long.text.slice(last.start, last.end))
    await page.close()
  })

  it('stops when it is told to, and says so again when it is done', async () => {
    const page = await openWith([DUTCH], `${site.address}/${long.documentId}/${long.id}/`)
    await button(page).focus()
    await page.keyboard.press('Enter')
    const stop = page.getByRole('button', { name: 'Stop met voorlezen' })
    await stop.click()
    await page.evaluate('hear()')
    expect(await page.evaluate('said')).toEqual([])
    expect((await heard(page)).length).toBeGreaterThan(3)
    expect(await button(page).isVisible()).toBe(true)
    await page.close()
  })
})
