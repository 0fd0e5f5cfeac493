import { describe, expect, it } from 'vitest'
import { loadJudgedMessages } from '../../src/corpus/judged-messages.ts'
import { fingerprintCorpus, loadCorpus } from '../../src/corpus/load-corpus.ts'
import { viewsOf } from '../../src/retrieval/views.ts'
import { folderWith, messageOf, tinyFiles } from '../support/tiny-corpus.ts'

const corpus = loadCorpus(folderWith(tinyFiles()))
const id = corpus.passages[0]!.id
const other = corpus.passages[1]!.id
const line = (message: string, grades: Record<string, number> = {}, author = 'w1') =>
  JSON.stringify({ message, author, grades })
const load = (...lines: string[]) => {
  const folder = folderWith({ ...tinyFiles(), 'messages.jsonl': `${lines.join('\n')}\n` })
  return loadJudgedMessages(folder, corpus, folder)
}

describe('judged messages', () => {
  it('are none where there is no file of them', () => {
    expect(loadJudgedMessages(folderWith(tinyFiles()), corpus)).toEqual([])
  })

  it('have grades for the passages that have to do with them, and the line where they stand', () => {
    const [first, second] = load(line('ik ben zo moe, moet ik rusten', { [id]: 3, [other]: 1 }), '', line('hoi'))
    expect(first).toMatchObject({ author: 'w1', line: 1, file: 'messages.jsonl' })
    expect([...first!.grades]).toEqual([
      [id, 3],
      [other, 1],
    ])
    expect(second).toMatchObject({ message: 'hoi', line: 3 })
  })

  it.each([
    ['no JSON', 'hoi', /messages\.jsonl:1: .*Write \{"message"/],
    ['an unknown passage', line('hoi', { xxxxxxxx: 3 }), /messages\.jsonl:1: there is no passage xxxxxxxx/],
    ['a grade of 4', line('hoi', { [id]: 4 }), /messages\.jsonl:1: /],
    ['an author like those of questions', line('hoi', {}, 'a'), /expected an author such as "w1"/],
    ['nothing said', line(' '), /expected a message/],
  ])('with %s are refused by line', (_what, text, message) => {
    expect(messageOf(() => load(text))).toMatch(message)
  })

  it('change the fingerprint of a corpus, so that its index is built again', () => {
    const without = folderWith(tinyFiles())
    const with_ = folderWith({ ...tinyFiles(), 'messages.jsonl': line('hoi') })
    expect(fingerprintCorpus(with_, corpus)).not.toBe(fingerprintCorpus(without, corpus))
  })

  it('are questions of the passages that answer them, off-topic when none has to do with them, else neither', () => {
    const messages = load(line('rust?', { [id]: 3, [other]: 2 }), line('hoi'), line('slapen', { [id]: 2 }))
    const asked = viewsOf(corpus, [], messages).filter(({ author }) => author === 'w1')
    expect(asked.map(({ kind, passage, text }) => ({ kind, passage, text }))).toEqual([
      { kind: 'question', passage: 0, text: 'rust?' },
      { kind: 'off-topic', passage: -1, text: 'hoi' },
    ])
  })
})
