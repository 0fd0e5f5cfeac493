import { describe, expect, it } from 'vitest'
import type { Passage } from '../../src/corpus/document.ts'
import { readContextBoundCases } from '../../src/evaluation/sets.ts'
import { realProduct } from '../support/product.ts'

const { answerer } = await realProduct()
const asked: { readonly fits: readonly string[]; readonly first: Passage | null }[] = []
for (const { question, fits } of readContextBoundCases('test/eval')) {
  const answer = await answerer.answer(question)
  asked.push({ fits, first: answer.outcome === 'no_answer' ? null : answer.quotes[0]!.passage })
}
const others = asked.filter(({ fits }) => fits.length === 0)
const meant = asked.filter(({ fits }) => fits.length > 0)

/** Whether a passage says little without the question or the introduction before it. */
const isBare = ({ text, answers, intro }: Passage) => (answers ?? intro) !== null && text.split(/\s+/).length <= 12

describe('a short reply, and an item of a list', () => {
  it('are seldom given to whom they were not written for', () => {
    expect(others.length).toBeGreaterThanOrEqual(40)
    const wrong = others.filter(({ first }) => first && isBare(first))
    expect(wrong.filter(({ first }) => first!.answers !== null).length).toBeLessThanOrEqual(1)
    expect(wrong.length).toBeLessThanOrEqual(others.length / 4)
  })

  it('are given to whom they are for', () => {
    expect(meant.length).toBeGreaterThanOrEqual(40)
    const right = meant.filter(({ first, fits }) => first && fits.includes(first.id))
    expect(right.length).toBeGreaterThanOrEqual(0.9 * meant.length)
  })
})
