import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadJudgedMessages, MEASURED_FILE } from '../../src/corpus/judged-messages.ts'
import { loadCorpus, loadExampleQuestions, MESSAGES_FILE } from '../../src/corpus/load-corpus.ts'
import { gradesOf } from '../../src/evaluation/judge.ts'
import { judgedQuestions } from '../../src/evaluation/sets.ts'
import type { Product } from '../../src/product.ts'
import { fakeSearcher } from '../support/fake-searcher.ts'
import { openDesk } from '../support/open-desk.ts'
import { folderWith, tinyCorpus } from '../support/tiny-corpus.ts'
import { wholeFiles } from '../support/whole-corpus.ts'

const [rest, , sleep, , sport] = tinyCorpus().corpus.document('pagina').passages
/** Finds two passages for anything, the later one first. */
const product = async (folder: string) => {
  const corpus = loadCorpus(folder, folder)
  const passages = [
    ['Sporten maakt', 2],
    ['Rust nemen', 1],
  ] as const
  return { corpus, searcher: fakeSearcher(corpus, () => ({ confidence: 0.5, passages })) } as unknown as Product
}

async function opened(questions: readonly (string | null)[], open = product) {
  const lines = questions.map((question) => ({ version: 1, passages: [sleep!.id], kind: 'passage', question }))
  const settings = folderWith({ 'reports.jsonl': lines.map((line) => `${JSON.stringify(line)}\n`).join('') })
  const desk = await openDesk({ EMBEDDING_MODEL: folderWith({}), SETTINGS_FOLDER: settings }, wholeFiles(), open)
  const messages = (name: string) =>
    loadJudgedMessages(desk.draft, loadCorpus(desk.draft, desk.draft), desk.draft, name)
  return {
    ...desk,
    reports: () => readFileSync(join(settings, 'reports.jsonl'), 'utf8').trim(),
    measured: () => messages(MEASURED_FILE),
    learned: () => messages(MESSAGES_FILE),
    waiting: async () =>
      [...(await desk.get('/judge')).body.matchAll(/<a href="(\/judge\/[^"]+)"/g)].map(([, to]) => to!),
  }
}

describe('judging messages at the desk', () => {
  it('shows a message with the passages that come nearest, and those that the user saw, in the order of the texts', async () => {
    const { settled, waiting } = await opened(['kan ik sporten?', null])
    const [path, ...more] = await waiting()
    expect(more).toEqual([])
    const body = await settled(path!)
    expect(body).toContain('kan ik sporten?')
    expect([...body.matchAll(/name="grade-(\w+)" value="0" required/g)].map(([, id]) => id)).toEqual(
      [rest, sleep, sport].map((one) => one!.id),
    )
  })

  it('keeps grades with who judged and when, where the message comes from, and the report no longer', async () => {
    const { post, settled, waiting, measured, reports, errors, get } = await opened([
      'Jan uit Epe vraagt: mag ik slapen?',
    ])
    const [path] = await waiting()
    await settled(path!)
    const fields = {
      [`grade-${rest!.id}`]: '1',
      [`grade-${sleep!.id}`]: '3',
      [`grade-${sport!.id}`]: '0',
      other: '',
      message: 'mag ik\nslapen?',
      who: 'Anna',
    }
    const { headers, body } = await post(path!, { ...fields, 'grade-aaaaaaaa': '3' })
    expect(headers.location, body).toBe('/judge?done=saved')
    const [one] = measured()
    expect(one).toMatchObject({ message: 'mag ik slapen?', source: 'report', author: 'r1' })
    expect([...one!.grades]).toEqual([
      [rest!.id, 1],
      [sleep!.id, 3],
    ])
    expect(reports()).toBe('')
    const late = await post(path!, fields)
    expect(late.status).toBe(409)
    expect(late.body).toMatch(
      /Het bericht, zoals het bewaard wordt<textarea[^>]*>mag ik\nslapen\?<[\s\S]*Je naam<textarea[^>]*>Anna</,
    )
    expect((await get('/')).body).toContain('beoordeeld: mag ik slapen?')
    expect(errors).toEqual([])
  })

  it('takes what editors type in, and measures with one half and learns from the other', async () => {
    const { post, settled, measured, learned, draft } = await opened([])
    const typed = ['mag ik languit', '', ' wat kost een hangmat\u202e ', 'is kamperen goed'].join('\r\n')
    let to = (await post('/judge', { messages: typed })).headers.location!
    for (const message of ['mag ik languit', 'wat kost een hangmat<U+202E>', 'is kamperen goed']) {
      expect(await settled(to)).toContain(message.replace('<', '&#x3C;'))
      const { headers } = await post(to, { message, who: 'Anna', other: message === 'mag ik languit' ? sleep!.id : '' })
      to = headers.location!
    }
    expect(to).toBe('/judge?done=saved')
    expect(measured().map(({ message }) => message)).toEqual(['mag ik languit', 'is kamperen goed'])
    expect(learned().map(({ message, source, author }) => [message, source, author])).toEqual([
      ['wat kost een hangmat<U+202E>', 'editor', 'e1'],
    ])
    expect(gradesOf(judgedQuestions(measured())[0]!, loadCorpus(draft, draft))).toEqual(new Map([[sleep!.id, 3]]))
  })

  it('keeps what two editors judge at once', async () => {
    const { post, get, measured, learned } = await opened([])
    await post('/judge', { messages: 'mag ik languit\nwat kost een hangmat' })
    const both = [...(await get('/judge')).body.matchAll(/href="(\/judge\/[^"]+)"/g)].map(([, to]) => to!)
    const messages = ['mag ik languit', 'wat kost een hangmat']
    const sent = await Promise.all(both.map((to, at) => post(to, { message: messages[at]!, who: `Editor ${at}` })))
    expect(sent.map(({ status }) => status)).toEqual([303, 303])
    expect([...measured(), ...learned()].map(({ message }) => message).sort()).toEqual(messages)
  })

  it('measures with none that is learned from', async () => {
    const { post, draft, learned, measured, settled } = await opened([])
    const [example] = loadExampleQuestions(draft, loadCorpus(draft, draft), draft)
    const { headers } = await post('/judge', { messages: example!.question })
    expect(await settled(headers.location!)).toContain('Zo’n bericht is er al.')
    await post(headers.location!, { message: example!.question, who: 'Anna' })
    expect([learned().length, measured().length]).toEqual([1, 0])
  })

  it('removes what was typed in, says when nothing can be searched, and shows a stranger’s text as text', async () => {
    const hostile = '</textarea><script>alert(1)</script>'
    const { post, get, waiting, settled, draft, reports } = await opened([hostile], () =>
      Promise.reject(new Error('No model.')),
    )
    await post('/judge', { messages: 'mag ik languit' })
    const [reported, typed] = await waiting()
    expect((await get('/judge')).body).not.toContain('<script>alert')
    for (const path of [reported!, typed!]) {
      const body = await settled(path)
      expect(body).toContain('konden niet worden gezocht')
      expect(body).not.toContain('<script>alert')
    }
    expect((await post(`${reported}/remove`, {})).headers.location).toBe(reported!.replace('judge', 'reports'))
    await post(`${typed}/remove`, {})
    expect(await waiting()).toEqual([reported])
    expect(reports()).toContain('alert')
    expect(existsSync(join(draft, MEASURED_FILE))).toBe(false)
  })
})
