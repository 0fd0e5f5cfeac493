import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findInfidelity } from '../../src/corpus/fidelity.ts'
import { parseDocument } from '../../src/corpus/parse-document.ts'
import { corpusFile, INTERVIEW, PAGE } from '../support/real-corpus.ts'
import { messageOf } from '../support/tiny-corpus.ts'

/** Independent of the code under test: the omitted lines as declared, read off with a regular expression. */
function lettersOf(id: string): { body: string; source: string } {
  const markdown = corpusFile(id, 'document.md')
  const omitted = Array.from(markdown.matchAll(/lines: \[(\d+), (\d+)\]/g), ([, first, last]) => [
    Number(first),
    Number(last),
  ])
  const kept = corpusFile(id, 'source.txt')
    .split('\n')
    .filter((_, at) => !omitted.some(([first, last]) => at + 1 >= first! && at + 1 <= last!))
  const letters = (text: string) =>
    Array.from(text)
      .filter((sign) => /[\p{L}\p{N}]/u.test(sign))
      .join('')
  return { body: letters(markdown.slice(markdown.indexOf('\n---\n') + 5)), source: letters(kept.join('\n')) }
}

describe.each([INTERVIEW, PAGE])('the body of %s', (id) => {
  const markdown = corpusFile(id, 'document.md')
  const source = corpusFile(id, 'source.txt')
  const bodyStart = markdown.indexOf('\n---\n') + 5
  const parse = (changed: string) => parseDocument(changed, source, 'document.md')

  it('has the letters and digits of the source, in order', () => {
    const { body, source: original } = lettersOf(id)
    expect(body.length).toBeGreaterThan(4000)
    expect(body).toBe(original)
  })

  it('is refused when any letter or digit of it is dropped, changed or added', () => {
    const places = Array.from(markdown.slice(bodyStart).matchAll(/[\p{L}\p{N}]/gu), ({ index }) => bodyStart + index)
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.constantFrom('drop', 'change', 'add'), (at, how) => {
        const other = markdown[at] === 'x' ? 'y' : 'x'
        const put = { drop: '', change: other, add: markdown[at] + other }[how]
        expect(() => parse(markdown.slice(0, at) + put + markdown.slice(at + 1))).toThrow()
      }),
      { numRuns: 60 },
    )
  })

  it('is refused when two words change places', () => {
    const [first, second] = id === PAGE ? ['Omgaan', 'beperkte'] : ['gepubliceerd', 'gerepliceerd']
    const swapped = markdown.replace(first!, '\0').replace(second!, first!).replace('\0', second!)
    expect(swapped).not.toBe(markdown)
    expect(messageOf(() => parse(swapped))).toMatch(/differs from source\.txt:\d+/)
  })

  it('is refused when a paragraph is left out, with the line of the source and the words on both sides', () => {
    const lost = id === PAGE ? 'Pijnbestrijding;' : 'Zeker.'
    const message = messageOf(() => parse(markdown.replace(lost, '')))
    const line = source.split('\n').findIndex((text) => text.includes(lost)) + 1
    expect(message).toContain(`source.txt:${line}, which reads "${lost.slice(0, -1)}`)
    expect(message).toContain('Restore the words of the source')
  })

  it('is refused when source.txt is not what was received', () => {
    expect(messageOf(() => parseDocument(markdown, source.replace('ME/CVS', 'ME'), 'document.md'))).toContain('sha256')
    expect(createHash('sha256').update(source).digest('hex')).toBe(markdown.match(/sourceSha256: (\w+)/)?.[1])
  })
})

describe('fidelity', () => {
  it('does not mind white space, line ends, bullets and hyphens at line ends', () => {
    expect(findInfidelity('- post-exertionele malaise', '•  post-\nexertionele\u00a0 malaise', [])).toBeNull()
  })

  it('minds accents, capitals and digits', () => {
    expect(findInfidelity('een', 'één', [])).not.toBeNull()
    expect(findInfidelity('Pem', 'PEM', [])).not.toBeNull()
    expect(findInfidelity('2025', '2024', [])).not.toBeNull()
  })

  it('leaves out the declared lines, and only those', () => {
    const source = 'Rust helpt.\nPagina 1\nSlaap ook.'
    expect(findInfidelity('Rust helpt. Slaap ook.', source, [{ lines: [2, 2] }])).toBeNull()
    expect(findInfidelity('Rust helpt. Slaap ook.', source, [])?.line).toBe(2)
    expect(findInfidelity('Rust helpt. Slaap ook.', source, [{ lines: [2, 3] }])?.body).toBe('Slaapook')
  })

  it('gives the line of the source and what it and the body read', () => {
    expect(findInfidelity('Rust helpt nooit.', 'Rust\nhelpt vaak.', [])).toEqual({
      line: 2,
      source: 'vaak',
      body: 'nooit',
    })
  })

  it('notices text that is missing at the end, and text that is too much there', () => {
    expect(findInfidelity('Rust', 'Rust helpt', [])).toEqual({ line: 1, source: 'helpt', body: '' })
    expect(findInfidelity('Rust helpt', 'Rust', [])).toEqual({ line: 1, source: '', body: 'helpt' })
  })

  it('agrees with comparing letters one by one', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', 'é', '1', ' ', '\n', '-', '.', '𝒳'), { maxLength: 12 })
      .map((signs) => signs.join(''))
    const letters = (of: string) => of.replace(/[^\p{L}\p{N}]/gu, '')
    fc.assert(
      fc.property(text, text, (body, source) => {
        expect(findInfidelity(body, source, []) === null).toBe(letters(body) === letters(source))
      }),
      { numRuns: 1000 },
    )
  })
})
