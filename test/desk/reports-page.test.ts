import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { reports as runReports } from '../../src/cli/reports.ts'
import { PATHS } from '../../src/config/config.ts'
import { loadExampleQuestions } from '../../src/corpus/load-corpus.ts'
import type { Product } from '../../src/product.ts'
import { loadWeights } from '../../src/retrieval/weights.ts'
import type { Report } from '../../src/telegram/reports.ts'
import { fakeEmbedder } from '../support/fake-embedder.ts'
import { openDesk } from '../support/open-desk.ts'
import { openTinyIndex } from '../support/open-tiny-index.ts'
import { folderWith, tinyCorpus } from '../support/tiny-corpus.ts'
import { wholeFiles } from '../support/whole-corpus.ts'

const [rest, , sleep] = tinyCorpus().corpus.document('pagina').passages
const weights = loadWeights(PATHS.weights)
const product = async (folder: string) => {
  const { corpus, index } = await openTinyIndex(folder, folderWith({}))
  return { corpus, index, embedder: fakeEmbedder(), weights } as unknown as Product
}

const lineOf = (report: Partial<Report>) =>
  `${JSON.stringify({ version: 1, passages: [rest!.id], kind: 'passage', question: null, ...report })}\n`
const FIRST = { question: 'mag ik op de bank ploffen' }
/** A stranger's text, meant for whoever reads it. */
const HOSTILE = {
  kind: 'other',
  question: '</textarea><script>alert(1)</script>"><img src=x onerror=alert(2)>\u202e\u001b[2J{{7*7}}',
} as const

const CONTROLS = ['\u202e', '\u001b']
/** No markup, and no sign that a browser or a terminal obeys. */
function expectText(body: string): void {
  for (const run of ['<script>', '<img', ...CONTROLS]) expect(body).not.toContain(run)
}

async function opened(...reports: Partial<Report>[]) {
  const settings = folderWith({ 'reports.jsonl': reports.map(lineOf).join('') })
  const desk = await openDesk({ EMBEDDING_MODEL: folderWith({}), SETTINGS_FOLDER: settings }, wholeFiles(), product)
  const { body } = await desk.get('/reports')
  return {
    ...desk,
    settings,
    file: () => readFileSync(join(settings, 'reports.jsonl'), 'utf8'),
    draftOf: (path: string) => readFileSync(join(desk.draft, path), 'utf8'),
    paths: [...body.matchAll(/href="(\/reports\/[^"]+)"/g)].map(([, path]) => path!),
  }
}

const tinyCorpusQuestions = () => {
  const { corpus, folder } = tinyCorpus()
  return loadExampleQuestions(folder, corpus, folder).filter(({ file }) => file.startsWith('pagina'))
}

const typed = { words: 'mag ik languit', passage: sleep!.id, who: 'Anna', author: 'r' }

describe('reports at the desk', () => {
  it('are listed and read: what was quoted, what is wrong with it, and the question that a user agreed to keep', async () => {
    const { get, paths } = await opened(FIRST, { kind: 'speaker', passages: [sleep!.id, 'aaaaaaaa'] })
    const { body } = await get('/reports')
    expect(body).toMatch(/Verkeerd stuk: .*ploffen/)
    expect(body).toMatch(/Verkeerde spreker: .*De vraag is niet bewaard/)
    const first = (await get(paths[0]!)).body
    expect(first).toContain(rest!.text)
    expect(first).toContain('mag ik op de bank ploffen')
    const second = (await get(paths[1]!)).body
    expect(second).toContain(sleep!.text)
    expect(second).toContain('Stuk aaaaaaaa is er niet meer.')
  })

  it('become an example question of the draft, in other words, once it was checked like any draft', async () => {
    const { post, settled, paths, draftOf, file, config, errors, get } = await opened(FIRST)
    const [path] = paths
    expect((await post(`${path}/question`, typed)).headers.location).toBe(path)
    expect(draftOf('pagina/questions.yaml')).not.toContain('languit')
    const body = await settled(path!)
    expect(body).toContain('Neem de vraag op')
    expect(body).toContain('Er spreekt niets tegen.')
    // Other words are checked before they are taken.
    await post(`${path}/question`, { ...typed, words: 'mag ik  lekker\nlanguit' })
    expect(draftOf('pagina/questions.yaml')).not.toContain('languit')
    await settled(path!)
    const taken = await post(`${path}/question`, { ...typed, words: 'mag ik lekker languit' })
    expect(taken.headers.location, taken.body).toBe('/reports?done=saved')
    expect(draftOf('pagina/questions.yaml')).toMatch(
      /r:\n +- mag ik lekker languit # Anna, \d{4}-\d\d-\d\d; uit een melding\n/,
    )
    expect(readFileSync(join(config.corpusFolder, 'pagina/questions.yaml'), 'utf8')).not.toContain('languit')
    expect(file()).not.toContain('ploffen')
    expect((await get('/reports')).body).toContain('Er zijn geen meldingen.')
    expect((await get(path!)).headers.location).toBe('/reports')
    expect(errors).toEqual([])
  })

  it('become a question that nothing answers', async () => {
    const { post, settled, paths, draftOf, file } = await opened(FIRST)
    const [path] = paths
    const offTopic = { ...typed, words: 'wat kost een hangmat', passage: 'none' }
    await post(`${path}/question`, offTopic)
    await settled(path!)
    await post(`${path}/question`, offTopic)
    expect(draftOf('offtopic.yaml')).toContain('wat kost een hangmat # Anna')
    expect(file().trim()).toBe('')
  })

  it('are refused with what was typed when the question is measured with', async () => {
    const measured = JSON.parse(readFileSync('test/eval/dev.jsonl', 'utf8').split('\n', 1)[0]!).question
    const { post, settled, paths, draftOf, file } = await opened(FIRST)
    const [path] = paths
    const leak = { ...typed, words: measured, passage: 'none' }
    await post(`${path}/question`, leak)
    expect(await settled(path!)).toContain('Hiermee wordt de bot gemeten')
    const { status, body } = await post(`${path}/question`, leak)
    expect([status, body.includes('Anna')]).toEqual([422, true])
    expect(draftOf('offtopic.yaml')).not.toContain(measured)
    expect(file()).toContain('ploffen')
  })

  it('are done with when the question is there already', async () => {
    const { post, settled, paths, draftOf, file } = await opened(FIRST)
    const [known] = tinyCorpusQuestions()
    const again = { ...typed, words: known!.question, passage: known!.passageId! }
    const before = draftOf('pagina/questions.yaml')
    await post(`${paths[0]}/question`, again)
    expect(await settled(paths[0]!)).toContain('Deze vraag is er al, of bijna')
    expect((await post(`${paths[0]}/question`, again)).status).toBe(303)
    expect([draftOf('pagina/questions.yaml'), file().trim()]).toEqual([before, ''])
  })

  it('that are no fault are answered, without a word of the user, for whoever reads the next one', async () => {
    const { post, get, paths, settings, file } = await opened(FIRST, { ...FIRST, question: 'nog eens' })
    expect((await post(`${paths[0]}/answer`, { who: 'Anna', why: 'De tekst zegt dit.' })).status).toBe(303)
    expect(file()).not.toContain('ploffen')
    const answered = readFileSync(join(settings, 'answered-reports.jsonl'), 'utf8')
    expect(answered).toContain('De tekst zegt dit.')
    expect(answered).not.toContain('ploffen')
    expect((await get(paths[1]!)).body).toMatch(/vond Anna dat het klopt: De tekst zegt dit\./)
  })

  it('are removed from the disk', async () => {
    const { post, paths, file } = await opened(FIRST, { ...FIRST, question: 'blijft' })
    expect((await post(`${paths[0]}/remove`, {})).headers.location).toBe('/reports?done=removed')
    expect(file()).not.toContain('ploffen')
    expect(file()).toContain('blijft')
  })

  it('that another editor has dealt with give back what was typed', async () => {
    const { post, paths, draftOf } = await opened(FIRST)
    await post(`${paths[0]}/remove`, {})
    for (const action of ['question', 'answer', 'remove']) {
      const { status, body } = await post(`${paths[0]}/${action}`, typed)
      expect([action, status, body.includes('mag ik languit')]).toEqual([action, 409, true])
    }
    expect(draftOf('pagina/questions.yaml')).not.toContain('languit')
  })

  it('are shown as text, whatever a stranger wrote', async () => {
    const { get, post, settled, paths, draftOf } = await opened(HOSTILE)
    for (const path of ['/reports', paths[0]!]) {
      const { body } = await get(path)
      expectText(body)
    }
    const offTopic = { ...typed, words: `${HOSTILE.question}\n  b: [meer]`, who: 'A\n: [b', passage: 'none' }
    await post(`${paths[0]}/question`, offTopic)
    expectText(await settled(paths[0]!))
    expect((await post(`${paths[0]}/question`, offTopic)).status).toBe(303)
    const yaml = draftOf('offtopic.yaml')
    for (const sign of CONTROLS) expect(yaml).not.toContain(sign)
    expect(yaml).not.toMatch(/^ +b:/m)
    expect(yaml.match(/ r:\n/g)).toHaveLength(1)
  })

  it('say so when lines are damaged, and when nothing can be checked', async () => {
    const { get, post, paths, settings, draft, settled } = await opened(FIRST)
    const file = join(settings, 'reports.jsonl')
    writeFileSync(file, `${readFileSync(file, 'utf8')}{"version":1,"passa`)
    expect((await get('/reports')).body).toContain('Eén regel')
    writeFileSync(join(draft, 'lexicon.yaml'), '- [rust\n')
    await post(`${paths[0]}/question`, typed)
    const body = await settled(paths[0]!)
    expect(body).toContain('konden niet worden nagekeken')
    expect(body).toContain('mag ik languit</textarea>')
  })
})

describe('bronwijzer reports', () => {
  it('answers a report that is no fault, and shows that beside the next one', async () => {
    const { file, settings, config } = await opened(FIRST, { ...FIRST, question: 'nog eens' })
    vi.stubEnv('SETTINGS_FOLDER', settings)
    vi.stubEnv('CORPUS_FOLDER', config.corpusFolder)
    const written: string[] = []
    const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0)
    await expect(runReports({ notAFault: 1, who: 'Anna' })).rejects.toThrow('--why')
    await runReports({ notAFault: 1, who: 'Anna', why: 'Dat staat er.' })
    await runReports({})
    write.mockRestore()
    vi.unstubAllEnvs()
    expect(file()).not.toContain('ploffen')
    expect(written.join('')).toMatch(/1\. wrong passage[\s\S]*nog eens\n {3}found right before by Anna on [\d-]+: Dat/)
  })
})
