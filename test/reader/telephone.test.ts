import { h } from 'hastscript'
import { describe, expect, it } from 'vitest'
import { withNumbers } from '../../src/reader/telephone.ts'
import { DANGERS, loadSafety } from '../../src/safety/danger.ts'
import { textOf } from './text-of.ts'

const safety = loadSafety('corpus/safety.yaml')
const sentences = DANGERS.flatMap((danger) =>
  (['nl', 'en'] as const).flatMap((language) =>
    [true, false].map((isSensed) => safety.card(danger, language, isSensed)),
  ),
)

describe('a sentence about help on a page', () => {
  it('says what it said', () => {
    for (const sentence of sentences) expect(textOf(h('p', withNumbers(sentence)))).toBe(sentence)
  })

  it('lets a touch call every number in it, and open every site', () => {
    for (const sentence of sentences) {
      const parts = withNumbers(sentence)
      const links = parts.flatMap((part) => (part.type === 'element' ? [String(part.properties.href)] : []))
      expect(links).toContain('tel:112')
      expect(parts.map((part) => (part.type === 'text' ? part.value : '')).join('')).not.toMatch(/\d{3}|\.nl/)
      for (const link of links) expect(link).toMatch(/^(?:tel:(?:\d{3,4}|0800\d{4})|https:\/\/113\.nl)$/)
    }
  })
})
