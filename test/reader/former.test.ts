import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fromHtml } from 'hast-util-from-html'
import { select, selectAll } from 'hast-util-select'
import { describe, expect, it } from 'vitest'
import { keepFormer, loadFormer } from '../../src/corpus/former.ts'
import { loadCorpus } from '../../src/corpus/load-corpus.ts'
import { routesOf } from '../../src/reader/routes.ts'
import { documentOf, interviewOf, messageOf, sourceOf, tinyCorpus } from '../support/tiny-corpus.ts'
import { siteOf } from './site-of.ts'
import { textOf } from './text-of.ts'

const pageWith = (body: string) => ({
  'pagina/document.md': documentOf('pagina', body),
  'pagina/source.txt': sourceOf(body),
  'pagina/questions.yaml': 'passages: []\n',
})
const OLD = '# Leven\n\nRust helpt veel mensen met ME.\n\nSporten mag altijd.\n\nDit blijft staan.\n'
const NEW = '# Leven\n\nRust helpt sommige mensen met ME.\n\nDit blijft staan.\n'
const NEWER = '# Leven\n\nRust helpt enkele mensen met ME.\n\nDit blijft staan.\n'
const dated = (body: string) => documentOf('pagina', body).replace('published: null', 'published: 2025-01-02')
const before = tinyCorpus({ ...pageWith(OLD), 'pagina/document.md': dated(OLD) })
const after = tinyCorpus(pageWith(NEW))
keepFormer(after.folder, after.corpus, before.corpus, '2026-11-26')
const former = loadFormer(after.folder, after.corpus)
const at = (corpus: typeof before.corpus, words: string) => corpus.passages.find(({ text }) => text.includes(words))!
const [rest, sport] = ['veel mensen', 'Sporten mag'].map((words) => at(before.corpus, words))
const site = siteOf(after.corpus, { former })
const page = async (path: string) => fromHtml(String((await routesOf(site).get(path)!())!.body))

describe('what a document said before', () => {
  it('is kept with its words, its speaker, and what stands in its place', () => {
    expect(former.map(({ id, text, until, now }) => [id, text, until, now.map(({ id }) => id)])).toEqual([
      [rest!.id, rest!.text, '2026-11-26', [at(after.corpus, 'sommige').id]],
      [sport!.id, sport!.text, '2026-11-26', []],
    ])
  })

  it('is kept once, and follows what changes again', () => {
    const file = join(after.folder, 'pagina', 'former.yaml')
    const written = readFileSync(file, 'utf8')
    keepFormer(after.folder, after.corpus, before.corpus, '2027-01-01')
    expect(readFileSync(file, 'utf8')).toBe(written)
    const newest = tinyCorpus({ ...pageWith(NEWER), 'pagina/former.yaml': written })
    keepFormer(newest.folder, newest.corpus, after.corpus, '2027-01-01')
    const now = at(newest.corpus, 'enkele').id
    expect(loadFormer(newest.folder, newest.corpus).map((one) => [one.id, one.now.map(({ id }) => id)])).toEqual([
      [rest!.id, [now]],
      [sport!.id, []],
      [at(after.corpus, 'sommige').id, [now]],
    ])
  })

  it.each([
    ['words that nobody said', 'veel mensen', 'alle mensen', 'is not the id of these words'],
    ['a passage that leads nowhere', 'now:\n', 'now:\n      - aaaaaaaa\n', 'has the id "aaaaaaaa"'],
    ['a speaker that is none', 'speaker: stichting', 'speaker: NVK', 'no speaker of pagina has the id "NVK"'],
  ])('is refused with %s, by line', (_what, words, others, sentence) => {
    const text = readFileSync(join(after.folder, 'pagina', 'former.yaml'), 'utf8').replace(words, others)
    const { folder } = tinyCorpus({ ...pageWith(NEW), 'pagina/former.yaml': text })
    expect(messageOf(() => loadFormer(folder, loadCorpus(folder, folder), folder))).toMatch(/former\.yaml:\d+: /)
    expect(messageOf(() => loadFormer(folder, loadCorpus(folder, folder), folder))).toContain(sentence)
  })

  it('has a page at its old address: both texts whole, what differs marked, and a way to the text and the chat', async () => {
    const then = await page(`pagina/${rest!.id}/`)
    const [was, is] = selectAll('.words', then)
    expect(textOf(was!)).toBe(rest!.text)
    expect(textOf(is!)).toBe(at(after.corpus, 'sommige').text)
    expect(selectAll('del', then).map(textOf)).toEqual(['veel'])
    expect(selectAll('ins', then).map(textOf)).toEqual(['sommige'])
    expect(textOf(then)).toContain('De Stichting, toen (tot 26 november 2026, versie van 2 januari 2025):')
    expect(selectAll('.now button', then).map(({ properties }) => properties.value)).toEqual([
      `mandje ${at(after.corpus, 'sommige').id}`,
    ])
    expect(selectAll('.now a', then).map(({ properties }) => properties.href)).toEqual([
      `../../pagina/#${at(after.corpus, 'sommige').id}`,
      `https://t.me/bronwijzer_bot?start=p_${at(after.corpus, 'sommige').id}`,
    ])
    expect(textOf(await page(`pagina/${sport!.id}/`))).toContain('Nu staat er niets voor in de plaats.')
  })

  it.each([
    ['a question', 'Is rust goed voor kinderen?', 'Is rust goed voor jonge kinderen?', 'vroeg toen (tot'],
    [
      'a claim',
      'Rust is slecht voor kinderen.',
      'Rust is slecht voor jonge kinderen.',
      'vroeg toen een reactie op (tot',
    ],
  ])('says of %s whose it was, and looks like one, then and now', async (_what, old, now, label) => {
    const [was, is] = [old, now].map((asked) => {
      const body = `# Vragen\n\nNOS: ${asked}\n\n- NVK: Zeker.\n`
      return tinyCorpus({
        'gesprek/document.md': interviewOf('gesprek', body),
        'gesprek/source.txt': sourceOf(body),
        'gesprek/questions.yaml': 'passages: []\n',
      })
    })
    keepFormer(is!.folder, is!.corpus, was!.corpus, '2026-11-26')
    const former = loadFormer(is!.folder, is!.corpus)
    const path = `gesprek/${at(was!.corpus, old).id}/`
    const shown = fromHtml(String((await routesOf(siteOf(is!.corpus, { former })).get(path)!())!.body))
    expect(textOf(select('.then .who', shown)!)).toBe(`NOS ${label} 26 november 2026):`)
    expect(textOf(select('.now .who', shown)!)).toBe('NOS, vraag aan NVK, nu:')
    expect(selectAll('.asks .words', shown).map(textOf)).toEqual([old, now])
    expect(selectAll('.asks', fromHtml(String((await routesOf(site).get(`pagina/${rest!.id}/`)!())!.body)))).toEqual([])
  })

  it('has its old anchor in the page of its document, below the text', async () => {
    const whole = await page('pagina/')
    for (const { id, text } of [rest!, sport!]) expect(textOf(select(`[id="${id}"] .then .words`, whole)!)).toBe(text)
    expect(selectAll('.passage .words', whole).map(textOf)).toEqual(
      after.corpus.document('pagina').passages.map(({ text }) => text),
    )
  })

  it('can become no markup', async () => {
    const words = 'Rust <img src=x onerror=alert(1)> helpt'
    const hostile = { ...former[0]!, text: words }
    const routes = routesOf(siteOf(after.corpus, { former: [hostile] }))
    const shown = fromHtml(String((await routes.get(`pagina/${hostile.id}/`)!())!.body))
    expect(selectAll('img', shown)).toEqual([])
    expect(textOf(selectAll('.words', shown)[0]!)).toBe(words)
  })
})
