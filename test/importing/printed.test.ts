import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { readDocument } from '../../src/corpus/parse-document.ts'
import { asIfKnown } from '../../src/importing/propose.ts'
import { importSource } from '../../src/importing/read-source.ts'
import { CHROMIUM, openChromium } from '../support/chromium.ts'

/** Letters and digits: the sign of a footnote stands between brackets in a document. */
const lettersOf = (text: string) => (text.match(/[\p{L}\p{N}]/gu) ?? []).join('')

/** A page as a PDF with headers and footers, and the letters of each heading, paragraph, item and row in it. */
async function printed(html: string): Promise<{ pdf: Uint8Array; pieces: string[] }> {
  const browser = await openChromium()
  try {
    const page = await browser.newPage()
    await page.setContent(html)
    const pieces = await page.evaluate(() =>
      [...document.querySelectorAll('h1, h2, h3, p, li, tr')].map((piece) => {
        const number = piece.matches('ol > li') ? [...piece.parentElement!.children].indexOf(piece) + 1 : ''
        return `${number}${piece.textContent}`
      }),
    )
    const edge = (words: string) => `<div style="font-size: 8px; margin: 0 18mm">${words}</div>`
    const pdf = await page.pdf({
      preferCSSPageSize: true,
      displayHeaderFooter: true,
      headerTemplate: edge('Ziekenhuis De Linden · Polikliniek Autonome Stoornissen'),
      footerTemplate: edge('Folder 4127 · Pagina <span class="pageNumber"></span>'),
    })
    return { pdf, pieces: pieces.map(lettersOf) }
  } finally {
    await browser.close()
  }
}

it.skipIf(CHROMIUM === null)(
  'a printed leaflet is read in order, where columns, tables and lists stand on one page',
  async () => {
    const { pdf, pieces } = await printed(readFileSync(new URL('leaflet.html', import.meta.url), 'utf8'))
    const proposal = await importSource({ name: 'folder.pdf', bytes: new Uint8Array(pdf) }, {}, '2026-01-02')
    const markdown = asIfKnown(proposal.markdown)
    const { parts } = readDocument(markdown, proposal.source, 'document.md')
    expect(parts.map(({ block }) => lettersOf(markdown.slice(block.numbered, block.end)))).toEqual(pieces)
  },
  60_000,
)
