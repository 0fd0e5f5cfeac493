import { describe, expect, it } from 'vitest'
import { PATHS } from '../../src/config/config.ts'
import { loadPractice } from '../../src/learning/practice.ts'
import { realCorpus } from '../support/real-corpus.ts'

const practice = loadPractice(PATHS.practice)

describe('the invented sources, from which it is learned how new sources are read', () => {
  it('are many, of several kinds, with messages that they answer and messages that they do not', () => {
    const documents = practice.flatMap((one) => one.documents)
    expect(documents.length).toBeGreaterThanOrEqual(70)
    expect(documents.filter(({ speakers }) => speakers.some(({ role }) => role === 'asks')).length).toBeGreaterThan(30)
    for (const { name, messages } of practice) {
      const answered = messages.filter(({ grades }) => [...grades.values()].includes(3))
      expect(answered.length, name).toBeGreaterThan(50)
      expect(messages.length - answered.length, name).toBeGreaterThan(30)
    }
  })

  it('say that they are invented, and are no part of the corpus, nor like it', () => {
    const corpus = realCorpus()
    for (const { documents } of practice) {
      for (const { permissionNote, passages } of documents) {
        expect(permissionNote).toBe('Verzonnen om van te leren.')
        expect(
          passages.filter(({ id, text }) => corpus.passage(id) || corpus.passages.some((one) => one.text === text)),
        ).toEqual([])
      }
    }
  })

  it('have messages by two authors each: those by one are looked up while those by the other are questions', () => {
    for (const { name, messages } of practice) expect(new Set(messages.map(({ author }) => author)).size, name).toBe(2)
  })
})
