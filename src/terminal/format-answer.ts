import wrapAnsi from 'wrap-ansi'
import { type Answer, isCry, type Quote } from '../answering/answer.ts'
import {
  askingNotice,
  attribute,
  besideIn,
  gistOf,
  headingAbove,
  introducing,
  questionLabel,
  sayer,
  shareAttribution,
  showsQuestion,
  sourceLine,
  versionDate,
} from '../answering/attribution.ts'
import { coverageLine, otherSources } from '../answering/coverage.ts'
import type { GlossaryEntry } from '../answering/glossary.ts'
import { leadLines, relatedHeading } from '../answering/lead-lines.ts'
import { isWhole, listBelow } from '../answering/list-below.ts'
import { noAnswerLines } from '../answering/no-answer.ts'
import { shortReply } from '../answering/short-reply.ts'
import { type ToldSource, toldSources } from '../answering/told-sources.ts'
import { showControls } from '../corpus/control-characters.ts'
import type { Passage, SourceDocument } from '../corpus/document.ts'
import type { Translate } from '../i18n/translations.ts'
import { quoteAddress } from '../reader/address.ts'

/** What a terminal can show. */
export interface Capabilities {
  /** Columns of text; longer lines are wrapped between words. */
  readonly width: number
  /** Whether escape codes for bold, dim and colour may be used. */
  readonly colour: boolean
}

export interface FormatContext {
  readonly t: Translate
  readonly terminal: Capabilities
  readonly documents: readonly SourceDocument[]
  /** What /begrippen lists; default: nothing. */
  readonly glossary?: readonly GlossaryEntry[]
  /** Address of the pages of quotes, which are then named; default: none. */
  readonly readerUrl?: string | null
  readonly dangerCard: (danger: NonNullable<Answer['danger']>, isSensed: boolean) => string
}

const STYLES = { bold: [1, 22], dim: [2, 22], italic: [3, 23], accent: [36, 39] } as const
const MARGIN = '  '
const BAR = '│ '
const INDENT = '    '

/** An answer as readable lines, ending in a newline. */
export function formatAnswer(answer: Answer, context: FormatContext): string {
  const { t, documents } = context
  const blocks: string[] = []
  if (answer.danger) {
    const card = context.dangerCard(answer.danger, answer.isSensed)
    blocks.push(isCry(answer) ? paragraph(card, context, 'bold') : paragraph(card, context))
    // Someone in danger needs the card, not the news that the sources don't mention it.
    if (isCry(answer) && answer.outcome === 'no_answer') return `${blocks.join('\n\n')}\n`
  }
  if (answer.understoodAs && !answer.asksSource)
    blocks.push(paragraph(t('understood-as', { question: echo(answer.understoodAs) }), context, 'dim'))
  if (answer.request) blocks.push(paragraph(t(`request-${answer.request}`), context))
  const lead = leadLines(answer, t)
  if (lead) blocks.push(paragraph(lead, context))
  if (answer.outcome !== 'no_answer' && answer.asksSource) {
    for (const told of toldSources(answer.quotes, t)) blocks.push(formatTold(told, context))
  } else if (answer.outcome === 'no_answer') {
    blocks.push(...formatNoAnswer(answer, context))
  } else {
    // That nobody chooses says that there is no answer.
    if (answer.outcome === 'related' && answer.request !== 'choice')
      blocks.push(paragraph(t(relatedHeading(answer)), context))
    for (const [at, quote] of answer.quotes.entries()) {
      const before = answer.quotes[at - 1]?.passage
      const where = quote.isBound && before ? besideIn(before, quote.passage) : null
      if (where) blocks.push(paragraph(t(where), context))
      const isFirst = answer.quotes.findIndex(({ document }) => document === quote.document) === at
      const goesOn = quote.isBound && before && shareAttribution(before, quote.passage)
      blocks.push(goesOn ? formatWords(quote, context) : formatQuote(quote, context, isFirst, before))
    }
    const shown = new Set(answer.quotes.map(({ document }) => document.id))
    const line = coverageLine(shown.size, documents.length, otherSources(answer, shown), t)
    // What was shown before came from other sources, too.
    if (answer.outcome === 'answered' && answer.seen.length === 0 && line) blocks.push(paragraph(line, context, 'dim'))
  }
  return `${blocks.join('\n\n')}\n`
}

/** Where something comes from, and where to read it. */
function formatTold({ line, attribution, passage }: ToldSource, context: FormatContext): string {
  const address = context.readerUrl ? quoteAddress(context.readerUrl, passage) : attribution.url
  return [paragraph(line, context), ...(address ? [paragraph(address, context, 'dim')] : [])].join('\n')
}

function formatNoAnswer(answer: Answer & { outcome: 'no_answer' }, context: FormatContext): string[] {
  const { t, documents } = context
  const reply = shortReply(answer.reason)
  if (reply) return [paragraph(t(reply), context)]
  const { opening, signpost, isAll } = noAnswerLines(answer, t)
  const sections = (isAll ? [] : answer.nearest).map(({ title, passage, document }) => {
    // Unlabelled, an interviewer's words would read as the publisher's.
    const asked = passage.speaker.role === 'asks' ? `${questionLabel(passage, t)} ` : ''
    return `– ${asked}${clip(title)} (${document.abbreviation})`
  })
  const sources = documents.map(({ title, abbreviation }) => `“${title}” (${abbreviation})`).join(', ')
  return [
    ...opening.map((line) => paragraph(showControls(line), context)),
    ...(sections.length > 0 ? [[t('nearest'), ...sections].map((line) => paragraph(line, context)).join('\n')] : []),
    ...(signpost === null ? [] : [paragraph(signpost, context)]),
    ...(isAll ? [] : [paragraph(t('covered', { sources }), context, 'dim')]),
  ]
}

/**
 * A passage, below what it needs to be understood and above who said it.
 * @param hasAddress whether to give the address of its document.
 * @param above the passage right above it: what it answers is not repeated where that shows it.
 */
export function formatQuote(
  quote: Quote,
  context: FormatContext,
  hasAddress = true,
  above: Passage | null = null,
): string {
  const { passage, document, intro } = quote
  const { t } = context
  const attribution = attribute(passage, document)
  const lines: string[] = []
  const notice = askingNotice(attribution, t)
  if (notice) lines.push(paragraph(notice, context))
  const { question } = attribution
  if (question && !showsQuestion(above, question)) {
    const { start, end } = gistOf(question)
    const omitted = end - start < question.text.length ? ' […]' : ''
    lines.push(paragraph(questionLabel(question, t), context, 'dim'))
    lines.push(paragraph(`${question.text.slice(start, end)}${omitted}`, context, 'italic'))
  }
  if (intro) {
    lines.push(paragraph(t('list-intro'), context, 'dim'))
    lines.push(paragraph(introducing(intro), context, 'italic'))
  }
  const heading = headingAbove(passage, document)
  if (heading) lines.push(paragraph(t('under-heading', { heading }), context, 'dim'))
  if (lines.length > 0) lines.push('')
  lines.push(formatWords(quote, context))
  lines.push(paragraph(`— ${sayer(attribution, t)}`, context, 'bold'))
  const isAbove = heading !== null && !passage.heading
  lines.push(paragraph(sourceLine(isAbove ? { ...attribution, section: null } : attribution, t), context, 'dim'))
  if (hasAddress && document.url) lines.push(paragraph(document.url, context, 'dim'))
  if (context.readerUrl) lines.push(paragraph(quoteAddress(context.readerUrl, passage), context, 'dim'))
  return lines.join('\n')
}

/** The words of a passage, with the sentence that answers in bold, and the list that it opens. */
function formatWords({ passage, document, match }: Quote, { terminal }: FormatContext): string {
  const { text } = passage
  const { start, end } = match ?? { start: 0, end: 0 }
  const words = match ? text.slice(0, start) + style(text.slice(start, end), 'bold', terminal) + text.slice(end) : text
  const { items, isAll } = listBelow(passage, match, document)
  const lines = items.map((item) => {
    const { start, end } = item.shown
    return `– ${item.passage.text.slice(start, end)}${isWhole(item) ? '' : ' […]'}`
  })
  return [
    block(words, MARGIN + style(BAR, 'accent', terminal), MARGIN.length + BAR.length, terminal),
    ...[...lines, ...(isAll ? [] : ['[…]'])].map((line) =>
      block(style(line, 'italic', terminal), INDENT, INDENT.length, terminal),
    ),
  ].join('\n')
}

/** The list of sources. */
export function formatSources(context: FormatContext): string {
  const { t, documents } = context
  const blocks = documents.map((document) => {
    return [
      paragraph(document.title, context, 'bold'),
      paragraph(`${document.publisher}, ${versionDate(document, t)}`, context),
      ...(document.publishedNote ? [paragraph(document.publishedNote, context, 'dim')] : []),
      paragraph(document.url ? t('source-address', { address: document.url }) : t('source-no-address'), context, 'dim'),
    ].join('\n')
  })
  return `${[paragraph(t('sources', { count: documents.length }), context), ...blocks].join('\n\n')}\n`
}

/** The terms of the sources: those that they explain or spell out with their sentence, then the others. */
export function formatTerms(context: FormatContext): string {
  const { t, documents, glossary = [] } = context
  const blocks = glossary.flatMap(({ name, passage, sentence, says }) => {
    const document = documents.find(({ id }) => id === passage.documentId)
    if (!says || !document) return []
    const words = paragraph(passage.text.slice(sentence.start, sentence.end), context)
    return [`${paragraph(`${name} (${sayer(attribute(passage, document), t)})`, context, 'bold')}\n${words}`]
  })
  const named = glossary.flatMap(({ name, says }) => (says ? [] : [name]))
  if (named.length > 0) blocks.push(paragraph(`${t('terms-named')} ${named.join(', ')}`, context))
  return `${[paragraph(t('terms', { count: glossary.length }), context), ...blocks].join('\n\n')}\n`
}

/** Text wrapped to the terminal, in one style. */
export function paragraph(
  text: string,
  { terminal }: Pick<FormatContext, 'terminal'>,
  as?: keyof typeof STYLES,
): string {
  return block(as ? style(text, as, terminal) : text, MARGIN, MARGIN.length, terminal)
}

/** Wrapped lines behind a margin; escape codes stay closed within each line. */
function block(text: string, margin: string, marginWidth: number, { width }: Capabilities): string {
  return wrap(text, Math.max(20, width - marginWidth))
    .split('\n')
    .map((line) => margin + line)
    .join('\n')
}

/** A private-use character that replaces another while lines are wrapped. */
const PLACEHOLDER = '\ue000'

/**
 * Wraps text between words. wrap-ansi composes accents ("e" and U+0301 become "é"), but a quote must keep its characters, so
 * those that would change are replaced meanwhile.
 */
function wrap(text: string, columns: number): string {
  const replaced: string[] = []
  const stable =
    text === text.normalize() && !text.includes(PLACEHOLDER)
      ? text
      : Array.from(new Intl.Segmenter('nl').segment(text), ({ segment }) => {
          if (segment === segment.normalize() && segment !== PLACEHOLDER) return segment
          replaced.push(segment)
          return PLACEHOLDER
        }).join('')
  return wrapAnsi(stable, columns, { hard: true, trim: true }).replaceAll(PLACEHOLDER, () => replaced.shift() ?? '')
}

function style(text: string, as: keyof typeof STYLES, { colour }: Capabilities): string {
  const [on, off] = STYLES[as]
  return colour ? `\u001b[${on}m${text}\u001b[${off}m` : text
}

/** Most characters of a question that are repeated. */
const MAX_ECHO = 160

/** The beginning of a question, on one line: wrapping thousands of spaces takes seconds. */
function echo(question: string): string {
  const line = showControls(question.replace(/\s+/g, ' ').trim())
  return line.length <= MAX_ECHO ? line : `${line.slice(0, MAX_ECHO)}…`
}

/** A heading, on one line. */
function clip(title: string): string {
  return title.length <= 100 ? title : `${title.slice(0, 99).replace(/\s+\S*$/, '')} …`
}
