import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadCorpus, loadExampleQuestions } from '../../src/corpus/load-corpus.ts'
import { openDesk } from '../support/open-desk.ts'
import { tinyFiles } from '../support/tiny-corpus.ts'

const LEAFLET = [
  'Leven met rust',
  '',
  'Rust nemen helpt veel mensen met ME. Doe niet te veel op',
  'een dag. Verdeel je energie.',
  '',
  'Pagina 1 van 2',
  '',
  'Slaap genoeg. Ga op vaste tijden naar bed.',
  '',
].join('\r\n')
const ABOUT = {
  title: 'Leven met rust',
  publisher: 'Stichting Voorbeeld',
  abbreviation: 'Voorbeeld',
  url: '',
  published: '2025-05-22',
  publishedNote: '',
  retrieved: '2026-11-26',
  permissionNote: 'Citaten met bronvermelding.',
}

type Opened = Awaited<ReturnType<typeof openDesk>>
const opened = () => openDesk()

/** The value of a hidden field, in the first form of a page that has it. */
const fieldOf = (body: string, name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(body)![1]!

/** The address at which a piece is edited, by its first words. */
async function pieceOf({ get }: Opened, id: string, begin: string): Promise<string> {
  const { body } = await get(`/documents/${id}`)
  const row = body
    .split('<section')
    .find(
      (one) =>
        one.includes(`class="words" lang="nl">${begin}`) || one.includes(`class="words heading" lang="nl">${begin}`),
    )
  return /href="(\/documents\/[^"]+\/pieces\/\w+)"/.exec(row ?? '')?.[1] ?? `no piece "${begin}"`
}

async function imported(desk: Opened): Promise<string> {
  const { headers } = await desk.upload('/import', 'folder.txt', LEAFLET)
  const about = headers.location!
  const { body } = await desk.get(about)
  const saved = await desk.post(about, { ...ABOUT, version: fieldOf(body, 'version') })
  expect(saved.status, saved.body).toBe(303)
  return saved.headers.location!.split('?')[0]!.split('/').at(-1)!
}

const markdownOf = ({ draft }: Opened, path: string) => readFileSync(join(draft, path, 'document.md'), 'utf8')

describe('a file at the desk', () => {
  it('becomes a document of the draft: read, filled in, looked at, taken', async () => {
    const desk = await opened()
    const id = await imported(desk)
    expect(existsSync(join(desk.draft, id))).toBe(false)
    let { body } = await desk.get(`/documents/${id}`)
    expect(body).toContain('Rust nemen helpt veel mensen met ME. Doe niet te veel op een dag. Verdeel je energie.')
    expect(body).toContain('Doe niet te veel op\neen dag.')
    if (body.includes('looks like')) {
      const piece = await pieceOf(desk, id, 'Pagina 1 van 2')
      await desk.post(piece, { action: 'omit', version: fieldOf(body, 'version') })
      body = (await desk.get(`/documents/${id}`)).body
    }
    expect(body).toContain('Weggelaten')
    expect(body).toContain('neem op in mijn kopie')
    const taken = await desk.post(`/documents/${id}/accept`, {})
    expect(taken.status, taken.body).toBe(303)
    const corpus = loadCorpus(desk.draft, desk.draft)
    expect(corpus.document(id)).toMatchObject({ publisher: 'Stichting Voorbeeld', published: '2025-05-22', url: null })
    expect(corpus.document(id).passages.map(({ text }) => text)).toEqual([
      'Rust nemen helpt veel mensen met ME. Doe niet te veel op een dag. Verdeel je energie.',
      'Slaap genoeg. Ga op vaste tijden naar bed.',
    ])
    expect(corpus.document(id).passages[0]!.speaker.name).toBe('Stichting Voorbeeld')
    expect(existsSync(join(desk.draft, '.incoming', id))).toBe(false)
    expect(existsSync(join(desk.config.corpusFolder, id))).toBe(false)
    expect((await desk.get('/')).body).toContain('Leven met rust')
  })

  it('is edited before anybody said whose it is', async () => {
    const desk = await opened()
    await desk.upload('/import', 'folder.txt', LEAFLET)
    const piece = await pieceOf(desk, 'leven-met-rust', 'Slaap genoeg.')
    const version = fieldOf((await desk.get(piece)).body, 'version')
    const text = 'Slaap genoeg! Ga op vaste tijden naar bed.'
    const { status } = await desk.post(piece, { action: 'edit', version, text, kind: 'paragraph' })
    expect(status).toBe(303)
    expect(markdownOf(desk, '.incoming/leven-met-rust').trimEnd().split('\n').at(-1)).toBe(text)
  })

  it('that can not be read is refused with a sentence, and nothing is kept', async () => {
    const desk = await opened()
    for (const [name, bytes, sentence] of [
      ['scan.pdf', '%PDF-1.4 kapot', 'scan.pdf is beschadigd'],
      ['leeg.txt', '  \n', 'In leeg.txt staat geen tekst.'],
      ['foto.png', '\x89PNG\x00\x00\x01', 'foto.png is geen tekst'],
      [
        '<img src=x onerror=alert(1)>.zip',
        'PK\x03\x04',
        'In &#x3C;img src=x onerror=alert(1)>.zip zitten andere bestanden',
      ],
    ] as const) {
      const { status, body } = await desk.upload('/import', name, bytes)
      expect([status, body.includes(sentence)], name).toEqual([422, true])
      expect(body).not.toContain('<img')
    }
    expect((await desk.upload('/import', '', '')).body).toContain('Kies eerst een bestand')
    expect(existsSync(join(desk.draft, '.incoming'))).toBe(false)
  })

  it('is not fetched from this machine or a private network', async () => {
    const desk = await opened()
    for (const address of [
      `${desk.address}/`,
      'http://localhost/',
      'http://169.254.169.254/latest',
      'http://[::1]/',
      'file:///etc/passwd',
      'http://2130706433/',
      'http://10.0.0.1/',
    ]) {
      const { status, body } = await desk.post('/import', { address })
      expect([address, status]).toEqual([address, 422])
      expect(body).toMatch(/besloten netwerk|geen adres van een pagina/)
    }
  })

  it('can not lead out of the folder by its name', async () => {
    const desk = await opened()
    for (const name of ['../../../etc/x.txt', '..\\..\\x.txt', '.kept.txt', 'offtopic.yaml.txt']) {
      const { headers } = await desk.upload('/import', name, 'Rust helpt veel mensen met ME. Dat is zo.\n')
      expect(headers.location).toMatch(/^\/documents\/[a-z0-9-]+\/about$/)
    }
  })
})

describe('a document at the desk', () => {
  it('shows source and passages side by side, with speaker, section and list intro', async () => {
    const { get } = await opened()
    const page = (await get('/documents/pagina')).body
    expect(page).toContain('De Stichting zegt · Rust')
    expect(page).toMatch(/Uit een lijst die zo begint:<\/span> Dit kan je doen:/)
    const talk = (await get('/documents/gesprek')).body
    expect(talk).toContain('NOS vraagt')
    expect(talk).toContain('NVK antwoordt · Rust')
  })

  it('shows what in a text would run as what it is', async () => {
    const desk = await opened()
    const { headers } = await desk.upload(
      '/import',
      'x.txt',
      'Rust <script>alert(1)</script> "><img src=x onerror=alert(2)> helpt.\n\nSlaap genoeg.\n',
    )
    const id = headers.location!.split('/')[2]!
    for (const path of [`/documents/${id}`, `/documents/${id}/about`, `/documents/${id}/text`, '/']) {
      const { body } = await desk.get(path)
      expect(body).not.toMatch(/<script>|<img/)
    }
  })

  it('is cut otherwise, and its questions go along', async () => {
    const desk = await opened()
    const asked = () => {
      const corpus = loadCorpus(desk.draft, desk.draft)
      const questions = loadExampleQuestions(desk.draft, corpus, desk.draft)
      return corpus
        .document('pagina')
        .passages.map(({ id, text }) => [text, questions.filter(({ passageId }) => passageId === id).length])
    }
    const before = asked()
    let piece = await pieceOf(desk, 'pagina', 'Rust nemen helpt')
    let { body } = await desk.get(piece)
    const split = await desk.post(piece, {
      action: 'split',
      at: fieldOf(body, 'at'),
      version: fieldOf(body, 'version'),
    })
    expect(split.status, split.body).toBe(303)
    expect(asked().slice(0, 2)).toEqual([
      ['Rust nemen helpt veel mensen.', 1],
      ['Overleg bijv. met je huisarts.', 0],
    ])
    piece = await pieceOf(desk, 'pagina', 'Rust nemen helpt')
    body = (await desk.get('/documents/pagina')).body
    const row = body.split('<section').find((one) => one.includes('>Rust nemen helpt'))!
    await desk.post(piece, { action: 'merge', next: fieldOf(row, 'next') })
    expect(asked()).toEqual(before)
    const items = ['Slaap genoeg.', 'Verdeel je energie over de dag.']
    piece = await pieceOf(desk, 'pagina', items[0]!)
    const list = (await desk.get('/documents/pagina')).body
      .split('<section')
      .find((one) => one.includes(`>${items[0]}`))!
    await desk.post(piece, { action: 'merge', next: fieldOf(list, 'next') })
    expect(asked()).toContainEqual([items.join(' '), 2])
    for (let at = 0; at < 3; at++) {
      const home = (await desk.get('/documents/pagina')).body
      await desk.post('/undo', { at: fieldOf(home, 'at'), from: '/documents/pagina' })
    }
    expect(asked()).toEqual(before)
    expect(markdownOf(desk, 'pagina')).toBe(tinyFiles()['pagina/document.md'])
  })

  it('takes no other letter than the source has, and shows where it differs', async () => {
    const desk = await opened()
    const piece = await pieceOf(desk, 'pagina', 'Sporten maakt')
    const { status, body } = await desk.post(piece, {
      action: 'edit',
      text: 'Sporten maakt alle patiënten zieker.',
      kind: 'paragraph',
    })
    expect(status).toBe(422)
    expect(body).toContain('<del>sommige</del><ins>alle</ins>')
    expect(body).toContain('Sporten maakt alle patiënten zieker.</textarea>')
    expect(markdownOf(desk, 'pagina')).toBe(tinyFiles()['pagina/document.md'])
  })

  it('lets punctuation and kinds be mended', async () => {
    const desk = await opened()
    const edited = async (begin: string, text: string, kind: string) => {
      const { status, body } = await desk.post(await pieceOf(desk, 'pagina', begin), { action: 'edit', text, kind })
      expect(status, body).toBe(303)
    }
    await edited('Sporten maakt', '- Sporten maakt sommige patiënten zieker!'.slice(2), 'item')
    await edited('Rust nemen helpt', 'Rust nemen helpt veel mensen.\r\n\r\nOverleg bijv. met je huisarts.', 'paragraph')
    const text = markdownOf(desk, 'pagina')
    expect(text).toContain('\n\n- Sporten maakt sommige patiënten zieker!\n')
    expect(text).toContain('\n\nRust nemen helpt veel mensen.\n\nOverleg bijv. met je huisarts.\n\n')
  })

  it('is left out in parts, which can be taken back', async () => {
    const desk = await opened()
    const omitted = await desk.post(await pieceOf(desk, 'pagina', 'Sporten maakt'), {
      action: 'omit',
      reason: 'Een test.',
    })
    expect(omitted.status, omitted.body).toBe(303)
    expect(markdownOf(desk, 'pagina')).toMatch(/omissions:\n {2}- lines:[\s\S]*reason: Een test\./)
    const { body } = await desk.get('/documents/pagina')
    expect(body).toContain('Weggelaten: Een test.')
    const form = body.split('<form').find((one) => one.includes('/restore'))!
    const restored = await desk.post('/documents/pagina/restore', {
      at: fieldOf(form, 'at'),
      version: fieldOf(form, 'version'),
    })
    expect(restored.status, restored.body).toBe(303)
    expect(markdownOf(desk, 'pagina').split('---\n')[2]).toBe(tinyFiles()['pagina/document.md']!.split('---\n')[2])
  })

  it('binds a passage to the next', async () => {
    const desk = await opened()
    const bound = await desk.post(await pieceOf(desk, 'gesprek', 'Te veel rust'), { action: 'bind' })
    expect(bound.status, bound.body).toBe(303)
    expect((await desk.get('/documents/gesprek')).body).toContain('Wordt nooit zonder het volgende stuk geciteerd.')
  })

  it('says who speaks where the text does not', async () => {
    const desk = await opened()
    const said = await desk.post(await pieceOf(desk, 'gesprek', 'Kinderen herstellen'), {
      action: 'speaker',
      speaker: 'NOS',
    })
    expect(said.status, said.body).toBe(303)
    const { passages } = loadCorpus(desk.draft, desk.draft).document('gesprek')
    expect(passages.find(({ text }) => text.startsWith('Kinderen'))!.speaker.id).toBe('NOS')
    expect(passages.find(({ text }) => text.startsWith('Te veel'))!.speaker.id).toBe('NVK')
  })

  it('says in one step who is quoted, by the name that stands there, and in the next passage without typing it', async () => {
    const desk = await opened()
    const text =
      'Leven met rust\n\n“Ik ging altijd maar door en werd steeds zieker”, vertelt Sanne de Wit (26).\n\nSanne de Wit ligt nu veel. “Ik heb geleerd om eerst te rusten.”\n\nNeem rust.\n'
    const { headers } = await desk.upload('/import', 'ervaring.txt', text)
    const about = headers.location!
    const front = { ...ABOUT, abbreviation: '', version: fieldOf((await desk.get(about)).body, 'version') }
    expect(await desk.post(about, front)).toMatchObject({ status: 303 })
    const page = about.replace('/about', '')
    for (const begin of ['“Ik ging', 'Sanne de Wit ligt']) {
      const { body } = await desk.get(page)
      const form = new RegExp(`${begin}[\\s\\S]*?<form method="post" action="([^"]+)">([\\s\\S]*?)</form>`).exec(
        body.slice(body.indexOf(`lang="nl">${begin}`)),
      )!
      expect(form[2]).toContain('name="name" required value="Sanne de Wit"')
      const fields = { action: 'quoted', name: 'Sanne de Wit', version: fieldOf(form[2]!, 'version') }
      expect(await desk.post(form[1]!, fields)).toMatchObject({ status: 303 })
    }
    expect(await desk.post(`${page}/accept`, {})).toMatchObject({ status: 303 })
    const document = loadCorpus(desk.draft, desk.draft).documents.find(({ title }) => title === ABOUT.title)!
    const [title, who] = [document.passages.map(({ speaker }) => speaker.name), document.speakers.map(({ id }) => id)]
    expect(title).toEqual(['Sanne de Wit', 'Sanne de Wit', 'Stichting Voorbeeld'])
    expect(who).toContain('Sanne-de-Wit')
    // Who has no short name is called by the full one.
    expect(document.abbreviation).toBe('Stichting Voorbeeld')
  })

  it('proposes the whole name of who is quoted by one of their names, and of a person with a role', async () => {
    const desk = await opened()
    const text =
      'Leven met rust\n\nPeter Groen is huisarts in Assen.\n\n“Ik wist er zelf eigenlijk helemaal niets van”, zei Groen.\n\n“Wij gaan er nu samen iets aan doen”, zegt voorzitter Karel van Aalst.\n\nWij gaan elke dag een uur liggen. – Sanne (26)\n'
    const { headers } = await desk.upload('/import', 'artikel.txt', text)
    const front = { ...ABOUT, version: fieldOf((await desk.get(headers.location!)).body, 'version') }
    await desk.post(headers.location!, front)
    const { body } = await desk.get(headers.location!.replace('/about', ''))
    expect([...body.matchAll(/name="name" required value="([^"]*)"/g)].map(([, name]) => name)).toEqual([
      'Peter Groen',
      'Karel van Aalst',
      'Sanne',
    ])
  })

  it('tells a second editor what the first one changed, and gives back what was typed', async () => {
    const desk = await opened()
    const piece = await pieceOf(desk, 'pagina', 'Sporten maakt')
    const version = fieldOf((await desk.get(piece)).body, 'version')
    const first = { action: 'edit', kind: 'paragraph', version, text: 'Sporten maakt sommige patiënten zieker!' }
    const second = { ...first, text: 'Sporten, maakt sommige patiënten zieker.' }
    // Another piece is nobody's hindrance.
    await desk.post(await pieceOf(desk, 'pagina', 'Slaap genoeg'), { ...first, kind: 'item', text: 'Slaap genoeg!' })
    expect((await desk.post(piece, first)).status).toBe(303)
    const { status, body } = await desk.post(piece, second)
    expect(status).toBe(409)
    expect(body).toContain('Iemand was je voor')
    expect(body).toMatch(/<del>\.<\/del><ins>!<\/ins>/)
    expect(body).toContain(`${second.text}</textarea>`)
    const whole = await desk.post('/documents/pagina/text', { text: 'Iets anders.', version })
    expect([whole.status, whole.body.includes('Iets anders.')]).toEqual([409, true])
    expect(markdownOf(desk, 'pagina')).toContain(first.text)
  })

  it('is not saved while the check does not pass', async () => {
    const desk = await opened()
    const { body } = await desk.get('/documents/pagina/text')
    const { status, body: refused } = await desk.post('/documents/pagina/text', {
      text: '# Leven met ME\n\nAnders.',
      version: fieldOf(body, 'version'),
    })
    expect(status).toBe(422)
    expect(refused).toContain('differs from source.txt')
    expect(markdownOf(desk, 'pagina')).toBe(tinyFiles()['pagina/document.md'])
  })
})
