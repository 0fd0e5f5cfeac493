import { describe, expect, it } from 'vitest'
import type { Answer } from '../../src/answering/answer.ts'
import type { Passage } from '../../src/corpus/document.ts'
import type { Corpus } from '../../src/corpus/load-corpus.ts'
import { loadExampleQuestions } from '../../src/corpus/load-corpus.ts'
import { compareAnswers, trialQuestions, tryBoth } from '../../src/desk/trial.ts'
import type { Product } from '../../src/product.ts'
import { answered, declined } from '../support/fake-answerer.ts'
import { documentOf, questionsOf, sourceOf, tinyCorpus } from '../support/tiny-corpus.ts'

const BODY = '# Werk\n\nOverleg met de bedrijfsarts.\n'
const NEW = documentOf('werk', BODY)
const { corpus: before } = tinyCorpus()
const { corpus: after, folder } = tinyCorpus({
  'werk/document.md': NEW,
  'werk/source.txt': sourceOf(BODY),
  'werk/questions.yaml': questionsOf(NEW, sourceOf(BODY), () => ['Met wie praat ik over mijn baan?']),
})
const [rest, , sleep] = before.document('pagina').passages as [Passage, Passage, Passage]
const [work] = after.document('werk').passages as [Passage]
const related = (passages: readonly Passage[]) => answered(passages, after, { outcome: 'related' } as Partial<Answer>)

/** What is found of a pair of answers to a question with these grades. */
const kindOf = (was: Answer, is: Answer, grades: [string, number][] | null) =>
  compareAnswers({ question: 'vraag', grades: grades && new Map(grades) }, was, is, before)?.kind ?? 'same'

describe('a trial', () => {
  it.each<[string, string, Answer, Answer, [string, number][] | null]>([
    ['the same', 'same', answered([rest], before), answered([rest], after), [[rest.id, 3]]],
    ['a better first quote', 'better', answered([sleep, rest], before), answered([rest, sleep], after), [[rest.id, 3]]],
    ['silence where there was an answer', 'worse', answered([rest], before), declined(after), [[rest.id, 3]]],
    ['a mere hint where there was an answer', 'worse', answered([rest], before), related([rest]), [[rest.id, 3]]],
    ['silence where there is no answer', 'better', answered([rest], before), declined(after), []],
    ['an answer where there is none', 'worse', declined(before), answered([rest], after), []],
    ['a document of which labels cannot know', 'new', declined(before), answered([work], after), []],
    ['a new document that a label names', 'better', declined(before), answered([work], after), [[work.id, 3]]],
    ['another quote of which nothing is known', 'other', answered([rest], before), answered([sleep], after), null],
  ])('tells %s', (_what, kind, was, is, grades) => {
    expect(kindOf(was, is, grades)).toBe(kind)
  })

  it('asks labelled questions, and what the new texts should answer', () => {
    const labelled = [
      {
        id: '1',
        question: 'Helpt rust?',
        lang: 'nl',
        style: 'a',
        gold: [{ doc: 'pagina', anchor: 'Rust nemen', grade: 3 }],
      },
      { id: '2', question: 'Wat kost een bed?', lang: 'nl', style: 'oos', gold: [] },
    ]
    const examples = loadExampleQuestions(folder, after, folder)
    expect(trialQuestions(labelled, examples, before, after)).toEqual([
      { question: 'Helpt rust?', grades: new Map([[rest.id, 3]]) },
      { question: 'Wat kost een bed?', grades: new Map() },
      { question: 'Met wie praat ik over mijn baan?', grades: new Map([[work.id, 3]]) },
    ])
  })

  it('reports what differs while it goes on, the worst first', async () => {
    const product = (corpus: Corpus, found: Record<string, Passage>) =>
      ({
        corpus,
        answerer: {
          answer: async (question: string) =>
            found[question] ? answered([found[question]], corpus) : declined(corpus),
        },
      }) as unknown as Product
    const questions = [
      { question: 'werk', grades: new Map([[work.id, 3]]) },
      { question: 'rust', grades: new Map([[rest.id, 3]]) },
      { question: 'slaap', grades: new Map([[sleep.id, 3]]) },
    ]
    const reports = []
    const trial = tryBoth(
      questions,
      product(before, { rust: rest, slaap: sleep }),
      product(after, { werk: work, slaap: sleep }),
    )
    for await (const { asked, all, differences } of trial) {
      reports.push([asked, all, differences.map(({ question, kind }) => `${question}: ${kind}`)])
    }
    expect(reports).toEqual([
      [1, 3, ['werk: better']],
      [2, 3, ['rust: worse', 'werk: better']],
      [3, 3, ['rust: worse', 'werk: better']],
    ])
  })
})
