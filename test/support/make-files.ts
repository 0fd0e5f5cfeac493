import { strToU8, zipSync } from 'fflate'
import { PDFDocument, type PDFFont, type PDFPage, StandardFonts } from 'pdf-lib'

/** What a generated file says. */
export type Piece =
  | { readonly type: 'title' | 'heading' | 'quotation'; readonly text: string }
  /** Only a PDF has its footnote. */
  | { readonly type: 'paragraph'; readonly text: string; readonly note?: string }
  | {
      readonly type: 'list'
      readonly numbered: boolean
      readonly lettered?: boolean
      readonly items: readonly string[]
    }
  | { readonly type: 'table'; readonly rows: readonly (readonly string[])[] }

const WORDS =
  'rust patiënt energie grens dag arts inspanning klachten herstel bewegen slapen ziekte langzaam één samen beter zonder daarna meestal vaak onderzoek behandeling verschillend pacing kinderen vermoeidheid coördinatie begeleiding revalidatie wat van de het een en niet met voor'.split(
    ' ',
  )

/** A text that is the same for the same seed, with everything that a leaflet has. */
export function piecesOf(
  seed: number,
  options: { readonly tables: boolean; readonly notes?: boolean } = { tables: true },
): Piece[] {
  let state = seed * 7919 + 17
  const random = (below: number) => {
    state = (state * 1103515245 + 12345) % 2147483648
    return Math.floor((state / 2147483648) * below)
  }
  const some = (count: number) => Array.from({ length: count }, () => WORDS[random(WORDS.length)]!).join(' ')
  const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
  const sentence = () => `${capital(some(6 + random(12)))}${random(5) === 0 ? ` ${1980 + random(45)}` : ''}.`
  const paragraph = () => Array.from({ length: 2 + random(4) }, sentence).join(' ')
  const pieces: Piece[] = [{ type: 'title', text: capital(some(4)) }]
  for (let section = 0; section < 5; section++) {
    pieces.push({ type: 'heading', text: capital(some(3)) })
    for (let at = 0; at < 2 + random(3); at++) pieces.push({ type: 'paragraph', text: paragraph() })
    if (options.notes) pieces.push({ type: 'paragraph', text: paragraph(), note: sentence() })
    pieces.push({ type: 'paragraph', text: `${capital(some(4))}:` })
    const items = Array.from({ length: 3 + random(3) }, (_, at) => (at % 2 ? sentence() : paragraph()))
    pieces.push({ type: 'list', numbered: section % 2 === 1, items })
  }
  if (options.tables) {
    pieces.push({ type: 'paragraph', text: sentence() })
    pieces.push({
      type: 'table',
      rows: [['Vorm', 'Klacht', 'Duur'], ...[1, 2, 3].map((n) => [`Graad ${n}`, some(2), `${n} dagen`])],
    })
  }
  return pieces
}

/** The passages and headings that they are, as a person would cut them. */
export function cutOf(pieces: readonly Piece[]): string[] {
  const notes: string[] = []
  const cut = pieces.flatMap((piece) => {
    if (piece.type === 'paragraph' && piece.note) {
      const sign = `[${notes.length + 1}]`
      notes.push(`${sign} ${piece.note}`)
      return [`${piece.text}${sign}`]
    }
    if (piece.type === 'list') return piece.items.map((item, at) => (piece.numbered ? `${at + 1}. ${item}` : item))
    if (piece.type === 'table') return piece.rows.map((row, at) => `${row.join('; ')}${at === 0 ? ':' : ''}`)
    return [piece.text]
  })
  return [...cut, ...notes]
}

const xml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** What docx and odt have above and below each page. */
const EDGES = ['Folder over ME/CVS', 'Uitgeverij Voorbeeld, bladzijde 1']

/** A Word file, with a header and a footer. */
export function docxOf(pieces: readonly Piece[]): Uint8Array {
  const p = (text: string, style = '', number = '') =>
    `<w:p><w:pPr>${style && `<w:pStyle w:val="${style}"/>`}${number && `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="${number}"/></w:numPr>`}</w:pPr><w:r><w:t xml:space="preserve">${xml(text)}</w:t></w:r></w:p>`
  let numbers = 1
  const letters = new Set<number>()
  const body = pieces.map((piece) => {
    if (piece.type === 'list') {
      const number = piece.numbered ? ++numbers : 1
      if (piece.lettered) letters.add(number)
      return piece.items.map((item) => p(item, 'ListParagraph', String(number))).join('')
    }
    if (piece.type === 'table') {
      const rows = piece.rows.map((row) => `<w:tr>${row.map((cell) => `<w:tc>${p(cell)}</w:tc>`).join('')}</w:tr>`)
      return `<w:tbl>${rows.join('')}</w:tbl>`
    }
    return p(piece.text, { title: 'Title', heading: 'Heading1', quotation: 'Quote', paragraph: '' }[piece.type])
  })
  const w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
  const level = (id: number, format: string) =>
    `<w:abstractNum w:abstractNumId="${id}"><w:lvl w:ilvl="0"><w:numFmt w:val="${format}"/></w:lvl></w:abstractNum>`
  const nums = Array.from(
    { length: numbers },
    (_, at) =>
      `<w:num w:numId="${at + 1}"><w:abstractNumId w:val="${at === 0 ? 0 : letters.has(at + 1) ? 2 : 1}"/></w:num>`,
  )
  const style = (id: string, name: string) =>
    `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/></w:style>`
  const rel = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const files = {
    '[Content_Types].xml':
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    '_rels/.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${rel}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/_rels/document.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${rel}/styles" Target="styles.xml"/><Relationship Id="r2" Type="${rel}/numbering" Target="numbering.xml"/><Relationship Id="r3" Type="${rel}/header" Target="header1.xml"/><Relationship Id="r4" Type="${rel}/footer" Target="footer1.xml"/></Relationships>`,
    'word/document.xml': `<w:document ${w} xmlns:r="${rel}"><w:body>${body.join('')}<w:sectPr><w:headerReference w:type="default" r:id="r3"/><w:footerReference w:type="default" r:id="r4"/></w:sectPr></w:body></w:document>`,
    'word/header1.xml': `<w:hdr ${w}>${p(EDGES[0]!)}</w:hdr>`,
    'word/footer1.xml': `<w:ftr ${w}>${p(EDGES[1]!)}</w:ftr>`,
    'word/styles.xml': `<w:styles ${w}>${style('Title', 'Title')}${style('Heading1', 'heading 1')}${style('Quote', 'Intense Quote')}${style('ListParagraph', 'List Paragraph')}</w:styles>`,
    'word/numbering.xml': `<w:numbering ${w}>${level(0, 'bullet')}${level(1, 'decimal')}${level(2, 'lowerLetter')}${nums.join('')}</w:numbering>`,
    'docProps/core.xml': `<c:coreProperties xmlns:c="c" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:publisher>Uitgeverij</dc:publisher></c:coreProperties>`,
  }
  return zipped(files)
}

/** A LibreOffice file, with a header and a footer. */
export function odtOf(pieces: readonly Piece[], manifest = '<m/>'): Uint8Array {
  const body = pieces.map((piece) => {
    if (piece.type === 'list') {
      const items = piece.items.map((item) => `<text:list-item><text:p>${xml(item)}</text:p></text:list-item>`)
      return `<text:list text:style-name="${piece.lettered ? 'A' : piece.numbered ? 'N' : 'B'}">${items.join('')}</text:list>`
    }
    if (piece.type === 'table') {
      const rows = piece.rows.map(
        (row) =>
          `<table:table-row>${row.map((cell) => `<table:table-cell><text:p>${xml(cell)}</text:p></table:table-cell>`).join('')}</table:table-row>`,
      )
      return `<table:table>${rows.join('')}</table:table>`
    }
    if (piece.type === 'heading') return `<text:h text:outline-level="1">${xml(piece.text)}</text:h>`
    return `<text:p text:style-name="${piece.type === 'title' ? 'Title' : 'Standard'}">${xml(piece.text)}</text:p>`
  })
  const names = ['office', 'text', 'table', 'style'].map((name) => `xmlns:${name}="urn:${name}"`).join(' ')
  const styles =
    '<text:list-style style:name="N"><text:list-level-style-number text:level="1" style:num-format="1"/></text:list-style><text:list-style style:name="A"><text:list-level-style-number text:level="1" style:num-format="a"/></text:list-style><text:list-style style:name="B"><text:list-level-style-bullet text:level="1"/></text:list-style>'
  return zipped({
    mimetype: 'application/vnd.oasis.opendocument.text',
    'content.xml': `<office:document-content ${names}><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:text>${body.join('')}</office:text></office:body></office:document-content>`,
    'styles.xml': `<office:document-styles ${names}><office:master-styles><style:master-page style:name="Standard"><style:header><text:p>${EDGES[0]}</text:p></style:header><style:footer><text:p>${EDGES[1]}</text:p></style:footer></style:master-page></office:master-styles></office:document-styles>`,
    'META-INF/manifest.xml': manifest,
  })
}

export function zipped(files: Readonly<Record<string, string>>): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])))
}

/** A page of the web, with a menu. */
export function htmlOf(pieces: readonly Piece[]): string {
  const body = pieces.map((piece) => {
    if (piece.type === 'list') {
      const tag = piece.numbered ? 'ol' : 'ul'
      return `<${tag}>${piece.items.map((item) => `<li>${xml(item)}</li>`).join('\n')}</${tag}>`
    }
    if (piece.type === 'table') {
      return `<table>${piece.rows.map((row) => `<tr>${row.map((cell) => `<td>${xml(cell)}</td>`).join('')}</tr>`).join('')}</table>`
    }
    const tag = { title: 'h1', heading: 'h2', quotation: 'blockquote', paragraph: 'p' }[piece.type]
    return `<${tag}>${xml(piece.text).replace(' de ', ' <em>de</em> ')}</${tag}>`
  })
  return `<!doctype html><html lang="nl"><body><nav><a href="/">Startpagina</a></nav><main>${body.join('\n')}</main><footer>Over ons</footer></body></html>`
}

export function markdownOf(pieces: readonly Piece[]): string {
  return pieces
    .map((piece) => {
      if (piece.type === 'list')
        return piece.items.map((item, at) => `${piece.numbered ? `${at + 1}.` : '-'} ${item}`).join('\n')
      if (piece.type === 'table') {
        const [head, ...rows] = piece.rows.map((row) => `| ${row.join(' | ')} |`)
        return [head, '| --- | --- | --- |', ...rows].join('\n')
      }
      return `${{ title: '# ', heading: '## ', quotation: '> ', paragraph: '' }[piece.type]}${piece.text.replace(' de ', ' **de** ')}`
    })
    .join('\n\n')
}

/** Text whose lines are broken at `width`. */
export function textOf(pieces: readonly Piece[], width: number): string {
  return pieces
    .map((piece) => {
      if (piece.type === 'list')
        return piece.items
          .map((item, at) => wrap(`${piece.numbered ? `${at + 1}.` : '•'} ${item}`, width).join('\n  '))
          .join('\n')
      if (piece.type === 'table') return piece.rows.map((row) => row.join('\t')).join('\n')
      return wrap(piece.text, width).join('\n')
    })
    .join('\n\n')
}

/** What of a word may stand at the end of a line; all of it where it isn't broken. */
function broken(word: string): string {
  return /^(?:coördina|revalida|behande|vermoeid|verschil)(?=tie|ling|heid|lend)/i.exec(word)?.[0] ?? word
}

function wrap(text: string, width: number, widthOf = (part: string) => part.length): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word
    const [first, rest] = [broken(word), word.slice(broken(word).length)]
    if (lines.length > 0 && widthOf(longer) <= width) lines[lines.length - 1] = longer
    else if (rest !== '' && lines.length > 0 && widthOf(`${lines.at(-1)} ${first}-`) <= width) {
      lines[lines.length - 1] += ` ${first}-`
      lines.push(rest)
    } else lines.push(word)
  }
  return lines
}

/** A PDF with headers, page numbers, footnotes, and one or two columns. */
export async function pdfOf(pieces: readonly Piece[], columns: 1 | 2): Promise<Uint8Array> {
  const pdf = await PDFDocument.create()
  const font = await pdf.embedFont(StandardFonts.Helvetica)
  const bold = await pdf.embedFont(StandardFonts.HelveticaBold)
  const [margin, gutter, bottom, top] = [60, 24, 120, 760]
  const notes: { page: PDFPage; text: string }[] = []
  const width = (595 - 2 * margin - gutter * (columns - 1)) / columns
  let [page, column, y] = [pdf.addPage([595, 842]), 0, top]
  const next = () => {
    column += 1
    if (column === columns) {
      page = pdf.addPage([595, 842])
      column = 0
    }
    y = top
  }
  const draw = (text: string, x: number, used: PDFFont, size: number) =>
    page.drawText(text, { x: margin + column * (width + gutter) + x, y, font: used, size })
  const line = (text: string, x: number, used: PDFFont, size: number) => {
    if (y < bottom) next()
    draw(text, x, used, size)
    y -= size * 1.3
  }
  const block = (text: string, x: number, used: PDFFont, size: number) => {
    for (const one of wrap(text, width - x, (part) => used.widthOfTextAtSize(part, size))) line(one, x, used, size)
  }
  for (const piece of pieces) {
    if (piece.type === 'list') {
      for (const [at, item] of piece.items.entries()) {
        if (y < bottom) next()
        draw(piece.numbered ? `${at + 1}.` : '•', 0, font, 10)
        block(item, 16, font, 10)
      }
    } else if (piece.type === 'table') {
      for (const row of piece.rows) {
        if (y < bottom) next()
        for (const [at, cell] of row.entries()) draw(cell, (at * width) / 3, font, 10)
        y -= 13
      }
    } else
      block(
        piece.text,
        0,
        piece.type === 'paragraph' ? font : bold,
        { title: 18, heading: 13, quotation: 10, paragraph: 10 }[piece.type],
      )
    if (piece.type === 'paragraph' && piece.note) {
      const last = wrap(piece.text, width, (part) => font.widthOfTextAtSize(part, 10)).at(-1)!
      const x = margin + column * (width + gutter) + font.widthOfTextAtSize(last, 10)
      page.drawText(String(notes.length + 1), { x, y: y + 17, font, size: 6 })
      notes.push({ page, text: `${notes.length + 1} ${piece.note}` })
    }
    y -= 8
  }
  for (const [at, one] of pdf.getPages().entries()) {
    for (const [below, { text }] of notes.filter((note) => note.page === one).entries())
      one.drawText(text, { x: margin, y: 100 - 10 * below, font, size: 7 })
    one.drawText('Folder over ME/CVS', { x: margin, y: 800, font, size: 8 })
    one.drawText(`Pagina ${at + 1} van ${pdf.getPageCount()}`, { x: 260, y: 40, font, size: 8 })
  }
  return pdf.save()
}
