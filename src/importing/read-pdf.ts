import { MAX_DOCUMENT_BYTES } from '../corpus/read-text.ts'
import { type Extract, ImportError, labelOf, NOTHING_FOUND, tidy, tooLong } from './draft.ts'
import { isSalutation } from './letter.ts'
import { library } from './library.ts'
import { BULLET, type Line, NUMBER, readLines } from './read-lines.ts'
import { locked } from './read-office.ts'

/** Words beside one another, and where they are on their page, in points from its upper left corner. */
interface Segment {
  text: string
  readonly left: number
  right: number
  y: number
  size: number
  font: string
}

/** Most pages of a document: with ten words on each, it still has too many. */
const MOST_PAGES = 2000
/** Most pieces of text on one: a full page of which each letter was put in its place by itself has five thousand. */
const MOST_ON_A_PAGE = 8000

/** A page has fewer letters than this when it is a picture. */
const FEW_LETTERS = 10

/**
 * Reads a PDF: its words in the order in which one reads them, column by column.
 * @throws ImportError when it is locked, or its pages are pictures.
 */
export async function readPdf(bytes: Uint8Array, name: string): Promise<Extract> {
  const { getDocumentProxy } = await library('unpdf', () => import('unpdf'))
  const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 }).catch((error: unknown) => {
    throw error instanceof Error && error.name === 'PasswordException' ? locked(name) : error
  })
  try {
    const pages: Segment[][] = []
    let read = 0
    if (pdf.numPages > MOST_PAGES) throw tooLong(name)
    for (let at = 1; at <= pdf.numPages; at++) {
      const page = await pdf.getPage(at)
      const { height } = page.getViewport({ scale: 1 })
      const { items } = await page.getTextContent()
      const pieces = piecesOf(items, height)
      read += pieces.reduce((sum, { text }) => sum + text.length, 0)
      // Pages are laid out together: too many are refused before that.
      if (read > MAX_DOCUMENT_BYTES || pieces.length > MOST_ON_A_PAGE) throw tooLong(name)
      pages.push(pieces)
      page.cleanup()
    }
    const body = commonest(pages.flat())
    const [texts, notes] = [pages.map((page) => textOf(page, body)), pages.map((page) => notesOf(page, body))]
    const runs = texts.map((page) => runsOf(page, body))
    const leading = leadingOf(runs)
    const lines = [
      ...runs.flatMap((page, at) => linesOf(page, at, leading, body)),
      ...notes
        .flatMap((page, at) => (page.length > 0 ? linesOf([page], at, leading, body) : []))
        .map((line) => ({ ...line, text: line.text.replace(/^(\d{1,3})[.)]?\s/, '[$1] ') })),
    ]
    const extract = readLines(
      lines,
      lines.map((_, at) => at + 1),
      lines.map(({ text }) => text),
    )
    const letters = runs.map((_, at) =>
      lines.filter(({ page }) => page === at).reduce((sum, { text }) => sum + text.length, 0),
    )
    // A program that scans puts its name on each page.
    if (extract.blocks.length === 0 || letters.every((count) => count < FEW_LETTERS)) {
      throw new ImportError(
        `${name} is a scan, pictures without text: have a program for OCR read it first, such as ocrmypdf.`,
        'scan',
        name,
      )
    }
    const { info } = (await pdf.getMetadata()) as { info: { Title?: unknown } }
    // What stands above the text is what people see.
    const [top] = extract.blocks
    const title = top?.type === 'heading' ? top.text : tidy(String(info.Title ?? ''))
    const textless = letters.flatMap((count, at) => (count < FEW_LETTERS ? [at + 1] : []))
    // Programs put the name of a file there.
    const isName = title === '' || /\.\w{3,4}$|^Microsoft|^untitled|^about:/i.test(title)
    return { ...extract, textless, found: { ...NOTHING_FOUND, title: isName ? null : title } }
  } finally {
    await pdf.cleanup()
  }
}

type Items = readonly (object & { str?: string; transform?: number[]; width?: number; fontName?: string })[]

/** A letter or a number so much larger than the words beside it begins them; a number may stand farther from them, in heights of its own. */
const INITIAL = { larger: 1.4, gap: 1.5 }

/** Words with the large letter with which a text begins, or the large number of a step. */
function withInitials(pieces: Segment[]): Segment[] {
  const taken = new Set<Segment>()
  const smallest = pieces.reduce((least, { size }) => Math.min(least, size), Number.POSITIVE_INFINITY)
  for (const initial of pieces) {
    if (initial.size < INITIAL.larger * smallest) continue
    if (!/^\s*(?:["'‘“]?\p{Lu}|\d{1,2}\.?)\s*$/u.test(initial.text)) continue
    const beside = pieces.filter(
      ({ left, y, size }) =>
        initial.size >= INITIAL.larger * size &&
        left >= initial.right - size &&
        left - initial.right <= INITIAL.gap * initial.size &&
        y <= initial.y + size &&
        y > initial.y - initial.size - size / 2,
    )
    const first = beside.sort((a, b) => a.y - b.y || a.left - b.left)[0]
    if (!first) continue
    const isNumber = /\d/.test(initial.text)
    first.text = `${initial.text.trim()}${isNumber ? ' ' : ''}${first.text.trimStart()}`
    taken.add(initial)
  }
  return pieces.filter((piece) => !taken.has(piece))
}

function piecesOf(items: Items, height: number): Segment[] {
  const pieces = items.flatMap(({ str, transform, width, fontName = '' }): Segment[] => {
    if (!str?.trim() || !transform || width === undefined) return []
    const [a, b, c, d, x, y] = transform as [number, number, number, number, number, number]
    // A watermark, or a note up the side of the page.
    if (Math.abs(b) > Math.abs(a)) return []
    const size = Math.round(Math.hypot(c, d) * 2) / 2 || 10
    return [{ text: str, left: x, right: x + width, y: height - y, size, font: fontName }]
  })
  return withInitials(pieces)
}

/** What most letters of a file are. */
interface Body {
  readonly size: number
  readonly font: string
}

function commonest(pieces: readonly Segment[]): Body {
  const most = <T>(value: (piece: Segment) => T): T | undefined => {
    const counts = new Map<T, number>()
    for (const piece of pieces) counts.set(value(piece), (counts.get(value(piece)) ?? 0) + piece.text.length)
    return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0]
  }
  return { size: most(({ size }) => size) ?? 0, font: most(({ font }) => font) ?? '' }
}

/** Letters smaller than those of the text by this are a footnote's, or those of a sign that refers to one. */
const SMALLER = 0.92
const NOTE = /^\s*(?:\[?\d{1,3}\]?|\*{1,3})(?:[).]?\s|$)/

/** The footnotes of a page: what is in smaller letters at its end, from the first that has a number. */
function notesOf(page: readonly Segment[], body: Body): Segment[] {
  const rows = rowsOf(page)
  const last = rows.findLastIndex((row) => row.some(({ size }) => size >= SMALLER * body.size))
  const below = rows.slice(last + 1)
  const first = below.findIndex(([one]) => NOTE.test(one!.text))
  if (first < 0 || last < 0 || !isReferredTo(below[first]!, rows.slice(0, last + 1).flat())) return []
  const notes = below.slice(first)
  // Further down is the foot of the page.
  const foot = notes.findIndex(([one], at) => at > 0 && one!.y - notes[at - 1]![0]!.y > FOOT * one!.size)
  return notes.slice(0, foot < 0 ? undefined : foot).flat()
}

/** Whether the text of a page refers to its first footnote: what else begins with a number is its foot. */
function isReferredTo(note: readonly Segment[], text: readonly Segment[]): boolean {
  const number = /\d+/.exec(note[0]!.text)?.[0]
  if (!note.some((piece) => /\p{L}/u.test(piece.text))) return false
  const sign = new RegExp(`(?<!\\d)${number}\\)?$`)
  return number === undefined || number === '1' || text.some((piece) => sign.test(piece.text.trim()))
}

/** Room above the foot of a page, as a part of the height of its letters. */
const FOOT = 4

function textOf(page: readonly Segment[], body: Body): Segment[] {
  const notes = new Set(notesOf(page, body))
  return page.filter((piece) => !notes.has(piece))
}

/** How far a raised letter may stand from its line, and how much smaller it is. */
const SAME_LINE = 0.4
const RAISED = { most: 0.75, size: 0.9 }

/** Pieces at the same height, from left to right; rows from above. A sign that is raised is in the row that it belongs to. */
function rowsOf(pieces: readonly Segment[]): Segment[][] {
  const rows: Segment[][] = []
  for (const piece of [...pieces].sort((a, b) => a.y - b.y)) {
    const row = rows.at(-1)
    if (row && piece.y - row[0]!.y <= SAME_LINE * Math.max(piece.size, row[0]!.size)) row.push(piece)
    else rows.push([piece])
  }
  const whole: Segment[][] = []
  for (const [at, row] of rows.entries()) {
    const below = rows[at + 1]
    const isRaised =
      below !== undefined &&
      row.every(
        ({ text, size, y }) =>
          SIGN.test(text) && size <= RAISED.size * below[0]!.size && below[0]!.y - y <= RAISED.most * below[0]!.size,
      )
    if (isRaised) below.push(...row)
    else whole.push(row)
  }
  return whole.map((row) => row.sort((a, b) => a.left - b.left))
}

/** What refers to a footnote. */
const SIGN = /^\s*\[?\d{1,3}(?:[,–-]\d{1,3}){0,5}\]?\s*$/

/** Nearer than this part of their height, words are one text; further, another column or cell. */
const COLUMN_GAP = 1
const WORD_GAP = 0.15
/** A cell whose place the rows around it show may be as near as this to the one before it. */
const CELL_GAP = 0.3
const SAME_PLACE = 1.5
/** How many rows above and below a row show where the cells of its table are. */
const TABLE_ROWS = 3
/** How far an item of a list may stand from its sign. */
const SIGN_GAP = 5
/** In a line that is justified, no gap between words is wider than another by this. */
const EVEN = 2
/** Nor is it as wide as this: cells may end where a line of another paragraph does. */
const SPREAD = 3

/** The texts of each row of a run: one, or one for each cell of a table. */
function segmentsOf(run: readonly Segment[], body: Body): Segment[][] {
  const rows = rowsOf(run)
  const wide = rows.map((row) =>
    isJustified(row, rows) ? [] : row.slice(1).filter((piece, at) => gapBefore(row[at]!, piece) >= COLUMN_GAP),
  )
  return rows.map((row, at) => {
    const places = isJustified(row, rows) ? [] : wide.slice(Math.max(0, at - TABLE_ROWS), at + TABLE_ROWS + 1).flat()
    const segments: Segment[] = []
    for (const piece of row) {
      const last = segments.at(-1)
      const followsSign = last !== undefined && isSign(last)
      const text = isRaisedSign(piece, row) ? `[${piece.text.replace(/[[\]\s]/g, '')}]` : piece.text
      const gap = last ? gapBefore(last, piece) : Number.POSITIVE_INFINITY
      const isCell = gap >= CELL_GAP && places.some((place) => isBelow(place, piece))
      if (last && (followsSign ? gap < SIGN_GAP : !isCell)) {
        last.text += gap > WORD_GAP && !/\s$/.test(last.text) && !/^\s/.test(text) ? ` ${text}` : text
        last.right = Math.max(last.right, piece.right)
        // A label in bold letters makes no heading of its line, nor does the sign of an item.
        if (piece.font === body.font && text === piece.text) last.font = body.font
        else if (followsSign) last.font = piece.font
        if (followsSign) [last.size, last.y] = [piece.size, piece.y]
      } else
        segments.push(
          last || text === piece.text
            ? { ...piece, text }
            : { ...row.find(({ size }) => size > piece.size)!, left: piece.left, right: piece.right, text: `${text} ` },
        )
    }
    return segments
  })
}

/** Whether a text is the bullet or the number of an item. */
function isSign({ text }: Segment): boolean {
  return (
    tidy(text.replace(BULLET, '')) === '' ||
    /^\s*(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)]|\d{1,2}(?:\.\d{1,2}){1,3}|\p{Ll}[.)])\s*$/u.test(text)
  )
}

/** Whether a line ends where others do because its words were spread. */
function isJustified(row: readonly Segment[], rows: readonly (readonly Segment[])[]): boolean {
  const ends = rows.filter((other) => Math.abs(other.at(-1)!.right - row.at(-1)!.right) < SAME_PLACE).length
  // The first word may be one piece with the sign of an item.
  if (row.some(({ text }, at) => /\S\s+\S/.test(at === 0 ? text.replace(NUMBER, '') : text)) || ends < 2) return false
  const gaps = row.slice(1).map((piece, at) => piece.left - row[at]!.right)
  const widest = Math.max(...gaps)
  return gaps.length > 1 && widest <= EVEN * Math.min(...gaps) && widest < SPREAD * row[0]!.size
}

/** Whether two cells are in one column, whose texts begin, end or have their middle at one place. */
function isBelow(one: Segment, other: Segment): boolean {
  const [left, right] = [one.left - other.left, one.right - other.right]
  return [left, right, (left + right) / 2].some((distance) => Math.abs(distance) < SAME_PLACE)
}

function gapBefore(last: Segment, piece: Segment): number {
  return (piece.left - last.right) / Math.max(last.size, piece.size)
}

function isRaisedSign({ text, size, y }: Segment, row: readonly Segment[]): boolean {
  const line = row.find((one) => size <= RAISED.size * one.size)
  return line !== undefined && SIGN.test(text) && line.y - y > 0.1 * line.size
}

/** The runs of text of a page, also those above and below its columns: small letters there are of the page, not of a column. */
function runsOf(page: readonly Segment[], body: Body): Segment[][] {
  const rows = rowsOf(page)
  const isText = (row: readonly Segment[]) => row.some(({ size }) => size > SMALL * body.size)
  const [first, last] = [rows.findIndex(isText), rows.findLastIndex(isText)]
  const parts = first < 0 ? [rows] : [rows.slice(0, first), rows.slice(first, last + 1), rows.slice(last + 1)]
  return parts.flatMap((part, at) =>
    first >= 0 && at === 1 ? besideBoxes(part.flat(), body) : part.length > 0 ? [part.flat()] : [],
  )
}

/** The runs of text around the boxes of a page: each box is read where the section beside it ends. */
function besideBoxes(all: readonly Segment[], body: Body): Segment[][] {
  const margin = new Set(marginOf(all, body))
  const pieces = all.filter((piece) => !margin.has(piece))
  const boxes = boxesOf(pieces, body)
  let rest = pieces.filter((piece) => !boxes.some((box) => box.includes(piece)))
  // Of a letter it is the head, which stands above its salutation.
  const isLetter = pieces.some(({ text }) => isSalutation(text))
  const runs: Segment[][] = isLetter && margin.size > 0 ? [[...margin]] : []
  for (const box of boxes) {
    const headings = rest.filter(({ y, size }) => y > box[0]!.y && size > HEADING * body.size)
    const until = Math.min(...headings.map(({ y, size }) => y - SAME_LINE * size))
    runs.push(
      ...inOrder(
        rest.filter(({ y }) => y < until),
        body,
      ),
      box,
    )
    rest = rest.filter(({ y }) => y >= until)
  }
  return [...runs, ...inOrder(rest, body), ...(margin.size > 0 && !isLetter ? [[...margin]] : [])]
}

/** What stands in small letters in the margin, beside all of the text. */
function marginOf(pieces: readonly Segment[], body: Body): Segment[] {
  const text = pieces.filter(({ size }) => size > SMALL * body.size && size < TITLE * body.size)
  const [left, right] = [Math.min(...text.map((one) => one.left)), Math.max(...text.map((one) => one.right))]
  const beside = pieces.filter((one) => one.size <= SMALL * body.size && (one.left > right || one.right < left))
  return rowsOf(beside).length >= BOX.rows ? beside : []
}

/** A box at the side has letters a little smaller than the text, which is narrower beside it than above or below. */
const BOX = { least: 0.7, most: 0.97, width: 0.5, apart: 2.2, rows: 2 }

function boxesOf(pieces: readonly Segment[], body: Body): Segment[][] {
  // The signs of a list may be a little smaller than its text, too.
  const small = pieces.filter(
    (piece) => piece.size >= BOX.least * body.size && piece.size <= BOX.most * body.size && !isSign(piece),
  )
  const text = pieces.filter((piece) => !small.includes(piece))
  const boxes: Segment[][] = []
  for (const piece of [...small].sort((a, b) => a.y - b.y)) {
    const box = boxes.find(
      (one) =>
        piece.y - one.at(-1)!.y <= BOX.apart * piece.size &&
        one.some(({ left, right }) => left < piece.right && piece.left < right),
    )
    if (box) box.push(piece)
    else boxes.push([piece])
  }
  return boxes.filter((box) => {
    const [left, right] = [Math.min(...box.map((one) => one.left)), Math.max(...box.map((one) => one.right))]
    const [top, bottom] = [box[0]!.y, box.at(-1)!.y]
    const isBelow = (one: Segment) => one.left < right && left < one.right
    const beside = text.filter(({ y }) => y >= top && y <= bottom)
    return (
      rowsOf(box).length >= BOX.rows &&
      right - left <= BOX.width * widthOf(pieces) &&
      beside.length >= BOX.rows &&
      !beside.some(isBelow) &&
      // Text above or below it goes on beside it; what is above the end of a column doesn't.
      text.some(
        (one) =>
          isBelow(one) &&
          one.size < HEADING * body.size &&
          beside.some((other) => one.left < other.right && other.left < one.right),
      )
    )
  })
}

/** Letters of a page's head and foot are smaller than its text by this. */
const SMALL = 0.85

/** The runs of text of a page in reading order: what crosses its columns divides them, and each is read to its end. */
function inOrder(pieces: readonly Segment[], body: Body): Segment[][] {
  const gutter = gutterOf(pieces)
  if (gutter === null) return pieces.length > 0 ? [[...pieces]] : []
  const runs: Segment[][] = []
  const usual = usualSize(pieces)
  let across: Segment[] = []
  let beside: Segment[][] = []
  const endAcross = () => {
    if (across.length > 0) runs.push(across)
    across = []
  }
  const endBeside = (isLast = false) => {
    // A heading ends no column: it belongs to what follows across the page, or in the next column.
    const until = isLast ? beside.length : beside.findLastIndex((row) => !isHeading(row, usual, body)) + 1
    const [rows, headings] = [beside.slice(0, until), beside.slice(until)]
    const sides = sidesOf(rows, gutter)
    beside = []
    const width = widthOf(pieces)
    if (sides.every((side) => side.length > 0)) {
      endAcross()
      if (isTable(sides)) runs.push(rows.flat())
      else for (const side of sides) runs.push(...inOrder(side.flat(), body))
    } else if (rows.length >= COLUMN.lines && isProse(rows, width)) {
      endAcross()
      runs.push(...inOrder(rows.flat(), body))
    } else across.push(...rows.flat())
    across.push(...headings.flat())
  }
  for (const row of rowsOf(pieces)) {
    if (isAcross(row, gutter, usual)) {
      endBeside()
      across.push(...row)
    } else beside.push(row)
  }
  endBeside(true)
  endAcross()
  return runs
}

/** The rows of each of two columns. */
function sidesOf(rows: readonly Segment[][], gutter: number): [Segment[][], Segment[][]] {
  const side = (isIn: (piece: Segment) => boolean) =>
    rows.map((row) => row.filter(isIn)).filter((row) => row.length > 0)
  return [side(({ right }) => right <= gutter), side(({ left }) => left >= gutter)]
}

function isHeading(row: readonly Segment[], usual: number, body: Body): boolean {
  return row.every(({ size, font }) => size > HEADING * usual || (size >= usual && font !== body.font))
}
/** Letters of a heading are larger than others by this, or of another font. */
const HEADING = 1.1

/**
 * Whether two sides are cells of a table rather than columns: texts of one side are cells themselves, or each of its lines begins anew.
 * Cells may be so near to one another that not every row shows it. What has columns itself is no table.
 */
function isTable(sides: readonly (readonly (readonly Segment[])[])[]): boolean {
  return sides.some((side) => {
    if (gutterOf(side.flat()) !== null) return false
    const cells = side.filter(
      (row) =>
        !isJustified(row, side) &&
        row.slice(1).some((piece, at) => !isSign(row[at]!) && gapBefore(row[at]!, piece) >= COLUMN_GAP),
    )
    const isAnew = side.length >= COLUMN.lines && !side.some((row) => /^\s*\p{Ll}/u.test(row[0]!.text))
    return cells.length >= CELLS * side.length || isAnew
  })
}
const CELLS = 0.25

/** Words nearer than this part of their height are beside one another in one column. */
const GUTTER = 0.8

/** Whether a row goes on where two columns would part. */
function isAcross(row: readonly Segment[], x: number, usual: number): boolean {
  const before = row.findLast(({ right }) => right <= x)
  const after = row.find(({ left }) => left >= x)
  if (row.some(({ left, right }) => left < x && right > x)) return true
  if (!before || !after) return false
  return gapBefore(before, after) < GUTTER || Math.min(before.size, after.size) > TITLE * usual
}

/** Letters of a title above columns are larger than others by this. */
const TITLE = 1.4

function usualSize(pieces: readonly Segment[]): number {
  return middle(pieces.map(({ size }) => size))
}

/** A column has at least so many lines, of so much of the page's width, and as many words as prose, many of which begin within a sentence. */
const COLUMN = { lines: 3, width: 0.18, words: 3, goOn: 0.25 }

/** Where two columns of prose part, or null. The cells of a table are no columns: they have few words, and each begins anew. */
function gutterOf(pieces: readonly Segment[]): number | null {
  const width = widthOf(pieces)
  const rows = rowsOf(pieces)
  const usual = usualSize(pieces)
  let best: { x: number; crossing: number; room: number } | null = null
  for (const x of new Set(pieces.map(({ left }) => Math.round(left) - 1))) {
    const apart = rows.filter((row) => !isAcross(row, x, usual))
    const sides = sidesOf(apart, x)
    const lines = Math.min(sides[0].length, sides[1].length)
    const crossing = rows.length - apart.length
    if (lines < COLUMN.lines || crossing > 2 * lines) continue
    const isBeside = apart.some((row) => row[0]!.right <= x && row.at(-1)!.left >= x)
    if (!isBeside || !sides.every((side) => isProse(side, width))) continue
    // The sign of an item is nearer to its text than to the other column.
    const room =
      Math.min(...sides[1].map(([first]) => first!.left)) - Math.max(...sides[0].map((side) => side.at(-1)!.right))
    if (!best || crossing < best.crossing || (crossing === best.crossing && room > best.room))
      best = { x, crossing, room }
  }
  return best?.x ?? null
}

function widthOf(pieces: readonly Segment[]): number {
  return Math.max(...pieces.map(({ right }) => right)) - Math.min(...pieces.map(({ left }) => left))
}

function isProse(lines: readonly (readonly Segment[])[], width: number): boolean {
  const textOf = (line: readonly Segment[]) => tidy(line.map(({ text }) => text).join(' '))
  const texts = lines.map(textOf)
  const { font } = commonest(lines.flat())
  // Headings, items, labels and hours begin anew in prose, too.
  const isOpen = (line: readonly Segment[]) =>
    line.some((piece) => piece.font === font) &&
    !isItem(textOf(line)) &&
    labelOf(textOf(line)) === null &&
    !/^\d/.test(textOf(line))
  return (
    middle(lines.map((line) => line.at(-1)!.right - line[0]!.left)) >= COLUMN.width * width &&
    middle(texts.map((text) => text.split(' ').length)) >= COLUMN.words &&
    texts.filter((text) => /^\p{Ll}/u.test(text)).length >= COLUMN.goOn * lines.filter(isOpen).length
  )
}

/** Whether a line begins an item. */
function isItem(text: string): boolean {
  return BULLET.test(text) || NUMBER.test(text)
}

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

/** How far lines are apart, as a part of their height: as far as those that go on within a sentence are from the one above. */
function leadingOf(pages: readonly (readonly Segment[][])[]): number {
  const distances = pages.flat().flatMap((run) => {
    const rows = rowsOf(run)
    return rows.slice(1).flatMap(([one], at) => {
      const distance = (one!.y - rows[at]![0]!.y) / one!.size
      // Cells may stand between two lines.
      return distance >= 1 && /^\s*\p{Ll}/u.test(one!.text) ? [distance] : []
    })
  })
  return middle(distances) || USUAL_LEADING
}
const USUAL_LEADING = 1.2

/** Room above a line that is more than that between lines. */
const APART = 1.25
/** How many rows of a page are at each of its edges. */
const EDGE = 2
const INDENT = 0.8

/** Rows of which each cell is whole: one whose cells are all below others goes on with them, where the first is empty or the rows of its table are apart. */
function withWholeCells(rows: readonly Segment[][], leading: number): Segment[][] {
  const whole: Segment[][] = []
  let y = 0
  // Whether the row above is apart from the one before it, and how many rows of its table are.
  let isApart = false
  let apart = 0
  for (const [at, row] of rows.entries()) {
    const above = whole.at(-1)
    const distance = above ? (row[0]!.y - y) / row[0]!.size : Number.POSITIVE_INFINITY
    y = row[0]!.y
    const under = row.map((cell) => above?.findIndex((one) => one.left < cell.right && cell.left < one.right) ?? -1)
    const next = rows[at + 1]
    // A row of a table may be no farther off than a paragraph's lines are, but farther than the rest of its cells.
    const isNearest = next === undefined || distance <= APART * ((next[0]!.y - y) / next[0]!.size)
    const isNear = distance <= APART * leading && (above === undefined || above.length < 2 || isNearest)
    const small = row.filter(({ text }) => /^\s*\p{Ll}/u.test(text)).length
    const isPart = row.length < (above?.length ?? 0) ? small > 0 : small === row.length && apart > 1
    const isWrapped = isApart && isPart
    const goesOn =
      above !== undefined && above.length > 1 && isNear && under.every((at) => at > 0 || (at === 0 && isWrapped))
    if (!goesOn) {
      isApart = above !== undefined && above.length > 1 && !isNear
      apart = row.length < 2 ? 0 : apart + Number(isApart)
    }
    // Nearer than lines are: cells of more lines than others, which stand at their middle.
    if (above && (goesOn || distance < BESIDE * leading)) {
      for (const [at, cell] of row.entries()) {
        const one = above[under[at]!]
        if (one) one.text += ` ${cell.text}`
        else above.push({ ...cell })
      }
      above.sort((one, other) => one.left - other.left)
    } else whole.push(row.map((cell) => ({ ...cell })))
  }
  return whole
}
const BESIDE = 0.8

/** Where a run of text is, with the room of a line around it. */
function areaOf(run: readonly Segment[]): { readonly left: number; readonly top: number; readonly bottom: number } {
  const around = Math.max(...run.map(({ size }) => size))
  return {
    left: Math.min(...run.map(({ left }) => left)),
    top: Math.min(...run.map(({ y }) => y)) - 2 * around,
    bottom: Math.max(...run.map(({ y }) => y)) + 3 * around,
  }
}

/** Points by which a line is further out than another. */
const OUT = 1

function linesOf(runs: readonly (readonly Segment[])[], page: number, leading: number, body: Body): Line[] {
  const heights = rowsOf(runs.flat()).map(([first]) => first!.y)
  const [top, bottom] = [heights[EDGE - 1] ?? Number.POSITIVE_INFINITY, heights.at(-EDGE) ?? 0]
  return runs.flatMap((run) => {
    const [from, end] = [Math.min(...run.map(({ left }) => left)), Math.max(...run.map(({ right }) => right))]
    const beside = runs.filter((other) => other !== run).map(areaOf)
    const rows = withWholeCells(segmentsOf(run, body), leading)
    return rows.map((row, at): Line => {
      const [first, last] = [row[0]!, row.at(-1)!]
      const text = row.map((one) => tidy(one.text)).join('\t')
      const letter = (last.right - last.left) / Math.max(last.text.length, 1)
      const above = rows[at - 1]?.[0]
      // A box beside it leaves a line less room.
      const near = beside.filter(({ left, top, bottom }) => left > last.right && first.y > top && first.y < bottom)
      const to = Math.min(end, ...near.map(({ left }) => left))
      // Further out than the sign of an item, nothing belongs to it.
      const isOut = above !== undefined && isItem(above.text) && first.left < above.left - OUT
      return {
        text,
        page,
        isAtEdge: first.y <= top || first.y >= bottom,
        isApart: !above || isOut || (first.y - above.y) / first.size > APART * leading,
        isFirst: at === 0,
        isIndented: first.left - from > INDENT * first.size,
        isMarked: row.every(({ font }) => font !== body.font),
        room: (to - last.right) / (letter || 1),
        size: first.size,
      }
    })
  })
}
