import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadCounterparts, proposeCounterparts } from '../../src/corpus/counterparts.ts'
import { type Grade, loadJudgedMessages } from '../../src/corpus/judged-messages.ts'
import {
  type Corpus,
  fingerprintCorpus,
  loadCorpus,
  loadCorpusInSlices,
  loadExampleQuestions,
  loadExampleQuestionsInSlices,
} from '../../src/corpus/load-corpus.ts'
import { loadVoices } from '../../src/corpus/voices.ts'
import { loadLexicon } from '../../src/retrieval/lexicon.ts'
import { documentOf, folderWith, messageOf, sourceOf, tinyCorpus, tinyFiles } from '../support/tiny-corpus.ts'

const files = tinyFiles()
/** What loading says about the tiny corpus with some files changed. */
const corpusError = (change: Record<string, string>) => {
  const folder = folderWith({ ...files, ...change })
  return messageOf(() => loadCorpus(folder, folder))
}
const questionsError = (change: Record<string, string>) => {
  const { corpus, folder } = tinyCorpus(change)
  return messageOf(() => loadExampleQuestions(folder, corpus, folder))
}
const without = (path: string) => {
  const { corpus, folder } = tinyCorpus()
  rmSync(join(folder, path))
  return { corpus, folder }
}
const lineOf = (text: string, words: string) => text.split('\n').findIndex((line) => line.includes(words)) + 1

describe('a correct corpus', () => {
  it('loads, with its questions', () => {
    const { corpus, folder } = tinyCorpus()
    expect(corpus.documents.map(({ id }) => id)).toEqual(['gesprek', 'pagina'])
    const questions = loadExampleQuestions(folder, corpus, folder)
    expect(questions.filter(({ passageId }) => passageId !== null)).toHaveLength(corpus.passages.length)
    expect(questions.filter(({ passageId }) => passageId === null).map(({ question }) => question)).toContain('hoi')
  })

  it('loads in slices too, with a pause after each document and its questions', async () => {
    const { corpus, folder } = tinyCorpus()
    let pauses = 0
    const count = () => {
      pauses++
      counting = setImmediate(count)
    }
    let counting = setImmediate(count)
    const sliced = await loadCorpusInSlices(folder, folder)
    expect(pauses).toBeGreaterThanOrEqual(corpus.documents.length)
    expect(sliced.passages).toEqual(corpus.passages)
    pauses = 0
    expect(await loadExampleQuestionsInSlices(folder, sliced, folder)).toEqual(
      loadExampleQuestions(folder, corpus, folder),
    )
    expect(pauses).toBeGreaterThanOrEqual(corpus.documents.length)
    clearImmediate(counting)
    await expect(loadCorpusInSlices(join(folder, 'pagina'), folder)).rejects.toThrow('pagina: no document in it.')
  })

  it('may lie in a folder of version control, or at the root of a disk', () => {
    const { corpus } = tinyCorpus({ '.git/config': '[core]', 'lost+found/1': '' })
    expect(corpus.documents).toHaveLength(2)
  })

  it('has the same passages with the line ends of Windows', () => {
    const path = 'pagina/document.md'
    const ids = (text: string) => tinyCorpus({ [path]: text }).corpus.passages.map(({ id }) => id)
    expect(ids(files[path]!.replaceAll('\n', '\r\n'))).toEqual(ids(files[path]!))
  })

  it('has no document that it does not have', () => {
    expect(() => tinyCorpus().corpus.document('ander')).toThrow('No document "ander"')
  })

  it('has a fingerprint that changes with every file that finding depends on, and with no other', () => {
    const print = (change: Record<string, string>) => {
      const { corpus, folder } = tinyCorpus(change)
      return fingerprintCorpus(folder, corpus)
    }
    const before = print({})
    expect(print({})).toBe(before)
    for (const path of ['pagina/document.md', 'gesprek/questions.yaml', 'offtopic.yaml']) {
      const comment = path.endsWith('.md')
        ? files[path]!.replace('language: nl', 'language: nl # Nederlands')
        : `# anders\n${files[path]}`
      expect(print({ [path]: comment }), path).not.toBe(before)
    }
    expect(print({ 'lexicon.yaml': '- [a, b]\n' })).toBe(before)
  })
})

describe('a file of the corpus whose aliases unfold to millions of values', () => {
  it('is refused by its name', () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]']
    for (let at = 0; at < 8; at++) {
      const [name, next] = [String.fromCharCode(97 + at), String.fromCharCode(98 + at)]
      bomb.push(`${next}: &${next} [${Array(9).fill(`*${name}`).join(', ')}]`)
    }
    const folder = folderWith({ 'lexicon.yaml': `${bomb.join('\n')}\n` })
    expect(messageOf(() => loadLexicon(join(folder, 'lexicon.yaml'), folder))).toMatch(/^lexicon\.yaml:1: its aliases/)
  })
})

describe('a document', () => {
  it('whose folder has another name than its id is refused', () => {
    const message = corpusError({
      'kopie/document.md': files['pagina/document.md']!,
      'kopie/source.txt': files['pagina/source.txt']!,
    })
    expect(message).toBe(
      'kopie/document.md:2: the id is "pagina", but the folder is called "kopie". Give both the same name.',
    )
  })

  it.each(['document.md', 'source.txt'])('without %s is refused', (file) => {
    const { folder } = without(`pagina/${file}`)
    expect(messageOf(() => loadCorpus(folder, folder))).toBe(
      `pagina/${file}: is missing. Restore it from the repository, or write it as CONTRIBUTING.md describes.`,
    )
  })

  it('that can not be read is refused, with the reason', () => {
    const { folder } = without('pagina/source.txt')
    mkdirSync(join(folder, 'pagina', 'source.txt'))
    expect(messageOf(() => loadCorpus(folder, folder))).toBe(
      'pagina/source.txt: is no regular file. Replace it by one.',
    )
  })

  it('that is a pipe is refused at once: reading it would never end', () => {
    const { folder } = tinyCorpus()
    const path = join(folder, 'pagina', 'document.md')
    rmSync(path)
    execFileSync('mkfifo', [path])
    expect(messageOf(() => loadCorpus(folder, folder))).toContain('pagina/document.md: is no regular file.')
  })

  it.each(['messages.jsonl', 'offtopic.yaml'])('of which %s is a pipe is refused too, by all that read it', (name) => {
    const { folder, corpus } = tinyCorpus()
    rmSync(join(folder, name), { force: true })
    execFileSync('mkfifo', [join(folder, name)])
    const refusal = `${name}: is no regular file.`
    expect(messageOf(() => fingerprintCorpus(folder, corpus))).toContain(refusal)
    const read = name === 'messages.jsonl' ? loadJudgedMessages : loadExampleQuestions
    expect(messageOf(() => read(folder, corpus, folder))).toContain(refusal)
  })

  it.each([
    ['an escape', 'Rust nemen', 'Rust \u001b[31mnemen', 'document.md:'],
    ['a C1 control', 'Rust nemen', 'Rust \u009b31mnemen', 'document.md:'],
    ['a mark that turns the direction', 'Rust nemen', 'Rust \u202enemen', 'document.md:'],
  ])('with %s, which a terminal would obey, is refused', (_what, from, to, place) => {
    const path = 'pagina/document.md'
    expect(files[path]).toContain(from)
    const message = corpusError({ [path]: files[path]!.replace(from, to) })
    expect(message).toContain(place)
    expect(message).toContain('control character')
  })

  it('with such a character in its front matter, however it is written, is refused by line', () => {
    const path = 'pagina/document.md'
    const message = corpusError({ [path]: files[path]!.replace(/^title: .*$/m, 'title: "Rust \\e[31m"') })
    expect(message).toMatch(/pagina\/document\.md:\d+: "title" is wrong: expected a text without control characters/)
  })

  it('that is far too large is refused by its size', () => {
    expect(corpusError({ 'pagina/document.md': 'a'.repeat(600_000) })).toContain(
      'pagina/document.md: has 586 kB; at most 512 are read. Divide it into several.',
    )
  })

  it('that is broken is named together with every other that is broken: no half corpus', () => {
    const body = '# T\n\nRust.\n'
    const message = corpusError({
      'pagina/document.md': documentOf('pagina', body, undefined, '', 'anders').replace(
        /sourceSha256: \w+/,
        'sourceSha256: x',
      ),
      'gesprek/document.md': '# Zonder voorwerk\n',
    })
    expect(message).toContain('pagina/document.md:')
    expect(message).toContain('gesprek/document.md:1: no front matter.')
  })

  it('that lost words of its source is refused', () => {
    const message = corpusError({
      'pagina/document.md': files['pagina/document.md']!.replace('Slaap genoeg.', 'Slaap.'),
    })
    expect(message).toMatch(/^pagina\/document\.md: differs from source\.txt:\d+, which reads "genoeg/)
  })
})

describe('a source in another encoding than UTF-8', () => {
  const body = '# T\n\nPatiënten in coördinatie.\n'
  /** Loads a document whose source.txt has these bytes. */
  const load = (source: Uint8Array, more = '') => {
    const markdown = documentOf('pagina', body, undefined, more, 'x').replace(
      /sourceSha256: \w+/,
      `sourceSha256: ${createHash('sha256').update(source).digest('hex')}`,
    )
    const { folder } = tinyCorpus()
    writeFileSync(join(folder, 'pagina', 'document.md'), markdown)
    writeFileSync(join(folder, 'pagina', 'source.txt'), source)
    return loadCorpus(folder, folder).document('pagina').passages[0]!.text
  }
  const source = sourceOf(body)
  it.each([
    ['Windows-1252', Buffer.from(source, 'latin1')],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${source}`)],
    ['UTF-16 with one', Buffer.from(`\ufeff${source}`, 'utf16le')],
    ['UTF-16 without one', Buffer.from(source, 'utf16le')],
  ])('is read as what it is: %s', (_name, bytes) => {
    expect(load(bytes)).toBe('Patiënten in coördinatie.')
  })

  it('that is not what most are is asked for, and then read', () => {
    const bytes = Buffer.from(source, 'latin1').map((byte) => (byte === 0xeb ? 0x91 : byte === 0xf6 ? 0x9a : byte))
    expect(messageOf(() => load(bytes))).toMatch(
      /differs from source\.txt:3, read as windows-1252, which reads ".*"sourceEncoding" tells another encoding/,
    )
    expect(load(bytes, 'sourceEncoding: macintosh\n')).toBe('Patiënten in coördinatie.')
  })
})

describe('any other file in another encoding', () => {
  it.each(['pagina/document.md', 'lexicon.yaml', 'pagina/questions.yaml'])('is refused by line (%s)', (path) => {
    const { folder, corpus } = tinyCorpus()
    writeFileSync(join(folder, path), Buffer.from('# een\n# patiënten\n', 'latin1'))
    const message = messageOf(() => {
      loadCorpus(folder, folder)
      loadExampleQuestions(folder, corpus, folder)
      loadLexicon(join(folder, path), folder)
    })
    expect(message).toContain(`${path}:2: is not in UTF-8, but probably in Windows-1252 ("`)
    expect(message).toContain('patiënten')
    expect(message).toContain('Save it as UTF-8')
  })

  it('may have a byte order mark', () => {
    const path = 'pagina/document.md'
    const { corpus } = tinyCorpus({ [path]: `\ufeff${files[path]}` })
    expect(corpus.passages).toEqual(tinyCorpus().corpus.passages)
  })

  it('may have a replacement character: it is UTF-8', () => {
    const { folder } = tinyCorpus({ 'lexicon.yaml': '# pati\ufffdnten\n- [rust, pauze]\n' })
    expect(() => loadLexicon(join(folder, 'lexicon.yaml'), folder)).not.toThrow()
  })
})

describe('a folder', () => {
  it('without documents is not a corpus', () => {
    const folder = folderWith({ 'offtopic.yaml': '' })
    expect(messageOf(() => loadCorpus(folder, folder))).toBe(
      '.: no document in it. Add a folder with document.md, source.txt and questions.yaml.',
    )
  })

  it('that does not exist is not a corpus', () => {
    const folder = join(folderWith({}), 'weg')
    expect(messageOf(() => loadCorpus(folder, folder))).toContain('is missing.')
  })
})

describe('example questions', () => {
  const yaml = files['pagina/questions.yaml']!
  const [, first] = yaml.match(/id: ([a-z2-7]{8})/)!

  it('of a passage whose words changed are refused, with the id that the passage has now', () => {
    const body = files['pagina/document.md']!
    const changedBody = body
      .slice(body.indexOf('\n# ') + 1)
      .replace('Rust nemen helpt veel mensen.', 'Rust nemen helpt sommige mensen.')
    const markdown = documentOf('pagina', changedBody)
    const change = { 'pagina/document.md': markdown, 'pagina/source.txt': sourceOf(changedBody) }
    const { corpus } = tinyCorpus(change)
    const now = corpus.document('pagina').passages[0]!.id
    expect(now).not.toBe(first)
    expect(questionsError(change)).toBe(
      `pagina/questions.yaml:2: no passage of pagina has the id "${first}". A passage that begins with the same words is now "${now}": read its text, then change the id.`,
    )
  })

  it('of a passage that is nowhere are refused', () => {
    const message = questionsError({
      'pagina/questions.yaml': yaml.replace(first!, 'aaaaaaaa').replace('"Rust nemen h"', '"Iets anders"'),
    })
    expect(message).toContain('no passage of pagina has the id "aaaaaaaa". Remove these questions')
  })

  it('whose passage begins otherwise than they say are refused on that line', () => {
    const message = questionsError({ 'pagina/questions.yaml': yaml.replace('"Rust nemen h"', '"Slapen"') })
    expect(message).toMatch(/^pagina\/questions\.yaml:3: the passage "\w+" begins with "Rust nemen helpt/)
  })

  it('that are listed twice for one passage are refused', () => {
    const twice = `${yaml}  - id: ${first}\n    begins: Rust\n    questions:\n      b: [En rust?]\n`
    expect(questionsError({ 'pagina/questions.yaml': twice })).toContain(
      `pagina/questions.yaml:${lineOf(twice, 'begins: Rust') - 1}: the passage "${first}" is listed twice.`,
    )
  })

  it.each([
    ['an author of two letters', (text: string) => text.replace('a: ', 'ab: '), 'author of one letter'],
    ['a blank question', (text: string) => text.replace(/a: \[.*\]/, 'a: [" "]'), 'expected a question'],
    ['a misspelt field', (text: string) => text.replace('begins', 'begin'), 'begin'],
  ])('with %s are refused', (_what, change, expected) => {
    const message = questionsError({ 'pagina/questions.yaml': change(yaml) })
    expect(message).toMatch(/^pagina\/questions\.yaml:\d+: /)
    expect(message).toContain(expected)
  })

  it('in broken YAML are refused on its line', () => {
    const broken = yaml.replace('a: [', 'a: ["')
    expect(questionsError({ 'pagina/questions.yaml': broken })).toMatch(
      /^pagina\/questions\.yaml:\d+: not valid YAML \(.*\)\. Correct the indentation/,
    )
  })

  it.each(['pagina/questions.yaml', 'offtopic.yaml'])('that are missing (%s) are named', (path) => {
    const { corpus, folder } = without(path)
    expect(messageOf(() => loadExampleQuestions(folder, corpus, folder))).toContain(`${path}: is missing. `)
  })

  it('that the corpus does not answer may be of four kinds only', () => {
    expect(questionsError({ 'offtopic.yaml': files['offtopic.yaml']!.replace('far:', 'ver:') })).toMatch(
      /^offtopic\.yaml:\d+: .*ver/s,
    )
  })

  it('that are wrong in several files are all named', () => {
    const message = questionsError({ 'pagina/questions.yaml': 'passages: x\n', 'offtopic.yaml': 'x\n' })
    expect(message).toContain('pagina/questions.yaml:1: "passages" is wrong')
    expect(message).toContain('offtopic.yaml:1: the file is wrong')
  })
})

describe('counterparts', () => {
  const load = (yaml: string, corpus: Corpus) => {
    const folder = folderWith({ 'counterparts.yaml': yaml })
    return loadCounterparts(folder, corpus, folder)
  }
  const { corpus } = tinyCorpus()
  const [page, other] = corpus.document('pagina').passages
  const [, talk] = corpus.document('gesprek').passages
  const place = (id: string) => corpus.passages.findIndex((passage) => passage.id === id)
  const byPosition = (a: string, b: string) => place(a) - place(b)

  it('are the passages of several publishers under one subject, each on the side of its publisher', () => {
    const counterparts = load(
      `subjects:\n  - subject: rust\n    passages: [${page!.id}, ${other!.id}, ${talk!.id}]\n`,
      corpus,
    )
    const [subject] = counterparts.subjectsOf(page!.id)
    expect(subject).toMatchObject({ subject: 'rust', inDispute: false })
    expect(Object.fromEntries(subject!.sides)).toEqual({
      [page!.id]: 'Uitgever pagina',
      [other!.id]: 'Uitgever pagina',
      [talk!.id]: 'Uitgever gesprek',
    })
    expect(counterparts.subjectsOf('aaaaaaaa')).toEqual([])
  })

  it('of several subjects add up', () => {
    const subject = (id: string) => `  - subject: s\n    passages: [${talk!.id}, ${id}]\n`
    const counterparts = load(`subjects:\n${subject(page!.id)}${subject(other!.id)}`, corpus)
    expect(counterparts.subjectsOf(talk!.id)).toHaveLength(2)
    expect(counterparts.subjectsOf(page!.id)).toHaveLength(1)
  })

  it('with an id that no passage has are refused on its line', () => {
    const message = messageOf(() =>
      load(`subjects:\n  - subject: rust\n    passages: [${page!.id}, ${talk!.id}, aaaaaaaa]\n`, corpus),
    )
    expect(message).toBe(
      'counterparts.yaml:3: no passage has the id "aaaaaaaa". Correct it, or remove it from the subject.',
    )
  })

  it('are on the side of an asker, not of the publisher, where the asker speaks', () => {
    const [asked] = corpus.document('gesprek').passages
    const counterparts = load(`subjects:\n  - {subject: rust, passages: [${asked!.id}, ${talk!.id}]}\n`, corpus)
    expect([...counterparts.subjectsOf(talk!.id)[0]!.sides.values()]).toEqual(['NOS', 'Uitgever gesprek'])
  })

  it('may be positions of one publisher, in dispute', () => {
    const counterparts = load(
      `subjects:\n  - {subject: rust, dispute: true, positions: {voor: [${page!.id}], tegen: [${other!.id}]}}\n`,
      corpus,
    )
    const [subject] = counterparts.subjectsOf(page!.id)
    expect(subject).toMatchObject({ inDispute: true })
    expect([...subject!.sides.values()]).toEqual(['voor', 'tegen'])
  })

  it('with both passages and positions, or neither, are refused', () => {
    for (const more of ['', `, passages: [${page!.id}, ${talk!.id}], positions: {voor: [${page!.id}]}`])
      expect(messageOf(() => load(`subjects:\n  - {subject: rust${more}}\n`, corpus))).toContain(
        'expected either "passages" or "positions"',
      )
  })

  it('with a core that is on no side are refused', () => {
    const ids = `passages: [${page!.id}, ${talk!.id}]`
    const wrong = `subjects:\n  - {subject: rust, dispute: true, core: [${other!.id}], ${ids}}\n`
    expect(messageOf(() => load(wrong, corpus))).toContain(`"${other!.id}" is core, but on no side.`)
    const right = load(`subjects:\n  - {subject: rust, dispute: true, core: [${page!.id}], ${ids}}\n`, corpus)
    expect([...right.subjectsOf(page!.id)[0]!.core]).toEqual([page!.id])
  })

  it('may name a sentence that nobody disputes, of a passage in dispute', () => {
    const subject = `subjects:\n  - {subject: rust, dispute: true, passages: [${page!.id}, ${talk!.id}]}\n`
    const begin = page!.text.slice(0, 8)
    const counterparts = load(`${subject}undisputed: [${begin}]\n`, corpus)
    expect(counterparts.isUndisputed(page!, page!.sentences[0]!)).toBe(true)
    expect(counterparts.isUndisputed(talk!, talk!.sentences[0]!)).toBe(false)
    expect(messageOf(() => load(`${subject}undisputed: [Nergens]\n`, corpus))).toBe(
      'counterparts.yaml:3: no sentence of a passage in dispute begins with "Nergens". Correct it, or remove it.',
    )
  })

  it('may name a sentence that is about nothing but a dispute', () => {
    const subject = `subjects:\n  - {subject: rust, dispute: true, passages: [${page!.id}, ${talk!.id}]}\n`
    const counterparts = load(`${subject}disputed: [${page!.text.slice(0, 8)}]\n`, corpus)
    expect(counterparts.isDisputed(page!, page!.sentences[0]!)).toBe(true)
    expect(counterparts.isDisputed(talk!, talk!.sentences[0]!)).toBe(false)
    expect(messageOf(() => load(`${subject}disputed: [Nergens]\n`, corpus))).toContain(
      'counterparts.yaml:3: no sentence',
    )
  })

  it('may name the view of each side, and only one', () => {
    const views = (...ids: string[]) => load(`subjects: []\nviews: [${ids.join(', ')}]\n`, corpus).views
    expect(views(page!.id, talk!.id)).toEqual([page, talk])
    expect(messageOf(() => views(page!.id, other!.id))).toContain('two views are of one side.')
    expect(messageOf(() => views(page!.id, 'aaaaaaaa'))).toContain('no passage has the id "aaaaaaaa".')
  })

  it('may bind a passage to the next one, and only to that', () => {
    const counterparts = load(`subjects: []\nbound: [[${page!.id}, ${other!.id}]]\n`, corpus)
    expect([page!, other!, talk!].map((passage) => counterparts.boundTo(passage)?.id ?? null)).toEqual([
      other!.id,
      page!.id,
      null,
    ])
    expect(messageOf(() => load(`subjects: []\nbound: [[${other!.id}, ${page!.id}]]\n`, corpus))).toBe(
      `counterparts.yaml:2: ${other!.id} and ${page!.id} don't follow each other. Bind a passage and the next one of its document.`,
    )
  })

  it('have passages that are never quoted without what qualifies them, which stands alone', () => {
    const yaml = (by: string, id: string) => `subjects: []\nqualified: [{by: ${by}, passages: [${id}]}]\n`
    const counterparts = load(yaml(page!.id, other!.id), corpus)
    expect(counterparts.boundTo(other!)).toBe(page)
    expect(counterparts.boundTo(page!)).toBeNull()
    expect([page!, other!].map(counterparts.standsAlone)).toEqual([true, false])
    expect(messageOf(() => load(yaml(talk!.id, other!.id), corpus))).toBe(
      `counterparts.yaml:2: ${talk!.id} can't qualify ${other!.id}. Name another passage of the same document.`,
    )
    expect(messageOf(() => load(yaml('aaaaaaaa', other!.id), corpus))).toBe(
      'counterparts.yaml:2: no passage has the id "aaaaaaaa". Correct it, or remove it.',
    )
  })

  it('of one side only are refused', () => {
    const message = messageOf(() =>
      load(`subjects:\n  - subject: rust\n    passages: [${page!.id}, ${other!.id}]\n`, corpus),
    )
    expect(message).toBe(
      'counterparts.yaml:3: "rust" has passages of one side only. Add one of another publisher, or name positions.',
    )
  })

  it('are proposed where passages of different sides answer the same messages, and have no subject yet', () => {
    const judged = (grades: readonly (readonly [string, Grade])[], message: string) => ({
      message,
      author: 'w1',
      grades: new Map(grades),
      source: null,
      file: 'messages.jsonl',
      line: 1,
    })
    const messages = [
      judged(
        [
          [page!.id, 3],
          [talk!.id, 2],
          [other!.id, 3],
        ],
        'a',
      ),
      judged(
        [
          [page!.id, 2],
          [talk!.id, 3],
        ],
        'b',
      ),
      judged(
        [
          [other!.id, 3],
          [talk!.id, 1],
        ],
        'c',
      ),
    ]
    const none = load('subjects: []\n', corpus)
    expect(proposeCounterparts(messages, none, corpus)).toEqual([
      { passages: [talk!.id, page!.id].sort(byPosition), messages: ['a', 'b'] },
    ])
    const named = load(`subjects:\n  - {subject: rust, passages: [${page!.id}, ${talk!.id}]}\n`, corpus)
    expect(proposeCounterparts(messages, named, corpus)).toEqual([])
  })

  it('that are missing, or can not be read, are named with what to do', () => {
    const folder = folderWith({})
    expect(messageOf(() => loadCounterparts(folder, corpus, folder))).toContain(
      'counterparts.yaml: is missing. Restore it',
    )
    mkdirSync(join(folder, 'counterparts.yaml'))
    expect(messageOf(() => loadCounterparts(folder, corpus, folder))).toContain(
      'counterparts.yaml: is no regular file.',
    )
  })
})

describe('the lexicon', () => {
  const load = (yaml: string) => {
    const folder = folderWith({ 'lexicon.yaml': yaml })
    return loadLexicon(join(folder, 'lexicon.yaml'), folder)
  }
  const nothing = () => false

  it('adds what means the same as a word of the question that is not known', () => {
    const lexicon = load('- [PEM, post-exertionele malaise, crash]\n- [NICE, Britse richtlijn]\n')
    expect(lexicon.expand('Wat doe ik na een crash?', nothing)).toEqual(['PEM', 'post-exertionele malaise'])
    expect(lexicon.expand('helpt rust bij post exertionele malaise', nothing)).toEqual(['PEM', 'crash'])
    expect(lexicon.expand('Helpt rust?', nothing)).toEqual([])
  })

  it('adds nothing for a term whose words are all known', () => {
    const lexicon = load('- [PEM, crash]\n')
    expect(lexicon.expand('na een crash', (word) => word === 'crash')).toEqual([])
  })

  it('finds a term as whole words only, whatever its case and accents', () => {
    const lexicon = load('- [kine, fysio]\n')
    expect(lexicon.expand('KÍNE of niet', nothing)).toEqual(['fysio'])
    expect(lexicon.expand('kinesist', nothing)).toEqual([])
  })

  it('with a group of one term is refused on its line', () => {
    expect(messageOf(() => load('- [a, b]\n- [c]\n'))).toMatch(/^lexicon\.yaml:2: "1" is wrong: /)
  })

  it('that is missing is named with what to do', () => {
    const folder = folderWith({})
    expect(messageOf(() => loadLexicon(join(folder, 'lexicon.yaml'), folder))).toContain(
      'lexicon.yaml: is missing. Restore it',
    )
  })
})

describe('voices', () => {
  const { corpus } = tinyCorpus()
  const id = corpus.passages.find(({ text }) => text.startsWith('De omroep hoort'))!.id
  const load = (yaml: string) => {
    const folder = folderWith({ 'voices.yaml': yaml })
    return loadVoices(join(folder, 'voices.yaml'), corpus, folder)
  }

  it('are the bodies that the texts report, and those that no text names', () => {
    const [reported, unknown] = load(
      `reported:\n  - voice: Omroep\n    names: [omroep]\n    passages: [${id}]\nunknown:\n  - {voice: UWV, article: het, aliases: [keuringsarts]}\n`,
    )
    expect(reported).toEqual({
      voice: 'Omroep',
      article: 'de',
      names: ['Omroep', 'omroep'],
      kinds: [],
      passages: new Set([id]),
    })
    expect(unknown).toEqual({ voice: 'UWV', article: 'het', names: ['UWV', 'keuringsarts'], kinds: [], passages: null })
  })

  it('that a new text names are reported there, not unknown', () => {
    const [body] = load(`reported: []\nunknown:\n  - {voice: huisarts}\n`)
    const naming = corpus.passages.filter(({ text }) => /\bhuisarts\b/i.test(text)).map((passage) => passage.id)
    expect(naming).not.toEqual([])
    expect(body?.passages).toEqual(new Set(naming))
  })

  it('may be absent', () => {
    expect(loadVoices('nowhere/voices.yaml', corpus)).toEqual([])
  })

  it.each([
    [
      `reported:\n  - voice: Raad\n    names: [Gezondheidsraad]\n    passages: []\nunknown: []\n`,
      'voices.yaml:3: no text has "Gezondheidsraad". Write it as a text does.',
    ],
    [
      `reported:\n  - voice: Omroep\n    names: [omroep]\n    passages: [aaaaaaaa]\nunknown: []\n`,
      'voices.yaml:4: no passage has the id "aaaaaaaa". Correct it, or remove it.',
    ],
    [
      `reported:\n  - voice: Huisarts\n    names: [huisarts]\n    passages: [${id}]\nunknown: []\n`,
      `voices.yaml:4: the passage "${id}" does not name Huisarts. Remove it, or add the name that it uses.`,
    ],
  ])('that say what the texts do not are refused: %j', (yaml, message) => {
    expect(messageOf(() => load(yaml))).toMatch(message)
  })
})
