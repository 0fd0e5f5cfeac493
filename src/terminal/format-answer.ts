import wrapAnsi from 'wrap-ansi'
import type { Answer, Quote } from '../answering/answer.ts'
import { askingNotice, attribute, questionLabel, sayer, sourceLine } from '../answering/attribution.ts'
import type { SourceDocument } from '../corpus/document.ts'
import type { Words } from '../i18n/words.ts'

/** How a terminal shows things. */
export interface Screen {
  /** Columns of text; longer lines are wrapped between words. */
  readonly width: number
  /** Whether escape codes for bold, dim and colour may be used. */
  readonly colour: boolean
}

/** Everything that formatting an answer needs besides the answer. */
export interface Setting {
  readonly words: Words
  readonly screen: Screen
  readonly documents: readonly SourceDocument[]
  readonly dangerCard: (danger: NonNullable<Answer['danger']>) => string
}

const STYLES = { bold: [1, 22], dim: [2, 22], italic: [3, 23], accent: [36, 39] } as const
const MARGIN = '  '
const BAR = '│ '

/** An answer as lines for a person, ending in a newline. */
export function formatAnswer(answer: Answer, setting: Setting): string {
  const { words, documents } = setting
  const blocks: string[] = []
  if (answer.danger) blocks.push(paragraph(setting.dangerCard(answer.danger), setting, 'bold'))
  if (answer.understoodAs)
    blocks.push(paragraph(words('understood-as', { question: echo(answer.understoodAs) }), setting, 'dim'))
  if (answer.request) blocks.push(paragraph(words(`request-${answer.request}`), setting))
  if (answer.outcome === 'no_answer') {
    // Who is in danger needs the card, not the news that two texts about an illness don't mention it.
    if (!answer.danger) blocks.push(...formatNoAnswer(answer, setting))
  } else {
    if (answer.outcome === 'related') blocks.push(paragraph(words('related'), setting))
    blocks.push(...answer.quotes.map((quote) => formatQuote(quote, setting)))
    if (answer.outcome === 'answered' && documents.length > 1) {
      blocks.push(paragraph(words('speaking', { speaking: answer.speaking, all: documents.length }), setting, 'dim'))
    }
  }
  return `${blocks.join('\n\n')}\n`
}

function formatNoAnswer(answer: Answer & { outcome: 'no_answer' }, setting: Setting): string[] {
  const { words, documents } = setting
  if (answer.reason === 'empty') return [paragraph(words('no-question'), setting)]
  const sections = answer.nearest.map(({ title, document }) => `– ${clip(title)} (${document.abbreviation})`)
  const sources = documents.map(({ title, abbreviation }) => `“${title}” (${abbreviation})`).join(', ')
  return [
    paragraph(words('no-answer'), setting),
    ...(sections.length > 0
      ? [[words('nearest'), ...sections].map((line) => paragraph(line, setting)).join('\n')]
      : []),
    paragraph(words('covered', { sources }), setting, 'dim'),
  ]
}

/** A passage with what it can't be understood without before it, and who said it after it. */
export function formatQuote({ passage, document, intro, match }: Quote, setting: Setting): string {
  const { words } = setting
  const attribution = attribute(passage, document)
  const lines: string[] = []
  const notice = askingNotice(attribution, words)
  if (notice) lines.push(paragraph(notice, setting))
  if (attribution.question) {
    lines.push(paragraph(questionLabel(attribution.question, words), setting, 'dim'))
    lines.push(paragraph(attribution.question.text, setting, 'italic'))
  }
  if (intro) {
    lines.push(paragraph(words('list-intro'), setting, 'dim'))
    const last = intro.sentences.at(-1)
    lines.push(paragraph(last ? intro.text.slice(last.start, last.end) : intro.text, setting, 'italic'))
  }
  if (lines.length > 0) lines.push('')
  const text = match
    ? passage.text.slice(0, match.start) +
      style(passage.text.slice(match.start, match.end), 'bold', setting.screen) +
      passage.text.slice(match.end)
    : passage.text
  lines.push(block(text, MARGIN + style(BAR, 'accent', setting.screen), MARGIN.length + BAR.length, setting.screen))
  lines.push(paragraph(`— ${sayer(attribution, words)}`, setting, 'bold'))
  lines.push(paragraph(sourceLine(attribution, words), setting, 'dim'))
  if (document.url) lines.push(paragraph(document.url, setting, 'dim'))
  return lines.join('\n')
}

/** The documents that are quoted, for a person. */
export function formatSources(setting: Setting): string {
  const { words, documents } = setting
  const blocks = documents.map((document) => {
    const date = document.published
      ? words('date', { date: new Date(`${document.published}T12:00`) })
      : words('undated')
    return [
      paragraph(document.title, setting, 'bold'),
      paragraph(`${document.publisher}, ${date}`, setting),
      ...(document.publishedNote ? [paragraph(document.publishedNote, setting, 'dim')] : []),
      paragraph(
        document.url ? words('source-address', { address: document.url }) : words('source-no-address'),
        setting,
        'dim',
      ),
    ].join('\n')
  })
  return `${[paragraph(words('sources', { count: documents.length }), setting), ...blocks].join('\n\n')}\n`
}

/** Text wrapped to the screen, in one style. */
export function paragraph(text: string, { screen }: Pick<Setting, 'screen'>, as?: keyof typeof STYLES): string {
  return block(as ? style(text, as, screen) : text, MARGIN, MARGIN.length, screen)
}

/** Wrapped lines behind a margin; escape codes stay closed within each line. */
function block(text: string, margin: string, marginWidth: number, { width }: Screen): string {
  return wrap(text, Math.max(20, width - marginWidth))
    .split('\n')
    .map((line) => margin + line)
    .join('\n')
}

/** A sign of no script, which stands where another comes back. */
const ASIDE = '\ue000'

/**
 * Lines between words. wrap-ansi composes accents ("e" and U+0301 become "é"); a quote keeps the signs that it has, so those
 * that would change stand aside meanwhile.
 */
function wrap(text: string, columns: number): string {
  const aside: string[] = []
  const standing =
    text === text.normalize() && !text.includes(ASIDE)
      ? text
      : Array.from(new Intl.Segmenter('nl').segment(text), ({ segment }) => {
          if (segment === segment.normalize() && segment !== ASIDE) return segment
          aside.push(segment)
          return ASIDE
        }).join('')
  return wrapAnsi(standing, columns, { hard: true, trim: true }).replaceAll(ASIDE, () => aside.shift() ?? '')
}

function style(text: string, as: keyof typeof STYLES, { colour }: Screen): string {
  const [on, off] = STYLES[as]
  return colour ? `\u001b[${on}m${text}\u001b[${off}m` : text
}

/** Characters of somebody's question that are repeated. */
const MAX_ECHO = 160

/** The beginning of a question, in one line: wrapping thousands of spaces takes seconds. */
function echo(question: string): string {
  const line = question.replace(/\s+/g, ' ').trim()
  return line.length <= MAX_ECHO ? line : `${line.slice(0, MAX_ECHO)}…`
}

/** A heading of one line. */
function clip(title: string): string {
  return title.length <= 100 ? title : `${title.slice(0, 99).replace(/\s+\S*$/, '')} …`
}
