import { describe, expect, it } from 'vitest'
import type { Answer } from '../../src/answering/answer.ts'
import { nextTurn } from '../../src/answering/next-turn.ts'
import { realProduct } from '../support/product.ts'

const { answerer } = await realProduct()
const quoted = (answer: Answer) => (answer.outcome === 'no_answer' ? [] : answer.quotes)
const idsOf = (answer: Answer) => quoted(answer).map(({ passage }) => passage.id)
const publishersOf = (answer: Answer) => new Set(quoted(answer).map(({ document }) => document.id))

/** A question of each kind of answer. */
const QUESTIONS = [
  ['a term that is only named', 'Wat is PEM?'],
  ['a term that is explained', 'Wat is pacing?'],
  ['a voice that speaks', 'Wat zegt de NVK over GET?'],
  ['a voice that is silent', 'Wat zegt de NVK over mindfulness?'],
  ['both sides', 'Is GET schadelijk?'],
  ['what is only related', 'hoe kom ik van dat eeuwige gevoel af dat ik op ben'],
] as const
const DISPUTED = new Set<string>(['a voice that speaks', 'both sides'])

describe.each(QUESTIONS)('after %s', async (kind, question) => {
  const first = await answerer.answer(question)
  const turn = nextTurn(question, first, null)
  const ask = (message: string) => answerer.answer(message, turn)
  const seen = idsOf(first)

  /** Something that wasn't shown comes first, or one sentence says why nothing does. */
  const expectElse = (answer: Answer, reason: 'no_more' | 'other_words') => {
    if (answer.outcome === 'no_answer') expect(answer.reason).toBe(reason)
    else expect(seen).not.toContain(idsOf(answer)[0])
  }
  const expectBothSides = (answer: Answer) => {
    if (DISPUTED.has(kind) && quoted(answer).length > 0) expect(publishersOf(answer).size).toBe(2)
  }

  it('"bron?" gets what was shown, with its source', async () => {
    expect(seen.length).toBeGreaterThan(0)
    const answer = await ask('bron?')
    expect(idsOf(answer)[0]).toBe(seen[0])
    expect(seen).toEqual(expect.arrayContaining(idsOf(answer)))
    expectBothSides(answer)
  })

  it('"dat bedoel ik niet" gets something else, or is asked for other words', async () => {
    const answer = await ask('dat bedoel ik niet')
    expectElse(answer, 'other_words')
    expectBothSides(answer)
  })

  it('"hoezo?" gets a quote', async () => {
    const answer = await ask('hoezo?')
    expect(quoted(answer)).not.toEqual([])
    expectBothSides(answer)
  })

  it('"nog meer" gets something else, or hears that there is no more', async () => {
    const answer = await ask('nog meer')
    expectElse(answer, 'no_more')
    expectBothSides(answer)
  })

  it('"andere kant" gets another publisher, or hears that there is no more', async () => {
    const answer = await ask('andere kant')
    if (answer.outcome === 'no_answer') expect(answer.reason).toBe('no_more')
    else expect(quoted(answer)[0]!.document.id).not.toBe(quoted(first)[0]!.document.id)
    expectBothSides(answer)
  })
})
