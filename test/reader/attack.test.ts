import { connect } from 'node:net'
import fc from 'fast-check'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Search } from '../../src/reader/site.ts'
import { launchAddress } from '../emulator/mini-app.ts'
import { CHROMIUM, openChromium } from '../support/chromium.ts'
import { answered, declined } from '../support/fake-answerer.ts'
import { tinyCorpus } from '../support/tiny-corpus.ts'
import { serveSite } from './serve-site.ts'
import { siteOf } from './site-of.ts'

const { corpus } = tinyCorpus()
/** Markup that runs by itself, by every way out of an attribute, a text and a script. */
const ATTACKS = [
  `"><img src=x onerror=alert(1)>`,
  `'><svg onload=alert(2)>`,
  `</textarea></script><script>alert(3)</script>`,
  `" autofocus onfocus=alert(4) x="`,
  `<iframe srcdoc="<script>parent.alert(5)</script>"></iframe>`,
  `javascript:alert(6)`,
  `<a href=javascript:alert(7) id=vraag>`,
  `--><!-- ]]><base href=//evil.example/>`,
  `\u0000<\u0000script>alert(8)</script>\u2028\u202e`,
]
const search: Search = {
  ask: async (question) =>
    question.includes('niets')
      ? declined(corpus, { understoodAs: question })
      : answered([corpus.passages[0]!], corpus, { understoodAs: question }),
  dangerCard: () => '',
}
let site: Awaited<ReturnType<typeof serveSite>>
const failures: unknown[] = []
beforeAll(async () => {
  const url = 'https://bot.example.org/lezen'
  site = await serveSite(siteOf(corpus, { search, url }), (error) => failures.push(error))
})
afterAll(() => site?.close())

describe.skipIf(CHROMIUM === null)('an attacker of readers', { timeout: 60_000 }, () => {
  let close: () => Promise<void>
  let page: Page
  const complaints: string[] = []
  beforeAll(async () => {
    const browser = await openChromium()
    close = () => browser.close()
    page = await browser.newPage()
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('dialog', (dialog) => {
      complaints.push(`dialog ${dialog.message()}`)
      void dialog.dismiss()
    })
    page.on('request', (request) => {
      if (!request.url().startsWith(site.address)) complaints.push(`asked ${request.url()}`)
    })
  }, 60_000)
  afterAll(() => close?.())

  /** Everything of the page that no page of ours has. */
  const strange = () =>
    page.evaluate(() =>
      [
        ...document.querySelectorAll(
          'main img:not(.paper img), main svg:not(.paper svg), main script, iframe, base, a[href^=javascript], [onfocus]',
        ),
      ].map((one) => one.outerHTML),
    )

  it.each(['zoek/', 'app/zoek/'])(
    'runs nothing at %s by a question, by how it was understood, or by who asks',
    async (path) => {
      for (const attack of ATTACKS)
        for (const question of [attack, `niets ${attack}`]) {
          // As a page of somebody else sends it: a script-made form has every byte.
          await page.goto(`${site.address}/${path}`)
          await page.evaluate(
            ([vraag, app]) => {
              const form = document.querySelector<HTMLFormElement>('main form')!
              for (const [name, value] of [
                ['vraag', vraag],
                ['app', app],
              ] as const) {
                const field = document.createElement('textarea')
                Object.assign(field, { name, value })
                form.replaceChildren(...[...form.children].filter((one) => one.getAttribute('name') !== name), field)
              }
              form.submit()
            },
            [question, attack] as const,
          )
          await page.locator('#antwoord').waitFor()
          expect(await page.locator('#vraag').inputValue()).toBe(question.replaceAll('\u0000', '\ufffd'))
          expect(await page.locator('#antwoord').textContent()).toContain(question.slice(0, 8).replaceAll('\u0000', ''))
          expect(await strange()).toEqual([])
          expect(complaints).toEqual([])
        }
    },
  )

  it('runs nothing by what comes after the address, and takes nothing of it into the page', async () => {
    const { documentId, id } = corpus.passages[0]!
    const coded = encodeURIComponent(ATTACKS.join(' '))
    for (const path of [
      '',
      'zoek/',
      'onderwerpen/',
      `${documentId}/`,
      `${documentId}/${id}/`,
      'mandje/',
      'app/',
      'app/zoek/',
    ])
      for (const end of [
        `#${coded}`,
        `#mandje=${coded}`,
        `?kleur=${coded}&mandje=${coded}&m=${coded}`,
        `?k=kleur+${coded}`,
      ]) {
        await page.goto(`${site.address}/${path}${end}`)
        expect(await strange(), `${path}${end}`).toEqual([])
      }
    for (const attack of ATTACKS) {
      await page.goto('about:blank')
      await page.goto(launchAddress(`${site.address}/app/`, attack, { bg_color: attack, text_color: attack }))
      await page.locator('#vraag').fill('Is dit zo?')
      await page.evaluate(
        `postMessage(${JSON.stringify(JSON.stringify({ eventType: 'theme_changed', eventData: { theme_params: { bg_color: attack } } }))}, '*')`,
      )
      expect(await strange()).toEqual([])
    }
    expect(complaints.filter((line) => !line.includes('404 (Not Found)'))).toEqual([])
  })
})

describe('an attacker of the machine', () => {
  const port = () => Number(new URL(site.address).port)
  /** Sends a request line as it is. @returns the answer; empty when the connection was closed without one. */
  const ask = (path: string, method = 'GET') =>
    new Promise<string>((resolve, reject) => {
      const socket = connect(port(), '127.0.0.1', () =>
        socket.write(`${method} ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`, 'latin1'),
      )
      let answer = ''
      socket.on('data', (bytes) => (answer += bytes.toString('latin1'))).on('error', reject)
      socket.on('close', () => resolve(answer))
    })
  const UP = [
    '..',
    '.',
    '%2e%2e',
    '.%2E',
    '%252e%252e',
    '%c0%ae%c0%ae',
    '%uff0e%uff0e',
    '..;',
    '..%00',
    '....//',
    '\\..',
    '..%5c',
    '%2e%2e%2f',
    '..%252f',
    '..%255c',
    '~root',
    'file:',
    'C:',
  ]
  const FILES = [
    'etc/passwd',
    'proc/self/environ',
    'package.json',
    '.env',
    'corpus/offtopic.yaml',
    'src/main.ts',
    'dist/main.js',
    'windows\\win.ini',
  ]
  const STARTS = ['', 'lezen/', 'app/', 'lezen/app/', 'zoek/', 'gesprek/', 'icon.svg/', 'http://127.0.0.1/', '/', '\\']
  const SLASHES = ['/', '//', '\\', '%2f', '%5c', '%252f', '/./']

  it('gets no file but those of the site, by whatever path', async () => {
    const path = fc
      .tuple(
        fc.constantFrom(...STARTS),
        fc.array(fc.constantFrom(...UP), { maxLength: 8 }),
        fc.constantFrom(...SLASHES),
        fc.constantFrom(...FILES),
        fc.constantFrom('', '%00', '%00.html', '/', '/.', '?', '#', '%20', '::$DATA'),
      )
      .map(([start, ups, slash, file, end]) => `/${start}${[...ups, file].join(slash)}${end}`)
    await fc.assert(
      fc.asyncProperty(path, async (asked) => {
        const answer = await ask(asked)
        expect(answer, asked).toMatch(/^HTTP\/1\.1 (?:400|404) /)
        expect(answer, asked).not.toMatch(/root:x:|PATH=|"dependencies"|BOT_TOKEN|^near:|import .* from/m)
      }),
      { numRuns: 1000 },
    )
    expect(failures).toEqual([])
  })

  it('learns nothing by a path that is very long, or of no letters, and the next reader is served', async () => {
    for (const asked of [
      `/${'a'.repeat(8000)}`,
      `/${'../'.repeat(4000)}etc/passwd`,
      `/${'%2e%2e%2f'.repeat(1500)}etc/passwd`,
      `/${'a/'.repeat(500_000)}`,
      `/zoek/?${'mandje=aaaaaaaa&'.repeat(700)}`,
      '/\u0000',
      '/\u00ff\u00fe',
      '*',
      '?',
      'zoek/',
      '',
    ]) {
      const answer = await ask(asked)
      expect(answer, asked.slice(0, 40)).toMatch(/^(?:HTTP\/1\.1 (?:200|400|404|431) |$)/)
      expect(answer).not.toMatch(/root:x:|\bat .*\.[jt]s:\d|Error:/)
    }
    for (const method of ['POST', 'PUT', 'TRACE', 'CONNECT', 'PROPFIND', 'OPTIONS', 'FOO'])
      expect(await ask('/../../etc/passwd', method), method).toMatch(/^(?:HTTP\/1\.1 4\d\d |$)/)
    expect(await ask('/')).toMatch(/^HTTP\/1\.1 200 /)
    expect(failures).toEqual([])
  })
})
