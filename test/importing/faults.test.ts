import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { deflateSync } from 'node:zlib'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { PDFDocument } from 'pdf-lib'
import { afterEach, describe, expect, it } from 'vitest'
import { fetchSource, isClosed } from '../../src/importing/fetch-source.ts'
import { importAside } from '../../src/importing/import-aside.ts'
import { opinionOf } from '../../src/importing/propose.ts'
import { importSource, MOST_BYTES } from '../../src/importing/read-source.ts'
import { docxOf, odtOf, zipped } from '../support/make-files.ts'
import { folderWith } from '../support/tiny-corpus.ts'

/** A PDF with a line, or none, on each page. */
async function pagesOf(lines: readonly string[]): Promise<Uint8Array> {
  const pdf = await PDFDocument.create()
  for (const line of lines) {
    const page = pdf.addPage()
    if (line !== '') page.drawText(line, { x: 50, y: 400, size: 10 })
  }
  return pdf.save()
}

/** A PDF whose page has this content, and pictures of which each shows the next ten times. */
function pdfOf(content: Uint8Array, filter: string, forms = 0): Buffer {
  const shows = (at: number) => (at < forms - 1 ? '/X0 Do '.repeat(10) : 'BT /F 10 Tf (Rust) Tj ET')
  const stream = (dictionary: string, data: Uint8Array) =>
    Buffer.concat([Buffer.from(`<<${dictionary}/Length ${data.length}>>stream\n`), data, Buffer.from('\nendstream')])
  const resources = (next: number) => `/Resources<</Font<</F 5 0 R>>/XObject<</X0 ${next} 0 R>>>>`
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R${resources(6)}>>`,
    stream(`/Filter${filter}`, content),
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
    ...Array.from({ length: forms }, (_, at) =>
      stream(`/Type/XObject/Subtype/Form/BBox[0 0 9 9]${resources(7 + at)}`, Buffer.from(shows(at))),
    ),
  ].map((object, at) =>
    Buffer.concat([Buffer.from(`${at + 1} 0 obj\n`), Buffer.from(object), Buffer.from('\nendobj\n')]),
  )
  return Buffer.concat([Buffer.from('%PDF-1.4\n'), ...objects, Buffer.from('trailer<</Root 1 0 R>>\n%%EOF')])
}

/** Far more than any of these takes on a busy machine; what they did before it was mended takes minutes. */
const SOON_MS = 10_000

const TEXT = { name: 'x.txt', bytes: Buffer.from('Rust helpt veel mensen.') }
const from = (name: string, bytes: Uint8Array) => importSource({ name, bytes }, {}, '2026-01-02')

describe('a file that can not be imported is refused in one sentence:', () => {
  it('a scan, also where the program that scanned wrote its name on each page', async () => {
    for (const name of ['', 'Gescand met een telefoon'])
      await expect(from('x.pdf', await pagesOf([name, name, name])), name).rejects.toThrow(
        /^x\.pdf is a scan, pictures without text/,
      )
  })

  it('a docx, or an odt, behind a password', async () => {
    await expect(from('x.docx', Buffer.from('d0cf11e0a1b11ae1', 'hex'))).rejects.toThrow(
      /^x\.docx is locked with a password/,
    )
    const odt = odtOf([], '<m:manifest xmlns:m="m"><m:encryption-data/></m:manifest>')
    await expect(from('x.odt', odt)).rejects.toThrow(/^x\.odt is locked with a password/)
  })

  it('a pdf behind a password', async () => {
    const encrypt = `/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<${'41'.repeat(32)}>/U<${'42'.repeat(32)}>>>`
    const objects = ['1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj', '2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj']
    const pdf = `%PDF-1.4\n${objects.join('\n')}\ntrailer<</Root 1 0 R/ID[<41><41>]${encrypt}>>\n%%EOF`
    await expect(from('x.pdf', Buffer.from(pdf))).rejects.toThrow(/^x\.pdf is locked with a password/)
  })

  it('a zip bomb', async () => {
    const bomb = zipped({ 'content.xml': ' '.repeat(60_000_000) })
    expect(bomb.length).toBeLessThan(100_000)
    for (const name of ['x.odt', 'x.docx'])
      await expect(from(name, bomb)).rejects.toThrow(`${name} unpacks to more than 20 MB`)
    const small = Buffer.from(bomb)
    // Both places where it says how large it is.
    for (const [mark, at] of [
      ['PK\x01\x02', 24],
      ['PK\x03\x04', 22],
    ] as const)
      small.writeUInt32LE(1000, small.indexOf(mark, 'latin1') + at)
    await expect(from('x.odt', small)).rejects.toThrow(/^x\.odt (?:is damaged|holds no text)/)
  })

  it('a file that takes all time or memory', async () => {
    const scripts = folderWith({ 'endless.js': 'setInterval(() => {}, 1000)', 'dies.js': 'process.exit(9)' })
    for (const script of ['endless.js', 'dies.js']) {
      const read = importAside(TEXT, {}, '2026-01-02', pathToFileURL(join(scripts, script)), 300)
      await expect(read, script).rejects.toThrow(/^x\.txt takes too long to read/)
    }
  })

  it('a pdf that unpacks without end, or whose pictures hold one another', async () => {
    const bombs = {
      // Three hundred million spaces, in a kB.
      'flate.pdf': pdfOf(deflateSync(deflateSync(Buffer.alloc(300_000_000, ' '))), '[/FlateDecode/FlateDecode]'),
      'forms.pdf': pdfOf(deflateSync(Buffer.from('/X0 Do')), '/FlateDecode', 12),
    }
    for (const [name, bytes] of Object.entries(bombs)) {
      const from = performance.now()
      const read = importAside({ name, bytes }, {}, '2026-01-02', undefined, 3000)
      await expect(read, name).rejects.toThrow(/^\w+\.pdf (?:takes too long to read|is a scan)/)
      expect(performance.now() - from).toBeLessThan(SOON_MS)
    }
  }, 60_000)

  it.runIf(process.platform === 'linux')('a file that takes all memory, long before its time is up', async () => {
    const script = 'const all = []; setInterval(() => all.push(Buffer.alloc(50_000_000, 1)), 5)'
    const scripts = folderWith({ 'grows.js': script })
    const from = performance.now()
    const read = importAside(TEXT, {}, '2026-01-02', pathToFileURL(join(scripts, 'grows.js')), 60_000)
    await expect(read).rejects.toThrow(/^x\.txt takes too long to read/)
    expect(performance.now() - from).toBeLessThan(SOON_MS)
  })

  it('more text than one document may have', async () => {
    await expect(from('x.txt', Buffer.from('Rust helpt. '.repeat(50_000)))).rejects.toThrow(
      /^x\.txt holds more text than a document may have \(512 kB\)/,
    )
    await expect(from('x.md', Buffer.alloc(6_000_000, ' '))).rejects.toThrow(/^x\.md holds more text/)
  })

  it('more headings, paragraphs and items than one document may have, in any format', async () => {
    const refused = (name: string) =>
      new RegExp(`^${name.replace('.', '\\.')} holds more text than a document may have`)
    const many = 4000
    for (const [name, text] of [
      ['numbers.txt', '1. \n'.repeat(100_000)],
      ['tabs.txt', 'a\tb\tc\n'.repeat(60_000)],
      ['lines.txt', 'Rust helpt.\n\n'.repeat(many)],
      ['x.md', '- Rust helpt.\n'.repeat(many)],
      ['x.html', `<main>${'<p>Rust helpt.</p>'.repeat(many)}`],
    ] as const)
      await expect(from(name, Buffer.from(text)), name).rejects.toThrow(refused(name))
    const piece = { type: 'paragraph', text: 'Rust helpt.' } as const
    await expect(from('x.odt', odtOf(Array(many).fill(piece)))).rejects.toThrow(refused('x.odt'))
    await expect(from('x.docx', docxOf(Array(many).fill(piece)))).rejects.toThrow(refused('x.docx'))
    await expect(from('x.docx', docxOf(Array(25_000).fill(piece)))).rejects.toThrow(refused('x.docx'))
    await expect(from('x.pdf', await pagesOf(Array(2001).fill('')))).rejects.toThrow(refused('x.pdf'))
    await expect(
      from('x.pdf', await pagesOf(Array(400).fill(`${'Rust helpt. '.repeat(8)}\n`.repeat(16)))),
    ).rejects.toThrow(refused('x.pdf'))
  }, 60_000)

  it(
    'a text without any empty line, as of a program',
    async () => {
      for (const [name, text] of [
        ['x.txt', 'rust '.repeat(5000)],
        ['x.md', '[rust]('.repeat(60_000)],
        ['x.html', `<p>${'rust<br>'.repeat(100_000)}`],
        ['lines.txt', 'Rust, en nog meer rust op de\n'.repeat(1500)],
      ] as const)
        await expect(from(name, Buffer.from(text)), name).rejects.toThrow(
          new RegExp(`^${name.replace('.', '\\.')} has \\d+ letters in a row without an empty line`),
        )
    },
    SOON_MS,
  )

  it(
    'lists and boxes in one another without end',
    async () => {
      const deep = 20_000
      const wrapped = (tag: string, text: string) => `<${tag}>`.repeat(deep) + text + `</${tag}>`.repeat(deep)
      const names = ['office', 'text'].map((name) => `xmlns:${name}="urn:${name}"`).join(' ')
      for (const [name, bytes] of [
        ['x.html', Buffer.from(`<main>${wrapped('div', 'Rust helpt.')}`)],
        ['items.md', Buffer.from(Array.from({ length: 2000 }, (_, at) => `${'  '.repeat(at)}- rust`).join('\n'))],
        ['numbers.md', Buffer.from('1. '.repeat(100_000))],
        ['quotations.md', Buffer.from(`${'>'.repeat(deep)} Rust helpt.`)],
        [
          'x.odt',
          zipped({
            'content.xml': `<office:document-content ${names}><office:text>${wrapped('text:section', '<text:p>Rust</text:p>')}</office:text></office:document-content>`,
          }),
        ],
      ] as const)
        await expect(from(name, bytes), name).rejects.toThrow(
          new RegExp(`^${name.replace('.', '\\.')} has lists or boxes in one another`),
        )
    },
    SOON_MS,
  )

  it('what is no text: signs that nobody sees, an e-mail, a page in parts, RTF, and nothing but dots', async () => {
    for (const [name, text] of [
      ['x.md', 'Rust \x1b[31mhelpt.'],
      ['nul.txt', 'Rust\0helpt.'],
      ['x.rtf', '{\\rtf1\\ansi Rust helpt.}'],
      ['x.eml', 'From: a@example.org\nMIME-Version: 1.0\nContent-Type: text/plain\n\nRust helpt.'],
      ['x.mht', 'From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n<p>Rust helpt.'],
    ] as const)
      await expect(from(name, Buffer.from(text)), name).rejects.toThrow(`${name} is no text`)
    await expect(from('x.txt', Buffer.from('. '.repeat(1000)))).rejects.toThrow('x.txt holds no text.')
  })

  it('a file that is too large, other files in one, and a damaged one', async () => {
    await expect(from('x.txt', new Uint8Array(MOST_BYTES + 1))).rejects.toThrow(/^x\.txt is larger than 50 MB/)
    await expect(from('x.zip', zipped({ a: 'b' }))).rejects.toThrow(/^x\.zip holds other files/)
    await expect(from('x.docx', Buffer.from('PK\x03\x04 and no more'))).rejects.toThrow(/^x\.docx is damaged/)
    await expect(from('x.pdf', Buffer.from('%PDF-1.4 and no more'))).rejects.toThrow(/^x\.pdf is damaged/)
  })
})

describe('a file that was made to do harm', () => {
  const words = 'Rust nemen helpt veel mensen.'
  const names = ['office', 'text', 'draw', 'xlink'].map((name) => `xmlns:${name}="urn:${name}"`).join(' ')
  const odtWith = (before: string, body: string) =>
    zipped({
      'content.xml': `${before}<office:document-content ${names}><office:body><office:text><text:p>${words} ${body}</text:p></office:text></office:body></office:document-content>`,
    })
  /** A Word file with something before its text, and in it. */
  const docxWith = (before: string, body: string) => {
    const files = unzipSync(docxOf([{ type: 'paragraph', text: `${words} HERE` }]))
    const text = strFromU8(files['word/document.xml']!).replace('HERE', body)
    return zipSync({ ...files, 'word/document.xml': strToU8(before + text) })
  }

  it('reads no other file and asks no address: whatever an entity, a picture, a frame or a link names', async () => {
    let asked = 0
    const server = createServer((_, response) => response.end(String(asked++))).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const secret = join(folderWith({ 'secret.txt': 'GEHEIM' }), 'secret.txt')
    for (const url of [pathToFileURL(secret).href, `http://127.0.0.1:${(server.address() as AddressInfo).port}/`]) {
      const entity = `<!DOCTYPE x [<!ENTITY secret SYSTEM "${url}">]>`
      const page = `<base href="${url}"><main><p>${words} <img src="${url}"><iframe src="${url}"></iframe><a href="${url}">het bestand</a>`
      for (const [name, bytes] of [
        ['x.docx', docxWith(entity, '&secret;')],
        ['x.odt', odtWith(entity, '&secret;')],
        ['x.odt', odtWith('', `<draw:image xlink:href="${url}"/><text:a xlink:href="${url}">het bestand</text:a>`)],
        ['x.html', Buffer.from(page)],
        ['x.md', Buffer.from(`${words} ![foto](${url}) [het bestand](${url})`)],
      ] as const) {
        const { markdown, source } = await from(name, bytes).catch(({ message }: Error) => {
          expect(message, name).toMatch(/^x\.(?:docx|odt) is damaged/)
          return { markdown: '', source: '' }
        })
        expect(markdown + String(source), name).not.toMatch(/GEHEIM|file:/)
      }
    }
    server.close()
    expect(asked).toBe(0)
  })

  it(
    'does not unfold entities that stand for one another',
    async () => {
      const bomb = `<!DOCTYPE x [<!ENTITY a "haha">${[...'bcdefghij'].map((name, at) => `<!ENTITY ${name} "${`&${'abcdefghij'[at]};`.repeat(10)}">`).join('')}]>`
      for (const [name, bytes] of [
        ['x.docx', docxWith(bomb, '&j;')],
        ['x.odt', odtWith(bomb, '&j;')],
      ] as const)
        await expect(from(name, bytes)).rejects.toThrow(`${name} is damaged`)
    },
    SOON_MS,
  )
})

it('what is read is looked at as soon, whatever signs it is full of: the desk does that between the clicks of its editors', async () => {
  const long = 19_000
  for (const [name, text] of [
    ['brackets.txt', '[a]('],
    ['at.txt', 'a@'],
    ['entities.txt', '&a;'],
    ['less.txt', '<a'],
    ['words.txt', 'woord '],
    ['addresses.txt', 'http://a.nl/?a=1&'],
    ['capitals.txt', 'A'],
    ['marks.txt', 'e\u0301\u0302'],
  ] as const) {
    const proposal = await from(name, Buffer.from(`Rust. ${text.repeat(long / text.length)}`))
    expect(
      opinionOf(proposal, name).every(({ kind }) => kind !== 'unfaithful'),
      name,
    ).toBe(true)
  }
  const items = Array.from({ length: 2500 }, (_, at) => `${(at % 99) + 1}. Rust nemen helpt ${at}`).join('\n\n')
  expect(opinionOf(await from('items.txt', Buffer.from(items)), 'items.txt').map(({ kind }) => kind)).not.toContain(
    'unfaithful',
  )
}, 30_000)

it('lists that are many deep are written as six deep', async () => {
  const list = Array.from({ length: 20 }, (_, at) => `${'  '.repeat(at)}- rust ${at}`).join('\n')
  const { markdown } = await from('x.md', Buffer.from(list))
  expect(Math.max(...[...markdown.matchAll(/^ +(?=- rust)/gm)].map(([indent]) => indent.length))).toBe(24)
  expect(markdown).toContain('- rust 19')
})

it('pages without letters are named: there may be text in a picture', async () => {
  const words = 'Rust nemen helpt veel mensen die al lang ziek zijn.'
  const { decisions, textless } = await from('x.pdf', await pagesOf([words, '', `${words} Slapen ook.`]))
  expect(textless).toEqual([2])
  expect(decisions.map(({ question }) => question)).toContainEqual(expect.stringMatching(/^page 2 has no letters/))
})

it('a process of its own reads the same, and says the same of what it can not read', async () => {
  expect(await importAside(TEXT, {}, '2026-01-02')).toEqual(await importSource(TEXT, {}, '2026-01-02'))
  const nothing = { name: 'x.txt', bytes: Buffer.from('') }
  await expect(importAside(nothing, {}, '2026-01-02')).rejects.toMatchObject({ fault: 'empty', what: 'x.txt' })
})

describe('an address', () => {
  const open: { close: () => void }[] = []
  afterEach(() => {
    for (const server of open.splice(0)) server.close()
  })
  const serve = async (answer: RequestListener) => {
    const server = createServer(answer).listen(0, '127.0.0.1')
    open.push(server)
    await new Promise((resolve) => server.once('listening', resolve))
    return `http://localhost:${(server.address() as AddressInfo).port}`
  }
  const nothing = () => false

  it('of a private network is never asked, by whatever name', async () => {
    let asked = 0
    const address = await serve((_, response) => response.end(String(asked++)))
    for (const one of [
      address,
      address.replace('localhost', '127.0.0.1'),
      'http://[::1]/',
      'http://0x7f.1/',
      'http://[::ffff:10.0.0.1]/',
    ])
      await expect(fetchSource(one), one).rejects.toThrow('is a machine of a private network')
    await expect(fetchSource('file:///etc/passwd')).rejects.toThrow('is no address of a page')
    expect(asked).toBe(0)
    expect(
      [
        ...['169.254.169.254', '10.1.2.3', '100.64.0.1', '192.0.0.192', 'fe80::1', 'fd00::1', '5f00::1', '3fff::1'],
        // An IPv4 address in one of IPv6: mapped, compatible, translated, behind NAT64, 6to4 and Teredo.
        ...[
          '::ffff:192.168.0.1',
          '::127.0.0.1',
          '::ffff:0:7f00:1',
          '64:ff9b::a00:1',
          '2002:7f00:1::',
          '2001:0:a00:1::',
        ],
      ].filter((ip) => !isClosed(ip)),
    ).toEqual([])
    expect(['8.8.8.8', '2a00:1450::1', '2001:4860:4860::8888', '2606:4700::1111'].filter(isClosed)).toEqual([])
  })

  it('that sends on to a private network is not followed there', async () => {
    const address = await serve((_, response) => response.writeHead(302, { location: 'http://10.0.0.1/' }).end())
    await expect(fetchSource(address, (ip) => ip.startsWith('10.'))).rejects.toThrow(
      '10.0.0.1 is a machine of a private network',
    )
  })

  it('gives a page in its encoding, and says where it was in the end', async () => {
    const address = await serve(({ url }, response) =>
      url === '/'
        ? response.writeHead(302, { location: '/folder' }).end()
        : response
            .writeHead(200, { 'content-type': 'text/html; charset=windows-1252' })
            .end(Buffer.from('<p>Pati\xebnten rusten.', 'latin1')),
    )
    const source = await fetchSource(address, nothing)
    expect(source).toMatchObject({ name: 'folder.html', url: `${address}/folder` })
    expect((await importSource(source, {}, '2026-01-02')).markdown).toContain('Patiënten rusten.')
  })

  it('that wants a password, has nothing, or never ends, is refused', async () => {
    const door = await serve((_, response) => response.writeHead(401).end())
    await expect(fetchSource(door, nothing)).rejects.toThrow('is for who logs in')
    const form = await serve((_, response) =>
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<form><input name="u"><input type="password"></form><p>Alleen voor leden.</p>'),
    )
    await expect(importSource(await fetchSource(form, nothing), {}, '2026-01-02')).rejects.toThrow(
      'asks for a password',
    )
    const empty = await serve((_, response) => response.writeHead(404).end())
    await expect(fetchSource(empty, nothing)).rejects.toThrow('its server answers 404')
    const round = await serve((_, response) => response.writeHead(302, { location: '/' }).end())
    await expect(fetchSource(round, nothing)).rejects.toThrow('is sent on and on')
  })
})
