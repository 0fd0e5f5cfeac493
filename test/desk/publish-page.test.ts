import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { loadCorpus } from '../../src/corpus/load-corpus.ts'
import { fixCorpus } from '../../src/desk/fix.ts'
import { GOES_ON, openDesk } from '../support/open-desk.ts'
import { findingProduct, wholeFiles } from '../support/whole-corpus.ts'

type Desk = Awaited<ReturnType<typeof openDesk>>

/** A desk whose bot is watched at a port where nobody is, unless it is told otherwise. */
function open(environment: Record<string, string> = {}): Promise<Desk> {
  return openDesk({ MONITOR_PORT: '0', ...environment }, wholeFiles(), findingProduct)
}

/** The page, once nothing is being done any more. */
async function settled({ get }: Desk): Promise<string> {
  for (;;) {
    const { body } = await get('/publish')
    if (!body.includes('Bezig met nakijken')) return body
    await sleep(20)
  }
}

const stateOf = (body: string) => /name="state" value="([^"]*)"/.exec(body)![1]!.replaceAll('&#x22;', '"')
const publish = async (desk: Desk, fields: Record<string, string> = {}) => {
  const state = stateOf((await desk.get('/publish')).body)
  expect((await desk.post('/publish', { state, ...fields })).status).toBe(303)
  return settled(desk)
}

/** Changes words that are both in a file and in what the file was made of. */
function edit(folder: string, path: string, from: string, to: string): void {
  const text = readFileSync(join(folder, path), 'utf8')
  expect(text).toContain(from)
  writeFileSync(join(folder, path), text.replaceAll(from, to))
}

describe('the page to publish', () => {
  it('says what changes, publishes it, and goes back', async () => {
    const desk = await open()
    expect((await desk.get('/publish')).body).toContain('Je kopie is gelijk')
    edit(desk.draft, 'offtopic.yaml', 'een bed', 'een stoel')
    const { body } = await desk.get('/publish')
    expect(body).toContain('<li>offtopic.yaml</li>')
    expect(body).not.toContain('Zet terug')
    const done = await publish(desk)
    expect(done).toContain('Gepubliceerd. Er draait hier nu geen bot.')
    const live = join(desk.config.corpusFolder, 'offtopic.yaml')
    expect(readFileSync(live, 'utf8')).toContain('een stoel')
    await desk.post('/publish/back', {})
    expect(await settled(desk)).toContain('Teruggezet.')
    expect(readFileSync(live, 'utf8')).toContain('een bed')
    expect(desk.errors).toEqual([])
  })

  it('publishes nothing with a mistake in it, and names it', async () => {
    const desk = await open()
    edit(desk.draft, 'lexicon.yaml', '- [', '- [[')
    const done = await publish(desk)
    expect(done).toContain('Er is niets gepubliceerd. Dit klopt nog niet:')
    expect(done).toMatch(/lexicon\.yaml:4: <\/span><strong>Hier klopt iets niet dat je aan deze werktafel niet kunt/)
  })

  it('publishes no document of which nothing is asked', async () => {
    const desk = await open()
    writeFileSync(join(desk.draft, 'pagina', 'questions.yaml'), 'passages: []\n')
    expect((await desk.get('/publish')).body).toMatch(/nog geen enkele voorbeeldvraag[\s\S]*href="\/questions\/pagina"/)
    expect(await publish(desk)).toContain('Bij “Document pagina” staat nog geen enkele voorbeeldvraag.')
  })

  it('publishes nothing else than the editor saw', async () => {
    const desk = await open()
    edit(desk.draft, 'offtopic.yaml', 'een bed', 'een stoel')
    const state = stateOf((await desk.get('/publish')).body)
    edit(desk.draft, 'offtopic.yaml', 'een stoel', 'een kast')
    await desk.post('/publish', { state })
    expect(await settled(desk)).toContain('Je kopie is intussen veranderd.')
    expect(readFileSync(join(desk.config.corpusFolder, 'offtopic.yaml'), 'utf8')).toContain('een bed')
  })

  it('asks before it overwrites what was changed by other ways', async () => {
    const desk = await open()
    edit(desk.draft, 'offtopic.yaml', 'een bed', 'een stoel')
    edit(desk.config.corpusFolder, 'offtopic.yaml', 'een bed', 'een kast')
    const asked = await publish(desk)
    expect(asked).toContain('ook veranderd. Publiceer je toch')
    await desk.post('/publish', { state: stateOf(asked), insists: 'yes' })
    expect(await settled(desk)).toContain('Gepubliceerd.')
    expect(readFileSync(join(desk.config.corpusFolder, 'offtopic.yaml'), 'utf8')).toContain('een stoel')
  })

  it('says that bots of a database use it soon, or why the database took nothing', async () => {
    const problems = ["The database at db can't be reached (ECONNREFUSED). Start it, or mend INDEX_URL."]
    const desk = await openDesk(
      { MONITOR_PORT: '0', INDEX_URL: 'postgres://db/bronwijzer' },
      wholeFiles(),
      findingProduct,
      async () => {
        const problem = problems.pop()
        if (problem) throw new Error(problem)
      },
    )
    edit(desk.draft, 'offtopic.yaml', 'een bed', 'een stoel')
    const failed = await publish(desk)
    expect(failed).toContain('mend INDEX_URL')
    expect(readFileSync(join(desk.config.corpusFolder, 'offtopic.yaml'), 'utf8')).toContain('een bed')
    expect(await publish(desk)).toContain(
      'Gepubliceerd. Bots die uit de database antwoorden, gebruiken het binnen een minuut.',
    )
    expect(desk.errors).toEqual([])
  })

  it('tells when the running bot has taken it over', async () => {
    let taken = 0
    const bot = createServer((_, response) => response.end(`bronwijzer_reloads_total{result="taken-over"} ${taken}\n`))
    await new Promise<void>((listening) => bot.listen(0, '127.0.0.1', listening))
    const { port } = bot.address() as { port: number }
    const desk = await open({ MONITOR_PORT: String(port), WATCH_CORPUS: 'true' })
    edit(desk.draft, 'offtopic.yaml', 'een bed', 'een stoel')
    expect(await publish(desk)).toContain('De bot neemt het zo over.')
    expect((await desk.get('/publish')).body).toContain(GOES_ON)
    taken = 1
    const { body } = await desk.get('/publish')
    expect(body).toContain('De bot gebruikt het al.')
    expect(body).not.toContain(GOES_ON)
    bot.close()
  })
})

describe('the page to try', () => {
  it('asks what was typed of both, side by side, with what differs marked', async () => {
    const desk = await open()
    const [page, source] = ['pagina/document.md', 'pagina/source.txt']
    for (const path of [page, source]) edit(desk.draft, path, 'helpt veel mensen', 'helpt sommige mensen')
    fixCorpus(desk.draft)
    const { body } = await desk.post('/trial/ask', { questions: 'Helpt Overleg?\n\nNiets <b>hiervan</b>\n' })
    expect(body).toContain('<h3>Helpt Overleg?</h3>')
    expect(body).toContain('<del>veel</del>')
    expect(body).toContain('<ins>sommige</ins>')
    expect(body).toContain('Niets &#x3C;b>hiervan&#x3C;/b>')
    expect(body).toContain('Je kopie antwoordt hetzelfde:')
  })

  it('asks all test questions while pages are served, and can be stopped', async () => {
    const desk = await open()
    await desk.post('/trial', {})
    expect((await desk.get('/trial')).body).toContain(GOES_ON)
    await desk.post('/trial/stop', {})
    expect((await desk.get('/trial')).body).not.toContain(GOES_ON)
    await desk.post('/trial', {})
    let page = await desk.get('/trial')
    while (page.body.includes(GOES_ON)) {
      await sleep(50)
      page = await desk.get('/trial')
    }
    expect(page.body).toMatch(/([\d.]+) van \1 vragen gesteld\./)
    expect(page.body).toContain('Geen enkel antwoord is anders.')
    edit(desk.draft, 'offtopic.yaml', 'een bed', 'een stoel')
    expect((await desk.get('/trial')).body).toContain('Je kopie is na deze proef veranderd.')
  })
})

describe('the page for a new version', () => {
  const NEW =
    'Leven met ME\n\nRust\n\nRust nemen helpt sommige mensen. Overleg bijv. met je huisarts.\n\nVraag hulp bij het huishouden.\n'

  /** Sends a form with a file. */
  async function upload({ ask, address }: Desk, path: string, fields: Record<string, string | File>) {
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.set(name, value)
    const request = new Request(address, { method: 'POST', body: form })
    const headers = { origin: address, 'content-type': request.headers.get('content-type')! }
    return ask('POST', path, headers, Buffer.from(await request.arrayBuffer()))
  }
  const fieldOf = (body: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(body)![1]!
  const markdownOf = (body: string) =>
    /<textarea[^>]*name="markdown"[^>]*>([\s\S]*?)<\/textarea>/
      .exec(body)![1]!
      .replaceAll('&#x3C;', '<')
      .replaceAll('&#x26;', '&')

  it('shows what stays, changes, goes and comes before anything is saved, and saves it as one change', async () => {
    const desk = await open()
    expect((await desk.get('/documents/pagina/update')).body).toContain('Nieuwe versie van “Document pagina”')
    const before = readFileSync(join(desk.draft, 'pagina', 'document.md'), 'utf8')
    const file = new File([NEW], 'nieuw.txt', { type: 'text/plain' })
    const { status, body } = await upload(desk, '/documents/pagina/update', {
      file,
      address: '',
      published: '2026-11-20',
    })
    expect(status).toBe(200)
    expect(body).toContain('<del>veel</del>')
    expect(body).toContain('<h2>Weg: 4</h2>')
    expect(body).toContain('<h2>Nieuw: 1</h2>')
    expect(readFileSync(join(desk.draft, 'pagina', 'document.md'), 'utf8')).toBe(before)
    const [source, expected, markdown] = [fieldOf(body, 'source'), fieldOf(body, 'expected'), markdownOf(body)]
    const heir = /name="(heir-[a-z2-7]{8})"/.exec(body)![1]!
    const came = /<option value="([a-z2-7]{8})"/.exec(body)![1]!
    const saved = await upload(desk, '/documents/pagina/update/save', { source, expected, markdown, [heir]: came })
    expect(saved.status).toBe(303)
    const document = loadCorpus(desk.draft, desk.draft).document('pagina')
    expect(document.published).toBe('2026-11-20')
    expect(document.passages.map(({ text }) => text)).toContain('Vraag hulp bij het huishouden.')
    const late = await upload(desk, '/documents/pagina/update/save', { source, expected, markdown })
    expect(late.status).toBe(409)
    const { body: start } = await desk.get('/')
    expect(start).toContain('nieuwe versie van Document pagina')
  })

  it('gives the text to mend when something is wrong with it', async () => {
    const desk = await open()
    const file = new File([NEW], 'nieuw.txt', { type: 'text/plain' })
    const { body } = await upload(desk, '/documents/pagina/update', { file, address: '', published: '' })
    const wrong = {
      source: fieldOf(body, 'source'),
      expected: fieldOf(body, 'expected'),
      markdown: markdownOf(body).replace('hulp', 'steun'),
    }
    const checked = await upload(desk, '/documents/pagina/update/check', wrong)
    expect(checked.body).toContain('differs from source.txt')
    expect(checked.body).toContain('Vraag steun bij')
    expect(checked.body).not.toContain('Zet in mijn kopie')
    const saved = await upload(desk, '/documents/pagina/update/save', wrong)
    expect(saved.status).toBe(422)
    expect(desk.errors).toEqual([])
  })

  it('is not saved while the whole draft does not pass the check with it, and gives back heirs and text', async () => {
    const desk = await open()
    const ENGLISH = 'This is what they should know about the rest that you need when you are ill.'
    const file = new File([NEW.replace('Vraag', `${ENGLISH}\n\nVraag`)], 'nieuw.txt', { type: 'text/plain' })
    const { status, body } = await upload(desk, '/documents/pagina/update', { file, address: '', published: '' })
    expect(status).toBe(422)
    expect(body).toContain('Dit is Engels.')
    expect(body).not.toContain('Zet in mijn kopie')
    const [source, expected, markdown] = [fieldOf(body, 'source'), fieldOf(body, 'expected'), markdownOf(body)]
    const heir = /name="(heir-[a-z2-7]{8})"/.exec(body)![1]!
    const came = /<option value="([a-z2-7]{8})"/.exec(body)![1]!
    const before = readFileSync(join(desk.draft, 'pagina', 'document.md'), 'utf8')
    const refused = await upload(desk, '/documents/pagina/update/save', { source, expected, markdown, [heir]: came })
    expect(refused.status).toBe(422)
    expect(refused.body).toContain(`<option value="${came}" lang="nl" selected>`)
    expect(readFileSync(join(desk.draft, 'pagina', 'document.md'), 'utf8')).toBe(before)
    const kept = markdown.replace(ENGLISH, `<!-- keep -->\n${ENGLISH}`)
    expect((await upload(desk, '/documents/pagina/update/save', { source, expected, markdown: kept })).status).toBe(303)
  })

  it('says in a sentence what is missing, and knows only documents that are there', async () => {
    const desk = await open()
    const nothing = await upload(desk, '/documents/pagina/update', { address: '', published: '' })
    expect(nothing.body).toContain('Kies een bestand of vul een adres in.')
    const inside = await upload(desk, '/documents/pagina/update', {
      address: 'http://127.0.0.1:9464/metrics',
      published: '',
    })
    expect(inside.status).toBe(422)
    expect((await desk.get('/documents/nergens/update')).status).toBe(404)
    expect((await desk.get('/documents/..%2f..%2fetc/update')).status).toBe(404)
  })
})
