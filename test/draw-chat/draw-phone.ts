import type { OutgoingMessage } from '../../src/telegram/messages/formatted-text.ts'
import { type Line, measure, wrapText } from './wrap-text.ts'

/** What stands in a chat: what somebody wrote, or what the bot answered. */
export type Bubble =
  | { readonly from: 'user'; readonly text: string }
  | { readonly from: 'bot'; readonly message: OutgoingMessage }

/** Points: a common phone. */
export const PHONE_WIDTH = 360
const SIZE = 14.5
const LEADING = 19.5
const MARGIN = 8
const PADDING = 10
const BUTTON = 36
const GAP = 4
const HEADER = 52
const FONT = `font-family="Helvetica, Arial, 'Liberation Sans', sans-serif"`

/** Draws a chat as part of an SVG, from its top left corner down. */
export function drawPhone(
  bubbles: readonly Bubble[],
  title: string,
  subtitle: string,
): { svg: string; height: number } {
  const parts = [
    `<rect width="${PHONE_WIDTH}" height="${HEADER}" fill="#517da2"/>`,
    `<circle cx="30" cy="26" r="17" fill="#ffffff" fill-opacity="0.9"/>`,
    `<text x="30" y="32" text-anchor="middle" font-size="17" font-weight="bold" fill="#517da2">B</text>`,
    `<text x="58" y="23" font-size="15" font-weight="bold" fill="#ffffff">${escapeXml(title)}</text>`,
    `<text x="58" y="40" font-size="12" fill="#d5e3ef">${escapeXml(subtitle)}</text>`,
  ]
  let top = HEADER + 10
  for (const bubble of bubbles) {
    const drawn = bubble.from === 'user' ? drawQuestion(bubble.text, top) : drawAnswer(bubble.message, top)
    parts.push(drawn.svg)
    top += drawn.height + 10
  }
  return { svg: `<g ${FONT}>${parts.join('\n')}</g>`, height: top }
}

function drawQuestion(text: string, top: number): { svg: string; height: number } {
  const lines = wrapText(text, [], 250, SIZE)
  const width = Math.max(...lines.map(widthOf)) + 2 * PADDING
  const height = lines.length * LEADING + 2 * PADDING - 4
  const left = PHONE_WIDTH - MARGIN - width
  return {
    svg: `<rect x="${left}" y="${top}" width="${width}" height="${height}" rx="12" fill="#e7fbd2"/>${drawLines(lines, left + PADDING, top + PADDING)}`,
    height,
  }
}

function drawAnswer({ text, entities, buttons }: OutgoingMessage, top: number): { svg: string; height: number } {
  const width = PHONE_WIDTH - 2 * MARGIN - 14
  const lines = wrapText(text, entities, width - 2 * PADDING, SIZE)
  const height = lines.length * LEADING + 2 * PADDING - 4
  const bubble = `<rect x="${MARGIN}" y="${top}" width="${width}" height="${height}" rx="12" fill="#ffffff"/>`
  const rows = buttons.map((row, index) => {
    const y = top + height + GAP + index * (BUTTON + GAP)
    const each = (width - GAP * (row.length - 1)) / row.length
    return row
      .map((button, place) => {
        const x = MARGIN + place * (each + GAP)
        return `<rect x="${x}" y="${y}" width="${each}" height="${BUTTON}" rx="8" fill="#5d7f9c" fill-opacity="0.55"/><text x="${x + each / 2}" y="${y + 23}" text-anchor="middle" font-size="13" font-weight="bold" fill="#ffffff">${escapeXml(shorten(button.text, each - 10))}</text>`
      })
      .join('')
  })
  return {
    svg: [bubble, drawLines(lines, MARGIN + PADDING, top + PADDING, width - 2 * PADDING), ...rows].join('\n'),
    height: height + buttons.length * (BUTTON + GAP),
  }
}

function drawLines(lines: readonly Line[], left: number, top: number, width = 0): string {
  const parts: string[] = []
  for (const [index, { runs, quoted, folded }] of lines.entries()) {
    const y = top + index * LEADING
    if (quoted && !lines[index - 1]?.quoted) {
      const end = lines.findIndex((line, at) => at > index && !line.quoted)
      const height = ((end < 0 ? lines.length : end) - index) * LEADING
      parts.push(
        `<rect x="${left}" y="${y - 1}" width="${width}" height="${height + 1}" rx="4" fill="#3b82c4" fill-opacity="0.1"/>`,
        `<rect x="${left}" y="${y - 1}" width="3" height="${height + 1}" rx="1.5" fill="#3b82c4"/>`,
      )
    }
    let x = left + (quoted ? 11 : 0)
    for (const { text, bold, italic, link, width: length } of runs) {
      const shown = text.trimEnd()
      const style = `${bold ? ' font-weight="bold"' : ''}${italic ? ' font-style="italic"' : ''}`
      if (shown !== '') {
        const exact = measure(shown, SIZE, bold)
        parts.push(
          `<text x="${x.toFixed(1)}" y="${(y + 14).toFixed(1)}" font-size="${SIZE}" fill="${link ? '#2a7ab8' : '#111820'}" textLength="${exact.toFixed(1)}"${style} xml:space="preserve">${escapeXml(shown)}</text>`,
        )
      }
      x += length
    }
    if (folded) {
      const right = left + width - 14
      parts.push(`<path d="M ${right} ${y + 6} l 4 4 l 4 -4" fill="none" stroke="#3b82c4" stroke-width="1.6"/>`)
    }
  }
  return parts.join('\n')
}

function widthOf({ runs }: Line): number {
  return runs.reduce((sum, { width }) => sum + width, 0)
}

/** As Telegram does with a label that is too wide. */
function shorten(text: string, width: number): string {
  let shown = text
  while (measure(`${shown}…`, 13, true) > width && shown.length > 1) shown = shown.slice(0, -1)
  return shown === text || measure(text, 13, true) <= width ? text : `${shown.trimEnd()}…`
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
