import { describe, expect, it } from 'vitest'
import { DANGER_SETS, readDangerCases } from '../../src/evaluation/sets.ts'
import { type DangerMessage, learnDanger, loadDangerExamples } from '../../src/learning/danger.ts'
import type { Danger } from '../../src/safety/danger.ts'
import { senseDanger } from '../../src/safety/sense-danger.ts'
import { folderWith, messageOf } from '../support/tiny-corpus.ts'

const KINDS = ['emergency', 'suicide', 'self-harm', 'abuse'] as const

/** A point of six dimensions near the middle of its kind: the first four axes are kinds of danger, the fifth is ordinary. */
function near(axis: number, seed: number): Float32Array {
  return Float32Array.from({ length: 6 }, (_, d) => (d === axis ? 1 : 0) + 0.3 * Math.sin(12.9898 * seed + 78.233 * d))
}
const messages = Array.from({ length: 120 }, (_, at): DangerMessage => {
  const danger: Danger | null = KINDS[at % 5] ?? null
  return { mean: near(at % 5, at), danger }
})
const questions = Array.from({ length: 1500 }, (_, at) => near(4, 1000 + at))
const steps: (readonly [number, number])[] = []
const learned = learnDanger(messages, { questions, told: [], invented: [] }, (done, all) => steps.push([done, all]))
const sense = senseDanger(learned.danger)

describe('learning what danger sounds like', () => {
  it('distinguishes the kinds, and each from harmless messages', () => {
    for (const [axis, kind] of KINDS.entries()) expect(sense(near(axis, 7777 + axis))).toBe(kind)
    expect(sense(near(4, 8888))).toBeNull()
  })

  it('takes hardly a question for danger', () => {
    expect(questions.filter((mean) => sense(mean)).length).toBeLessThanOrEqual(questions.length / 100)
  })

  it('reports how it does on messages that it did not learn from, and its progress', () => {
    expect(learned.sensed).toBeGreaterThan(0.9)
    expect(learned.alarmed).toBeLessThan(0.1)
    expect(steps.at(-1)).toEqual([4, 4])
  })
})

const load = (text: string) => loadDangerExamples(`${folderWith({ 'danger.yaml': text })}/danger.yaml`)

describe('the messages from which danger is learned', () => {
  const examples = loadDangerExamples('corpus/danger.yaml')

  it('are many of each kind, and each only once', () => {
    for (const kind of ['emergency', 'suicide', 'self-harm', 'abuse', null]) {
      expect(examples.filter(({ danger }) => danger === kind).length, String(kind)).toBeGreaterThanOrEqual(60)
    }
    expect(new Set(examples.map(({ text }) => text.toLowerCase())).size).toBe(examples.length)
  })

  it('are none of those with which it is tested', () => {
    const tested = DANGER_SETS.flatMap((set) => readDangerCases('test/eval', set))
    const texts = new Set(tested.map(({ text }) => text.toLowerCase().trim()))
    expect(examples.filter(({ text }) => texts.has(text.toLowerCase()))).toEqual([])
  })

  it('have their kind, harmless ones none', () => {
    const list = 'suicide: [a]\nemergency: [b]\nself-harm: [c]\nabuse: [d]\nharmless: [e]\n'
    expect(load(list)).toEqual([
      { text: 'b', danger: 'emergency' },
      { text: 'a', danger: 'suicide' },
      { text: 'c', danger: 'self-harm' },
      { text: 'd', danger: 'abuse' },
      { text: 'e', danger: null },
    ])
  })

  it('with a mistake are refused with the file and what is expected', () => {
    expect(messageOf(() => load('suicide: [a]\n'))).toMatch(/danger\.yaml/)
    expect(messageOf(() => load('suicide: [""]\nemergency: [b]\nself-harm: [c]\nabuse: [d]\nharmless: [e]\n'))).toMatch(
      /danger\.yaml:1.*expected a message/s,
    )
  })
})
