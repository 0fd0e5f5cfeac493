import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import type { Nodes } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { describe, expect, it } from 'vitest'
import { createDesk } from '../../src/desk/app.ts'
import { openDrafts, versionsIn } from '../../src/desk/drafts.ts'
import { openDesk } from '../support/open-desk.ts'
import { folderWith, tinyCorpus, tinyFiles } from '../support/tiny-corpus.ts'
import { findingProduct, wholeFiles } from '../support/whole-corpus.ts'

const { id } = tinyCorpus().corpus.document('pagina').passages[0]!
/** What somebody would write to run in the browser of whoever reads it. */
const RUN = '"><img src=x onerror=alert(1)></textarea></title><script>alert(2)</script>'
const report = (question: string) => `${JSON.stringify({ version: 1, passages: [id], kind: 'passage', question })}\n`

/** A desk in which an attacker wrote wherever strangers' words get. */
async function attacked() {
  const files = wholeFiles()
  const quoted = JSON.stringify(RUN)
  const page = files['pagina/document.md']!.replace('title: Document pagina', () => `title: ${quoted}`)
    .replace('publisher: Uitgever pagina', () => `publisher: ${quoted}`)
    .replace('name: De Stichting', () => `name: ${quoted}`)
    .replace('permissionNote: Van de uitgever.', () => `permissionNote: ${quoted}`)
  const settings = folderWith({
    'reports.jsonl': report(RUN),
    'answered-reports.jsonl': `${JSON.stringify({ passages: [id], kind: 'passage', who: RUN, why: RUN, at: '2026-11-20' })}\n`,
  })
  const desk = await openDesk(
    { SETTINGS_FOLDER: settings, MONITOR_PORT: '0' },
    { ...files, 'pagina/document.md': page, '.asked/pagina.json': '[]' },
    findingProduct,
  )
  const draft = { id: RUN, from: RUN, question: RUN, passageId: id, doubts: [{ kind: 'nearer', passageId: id }] }
  await desk.post('/questions/pagina/discard', {})
  writeFileSync(join(desk.draft, '.asked/pagina.json'), JSON.stringify([draft]))
  await desk.upload(
    '/import',
    `${RUN}.txt`,
    `${RUN}\n\nEen tekst van iemand die iets wil.\n\n<script>alert(3)</script>\n`,
  )
  await desk.post('/judge', { messages: RUN })
  return desk
}

/** Elements and attributes that a browser would run, or load from elsewhere. */
function runningIn(body: string): string[] {
  const found: string[] = []
  const look = (node: Nodes): void => {
    if (node.type === 'element') {
      const { src, href, action } = node.properties
      const isOurs = [src, href, action].every((to) => to === undefined || /^[/#]/.test(String(to)))
      const handlers = Object.keys(node.properties).filter((name) => /^on/i.test(name))
      const isForeign = ['img', 'iframe', 'object', 'svg', 'base'].includes(node.tagName)
      if (!isOurs || isForeign || handlers.length > 0 || (node.tagName === 'script' && src === undefined))
        found.push(node.tagName)
    }
    if ('children' in node) for (const child of node.children) look(child)
  }
  look(fromHtml(body))
  return found
}

/** Every page to which links lead. */
async function crawl({ get }: Awaited<ReturnType<typeof attacked>>): Promise<Map<string, string>> {
  const pages = new Map<string, string>()
  const paths = ['/']
  for (const path of paths) {
    const { body, status } = await get(path)
    if (status >= 500) throw new Error(`${path}: ${status}`)
    pages.set(path, body)
    for (const [, to] of body.matchAll(/<a [^>]*href="(\/[^"#?]*)/g)) if (!paths.includes(to!)) paths.push(to!)
  }
  return pages
}

describe('an attacker at the desk', () => {
  it('runs nothing by the words of documents, file names, reports, drafts, messages and editors', async () => {
    const desk = await attacked()
    const pages = await crawl(desk)
    const kinds = ['/reports/', '/judge/', '/questions/pagina/', '/documents/pagina/pieces/', '/documents/pagina/about']
    for (const kind of kinds)
      expect([...pages.keys()].filter((path) => path.startsWith(kind)).length, kind).toBeGreaterThan(0)
    expect(runningIn(RUN)).toEqual(['img', 'script'])
    expect([...pages.values()].filter((body) => body.includes('alert(1)')).length).toBeGreaterThan(5)
    for (const [path, body] of pages) expect(runningIn(body), path).toEqual([])
    // Nor by what a form gives back.
    for (const path of ['/judge/x', '/reports/x/answer', '/documents/pagina/text', '/questions/pagina/accept']) {
      const { body } = await desk.post(path, {
        [RUN]: RUN,
        constructor: RUN,
        message: RUN,
        version: RUN,
        take: RUN,
        text: RUN,
      })
      expect(runningIn(body), path).toEqual([])
    }
    expect(desk.errors).toEqual([])
  }, 120_000)

  it('sends no form from another site, whatever the form is for', async () => {
    const { config, draft } = await openDesk()
    const app = createDesk(config, openDrafts(draft, config.corpusFolder, 'x'), findingProduct, () => {})
    const forms = [...new Set(app.routes.filter(({ method }) => method === 'POST').map(({ path }) => path))]
    expect(forms.length).toBeGreaterThan(20)
    expect(app.routes.filter(({ method }) => !['GET', 'POST', 'ALL'].includes(method))).toEqual([])
    const before = versionsIn(draft)
    for (const form of forms) {
      const path = form.replace(':id', 'pagina').replace(':document', 'pagina').replace(/:\w+/, id)
      for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:9999', undefined]) {
        const headers = {
          host: '127.0.0.1:8123',
          'content-type': 'application/x-www-form-urlencoded',
          ...(origin && { origin }),
        }
        const { status } = await app.request(path, { method: 'POST', headers, body: 'text=x&who=x' })
        expect([form, origin, status]).toEqual([form, origin, 403])
      }
    }
    expect(versionsIn(draft)).toEqual(before)
  })

  it('gets no other file, and no error, by odd parts of an address or of a form', async () => {
    const desk = await openDesk({ SETTINGS_FOLDER: folderWith({ 'reports.jsonl': report('hoi') }) }, tinyFiles())
    writeFileSync(join(desk.folder, 'secret.md'), 'GEHEIM')
    const odd = [
      '..%2f..%2fsecret.md',
      '.kept',
      '.incoming',
      '%00',
      '%E0%A4%A',
      '__proto__',
      'a'.repeat(5000),
      '%0d%0aSet-Cookie:x',
    ]
    const forms = [
      '/documents/*',
      '/documents/*/about',
      '/documents/*/text',
      '/documents/*/update',
      '/documents/pagina/pieces/*',
      '/questions/*',
      '/questions/pagina/*',
      '/reports/*',
      '/judge/*',
    ]
    for (const form of forms) {
      for (const part of odd) {
        const { status, body, headers } = await desk.get(form.replace('*', part))
        expect([form, part, [303, 404, 409, 400].includes(status), body.includes('GEHEIM')]).toEqual([
          form,
          part,
          true,
          false,
        ])
        expect(headers['set-cookie']).toBeUndefined()
      }
    }
    for (const [path, fields] of [
      ['/documents/pagina/restore', { at: '-1', version: 'x' }],
      ['/documents/pagina/update/save', { markdown: '---\nid: ../x\n---\n', source: '', expected: '' }],
      [
        '/documents/pagina/update/check',
        { markdown: '---\nid: ../../x\n---\nx', source: 'x', 'heir-../x': '__proto__' },
      ],
      ['/questions/pagina/reply', { reply: '[../../x]\nvraag', from: '../x' }],
      ['/questions/pagina/accept', { take: '../x', author: '../x', who: '\n- x: y' }],
      ['/undo', { at: '../x', from: '//evil.example' }],
      ['/language', { language: 'nl\r\nx: y', from: '/' }],
    ] as const) {
      const { status } = await desk.post(path, fields as Record<string, string>)
      expect([path, status < 500], String(desk.errors[0])).toEqual([path, true])
    }
    expect(desk.errors).toEqual([])
    expect(readdirSync(desk.folder).sort()).toEqual(['corpus', 'draft', 'secret.md'])
    expect(versionsIn(desk.draft)).toEqual(versionsIn(desk.config.corpusFolder))
    expect(readFileSync(join(desk.folder, 'secret.md'), 'utf8')).toBe('GEHEIM')
  }, 60_000)

  it('gets a sentence, and the operator no error, by a form that is broken', async () => {
    const desk = await openDesk()
    const part = '--x\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nRust'
    for (const type of ['multipart/form-data; boundary=x', 'multipart/form-data']) {
      const headers = { origin: desk.address, 'content-type': type }
      const { status, body } = await desk.ask('POST', '/import', headers, part)
      expect([type, status, body.includes('niet compleet')]).toEqual([type, 400, true])
    }
    expect(desk.errors).toEqual([])
  })

  it('gives a file no name that leads elsewhere, and a document no line of front matter', async () => {
    const desk = await openDesk()
    for (const name of [
      '../../x.txt',
      '..\\..\\x.txt',
      '.kept.txt',
      '__proto__.txt',
      '/etc/passwd.txt',
      '\u202etxt.txt',
    ]) {
      const { headers } = await desk.upload('/import', name, `${name}\n\nRust helpt.`)
      expect(headers.location, name).toMatch(/^\/documents\/[a-z0-9-]+\/about$/)
    }
    const html =
      '<meta property="og:site_name" content="x&#10;id: evil&#10;---"><h1>T&#10;---&#10;id: evil</h1><p>---<p># kop<p>&lt;!-- speaker: x --&gt; Rust.'
    const { headers } = await desk.upload('/import', 'b.html', html)
    const [, , id] = headers.location!.split('/')
    const text = readFileSync(join(desk.draft, '.incoming', id!, 'document.md'), 'utf8')
    expect([text.split('\n').filter((line) => /^(?:id: evil|---|# kop)/.test(line)), text]).toEqual([
      ['---', '---'],
      expect.not.stringContaining('<!--'),
    ])
    expect(readdirSync(desk.folder).sort()).toEqual(['corpus', 'draft'])
  })

  it('has the desk end what comes without end, before all of it is there', async () => {
    const { address } = await openDesk()
    const { hostname, port, host } = new URL(address)
    const headers = { host, origin: address, 'content-type': 'multipart/form-data; boundary=x' }
    let sent = 0
    const status = await new Promise((resolve, reject) => {
      const sending = request({ hostname, port, method: 'POST', path: '/import', headers }, (response) => {
        resolve(response.statusCode)
        sending.destroy()
      })
      sending.on('error', reject)
      const more = () => {
        while (!sending.destroyed && sent < 200_000_000) {
          sent += 1_000_000
          if (!sending.write(Buffer.alloc(1_000_000))) return void sending.once('drain', more)
        }
      }
      more()
    })
    expect(status).toBe(413)
    expect(sent).toBeLessThan(100_000_000)
  }, 60_000)

  it.each(['/import', '/documents/pagina/update'])(
    'has %s ask nothing of a machine in a private network',
    async (path) => {
      const desk = await openDesk()
      const { port } = new URL(desk.address)
      for (const host of [
        ...['127.0.0.1', '127.1', '2130706433', '0x7f000001', '0177.0.0.1', 'localhost', '0.0.0.0', '[::1]', '[::]'],
        ...[
          '[::ffff:127.0.0.1]',
          '[::ffff:7f00:1]',
          '[64:ff9b::7f00:1]',
          '[2002:7f00:1::]',
          '[::127.0.0.1]',
          '[::ffff:0:7f00:1]',
          '127。0。0。1',
          '169.254.169.254',
          '10.0.0.1',
        ],
        ...['192.168.1.1', '172.16.0.1', '100.64.0.1', '[fd00::1]', '[fe80::1]', '①②⑦.⓪.⓪.①', 'user:x@127.0.0.1'],
      ]) {
        const { status, body } = await desk.post(path, { address: `http://${host}:${port}/`, published: '' })
        expect([host, status, /besloten netwerk|geen adres van een pagina/.test(body)]).toEqual([host, 422, true])
      }
      for (const address of [
        'file:///etc/passwd',
        'ftp://example.org/',
        'javascript:alert(1)',
        'data:text/html,x',
        'gopher://127.0.0.1/',
      ])
        expect([address, (await desk.post(path, { address, published: '' })).status]).toEqual([address, 422])
      expect(desk.errors).toEqual([])
    },
    60_000,
  )
})
