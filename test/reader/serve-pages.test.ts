import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { connect } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { routesOf } from '../../src/reader/routes.ts'
import { createPageServer } from '../../src/reader/serve-pages.ts'
import { tinyCorpus } from '../support/tiny-corpus.ts'
import { siteOf } from './site-of.ts'

const { corpus } = tinyCorpus()
const site = siteOf(corpus, { url: 'https://bot.example.org/lezen' })
const [passage] = corpus.passages
const quote = `/${passage!.documentId}/${passage!.id}/`
const failures: unknown[] = []
const pages = createPageServer((error) => failures.push(error))
let server: Server
let port: number
beforeAll(async () => {
  server = createServer((request, response) => pages.handle(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as { port: number }).port
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const get = (path: string, init: RequestInit = {}) =>
  fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual', ...init })

/** Sends a path as it is: fetch would tidy it up. */
function getRaw(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`GET ${path} HTTP/1.0\r\nHost: x\r\n\r\n`, 'latin1'))
    let answer = ''
    socket.on('data', (chunk) => {
      answer += chunk
    })
    socket.on('end', () => resolve(answer)).on('error', reject)
  })
}

describe('pages that the bot serves', () => {
  it('are not there before there is a site, and then are', async () => {
    expect((await get('/')).status).toBe(503)
    pages.show(site)
    expect((await get('/')).status).toBe(200)
  })

  it('are the files that "bronwijzer site" writes, byte by byte, under the address or below what a proxy strips', async () => {
    for (const [path, render] of routesOf(site)) {
      const { body, type } = (await render())!
      for (const address of [`/lezen/${path}`, `/${path}`]) {
        const response = await get(address)
        expect(response.headers.get('content-type')).toBe(type)
        expect(Buffer.from(await response.arrayBuffer()).equals(Buffer.from(body)), address).toBe(true)
      }
    }
  })

  it('lead from an address without its last slash to the one with it, wherever the proxy is', async () => {
    for (const base of ['', '/lezen']) {
      const response = await get(`${base}/pagina`)
      expect(response.status).toBe(301)
      expect(new URL(response.headers.get('location')!, `https://x${base}/pagina`).pathname).toBe(`${base}/pagina/`)
    }
  })

  it('allow nothing from elsewhere, no frame, no script in a page, no cookie and no referrer', async () => {
    for (const path of ['/', quote, '/niets', '/icon.svg', '/onderwerpen']) {
      const { headers } = await get(path)
      const policy = headers.get('content-security-policy')!
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toMatch(/unsafe|https?:|\*/)
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('set-cookie')).toBeNull()
    }
  })

  it('choose what a button without script asks for, and go on at the address of what was chosen, at the same quote', async () => {
    const id = passage!.id
    for (const [asked, location] of [
      ['?k=kleur+sepia', './?kleur=sepia'],
      ['?kleur=sepia&mandje=aaaaaaaa&k=kleur+', './?mandje=aaaaaaaa'],
      [`?mandje=aaaaaaaa&k=mandje+${id}`, `./?mandje=aaaaaaaa,${id}#${id}`],
      [`?mandje=aaaaaaaa%2C${id}&k=op+${id}`, `./?mandje=${id},aaaaaaaa#${id}`],
      ['?mandje=aaaaaaaa&k=leeg', './'],
      ['?k=%0d%0aSet-Cookie:x&k=//evil.example', './'],
      ['?k=mandje+%22%3E%3Cscript%3E', './'],
      ['?k=mandje+x%0d%0aSet-Cookie:x', './'],
    ] as const) {
      const response = await get(`/lezen${quote}${asked}`)
      expect([response.status, response.headers.get('location')]).toEqual([303, location])
      expect(response.headers.get('cache-control')).toBe('no-store')
    }
    expect((await get('/niets?k=kleur+sepia')).status).toBe(404)
  })

  it('are compressed, and sent once while they are the same', async () => {
    const first = await get(quote)
    expect(first.headers.get('content-encoding')).toBe('gzip')
    const tag = first.headers.get('etag')!
    expect((await get(quote, { headers: { 'If-None-Match': tag } })).status).toBe(304)
    const icon = /icon\.svg\?v=\w+/.exec(await first.text())![0]
    expect((await get(`/${icon}`)).headers.get('cache-control')).toContain('immutable')
    expect(await (await get(quote, { method: 'HEAD' })).text()).toBe('')
    expect((await get(quote, { method: 'DELETE' })).status).toBe(405)
  })

  it.each([
    '/../package.json',
    '/../../../../etc/passwd',
    '/..%2f..%2fetc/passwd',
    '/%2e%2e/%2e%2e/package.json',
    '//etc/passwd',
    '/pagina/../../package.json',
    '/lezen/../src/main.ts',
    '/icon.svg/../site.ts',
    '/site.ts',
    '/pagina/%00',
    '/constructor',
    '/__proto__/',
    '/http://evil.example/',
    '/\\..\\..\\package.json',
  ])('find nothing at %s', async (path) => {
    const answer = await getRaw(path)
    expect(answer).toMatch(/^HTTP\/1\.1 404 /)
    expect(answer).not.toMatch(/root:x:|"dependencies"|import .* from /)
  })

  it('show nothing of an address, whatever it is, and never fail', async () => {
    const odd = fc.string({
      unit: fc.constantFrom(...'abc/.%2fe<>"\'?#&=;:@\\kanariepietje'),
      minLength: 1,
      maxLength: 60,
    })
    await fc.assert(
      fc.asyncProperty(odd, async (rest) => {
        const answer = await getRaw(`/x<script>kanarie</script>${rest.replace(/\s/g, '')}`)
        expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /)
        expect(answer).not.toContain('kanarie')
      }),
      { numRuns: 200 },
    )
    expect(failures).toEqual([])
  })

  it('take a question that breaks off for no failure', async () => {
    const search = { ask: async () => ({ seconds: 1 }), dangerCard: () => '' }
    pages.show({ ...site, search })
    const socket = connect(port, '127.0.0.1', () =>
      socket.write('POST /zoek/ HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\nvraag=Is', () => socket.destroy()),
    )
    const [asked] = (await once(server, 'request')) as [IncomingMessage]
    await expect.poll(() => asked.errored).not.toBeNull()
    await new Promise(setImmediate)
    expect(failures).toEqual([])
    pages.show(site)
  })

  it('are made once for all who ask, at the same time or later, and again only after a failure', async () => {
    const picture = `${quote}citaat.png`
    let drawn = 0
    let outcome: () => Promise<Buffer | null> = async () => {
      throw new Error('busy')
    }
    const draw = () => {
      drawn++
      return outcome()
    }
    pages.show({ ...site, draw })
    expect((await get(picture)).status).toBe(500)
    expect(failures.splice(0)).toHaveLength(1)

    let come = 0
    const allCame = new Promise<void>((resolve) => server.on('request', () => ++come === 3 && setImmediate(resolve)))
    outcome = () => allCame.then(() => Buffer.from('drawn'))
    const together = await Promise.all([get(picture), get(picture), get(picture)])
    expect(await Promise.all(together.map((response) => response.text()))).toEqual(['drawn', 'drawn', 'drawn'])
    expect(await (await get(picture)).text()).toBe('drawn')
    expect(drawn).toBe(2)

    // A new version of the corpus, and of this quote there is no picture.
    pages.show({ ...site, draw })
    outcome = async () => null
    expect((await get(picture)).status).toBe(404)
    expect((await get(picture)).status).toBe(404)
    expect(drawn).toBe(3)
    pages.show(site)
  })

  it('change when the corpus does', async () => {
    const body = '# Leven met ME\n\nEen nieuwe tekst.\n'
    const { documentOf, sourceOf } = await import('../support/tiny-corpus.ts')
    const changed = tinyCorpus({
      'pagina/document.md': documentOf('pagina', body),
      'pagina/source.txt': sourceOf(body),
      'pagina/questions.yaml': 'passages: []\n',
    })
    pages.show(siteOf(changed.corpus))
    expect(await (await get('/pagina/')).text()).toContain('Een nieuwe tekst.')
    expect((await get(quote)).status).toBe(corpus.documents[0]!.id === 'gesprek' ? 200 : 404)
    pages.show(site)
  })
})
