import { describe, expect, it } from 'vitest'
import { cut, sentenceWithCaveats } from '../../src/dutch/excerpt.ts'
import { sentences } from '../../src/dutch/sentences.ts'

function parts(text: string, limit: number): string[] | null {
  return cut(text, sentences(text), limit)?.map(({ start, end }) => text.slice(start, end)) ?? null
}

describe('cutting a passage that is too long', () => {
  it('cuts at sentence ends only', () => {
    expect(parts('Rust helpt. Pacing ook. Slapen niet altijd.', 25)).toEqual([
      'Rust helpt. Pacing ook.',
      'Slapen niet altijd.',
    ])
  })

  it('never cuts before a sentence that takes the one before back', () => {
    for (const turn of ['Echter', 'Maar', 'Tenzij', 'Niet', '“Echter', 'Toch', 'Hoewel', 'Dat geldt echter niet']) {
      const text = `Rust en slapen helpen. Training ook wel eens. ${turn} bij PEM.`
      expect(parts(text, text.length - 1)).toEqual([
        'Rust en slapen helpen.',
        text.slice('Rust en slapen helpen. '.length),
      ])
    }
  })

  it('takes no other word for one of those', () => {
    expect(parts('Training helpt. Nietsdoen ook.', 20)).toEqual(['Training helpt.', 'Nietsdoen ook.'])
  })

  it('gives up when a sentence is too long to stay whole', () => {
    expect(parts('Rust helpt. Training helpt wel eens.', 15)).toBeNull()
    expect(parts('Rust helpt. Maar training niet.', 20)).toBeNull()
  })
})

describe('a sentence on its own', () => {
  it('brings along the sentences that take it back', () => {
    const text = 'Rust helpt. Training ook. Maar niet bij PEM. Slapen is goed.'
    const range = sentenceWithCaveats(text, sentences(text), 1)!
    expect(text.slice(range.start, range.end)).toBe('Training ook. Maar niet bij PEM.')
  })
})
