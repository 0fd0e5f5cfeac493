import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadCounterparts } from '../../src/corpus/counterparts.ts'
import { loadJudgedMessages } from '../../src/corpus/judged-messages.ts'
import { loadCorpus, loadExampleQuestions } from '../../src/corpus/load-corpus.ts'
import { newVersionOf, previewUpdate, updateDocument } from '../../src/desk/update-document.ts'
import { importSource } from '../../src/importing/read-source.ts'
import { messageOf, tinyCorpus } from '../support/tiny-corpus.ts'

const NEW = `Leven met ME

Rust

Rust nemen helpt sommige mensen. Overleg bijv. met je huisarts.

Dit kan je doen:

- Slaap genoeg.
- Vraag hulp bij het huishouden.
`

/** A corpus of which everything names passages of the page, and its page in a new version. */
async function updated({ published, bound = true }: { published?: string; bound?: boolean } = {}) {
  const { corpus } = tinyCorpus()
  const [rest, , sleep, spread, sport] = corpus.document('pagina').passages
  const [asked, answer] = corpus.document('gesprek').passages
  const { folder } = tinyCorpus({
    'counterparts.yaml': `subjects:\n  - subject: rust # hier\n    passages: [${rest!.id}, ${answer!.id}, ${sport!.id}]\n${bound ? `bound:\n  - [${spread!.id}, ${sport!.id}]\n` : ''}`,
    'messages.jsonl': `{"message":"helpt het?","author":"w1","grades":{"${rest!.id}":3,"${spread!.id}":2,"${asked!.id}":1}}\n`,
  })
  const path = join(folder, 'pagina', 'document.md')
  writeFileSync(path, readFileSync(path, 'utf8').replace('- Slaap', '<!-- keep -->\n- Slaap'))
  const document = loadCorpus(folder, folder).document('pagina')
  const source = { bytes: Buffer.from(NEW), name: 'nieuw.txt' }
  const version = newVersionOf(document, await importSource(source, { published }, '2026-11-26'))
  return { folder, document, version, rest: rest!, sleep: sleep!, spread: spread!, sport: sport! }
}

function writeAll(folder: string, changes: Record<string, string | Uint8Array>): void {
  for (const [path, content] of Object.entries(changes)) writeFileSync(join(folder, path), content)
}

const questionsOf = (folder: string, words: string) => {
  const corpus = loadCorpus(folder, folder)
  const id = corpus.passages.find(({ text }) => text.includes(words))!.id
  return loadExampleQuestions(folder, corpus, folder)
    .filter(({ passageId }) => passageId === id)
    .map(({ question }) => question)
}

describe('a new version of a document', () => {
  it('keeps what is known of the document, its date and the remarks of an editor', async () => {
    const { version, document } = await updated({ published: '2026-11-20' })
    expect(version.markdown).toContain('publisher: Uitgever pagina\n')
    expect(version.markdown).toContain('published: 2026-11-20\n')
    expect(version.markdown).toContain('publishedNote: null\n')
    expect(version.markdown).toContain('<!-- keep -->\n- Slaap genoeg.')
    expect(document.title).toBe('Document pagina')
    expect(version.markdown).toContain('title: Document pagina\n')
  })

  it('is compared before anything is written', async () => {
    const { folder, document, version, sleep } = await updated()
    const { stayed, changed, went, came } = previewUpdate(document, version)
    expect(stayed.map(({ id }) => id)).toContain(sleep.id)
    expect(changed.map(({ to }) => to.text)).toEqual([
      'Rust nemen helpt sommige mensen. Overleg bijv. met je huisarts.',
    ])
    expect(went.map(({ text }) => text)).toEqual([
      'Verdeel je energie over de dag.',
      'Sporten maakt sommige patiënten zieker.',
    ])
    expect(came.map(({ text }) => text)).toEqual(['Vraag hulp bij het huishouden.'])
    expect(loadCorpus(folder, folder).document('pagina').text).toBe(document.text)
  })

  it('gives questions, grades and subjects to what changed, and takes them from what went', async () => {
    const { folder, document, version, rest, spread, sport } = await updated()
    writeAll(folder, updateDocument(folder, document, version))
    const corpus = loadCorpus(folder, folder)
    const { id } = corpus.passages.find(({ text }) => text.includes('sommige mensen'))!
    expect(questionsOf(folder, 'sommige mensen')).toHaveLength(1)
    expect(questionsOf(folder, 'Slaap')).toHaveLength(1)
    expect(questionsOf(folder, 'huishouden')).toEqual([])
    const [message] = loadJudgedMessages(folder, corpus, folder)
    expect(message!.grades.get(id)).toBe(3)
    expect(message!.grades.size).toBe(2)
    expect(loadCounterparts(folder, corpus, folder).subjectsOf(id)).toHaveLength(1)
    const counterparts = readFileSync(join(folder, 'counterparts.yaml'), 'utf8')
    expect(counterparts).toContain('# hier')
    for (const gone of [rest, spread, sport]) expect(counterparts).not.toContain(gone.id)
  })

  it('gives what belonged to a passage that went to the heir that an editor names', async () => {
    const { folder, document, version, spread, sport } = await updated({ bound: false })
    const [heir] = previewUpdate(document, version).came
    const heirs = new Map([spread, sport].map(({ id }) => [id, heir!.id]))
    writeAll(folder, updateDocument(folder, document, version, heirs))
    const corpus = loadCorpus(folder, folder)
    expect(questionsOf(folder, 'huishouden')).toHaveLength(2)
    expect(loadJudgedMessages(folder, corpus, folder)[0]!.grades.get(heir!.id)).toBe(2)
    expect(loadCounterparts(folder, corpus, folder).subjectsOf(heir!.id)).toHaveLength(1)
  })

  it('is refused when something is wrong with it', async () => {
    const { folder, document, version } = await updated()
    const wrong = { ...version, markdown: version.markdown.replace('huishouden', 'huis') }
    expect(messageOf(() => updateDocument(folder, document, wrong))).toContain('differs from source.txt')
  })
})
