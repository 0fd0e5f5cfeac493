import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createConfig } from '../../src/config/config.ts'
import { CORPUS_FOLDER, INTERVIEW, PAGE } from '../support/real-corpus.ts'
import { runCommand } from '../support/run-command.ts'
import { folderWith } from '../support/tiny-corpus.ts'

/** Checks a copy of the real corpus after a change to it. */
function checkChanged(change: (folder: string) => void, ...options: string[]) {
  const folder = folderWith({})
  cpSync(CORPUS_FOLDER, folder, { recursive: true })
  change(folder)
  return runCommand(['check', '--fast', ...options], '', { CORPUS_FOLDER: folder })
}

function edit(path: string, how: (text: string) => string): void {
  const text = readFileSync(path, 'utf8')
  expect(how(text)).not.toBe(text)
  writeFileSync(path, how(text))
}

describe('check-corpus', () => {
  it('reports on a correct corpus: the questions of each passage, and what nothing answers', async () => {
    const { status, stdout, stderr } = await runCommand(['check', '--fast'])
    expect(stderr).toBe('')
    expect(status).toBe(0)
    expect(stdout).toMatch(/^\d+ documents, \d+ passages, \d+ example questions\n/)
    expect(stdout).toMatch(/ {2}2dzjd2al +\d+ {2}\(a \d+.*\) {2}"Zeker\."\n/)
    expect(stdout).toMatch(/Passages with fewer than 20 questions: \d+\n/)
    expect(stdout).toMatch(/Questions at more than one place: \d+\n/)
    expect(stdout).toMatch(/Questions that nothing answers: \d+\n {2}near \d+, far \d+, chat \d+, adversarial \d+\n/)
  })

  it('fails on mistakes, and names each of them, in all files at once', async () => {
    const { status, stdout, stderr } = await checkChanged((folder) => {
      edit(join(folder, INTERVIEW, 'document.md'), (text) => text.replace('Zeker.', 'Zeker weten.'))
      edit(join(folder, 'lexicon.yaml'), (text) => text.replace('- [PEM,', '- [PEM'))
      rmSync(join(folder, 'safety.yaml'))
    })
    expect(status).toBe(1)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/document\.md: differs from source\.txt:\d+, which reads "Een/)
    expect(stderr).toMatch(/safety\.yaml: is missing\./)
    for (const line of stderr.trim().split('\n')) expect(line).toMatch(/^\S+\.(?:md|yaml)(?::\d+)?: .+\. .+\.$/)
  })

  it('fails on a question that answers are measured with', async () => {
    const { status, stderr } = await checkChanged((folder) => {
      edit(join(folder, 'offtopic.yaml'), (text) =>
        text.replace(
          'near:\n  a:\n',
          'near:\n  a:\n    - "uitkering gekort: kan mijn, omdat ik nee zeg tegen cognitieve gedragstherapie"\n',
        ),
      )
    })
    expect(status).toBe(1)
    expect(stderr).toMatch(
      /offtopic\.yaml:\d+: "uitkering gekort.* is a near-duplicate of "Kan mijn uitkering gekort worden/,
    )
  })

  it('names a passage that is too long for the model by line, and where to divide it', async () => {
    const sentences = Array.from({ length: 40 }, (_, at) => `Dit is zin ${at} van een alinea die veel te lang is.`)
    const { status, stderr } = await checkChanged((folder) => {
      const long = sentences.join(' ')
      edit(join(folder, PAGE, 'source.txt'), (text) => `${text}\n${long}\n`)
      edit(join(folder, PAGE, 'document.md'), (text) => `${text}\n${long}\n`)
    }, '--fix')
    expect(status).toBe(1)
    expect(stderr).toMatch(
      /document\.md:\d+: "Dit is zin 0 van een alinea.*" is too long to be found whole: it has \d+ tokens/,
    )
    expect(stderr).toMatch(/an empty line may come after ".*te lang is\."\./)
  })

  it('asks about what only an editor can tell, by line', async () => {
    const { status, stderr } = await checkChanged((folder) => {
      edit(join(folder, PAGE, 'source.txt'), (text) => `${text}\n1/7\n`)
      edit(join(folder, PAGE, 'document.md'), (text) => `${text}\n1/7\n`)
    }, '--fix')
    expect(status).toBe(1)
    expect(stderr).toMatch(/document\.md:\d+: "1\/7" looks like what a page has above or below its text\./)
  })

  it('looks questions up once: what was found is kept until something changes', async () => {
    const corpus = folderWith({})
    const index = folderWith({})
    cpSync(CORPUS_FOLDER, corpus, { recursive: true })
    cpSync(createConfig({}).indexFolder, index, { recursive: true })
    rmSync(join(index, 'check.json'), { force: true })
    rmSync(join(corpus, 'messages.jsonl'))
    for (const id of [PAGE, INTERVIEW]) writeFileSync(join(corpus, id, 'questions.yaml'), 'passages: []\n')
    writeFileSync(
      join(corpus, 'offtopic.yaml'),
      'near:\n  a: [Wat kost een bed?]\nfar: {}\nchat: {}\nadversarial: {}\n',
    )
    const check = () => runCommand(['check'], '', { CORPUS_FOLDER: corpus, INDEX_FOLDER: index })
    const first = await check()
    expect(first.status, first.stderr).toBe(0)
    expect(first.stderr).toContain('check-corpus')
    expect(existsSync(join(index, 'check.json'))).toBe(true)
    const second = await check()
    expect(second).toEqual({ status: 0, stdout: first.stdout, stderr: '' })
    edit(join(corpus, 'offtopic.yaml'), (text) => text.replace('een bed', 'een stoel'))
    expect((await check()).stderr).toContain('check-corpus')
  })
})
