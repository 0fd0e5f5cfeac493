import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sentences } from '../../src/dutch/sentences.ts'

const split = (text: string) => sentences(text).map(({ start, end }) => text.slice(start, end))

describe('sentences', () => {
  it('end at a full stop, a question mark and an exclamation mark', () => {
    expect(split('Rust helpt. Echt waar? Ja! Probeer het.')).toEqual([
      'Rust helpt.',
      'Echt waar?',
      'Ja!',
      'Probeer het.',
    ])
  })

  it.each([
    'Neem rust, bijv. na het eten.',
    'Zie bv. de richtlijn.',
    'Studies, zoals die van Davis et al. (2024), zijn klein.',
    'Volgens Davis et al. Nature Communications is dit nieuw.',
    'Dhr. Jansen en mevr. De Vries zijn arts.',
    'Vraag prof. Visser en dr. Van Weel om raad.',
    'De tekst is van 1 jan. 2025 en niet ouder.',
    'Zie art. 15a van de wet.',
    'Het geldt o.a. voor kinderen, m.n. na een infectie.',
    'De NVK m.b.t. het KNGF.',
    'Circa 3.5 procent heeft er last van.',
  ])('do not end inside "%s"', (text) => {
    expect(split(text)).toEqual([text])
  })

  it('do not swallow the sentence after an abbreviation', () => {
    expect(split('Doe bijv. yoga. Dat helpt.')).toEqual(['Doe bijv. yoga.', 'Dat helpt.'])
  })

  it('keep a closing quotation mark or bracket with the sentence that it closes', () => {
    expect(split('We noemen dit ‘pacing’. Het helpt.')).toEqual(['We noemen dit ‘pacing’.', 'Het helpt.'])
    expect(split('Dat klopt niet (zie boven). Nee.')).toEqual(['Dat klopt niet (zie boven).', 'Nee.'])
  })

  it('of a blank text are none', () => {
    expect(sentences('')).toEqual([])
    expect(sentences(' \n\t ')).toEqual([])
  })

  const texts = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 80 }),
    fc
      .array(
        fc.constantFrom(
          'Rust',
          'bijv.',
          'et al.',
          'helpt.',
          'Echt?',
          '\n',
          '\n\n',
          ' ',
          '…',
          '“Ja.”',
          '(nee)',
          '85%',
          'o.a.',
          '!',
          '👍',
          'e\u0301',
          '\u00a0',
        ),
        { maxLength: 30 },
      )
      .map((parts) => parts.join(' ')),
  )

  it('cover every character that is not white space exactly once, in order, without blank edges', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const covered = new Array<number>(text.length).fill(0)
        let last = 0
        for (const { start, end } of sentences(text)) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          expect(text.slice(start, end)).toBe(text.slice(start, end).trim())
          for (let at = start; at < end; at++) covered[at]!++
          last = end
        }
        for (let at = 0; at < text.length; at++) {
          if (/\S/.test(text[at]!)) expect(covered[at], `character ${at} of ${JSON.stringify(text)}`).toBe(1)
        }
      }),
      { numRuns: 500 },
    )
  })
})
