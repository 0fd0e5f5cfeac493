import { describe, expect, it } from 'vitest'
import { DANGER_SETS, readDangerCases } from '../../src/evaluation/sets.ts'
import { loadDangerExamples } from '../../src/learning/danger-examples.ts'
import { folderWith, messageOf } from '../support/tiny-corpus.ts'

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

  it('are told with their kind, harmless ones without', () => {
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
