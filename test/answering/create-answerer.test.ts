import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Answer, Turn } from '../../src/answering/answer.ts'
import { attribute } from '../../src/answering/attribution.ts'
import { createAnswerer } from '../../src/answering/create-answerer.ts'
import { type Counterparts, counterpartsOf } from '../../src/corpus/counterparts.ts'
import type { Passage } from '../../src/corpus/document.ts'
import { type FakeSearcher, type Finding, fakeSearcher, textOfMean } from '../support/fake-searcher.ts'
import { interviewOf, sourceOf, tinyCorpus } from '../support/tiny-corpus.ts'

const BODY = `# Vragen aan de artsen

NOS: Is rust goed voor kinderen met ME?

- NVK: Zeker.

  Kinderen herstellen beter met rust. Dat blijkt uit onderzoek.

NOS: De omroep hoort dat sporten schadelijk is.

- NVK: Sporten is niet schadelijk, mits op maat.

  Rust nemen helpt veel mensen!
`
const { corpus } = tinyCorpus({
  'gesprek/document.md': interviewOf('gesprek', BODY),
  'gesprek/source.txt': sourceOf(BODY),
})
const idOf = (begin: string) => corpus.passages.find(({ text }) => text.startsWith(begin))!.id
const noCounterparts: Counterparts = counterpartsOf([], corpus)

function answererOf(find: Finding | ((question: string) => Finding), counterparts = noCounterparts) {
  const searcher: FakeSearcher = fakeSearcher(corpus, typeof find === 'function' ? find : () => find)
  const answerer = createAnswerer({
    corpus,
    counterparts,
    searcher,
    detectDanger: (message) => (message.includes('gevaar') ? 'emergency' : null),
    senseDanger: (mean) => (textOfMean(mean).startsWith('Mijn kat mag') ? 'suicide' : null),
    detectRequest: (message) =>
      message.includes('hoeveel pillen') ? 'dose' : message.includes('gelijk') ? 'choice' : null,
  })
  return { answerer, searcher }
}
const answer = (question: string, find: Finding | ((question: string) => Finding), counterparts = noCounterparts) =>
  answererOf(find, counterparts).answerer.answer(question)

const quoted = (answer: Answer) =>
  answer.outcome === 'no_answer' ? [] : answer.quotes.map(({ passage }) => passage.text.split(/[.!?]/)[0])
const ranked = ({ ranked }: Answer) => ranked.map(({ passage }) => passage.text.split(/[.!?]/)[0])

describe('a reranker', () => {
  const find: Finding = {
    confidence: 0.9,
    passages: [
      ['Rust nemen helpt', 9, 0.9],
      ['Dit kan', 2, 0.4],
      ['Zeker.', 1, 0.2],
    ],
  }
  /** Answers as if a reranker turned the order, once for each message. */
  async function answerReread(question: string, previous: Turn | null = null) {
    const searcher = fakeSearcher(corpus, () => find)
    let read = 0
    const rerank: FakeSearcher['rerank'] = async (found) => {
      read++
      const scores = found.candidates.map(({ score }) => score)
      const candidates = found.candidates.toReversed().map((one, at) => ({ ...one, score: scores[at]! }))
      return { ...found, candidates, confidence: candidates[0]!.probability }
    }
    const parts = { detectDanger: () => null, senseDanger: () => null, detectRequest: () => null }
    const answerer = createAnswerer({
      corpus,
      counterparts: noCounterparts,
      searcher: { ...searcher, rerank },
      ...parts,
    })
    return { found: await answerer.explain(question, previous), read: () => read }
  }

  it('reads once for a message, and what it says is what is answered and explained', async () => {
    const { found, read } = await answerReread('Helpt rust? En wat kan ik doen? Ik ben moe.')
    expect(read()).toBe(1)
    expect(ranked(found.answer)[0]).toBe('Zeker')
    expect(found.answer).toMatchObject({ outcome: 'no_answer', confidence: 0.2 })
    expect(found.found?.confidence).toBe(0.2)
  })

  it('does not bring back what was shown before', async () => {
    const { found } = await answerReread('en wat nog meer?', { question: 'Helpt rust?', shown: [idOf('Zeker.')] })
    expect(ranked(found.answer)).not.toContain('Zeker')
  })
})

describe('what is answered depends on the confidence', () => {
  const find = (confidence: number): Finding => ({
    confidence,
    passages: [
      ['Rust nemen helpt veel mensen.', 9],
      ['Dit kan', 2, 0],
    ],
  })

  it('from the upper threshold on, the best passage is quoted', async () => {
    for (const confidence of [0.5, 0.9]) {
      const found = await answer('Helpt rust bij ME?', find(confidence))
      expect(found.outcome).toBe('answered')
      expect(quoted(found)).toEqual(['Rust nemen helpt veel mensen'])
      expect(found.confidence).toBe(confidence)
    }
  })

  it('between the thresholds, one passage is shown as related', async () => {
    for (const confidence of [0.3, 0.499]) {
      const found = await answer('Helpt rust bij ME?', find(confidence))
      expect(found.outcome).toBe('related')
      expect(quoted(found)).toHaveLength(1)
    }
  })

  it('below both, nothing is quoted, and the nearest sections are named', async () => {
    const found = await answer('Helpt rust bij ME?', find(0.299))
    expect(found).toMatchObject({ outcome: 'no_answer', reason: 'not_in_sources' })
    expect(found.outcome === 'no_answer' && found.nearest.map(({ title }) => title)).toEqual(['Rust'])
    expect(ranked(found)).toEqual(['Rust nemen helpt veel mensen', 'Dit kan je doen:'])
  })

  it('far below both, no section is near either', async () => {
    const found = await answer('Hoe bak ik een taart?', find(0.01))
    expect(found).toMatchObject({ outcome: 'no_answer', nearest: [] })
  })
})

describe('a question that nothing answers', () => {
  const helping = (find: Finding) =>
    createAnswerer({
      corpus,
      counterparts: noCounterparts,
      searcher: fakeSearcher(corpus, () => find),
      detectDanger: () => null,
      senseDanger: () => null,
      detectRequest: () => null,
      signpostFor: (message) =>
        /rolstoel|gelooft/.test(message)
          ? {
              kind: 'care',
              help: { nl: 'de gemeente', en: 'the municipality' },
              instead: message.includes('rolstoel'),
              comforts: message.includes('gelooft'),
              unfit: [idOf('Rust nemen helpt veel mensen.')],
            }
          : null,
    })
  const none: Finding = { confidence: 0.01, passages: [['Dit kan', 1]] }

  it('comes with what was understood, and where it belongs', async () => {
    const found = await helping(none).answer('Krijg ik een rolstoel?')
    expect(found).toMatchObject({ outcome: 'no_answer', topic: 'rolstoel', signpost: { kind: 'care' } })
  })

  it('keeps what comes close from who asks for that, and not from who only tells of it before asking something else', async () => {
    const near: Finding = { confidence: 0.4, passages: [['Dit kan', 3, 0.4]] }
    expect(await helping(near).answer('Hij ligt de hele dag. Krijgt hij een rolstoel?')).toMatchObject({
      outcome: 'no_answer',
    })
    expect(await helping(near).answer('Hij ging in een rolstoel naar de arts. Kan dat kwaad?')).toMatchObject({
      outcome: 'related',
    })
  })

  it('is not repeated to who tells something, nor are thanks', async () => {
    const told = await helping(none).answer('Waarom gelooft mijn arts mij niet?')
    expect(told).toMatchObject({ outcome: 'no_answer', topic: null, signpost: { comforts: true } })
    expect(await helping(none).answer('dank je wel')).toMatchObject({ topic: null, signpost: null })
  })

  it('is never answered where somebody only tells of not being believed, and is where that one asks, too', async () => {
    const find: Finding = { confidence: 0.9, passages: [['Dit kan', 3, 0.9]] }
    expect(await helping(find).answer('mijn arts gelooft mij niet')).toMatchObject({
      outcome: 'related',
      comforts: true,
    })
    const near: Finding = { confidence: 0.4, passages: [['Dit kan', 3, 0.4]] }
    expect(await helping(near).answer('mijn arts gelooft mij niet')).toMatchObject({ outcome: 'no_answer' })
    for (const asking of ['Kan het als mijn arts mij niet gelooft?', 'mijn arts gelooft mij niet, vertel wat er kan'])
      expect(await helping(find).answer(asking), asking).toMatchObject({ outcome: 'answered', comforts: true })
  })

  it('is not answered by a passage that an editor calls unfit for it', async () => {
    const find: Finding = {
      confidence: 0.9,
      passages: [
        ['Rust nemen helpt veel mensen.', 3, 0.9],
        ['Dit kan', 1, 0.02],
      ],
    }
    expect(await helping(find).answer('Krijg ik een rolstoel?')).toMatchObject({
      outcome: 'no_answer',
      confidence: 0.02,
    })
    expect(await helping(find).answer('Helpt rust?')).toMatchObject({ outcome: 'answered' })
  })
})

describe('a quote', () => {
  it('is a whole passage with its document, and the sentence that fits best as a range of it', async () => {
    const found = await answer('Helpt rust?', { confidence: 0.9, passages: [['Rust nemen helpt veel mensen.', 9]] })
    const [quote] = found.ranked.length > 0 && found.outcome === 'answered' ? found.quotes : []
    expect(quote?.document.text.slice(quote.passage.start, quote.passage.end)).toBe(quote?.passage.text)
    expect(quote?.passage.text.slice(quote.match?.start, quote.match?.end)).toBe('Overleg bijv. met je huisarts.')
    expect(quote && attribute(quote.passage, quote.document).question).toBeNull()
  })

  it('of an answer in an interview comes with the question', async () => {
    const found = await answer('Is rust goed?', { confidence: 0.9, passages: [['Zeker.', 9]] })
    const [quote] = found.outcome === 'answered' ? found.quotes : []
    const { question } = attribute(quote!.passage, quote!.document)
    expect(question).toMatchObject({ text: 'Is rust goed voor kinderen met ME?', speaker: { id: 'NOS' } })
  })

  it('of a list item comes with the sentence before the list', async () => {
    const found = await answer('Wat doe ik?', { confidence: 0.9, passages: [['Slaap genoeg.', 9]] })
    expect(found.outcome === 'answered' && found.quotes[0]?.intro?.text).toBe('Dit kan je doen:')
  })
})

describe('a question of the interview', () => {
  it('never comes before an answer to it, however well it fits', async () => {
    const found = await answer('Is rust goed voor kinderen?', {
      confidence: 0.9,
      passages: [
        ['Is rust goed', 20],
        ['Sporten is niet', 5, 0],
        ['Kinderen herstellen', 1],
      ],
    })
    expect(quoted(found)[0]).toBe('Kinderen herstellen beter met rust')
    expect(ranked(found).slice(0, 2)).toEqual([
      'Kinderen herstellen beter met rust',
      'Is rust goed voor kinderen met ME',
    ])
  })

  it('is quoted beside no answer', async () => {
    const found = await answer('Is rust goed voor kinderen?', {
      confidence: 0.9,
      passages: [
        ['Kinderen herstellen', 9],
        ['Is rust goed', 8.9, 0.9],
      ],
    })
    expect(quoted(found)).toEqual(['Kinderen herstellen beter met rust'])
  })

  it('does not move up another answer when one already comes before it', async () => {
    const found = await answer('Is rust goed voor kinderen?', {
      confidence: 0.9,
      passages: [
        ['Kinderen herstellen', 9],
        ['Is rust goed', 8],
        ['Rust nemen helpt veel mensen. ', 7],
        ['Zeker.', 1],
      ],
    })
    expect(ranked(found)).toEqual([
      'Kinderen herstellen beter met rust',
      'Is rust goed voor kinderen met ME',
      'Rust nemen helpt veel mensen',
      'Zeker',
    ])
  })

  it('comes last when no answer to it was found', async () => {
    const found = await answer('Is rust goed voor kinderen?', {
      confidence: 0.9,
      passages: [
        ['Is rust goed', 20],
        ['Slaap genoeg.', 2],
        ['Verdeel je', 1],
      ],
    })
    expect(ranked(found)).toEqual([
      'Slaap genoeg',
      'Verdeel je energie over de dag',
      'Is rust goed voor kinderen met ME',
    ])
    expect(found.ranked.map(({ score }) => score)).toEqual([2, 1, 1])
  })

  it('comes first in no order in which passages may be found, and after its answer in every one', async () => {
    const begins = corpus.passages.map(({ text }) => text.slice(0, 30))
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(begins, { minLength: 1 }),
        fc.array(fc.integer({ min: -9, max: 9 }), { minLength: begins.length, maxLength: begins.length }),
        async (order, scores) => {
          const { ranked } = await answer('Helpt het?', {
            confidence: 0.9,
            passages: order.map((begin, at) => [begin, scores[at]!]),
          })
          const passages = ranked.map(({ passage }) => passage)
          const question = passages.findIndex(({ text }) => text === 'Is rust goed voor kinderen met ME?')
          const answered = passages.findIndex(({ answers }) => answers !== null && answers === passages[question]?.id)
          if (question >= 0 && answered >= 0) expect(answered).toBeLessThan(question)
          if (passages.length > 1) expect(question).not.toBe(0)
          expect(ranked).toHaveLength(Math.min(10, order.length))
          const values = ranked.map(({ score }) => score)
          expect(values).toEqual([...values].sort((a, b) => b - a))
        },
      ),
      { numRuns: 200 },
    )
  })

  it('comes first when someone asks what the asker said', async () => {
    const found = await answer('Wat vroeg de omroep over rust?', {
      confidence: 0.9,
      passages: [
        ['Kinderen herstellen', 9],
        ['Is rust goed', 8],
      ],
    })
    expect(quoted(found)[0]).toBe('Is rust goed voor kinderen met ME')
  })

  it('that claims something stays behind a reply that fits about as well', async () => {
    const close = await answer('Is sporten schadelijk?', {
      confidence: 0.9,
      passages: [
        ['De omroep hoort', 9],
        ['Sporten is niet', 7],
      ],
    })
    expect(quoted(close)[0]).toBe('Sporten is niet schadelijk, mits op maat')
    const far = await answer('Is sporten schadelijk?', {
      confidence: 0.9,
      passages: [
        ['De omroep hoort', 9],
        ['Sporten is niet', 1, 0],
      ],
    })
    expect(quoted(far)[0]).toBe('De omroep hoort dat sporten schadelijk is')
  })
})

describe('a speaker that is asked for', () => {
  const passages: Finding['passages'] = [
    ['Rust nemen helpt veel mensen. ', 9],
    ['Kinderen herstellen', 8],
  ]

  it.each([
    ['Wat zeggen de kinderartsen over rust?', 'Kinderen herstellen beter met rust'],
    ['En de patiëntenclub over rust?', 'Rust nemen helpt veel mensen'],
    ['Helpt rust?', 'Rust nemen helpt veel mensen'],
  ])('"%s" is quoted first', async (question, first) => {
    expect(quoted(await answer(question, { confidence: 0.9, passages }))[0]).toBe(first)
  })
})

describe('both sides', () => {
  const found = (probability: number): Finding => ({
    confidence: 0.9,
    passages: [
      ['Sporten maakt sommige', 9],
      ['Sporten is niet', 3, probability],
    ],
  })
  const sides = new Map([
    [idOf('Sporten maakt'), 'Uitgever pagina'],
    [idOf('Sporten is niet'), 'Uitgever gesprek'],
    [idOf('Rust nemen helpt veel mensen!'), 'Uitgever gesprek'],
  ])
  const counterparts = counterpartsOf([{ subject: 'Sport', inDispute: false, core: new Set(), sides }], corpus)
  const disputed = counterpartsOf([{ subject: 'Sport', inDispute: true, core: new Set(), sides }], corpus)
  const sidesOf = (answer: Answer) => (answer.outcome === 'no_answer' ? [] : answer.quotes.map(({ side }) => side))

  it('are quoted when the other publisher speaks to the question as well', async () => {
    const both = await answer('Is sporten schadelijk?', found(0.7))
    expect(quoted(both)).toEqual(['Sporten maakt sommige patiënten zieker', 'Sporten is niet schadelijk, mits op maat'])
    expect(sidesOf(both)).toEqual(['Uitgever pagina', 'Uitgever gesprek'])
  })

  it('are quoted on less where an editor says that the two belong together', async () => {
    expect(quoted(await answer('Is sporten schadelijk?', found(0.4)))).toHaveLength(1)
    expect(quoted(await answer('Is sporten schadelijk?', found(0.4), counterparts))).toHaveLength(2)
  })

  it('are not dragged in where the other publisher says nothing to the point', async () => {
    const one = await answer('Is sporten schadelijk?', found(0.1), counterparts)
    expect(quoted(one)).toEqual(['Sporten maakt sommige patiënten zieker'])
  })

  it('in dispute are quoted when the other answers at all, even by all its passages together', async () => {
    expect(quoted(await answer('Is sporten schadelijk?', found(0.1), disputed))).toHaveLength(2)
    expect(quoted(await answer('Is sporten schadelijk?', found(0.05), disputed))).toHaveLength(1)
    const { passages } = found(0.05)
    const together = await answer(
      'Is sporten schadelijk?',
      { confidence: 0.9, passages: [...passages, ['Rust nemen helpt veel mensen!', 2, 0.05]] },
      disputed,
    )
    expect(quoted(together)).toEqual([
      'Sporten maakt sommige patiënten zieker',
      'Sporten is niet schadelijk, mits op maat',
    ])
  })

  it('in dispute are quoted whatever was found of the other, when a passage is about nothing else', async () => {
    const core = new Set([idOf('Sporten maakt')])
    const alwaysDisputed = counterpartsOf([{ subject: 'Sport', inDispute: true, core, sides }], corpus)
    expect(quoted(await answer('Is sporten schadelijk?', found(0.01), alwaysDisputed))).toHaveLength(2)
    const passages = found(0.01).passages.slice(0, 1)
    const unfound = await answer('Is sporten schadelijk?', { confidence: 0.9, passages }, alwaysDisputed)
    expect(sidesOf(unfound)).toEqual(['Uitgever pagina', 'Uitgever gesprek'])
  })

  it('in dispute are no more so than others where a question fits what nobody disputes in a passage', async () => {
    const sides = new Map([
      [idOf('Rust nemen helpt veel mensen. '), 'Uitgever pagina'],
      [idOf('Sporten is niet'), 'Uitgever gesprek'],
    ])
    const passages = (other: number): Finding['passages'] => [
      ['Rust nemen helpt veel mensen. ', 9],
      ['Sporten is niet', 3, other],
    ]
    const core = new Set(sides.keys())
    const quotedWith = async (other: number, ...undisputed: string[]) => {
      const disputed = counterpartsOf([{ subject: 'Rust', inDispute: true, core, sides }], corpus, [], undisputed)
      return quoted(await answer('Met wie overleg ik?', { confidence: 0.9, passages: passages(other) }, disputed))
    }
    expect(await quotedWith(0.1)).toHaveLength(2)
    expect(await quotedWith(0.1, 'Rust nemen helpt')).toHaveLength(2)
    expect(await quotedWith(0.1, 'Overleg bijv.')).toHaveLength(1)
    expect(await quotedWith(0.4, 'Overleg bijv.')).toHaveLength(2)
  })

  it('in dispute are quoted where a question fits a sentence best that is about nothing else', async () => {
    const sides = new Map([
      [idOf('Rust nemen helpt veel mensen. '), 'Uitgever pagina'],
      [idOf('Sporten is niet'), 'Uitgever gesprek'],
    ])
    const passages: Finding['passages'] = [
      ['Rust nemen helpt veel mensen. ', 9],
      ['Sporten is niet', 3, 0.01],
    ]
    const subject = { subject: 'Rust', inDispute: true, core: new Set<string>(), sides }
    const quotedWith = async (...disputed: string[]) => {
      const named = counterpartsOf([subject], corpus, [], [], new Map(), { disputed })
      return quoted(await answer('Met wie overleg ik?', { confidence: 0.9, passages }, named))
    }
    expect(await quotedWith('Rust nemen helpt')).toHaveLength(1)
    expect(await quotedWith('Overleg bijv.')).toHaveLength(2)
  })

  it('begin with what an editor says is about nothing but the dispute, on the other side', async () => {
    const sides = new Map([
      [idOf('Sporten maakt'), 'Uitgever pagina'],
      [idOf('Kinderen herstellen'), 'Uitgever gesprek'],
    ])
    const subject = { subject: 'Rust', inDispute: true, core: new Set(sides.keys()), sides }
    const passages: Finding['passages'] = [
      ['Sporten maakt', 9],
      ['Kinderen herstellen', 3, 0.1],
    ]
    const named = counterpartsOf([subject], corpus, [], [], new Map(), { disputed: ['Kinderen herstellen'] })
    const found = await answer('Is sporten schadelijk?', { confidence: 0.9, passages }, named)
    const [, other] = found.outcome === 'no_answer' ? [] : found.quotes
    expect(other!.passage.text.slice(other!.match!.start, other!.match!.end)).toBe(
      'Kinderen herstellen beter met rust.',
    )
  })

  it('get one passage each for who asks which of them is right, and none is an answer', async () => {
    const passages: Finding['passages'] = [
      ['Sporten maakt', 9, 0.9],
      ['Rust nemen helpt veel mensen. ', 8, 0.9],
      ['Sporten is niet', 3, 0.001],
    ]
    const chosen = await answer('wie heeft gelijk over sporten?', { confidence: 0.9, passages }, disputed)
    expect(chosen).toMatchObject({ outcome: 'related', request: 'choice' })
    expect(sidesOf(chosen)).toEqual(['Uitgever pagina', 'Uitgever gesprek'])
  })

  it('are the views that an editor names, for who asks that of nothing in particular', async () => {
    const views = ['Sporten is niet', 'Sporten maakt'].map((begin) => corpus.passage(idOf(begin))!)
    const named = counterpartsOf([], corpus, [], [], new Map(), { views })
    const nothing: Finding = { confidence: 0.01, passages: [['Slaap genoeg.', 1, 0.01]] }
    const chosen = await answer('Wie heeft er gelijk?', nothing, named)
    expect(chosen.outcome).toBe('related')
    expect(quoted(chosen)).toEqual([
      'Sporten is niet schadelijk, mits op maat',
      'Sporten maakt sommige patiënten zieker',
    ])
    const near: Finding = { confidence: 0.9, passages: [['Slaap genoeg.', 1, 0.9]] }
    expect(quoted(await answer('wie heeft er gelijk, stichting of artsen?', near, named))).toEqual(quoted(chosen))
    const after = { question: 'Is sporten schadelijk?', shown: [idOf('Slaap genoeg.')] }
    const onBefore = await answererOf(near, named).answerer.answer('wie heeft gelijk?', after)
    expect(onBefore.understoodAs).toBe('Is sporten schadelijk?')
    expect(quoted(onBefore)).toEqual(['Slaap genoeg'])
  })

  it('in dispute are shown as related too', async () => {
    const both = await answer('Is sporten schadelijk?', { ...found(0.1), confidence: 0.4 }, disputed)
    expect(both.outcome).toBe('related')
    expect(sidesOf(both)).toEqual(['Uitgever pagina', 'Uitgever gesprek'])
  })

  it('are those that an editor names, within one document if need be', async () => {
    const positions = new Map([
      [idOf('Slaap genoeg.'), 'voor'],
      [idOf('Verdeel je'), 'tegen'],
    ])
    const passages: Finding['passages'] = [
      ['Slaap genoeg.', 9],
      ['Verdeel je', 3, 0.1],
    ]
    const both = await answer(
      'Wat doe ik?',
      { confidence: 0.9, passages },
      counterpartsOf([{ subject: 'Doen', inDispute: true, core: new Set(), sides: positions }], corpus),
    )
    expect(sidesOf(both)).toEqual(['voor', 'tegen'])
  })

  it('are asked for by a follow-up, and what of the other side was not shown comes', async () => {
    const { answerer } = answererOf(found(0.1), disputed)
    const turn: Turn = { question: 'Is sporten schadelijk?', shown: [idOf('Sporten maakt')] }
    expect(quoted(await answerer.answer('en de andere kant?', turn))).toEqual([
      'Sporten is niet schadelijk, mits op maat',
    ])
  })

  it('in dispute are named when more is asked for, and what was read of one is not repeated', async () => {
    const passages: Finding['passages'] = [...found(0.7).passages, ['Rust nemen helpt veel mensen!', 2, 0.6]]
    const { answerer } = answererOf({ confidence: 0.9, passages }, disputed)
    const shown = [idOf('Sporten maakt'), idOf('Sporten is niet')]
    const more = await answerer.answer('nog meer', { question: 'Is sporten schadelijk?', shown })
    expect(quoted(more)).toEqual(['Rust nemen helpt veel mensen'])
    expect(more.seen.map(({ passage }) => passage.id)).toEqual([idOf('Sporten maakt')])
  })

  it('are never more than three quotes', async () => {
    const all = await answer('Wat helpt?', {
      confidence: 0.9,
      passages: [
        ['Sporten maakt', 9],
        ['Slaap genoeg.', 8.9],
        ['Verdeel je', 8.8],
        ['Sporten is niet', 8.7],
        ['Kinderen herstellen', 8.6],
      ],
    })
    expect(quoted(all)).toHaveLength(3)
    expect(new Set(sidesOf(all)).size).toBe(2)
  })
})

describe('passages that an editor binds', () => {
  const slaap = corpus.passage(idOf('Slaap genoeg.'))!
  const verdeel = corpus.passage(idOf('Verdeel je'))!
  const bound = counterpartsOf([], corpus, [[slaap, verdeel]])

  it.each([
    ['Slaap genoeg.', ['Slaap genoeg', 'Verdeel je energie over de dag', 'Kinderen herstellen beter met rust']],
    ['Verdeel je', ['Verdeel je energie over de dag', 'Slaap genoeg', 'Kinderen herstellen beter met rust']],
  ])('are quoted together, whichever fits best: %s', async (first, expected) => {
    const passages: Finding['passages'] = [
      [first, 9],
      ['Kinderen herstellen', 8],
    ]
    const found = await answer('Wat doe ik?', { confidence: 0.9, passages }, bound)
    expect(quoted(found)).toEqual(expected)
    expect(found.outcome === 'answered' && found.quotes.map(({ isBound }) => isBound)).toEqual([false, true, false])
  })
})

describe('a passage for which there is no room with what is bound to it', () => {
  it('is not quoted, and another that answers is', async () => {
    const [slaap, verdeel] = ['Slaap genoeg.', 'Verdeel je'].map((begin) => corpus.passage(idOf(begin))!)
    const sides = new Map([
      [idOf('Rust nemen helpt veel mensen!'), 'rest'],
      [idOf('Kinderen herstellen'), 'children'],
      [slaap!.id, 'sleep'],
    ])
    const subject = { subject: 'rust', inDispute: true, core: new Set(sides.keys()), sides }
    const passages: Finding['passages'] = [
      ['Rust nemen helpt veel mensen!', 9],
      ['Kinderen herstellen', 8],
      ['Slaap genoeg.', 7],
      ['Sporten is niet', 6],
    ]
    const bound = counterpartsOf([subject], corpus, [[slaap!, verdeel!]])
    expect(quoted(await answer('Wat doe ik?', { confidence: 0.9, passages }, bound))).toEqual([
      'Rust nemen helpt veel mensen',
      'Kinderen herstellen beter met rust',
      'Sporten is niet schadelijk, mits op maat',
    ])
  })
})

describe('two pairs on a dispute', () => {
  it('are both quoted, since no side stands alone', async () => {
    const [slaap, verdeel, sporten, rust] = [
      'Slaap genoeg.',
      'Verdeel je',
      'Sporten is niet',
      'Rust nemen helpt veel mensen!',
    ].map((begin) => corpus.passage(idOf(begin))!)
    const sides = new Map([
      [slaap!.id, 'sleep'],
      [sporten!.id, 'sports'],
    ])
    const subject = { subject: 'rust', inDispute: true, core: new Set(sides.keys()), sides }
    const passages: Finding['passages'] = [
      ['Slaap genoeg.', 9],
      ['Sporten is niet', 6],
    ]
    const pairs: [Passage, Passage][] = [
      [slaap!, verdeel!],
      [sporten!, rust!],
    ]
    const found = await answer('Wat doe ik?', { confidence: 0.9, passages }, counterpartsOf([subject], corpus, pairs))
    expect(quoted(found)).toHaveLength(4)
  })
})

describe('the same sentence', () => {
  it('in two passages is shown once', async () => {
    const found = await answer('Helpt rust?', {
      confidence: 0.9,
      passages: [
        ['Rust nemen helpt veel mensen. ', 9],
        ['Rust nemen helpt veel mensen!', 8.9],
        ['Kinderen herstellen', 8.8],
      ],
    })
    expect(quoted(found)).toEqual(['Rust nemen helpt veel mensen', 'Kinderen herstellen beter met rust'])
  })
})

describe('a second passage of the same publisher', () => {
  it.each([
    ['is quoted when it answers by itself', 0.6, 2],
    ['is not quoted when it hardly does', 0.4, 1],
  ])('%s', async (_what, probability, count) => {
    const found = await answer('Wat doe ik?', {
      confidence: 0.9,
      passages: [
        ['Slaap genoeg.', 9],
        ['Verdeel je', 8, probability],
      ],
    })
    expect(quoted(found)).toHaveLength(count)
  })
})

describe('a message', () => {
  const find: Finding = { confidence: 0.9, passages: [['Slaap genoeg.', 9]] }

  it.each(['', '   ', '\n', '?!', '👍👍', '\u200b\u200f', '❤️'])(
    'without anything to read (%j) gets no answer, and is not looked up',
    async (message) => {
      const { answerer, searcher } = answererOf(find)
      expect(await answerer.answer(message)).toMatchObject({
        outcome: 'no_answer',
        reason: 'empty',
        ranked: [],
        confidence: 0,
      })
      expect(searcher.asked).toEqual([])
    },
  )

  it.each(['klopt dit?', 'Bron?', 'is that true'])(
    'that only points at another text (%j) is never answered by itself, and follows up on what was asked',
    async (message) => {
      const { answerer } = answererOf(find)
      expect(await answerer.answer(message)).toMatchObject({ outcome: 'no_answer', reason: 'points_elsewhere' })
      const after = await answerer.answer(message, { question: 'Hoe slaap ik?', shown: [] })
      expect(after.understoodAs).toContain('Hoe slaap ik?')
    },
  )

  it('that asks for a dose is answered all the same, and says so', async () => {
    expect(await answer('hoeveel pillen mag ik?', find)).toMatchObject({
      outcome: 'answered',
      danger: null,
      request: 'dose',
    })
  })

  it('whose words signal danger is answered only where it asks something besides', async () => {
    for (const message of [
      'gevaar',
      '👍 gevaar',
      'gevaar door de pijn',
      'is er gevaar?',
      'gevaar, waarom helpt er niemand',
    ])
      expect(await answer(message, find), message).toMatchObject({
        outcome: 'no_answer',
        danger: 'emergency',
        isSensed: false,
        ranked: [],
        nearest: [],
        topic: null,
        signpost: null,
      })
    const { answerer, searcher } = answererOf(find)
    for (const message of ['Er is gevaar. Helpt rust bij ME?', 'gevaar, helpt rust bij ME?']) {
      expect(await answerer.answer(message), message).toMatchObject({ outcome: 'answered', danger: 'emergency' })
      expect(searcher.asked.join(), message).not.toContain('gevaar')
    }
    // What only comes close to the question is cruel beside the card.
    expect(await answer('Er is gevaar. Helpt rust bij ME?', { ...find, confidence: 0.4 })).toMatchObject({
      outcome: 'no_answer',
      danger: 'emergency',
    })
  })

  it('that tells how somebody feels is heard, unless the sources answer it', async () => {
    const telling = (confidence: number) =>
      createAnswerer({
        corpus,
        counterparts: noCounterparts,
        searcher: fakeSearcher(corpus, () => ({ ...find, confidence })),
        detectDanger: () => null,
        senseDanger: () => null,
        detectRequest: () => null,
        asideOf: (message) => (/verdrietig|zucht/i.test(message) ? 'feels' : null),
      })
    const heard = { outcome: 'no_answer', reason: 'only_feels', nearest: [], topic: null, signpost: null, ranked: [] }
    for (const confidence of [0.1, 0.3, 0.45])
      expect(await telling(confidence).answer('ik ben zo verdrietig'), `${confidence}`).toMatchObject(heard)
    // So short, it tells nothing that an answer could be to.
    expect(await telling(0.9).answer('ik ben zo verdrietig')).toMatchObject(heard)
    expect(await telling(0.9).answer('ik ben zo verdrietig want rust helpt mij niet')).toMatchObject({
      outcome: 'answered',
    })
    const story = 'Ik ben verdrietig want elke keer dat ik met mijn zoon naar buiten ga lig ik daarna weer dagen in bed'
    expect(await telling(0.45).answer(story)).toMatchObject({ outcome: 'related' })
    expect(await telling(0.1).answer('Zucht...')).toMatchObject({ reason: 'only_feels' })
    expect(await telling(0.1).answer('Pff...')).toMatchObject({ reason: 'empty' })
  })

  it('that is a question which the sources answer means no danger, unless a sentence beside it does', async () => {
    const asked = 'Mijn kat mag naar buiten. Helpt rust bij ME?'
    const sensing = (sensed: RegExp) =>
      createAnswerer({
        corpus,
        counterparts: noCounterparts,
        searcher: fakeSearcher(corpus, (text) => ({ ...find, confidence: text.includes('?') ? 0.9 : 0.1 })),
        detectDanger: () => null,
        senseDanger: (mean) => (sensed.test(textOfMean(mean)) ? 'abuse' : null),
        namedDanger: (message) => (message.includes('Veilig Thuis') ? 'abuse' : null),
        detectRequest: () => null,
      })
    expect(await sensing(/^Mijn kat mag naar buiten\. Helpt/).answer(asked)).toMatchObject({ danger: null })
    expect(await sensing(/^Mijn kat/).answer(asked)).toMatchObject({ danger: 'abuse', isSensed: true })
    // Who names the help knows it, and may fear it.
    expect(await sensing(/bang/).answer('Ik ben bang voor Veilig Thuis')).toMatchObject({ danger: null })
    expect(await sensing(/bang/).answer('Ik ben bang voor thuis')).toMatchObject({ danger: 'abuse' })
  })

  it('in which no words signal danger may mean it, as a whole or in a sentence that is looked up', async () => {
    for (const message of [
      'Mijn kat mag naar mijn zus',
      'Helpt rust bij ME? Ik ga slapen. Mijn kat mag naar mijn zus.',
    ]) {
      expect(await answer(message, { ...find, confidence: 0.1 })).toMatchObject({
        danger: 'suicide',
        isSensed: true,
      })
    }
    expect(await answer('Mijn kat mag weg, er is gevaar', find)).toMatchObject({ danger: 'emergency', isSensed: false })
  })

  it('that follows on another is sensed by its own words', async () => {
    const { answerer } = answererOf(find)
    const danger = async (message: string, before: string) =>
      (await answerer.answer(message, { question: before, shown: [] })).danger
    expect(await danger('en bij kinderen?', 'Mijn kat mag naar mijn zus')).toBeNull()
    expect(await danger('Mijn kat mag naar mijn zus', 'Helpt rust?')).toBe('suicide')
  })

  it('that only points is sensed as well', async () => {
    const sensing = createAnswerer({
      corpus,
      counterparts: noCounterparts,
      searcher: fakeSearcher(corpus, () => find),
      detectDanger: () => null,
      senseDanger: (mean) => (textOfMean(mean) === 'waarom dit nog' ? 'suicide' : null),
      detectRequest: () => null,
    })
    expect(await sensing.answer('waarom dit nog')).toMatchObject({
      reason: 'points_elsewhere',
      danger: 'suicide',
      isSensed: true,
    })
  })

  it('with nothing to read still signals danger', async () => {
    const answerer = createAnswerer({
      corpus,
      counterparts: noCounterparts,
      searcher: fakeSearcher(corpus, () => find),
      detectDanger: () => 'suicide',
      senseDanger: () => null,
      detectRequest: () => null,
    })
    expect(await answerer.answer('🔪')).toMatchObject({ outcome: 'no_answer', danger: 'suicide', isSensed: false })
  })

  it('that is a story is understood by the sentence that finds clearly more', async () => {
    const { answerer, searcher } = answererOf((question) => ({
      confidence: question === 'Mag zij sporten van de artsen?' ? 0.8 : 0.2,
      passages: [[question === 'Mag zij sporten van de artsen?' ? 'Sporten is niet' : 'Slaap genoeg.', 9]],
    }))
    const found = await answerer.answer(
      'Mijn dochter is al jaren ziek. Mag zij sporten van de artsen? We wonen in Zwolle.',
    )
    expect(quoted(found)[0]).toBe('Sporten is niet schadelijk, mits op maat')
    expect(searcher.asked[1]).toBe('Mag zij sporten van de artsen?')
  })

  it('that is a story is answered by a sentence only as far as the rest agrees', async () => {
    const find = (question: string): Finding => {
      const probability = question === 'Welke bijwerkingen kan ik verwachten?' ? 0.7 : 0.1
      return { confidence: probability, passages: [['Slaap genoeg.', 9, probability]] }
    }
    const found = await answer('Ik slik naltrexon. Welke bijwerkingen kan ik verwachten?', find)
    expect(found.outcome).toBe('related')
    expect(found.confidence).toBeCloseTo(0.4)
  })

  it('that finds enough as a whole is looked up once', async () => {
    const { answerer, searcher } = answererOf(find)
    await answerer.answer('Mijn dochter is al jaren ziek. Mag zij sporten van de artsen?')
    expect(searcher.asked).toHaveLength(1)
  })

  it('with two questions gets a quote for each that finds something', async () => {
    const passages: Readonly<Record<string, readonly [string, number]>> = {
      'Hoe moet ik slapen?': ['Slaap genoeg.', 0.8],
      'Mag zij sporten?': ['Sporten is niet', 0.7],
      'Wat kost dat dan?': ['Verdeel je', 0.1],
    }
    const { answerer } = answererOf((question) => {
      const [begin, confidence] = passages[question] ?? ['Verdeel je', 0.4]
      return { confidence, passages: [[begin, 9, confidence]] }
    })
    expect(quoted(await answerer.answer('Hoe moet ik slapen? Mag zij sporten?'))).toEqual([
      'Slaap genoeg',
      'Sporten is niet schadelijk, mits op maat',
    ])
    expect(quoted(await answerer.answer('Hoe moet ik slapen? Wat kost dat dan?'))).toEqual(['Slaap genoeg'])
  })

  it('with two questions in one sentence gets both quotes only when each finds an answer', async () => {
    const find = (sport: number) => (question: string) => {
      if (question === 'hoe moet ik slapen?') return { confidence: 0.8, passages: [['Slaap genoeg.', 9, 0.8]] } as const
      if (question === 'mag zij sporten?')
        return { confidence: sport, passages: [['Sporten is niet', 9, sport]] } as const
      return { confidence: 0.1, passages: [['Verdeel je', 9, 0.1]] } as const
    }
    const asked = 'hoe moet ik slapen en mag zij sporten?'
    expect(quoted(await answer(asked, find(0.8)))).toHaveLength(2)
    expect((await answer(asked, find(0.1))).outcome).toBe('no_answer')
  })

  it('that is misspelt is looked up in better spelling too, when it finds little', async () => {
    const searcher = fakeSearcher(
      corpus,
      (question) => ({ confidence: question === 'helpt slapen' ? 0.9 : 0.2, passages: [['Slaap genoeg.', 9]] }),
      (question) => (question === 'helpt slaapen' ? 'helpt slapen' : null),
    )
    const answerer = createAnswerer({
      corpus,
      counterparts: noCounterparts,
      searcher,
      detectDanger: () => null,
      senseDanger: () => null,
      detectRequest: () => null,
    })
    expect((await answerer.answer('helpt slaapen')).outcome).toBe('answered')
  })

  it('that asks who says something is looked up as what is said, too, when it finds little', async () => {
    const claim: Finding = { confidence: 0.9, passages: [['Slaap genoeg.', 9]] }
    const find = (question: string) => (question === 'slapen helpt' ? claim : { ...claim, confidence: 0.2 })
    expect((await answer('wie zegt dat slapen helpt', find)).outcome).toBe('answered')
    expect((await answer('wie zegt slapen helpt', find)).outcome).toBe('no_answer')
  })
})

describe('a follow-up', () => {
  const all: Finding = {
    confidence: 0.9,
    passages: [
      ['Sporten maakt', 9],
      ['Slaap genoeg.', 8, 0.6],
      ['Sporten is niet', 7, 0.7],
      ['De omroep hoort', 6],
      ['Verdeel je', 5, 0.1],
    ],
  }
  const previous: Turn = { question: 'Is sporten schadelijk?', shown: [idOf('Sporten maakt')] }

  it('that asks for more gets what was not shown yet', async () => {
    const { answerer, searcher } = answererOf(all)
    const more = await answerer.answer('nog meer', previous)
    expect(searcher.asked.at(-1)).toBe('Is sporten schadelijk?')
    expect(more.understoodAs).toBe('Is sporten schadelijk?')
    expect(ranked(more)).not.toContain('Sporten maakt sommige patiënten zieker')
    expect(ranked(more)).not.toContain('De omroep hoort dat sporten schadelijk is')
    expect(quoted(more)[0]).toBe('Slaap genoeg')
  })

  it('that asks for more of a list gets its other items', async () => {
    const { answerer } = answererOf(all)
    const more = await answerer.answer('nog een?', { question: 'Wat kan ik doen?', shown: [idOf('Slaap genoeg.')] })
    expect(more.outcome).toBe('related')
    expect(quoted(more)[0]).toBe('Verdeel je energie over de dag')
  })

  it('that asks for more of what a list shows gets its items, and not only the sentence before them', async () => {
    const find: Finding = {
      confidence: 0.9,
      passages: [
        ['Rust nemen', 9, 0.9],
        ['Dit kan je doen', 8, 0.6],
        ['Verdeel je', 7, 0.1],
      ],
    }
    const more = await answererOf(find).answerer.answer('nog meer', { question: 'Rust?', shown: [idOf('Rust nemen')] })
    expect(quoted(more)[0]).toBe('Verdeel je energie over de dag')
  })

  it('that asks for more gets something else where the rest of the list hardly fits', async () => {
    const find: Finding = {
      confidence: 0.9,
      passages: [
        ['Slaap genoeg.', 9, 0.9],
        ['Sporten is niet', 8, 0.4],
        ['Verdeel je', 7, 0.01],
      ],
    }
    const shown = [idOf('Slaap genoeg.')]
    const more = await answererOf(find).answerer.answer('nog meer', { question: 'Hoe slaap ik?', shown })
    expect(quoted(more)[0]).toBe('Sporten is niet schadelijk, mits op maat')
  })

  it('that asks for more reads on where it was rather than elsewhere', async () => {
    const find: Finding = {
      confidence: 0.9,
      passages: [
        ['Zeker.', 9, 0.9],
        ['Sporten maakt', 0.4, 0.4],
        ['Kinderen herstellen', 0, 0.3],
      ],
    }
    const shown = [idOf('Zeker.')]
    const more = await answererOf(find).answerer.answer('nog meer', { question: 'Is rust goed?', shown })
    expect(quoted(more)[0]).toBe('Kinderen herstellen beter met rust')
  })

  it('that asks who says otherwise gets the claim to which a speaker replied, where no other speaks', async () => {
    const find: Finding = {
      confidence: 0.9,
      passages: [
        ['Sporten is niet', 9, 0.9],
        ['De omroep hoort', 8, 0.4],
      ],
    }
    const shown = [idOf('Sporten is niet')]
    const other = await answererOf(find).answerer.answer('wie zegt van wel dan', { question: 'Mag sporten?', shown })
    expect(quoted(other)).toEqual(['De omroep hoort dat sporten schadelijk is'])
  })

  it('that asks for the other side gets the other publisher', async () => {
    const other = await answererOf(all).answerer.answer('en wat zegt de andere kant?', previous)
    expect(quoted(other)).toEqual(['Sporten is niet schadelijk, mits op maat'])
  })

  it.each([
    [0.6, 'answered'],
    [0.45, 'related'],
    [0.2, 'related'],
    [0.04, 'no_answer'],
  ])('that asks for more is not surer than what is left: at a fit of %f it is %s', async (fit, outcome) => {
    const left: Finding = {
      confidence: 0.99,
      passages: [
        ['Sporten maakt', 20],
        ['Slaap genoeg.', 3, fit],
      ],
    }
    const more = await answererOf(left).answerer.answer('nog meer', previous)
    expect(more.outcome).toBe(outcome)
    expect(more.confidence >= 0.5).toBe(outcome === 'answered')
  })

  it('that asks what a speaker says of it gets a reply to what was shown, or only what is about it', async () => {
    const find: Finding = {
      confidence: 0.99,
      passages: [
        ['De omroep hoort', 20],
        ['Sporten is niet', 5, 0.2],
      ],
    }
    const { answerer } = answererOf(find)
    const asked = 'en wat zeggen de kinderartsen daarvan?'
    const reply = await answerer.answer(asked, { question: 'Wat hoort de omroep?', shown: [idOf('De omroep hoort')] })
    expect(quoted(reply)).toEqual(['Sporten is niet schadelijk, mits op maat'])
    const beside = await answerer.answer(asked, { question: 'Hoe slaap ik?', shown: [idOf('Slaap genoeg.')] })
    expect(beside).toMatchObject({ outcome: 'no_answer', reason: 'not_in_sources' })
  })

  it('that names a speaker gets that speaker', async () => {
    const named = await answererOf(all).answerer.answer('en wat zeggen de kinderartsen daarvan?', previous)
    expect(quoted(named)[0]).toBe('Sporten is niet schadelijk, mits op maat')
  })

  it('that asks for more gets what repeats a sentence that was shown after what does not', async () => {
    const find: Finding = {
      confidence: 0.9,
      passages: [
        ['Rust nemen helpt veel mensen!', 9, 0.9],
        ['Rust nemen helpt veel mensen. Overleg', 8, 0.6],
        ['Sporten is niet', 1, 0.2],
      ],
    }
    const turn: Turn = { question: 'Helpt rust?', shown: [idOf('Rust nemen helpt veel mensen!')] }
    const more = await answererOf(find).answerer.answer('nog meer', turn)
    expect(quoted(more)[0]).toBe('Sporten is niet schadelijk, mits op maat')
    expect(more).toMatchObject({ outcome: 'related', asksMore: true })
  })

  it('that asks for more after the introduction of a list is as sure as that', async () => {
    const find = (fit: number): Finding => ({
      confidence: fit,
      passages: [
        ['Dit kan je doen', 9, fit],
        ['Verdeel je', 0, 0.1],
      ],
    })
    const turn: Turn = { question: 'Wat kan ik doen?', shown: [idOf('Dit kan je doen')] }
    const sure = await answererOf(find(0.8)).answerer.answer('nog meer', turn)
    expect(quoted(sure)[0]).toBe('Verdeel je energie over de dag')
    expect(sure.outcome).toBe('answered')
    expect((await answererOf(find(0.45)).answerer.answer('nog meer', turn)).outcome).toBe('related')
  })

  it('that asks for more of what a voice says gets the rest of that voice first, and nothing is said of it again', async () => {
    const find: Finding = {
      confidence: 0.9,
      passages: [
        ['Zeker.', 9, 0.9],
        ['Slaap genoeg.', 3, 0.4],
        ['Sporten is niet', 1, 0.35],
      ],
    }
    const turn: Turn = { question: 'Wat zeggen de kinderartsen over rust?', shown: [idOf('Zeker.')] }
    const more = await answererOf(find).answerer.answer('nog meer', turn)
    expect(quoted(more)[0]).toBe('Sporten is niet schadelijk, mits op maat')
    expect(more.asked).toEqual([])
    const plain = await answererOf(find).answerer.answer('nog meer', { ...turn, question: 'Is rust goed?' })
    expect(quoted(plain)[0]).toBe('Slaap genoeg')
  })

  it('that asks for more of what was not found gets nothing that is only near', async () => {
    const near: Finding = { confidence: 0.2, passages: [['Slaap genoeg.', 1, 0.2]] }
    const none = await answererOf(near).answerer.answer('nog meer', { question: 'Wat eet een konijn?', shown: [] })
    expect(none).toMatchObject({ outcome: 'no_answer', reason: 'no_more' })
  })

  it('that asks for more with the other side too, where that is about as near', async () => {
    const find = (other: number): Finding => ({
      confidence: 0.9,
      passages: [
        ['Zeker.', 9, 0.9],
        ['Slaap genoeg.', 2, 0.2],
        ['Kinderen herstellen', -0.5, other],
      ],
    })
    const turn: Turn = { question: 'Is rust goed?', shown: [idOf('Zeker.')] }
    const both = await answererOf(find(0.12)).answerer.answer('nog meer', turn)
    expect(quoted(both)).toHaveLength(2)
    expect(quoted(await answererOf(find(0.06)).answerer.answer('nog meer', turn))).toHaveLength(1)
  })

  it.each(['nog meer', 'Wat nog meer?', 'vertel meer', 'ik wil meer weten', 'more', 'en verder?'])(
    'that asks for more of nothing is asked of what, and not looked up: %s',
    async (message) => {
      const { answerer, searcher } = answererOf(all)
      expect(await answerer.answer(message)).toMatchObject({ outcome: 'no_answer', reason: 'nothing_before' })
      expect(searcher.asked.filter((one) => one !== message)).toEqual([])
    },
  )

  it.each([
    'ik kan niet meer',
    'ik hou het niet meer vol',
    'hoe moet ik nu verder',
    'ik wil niet meer',
    'niets meer',
    'nog meer over slaap',
  ])('that says something itself is looked up: %s', async (message) => {
    expect(await answererOf(all).answerer.answer(message)).not.toMatchObject({ reason: 'nothing_before' })
  })

  it.each(['hoe nu verder', 'Wat nu?', 'en nu?', 'ok, hoe moet ik nou verder', 'what now?'])(
    'that asks how to go on, with nothing before it, is asked about what: %s',
    async (message) => {
      const { answerer, searcher } = answererOf(all)
      expect(await answerer.answer(message)).toMatchObject({ outcome: 'no_answer', reason: 'no_subject' })
      expect(searcher.asked.filter((one) => one !== message)).toEqual([])
      expect(await answerer.answer(message, previous)).not.toMatchObject({ reason: 'no_subject' })
    },
  )

  it.each(['hoe nu verder met slaap', 'wat moet ik doen tegen moeheid', 'wat nu als rust niet helpt'])(
    'that asks how to go on with something is looked up: %s',
    async (message) => {
      expect(await answererOf(all).answerer.answer(message)).not.toMatchObject({ reason: 'no_subject' })
    },
  )

  it.each(['ik heb een vraag', 'hoi, vraagje', 'kan je me helpen?', 'quick question'])(
    'that announces a question is asked about what, whatever was asked before: %s',
    async (message) => {
      const { answerer } = answererOf(all)
      const asksAboutWhat = { outcome: 'no_answer', reason: 'no_subject' }
      expect(await answerer.answer(message)).toMatchObject(asksAboutWhat)
      expect(await answerer.answer(message, previous)).toMatchObject(asksAboutWhat)
    },
  )

  it('that only cries has no question, and is heard', async () => {
    const { answerer, searcher } = answererOf(all)
    expect(await answerer.answer('pff, jezus')).toMatchObject({ outcome: 'no_answer', reason: 'empty' })
    expect(searcher.asked).toEqual(['pff, jezus'])
  })

  it('that says of whom it is asks nothing before an answer, and goes on after one', async () => {
    const { answerer } = answererOf(all)
    expect(await answerer.answer('over mijn kind')).toMatchObject({ reason: 'no_subject' })
    expect(await answerer.answer('over mijn kind', { ...previous, shown: [] })).toMatchObject({ reason: 'no_subject' })
    expect(await answerer.answer('over mijn kind', previous)).not.toMatchObject({ reason: 'no_subject' })
  })

  it.each(['ik heb een vraag. nog meer over slaap', 'tjonge, nog meer over slaap'])(
    'is looked up from where it asks: %s',
    async (message) => {
      const { answerer, searcher } = answererOf(all)
      await answerer.answer(message)
      expect(searcher.asked[0]).toBe('nog meer over slaap')
    },
  )

  it('that asks for more when all was shown gets an honest no', async () => {
    const shown = all.passages.map(([begin]) => idOf(begin))
    const none = await answererOf(all).answerer.answer('nog meer', { ...previous, shown })
    expect(none).toMatchObject({ outcome: 'no_answer', reason: 'no_more', ranked: [] })
  })

  it('such as "waarom?" is looked up together with the question before it', async () => {
    const { answerer, searcher } = answererOf(all)
    const why = await answerer.answer('waarom?', previous)
    expect(searcher.asked).toContain('Is sporten schadelijk? waarom?')
    expect(why.understoodAs).toBe('Is sporten schadelijk? waarom?')
  })

  it('that only points is about the subject before, whatever its own words are near to', async () => {
    const find = (question: string): Finding =>
      question === 'serieus?'
        ? {
            confidence: 0.9,
            passages: [
              ['Slaap genoeg.', 40],
              ['Sporten is niet', 0],
            ],
          }
        : {
            confidence: 0.9,
            passages: [
              ['Sporten is niet', 9],
              ['Slaap genoeg.', 8],
            ],
          }
    expect(quoted(await answererOf(find).answerer.answer('serieus?', previous))[0]).toBe(
      'Sporten is niet schadelijk, mits op maat',
    )
  })

  it('without a previous turn is not a follow-up', async () => {
    const { answerer, searcher } = answererOf(all)
    const why = await answerer.answer('waarom?')
    expect(why.understoodAs).toBeNull()
    expect(searcher.asked).toEqual(['waarom?'])
  })

  it('that begins a new subject, and finds much on its own, leans on nothing', async () => {
    const { answerer } = answererOf(all)
    expect((await answerer.answer('En slapen?', previous)).understoodAs).toBeNull()
    const unsure = answererOf((question) => ({ ...all, confidence: question === 'En slapen?' ? 0.4 : 0.8 })).answerer
    expect((await unsure.answer('En slapen?', previous)).understoodAs).toBe('Is sporten schadelijk? En slapen?')
  })

  const STORY =
    'Mijn dochter van vijftien zit sinds corona thuis en slaapt slecht, hele dagen lang. De school snapt er niets van. Is sporten schadelijk voor haar?'

  it('to a story is read by its question, and shows its own words', async () => {
    const { answerer } = answererOf(all)
    const { understoodAs } = await answerer.answer('waarom dan?', { ...previous, question: STORY })
    expect(understoodAs).toBe('Is sporten schadelijk voor haar? waarom dan?')
  })

  it('to a story without a question is read by the sentence that found the answer, and of a long one by its end', async () => {
    const told = `${'Het gaat al jaren slecht met haar. '.repeat(3)}Sporten ging lang goed en toen ineens helemaal niet meer, wat ze ook probeerde, en nu ligt ze hele dagen op bed met de gordijnen dicht.`
    const find = (question: string): Finding => ({
      confidence: 0.9,
      passages: [['Sporten maakt', 9, question.startsWith('Sporten') ? 0.8 : 0.1]],
    })
    const { understoodAs } = await answererOf(find).answerer.answer('waarom?', { ...previous, question: told })
    expect(understoodAs).toMatch(/^… .* met de gordijnen dicht\. waarom\?$/)
    expect(understoodAs!.length).toBeLessThan(120)
  })

  it.each(['wie zegt dat gedragstherapie werkt', 'is there a cure for this illness'])(
    'is not a whole question: "%s"',
    async (question) => {
      const found = await answererOf({ ...all, confidence: 0.2 }).answerer.answer(question, {
        ...previous,
        question: STORY,
      })
      expect(found.understoodAs).toBeNull()
    },
  )

  it('is what finds more together than alone, for a question that may be one', async () => {
    const find =
      (alone: number, together: number) =>
      (question: string): Finding => {
        const probability = question.startsWith('Is sporten') ? together : alone
        const best = question.startsWith('Is sporten') ? 'Slaap genoeg.' : 'Verdeel je'
        const passages = [[best, 9, probability] as const, ['Kinderen herstellen', 8, alone * 0.99] as const]
        return { confidence: probability, passages }
      }
    const understood = async (alone: number, together: number, message = 'en slapen?') =>
      (await answererOf(find(alone, together)).answerer.answer(message, previous)).understoodAs
    expect(await understood(0.6, 0.9)).toBe('Is sporten schadelijk? en slapen?')
    expect(await understood(0.8, 0.7)).toBeNull()
    expect(await understood(0.01, 0.9)).not.toBeNull()
    // Says where, and not what.
    expect(await understood(0.8, 0.7, 'en bij kinderen?')).toBe('Is sporten schadelijk? en bij kinderen?')
  })

  it('is not what only may lean, and finds nothing either way', async () => {
    const { understoodAs } = await answererOf({
      ...all,
      passages: [['Slaap genoeg.', 9, 0.01]],
      confidence: 0.01,
    }).answerer.answer('hoeveel kost een rolstoel', previous)
    expect(understoodAs).toBeNull()
  })

  it('to a follow-up such as "waarom?" is read by what that was about', async () => {
    const { answerer } = answererOf(all)
    const { understoodAs } = await answerer.answer('sinds wanneer?', { ...previous, question: 'helpt rust, waarom?' })
    expect(understoodAs).toBe('helpt rust, sinds wanneer?')
    const more = await answerer.answer('nog meer', { ...previous, question: 'helpt rust, waarom?' })
    expect(more.understoodAs).toBe('helpt rust')
  })

  it('of which the words of its own are in no source is declined, however well the subject fits', async () => {
    const find = (question: string): Finding => {
      const probability = question.startsWith('Is sporten') ? 0.8 : 0.01
      return { confidence: probability, passages: [['Slaap genoeg.', 9, probability]] }
    }
    const found = await answererOf(find).answerer.answer('en in Duitsland?', previous)
    expect(found).toMatchObject({ outcome: 'no_answer', understoodAs: 'Is sporten schadelijk? en in Duitsland?' })
  })

  it('with a subject of its own is not read by a question that found nothing', async () => {
    const { answerer } = answererOf({ ...all, confidence: 0.2 })
    const found = await answerer.answer('en bij kinderen?', { question: 'Hoeveel mensen?', shown: [] })
    expect(found.understoodAs).toBeNull()
  })

  it('that asks why gets what else is related, or what stands beside what was shown, and else the same', async () => {
    const find =
      (other: number, beside: number): ((question: string) => Finding) =>
      () => ({
        confidence: 0.9,
        passages: [
          ['Zeker.', 9, 0.9],
          ['Slaap genoeg.', 8, other],
          ['Kinderen herstellen', 7, beside],
        ],
      })
    const why = (other: number, beside: number) =>
      answererOf(find(other, beside)).answerer.answer('waarom?', { question: 'Is rust goed?', shown: [idOf('Zeker.')] })
    expect(quoted(await why(0.7, 0.1))[0]).toBe('Slaap genoeg')
    const related = await why(0.1, 0.05)
    expect(related.outcome).toBe('related')
    expect(quoted(related)[0]).toBe('Kinderen herstellen beter met rust')
  })

  it('that asks for the source shows once more what was shown', async () => {
    const source = await answererOf(all).answerer.answer('bron?', { ...previous, shown: [idOf('Verdeel je')] })
    expect(quoted(source)).toEqual(['Verdeel je energie over de dag'])
  })

  it('that says it was not meant gets something else, and never the same again', async () => {
    const { answerer } = answererOf(all)
    const other = await answerer.answer('dat bedoel ik niet', previous)
    expect(quoted(other)[0]).toBe('Slaap genoeg')
    expect(ranked(other)).not.toContain('Sporten maakt sommige patiënten zieker')
    const shown = all.passages.map(([begin]) => idOf(begin))
    const none = await answerer.answer('dat bedoel ik niet', { ...previous, shown })
    expect(none).toMatchObject({ outcome: 'no_answer', reason: 'other_words' })
  })

  it('that corrects a word is looked up as the corrected question', async () => {
    const find = (question: string): Finding => ({
      confidence: question === 'Is rust schadelijk?' ? 0.9 : 0.3,
      passages: [['Slaap genoeg.', 9]],
    })
    const corrected = await answererOf(find).answerer.answer('ik bedoel rust', previous)
    expect(corrected).toMatchObject({ outcome: 'answered', understoodAs: 'Is rust schadelijk?' })
  })

  it('that corrects a name of two words is looked up with that in the place of both', async () => {
    const find = (question: string): Finding => {
      const probability = question === 'Is mindfulness schadelijk?' ? 0.8 : 0.3
      return { confidence: probability, passages: [['Slaap genoeg.', 9, probability]] }
    }
    const turn = { ...previous, question: 'Is rust nemen schadelijk?' }
    const corrected = await answererOf(find).answerer.answer('ik bedoel mindfulness', turn)
    expect(corrected.understoodAs).toBe('Is mindfulness schadelijk?')
    // "Sporten rust" stands in no text.
    const apart = { ...previous, question: 'Is sporten rust schadelijk?' }
    const { understoodAs } = await answererOf(find).answerer.answer('ik bedoel mindfulness', apart)
    expect(understoodAs).not.toBe('Is mindfulness schadelijk?')
  })

  it('that corrects where is looked up with that in its place, though it would find something by itself', async () => {
    const find = (question: string): Finding => ({
      confidence: question === 'bij volwassenen' ? 0.9 : 0.6,
      passages: [['Slaap genoeg.', 9]],
    })
    const corrected = (question: string) =>
      answererOf(find).answerer.answer('ik bedoel bij volwassenen', { ...previous, question })
    expect((await corrected('Helpt rust bij kinderen?')).understoodAs).toBe('Helpt rust bij volwassenen?')
    expect((await corrected('Helpt rust?')).understoodAs).toBe('Helpt rust bij volwassenen')
  })

  it('that points back is not read alone where both together find something', async () => {
    const find = (question: string): Finding => {
      const [together, alone] = question.startsWith('Is sporten') ? [0.9, 0.1] : [0.3, 0.9]
      return {
        confidence: 0.9,
        passages: [
          ['Sporten maakt', 9, together],
          ['Slaap genoeg.', 8, alone],
        ],
      }
    }
    const found = await answererOf(find).answerer.answer('geldt dat ook voor ouderen?', previous)
    expect(found.understoodAs).toBe('Is sporten schadelijk? geldt dat ook voor ouderen?')
  })

  it.each([
    [0.55, 'no_answer'],
    [0.7, 'answered'],
  ])('that points back is read alone only where that clearly answers: at %f it is %s', async (alone, outcome) => {
    const find = (question: string): Finding => {
      const probability = question.startsWith('Is sporten') ? 0.1 : alone
      return { confidence: probability, passages: [['Kinderen herstellen', 9, probability]] }
    }
    const found = await answererOf(find).answerer.answer('hoe lang duurt dat traject?', previous)
    expect(found.outcome).toBe(outcome)
  })

  it('that points back and names nothing itself is never read alone, however well that answers', async () => {
    const find = (question: string): Finding => {
      const probability = question.startsWith('Is sporten') ? 0.1 : 0.9
      return { confidence: probability, passages: [['Kinderen herstellen', 9, probability]] }
    }
    for (const message of ['kan ik daar aan meedoen?', 'hoe kom ik daaraan?'])
      expect((await answererOf(find).answerer.answer(message, previous)).outcome, message).toBe('no_answer')
  })

  it('that is declined names no sections: they would be near to the question before', async () => {
    const find = (question: string): Finding => ({
      confidence: 0.2,
      passages: question.startsWith('Is sporten') ? [['Sporten maakt', 9, 0.2]] : [['Kinderen herstellen', 9, 0.1]],
    })
    const declined = await answererOf(find).answerer.answer('waar is dat?', { ...previous, shown: [] })
    expect(declined).toMatchObject({ outcome: 'no_answer', nearest: [] })
  })

  it('is not answered by what was read, unless its own words find that too', async () => {
    const find =
      (alone: boolean) =>
      (question: string): Finding => ({
        confidence: 0.8,
        passages:
          question.startsWith('Is sporten') || alone ? [['Sporten maakt', 9, 0.8]] : [['Kinderen herstellen', 9, 0.1]],
      })
    expect((await answererOf(find(false)).answerer.answer('waar is dat?', previous)).outcome).toBe('no_answer')
    expect((await answererOf(find(true)).answerer.answer('sinds wanneer?', previous)).outcome).toBe('answered')
  })

  it.each([
    ['Is sporten verplicht?', 'en fietsen dan?', 'Is fietsen verplicht?'],
    ['Helpt sporten bij kinderen?', 'en voor volwassenen?', 'Helpt sporten voor volwassenen?'],
    ['Wat staat er over sporten?', 'en over fietsen?', 'Wat staat er over fietsen?'],
    ['Is running harmful?', 'what about dieting?', 'Is dieting harmful?'],
  ])('to "%s" that is "%s" asks "%s"', async (question, message, understood) => {
    const find = (): Finding => ({ confidence: 0.8, passages: [['Slaap genoeg.', 9, 0.8]] })
    const found = await answererOf(find).answerer.answer(message, { ...previous, question })
    expect(found.understoodAs).toBe(understood)
  })

  it.each(['en als ik weiger?', 'en in Duitsland?', 'en verder?', 'en wat als het niet helpt?'])(
    'that asks on and names nothing else takes no place in the question before: %s',
    async (message) => {
      const find = (): Finding => ({ confidence: 0.6, passages: [['Slaap genoeg.', 9, 0.6]] })
      const found = await answererOf(find).answerer.answer(message, { ...previous, question: 'Is sporten verplicht?' })
      expect(found.understoodAs ?? '').not.toMatch(/^Is (?!sporten verplicht)/)
    },
  )

  it('is an answer from a lower probability together, as it has few words of its own', async () => {
    const find =
      (together: number) =>
      (question: string): Finding => {
        const probability = question.startsWith('Is sporten') ? together : 0.1
        return { confidence: probability, passages: [['Slaap genoeg.', 9, probability]] }
      }
    const outcomeAt = async (together: number) =>
      (await answererOf(find(together)).answerer.answer('sinds wanneer?', previous)).outcome
    expect(await outcomeAt(0.46)).toBe('answered')
    expect(await outcomeAt(0.42)).toBe('related')
  })

  it('shows once more what was read, where that answers what is asked of it', async () => {
    const find = (question: string): Finding => {
      const probability = question.startsWith('Helpt rust?') ? 0.55 : 0.1
      return { confidence: probability, passages: [['Slaap genoeg.', 9, probability]] }
    }
    const again = await answererOf(find).answerer.answer('sinds wanneer?', {
      question: 'Helpt rust?',
      shown: [idOf('Slaap genoeg.')],
    })
    expect(quoted(again)).toEqual(['Slaap genoeg'])
  })

  it('with thanks before it is a follow-up all the same, and thanks alone are not looked up', async () => {
    const { answerer } = answererOf(all)
    expect((await answerer.answer('bedankt! waarom?', previous)).understoodAs).toBe('Is sporten schadelijk? waarom?')
    expect(await answerer.answer('bedankt!', previous)).toMatchObject({ outcome: 'no_answer', reason: 'thanks' })
    expect(await answerer.answer('Tot ziens')).toMatchObject({ outcome: 'no_answer', reason: 'goodbye' })
  })

  it('with thanks before it is sensed as a whole', async () => {
    const sensing = createAnswerer({
      corpus,
      counterparts: noCounterparts,
      searcher: fakeSearcher(corpus, () => all),
      detectDanger: () => null,
      senseDanger: (mean) => (/^(?:bedankt|doei)/.test(textOfMean(mean)) ? 'suicide' : null),
      detectRequest: () => null,
    })
    expect((await sensing.answer('bedankt, nu is het goed', previous)).danger).toBe('suicide')
    expect(await sensing.answer('doei', previous)).toMatchObject({ reason: 'goodbye', danger: 'suicide' })
  })

  it('with nothing to read does nothing with the turn before it', async () => {
    expect(await answererOf(all).answerer.answer('???', previous)).toMatchObject({
      outcome: 'no_answer',
      reason: 'empty',
      understoodAs: null,
    })
  })
})

describe('explaining', () => {
  it('gives the same answer, with what was looked up', async () => {
    const { answerer } = answererOf({ confidence: 0.9, passages: [['Slaap genoeg.', 9]] })
    const { answer, found } = await answerer.explain('Wat doe ik?')
    expect(answer).toEqual(await answerer.answer('Wat doe ik?'))
    expect(found?.query.text).toBe('Wat doe ik?')
    expect((await answerer.explain('')).found).toBeNull()
  })
})
