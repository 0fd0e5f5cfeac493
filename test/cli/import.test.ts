import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadFormer } from '../../src/corpus/former.ts'
import { loadCorpus, loadExampleQuestions } from '../../src/corpus/load-corpus.ts'
import { docxOf, htmlOf, type Piece, pdfOf } from '../support/make-files.ts'
import { runCommand } from '../support/run-command.ts'
import { folderWith, tinyCorpus, tinyFiles } from '../support/tiny-corpus.ts'

const PIECES: Piece[] = [
  { type: 'title', text: 'Pacing in het kort' },
  { type: 'paragraph', text: 'Patiënten verdelen de energie over de dag, en nemen op tijd rust.' },
  { type: 'list', numbered: true, items: ['Begin klein.', 'Bouw niets op.'] },
]
const TEXTS = [
  'Patiënten verdelen de energie over de dag, en nemen op tijd rust.',
  '1. Begin klein.',
  '2. Bouw niets op.',
]
const LONG = Array.from({ length: 60 }, (_, at) => ({
  type: 'paragraph' as const,
  text: `Patiënt ${'abcdefghij'[at % 10]}${'klmnop'[Math.floor(at / 10)]} schreef die dag niets op.`,
}))
const SAID = ['--publisher', 'De Stichting', '--abbreviation', 'Stichting', '--permission-note', 'Citaten.']

/** Imports a file into a corpus of its own. */
async function imported(name: string, content: string | Uint8Array, ...options: string[]) {
  const { folder } = tinyCorpus()
  const file = join(folderWith({}), name)
  writeFileSync(file, content)
  return { folder, file, ...(await runCommand(['import', file, ...options], '', { CORPUS_FOLDER: folder })) }
}

describe('importing by the command', () => {
  it.each([
    ['folder.docx', () => docxOf(PIECES), TEXTS],
    // What stands above and below the text is known by its being there twice.
    ['folder.pdf', () => pdfOf([...PIECES, ...LONG], 1), [...TEXTS, ...LONG.map(({ text }) => text)]],
    ['folder.html', () => htmlOf(PIECES), TEXTS],
    ['folder.txt', () => Buffer.from(`Pacing in het kort\n\n${TEXTS.join('\n\n')}\n`, 'latin1'), TEXTS],
  ])('writes a document of %s that can be quoted', async (name, content, texts) => {
    const { folder, status, stdout, stderr } = await imported(name, await content(), ...SAID)
    expect(stderr).toBe('')
    expect(status).toBe(0)
    expect(stdout).toContain('pacing-in-het-kort/document.md is written; read it beside ')
    expect(stdout).toMatch(/document\.md:\d+: at which address is it\? null where there is none\.\n/)
    expect(stdout).toContain('Then run "bronwijzer check --fix", and write questions.')
    const document = loadCorpus(folder, folder).document('pacing-in-het-kort')
    expect(document).toMatchObject({
      title: 'Pacing in het kort',
      publisher: 'De Stichting',
      permissionNote: 'Citaten.',
    })
    expect(document.passages.map(({ text }) => text)).toEqual(texts)
  })

  it('asks for what is not known, and the check says what is missing', async () => {
    const { folder, stdout } = await imported('folder.html', htmlOf(PIECES))
    expect(stdout).toContain('who publishes it?')
    expect(stdout).toContain('by what right is it quoted?')
    const { status, stderr } = await runCommand(['check', '--fast', '--fix'], '', { CORPUS_FOLDER: folder })
    expect(status).toBe(1)
    expect(stderr).toMatch(/pacing-in-het-kort\/document\.md:\d+: .*"publisher"/)
  })

  it('overwrites no document', async () => {
    const { folder, file } = await imported('folder.html', htmlOf(PIECES))
    const path = join(folder, 'pacing-in-het-kort', 'document.md')
    writeFileSync(path, 'mine')
    const { status, stderr } = await runCommand(['import', file], '', { CORPUS_FOLDER: folder })
    expect(status).toBe(1)
    expect(stderr).toMatch(/document\.md is there already: remove it, or name another folder with "--into"\.\n$/)
    expect(readFileSync(path, 'utf8')).toBe('mine')
  })

  it.each([
    ['leeg.txt', '', 'leeg.txt holds no text.'],
    ['stuk.docx', 'PK\u0003\u0004stuk', 'stuk.docx is damaged'],
    ['beeld.txt', '\u0001\u0002\u0003', 'beeld.txt is no text'],
  ])('refuses %s in one sentence, and writes nothing', async (name, content, sentence) => {
    const { folder, status, stdout, stderr } = await imported(name, content)
    expect(status).toBe(1)
    expect(stdout).toBe('')
    expect(stderr).toContain(sentence)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(loadCorpus(folder, folder).documents).toHaveLength(2)
  })

  it('refuses a file that is not there, and an address in a private network', async () => {
    const missing = await runCommand(['import', 'nergens.pdf'])
    expect(missing.status).toBe(1)
    expect(missing.stderr).toBe('nergens.pdf is no file.\n')
    const inside = await runCommand(['import', 'http://127.0.0.1:9464/metrics'])
    expect(inside.status).toBe(1)
    expect(inside.stderr.trim().split('\n')).toHaveLength(1)
  })
})

describe('a new version by the command', () => {
  const version = (change: (text: string) => string) =>
    imported(
      'nieuw.txt',
      change(tinyFiles()['pagina/source.txt']!)
        .replace(/\n(Slaap)/, '\n- $1')
        .replace(/\n(Verdeel)/, '\n- $1'),
      '--update',
      'pagina',
    )

  it('says what changed, moves the questions, and keeps what was said', async () => {
    const { folder, status, stdout, stderr } = await version((text) =>
      text
        .replace('helpt veel mensen', 'helpt sommige mensen')
        .replace('\nSport\n\nSporten maakt sommige patiënten zieker.', ''),
    )
    expect(stderr).toBe('')
    expect(status).toBe(0)
    expect(stdout).toMatch(/^3 passages stayed, 1 changed, 1 went, 0 came\.\n/)
    expect(stdout).toContain('was: Rust nemen helpt veel mensen.')
    expect(stdout).toContain('went, with its questions: Sporten maakt')
    const corpus = loadCorpus(folder, folder)
    const [rest] = corpus.document('pagina').passages
    expect(loadExampleQuestions(folder, corpus, folder).some(({ passageId }) => passageId === rest!.id)).toBe(true)
    expect(loadFormer(folder, corpus, folder).map(({ text, now }) => [text.slice(0, 20), now])).toEqual([
      ['Rust nemen helpt vee', [rest]],
      ['Sporten maakt sommig', []],
    ])
  })

  it('needs a document that is there', async () => {
    const { status, stderr } = await imported('nieuw.txt', 'Rust helpt.', '--update', 'folder')
    expect(status).toBe(1)
    expect(stderr).toContain('There is no document "folder" in ')
  })
})
