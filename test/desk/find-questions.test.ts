import { describe, expect, it } from 'vitest'
import { PATHS } from '../../src/config/config.ts'
import { loadExampleQuestions } from '../../src/corpus/load-corpus.ts'
import { type FoundQuestion, findQuestions, howFound } from '../../src/desk/find-questions.ts'
import { FEATURES } from '../../src/retrieval/features.ts'
import { loadWeights } from '../../src/retrieval/weights.ts'
import { fakeEmbedder } from '../support/fake-embedder.ts'
import { openTinyIndex } from '../support/open-tiny-index.ts'
import { folderWith, tinyCorpus, tinyFiles } from '../support/tiny-corpus.ts'

/** Weights that follow the words of example questions alone. */
const weights = {
  ...loadWeights(PATHS.weights),
  network: {
    mean: FEATURES.map(() => 0),
    deviation: FEATURES.map(() => 1),
    members: [
      {
        weights: [FEATURES.map((feature) => (feature === 'wordsQuestions' ? 0.1 : 0))],
        biases: [0],
        outputs: [10],
        bias: 0,
      },
    ],
  },
}
const model = { model: folderWith({}), queryPrefix: '', passagePrefix: '' }

/** Looks up the questions of the tiny corpus with two more for the passage about sleep, and counts how often the index is opened. */
async function lookUp(authors: readonly [string, string], indexFolder = folderWith({})) {
  const files = tinyFiles()
  const questions = files['pagina/questions.yaml']!.replace(
    /a: \["Hoe zit het met: slaap genoeg\?"\]/,
    authors[0] === authors[1]
      ? `${authors[0]}: [zakdoekje leggen, leggen zakdoekje]`
      : `${authors[0]}: [zakdoekje leggen]\n      ${authors[1]}: [leggen zakdoekje]`,
  )
  expect(questions).not.toBe(files['pagina/questions.yaml'])
  const corpusFolder = folderWith({ ...files, 'pagina/questions.yaml': questions })
  const { corpus, index } = await openTinyIndex(corpusFolder, folderWith({}))
  let opened = 0
  const open = async () => {
    opened++
    return { corpus, index, embedder: fakeEmbedder(), weights }
  }
  const find = () => findQuestions(corpus, { corpusFolder, indexFolder, model }, open, () => {})
  const found = await find()
  const again = await find()
  return { found, again, opened, asked: loadExampleQuestions(corpusFolder, corpus).length }
}

describe('looking up what was asked', () => {
  it('hides the other questions of an author, so that nobody finds a passage by words of his own', async () => {
    const rankOf = async (authors: readonly [string, string]) =>
      (await lookUp(authors)).found.find(({ question }) => question === 'zakdoekje leggen')!.rank
    expect(await rankOf(['p', 'q'])).toBe(1)
    expect(await rankOf(['p', 'p'])).toBeGreaterThan(1)
  })

  it('looks up every question, those without an answer too, and once as long as nothing changes', async () => {
    const { found, again, opened, asked } = await lookUp(['p', 'q'])
    expect(found).toHaveLength(asked)
    expect(found.filter(({ passageId }) => passageId === null).map(({ question }) => question)).toContain('hoi')
    expect(again).toEqual(found)
    expect(opened).toBe(1)
  })
})

describe('how well a passage is found', () => {
  const { corpus } = tinyCorpus()
  const [rest, can, sleep] = corpus.document('pagina').passages.map(({ id }) => id) as [string, string, string]
  const asked = (passageId: string | null, first: string, confidence = 0.9): FoundQuestion => ({
    question: 'Hoe?',
    author: 'a',
    passageId,
    rank: first === passageId ? 1 : 2,
    first,
    confidence,
  })
  const of = (found: readonly FoundQuestion[], id: string) =>
    howFound(found, corpus, 0.5).find(({ passage }) => passage.id === id)!

  it('is told by its own questions, and by those that another passage takes away', () => {
    const found = [asked(rest, rest), asked(rest, rest), asked(rest, sleep)]
    expect(of(found, rest)).toMatchObject({ questions: 3, first: 2, lost: [found[2]], taken: [] })
    expect(of(found, sleep)).toMatchObject({ questions: 0, first: 0, lost: [], taken: [found[2]] })
  })

  it('counts what nothing answers as taken only when the passage would be the answer', () => {
    const found = [asked(null, rest, 0.6), asked(null, rest, 0.4)]
    expect(of(found, rest).taken).toEqual([found[0]])
  })

  it('puts weak passages first: nothing asked, few questions, few that find it', () => {
    const found = [
      ...Array.from({ length: 30 }, () => asked(rest, rest)),
      ...Array.from({ length: 3 }, () => asked(can, can)),
      ...Array.from({ length: 30 }, (_, at) => asked(sleep, at < 15 ? sleep : rest)),
    ]
    const order = howFound(found, corpus, 0.5).map(({ passage }) => passage.id)
    expect(order.indexOf(can)).toBe(order.length - 3)
    expect(order.slice(-2)).toEqual([sleep, rest])
  })
})
