import { execFile, execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { readIndex, writeIndex } from '../../src/retrieval/index-files.ts'
import { createSearchIndex } from '../../src/retrieval/search-index.ts'
import { dequantise } from '../../src/retrieval/token-vectors.ts'
import { contentOf, openTinyIndex } from '../support/open-tiny-index.ts'
import {
  documentOf,
  folderWith,
  interviewOf,
  questionsOf,
  sourceOf,
  tinyCorpus,
  tinyFiles,
} from '../support/tiny-corpus.ts'

const FILES = ['manifest.json', 'views.json', 'terms.json', 'vectors.bin', 'questions.hnsw', 'texts.hnsw']
const files = tinyFiles()
const corpusFolder = folderWith(files)

/** Where the newest index in a folder lies. */
function newest(indexFolder: string): string {
  const [folder] = readdirSync(indexFolder)
    .filter((name) => !name.startsWith('.'))
    .map((name) => join(indexFolder, name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)
  return folder!
}

/** A copy of a sound index of the tiny corpus, to damage. */
const sound = folderWith({})
const built = await openTinyIndex(corpusFolder, sound)
const content = contentOf(built)
function copyOfSound(): { indexFolder: string; folder: string } {
  const indexFolder = folderWith({})
  cpSync(sound, indexFolder, { recursive: true, preserveTimestamps: true })
  return { indexFolder, folder: newest(indexFolder) }
}

describe('the first time', () => {
  it('an index is built, with progress up to its last view and one line why', () => {
    expect(built.notices).toEqual(['Building the index of this corpus and model, once.'])
    expect(built.progress.at(-1)).toEqual([built.index.views.length, built.index.views.length])
    expect(built.embedded).toHaveLength(built.index.views.length)
  })

  it('every passage has a text, a context, its sentences and its questions in it', () => {
    const { index, corpus } = built
    for (const [at, passage] of corpus.passages.entries()) {
      expect(index.views[index.textView(at)]?.text).toBe(passage.text)
      expect(index.views[index.contextView(at)]?.text).toContain(corpus.document(passage.documentId).title)
      expect(index.sentenceViews(at).map((view) => index.views[view]?.text)).toEqual(
        passage.sentences.map(({ start, end }) => passage.text.slice(start, end)),
      )
      expect(index.questionViews(at)).toHaveLength(1)
    }
    expect(index.views.filter(({ kind }) => kind === 'off-topic').map(({ text }) => text)).toContain(
      'Hoe bak ik een taart?',
    )
  })

  it('a short answer comes below the question that it answers, so that "Zeker." can be found', () => {
    const { index, corpus } = built
    const at = corpus.passages.findIndex(({ text }) => text === 'Zeker.')
    expect(index.views[index.contextView(at)]?.text).toMatch(/Is rust goed voor kinderen met ME\?\nZeker\.$/)
  })
})

describe('the next time', () => {
  it('the saved index is opened, without a word and without the model, and is the same', async () => {
    const again = await openTinyIndex(corpusFolder, copyOfSound().indexFolder)
    expect(again.notices).toEqual([])
    expect(again.embedded).toEqual([])
    expect(contentOf(again)).toEqual(content)
  })

  it('only a question that was changed is embedded again', async () => {
    const { indexFolder } = copyOfSound()
    const changed = folderWith({
      ...files,
      'offtopic.yaml': files['offtopic.yaml']!.replace('Wie won de Tour?', 'Wie wint de Tour?'),
    })
    const { embedded, notices, index } = await openTinyIndex(changed, indexFolder)
    expect(notices).toEqual(['The corpus has changed: updating the index.'])
    expect(embedded).toEqual(['Wie wint de Tour?'])
    expect(index.views).toHaveLength(built.index.views.length)
    expect(contentOf(await openTinyIndex(changed, indexFolder))).toEqual(
      contentOf(await openTinyIndex(changed, folderWith({}))),
    )
  })

  it('only what is new of a paragraph that was changed is embedded again', async () => {
    const { indexFolder } = copyOfSound()
    const before = files['pagina/document.md']!
    const body = before.slice(before.indexOf('\n# ') + 1).replace('Slaap genoeg.', 'Slaap vooral genoeg.')
    const markdown = documentOf('pagina', body)
    const changed = folderWith({
      ...files,
      'pagina/document.md': markdown,
      'pagina/source.txt': sourceOf(body),
      'pagina/questions.yaml': questionsOf(markdown, sourceOf(body), (text) => [
        `Hoe zit het met: ${text.toLowerCase().replace(/[^\p{L} ]/gu, '')}?`,
      ]),
    })
    const { embedded } = await openTinyIndex(changed, indexFolder)
    expect(embedded.length).toBeGreaterThan(0)
    for (const text of embedded) expect(text.toLowerCase()).toContain('vooral')
  })

  it('vectors of another model are not used again', async () => {
    const { indexFolder } = copyOfSound()
    const { embedded, notices } = await openTinyIndex(corpusFolder, indexFolder, 'other model')
    expect(embedded).toHaveLength(built.index.views.length)
    expect(notices).toEqual(['Building the index of this corpus and model, once.'])
  })

  it('a text that is a question here and a passage there is embedded as each', async () => {
    const both = folderWith({ ...files, 'offtopic.yaml': files['offtopic.yaml']!.replace('hoi', 'Slaap genoeg.') })
    const { embedded, index } = await openTinyIndex(both, copyOfSound().indexFolder)
    expect(embedded).toEqual(['Slaap genoeg.'])
    const asQuestion = index.views.findIndex(({ kind, text }) => kind === 'off-topic' && text === 'Slaap genoeg.')
    const asText = index.views.findIndex(({ kind, text }) => kind === 'text' && text === 'Slaap genoeg.')
    expect(dequantise(index.means, asQuestion)).not.toEqual(dequantise(index.means, asText))
  })

  it('no more than the newest two are kept', async () => {
    const indexFolder = folderWith({})
    for (const model of ['a', 'b', 'c']) {
      await openTinyIndex(corpusFolder, indexFolder, model)
      const past = new Date(Date.now() - 60_000)
      utimesSync(newest(indexFolder), past, past)
    }
    expect(readdirSync(indexFolder)).toHaveLength(2)
  })

  it('what a process that died left behind long ago is cleared away, and what one is building is not', async () => {
    const indexFolder = folderWith({ '.building-1-dead/views.json': '[]', '.building-2-busy/views.json': '[]' })
    const longAgo = new Date(Date.now() - 2 * 60 * 60 * 1000)
    utimesSync(join(indexFolder, '.building-1-dead'), longAgo, longAgo)
    await openTinyIndex(corpusFolder, indexFolder)
    expect(readdirSync(indexFolder)).not.toContain('.building-1-dead')
    expect(readdirSync(indexFolder)).toContain('.building-2-busy')
  })
})

/** Opens a damaged index: it must say so, give the right content all the same, and leave a sound one behind. */
async function expectRebuilt(indexFolder: string, reason: RegExp): Promise<void> {
  const opened = await openTinyIndex(corpusFolder, indexFolder)
  expect(opened.notices).toHaveLength(1)
  expect(opened.notices[0]).toMatch(reason)
  expect(opened.notices[0]).toMatch(/^Rebuilding the index in /)
  expect(contentOf(opened)).toEqual(content)
  const again = await openTinyIndex(corpusFolder, indexFolder)
  expect(again.notices).toEqual([])
  expect(contentOf(again)).toEqual(content)
}

function change(path: string, how: (content: Buffer) => Buffer): void {
  writeFileSync(path, how(readFileSync(path)))
}

const flip = (at: number, bit: number) => (content: Buffer) => {
  content[at] = content[at]! ^ (1 << bit)
  return content
}

describe('an index that is not as it was written is never used', () => {
  it.each(FILES)('one bit of %s is wrong', async (file) => {
    const { indexFolder, folder } = copyOfSound()
    change(join(folder, file), (content) => flip(Math.floor(content.length / 2), 2)(content))
    await expectRebuilt(indexFolder, /^Rebuilding the index in .+: it is damaged \(/)
  })

  /** Gives changed files the right checksums, as somebody would who means harm. */
  const reseal = (folder: string, manifestOf = (manifest: Record<string, unknown>) => manifest) => {
    const path = join(folder, 'manifest.json')
    const { checksum: _old, ...manifest } = JSON.parse(readFileSync(path, 'utf8'))
    const sha256 = (content: Buffer | string) => createHash('sha256').update(content).digest('hex')
    for (const file of FILES.slice(1)) manifest.sha256[file] = sha256(readFileSync(join(folder, file)))
    const sealed = manifestOf(manifest)
    writeFileSync(path, JSON.stringify({ ...sealed, checksum: sha256(JSON.stringify(sealed)) }))
  }
  const replace = (from: string | RegExp, to: string) => (content: Buffer) =>
    Buffer.from(content.toString('utf8').replace(from, to))
  const write = (how: (content: Buffer) => unknown) => (content: Buffer) => {
    how(content)
    return content
  }

  it.each<[string, string, (content: Buffer) => Buffer]>([
    ['a link to nowhere', 'texts.hnsw', write((content) => content.writeUInt32LE(0xfffffff, 96 + 4))],
    ['more links than it has room for', 'texts.hnsw', write((content) => content.writeUInt16LE(60_000, 96))],
    ['an entry that is not there', 'texts.hnsw', write((content) => content.writeUInt32LE(1_000_000, 52))],
    ['more elements than it holds', 'texts.hnsw', write((content) => content.writeBigUInt64LE(1_000_000n, 16))],
    ['a scale that is no number', 'vectors.bin', write((content) => content.writeFloatLE(Number.NaN, 0))],
    [
      'an offset beyond the end',
      'vectors.bin',
      write((content) => content.writeUInt32LE(9_999_999, 4 * built.index.views.length + 8)),
    ],
    ['a view of a passage that is not there', 'views.json', replace('"passage":0', '"passage":99')],
    ['a passage without a text', 'views.json', replace('"kind":"text"', '"kind":"question"')],
    ['a view without a text', 'views.json', replace('"text":"', '"next":"')],
    ['no view', 'views.json', () => Buffer.from('[]')],
    ['a term of a passage that is not there', 'terms.json', replace(/"documentIds":\{"0":0/, '"documentIds":{"0":99')],
    ['a term of nothing', 'terms.json', replace(/"index":\[\["(.+?)",\{.+?\}\}\]/, '"index":[["$1",{"0":{"99":1}}]')],
    ['no terms', 'terms.json', () => Buffer.from('null')],
  ])('%s is in it, with the right checksums', async (_what, file, harm) => {
    const { indexFolder, folder } = copyOfSound()
    change(join(folder, file), harm)
    reseal(folder)
    await expectRebuilt(indexFolder, /^Rebuilding the index in .+: it is damaged \(/)
  })

  it('its vectors are of another model, with the right checksums', async () => {
    const { indexFolder, folder } = copyOfSound()
    const other = folderWith({})
    await openTinyIndex(corpusFolder, other, 'model', 2 * built.index.means.dimensions)
    const { fingerprint, embedding } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))
    rmSync(folder, { recursive: true })
    cpSync(newest(other), folder, { recursive: true })
    reseal(folder, (manifest) => ({ ...manifest, fingerprint, embedding }))
    await expectRebuilt(indexFolder, /it has vectors of another model/)
  })

  it('or it is searched without a crash, whichever byte of a graph was changed and sealed', () => {
    const { indexFolder, folder } = copyOfSound()
    const { fingerprint } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))
    const whole = readFileSync(join(folder, 'texts.hnsw'))
    for (let n = 0; n < 200; n++) {
      const at = n < 100 ? n : Math.floor((whole.length * (n - 100)) / 100)
      const changed = Buffer.from(whole)
      changed[at] = changed[at]! ^ (1 + (n % 255))
      writeFileSync(join(folder, 'texts.hnsw'), changed)
      reseal(folder)
      const found = readIndex(indexFolder, fingerprint)
      if (!found || 'reason' in found) continue
      const index = createSearchIndex(found, built.corpus.passages.length)
      for (const { view } of index.nearestTexts(dequantise(found.means, 0), 5)) {
        expect(index.views[view]?.passage).toBeGreaterThanOrEqual(0)
      }
    }
  })

  it('whichever bit of the manifest is wrong', () => {
    const { indexFolder, folder } = copyOfSound()
    const path = join(folder, 'manifest.json')
    const whole = readFileSync(path)
    const { fingerprint } = JSON.parse(whole.toString('utf8'))
    expect(readIndex(indexFolder, fingerprint)).not.toHaveProperty('reason')
    for (let at = 0; at < whole.length; at++) {
      writeFileSync(path, flip(at, at % 7)(Buffer.from(whole)))
      expect(readIndex(indexFolder, fingerprint), `byte ${at}`).toHaveProperty('reason')
    }
  })

  it('wherever one bit of the other files is wrong', () => {
    const { indexFolder, folder } = copyOfSound()
    const { fingerprint } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))
    for (const file of FILES.slice(1)) {
      const whole = readFileSync(join(folder, file))
      for (const at of [0, 1, Math.floor(whole.length / 3), whole.length - 1]) {
        writeFileSync(join(folder, file), flip(at, 0)(Buffer.from(whole)))
        expect(readIndex(indexFolder, fingerprint), `${file} ${at}`).toHaveProperty('reason')
      }
      writeFileSync(join(folder, file), whole)
    }
    expect(readIndex(indexFolder, fingerprint)).not.toHaveProperty('reason')
  })

  it.each(FILES)('%s is cut short', async (file) => {
    const { indexFolder, folder } = copyOfSound()
    change(join(folder, file), (content) => content.subarray(0, content.length - 7))
    await expectRebuilt(indexFolder, /is damaged/)
  })

  it.each(FILES)('%s is missing', async (file) => {
    const { indexFolder, folder } = copyOfSound()
    rmSync(join(folder, file))
    await expectRebuilt(indexFolder, /is damaged/)
  })

  it('it is of another corpus, put in the place of this one', async () => {
    const { indexFolder, folder } = copyOfSound()
    const other = folderWith({})
    await openTinyIndex(folderWith({ ...files, 'offtopic.yaml': files['offtopic.yaml']!.replace('hoi', 'dag') }), other)
    rmSync(folder, { recursive: true })
    cpSync(newest(other), folder, { recursive: true })
    await expectRebuilt(indexFolder, /it belongs to another corpus or model/)
  })

  it('another version wrote it', async () => {
    const { indexFolder, folder } = copyOfSound()
    change(join(folder, 'manifest.json'), (content) =>
      Buffer.from(content.toString('utf8').replace(/"format": \d+/, '"format": 1')),
    )
    await expectRebuilt(indexFolder, /by another version of Bronwijzer/)
  })

  it('something else lies in its place', async () => {
    const { indexFolder, folder } = copyOfSound()
    rmSync(folder, { recursive: true })
    writeFileSync(folder, 'geen map')
    await expectRebuilt(indexFolder, /is damaged/)
  })

  it('and its vectors are not used again for another corpus either', async () => {
    const { indexFolder, folder } = copyOfSound()
    change(join(folder, 'vectors.bin'), (content) => flip(9, 3)(content))
    const changed = folderWith({ ...files, 'offtopic.yaml': files['offtopic.yaml']!.replace('hoi', 'dag') })
    const { embedded } = await openTinyIndex(changed, indexFolder)
    expect(embedded).toHaveLength(built.index.views.length)
  })
})

describe('a folder that can not be written', () => {
  const expectUnsaved = async (indexFolder: string) => {
    const opened = await openTinyIndex(corpusFolder, indexFolder)
    expect(opened.notices).toHaveLength(2)
    expect(opened.notices[1]).toMatch(
      /^The index can't be saved \(.+\), and will be built again at the next start\. Set INDEX_FOLDER/,
    )
    expect(contentOf(opened)).toEqual(content)
  }

  it('because a file is in the way: the index works all the same, unsaved', async () => {
    const folder = folderWith({ bestand: '' })
    await expectUnsaved(join(folder, 'bestand'))
    await expectUnsaved(join(folder, 'bestand', 'index'))
  })

  it.skipIf(process.getuid?.() === 0)('because it is read-only: the index works all the same, unsaved', async () => {
    const folder = folderWith({})
    mkdirSync(join(folder, 'index'), { mode: 0o555 })
    await expectUnsaved(join(folder, 'index'))
  })

  const small = smallDisk()
  afterAll(() => {
    if (small) execFileSync('umount', [small])
  })
  it.skipIf(small === null)(
    'because the disk is full: the index works all the same, and nothing of it is left there',
    async () => {
      await expectUnsaved(join(small!, 'index'))
      expect(readdirSync(join(small!, 'index'))).toEqual([])
    },
  )
})

/** A file system of 32 kB, or null where only root may make one and we are not. */
function smallDisk(): string | null {
  const folder = folderWith({})
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=32k', 'tmpfs', folder], { stdio: 'ignore' })
    return folder
  } catch {
    return null
  }
}

describe('an index that another process wrote meanwhile', () => {
  it('stays when it is intact: the first process wins', () => {
    const { indexFolder, folder } = copyOfSound()
    const { fingerprint, embedding } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))
    const parts = readIndex(indexFolder, fingerprint)
    if (!parts || 'reason' in parts) throw new Error('The copy is not sound.')
    const { ino } = statSync(folder)
    writeIndex(indexFolder, fingerprint, embedding, parts)
    expect(statSync(folder).ino).toBe(ino)
    expect(readdirSync(indexFolder)).toHaveLength(1)
    change(join(folder, 'views.json'), (content) => content.subarray(1))
    writeIndex(indexFolder, fingerprint, embedding, parts)
    expect(readIndex(indexFolder, fingerprint)).not.toHaveProperty('reason')
    expect(readdirSync(indexFolder)).toHaveLength(1)
  })
})

describe('processes that build the same index at once', () => {
  const start = (indexFolder: string) =>
    promisify(execFile)(process.execPath, [
      fileURLToPath(new URL('../support/build-tiny-index.mjs', import.meta.url)),
      corpusFolder,
      indexFolder,
    ])

  it.each(['nothing is there', 'a damaged one is there'])(
    'all get it whole, and one sound index is left (%s)',
    async (before) => {
      const indexFolder = folderWith({})
      if (before.startsWith('a damaged')) {
        await start(indexFolder)
        change(join(newest(indexFolder), 'vectors.bin'), (content) => content.subarray(1))
      }
      const results = await Promise.all([1, 2, 3, 4].map(() => start(indexFolder)))
      const [first] = results
      for (const { stdout, stderr } of results) {
        expect(stdout).toBe(first!.stdout)
        expect(stderr).not.toContain("can't be saved")
      }
      expect(readdirSync(indexFolder)).toHaveLength(1)
      expect(await start(indexFolder)).toEqual({ stdout: first!.stdout, stderr: '' })
    },
  )
})

describe('a passage that the model can not read whole', () => {
  const sentence = (number: number) => `Rust helpt ${'heel '.repeat(50)}veel mensen, en dat is zin ${number}.`
  const long = Array.from({ length: 12 }, (_, number) => sentence(number)).join(' ')
  it.each([
    ['alone', `# T\n\nKort.\n\n${long}\n`, (body: string) => documentOf('pagina', body), '"Rust helpt heel'],
    [
      'with the question before it',
      `# T\n\nNOS: ${long.slice(0, long.length / 2)}?\n\nNVK: ${long.slice(0, long.length / 2)}.\n`,
      (body: string) => interviewOf('pagina', body),
      'with what comes before it',
    ],
  ])(
    'stops the index with its file and line, and where to divide it: %s',
    async (_what, body, documentOfBody, says) => {
      const markdown = documentOfBody(body)
      const { folder } = tinyCorpus({
        'pagina/document.md': markdown,
        'pagina/source.txt': sourceOf(body),
        'pagina/questions.yaml': 'passages: []\n',
      })
      const line = markdown.split('\n').findIndex((text) => text.includes('zin 1.')) + 1
      const message = await openTinyIndex(folder, join(folder, 'index')).then(String, ({ message }) => message)
      expect(message).toMatch(new RegExp(`pagina/document\\.md:${line}: "Rust helpt`))
      expect(message).toContain(says)
      expect(message).toMatch(/the model reads 512\. Divide the paragraph: an empty line may come after ".*zin \d\."\./)
    },
  )
})
