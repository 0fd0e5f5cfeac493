import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadCounterparts } from '../../src/corpus/counterparts.ts'
import { loadCorpus, loadExampleQuestions } from '../../src/corpus/load-corpus.ts'
import { fixCorpus } from '../../src/desk/fix.ts'
import { documentOf, folderWith, messageOf, sourceOf, tinyCorpus, tinyFiles } from '../support/tiny-corpus.ts'

const BODY = '# Leven met rust\n\nRust nemen helpt veel patiënten.\n\nSlaap ook genoeg.\n'
const AUTHOR = 'speakers:\n  - {id: s, name: De Stichting, role: author}\n'
const files = tinyFiles()

describe('filling in what can be computed', () => {
  it('changes nothing in a corpus that is sound', () => {
    const { folder } = tinyCorpus()
    expect(fixCorpus(folder, folder)).toEqual([])
    for (const [path, text] of Object.entries(files)) expect(readFileSync(join(folder, path), 'utf8')).toBe(text)
  })

  it('makes a document of a text with what only an editor knows', () => {
    const front = `# wie dit schreef\npublisher: De Stichting\nabbreviation: S\npermissionNote: Van de stichting.\n${AUTHOR}`
    const folder = folderWith({
      'nieuw/document.md': `---\n${front}---\n${BODY}`,
      'nieuw/source.txt': sourceOf(BODY),
      'offtopic.yaml': 'near: {}\nfar: {}\nchat: {}\nadversarial: {}\n',
    })
    const done = fixCorpus(folder, folder)
    expect(done).toContain('nieuw/document.md: "url" is now null: it is not known.')
    expect(done).toContain('nieuw/questions.yaml: 2 passages have an entry now; write questions for them.')
    const corpus = loadCorpus(folder, folder)
    expect(corpus.document('nieuw')).toMatchObject({
      title: 'Leven met rust',
      publisher: 'De Stichting',
      published: null,
    })
    expect(loadExampleQuestions(folder, corpus, folder)).toEqual([])
    const markdown = readFileSync(join(folder, 'nieuw/document.md'), 'utf8')
    expect(markdown).toContain('# wie dit schreef\n')
    expect(markdown.endsWith(`---\n${BODY}`)).toBe(true)
    expect(fixCorpus(folder, folder)).toEqual([])
  })

  it('begins the front matter of a document without any; the rest is asked for by name', () => {
    const folder = folderWith({ 'nieuw/document.md': BODY, 'nieuw/source.txt': sourceOf(BODY) })
    fixCorpus(folder, folder)
    const message = messageOf(() => loadCorpus(folder, folder))
    for (const field of ['publisher', 'abbreviation', 'permissionNote', 'speakers'])
      expect(message).toContain(`"${field}"`)
    for (const field of ['"id"', '"title"', '"sourceSha256"', '"published"']) expect(message).not.toContain(field)
  })

  it('saves a document in Windows-1252 as UTF-8', () => {
    const { folder } = tinyCorpus()
    const markdown = documentOf('pagina', BODY)
    writeFileSync(join(folder, 'pagina/document.md'), Buffer.from(markdown, 'latin1'))
    writeFileSync(join(folder, 'pagina/source.txt'), sourceOf(BODY))
    expect(fixCorpus(folder, folder)).toContain('pagina/document.md: was in windows-1252, and is in UTF-8 now.')
    expect(loadCorpus(folder, folder).document('pagina').passages[0]!.text).toBe('Rust nemen helpt veel patiënten.')
  })

  it('tells of a checksum that is another one now', () => {
    const { folder } = tinyCorpus()
    writeFileSync(join(folder, 'pagina/source.txt'), `${files['pagina/source.txt']}\n`)
    expect(fixCorpus(folder, folder)).toEqual([expect.stringMatching(/"sourceSha256" was .*; source\.txt has changed/)])
    expect(() => loadCorpus(folder, folder)).not.toThrow()
  })

  it('moves the questions of a passage whose words changed, and its id in every file', () => {
    const { corpus } = tinyCorpus()
    const [old] = corpus.document('pagina').passages
    const talk = corpus.document('gesprek').passages[1]!
    const body = files['pagina/document.md']!.split('\n---\n')[1]!.replace('helpt veel mensen', 'helpt sommige mensen')
    const { folder } = tinyCorpus({
      'pagina/document.md': documentOf('pagina', body),
      'pagina/source.txt': sourceOf(body),
      'counterparts.yaml': `subjects:\n  - subject: rust # hier\n    passages: [${old!.id}, ${talk.id}]\n`,
    })
    const now = loadCorpus(folder, folder)
    const id = now.document('pagina').passages[0]!.id
    expect(fixCorpus(folder, folder)).toEqual([
      `pagina/questions.yaml: ${old!.id} is now ${id}, as its words changed: read whether its questions still fit.`,
      `counterparts.yaml: ${old!.id} is now ${id}.`,
    ])
    expect(loadExampleQuestions(folder, now, folder).some(({ passageId }) => passageId === id)).toBe(true)
    expect(loadCounterparts(folder, now, folder).subjectsOf(id)).toHaveLength(1)
    expect(readFileSync(join(folder, 'counterparts.yaml'), 'utf8')).toContain('# hier')
  })
})
