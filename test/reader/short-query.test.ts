import { describe, expect, it } from 'vitest'
import { MAX_BASKET, NOTHING, queryOf } from '../../src/reader/choices.js'
import { linkQueryOf, readShort, SHORT, SHORT_FROM } from '../../src/reader/short-query.ts'
import { CHROMIUM, openChromium } from '../support/chromium.ts'
import { realCorpus } from '../support/real-corpus.ts'
import { serveSite } from './serve-site.ts'
import { NO_SEARCH, siteOf } from './site-of.ts'

const corpus = realCorpus()
const site = siteOf(corpus, { search: NO_SEARCH })
const ids = corpus.passages.map(({ id }) => id).reverse()
const shortOf = (query: string) => new URLSearchParams(query).get(SHORT) ?? ''
const full = { ...NOTHING, basket: ids.slice(0, MAX_BASKET) }

describe('what links on a page carry', () => {
  it.each([
    full,
    { ...full, letters: 3, colour: 'donker', rest: true } as const,
    { ...full, letters: 2, colour: 'sepia' } as const,
    { ...NOTHING, colour: 'licht', basket: ids.slice(0, SHORT_FROM) } as const,
  ])('is short with a large basket, and says all of it, in its order: %#', (choices) => {
    const query = linkQueryOf(choices, site)
    expect(query.length).toBeLessThan(queryOf(choices).length)
    expect(readShort(shortOf(query), site)).toEqual(choices)
  })

  it('is the address itself with a smaller basket', () => {
    const choices = { ...NOTHING, rest: true, basket: ids.slice(0, SHORT_FROM - 1) }
    expect(linkQueryOf(choices, site)).toBe(queryOf(choices))
  })

  it('leaves out a quote that there is not, and one that is no longer known by its beginning', () => {
    const query = linkQueryOf({ ...full, basket: ['aaaaaaaa', ...full.basket.slice(1)] }, site)
    expect(readShort(shortOf(query), site)!.basket).toEqual(full.basket.slice(1))
    const gone = { ...corpus, passages: corpus.passages.filter(({ id }) => id !== full.basket[3]) }
    expect(readShort(shortOf(linkQueryOf(full, site)), { ...site, corpus: gone })!.basket).toEqual(
      full.basket.filter((_, at) => at !== 3),
    )
    // One letter begins several.
    expect(readShort(`1001${full.basket.map(([letter]) => letter).join('')}`, site)!.basket.length).toBeLessThan(
      MAX_BASKET,
    )
  })

  it.each(['', '1', '4003abc', '1403abc', '1023abc', '1009abc', '1000', '1003<b>', '1003../'])(
    'is nothing that may not be chosen: %s',
    (value) => {
      expect(readShort(value, site)).toBeNull()
    },
  )

  it('is taken whole times a beginning, and no more of them than a basket holds', () => {
    expect(readShort('1003ab', site)).toEqual(NOTHING)
    const all = ids.join('')
    expect(readShort(`1008${all}${all}`, site)!.basket).toEqual(full.basket)
  })
})

describe('a server that is asked for a page by a short address', () => {
  it.each(['', 'app/'])('sends the reader on to the whole one: /%s', async (side) => {
    const served = await serveSite(site)
    const response = await fetch(`${served.address}/${side}onderwerpen/${linkQueryOf(full, site)}`, {
      redirect: 'manual',
    })
    expect([response.status, response.headers.get('location')]).toEqual([303, `./${queryOf(full)}`])
    served.close()
  })

  it.skipIf(CHROMIUM === null)(
    'so that without script a full basket goes along, also to a place in a text',
    async () => {
      const served = await serveSite(site)
      const browser = await openChromium()
      const page = await browser.newPage({ javaScriptEnabled: false })
      await page.goto(`${served.address}/mandje/${queryOf(full)}`)
      await page.locator('.basket .source a').first().click()
      const place = corpus.passages.find(({ id }) => id === full.basket[0])!
      await page.waitForURL(`**/${place.documentId}/${queryOf(full)}#${place.id}`)
      expect(await page.locator(':target .words').textContent()).toBe(place.text)
      await page.locator('#mandje').click()
      expect(await page.locator('.basket li').count()).toBe(MAX_BASKET)
      await browser.close()
      served.close()
    },
  )
})
