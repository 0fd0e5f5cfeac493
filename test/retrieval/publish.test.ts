import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PATHS } from '../../src/config/config.ts'
import { loadCorpus } from '../../src/corpus/load-corpus.ts'
import type { Database, Queries } from '../../src/database/database.ts'
import { createBm25 } from '../../src/retrieval/bm25.ts'
import { countTerms, createVocabulary } from '../../src/retrieval/lexical.ts'
import { loadMaxSim } from '../../src/retrieval/maxsim.ts'
import { fingerprintEmbedding, openParts } from '../../src/retrieval/open-index.ts'
import { filesOf, type Publication, publish } from '../../src/retrieval/publish.ts'
import { openPublishedIndex } from '../../src/retrieval/published-index.ts'
import { toQuery } from '../../src/retrieval/query.ts'
import { compareCandidates } from '../../src/retrieval/search.ts'
import { createSearchIndex } from '../../src/retrieval/search-index.ts'
import { CHANNEL, currentVersion, prepareDatabase } from '../../src/retrieval/versions.ts'
import { DATABASES, type TestDatabase } from '../support/databases.ts'
import { DIMENSIONS, fakeEmbedder } from '../support/fake-embedder.ts'
import { folderWith, tinyFiles } from '../support/tiny-corpus.ts'

/** Milliseconds: making a database in the process takes seconds, and more on a busy machine. */
const FIRST_TIME = 180_000
const QUESTIONS = [
  'Rust nemen helpt veel mensen',
  'Mag ik sporten?',
  'huisarts',
  'hoe slaap ik genoeg',
  'energei verdelen',
]
const statistics = { mean: new Float32Array(DIMENSIONS).fill(0.05), common: Int32Array.of() }
const maxsim = await loadMaxSim(PATHS.maxsim)

/** A corpus in a folder of its own, as it is published. */
function publicationOf(files = tinyFiles(), check: Publication['check'] = async () => {}): Publication {
  const corpusFolder = folderWith(files)
  const corpus = loadCorpus(corpusFolder, corpusFolder)
  return {
    corpusFolder,
    passages: corpus.passages.length,
    embedding: fingerprintEmbedding('model', statistics),
    open: () =>
      openParts({
        corpus,
        corpusFolder,
        indexFolder: folderWith({}),
        modelFingerprint: 'model',
        embedder: fakeEmbedder(),
        statistics,
        onNotice: () => {},
        onProgress: () => {},
      }),
    check,
  }
}

/** The same corpus with another lexicon. */
const changed = (line: string) => publicationOf({ ...tinyFiles(), 'lexicon.yaml': line })

describe.each(DATABASES)('publishing in a database $where', ({ open, skip }) => {
  let made: TestDatabase
  let database: Database
  beforeAll(async () => {
    if (skip) return
    made = await open()
    database = made.database
  }, FIRST_TIME)
  afterAll(() => made?.drop())

  it.skipIf(skip)('says that nothing is published while nothing is', async () => {
    expect(await currentVersion(database)).toBeNull()
    await prepareDatabase(database)
    expect(await currentVersion(database)).toBeNull()
  })

  it.skipIf(skip)('gives an index with the same candidates as that of files, with the same numbers', async () => {
    const publication = publicationOf()
    const parts = await publication.open()
    const files = createSearchIndex(parts, publication.passages)
    const { version } = await publish(database, publication)
    const published = await openPublishedIndex(database, version)
    for (const text of [...QUESTIONS, ...parts.views.map((view) => view.text)]) {
      const embedded = await fakeEmbedder().embed(text, 'query')
      const query = toQuery(text, embedded, files, ['stilte'])
      expect(toQuery(text, embedded, published, ['stilte'])).toEqual(query)
      const byPassage = (found: Awaited<ReturnType<typeof compareCandidates>>) =>
        [...found].sort((a, b) => a.passage - b.passage)
      const expected = byPassage(await compareCandidates(query, files, maxsim))
      expect(byPassage(await compareCandidates(query, published, maxsim))).toEqual(expected)
    }
    const few = { own: createBm25(parts.lexical, 'own', 3), questions: createBm25(parts.lexical, 'questions', 3) }
    const bounded = await openPublishedIndex(database, version, 3)
    const vocabulary = createVocabulary(countTerms(parts.lexical), publication.passages)
    for (const question of QUESTIONS) {
      const { terms, most } = vocabulary.weigh(question, [])
      const found = await bounded.lexical.search(question, 3)
      for (const field of ['own', 'questions'] as const) {
        const expected = few[field].score(terms, most, 3)
        expect(found[field].best).toEqual(expected.best)
        expect(await found[field].of([0, 1, 2])).toEqual(expected.of([0, 1, 2]))
      }
    }
    for (const word of ['rust', 'energei', 'huisartsen', 'appeltaart']) {
      expect(published.lexical.knows(word)).toBe(files.lexical.knows(word))
      expect(published.lexical.correct(word)).toBe(files.lexical.correct(word))
    }
  })

  it.skipIf(skip)('gives the files of the corpus as they were, for as long as they are read', async () => {
    const publication = publicationOf()
    const { version } = await publish(database, publication)
    const passages = await filesOf(
      database,
      version,
    )(async (folder) => loadCorpus(folder, folder).passages.map(({ id, text }) => [id, text]))
    expect(passages).toEqual(loadCorpus(publication.corpusFolder).passages.map(({ id, text }) => [id, text]))
  })

  it.skipIf(skip)('does nothing for what is published already, and tells everybody of anything new', async () => {
    let told = 0
    const stop = await database.listen(CHANNEL, () => told++)
    const before = await publish(database, publicationOf())
    expect((await publish(database, publicationOf())).isNew).toBe(false)
    expect(told).toBe(0)
    const old = await openPublishedIndex(database, before.version)
    const after = await publish(database, changed('- [rust, stilte]'))
    expect([after.isNew, await currentVersion(database)]).toEqual([true, after.version])
    await expect.poll(() => told).toBe(1)
    await stop()
    // Who is answering with the old one goes on with it.
    expect((await old.nearestTexts(new Float32Array(DIMENSIONS).fill(1), 3)).length).toBe(3)
  })

  it.skipIf(skip)(
    'leaves everything as it was when the check finds fault, having seen what it would publish',
    async () => {
      const before = await currentVersion(database)
      const check = async (queries: Queries, version: { readonly version: number }) => {
        expect((await currentVersion(queries))?.version).not.toBe(version.version)
        throw new Error('too few questions find their passage')
      }
      await expect(
        publish(database, publicationOf({ ...tinyFiles(), 'lexicon.yaml': '- [a, b]' }, check)),
      ).rejects.toThrow('too few questions')
      expect(await currentVersion(database)).toEqual(before)
      expect(await schemas(database)).not.toContain(`bronwijzer_index_${before!.version + 1}`)
    },
  )

  it.skipIf(skip)('lets one of two wait that publish at once', async () => {
    let inside = 0
    let most = 0
    const slow = async () => {
      most = Math.max(most, ++inside)
      await new Promise((resolve) => setTimeout(resolve, 50))
      inside--
    }
    const both = ['- [een, twee]', '- [drie, vier]'].map((line) =>
      publish(database, publicationOf({ ...tinyFiles(), 'lexicon.yaml': line }, slow)),
    )
    const versions = (await Promise.all(both)).map(({ version }) => version.version)
    expect(most).toBe(1)
    expect((await currentVersion(database))?.version).toBe(Math.max(...versions))
  })

  it.skipIf(skip)('drops what was replaced an hour ago, but for the one before the present', async () => {
    await database.query(
      `UPDATE bronwijzer_index.versions SET replaced = now() - interval '2 hours' WHERE replaced IS NOT NULL`,
    )
    const present = await currentVersion(database)
    const { version, dropped } = await publish(database, changed('- [vijf, zes]'))
    expect(dropped.length).toBeGreaterThan(1)
    expect(dropped).not.toContain(present!.version)
    expect((await schemas(database)).filter((name) => /_\d+$/.test(name)).sort()).toEqual(
      [present!.version, version.version].map((kept) => `bronwijzer_index_${kept}`).sort(),
    )
  })

  it.skipIf(skip)('refuses what another version of the program laid out, with a sentence', async () => {
    await database.query('UPDATE bronwijzer_index.versions SET format = format + 1')
    await expect(currentVersion(database)).rejects.toThrow(/is by a newer Bronwijzer\. Publish again with this one/)
    await database.query('INSERT INTO bronwijzer_index.migrations (step) VALUES (2)')
    for (const use of [() => currentVersion(database), () => publish(database, publicationOf())])
      await expect(use()).rejects.toThrow(/is of a newer Bronwijzer: it is at step 2, and this program knows 1/)
  })
})

describe('a database without what is needed', () => {
  const withVector = (row: object) => ({ place: 'db:5432', query: async () => [row] }) as unknown as Database

  it('is told about, and what to do', async () => {
    const said = (row: object) => prepareDatabase(withVector(row)).catch((error: Error) => error.message)
    expect(await said({ installed: null, available: null })).toBe(
      'The database at db:5432 (INDEX_URL) has no pgvector. Install it on the server, version 0.8 or newer.',
    )
    expect(await said({ installed: '0.7.4', available: '0.8.1' })).toMatch(/has pgvector 0\.7\.4\. Bring it to 0\.8/)
  })
})

describe('what changes while it is read', () => {
  it('is not published', async () => {
    const publication = publicationOf()
    const database = {
      place: '',
      query: async () => [{ installed: '0.8.0', there: true, done: 1 }],
    } as unknown as Database
    const open = () => {
      cpSync(join(publication.corpusFolder, 'offtopic.yaml'), join(publication.corpusFolder, 'new.yaml'))
      return publication.open()
    }
    await expect(publish(database, { ...publication, open })).rejects.toThrow('changed while it was read')
  })
})

async function schemas(database: Database): Promise<string[]> {
  const rows = await database.query<{ nspname: string }>('SELECT nspname::text FROM pg_namespace', [])
  return rows.map(({ nspname }) => nspname)
}
