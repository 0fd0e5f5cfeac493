import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openDrafts, StaleError } from '../../src/desk/drafts.ts'
import { folderWith, tinyFiles } from '../support/tiny-corpus.ts'

function places() {
  const folder = folderWith(
    Object.fromEntries(Object.entries(tinyFiles()).map(([path, text]) => [`corpus/${path}`, text])),
  )
  const live = join(folder, 'corpus')
  const draft = join(folder, 'draft')
  return { live, draft, open: () => openDrafts(draft, live, 'taken over') }
}

const PATH = 'offtopic.yaml'

describe('a draft', () => {
  it('is a copy: what is published stays as it is', () => {
    const { live, open } = places()
    const drafts = open()
    expect(drafts.isChanged()).toBe(false)
    const before = readFileSync(join(live, PATH), 'utf8')
    drafts.write('a question', { [PATH]: 'near: {}\n' })
    expect(readFileSync(join(live, PATH), 'utf8')).toBe(before)
    expect(open().read(PATH)).toBe('near: {}\n')
    expect(open().isChanged()).toBe(true)
  })

  it('copies what a link leads to, so that nothing outside is written', () => {
    const { live, open } = places()
    renameSync(join(live, 'pagina'), join(live, '../elsewhere'))
    symlinkSync(join(live, '../elsewhere'), join(live, 'pagina'))
    open().write('cut', { 'pagina/source.txt': '' })
    expect(readFileSync(join(live, '../elsewhere/source.txt'), 'utf8')).not.toBe('')
  })

  it('has no links in it: nothing outside is read or written, and the sentence says which to remove', () => {
    for (const linked of [PATH, 'pagina']) {
      const { draft, open } = places()
      const drafts = open()
      const outside = join(draft, '../outside')
      renameSync(join(draft, linked), outside)
      symlinkSync(outside, join(draft, linked))
      const path = linked === PATH ? PATH : 'pagina/source.txt'
      const refused = `${join(draft, linked)}: is a link, and what it leads to is no part of the draft. Remove it`
      expect(() => drafts.read(path)).toThrow(refused)
      expect(() => drafts.write('a text', { [path]: 'other' })).toThrow(refused)
      expect(() => open()).toThrow(refused)
      rmSync(join(draft, linked))
      expect(open().read(path)).toBeNull()
    }
  })

  it('is undone step by step, files that were made included', () => {
    const { draft, open } = places()
    const drafts = open()
    const before = drafts.read(PATH)
    drafts.write('one', { [PATH]: 'een\n', '.incoming/nieuw/document.md': 'tekst' })
    drafts.write('two', { [PATH]: 'twee\n', 'gesprek/questions.yaml': null })
    expect(drafts.history().map(({ what }) => what)).toEqual(['two', 'one'])
    expect(existsSync(join(draft, 'gesprek/questions.yaml'))).toBe(false)
    expect(drafts.undo()?.what).toBe('two')
    expect([drafts.read(PATH), existsSync(join(draft, 'gesprek/questions.yaml'))]).toEqual(['een\n', true])
    drafts.undo()
    expect([drafts.read(PATH), drafts.read('.incoming/nieuw/document.md')]).toEqual([before, null])
    expect(existsSync(join(draft, '.incoming/nieuw'))).toBe(false)
    expect(drafts.undo()).toBeNull()
    expect(drafts.isChanged()).toBe(false)
  })

  it('takes nothing from who started from another version, and remembers what that was', () => {
    const drafts = places().open()
    const version = drafts.version(PATH)
    const before = drafts.read(PATH)
    drafts.write('first', { [PATH]: 'eerst\n' }, { [PATH]: version })
    expect(() => drafts.write('second', { [PATH]: 'tweede\n' }, { [PATH]: version })).toThrow(StaleError)
    expect(drafts.read(PATH)).toBe('eerst\n')
    expect(drafts.textOf(PATH, version)).toBe(before)
  })

  it('does not undo what was changed by other ways since', () => {
    const { draft, open } = places()
    const drafts = open()
    drafts.write('one', { [PATH]: 'een\n' })
    writeFileSync(join(draft, PATH), 'met de hand\n')
    expect(() => drafts.undo()).toThrow(StaleError)
    expect(drafts.read(PATH)).toBe('met de hand\n')
  })

  it.each([
    '../corpus/offtopic.yaml',
    '/etc/passwd',
    'pagina/../../x.md',
    '.kept/1.json',
    '.incoming/../x.md',
    'a/b/c.md',
    'pagina\\..\\x',
    '..',
    'pagina/.git',
  ])('has no file %s', (path) => {
    const drafts = places().open()
    expect(() => drafts.read(path)).toThrow('is no file of a corpus')
    expect(() => drafts.write('attack', { [path]: 'x' })).toThrow('is no file of a corpus')
  })

  it('is whole after a crash in the middle of a change, or of taking one back', () => {
    const { draft, open } = places()
    const drafts = open()
    const changes = { [PATH]: 'een\n', 'pagina/questions.yaml': 'passages: []\n' }
    const before = drafts.read('pagina/questions.yaml')!
    drafts.write('one', changes)
    const kept = join(draft, '.kept')
    const [name] = readdirSync(kept) as [string]
    // As if it had been killed after the first of the two files.
    renameSync(join(kept, name), join(kept, name.replace('.json', '.doing.json')))
    writeFileSync(join(draft, 'pagina/questions.yaml'), before)
    const again = open()
    for (const [path, text] of Object.entries(changes)) expect(again.read(path)).toBe(text)
    renameSync(join(kept, name), join(kept, name.replace('.json', '.undoing.json')))
    const third = open()
    expect([third.history(), third.read('pagina/questions.yaml')]).toEqual([[], before])
    expect(third.isChanged()).toBe(false)
  })

  it('is whole however often the process is killed', async () => {
    const { live, draft, open } = places()
    for (let at = 0; at < 12; at++) {
      const child = spawn(process.execPath, [join('test', 'support', 'write-drafts.mjs'), draft, live])
      const gone = once(child, 'exit')
      // Killed while it writes, at another place each time.
      for (let dots = 0; dots < 3 + 4 * at; ) dots += (await once(child.stdout, 'data'))[0].length
      for (let turn = 0; turn < at * 150; turn++) await new Promise(setImmediate)
      child.kill('SIGKILL')
      await gone
      const drafts = open()
      expect(drafts.read('one.yaml')).toBe(drafts.read('pagina/two.yaml'))
      const names = readdirSync(draft, { recursive: true, encoding: 'utf8' })
      expect(names.filter((name) => /doing|\.\d+$/.test(name))).toEqual([])
    }
    expect(open().history().length).toBeGreaterThan(1)
  }, 60_000)

  it('is made anew when it was killed while it was made', () => {
    const { draft, open, live } = places()
    open()
    renameSync(draft, join(draft, '../.draft-partial'))
    writeFileSync(join(draft, '../.draft-partial', PATH), 'half')
    expect(open().read(PATH)).toBe(readFileSync(join(live, PATH), 'utf8'))
  })

  it('takes over what was published by other ways, unless something was changed in it', () => {
    const { live, open } = places()
    open()
    writeFileSync(join(live, PATH), 'van git\n')
    const drafts = open()
    expect(drafts.read(PATH)).toBe('van git\n')
    expect([drafts.isChanged(), drafts.history()[0]?.what]).toEqual([false, 'taken over'])
    drafts.write('mine', { [PATH]: 'van mij\n' })
    writeFileSync(join(live, PATH), 'weer van git\n')
    expect(open().read(PATH)).toBe('van mij\n')
  })
})
