import { describe, expect, it } from 'vitest'
import type { Answer } from '../../src/answering/answer.ts'
import { createAnswerer } from '../../src/answering/create-answerer.ts'
import { createTerms } from '../../src/answering/terms.ts'
import { counterpartsOf } from '../../src/corpus/counterparts.ts'
import { loadTerms } from '../../src/corpus/terms.ts'
import { type Finding, fakeSearcher } from '../support/fake-searcher.ts'
import { documentOf, sourceOf, tinyCorpus } from '../support/tiny-corpus.ts'

const PAGE = `# Leven met ME

## Rust

Veel mensen rusten. Artsen noemen het post-exertionele malaise (PEM), of een terugslag.

Pacing is je energie verdelen over de dag.

Een ergotherapeut kan helpen bij pacing.

Te lang slapen helpt niet.
`
const { corpus: without } = tinyCorpus({
  'pagina/document.md': documentOf('pagina', PAGE),
  'pagina/source.txt': sourceOf(PAGE),
})
const idOf = (begin: string) => without.passages.find(({ text }) => text.startsWith(begin))!.id
const { corpus, folder } = tinyCorpus({
  'pagina/document.md': documentOf('pagina', PAGE),
  'pagina/source.txt': sourceOf(PAGE),
  'terms.yaml': `terms:\n  - term: pacing\n    explained: [${idOf('Pacing')}]\n    symptoms: [${idOf('Te lang')}]\n`,
})

const SLEEP: Finding = {
  confidence: 0.1,
  passages: [
    ['Te lang slapen', 3],
    ['Een ergotherapeut', 2],
    ['Sporten is niet', 1, 0],
  ],
}
const ask = (message: string, find = SLEEP, previous: Parameters<typeof answerer.answer>[1] = null) =>
  answererOf(find).answer(message, previous)
const answererOf = (find: Finding) =>
  createAnswerer({
    corpus,
    counterparts: counterpartsOf([], corpus),
    searcher: fakeSearcher(corpus, () => find),
    detectDanger: () => null,
    senseDanger: () => null,
    detectRequest: () => null,
    termAsked: createTerms(loadTerms(folder, corpus), (text) => text.replace(/post-exertionele malaise/i, 'PEM')),
  })
const answerer = answererOf(SLEEP)
const quoted = (answer: Answer) =>
  answer.outcome === 'no_answer' ? [] : answer.quotes.map(({ passage }) => passage.text.split(' ')[0])

describe('"wat is …?"', () => {
  it.each(['Wat is pacing?', 'leg pacing eens uit', 'Pacing', 'wat is pasing', 'Wat is pacing bij ME?'])(
    'is answered with the passage that explains it: %s',
    async (message) => {
      const answer = await ask(message)
      expect(answer).toMatchObject({ outcome: 'answered', term: { name: 'pacing', isExplained: true } })
      expect(quoted(answer)).toEqual(['Pacing'])
    },
  )

  it.each([
    'Wat is PEM?',
    'wat is post-exertionele malaise',
    'wat is postexersionele malese',
    'Mijn zus heeft PEM. Wat is dat?',
    'PEM = wat',
    'PEM, wat willen ze daarmee zeggen',
    'wat is PEM precies, mijn zus had het erover',
    'wat is PEM voor iets raars',
    'symptomen van PEM',
  ])('shows the sentence with a term that is only named, as related: %s', async (message) => {
    const answer = await ask(message)
    expect(answer).toMatchObject({ outcome: 'related', term: { name: 'PEM', isExplained: false } })
    const { passage, match } = answer.outcome === 'related' ? answer.quotes[0]! : answer.ranked[0]!
    expect(passage.text.slice(match?.start, match?.end)).toMatch(/^Artsen noemen het/)
  })

  it('is answered by what spells it out, where only the letters are asked', async () => {
    const answer = await ask('Waar staat PEM voor?')
    expect(answer).toMatchObject({ outcome: 'answered', term: { name: 'PEM', isExplained: true } })
    expect(quoted(answer)).toEqual(['Veel'])
  })

  it('of how something shows is answered by what says that', async () => {
    expect(quoted(await ask('wat zijn de kenmerken van pacing'))).toEqual(['Te'])
  })

  it('of words that no list has is related to a passage found that has them', async () => {
    const answer = await ask('Wat zijn ergotherapeuten?')
    expect(answer).toMatchObject({ outcome: 'related', term: { isExplained: false } })
    expect(quoted(answer)).toEqual(['Een'])
  })

  it('of words that no text has is told so', async () => {
    expect(await ask('Wat is fibromyalgie?')).toMatchObject({ outcome: 'no_answer', term: null })
    const sure: Finding = { confidence: 0.9, passages: [['Te lang', 3]] }
    // What is sure to come close isn't what it is.
    expect(await ask('Wat is fibromyalgie?', sure)).toMatchObject({ outcome: 'related', absent: 'fibromyalgie' })
    expect(await ask('Wie krijgt fibromyalgie?', sure)).toMatchObject({ outcome: 'answered', absent: null })
  })

  it.each(['dat post-exertionele gedoe, leg dat es uit', 'PEM? ken dat woord niet goed, ben nog ni lang in België'])(
    'is asked beside a name, or the beginning of one that no other has: %s',
    async (message) => {
      expect(await ask(message)).toMatchObject({ outcome: 'related', term: { name: 'PEM' } })
    },
  )

  it('is no follow-up', async () => {
    const previous = { question: 'Helpt sporten?', shown: [] }
    expect(await ask('en wat is pacing dan?', SLEEP, previous)).toMatchObject({
      outcome: 'answered',
      understoodAs: null,
    })
  })

  it('that names something and asks more stays an ordinary question', async () => {
    for (const message of ['Wat is het nut van pacing?', 'is pacing schadelijk', 'wat doe ik tegen PEM']) {
      expect(await ask(message)).toMatchObject({ term: null })
    }
  })

  it('typed as a name alone leaves a sure answer', async () => {
    const sure: Finding = { confidence: 0.9, passages: [['Veel mensen', 3]] }
    expect(await ask('PEM', sure)).toMatchObject({ outcome: 'answered', term: null })
    expect(await ask('PEM')).toMatchObject({ outcome: 'related', term: { name: 'PEM' } })
  })
})
