import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PROJECT_FOLDER } from '../../src/config/config.ts'
import { corpusBefore, finishReplacing, replaceCorpus } from '../../src/corpus/replace.ts'
import { folderWith, messageOf } from '../support/tiny-corpus.ts'

/** A corpus beside a draft of it: two files each, all with the same word. */
function corpusAndDraft() {
  const files = (at: string, word: string) => ({ [`${at}/a/document.md`]: word, [`${at}/lexicon.yaml`]: word })
  const folder = folderWith({ ...files('corpus', 'old'), ...files('draft', 'new') })
  return { corpus: join(folder, 'corpus'), draft: join(folder, 'draft') }
}

/** The words of a folder's files. */
const wordsIn = (folder: string) =>
  ['a/document.md', 'lexicon.yaml'].map((path) => readFileSync(join(folder, path), 'utf8'))

describe('replacing a corpus', () => {
  it('puts a copy of the draft in its place, and keeps what was there', () => {
    const { corpus, draft } = corpusAndDraft()
    expect(corpusBefore(corpus)).toBe(null)
    replaceCorpus(corpus, draft)
    expect(wordsIn(corpus)).toEqual(['new', 'new'])
    expect(wordsIn(draft)).toEqual(['new', 'new'])
    expect(wordsIn(corpusBefore(corpus)!)).toEqual(['old', 'old'])
  })

  it('goes back with what was kept, and forth again', () => {
    const { corpus, draft } = corpusAndDraft()
    replaceCorpus(corpus, draft)
    replaceCorpus(corpus, corpusBefore(corpus)!)
    expect(wordsIn(corpus)).toEqual(['old', 'old'])
    replaceCorpus(corpus, corpusBefore(corpus)!)
    expect(wordsIn(corpus)).toEqual(['new', 'new'])
    expect(readdirSync(dirname(corpus)).sort()).toEqual(['.corpus-before', 'corpus', 'draft'])
  })

  it('leaves in it what version control keeps there', () => {
    const { corpus, draft } = corpusAndDraft()
    mkdirSync(join(corpus, '.git'))
    writeFileSync(join(corpus, '.git', 'HEAD'), 'ref')
    replaceCorpus(corpus, draft)
    replaceCorpus(corpus, corpusBefore(corpus)!)
    expect(readFileSync(join(corpus, '.git', 'HEAD'), 'utf8')).toBe('ref')
  })

  it('follows a link to the folder', () => {
    const { corpus, draft } = corpusAndDraft()
    const link = join(folderWith({}), 'link')
    symlinkSync(corpus, link)
    replaceCorpus(link, draft)
    expect(wordsIn(corpus)).toEqual(['new', 'new'])
    expect(wordsIn(link)).toEqual(['new', 'new'])
  })

  it('leaves it as it was when it cannot be replaced, and says so', () => {
    const { corpus } = corpusAndDraft()
    expect(messageOf(() => replaceCorpus(corpus, join(corpus, 'not-there')))).toContain("can't be replaced (ENOENT)")
    finishReplacing(corpus)
    expect(wordsIn(corpus)).toEqual(['old', 'old'])
  })

  it('is finished after a crash between the old corpus and the new one', () => {
    const { corpus, draft } = corpusAndDraft()
    const beside = (what: string) => join(dirname(corpus), `.corpus-${what}`)
    renameSync(draft, beside('next'))
    renameSync(corpus, beside('before'))
    mkdirSync(join(beside('before'), '.git'))
    finishReplacing(corpus)
    expect(wordsIn(corpus)).toEqual(['new', 'new'])
    expect(existsSync(join(corpus, '.git'))).toBe(true)
  })

  it('is whole, old or new, whenever the process is killed', async () => {
    const { corpus, draft } = corpusAndDraft()
    const script = `
      import { replaceCorpus } from ${JSON.stringify(join(PROJECT_FOLDER, 'dist', 'corpus', 'replace.js'))}
      process.stdout.write('begun')
      for (;;) { replaceCorpus(${JSON.stringify(corpus)}, ${JSON.stringify(draft)}); replaceCorpus(${JSON.stringify(corpus)}, ${JSON.stringify(draft)}.replace('draft', 'other')) }`
    mkdirSync(join(dirname(corpus), 'other', 'a'), { recursive: true })
    for (const path of ['a/document.md', 'lexicon.yaml']) writeFileSync(join(dirname(corpus), 'other', path), 'other')
    for (let run = 0; run < 12; run++) {
      const child = spawn(process.execPath, ['--input-type=module', '-e', script])
      await once(child.stdout, 'data')
      await new Promise((done) => setTimeout(done, run * 3))
      child.kill('SIGKILL')
      await once(child, 'close')
      finishReplacing(corpus)
      const [first, second] = wordsIn(corpus)
      expect(first).toBe(second)
      expect(['old', 'new', 'other']).toContain(first)
    }
  })
})
