import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Resvg } from '@resvg/resvg-js'
import opentype, { type Font, type PathCommand } from 'opentype.js'
import { PICTURE, type Picture } from './picture.ts'

const { width: WIDTH, height: HEIGHT } = PICTURE
/** Pixels. */
const MARGIN = 70
const SMALL = 26
const LARGEST = 56
const SMALLEST = 26
const SMALL_PRINT = 18
/** Of a line, in sizes of its letters. */
const LEADING = 1.35
const COLOURS = { paper: '#fdfcf9', ink: '#1f2226', soft: '#565b62' }
/** Lines of the question above the words. */
const MAX_LINES_ABOVE = 3
const OMITTED = ' […]'

interface Block {
  readonly lines: readonly string[]
  readonly font: Fonts
  readonly size: number
  readonly colour: string
  readonly indent: number
}

/** A font as its files: letters that the first lacks are in the second. */
type Fonts = readonly [Font, Font]

const require = createRequire(import.meta.url)
const opened = new Map<string, Fonts>()

/** The letters come as paths from files of a package: the picture is the same on every machine. */
function fontsOf(style: '400-normal' | '700-normal' | '400-italic'): Fonts {
  const known = opened.get(style)
  if (known) return known
  const [latin, more] = ['latin', 'latin-ext'].map((part) => {
    const file = `@fontsource/atkinson-hyperlegible/files/atkinson-hyperlegible-${part}-${style}.woff`
    const { buffer, byteOffset, byteLength } = readFileSync(require.resolve(file))
    return opentype.parse(buffer.slice(byteOffset, byteOffset + byteLength))
  })
  const fonts = [latin!, more!] as const
  opened.set(style, fonts)
  return fonts
}

/** Pixels between blocks. */
const GAP = 22

/**
 * What a picture has, from top to bottom: the question or list above the words, who says them, the words, and the source.
 * @returns null when the fonts lack one of its letters: a box in its place would change what somebody said.
 */
export function layOut(picture: Picture): { above: Block[]; who: Block; words: Block; source: Block } | null {
  const { before } = picture
  const [regular, bold, italic] = [fontsOf('400-normal'), fontsOf('700-normal'), fontsOf('400-italic')]
  const said = [before?.label, before?.words, picture.who, picture.words, picture.source].join(' ')
  if (Array.from(said).some((letter) => !/\s/.test(letter) && !fontWith(letter, regular))) return null
  const above = before
    ? [
        block(before.label, bold, SMALL, COLOURS.soft, 0),
        ...(before.words ? [shorten(block(before.words, italic, SMALL, COLOURS.soft, 0), MAX_LINES_ABOVE)] : []),
      ]
    : []
  const who = block(picture.who, bold, 34, COLOURS.ink, 0)
  const source = block(picture.source, regular, SMALL, COLOURS.soft, 0)
  const taken = [...above, who, source].reduce((sum, one) => sum + heightOf(one), 0)
  return { above, who, words: largest(picture, HEIGHT - 2 * MARGIN - taken - 3 * GAP), source }
}

/**
 * Draws a picture as PNG.
 * @returns null when the fonts lack one of its letters.
 */
export function drawPicture(picture: Picture): Buffer | null {
  const blocks = layOut(picture)
  if (!blocks) return null
  const { above, who, words, source } = blocks
  const parts: string[] = []
  let y = MARGIN
  for (const one of [...above, who]) {
    if (one === who && above.length > 0) y += GAP
    parts.push(draw(one, y))
    y += heightOf(one)
  }
  y += GAP / 2
  parts.push(draw(words, y), edge(picture.asks, y, heightOf(words)), draw(source, HEIGHT - MARGIN - heightOf(source)))
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}"><rect width="100%" height="100%" fill="${COLOURS.paper}"/>${parts.join('')}</svg>`
  return new Resvg(svg, { font: { loadSystemFonts: false } }).render().asPng()
}

/** A bar beside what somebody says, and a dashed one beside a question, which is also in italics. */
function edge(asks: boolean, y: number, height: number): string {
  const dashes = asks ? ` stroke-dasharray="14 10"` : ''
  return `<path d="M${MARGIN + 4} ${y}V${y + height}" stroke="${COLOURS.ink}" stroke-width="6"${dashes}/>`
}

/** The words as large as fits; or as many sentences as fit; or small, where it can't be cut. */
function largest({ words, cuts, asks, tooLong }: Picture, room: number): Block {
  const font = fontsOf(asks ? '400-italic' : '400-normal')
  const sized = (text: string, from: number, to: number): Block | null => {
    for (let size = from; size >= to; size -= 2) {
      const one = block(text, font, size, COLOURS.ink, 34)
      if (heightOf(one) <= room) return one
    }
    return null
  }
  for (const text of [words, ...cuts.toReversed().map((end) => `${words.slice(0, end)}${OMITTED}`)]) {
    const one = sized(text, LARGEST, SMALLEST)
    if (one) return one
  }
  return sized(words, SMALLEST, SMALL_PRINT) ?? block(tooLong, fontsOf('400-normal'), SMALLEST, COLOURS.soft, 34)
}

function block(text: string, font: Fonts, size: number, colour: string, indent: number): Block {
  return { lines: linesOf(text, font, size, WIDTH - 2 * MARGIN - indent), font, size, colour, indent }
}

function heightOf({ lines, size }: Block): number {
  return lines.length * size * LEADING
}

/** The first lines, with a mark where others are left out. */
function shorten(one: Block, most: number): Block {
  if (one.lines.length <= most) return one
  const last = one.lines[most - 1]!.split(' ').slice(0, -1).join(' ')
  return { ...one, lines: [...one.lines.slice(0, most - 1), `${last}${OMITTED}`] }
}

function linesOf(text: string, font: Fonts, size: number, width: number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = []
    const space = widthOf(' ', font, size)
    let taken = width
    for (const word of paragraph.split(' ').flatMap((one) => piecesOf(one, font, size, width))) {
      const more = widthOf(word, font, size)
      const isFit = lines.length > 0 && taken + space + more <= width
      if (isFit) lines[lines.length - 1] += ` ${word}`
      else lines.push(word)
      taken = isFit ? taken + space + more : more
    }
    return lines
  })
}

/** A word that is wider than a line, such as an address, in pieces. */
function piecesOf(word: string, font: Fonts, size: number, width: number): string[] {
  if (widthOf(word, font, size) <= width) return [word]
  const pieces = ['']
  for (const letter of word) {
    if (widthOf(pieces.at(-1) + letter, font, size) > width) pieces.push('')
    pieces[pieces.length - 1] += letter
  }
  return pieces
}

function fontWith(letter: string, fonts: Fonts): Font | undefined {
  return fonts.find((font) => font.charToGlyphIndex(letter) > 0)
}

/** Stretches of a text that one file of the font has. */
function runsOf(text: string, fonts: Fonts): { readonly font: Font; text: string }[] {
  const runs: { readonly font: Font; text: string }[] = []
  for (const letter of text) {
    const font = fontWith(letter, fonts) ?? fonts[0]
    const last = runs.at(-1)
    if (last?.font === font) last.text += letter
    else runs.push({ font, text: letter })
  }
  return runs
}

/** Widths of words in sizes of their letters, which many sizes are tried with. */
const widths = new WeakMap<Fonts, Map<string, number>>()

function widthOf(text: string, fonts: Fonts, size: number): number {
  const known = widths.get(fonts) ?? new Map<string, number>()
  widths.set(fonts, known)
  const width =
    known.get(text) ?? runsOf(text, fonts).reduce((sum, run) => sum + run.font.getAdvanceWidth(run.text, 1), 0)
  known.set(text, width)
  return width * size
}

function draw({ lines, font, size, colour, indent }: Block, y: number): string {
  const paths = lines.map((line, at) => {
    let x = MARGIN + indent
    return runsOf(line, font)
      .map((run) => {
        const path = pathOf(run.font.getPath(run.text, x, y + at * size * LEADING + size, size).commands)
        x += run.font.getAdvanceWidth(run.text, size)
        return path
      })
      .join('')
  })
  return `<path fill="${colour}" d="${paths.join('')}"/>`
}

/** As SVG writes a path. (opentype.js 2.0.0 writes NaN for some numbers that it rounds.) */
function pathOf(commands: readonly PathCommand[]): string {
  return commands
    .map((command) => {
      const { type, ...places } = command
      const { x1, y1, x2, y2, x, y } = places as Partial<Record<'x1' | 'y1' | 'x2' | 'y2' | 'x' | 'y', number>>
      return type + [x1, y1, x2, y2, x, y].flatMap((place) => (place === undefined ? [] : place.toFixed(1))).join(' ')
    })
    .join('')
}
