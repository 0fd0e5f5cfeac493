import { describe, expect, it } from 'vitest'
import { readDocument } from '../../src/corpus/parse-document.ts'
import { importSource } from '../../src/importing/read-source.ts'
import { cutOf, docxOf, htmlOf, markdownOf, odtOf, type Piece, pdfOf, piecesOf, textOf } from '../support/make-files.ts'

const SAID = { publisher: 'Voorbeeld', abbreviation: 'Voorbeeld', permissionNote: 'Citaten.' }
const SEEDS = [1, 2, 3, 4, 5]

/** Files of each format that say the same. */
const FORMATS: Readonly<Record<string, (pieces: Piece[], seed: number) => Promise<Uint8Array> | Uint8Array>> = {
  docx: docxOf,
  odt: (pieces) => odtOf(pieces),
  html: (pieces, seed) => Buffer.from(htmlOf(pieces), seed % 2 ? 'utf8' : 'latin1'),
  md: (pieces) => Buffer.from(markdownOf(pieces)),
  txt: (pieces, seed) => {
    const text = textOf(pieces, 60 + seed * 10)
    if (seed % 3 === 0) return Buffer.from(`\ufeff${text}`, 'utf16le')
    // As Windows writes its bullets.
    return seed % 3 === 1 ? Buffer.from(`\ufeff${text}`) : Buffer.from(text.replaceAll('•', '\x95'), 'latin1')
  },
  pdf: (pieces, seed) => pdfOf(pieces, seed % 2 ? 2 : 1),
}

const lettersOf = (texts: readonly string[]) =>
  texts
    .join('')
    .match(/[\p{L}\p{N}]/gu)!
    .join('')

/** How many letters of one text are in another, in order: those before and after the stretch in which they differ. */
function alike(one: string, other: string): number {
  let from = 0
  while (from < one.length && one[from] === other[from]) from++
  let until = 0
  while (until < one.length - from && until < other.length - from && one.at(-1 - until) === other.at(-1 - until))
    until++
  return from + until
}

describe.each(Object.entries(FORMATS))('five files of %s', (format, make) => {
  it('keep their letters and digits in order, and are cut as they were written', async () => {
    for (const seed of SEEDS) {
      const isPdf = format === 'pdf'
      const pieces = piecesOf(seed, { tables: !isPdf || seed % 2 === 0, notes: isPdf })
      const bytes = await make(pieces, seed)
      const { markdown, source } = await importSource({ name: `folder.${format}`, bytes }, SAID, '2026-01-02')
      const { parts } = readDocument(markdown, source, 'document.md')
      const cut = parts.map(({ block }) => markdown.slice(block.numbered, block.end).replace(/^#+ /, ''))
      const expected = cutOf(pieces)
      expect(
        alike(lettersOf(expected), lettersOf(cut)) / lettersOf(expected).length,
        `seed ${seed}`,
      ).toBeGreaterThanOrEqual(0.999)
      expect(cut.join('\n'), `seed ${seed}`).not.toMatch(/Folder over|bladzijde 1/)
      const same = expected.filter((text) => cut.includes(text)).length
      expect(same / expected.length, `seed ${seed}`).toBeGreaterThanOrEqual(0.95)
    }
  })
})
