import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Corpus, loadExampleQuestions } from '../../src/corpus/load-corpus.ts'
import { createLog } from '../../src/operations/log.ts'
import { createMetrics } from '../../src/operations/metrics.ts'
import { createReload, watchFolder } from '../../src/operations/reload.ts'
import { smokeCheck } from '../../src/operations/smoke-check.ts'
import type { AnsweringProduct, Product } from '../../src/product.ts'
import { answered, declined, fakeAnswerer } from '../support/fake-answerer.ts'
import { realCorpus } from '../support/real-corpus.ts'
import { settle } from '../support/settle.ts'
import { tinyCorpus } from '../support/tiny-corpus.ts'

vi.mock('node:timers/promises', () => import('../support/timers-promises.ts'))

let corpus: Corpus
let passageOf: Map<string, string | null>
beforeAll(() => {
  corpus = realCorpus()
  passageOf = new Map(loadExampleQuestions('corpus', corpus).map(({ question, passageId }) => [question, passageId]))
})

/** A product that knows every example question by heart, but for those that `forgets` names. */
function product(forgets: (question: string) => boolean = () => false): Product {
  const answerer = fakeAnswerer((question) => {
    const passage = forgets(question) ? corpus.passages[0]! : corpus.passage(passageOf.get(question) ?? '')
    return passage ? answered([passage], corpus) : declined(corpus)
  })
  return { corpus, answerer } as unknown as Product
}

describe('the smoke check', () => {
  it('passes a product that finds what its editors meant', async () => {
    expect(await smokeCheck(product(), 'corpus')).toBeNull()
  })

  it('fails one that finds something else, or answers everything', async () => {
    expect(
      await smokeCheck(
        product((question) => passageOf.get(question) !== null),
        'corpus',
      ),
    ).toContain('find their passage')
    expect(
      await smokeCheck(
        product((question) => passageOf.get(question) === null),
        'corpus',
      ),
    ).toContain('are declined')
  })
})

describe('the smoke check of a corpus with a new document', () => {
  it('fails while no question asks anything of it, and names it', async () => {
    const { corpus, folder } = tinyCorpus({ 'pagina/questions.yaml': 'passages: []\n' })
    const asks = { corpus, answerer: fakeAnswerer(() => declined(corpus)) } as unknown as Product
    expect(await smokeCheck(asks, folder)).toBe(
      'no example question asks anything of "Document pagina", so nothing shows that it is found; write some in pagina/questions.yaml',
    )
  })

  it('asks about each document, however few its questions are', async () => {
    const { corpus, folder } = tinyCorpus()
    const asked: string[] = []
    const answerer = fakeAnswerer((question) => {
      asked.push(question)
      return declined(corpus)
    })
    await smokeCheck({ corpus, answerer } as unknown as Product, folder)
    const questions = loadExampleQuestions(folder, corpus, folder).filter(({ passageId }) => passageId !== null)
    expect(asked).toEqual(questions.map(({ question }) => question))
  })
})

describe('reloading', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  /** @param changes whether the corpus on disk is another one each time. */
  function reloader(open: () => Promise<Product>, changes = true) {
    let version = 0
    const lines: Record<string, unknown>[] = []
    const taken: AnsweringProduct[] = []
    const reload = createReload({
      open,
      takeOver: (next) => taken.push(next),
      corpusFolder: 'corpus',
      ...(changes && { fingerprint: async () => String(version++) }),
      log: createLog({ level: 'info', secrets: [], out: { write: (line) => lines.push(JSON.parse(line)) } }),
      metrics: createMetrics(() => 0),
    })
    return { reload, lines, taken }
  }

  it('takes over a corpus that is sound', async () => {
    const sound = product()
    const { reload, taken, lines } = reloader(async () => sound)
    await settle(reload())
    expect(taken).toEqual([sound])
    expect(lines).toMatchObject([{ level: 'info', passages: corpus.passages.length }])
  })

  it('opens nothing when no file has changed', async () => {
    const { reload, taken, lines } = reloader(async () => product(), false)
    await settle(reload())
    expect(taken).toEqual([])
    expect(lines).toMatchObject([{ level: 'info', msg: 'the corpus on disk is the one in use' }])
  })

  it('notices what changed while the corpus in use was being opened, and takes nothing else for a change', async () => {
    const { folder } = tinyCorpus()
    // Followed, these would be 2^40 folders.
    for (const name of ['x', 'y']) symlinkSync(folder, join(folder, 'pagina', name))
    const opened: string[] = []
    const reload = createReload({
      open: () => Promise.reject(new Error(String(opened.push('again')))),
      takeOver: () => {},
      corpusFolder: folder,
      log: createLog({ level: 'silent', secrets: [] }),
      metrics: createMetrics(() => 0),
    })
    mkdirSync(join(folder, '.git'))
    writeFileSync(join(folder, '.git', 'HEAD'), 'ref: refs/heads/main')
    await settle(reload())
    expect(opened).toEqual([])
    writeFileSync(join(folder, 'lexicon.yaml'), '- [rust, stilte]')
    await settle(reload())
    expect(opened).toEqual(['again'])
  })

  it('keeps the old one when the new one is broken or worse, and says why', async () => {
    const broken = reloader(() => Promise.reject(new Error('corpus/x/document.md:3 has no title. Add one.')))
    await settle(broken.reload())
    expect(broken.taken).toEqual([])
    expect(broken.lines).toMatchObject([{ level: 'error', reason: 'corpus/x/document.md:3 has no title. Add one.' }])
    const worse = reloader(async () => product(() => true))
    await settle(worse.reload())
    expect(worse.taken).toEqual([])
    expect(worse.lines).toMatchObject([{ level: 'error', reason: expect.stringContaining('find their passage') }])
  })

  it('takes over what was published without checking it again, and says once why it can not', async () => {
    const log: Record<string, unknown>[] = []
    const taken: AnsweringProduct[] = []
    let version = 1
    let problem: Error | null = new Error('made with other weights')
    const unchecked = product(() => true)
    const reload = createReload({
      open: () => (problem ? Promise.reject(problem) : Promise.resolve(unchecked)),
      takeOver: (next) => taken.push(next),
      corpusFolder: 'corpus',
      fingerprint: async () => String(version),
      isPublished: true,
      log: createLog({ level: 'info', secrets: [], out: { write: (line) => log.push(JSON.parse(line)) } }),
      metrics: createMetrics(() => 0),
    })
    await settle(reload())
    expect(log).toEqual([])
    version++
    for (let minute = 0; minute < 3; minute++) await settle(reload())
    expect(log).toMatchObject([{ level: 'error', reason: 'made with other weights' }])
    problem = null
    await settle(reload())
    expect(taken).toEqual([unchecked])
    expect(log.at(-1)).toMatchObject({ level: 'info', msg: 'switched to the corpus in the database' })
  })

  it('opens once at a time, and once more when asked meanwhile', async () => {
    let opened = 0
    let open = 0
    const { reload } = reloader(async () => {
      opened++
      expect(++open).toBe(1)
      await new Promise((resolve) => setTimeout(resolve, 20))
      open--
      return product()
    })
    await settle(Promise.all([reload(), reload(), reload()]))
    expect(opened).toBe(2)
  })
})

describe('watching a folder', () => {
  it('reports changes once they have settled', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'watch-'))
    const changed = vi.fn()
    const stop = await watchFolder(folder, changed, 100)
    // On a busy machine the first look, with which later ones are compared, may come after what is written at once.
    await new Promise((done) => setTimeout(done, 200))
    for (let n = 0; n < 3; n++) writeFileSync(join(folder, 'a'), String(n))
    await expect.poll(() => changed.mock.calls.length, { timeout: 5000 }).toBe(1)
    await stop()
    rmSync(folder, { recursive: true })
  })

  it('still reports them after a file was replaced, and after the folder was', async () => {
    const above = mkdtempSync(join(tmpdir(), 'watch-'))
    const folder = join(above, 'corpus')
    mkdirSync(join(folder, 'nvk'), { recursive: true })
    const file = join(folder, 'nvk', 'document.md')
    writeFileSync(file, 'een')
    const changed = vi.fn()
    const stop = await watchFolder(folder, changed, 100)
    const reports = async (change: () => void) => {
      const before = changed.mock.calls.length
      change()
      await expect.poll(() => changed.mock.calls.length, { timeout: 5000 }).toBeGreaterThan(before)
      await new Promise((done) => setTimeout(done, 200))
    }
    for (const text of ['twee', 'drie']) {
      // As vim saves.
      await reports(() => {
        renameSync(file, `${file}~`)
        writeFileSync(file, text)
        rmSync(`${file}~`)
      })
    }
    for (const text of ['vier', 'vijf']) {
      // As a deployment does.
      await reports(() => {
        renameSync(folder, join(above, `old-${text}`))
        mkdirSync(join(folder, 'nvk'), { recursive: true })
        writeFileSync(file, text)
      })
    }
    await reports(() => writeFileSync(file, 'zes'))
    const before = changed.mock.calls.length
    writeFileSync(join(above, 'other'), 'of no concern')
    await new Promise((done) => setTimeout(done, 300))
    expect(changed.mock.calls.length).toBe(before)
    await stop()
    rmSync(above, { recursive: true })
  })
})
