import { describe, expect, it } from 'vitest'
import { collectTerms, countTerms, createLexicalIndex, createVocabulary } from '../../src/retrieval/lexical.ts'
import { realCorpus } from '../support/real-corpus.ts'

const OWN = [
  'Kinderartsen begeleiden een ziek kind.',
  'Een ziek kind gaat soms niet naar school.',
  'Hersenonderzoek bij een ziek kind gaat door.',
  'Erkenning van de ziekte helpt ieder kind.',
]
const QUESTIONS = [['Wie helpt mijn kind?'], [], [], []]
const index = createLexicalIndex(collectTerms(OWN.map((own, at) => ({ own, questions: QUESTIONS[at]! }))), OWN.length)
const found = (question: string) => index.search(question, 4).own.best

describe('finding by words', () => {
  it('finds the passages that share a word with a question, best first', () => {
    expect(found('Wat doen kinderartsen?')).toEqual([0])
    expect(found('Gaat de school open, gaat ze naar school?')[0]).toBe(1)
  })

  it('finds a passage by its example questions, apart from its own text', () => {
    const { own, questions } = index.search('helpt', 4)
    expect(own.best).toEqual([3])
    expect(questions.best).toEqual([0])
  })

  it('finds nothing for words that occur nowhere, for function words, and for nothing', () => {
    for (const question of ['appeltaart', 'wat is dat?', '']) expect(found(question)).toEqual([])
  })

  it('leaves out a word of over half of the passages, unless a question has no other', () => {
    expect(found('een ziek kind op school')).toEqual([1])
    expect(found('kind')).toHaveLength(4)
  })

  it('finds by what means the same, for less than the word itself', () => {
    const { best, of } = index.search('onderwijs', 4, ['school']).own
    expect(best).toEqual([1])
    expect(of([1])[0]).toBeLessThan(index.search('school', 4).own.of([1])[0]!)
  })

  it('finds a misspelt word and the parts of a compound', () => {
    expect(found('herssenonderzoek')).toEqual([2])
    expect(found('schoolerkenning')).toEqual(expect.arrayContaining([1, 3]))
  })

  it('knows words, their forms and compounds of them, and corrects what it does not know', () => {
    expect(['school', 'scholen', 'schoolerkenning', 'appeltaart'].map(index.knows)).toEqual([true, true, true, false])
    expect(index.correct('erkening')).toBe('erkenning')
    expect(index.correct('appeltaart')).toBeNull()
  })
})

describe('a word of a message', () => {
  const { passages } = realCorpus()
  const terms = countTerms(collectTerms(passages.map(({ text }) => ({ own: text, questions: [] }))))
  const { correct } = createVocabulary(terms, passages.length)

  it.each([
    ['gedagsterapie', 'gedragstherapie'],
    ['vortschrijdnd', 'voortschrijdend'],
    ['ortomolculaire', 'orthomoleculaire'],
    ['weetenschapelijk', 'wetenschappelijk'],
  ])('that is mistyped twice is the long one of the texts: "%s" is "%s"', (typed, meant) => {
    expect(correct(typed)).toBe(meant)
  })

  it.each(
    `vergadering vernedering verrichting samenzwering documentaire verschuilen voorstelling buitenlander verpleging verzekering bewerkingen
    ontspannen opvoeding verwachtingen arbeidsgeschikt herstelperiode vakantiebestemming belastingaangifte verjaardag schoonmaakster
    boodschappen huiswerkbegeleiding psychotherapie hypnotherapie zuurstoftherapie traumatherapie antidepressiva antibiotica paracetamol
    ibuprofen naltrexon amitriptyline nortriptyline melatonine prednison pyridostigmine fludrocortison methylfenidaat hydrocortison propranolol
    omeprazol diazepam gabapentine pregabaline`.split(/\s+/),
  )('that is spelt as it should be stays as it is: %s', (word) => {
    expect(correct(word)).toBeNull()
  })
})
