import { describe, expect, it } from 'vitest'
import { createAnswerer } from '../../src/answering/create-answerer.ts'
import { isUnnamed, withoutLookAlikes } from '../../src/answering/look-alikes.ts'
import { counterpartsOf } from '../../src/corpus/counterparts.ts'
import { type Finding, fakeSearcher } from '../support/fake-searcher.ts'
import { documentOf, sourceOf, tinyCorpus } from '../support/tiny-corpus.ts'

const BODY = `# Therapieën

Het doel is minder last.

Dit komt voor:

- Mindfulness
Een training voor je aandacht.
- Osteopathie
Een behandeling van gewrichten.
`
const { corpus } = tinyCorpus({
  'page/document.md': documentOf('page', BODY),
  'page/source.txt': sourceOf(BODY),
})

/** What comes first for a message, where an item of the list is found for every word that begins like its name. */
async function first(message: string): Promise<string | undefined> {
  const find = (question: string): Finding => {
    const passages: [string, number, number][] = [['Het doel', 0, 0.5]]
    if (/\b(?:mind|aandacht)/i.test(question)) passages.unshift(['Mindfulness', 3, 0.9])
    if (/\bosteo/i.test(question)) passages.unshift(['Osteopathie', 3, 0.9])
    return { confidence: passages[0]![2], passages }
  }
  const { candidates, confidence } = await withoutLookAlikes(fakeSearcher(corpus, find), corpus).search(message)
  expect(confidence).toBe(candidates[0]!.probability)
  return corpus.passages[candidates[0]!.passage]!.text.split(/\s/)[0]
}

describe('an item of a list', () => {
  it.each(['Is ME in the mind?', 'mind', 'Is osteoporose een gevolg?', 'een andere mindset', 'MIND over matter'])(
    'is not found by a word that only begins like its name: "%s"',
    async (message) => {
      expect(await first(message)).toBe('Het')
    },
  )

  it.each([
    ['Helpt mindfulness?', 'Mindfulness'],
    ['mindfull leven', 'Mindfulness'],
    ['mind-fulness', 'Mindfulness'],
    ['is mindfulness good for the mind', 'Mindfulness'],
    ['een osteopaat', 'Osteopathie'],
    ['osteo pathie', 'Osteopathie'],
    ['Meer aandacht, minder last?', 'Mindfulness'],
    ['my mind needs aandacht', 'Mindfulness'],
  ])('is found by its name in any form, and by what else it says: "%s"', async (message, name) => {
    expect(await first(message)).toBe(name)
  })
})

it('an item of a list is unnamed by a message without a word that begins as its name does', () => {
  const item = corpus.passages.find(({ text }) => text.startsWith('Osteopathie'))!
  for (const message of ['helpt wandelen?', 'een kwartiertje extra', '']) expect(isUnnamed(item, message)).toBe(true)
  for (const message of ['helpt osteopathie', 'mijn osteopaat', 'Osteo?']) expect(isUnnamed(item, message)).toBe(false)
  expect(isUnnamed(corpus.passages.find(({ text }) => text.startsWith('Het doel'))!, 'helpt wandelen?')).toBe(false)
})

/** The answer where an item of the list is found for everything. @param nearest the question by which it is. */
function answerTo(message: string, nearest: string | null) {
  const find = (): Finding => ({
    confidence: 0.9,
    passages: [
      ['Mindfulness', 3, 0.9],
      ['Het doel', 1, 0.6],
    ],
  })
  const searcher = fakeSearcher(corpus, find)
  const near = async (question: string) => {
    const found = await searcher.search(question)
    return { ...found, candidates: found.candidates.map((one) => ({ ...one, nearestQuestion: nearest })) }
  }
  return createAnswerer({
    corpus,
    counterparts: counterpartsOf([], corpus),
    searcher: { ...searcher, search: near },
    detectDanger: () => null,
    senseDanger: () => null,
    detectRequest: () => null,
  }).answer(message)
}

describe('a treatment that no text has', () => {
  it.each(['helpt hypnose?', 'iemand ervaring met hypnose', 'Wat vinden jullie van hypnose?', 'Wat is hypnose?'])(
    'is said to be in none, and is not answered by another: %s',
    async (message) => {
      for (const nearest of [null, 'hypnose of meditatie, helpt dat']) {
        const found = await answerTo(message, nearest)
        expect(found).toMatchObject({ outcome: 'related', absent: 'hypnose' })
        expect(found.ranked[0]!.passage.text).toMatch(/^Het doel/)
      }
    },
  )

  it('leaves out another even where only its name was typed', async () => {
    expect((await answerTo('hypnose', null)).ranked[0]!.passage.text).toMatch(/^Het doel/)
  })

  it('is answered by what somebody says answers it', async () => {
    const found = await answerTo('helpt meditatie?', 'heeft meditatie zin')
    expect(found).toMatchObject({ outcome: 'answered', absent: null })
    expect(found.ranked[0]!.passage.text).toMatch(/^Mindfulness/)
  })

  it.each(['helpt mindfulness?', 'helpt mindfullnes?', 'helpt een training?', 'wat helpt bij stress?'])(
    'is none that a text has, nor what is not named: %s',
    async (message) => {
      expect(await answerTo(message, null)).toMatchObject({ outcome: 'answered', absent: null })
    },
  )
})
