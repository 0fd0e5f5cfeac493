import { clip, listed, sayer } from '../../answering/attribution.ts'
import type { Range } from '../../dutch/sentences.ts'
import type { Translate } from '../../i18n/translations.ts'
import type { CheckedQuote, Difference, Finding, Omission, QuoteCheck, Stretch } from '../../quote-check/check-quote.ts'
import { type FormattedText, join, linked, type OutgoingMessage, plainMessage, styled } from './formatted-text.ts'
import { permalink } from './permalink.ts'
import { addressOf, attributionOf, MAX_MESSAGE_LENGTH, type RenderContext, renderExcerpt } from './render-quote.ts'

/** Callback data of the button that asks a checked text as a question. */
export const ASK_CHECKED = 'c'

/** Most messages about one text. */
const MAX_MESSAGES = { private: 3, shared: 1 } as const
/** UTF-16 units of the checked text that are repeated to identify it. */
const MAX_NAMED = 80
/** UTF-16 units shown of a difference. */
const MAX_WORDS = 160
const MAX_DIFFERENCES = 6
const MAX_PIECES = 4

/** How much of the source is shown: whole passages, the relevant sentences, or only links to them; else, only the verdict. */
const DETAILS = ['passages', 'sentences', 'links'] as const
type Detail = (typeof DETAILS)[number] | 'none'

/**
 * Renders the result of checking a text. Block quotations hold only the sources' own words; those of the checked text are in
 * quotation marks.
 * @param text the checked text.
 * @param isElsewhere for a group that doesn't want quotes in it: the verdict, and a button to the quotes in the private chat.
 */
export function renderCheck(
  check: QuoteCheck,
  text: string,
  context: RenderContext,
  isElsewhere = false,
): OutgoingMessage[] {
  const { t, audience } = context
  if (check.kind === 'too-long') return [plainMessage(t('check-too-long', { limit: check.limit }))]
  if (check.kind === 'empty') return [plainMessage(t('check-hint'))]
  const { quotes } = check
  const several = quotes.length > 1
  const intro = several ? t('check-several', { count: quotes.length }) : null
  const blocksAt = (detail: Detail) =>
    quotes.map((quote, index) => renderQuote(quote, several ? index + 1 : null, detail, { text, context }))
  // A single quote is shown in its whole passage; with several that would be too much to read.
  const details: readonly Detail[] = isElsewhere ? ['none'] : several ? DETAILS.slice(1) : DETAILS
  const packed = details.map((detail) => pack(intro, blocksAt(detail)))
  const best = packed.find((messages) => messages && messages.length <= MAX_MESSAGES[audience])
  const messages = best ?? shorten(intro, blocksAt(details.at(-1)!), context)
  return messages.map((content, index) => ({
    ...content,
    buttons:
      index === messages.length - 1
        ? (isElsewhere ? [linkTo(quotes, context)] : buttons(quotes, context)).filter((row) => row.length > 0)
        : [],
  }))
}

/** A text that is in no source may be a question. */
function buttons(quotes: readonly CheckedQuote[], { audience, t }: RenderContext): OutgoingMessage['buttons'] {
  const unknown = quotes.every(({ finding: { kind } }) => kind === 'not-found' || kind === 'too-short')
  return unknown && audience === 'private' ? [[{ text: t('check-ask'), callback_data: ASK_CHECKED }]] : []
}

/** A button to all that is quoted; none when that is nothing. */
function linkTo(quotes: readonly CheckedQuote[], { t, username }: RenderContext): OutgoingMessage['buttons'][number] {
  const ids = quotes.flatMap(({ finding }) => stretchesOf(finding).map(({ passage }) => passage.id))
  return ids.length > 0 ? [{ text: t('read-elsewhere-button'), url: permalink(username, [...new Set(ids)]) }] : []
}

function stretchesOf(finding: Finding): readonly Stretch[] {
  if (finding.kind === 'glued') return finding.pieces.flatMap(({ stretches }) => stretches)
  return 'stretches' in finding ? finding.stretches : []
}

const GAP = '\n\n'

/** Packs blocks, in order, into as few messages as possible; null when one of them is too long for a message. */
function pack(intro: string | null, blocks: readonly FormattedText[]): FormattedText[] | null {
  const messages: FormattedText[] = []
  for (const block of [...(intro ? [join([intro])] : []), ...blocks]) {
    if (block.text.length > MAX_MESSAGE_LENGTH) return null
    const last = messages.at(-1)
    const together = last && join([last, block], GAP)
    if (together && together.text.length <= MAX_MESSAGE_LENGTH && together.entities.length <= 100) {
      messages[messages.length - 1] = together
    } else messages.push(block)
  }
  return messages
}

/** As many blocks as fit, and how many were left out. */
function shorten(
  intro: string | null,
  blocks: readonly FormattedText[],
  { t, audience }: RenderContext,
): FormattedText[] {
  for (let count = blocks.length - 1; count > 0; count--) {
    const left = join([t('check-left-out', { count: blocks.length - count })])
    const messages = pack(intro, [...blocks.slice(0, count), left])
    if (messages && messages.length <= MAX_MESSAGES[audience]) return messages
  }
  return [join([t('check-left-out', { count: blocks.length })])]
}

interface Checked {
  /** The checked text. */
  readonly text: string
  readonly context: RenderContext
}

function renderQuote(quote: CheckedQuote, number: number | null, detail: Detail, checked: Checked): FormattedText {
  const { text, context } = checked
  const { t } = context
  const name =
    number === null
      ? null
      : t('check-number', { number, quote: clip(text.slice(quote.range.start, quote.range.end), MAX_NAMED) })
  const { finding } = quote
  const heading = join([name, styled('bold', verdict(finding, context))], '\n')
  return join([heading, ...remarks(quote, checked), ...evidence(finding, detail, checked)], GAP)
}

function verdict(finding: Finding, { t }: RenderContext): string {
  switch (finding.kind) {
    case 'literal':
      return t('check-literal', { title: clip(finding.stretches[0].document.title) })
    case 'almost':
      return t('check-almost', { title: clip(finding.stretches[0].document.title) })
    case 'glued':
      return t('check-glued', { count: finding.pieces.length })
    case 'heading':
      return t('check-heading', { title: clip(finding.document.title) })
    case 'too-short':
      return t('check-too-short')
    case 'not-found':
      return t('check-not-found')
  }
}

/** Remarks on a verdict: whose words they are, and what changes their meaning. */
function remarks({ finding, claimed }: CheckedQuote, { context }: Checked): (string | FormattedText)[] {
  const { t } = context
  if (finding.kind === 'not-found') return [t('check-not-found-means')]
  if (finding.kind === 'too-short' || finding.kind === 'heading') return []
  const turn = finding.kind === 'literal' ? null : finding.meaningChange
  const cut = finding.kind === 'literal' && finding.negationCutOff ? sourceWords(finding.negationCutOff) : null
  return [
    speakerRemark(finding, claimed, t),
    turn ? styled('bold', t(`check-turns-${turn}`)) : null,
    cut ? styled('bold', t('check-negation-cut', { word: cut })) : null,
    finding.kind === 'literal' && finding.elsewhere.length > 0
      ? t('check-elsewhere', { count: finding.elsewhere.length })
      : null,
  ].filter((remark) => remark !== null)
}

/** Whether the words are those of the speaker that the checked text names. */
function speakerRemark(
  finding: Extract<Finding, { attribution: unknown }>,
  claimed: CheckedQuote['claimed'],
  t: Translate,
): FormattedText | string | null {
  const stretches = stretchesOf(finding)
  const speakers = listed([...new Set(stretches.map(({ passage }) => clip(passage.speaker.name)))], t)
  const named = clip(claimed?.name ?? '', MAX_NAMED)
  if (finding.attribution === 'wrong') {
    const partly = stretches.some(({ passage }) => claimed?.speaker && passage.speaker.id === claimed.speaker.id)
    return styled('bold', t(partly ? 'check-partly-wrong' : 'check-wrong-source', { named, speakers }))
  }
  if (finding.attribution === 'reported') return t('check-reported', { named, speakers })
  return finding.attribution === 'right' && finding.kind !== 'glued' ? t('check-right-source') : null
}

/** The source's own words, and how the quote differs from them. */
function evidence(finding: Finding, detail: Detail, checked: Checked): FormattedText[] {
  const { context } = checked
  const { t } = context
  if (detail === 'none' || finding.kind === 'not-found' || finding.kind === 'too-short') return []
  if (finding.kind === 'heading') {
    return [join([quoted(clip(finding.document.text.slice(finding.range.start, finding.range.end), MAX_WORDS))])]
  }
  if (finding.kind !== 'glued') {
    const differences = finding.kind === 'almost' ? finding.differences : []
    return [
      ...list(
        [
          ...differences.map((difference) => differenceLine(difference, checked)),
          ...finding.omissions.map((omission) => omissionLine(omission, context)),
        ],
        context,
      ),
      ...excerpts(finding.stretches, differences, detail, context),
    ]
  }
  const pieces = finding.pieces.slice(0, MAX_PIECES)
  return [
    ...pieces.flatMap(({ stretches, differences }, index) => {
      const joint = finding.joints[index - 1]
      const between = joint && t(`check-joint-${joint.between}`)
      return [
        join([between ? `${between} ` : null, styled('bold', t('check-piece', { number: index + 1 }))]),
        ...list(
          [
            ...(joint?.omission ? [omissionLine(joint.omission, context)] : []),
            ...differences.map((difference) => differenceLine(difference, checked)),
          ],
          context,
        ),
        ...excerpts(stretches, differences, detail === 'passages' ? 'sentences' : detail, context),
      ]
    }),
    ...(pieces.length < finding.pieces.length
      ? [join([t('check-pieces-left-out', { count: finding.pieces.length - pieces.length })])]
      : []),
  ]
}

function list(lines: readonly string[], { t }: RenderContext): FormattedText[] {
  if (lines.length === 0) return []
  const shown = lines.slice(0, MAX_DIFFERENCES).map((line) => `• ${line}`)
  const more = lines.length - shown.length
  return [join([...shown, more > 0 ? t('check-differences-left-out', { count: more }) : null], '\n')]
}

function differenceLine({ kind, quoted: theirs, source }: Difference, { text, context: { t } }: Checked): string {
  const mine = quoted(clip(sourceWords(source), MAX_WORDS))
  const other = quoted(clip(text.slice(theirs.start, theirs.end), MAX_WORDS))
  return t(`check-${kind}`, { quoted: other, source: mine })
}

function omissionLine({ words: omitted, meaningChange }: Omission, { t }: RenderContext): string {
  const line = t('check-omitted', { source: quoted(clip(omitted.map(sourceWords).join(' '), MAX_WORDS)) })
  return meaningChange ? `${line} ${t('check-turns-negation')}` : line
}

/** One excerpt per passage, with the differences in bold; or the quoted words themselves, where nothing differs. */
function excerpts(
  stretches: readonly Stretch[],
  differences: readonly Difference[],
  detail: Detail,
  context: RenderContext,
): FormattedText[] {
  const passages = [...new Set(stretches.map(({ passage }) => passage))]
  return passages.map((passage) => {
    const ranges = stretches.filter((stretch) => stretch.passage === passage).map(({ range }) => range)
    if (detail === 'links') {
      return join([
        `${sayer(attributionOf(passage, context.corpus), context.t)} · `,
        linked(context.t('permalink'), addressOf(passage, context)),
      ])
    }
    const changed = differences
      .filter(({ source }) => source.passage === passage && source.range.start < source.range.end)
      .map(({ source }) => source.range)
    const bold = disjoint(changed.length > 0 ? changed : differences.length > 0 ? [] : ranges).slice(0, 20)
    return renderExcerpt(passage, hull(ranges), bold, detail === 'passages', context)
  })
}

function hull(ranges: readonly Range[]): Range {
  return { start: Math.min(...ranges.map(({ start }) => start)), end: Math.max(...ranges.map(({ end }) => end)) }
}

/** Sorted, without ranges that overlap an earlier one. */
function disjoint(ranges: readonly Range[]): Range[] {
  const result: Range[] = []
  for (const range of [...ranges].sort((a, b) => a.start - b.start)) {
    if (range.start >= (result.at(-1)?.end ?? 0)) result.push(range)
  }
  return result
}

function sourceWords({ passage, range }: Stretch): string {
  return passage.text.slice(range.start, range.end)
}

function quoted(text: string): string {
  return `“${text}”`
}
