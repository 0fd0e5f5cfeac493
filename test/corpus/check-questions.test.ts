import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PATHS } from '../../src/config/config.ts'
import { findLeaks, reportQuestions } from '../../src/corpus/check-questions.ts'
import { loadJudgedMessages } from '../../src/corpus/judged-messages.ts'
import { type ExampleQuestion, loadExampleQuestions } from '../../src/corpus/load-corpus.ts'
import { words } from '../../src/dutch/fold.ts'
import { DANGER_SETS, readDangerCases, readMeasured } from '../../src/evaluation/sets.ts'
import { loadDangerExamples } from '../../src/learning/danger.ts'
import { loadPractice } from '../../src/learning/practice.ts'
import { CORPUS_FOLDER, realCorpus } from '../support/real-corpus.ts'
import { tinyCorpus } from '../support/tiny-corpus.ts'

const example = (question: string, more: Partial<ExampleQuestion> = {}): ExampleQuestion => ({
  question,
  author: 'a',
  passageId: 'aaaaaaaa',
  kind: null,
  file: 'questions.yaml',
  line: 7,
  ...more,
})
const leaks = (question: string, measured: string) => findLeaks([example(question)], [measured]).length > 0

describe('a question that is measured with', () => {
  it('may not be learned from, whatever its capitals, accents and punctuation', () => {
    const [problem] = findLeaks([example('gaat me/cvs ooit over')], ['Iets anders?', 'Gaat ME/CVS óóit over?'])
    expect(problem).toMatchObject({
      file: 'questions.yaml',
      line: 7,
      message: '"gaat me/cvs ooit over" is a near-duplicate of "Gaat ME/CVS óóit over?" in the evaluation sets.',
      remedy: 'Remove it, or ask something else: questions that are measured must not be learned from.',
    })
  })

  it('may not be learned from in another word order either', () => {
    expect(leaks('Over ME, gaat dat ooit?', 'Gaat dat ooit over, ME?')).toBe(true)
  })

  it('nor with one word in seven more', () => {
    expect(leaks('een twee drie vier vijf zes', 'een twee drie vier vijf zes zeven')).toBe(true)
  })

  it('but in other words it may be asked', () => {
    expect(leaks('een twee drie vier vijf', 'een twee drie vier vijf zes')).toBe(false)
    expect(leaks('Kan ik genezen?', 'Gaat het over?')).toBe(false)
  })

  it('without words is the same only when its characters are', () => {
    expect(leaks('???', '???')).toBe(true)
    expect(leaks('???', '!!!')).toBe(false)
    expect(leaks('👍', 'Ja?')).toBe(false)
  })

  it('is found as comparing the sets of words finds it', () => {
    const sentence = fc.array(fc.constantFrom('is', 'rust', 'goed', 'bij', 'me', 'of', 'niet', 'dan'), {
      minLength: 1,
      maxLength: 9,
    })
    fc.assert(
      fc.property(sentence, sentence, (one, other) => {
        const [a, b] = [new Set(one), new Set(other)]
        const union = new Set([...one, ...other])
        const shared = [...a].filter((word) => b.has(word)).length
        expect(leaks(one.join(' '), other.join(' '))).toBe(shared / union.size >= 0.85)
      }),
      { numRuns: 500 },
    )
  })
})

describe('the report', () => {
  const { corpus } = tinyCorpus()
  const [first, second] = corpus.passages.map(({ id }) => id)

  it('counts the questions of each passage by author, and those that nothing answers by kind', () => {
    const { passages, offTopic } = reportQuestions(
      [
        example('een', { passageId: first! }),
        example('twee', { passageId: first!, author: 'b' }),
        example('drie', { passageId: first!, author: 'b' }),
        example('hoi', { passageId: null, kind: 'chat' }),
      ],
      corpus,
    )
    expect(passages).toHaveLength(corpus.passages.length)
    expect(passages[0]).toEqual({
      passageId: first,
      questions: 3,
      byAuthor: new Map([
        ['a', 1],
        ['b', 2],
      ]),
    })
    expect(passages[1]).toEqual({ passageId: second, questions: 0, byAuthor: new Map() })
    expect(offTopic).toEqual(new Map([['chat', 1]]))
  })

  it('lists a question of two passages, or of a passage and off-topic too', () => {
    const { repeated } = reportQuestions(
      [
        example('Helpt rust?', { passageId: first! }),
        example('helpt rust', { passageId: second!, line: 9 }),
        example('Helpt slaap?', { passageId: first! }),
        example('Helpt slaap?', { passageId: null, kind: 'near' }),
        example('Helpt rust!', { passageId: first! }),
        example('Twee keer hier', { passageId: second! }),
        example('Twee keer hier', { passageId: second!, author: 'b' }),
      ],
      corpus,
    )
    expect(repeated.map((same) => same.map(({ question }) => question))).toEqual([
      ['Helpt rust?', 'helpt rust', 'Helpt rust!'],
      ['Helpt slaap?', 'Helpt slaap?'],
    ])
  })
})

describe('the example questions of the repository', () => {
  const corpus = realCorpus()
  const questions = loadExampleQuestions(CORPUS_FOLDER, corpus)
  const { passages, offTopic, repeated } = reportQuestions(questions, corpus)
  const measured = readMeasured('test/eval')

  it('hold none of the questions that answers are measured with, nor one that is nearly the same', () => {
    expect(measured.length).toBeGreaterThan(1_900)
    expect(findLeaks(questions, measured).map(({ line, message }) => `${line}: ${message}`)).toEqual([])
  })

  it('hold none of them in another order of words, counted without the check that is tested here', () => {
    const key = (question: string) => words(question).sort().join(' ')
    const held = new Set(measured.map(key))
    expect(questions.filter(({ question }) => key(question) !== '' && held.has(key(question)))).toEqual([])
  })

  it('and the judged messages, those about invented sources and those in danger hold none of them either', () => {
    const messages = loadJudgedMessages(CORPUS_FOLDER, corpus)
    expect(messages.length).toBeGreaterThan(400)
    const asked = messages.map((one) => ({ ...one, question: one.message }))
    expect(findLeaks(asked, measured).map(({ line, message }) => `${line}: ${message}`)).toEqual([])
    const practised = loadPractice(PATHS.practice).flatMap(({ messages }) => messages)
    const told = practised.map((one) => ({ ...one, question: one.message }))
    expect(findLeaks(told, measured).map(({ line, message }) => `${line}: ${message}`)).toEqual([])
    const dangers = loadDangerExamples(join(CORPUS_FOLDER, 'danger.yaml'))
    const measuredDangers = DANGER_SETS.flatMap((set) => readDangerCases('test/eval', set)).map(({ text }) => text)
    const inDanger = dangers.map(({ text }) => ({ question: text, file: 'danger.yaml', line: 0 }))
    expect(findLeaks(inDanger, [...measured, ...measuredDangers]).map(({ message }) => message)).toEqual([])
  })

  it('are at least 20 for each passage, by at least two authors', () => {
    for (const { passageId, questions: count, byAuthor } of passages) {
      expect(count, passageId).toBeGreaterThanOrEqual(20)
      expect(byAuthor.size, passageId).toBeGreaterThanOrEqual(2)
    }
  })

  it('belong to one passage each', () => {
    expect(repeated.map(([first]) => `${first?.file}:${first?.line} ${first?.question}`)).toEqual([])
  })

  it('that nothing answers are at least 600, of every kind', () => {
    expect([...offTopic.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(600)
    expect([...offTopic.keys()].sort()).toEqual(['adversarial', 'chat', 'far', 'near'])
  })

  it('contain no e-mail address or telephone number', () => {
    for (const { question, file, line } of questions) {
      expect(question, `${file}:${line}`).not.toMatch(/[\w.]+@[\w-]+\.\w|\b06[- ]?\d{8}\b/)
    }
  })
})
