import { type Extract, ImportError, NOTHING_FOUND, tidy } from './draft.ts'
import { library } from './library.ts'
import { BULLET, type Line, readLines } from './read-lines.ts'
import { locked } from './read-office.ts'

/** Words beside one another, and where they are on their page, in points from its upper left corner. */
interface Segment {
  text: string
  readonly left: number
  right: number
  readonly y: number
  readonly size: number
}

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
    const runs: Segment[][][] = []
    for (let at = 1; at <= pdf.numPages; at++) {
      const page = await pdf.getPage(at)
      const { height } = page.getViewport({ scale: 1 })
      const { items } = await page.getTextContent()
      runs.push(inOrder(segmentsOf(items, height)))
      page.cleanup()
    }
    const leading = leadingOf(runs)
    const lines = runs.flatMap((page, at) => linesOf(page, at, leading))
    const extract = readLines(
      lines,
      lines.map((_, at) => at + 1),
      lines.map(({ text }) => text),
    )
    const pages = runs.map((_, at) =>
      lines.filter(({ page }) => page === at).reduce((sum, { text }) => sum + text.length, 0),
    )
    // A program that scans puts its name on each page.
    if (extract.blocks.length === 0 || pages.every((letters) => letters < FEW_LETTERS)) {
      throw new ImportError(
        `${name} is a scan, pictures without text: have a program for OCR read it first, such as ocrmypdf.`,
        'scan',
        name,
      )
    }
    const { info } = (await pdf.getMetadata()) as { info: { Title?: unknown } }
    const title = tidy(String(info.Title ?? ''))
    const textless = pages.flatMap((letters, at) => (letters < FEW_LETTERS ? [at + 1] : []))
    // Programs put the name of a file there.
    const isName = title === '' || /\.\w{3,4}$|^Microsoft|^untitled/i.test(title)
    return { ...extract, textless, found: { ...NOTHING_FOUND, title: isName ? null : title } }
  } finally {
    await pdf.cleanup()
  }
}

type Items = readonly (object & { str?: string; transform?: number[]; width?: number })[]

/** Nearer than this part of their height, words are one text; further, another column or cell. */
const COLUMN_GAP = 1
const WORD_GAP = 0.15
/** How far a raised letter may stand from its line. */
const SAME_LINE = 0.4

function segmentsOf(items: Items, height: number): Segment[] {
  const pieces = items.flatMap(({ str, transform, width }): Segment[] => {
    if (!str?.trim() || !transform || width === undefined) return []
    const [a, b, c, d, x, y] = transform as [number, number, number, number, number, number]
    // A watermark, or a note up the side of the page.
    if (Math.abs(b) > Math.abs(a)) return []
    return [{ text: str, left: x, right: x + width, y: height - y, size: Math.round(Math.hypot(c, d) * 2) / 2 || 10 }]
  })
  const segments: Segment[] = []
  for (const row of rowsOf(pieces)) {
    let last: Segment | undefined
    for (const piece of row) {
      const gap = last ? (piece.left - last.right) / Math.max(last.size, piece.size) : Number.POSITIVE_INFINITY
      const isSign =
        last !== undefined && (tidy(last.text.replace(BULLET, '')) === '' || /^\s*\d{1,2}[.)]\s*$/.test(last.text))
      if (last && gap < (isSign ? 5 : COLUMN_GAP)) {
        last.text += gap > WORD_GAP && !/\s$/.test(last.text) && !/^\s/.test(piece.text) ? ` ${piece.text}` : piece.text
        last.right = Math.max(last.right, piece.right)
      } else {
        last = { ...piece }
        segments.push(last)
      }
    }
  }
  return segments
}

/** Pieces at the same height, from left to right; rows from above. */
function rowsOf(pieces: readonly Segment[]): Segment[][] {
  const rows: Segment[][] = []
  for (const piece of [...pieces].sort((a, b) => a.y - b.y)) {
    const row = rows.at(-1)
    if (row && piece.y - row[0]!.y <= SAME_LINE * Math.max(piece.size, row[0]!.size)) row.push(piece)
    else rows.push([piece])
  }
  return rows.map((row) => row.sort((a, b) => a.left - b.left))
}

/** The runs of text of a page in reading order: what crosses its columns divides them, and each is read to its end. */
function inOrder(segments: readonly Segment[]): Segment[][] {
  const gutter = gutterOf(segments)
  if (gutter === null) return segments.length > 0 ? [[...segments]] : []
  const runs: Segment[][] = []
  let [left, right]: [Segment[], Segment[]] = [[], []]
  const flush = () => {
    runs.push(...inOrder(left), ...inOrder(right))
    left = []
    right = []
  }
  for (const segment of [...segments].sort((a, b) => a.y - b.y)) {
    if (segment.right <= gutter) left.push(segment)
    else if (segment.left >= gutter) right.push(segment)
    else {
      flush()
      const before = runs.at(-1)
      if (before?.at(-1) && isAcross(before.at(-1)!, gutter)) before.push(segment)
      else runs.push([segment])
    }
  }
  flush()
  return runs
}

function isAcross({ left, right }: Segment, gutter: number): boolean {
  return left < gutter && right > gutter
}

/** A column has at least so many lines, of so much of the page's width, and as many words as prose. */
const COLUMN = { lines: 3, width: 0.18, words: 3 }

/** Where two columns of prose part, or null. The cells of a table are no columns: they have few words. */
function gutterOf(segments: readonly Segment[]): number | null {
  const width = Math.max(...segments.map(({ right }) => right)) - Math.min(...segments.map(({ left }) => left))
  let best: { x: number; crossing: number; lines: number } | null = null
  for (const x of new Set(segments.map(({ left }) => Math.round(left) - 1))) {
    const left = segments.filter(({ right }) => right <= x)
    const right = segments.filter((segment) => segment.left >= x)
    const lines = Math.min(left.length, right.length)
    const crossing = segments.length - left.length - right.length
    if (lines < COLUMN.lines || crossing > 2 * lines) continue
    const isBeside = left.some((one) => right.some((other) => Math.abs(one.y - other.y) < one.size))
    const isProse = [left, right].every(
      (side) =>
        middle(side.map((one) => one.right - one.left)) >= COLUMN.width * width &&
        middle(side.map(({ text }) => text.trim().split(/\s+/).length)) >= COLUMN.words,
    )
    if (!isBeside || !isProse) continue
    if (!best || crossing < best.crossing || (crossing === best.crossing && lines > best.lines))
      best = { x, crossing, lines }
  }
  return best?.x ?? null
}

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

/** How far lines are apart, as a part of their height. */
function leadingOf(pages: readonly (readonly Segment[][])[]): number {
  const distances = pages.flat().flatMap((run) => {
    const rows = rowsOf(run)
    return rows.slice(1).map(([one], at) => (one!.y - rows[at]![0]!.y) / one!.size)
  })
  return middle(distances) || 1.2
}

/** Room above a line that is more than that between lines. */
const APART = 1.25
/** How many rows of a page are at each of its edges. */
const EDGE = 2
const INDENT = 0.8

function linesOf(runs: readonly (readonly Segment[])[], page: number, leading: number): Line[] {
  const heights = rowsOf(runs.flat()).map(([first]) => first!.y)
  const [top, bottom] = [heights[EDGE - 1] ?? Number.POSITIVE_INFINITY, heights.at(-EDGE) ?? 0]
  return runs.flatMap((run) => {
    const [from, to] = [Math.min(...run.map(({ left }) => left)), Math.max(...run.map(({ right }) => right))]
    const rows = rowsOf(run)
    return rows.map((row, at): Line => {
      const [first, last] = [row[0]!, row.at(-1)!]
      const text = row.map((one) => tidy(one.text)).join('\t')
      const letter = (last.right - last.left) / Math.max(last.text.length, 1)
      const above = rows[at - 1]?.[0]
      return {
        text,
        page,
        isAtEdge: first.y <= top || first.y >= bottom,
        isApart: !above || (first.y - above.y) / first.size > APART * leading,
        isFirst: at === 0,
        isIndented: first.left - from > INDENT * first.size,
        room: (to - last.right) / (letter || 1),
        size: first.size,
      }
    })
  })
}
