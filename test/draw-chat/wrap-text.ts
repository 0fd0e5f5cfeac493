import type { MessageEntity } from 'grammy/types'

/** A piece of a line in one style. */
export interface Run {
  readonly text: string
  readonly bold: boolean
  readonly italic: boolean
  readonly link: boolean
  /** Points. */
  readonly width: number
}

/** A line of a message as a phone shows it. */
export interface Line {
  readonly runs: readonly Run[]
  /** In a block quotation. */
  readonly quoted: boolean
  /** The last line that shows of a quotation that is folded. */
  readonly folded: boolean
}

/** Widths of Helvetica, in thousandths of the font size; others count as 556. */
const WIDTHS = new Map<string, number>()
for (const [width, signs] of [
  [191, "'"],
  [222, 'ijl‘’'],
  [278, ' !,./:;I[\\]ft'],
  [333, '()-`r“”‹›'],
  [350, '•'],
  [389, '*'],
  [500, 'Jckxsyvz'],
  [611, 'FTZ'],
  [667, '&ABEKPSVXY'],
  [722, 'CDHNRUw'],
  [778, 'GOQ'],
  [833, 'Mm'],
  [889, '%'],
  [944, 'W'],
  [1000, '—…→'],
  [278, '·'],
] as const) {
  for (const sign of signs) WIDTHS.set(sign, width)
}
/** Helvetica Bold is about so much wider. */
const BOLD = 1.07
/** Lines of a folded quotation that show. */
const FOLDED_LINES = 3

/** The width of a text in points. */
export function measure(text: string, size: number, bold = false): number {
  const thousandths = [...text].reduce((sum, sign) => sum + (WIDTHS.get(sign) ?? 556), 0)
  return (thousandths / 1000) * size * (bold ? BOLD : 1)
}

/** Breaks a message into lines of at most this width, its quotations a little narrower, folded ones after three lines. */
export function wrapText(text: string, entities: readonly MessageEntity[], width: number, size: number): Line[] {
  const blocks = entities.filter(({ type }) => type === 'blockquote' || type === 'expandable_blockquote')
  const lines: Line[] = []
  let at = 0
  for (const { type, offset, length } of blocks) {
    lines.push(...wrapRange(text, entities, at, offset, width, size, false))
    const quoted = wrapRange(text, entities, offset, offset + length, width - 22, size, true)
    const folds = type === 'expandable_blockquote' && quoted.length > FOLDED_LINES
    lines.push(
      ...(folds
        ? quoted.slice(0, FOLDED_LINES).map((line, index) => ({ ...line, folded: index === FOLDED_LINES - 1 }))
        : quoted),
    )
    at = offset + length
    // The line end after a quotation belongs to it.
    if (text[at] === '\n') at++
  }
  return [...lines, ...wrapRange(text, entities, at, text.length, width, size, false)]
}

function wrapRange(
  text: string,
  entities: readonly MessageEntity[],
  start: number,
  end: number,
  width: number,
  size: number,
  quoted: boolean,
): Line[] {
  const lines: Line[] = []
  let from = start
  const paragraphs = text.slice(start, end).replace(/\n$/, '').split('\n')
  if (start >= end) return []
  for (const paragraph of paragraphs) {
    let runs: Run[] = []
    let used = 0
    const flush = () => {
      lines.push({ runs: merge(runs), quoted, folded: false })
      runs = []
      used = 0
    }
    for (const { 0: word, index } of paragraph.matchAll(/\S+\s*/g)) {
      for (const piece of pieces(word, from + index, entities, size)) {
        if (used + measure(piece.text.trimEnd(), size, piece.bold) > width && used > 0) flush()
        runs.push(piece)
        used += piece.width
      }
    }
    flush()
    from += paragraph.length + 1
  }
  return lines
}

/** A word, cut where a style begins or ends. */
function pieces(word: string, at: number, entities: readonly MessageEntity[], size: number): Run[] {
  const inside = (type: MessageEntity['type'], place: number) =>
    entities.some((one) => one.type === type && one.offset <= place && place < one.offset + one.length)
  const result: Run[] = []
  for (const [index, sign] of [...word].entries()) {
    const place = at + index
    const style = { bold: inside('bold', place), italic: inside('italic', place), link: inside('text_link', place) }
    const last = result.at(-1)
    if (last && last.bold === style.bold && last.italic === style.italic && last.link === style.link) {
      result[result.length - 1] = { ...last, text: last.text + sign }
    } else result.push({ text: sign, ...style, width: 0 })
  }
  return result.map((run) => ({ ...run, width: measure(run.text, size, run.bold) }))
}

function merge(runs: readonly Run[]): Run[] {
  const result: Run[] = []
  for (const run of runs) {
    const last = result.at(-1)
    if (last && last.bold === run.bold && last.italic === run.italic && last.link === run.link) {
      result[result.length - 1] = { ...last, text: last.text + run.text, width: last.width + run.width }
    } else result.push(run)
  }
  return result
}
