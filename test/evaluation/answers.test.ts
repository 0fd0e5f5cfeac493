import { describe, expect, it } from 'vitest'
import type { Answer, Quote } from '../../src/answering/answer.ts'
import { attribute } from '../../src/answering/attribution.ts'
import { sentenceWith } from '../../src/corpus/terms.ts'
import { figuresOf, measure, outcomeOf } from '../../src/evaluation/measure.ts'
import { readDangerCases, readTermCases } from '../../src/evaluation/sets.ts'
import { evaluationSet, realProduct } from '../support/product.ts'
import { corpusFile, INTERVIEW, PAGE } from '../support/real-corpus.ts'

const { answerer, corpus, terms } = await realProduct()
const asked: { question: ReturnType<typeof evaluationSet>[number]; answer: Answer }[] = []
for (const question of evaluationSet('dev')) asked.push({ question, answer: await answerer.answer(question.question) })
const quotesOf = (answer: Answer): readonly Quote[] => (answer.outcome === 'no_answer' ? [] : answer.quotes)

describe('the answers to the 90 questions of the development set', () => {
  it('are 90', () => {
    expect(asked).toHaveLength(90)
    expect(asked.flatMap(({ answer }) => quotesOf(answer)).length).toBeGreaterThan(60)
  })

  it('quote document.md literally, and so do the ten best passages', () => {
    const documents = new Map(corpus.documents.map(({ id }) => [id, corpusFile(id, 'document.md')]))
    for (const { answer } of asked) {
      for (const { passage, document, match, intro } of [...quotesOf(answer), ...answer.ranked]) {
        const markdown = documents.get(passage.documentId)!
        expect(markdown.slice(passage.start, passage.end)).toBe(passage.text)
        if (match) expect(passage.sentences).toContainEqual(match)
        for (const before of [attribute(passage, document).question, intro])
          if (before) expect(markdown.slice(before.start, before.end)).toBe(before.text)
      }
    }
  })

  it('carry the right speaker: who speaks after the last label before the quote', () => {
    for (const { answer } of asked) {
      for (const { passage, document } of quotesOf(answer)) {
        if (document.id !== PAGE && document.id !== INTERVIEW) continue
        const before = document.text.slice(0, passage.start)
        const labels = Array.from(
          before.matchAll(/^(?:- )?(NOS|NVK|Aanvullend vanuit NVK)\b[^\n:]*:/gm),
          ([, label]) => label,
        )
        const expected = labels.length === 0 ? 'mecvs' : labels.at(-1) === 'NOS' ? 'NOS' : 'NVK'
        expect(passage.speaker.id).toBe(expected)
        // An answer in the interview is never shown without the question that it answers.
        expect(attribute(passage, document).question?.speaker.id ?? null).toBe(expected === 'NVK' ? 'NOS' : null)
      }
    }
  })

  it('never begin with a question of the interviewer, unless someone asks for the interviewer', () => {
    for (const { question, answer } of asked) {
      const [first] = quotesOf(answer)
      if (
        first?.passage.speaker.role !== 'asks' ||
        /\b(?:NOS|omroep|redactie|journalist|broadcaster)/i.test(question.question)
      )
        continue
      expect(first.passage.text, question.question).not.toMatch(/\?$/m)
    }
  })

  it('quote no sentence twice, and at most three passages', () => {
    for (const { answer } of asked) {
      const sentences = quotesOf(answer).flatMap(({ passage: { text, sentences } }) =>
        sentences.map(({ start, end }) => text.slice(start, end)),
      )
      expect(new Set(sentences).size).toBe(sentences.length)
      expect(quotesOf(answer).length).toBeLessThanOrEqual(3)
    }
  })

  it('are as good as they were: the right passage first, and few refusals and false answers', () => {
    const figures = figuresOf(asked.map(({ question, answer }) => measure(question, corpus, outcomeOf(answer))))
    expect(figures).toMatchObject({ answerable: 60, others: 30 })
    expect(figures.successAt1).toBeGreaterThanOrEqual(0.88)
    expect(figures.successAt3).toBeGreaterThanOrEqual(0.95)
    expect(figures.falselyAnswered).toBeLessThanOrEqual(0.05)
    expect(figures.refused).toBeLessThanOrEqual(0.05)
    expect(figures.auroc).toBeGreaterThanOrEqual(0.985)
  })
})

describe('the example of the README', () => {
  it('is answered by both sources, each with its speaker', async () => {
    const answer = await answerer.answer('Is graded exercise therapie schadelijk?')
    expect(new Set(quotesOf(answer).map(({ passage }) => passage.speaker.id))).toEqual(new Set(['mecvs', 'NVK']))
    expect(new Set(quotesOf(answer).map(({ side }) => side)).size).toBe(2)
  })

  it('about an apple pie is not answered', async () => {
    expect(await answerer.answer('Hoe bak ik een appeltaart?')).toMatchObject({
      outcome: 'no_answer',
      reason: 'not_in_sources',
    })
  })
})

describe('a message in danger', () => {
  const take = async (isDanger: boolean) => {
    const cases = readDangerCases('test/eval', 'safety-strangers').filter(({ kind }) => (kind !== 'none') === isDanger)
    let taken = 0
    for (const { text } of cases) if ((await answerer.answer(text)).danger) taken++
    return taken / cases.length
  }

  it('is noticed by what it means, even when a stranger only hints at it', async () => {
    expect(await take(true)).toBeGreaterThanOrEqual(0.75)
  })

  it('is distinguished from a harmless one that sounds like it, mostly, and from an ordinary question always', async () => {
    expect(await take(false)).toBeLessThanOrEqual(0.2)
    expect(asked.filter(({ answer }) => answer.danger)).toEqual([])
  })
})

describe('"Wat is …?" of every term of the texts', () => {
  it('gets a passage that says something of it first, in the words of another hand', async () => {
    const cases = readTermCases('test/eval').filter(({ kind }) => kind !== 'absent')
    const firsts: (number | undefined)[] = []
    for (const { question, gold } of cases) {
      const [first] = quotesOf(await answerer.answer(question))
      firsts.push(gold[first?.passage.id ?? ''])
    }
    expect(cases.length).toBeGreaterThan(45)
    expect(firsts.filter((grade) => grade !== undefined).length / cases.length).toBeGreaterThan(0.9)
  })

  it('is answered, or related, with a passage that explains or names it first', async () => {
    expect(terms.length).toBeGreaterThan(45)
    for (const { name, also, explained } of terms) {
      const answer = await answerer.answer(`Wat is ${name}?`)
      const [first] = quotesOf(answer)
      expect(answer.term, name).toEqual({ name, isExplained: explained.length > 0 })
      if (explained.length > 0) expect(explained, name).toContain(first!.passage.id)
      else expect(sentenceWith({ name, also }, first!.passage), name).not.toBeNull()
    }
  })
})
