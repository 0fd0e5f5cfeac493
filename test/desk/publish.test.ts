import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadFormer } from '../../src/corpus/former.ts'
import { loadCorpus } from '../../src/corpus/load-corpus.ts'
import { corpusBefore } from '../../src/corpus/replace.ts'
import { openDrafts, versionsIn } from '../../src/desk/drafts.ts'
import { goBack, publish } from '../../src/desk/publish.ts'
import type { Product } from '../../src/product.ts'
import { answered, declined } from '../support/fake-answerer.ts'
import { documentOf, folderWith, sourceOf, tinyFiles } from '../support/tiny-corpus.ts'

/** A product that finds what its example questions ask, or nothing. */
function productOf(folder: string, findsAll = true): Product {
  const corpus = loadCorpus(folder, folder)
  const bare = (text: string) => text.toLowerCase().replace(/[^\p{L} ]/gu, '')
  const answer = async (question: string) => {
    const passage = corpus.passages.find(({ text }) => question === `Hoe zit het met: ${bare(text)}?`)
    return passage && findsAll ? answered([passage], corpus) : declined(corpus)
  }
  return { corpus, answerer: { answer } } as unknown as Product
}

/** A corpus and a draft of it, in a folder of their own. */
function corpusAndDraft() {
  const home = folderWith(
    Object.fromEntries(Object.entries(tinyFiles()).map(([path, text]) => [`corpus/${path}`, text])),
  )
  const [live, draft] = [join(home, 'corpus'), join(home, 'draft')]
  const drafts = openDrafts(draft, live, 'taken')
  const base = versionsIn(live)
  return {
    home,
    live,
    draft,
    drafts,
    base,
    /** Writes a document with other words into the draft. */
    change: () => {
      const body = tinyFiles()['pagina/document.md']!.split('\n---\n')[1]!.replace('helpt veel', 'helpt heel veel')
      const markdown = documentOf('pagina', body)
      writeFileSync(join(draft, 'pagina/document.md'), markdown)
      writeFileSync(join(draft, 'pagina/source.txt'), sourceOf(body))
      const path = join(draft, 'pagina/questions.yaml')
      const id = loadCorpus(draft, draft).document('pagina').passages[0]!.id
      const old = loadCorpus(live, live).document('pagina').passages[0]!.id
      const yaml = readFileSync(path, 'utf8').replace(old, id).replace('helpt veel', 'helpt heel veel')
      writeFileSync(path, yaml)
    },
    publish: (how: Partial<Parameters<typeof publish>[0]> = {}) =>
      publish({
        live,
        drafts,
        insists: false,
        check: async () => loadCorpus(draft, draft),
        open: async () => productOf(draft),
        publishElsewhere: null,
        today: '2026-11-26',
        takenOver: 'taken',
        ...how,
      }),
  }
}

describe('publishing a draft', () => {
  it('puts it in the place of the corpus, and keeps what was said and what was there', async () => {
    const { live, base, drafts, change, publish } = corpusAndDraft()
    change()
    expect(await publish()).toEqual({
      kind: 'published',
      commit: null,
    })
    expect(drafts.isChanged()).toBe(false)
    const corpus = loadCorpus(live, live)
    expect(corpus.document('pagina').text).toContain('helpt heel veel')
    expect(loadFormer(live, corpus, live).map(({ text, now }) => [text.slice(0, 22), now.length])).toEqual([
      ['Rust nemen helpt veel ', 1],
    ])
    expect(versionsIn(corpusBefore(live)!)).toEqual(base)
  })

  it('does nothing when nothing was changed', async () => {
    expect(await corpusAndDraft().publish()).toEqual({ kind: 'nothing' })
  })

  it('stops at a mistake, at a draft that does not find its questions, and at one that somebody edits meanwhile', async () => {
    const { live, draft, base, change, publish } = corpusAndDraft()
    change()
    const path = join(draft, 'pagina/document.md')
    const good = readFileSync(path, 'utf8')
    writeFileSync(path, good.replace('helpt', 'hielp'))
    expect(await publish()).toMatchObject({
      kind: 'mistakes',
      problems: [{ message: expect.stringContaining('ielpheelveel') }],
    })
    writeFileSync(path, good)
    expect(await publish({ open: async () => productOf(draft, false) })).toMatchObject({
      kind: 'gate',
      problem: { kind: 'not-found', right: 0 },
    })
    const edited = async () => {
      writeFileSync(join(draft, 'lexicon.yaml'), '- [rust, slaap]\n')
      return productOf(draft)
    }
    expect(await publish({ open: edited })).toEqual({ kind: 'edited' })
    expect(versionsIn(live)).toEqual(base)
  })

  it('takes what changed in the corpus meanwhile, and asks where both changed', async () => {
    const { live, draft, change, publish } = corpusAndDraft()
    change()
    writeFileSync(join(live, 'lexicon.yaml'), '- [rust, slaap]\n')
    writeFileSync(join(live, 'offtopic.yaml'), 'near: {}\nfar: {}\nchat: {}\nadversarial: {}\n')
    writeFileSync(
      join(draft, 'offtopic.yaml'),
      'near:\n  a: [Wat kost een stoel?]\nfar: {}\nchat: {}\nadversarial: {}\n',
    )
    expect(await publish()).toEqual({ kind: 'changed-meanwhile', files: ['offtopic.yaml'] })
    expect(await publish({ insists: true })).toMatchObject({ kind: 'published' })
    expect(readFileSync(join(live, 'lexicon.yaml'), 'utf8')).toContain('slaap')
    expect(readFileSync(join(live, 'offtopic.yaml'), 'utf8')).toContain('stoel')
  })

  it('is committed where the corpus is in a checkout, without what else is there', async () => {
    const { home, live, change, publish } = corpusAndDraft()
    const git = (...args: string[]) => execFileSync('git', args, { cwd: home, encoding: 'utf8' }).trim()
    git('init', '-q')
    git('config', 'user.name', 'Redactie')
    git('config', 'user.email', 'redactie@example.org')
    git('add', 'corpus')
    git('commit', '-qm', 'first')
    writeFileSync(join(home, 'other.txt'), 'mine')
    git('add', 'other.txt')
    change()
    const published = await publish()
    expect(published).toMatchObject({ kind: 'published', commit: { id: git('rev-parse', '--short', 'HEAD') } })
    expect(git('log', '-1', '--format=%s')).toBe('Publish pagina')
    expect(git('show', '--name-only', '--format=', 'HEAD').split('\n')).toEqual(
      ['document.md', 'former.yaml', 'questions.yaml', 'source.txt'].map((name) => `corpus/pagina/${name}`),
    )
    expect(git('status', '--porcelain', 'corpus')).toBe('')
    expect(git('status', '--porcelain', 'other.txt')).toBe('A  other.txt')
    expect(loadCorpus(live, live).documents).toHaveLength(2)
  })

  it('says what git refuses, when it is published all the same', async () => {
    const { home, live, change, publish } = corpusAndDraft()
    execFileSync('git', ['init', '-q'], { cwd: home })
    mkdirSync(join(home, '.git', 'hooks'), { recursive: true })
    writeFileSync(join(home, '.git', 'hooks', 'pre-commit'), '#!/bin/sh\necho "not on my watch" >&2\nexit 1\n', {
      mode: 0o755,
    })
    change()
    expect(await publish()).toMatchObject({ kind: 'published', commit: { failure: 'not on my watch' } })
    expect(loadCorpus(live, live).document('pagina').text).toContain('heel veel')
  })
})

describe('publishing in a database, too', () => {
  /** What bots of a database would answer from: the versions of its files. */
  function database() {
    const published: ReturnType<typeof versionsIn>[] = []
    return { published, publishElsewhere: async (folder: string) => void published.push(versionsIn(folder)) }
  }

  it('has the database answer from what the folder gets, and puts both back', async () => {
    const { live, base, drafts, change, publish } = corpusAndDraft()
    const { published, publishElsewhere } = database()
    change()
    expect(await publish({ publishElsewhere })).toMatchObject({ kind: 'published' })
    expect(published).toEqual([versionsIn(live)])
    await goBack(live, drafts, publishElsewhere)
    expect(published.at(-1)).toEqual(base)
    expect(versionsIn(live)).toEqual(base)
  })

  it('leaves the folder as it was when the database takes nothing, and can be done again', async () => {
    const { live, base, drafts, change, publish } = corpusAndDraft()
    const away = async () => {
      throw new Error("The database at db can't be reached.")
    }
    change()
    await expect(publish({ publishElsewhere: away })).rejects.toThrow("can't be reached")
    expect(versionsIn(live)).toEqual(base)
    expect(await publish({ publishElsewhere: database().publishElsewhere })).toMatchObject({ kind: 'published' })
    const after = versionsIn(live)
    await expect(goBack(live, drafts, away)).rejects.toThrow("can't be reached")
    expect(versionsIn(live)).toEqual(after)
  })

  it('publishes what was checked, whatever an editor writes meanwhile, which stays in the draft', async () => {
    const { live, draft, drafts, change, publish } = corpusAndDraft()
    const { published, publishElsewhere } = database()
    change()
    const slowly = async (folder: string) => {
      writeFileSync(join(draft, 'lexicon.yaml'), '- [rust, slaap]\n')
      await publishElsewhere(folder)
    }
    expect(await publish({ publishElsewhere: slowly })).toMatchObject({ kind: 'published' })
    expect(published).toEqual([versionsIn(live)])
    expect(readFileSync(join(live, 'lexicon.yaml'), 'utf8')).not.toContain('slaap')
    expect(drafts.isChanged()).toBe(true)
  })
})

describe('going back', () => {
  it('puts back what was published before, and forth again, and leaves the draft alone', async () => {
    const { live, draft, drafts, base, change, publish } = corpusAndDraft()
    expect(await goBack(live, drafts)).toBe(null)
    change()
    await publish()
    const drafted = versionsIn(draft)
    expect(await goBack(live, drafts)).toEqual({ commit: null })
    expect(versionsIn(live)).toEqual(base)
    expect(versionsIn(draft)).toEqual(drafted)
    expect(drafts.isChanged()).toBe(true)
    expect(await publish()).toMatchObject({ kind: 'published' })
    await goBack(live, drafts)
    await goBack(live, drafts)
    expect(versionsIn(live)).toEqual(drafted)
  })
})

describe('what changed in the corpus itself', () => {
  it('is taken also where files came or went', async () => {
    const { live, draft, publish } = corpusAndDraft()
    writeFileSync(join(live, 'voices.yaml'), '[]\n')
    rmSync(join(live, 'lexicon.yaml'))
    expect(await publish()).toEqual({ kind: 'nothing' })
    expect(versionsIn(draft)).toEqual(versionsIn(live))
  })
})
