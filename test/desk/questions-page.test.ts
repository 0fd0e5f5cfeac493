import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { PATHS } from '../../src/config/config.ts'
import type { Product } from '../../src/product.ts'
import { loadWeights } from '../../src/retrieval/weights.ts'
import { fakeEmbedder } from '../support/fake-embedder.ts'
import { openDesk } from '../support/open-desk.ts'
import { openTinyIndex } from '../support/open-tiny-index.ts'
import { folderWith, tinyCorpus } from '../support/tiny-corpus.ts'
import { wholeFiles } from '../support/whole-corpus.ts'

const [rest, , sleep] = tinyCorpus().corpus.document('pagina').passages
const weights = loadWeights(PATHS.weights)
/** A product of a model of words, as far as questions are held against it. */
const product = async (folder: string) => {
  const { corpus, index } = await openTinyIndex(folder, folderWith({}))
  return { corpus, index, embedder: fakeEmbedder(), weights } as unknown as Product
}
const model = { EMBEDDING_MODEL: folderWith({}) }

/** Every draft on a page: its id, and whether it is ticked. */
function draftsOn(body: string): { id: string; words: string; isTicked: boolean }[] {
  return [...body.matchAll(/<input type="checkbox" name="take" value="([^"]+)"( checked)?/g)].map(([, id, ticked]) => ({
    id: id!,
    words: new RegExp(`name="words-${id}"[^>]*>([^<]*)<`).exec(body)![1]!,
    isTicked: ticked !== undefined,
  }))
}

describe('the list of passages at the desk', () => {
  it('puts those with few questions first, and says how each is found once that is measured', async () => {
    const desk = await openDesk(model, wholeFiles(), product)
    const before = await desk.settled('/questions')
    expect(before).toContain(`/questions/pagina/${rest!.id}`)
    expect(before).not.toContain('0 / 1')
    await desk.post('/questions', {})
    expect(await desk.settled('/questions')).toMatch(/[01] \/ 1/)
    expect(desk.errors).toEqual([])
  })

  it('says so when it cannot be measured', async () => {
    const desk = await openDesk(model, wholeFiles(), () => Promise.reject(new Error('No model.')))
    await desk.post('/questions', {})
    expect(await desk.settled('/questions')).toContain('Het meten is niet gelukt')
  })
})

describe('drafts of questions at the desk', () => {
  const reply = `[${rest!.id}]\nmag ik op de bank ploffen\n[${sleep!.id}]\nwat "><b>nu</b>\n[geen antwoord]\nwaar koop ik een hangmat`

  it('are pasted, checked, and accepted by hand, in other words if need be, with who and when', async () => {
    const desk = await openDesk(model, wholeFiles(), product)
    expect((await desk.get('/questions/pagina')).body).toContain(`[${rest!.id}]`)
    await desk.post('/questions/pagina/reply', { reply, from: 'een taalmodel' })
    const body = await desk.settled('/questions/pagina')
    expect(body).not.toContain('"><b>nu')
    const [first, , offTopic] = draftsOn(body)
    const before = readFileSync(join(desk.draft, 'pagina/questions.yaml'), 'utf8')
    expect(before).not.toContain('ploffen')

    const fields = { who: 'Anna', author: 'k', take: first!.id, [`words-${first!.id}`]: 'mag ik languit' }
    expect(await desk.post('/questions/pagina/accept', fields)).toMatchObject({ status: 303 })
    const after = readFileSync(join(desk.draft, 'pagina/questions.yaml'), 'utf8')
    expect(after).toMatch(/k:\n +- mag ik languit # Anna, \d{4}-\d\d-\d\d; een taalmodel\n/)
    await desk.post('/questions/pagina/accept', { who: 'Anna', author: 'k', take: offTopic!.id })
    expect(readFileSync(join(desk.draft, 'offtopic.yaml'), 'utf8')).toContain('waar koop ik een hangmat # Anna')
    expect(draftsOn(await desk.settled('/questions/pagina'))).toHaveLength(1)
    expect(readFileSync(join(desk.config.corpusFolder, 'pagina/questions.yaml'), 'utf8')).not.toContain('languit')
    expect(desk.errors).toEqual([])
  })

  it('are asked for in rounds of all passages that have none, and who types them in is asked once', async () => {
    const files = wholeFiles()
    const passages = Array.from({ length: 80 }, (_, at) => `Alinea nummer ${at} gaat over rusten en slapen.`)
    const document = `${/^---\n[\s\S]*?\n---\n/.exec(files['pagina/document.md']!)![0]}# Leven met ME\n\n${passages.join('\n\n')}\n`
    const source = `Leven met ME\n\n${passages.join('\n\n')}\n`
    const sum = createHash('sha256').update(source).digest('hex')
    const desk = await openDesk(
      model,
      {
        ...files,
        'terms.yaml': '{}\n',
        'counterparts.yaml': '{}\n',
        'pagina/document.md': document.replace(/sourceSha256: .*/, `sourceSha256: ${sum}`),
        'pagina/source.txt': source,
        'pagina/questions.yaml': 'passages: []\n',
      },
      product,
    )
    const { body } = await desk.get('/questions/pagina')
    expect(body).toContain('Dit gaat over de 40 stukken')
    expect(body).toContain('Bedenk bij elk stuk 4 vragen')
    expect(body.match(/Alinea nummer/g)).toHaveLength(40)
    expect((await desk.get('/questions')).body).toMatch(/href="\/questions\/pagina">“[^”]+”: vragen bedenken/)
    const [code] = /\[\w{8}\]/.exec(body)!
    const { headers } = await desk.post('/questions/pagina/reply', { reply: `${code}\nmag ik`, from: 'Qwen 3' })
    const cookie = String(headers['set-cookie']).split(';', 1)[0]!
    expect((await desk.get('/questions/pagina', { cookie })).body).toMatch(/name="from"[^>]*value="Qwen 3"/)
    // What waits for an editor is not asked for again.
    expect(await desk.settled('/questions/pagina')).not.toContain(code)
  })

  it('are all judged at once: those that are ticked are accepted, and the rest is dropped', async () => {
    const desk = await openDesk(model, wholeFiles(), product)
    await desk.post('/questions/pagina/reply', { reply, from: 'x' })
    const all = draftsOn(await desk.settled('/questions/pagina'))
    const words = Object.fromEntries(all.slice(0, 2).map(({ id }) => [`words-${id}`, 'mag ik\r\n languit']))
    const fields = { who: 'Anna', author: 'k', rest: 'discard', take: all[0]!.id, ...words }
    await desk.post('/questions/pagina/accept', fields)
    expect(readFileSync(join(desk.draft, 'pagina/questions.yaml'), 'utf8')).toContain('- mag ik languit # Anna')
    // One that wasn't on the page is left.
    expect(draftsOn(await desk.settled('/questions/pagina')).map(({ id }) => id)).toEqual([all[2]!.id])
  })

  it('are not asked for an item of a few words, but for what introduces its list', async () => {
    const desk = await openDesk(model, wholeFiles(), product)
    const { body } = await desk.get('/questions/pagina')
    const list = tinyCorpus().corpus.document('pagina').passages
    expect(body).toContain(`[${list[1]!.id}]`)
    expect(body).toContain('(Hierna staat: Slaap genoeg. / ')
    expect(body).not.toContain(`[${sleep!.id}]`)
  })

  it('give a second editor back what he typed when the first has judged them', async () => {
    const desk = await openDesk(model, wholeFiles(), product)
    await desk.post('/questions/pagina/reply', { reply, from: 'x' })
    const [first] = draftsOn(await desk.settled('/questions/pagina'))
    await desk.post('/questions/pagina/discard', {})
    const fields = { who: 'Bob', author: 'k', take: first!.id, [`words-${first!.id}`]: 'mijn eigen woorden' }
    const { status, body } = await desk.post('/questions/pagina/accept', fields)
    expect(status).toBe(409)
    expect(body).toContain('mijn eigen woorden')
  })

  it('keep what was pasted when nothing can be read in it, or it cannot be checked', async () => {
    const desk = await openDesk(model, wholeFiles(), () => Promise.reject(new Error('No model.')))
    await desk.post('/questions/pagina/reply', { reply: 'Dat kan ik niet.', from: 'x' })
    expect(await desk.settled('/questions/pagina')).toMatch(
      /Er staan geen vragen in[\s\S]*Dat kan ik niet\.[\s\S]*name="from"[^>]* value="x"/,
    )
    await desk.post('/questions/pagina/reply', { reply, from: 'x' })
    expect(await desk.settled('/questions/pagina')).toMatch(/konden niet worden nagekeken[\s\S]*hangmat/)
  })

  it('are no path out of the folder', async () => {
    const desk = await openDesk(model, wholeFiles(), product)
    for (const path of ['/questions/..%2F..', '/questions/.kept', '/questions/pagina/x'])
      expect(await desk.get(path)).toMatchObject({ status: 404 })
  })

  it('come from the language model of the editor, whose key is on no page', async () => {
    const server = createServer((request, response) => {
      const isKnown = request.headers.authorization === 'Bearer sk-secret'
      response
        .writeHead(isKnown ? 200 : 401)
        .end(JSON.stringify({ choices: [{ message: { content: `Graag!\n## [${rest!.id}]\n1. mag ik ploffen` } }] }))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    afterAll(() => server.close())
    const DRAFT_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
    for (const [key, words] of [
      ['sk-secret', '>mag ik ploffen<'],
      ['sk-other', 'Laat DRAFT_KEY nakijken'],
    ] as const) {
      const settings = { ...model, DRAFT_URL, DRAFT_MODEL: 'qwen', DRAFT_KEY: key }
      const desk = await openDesk(settings, wholeFiles(), product)
      expect((await desk.get('/questions/pagina')).body).toContain('Laat qwen vragen voorstellen')
      await desk.post('/questions/pagina/model', {})
      const body = await desk.settled('/questions/pagina')
      expect(body).toContain(words)
      expect(body).not.toContain(key)
    }
  })
})
