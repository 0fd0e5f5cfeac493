import {
  type Attribution,
  askingNotice,
  attribute,
  clip,
  questionLabel,
  sayer,
  sourceLine,
} from '../../answering/attribution.ts'
import type { Passage } from '../../corpus/document.ts'
import type { Corpus } from '../../corpus/load-corpus.ts'
import type { Range } from '../../dutch/sentences.ts'
import type { Translate } from '../../i18n/translations.ts'
import { cut, sentenceWithCaveats } from './cut.ts'
import { emphasised, type FormattedText, join, linked, styled } from './formatted-text.ts'
import { permalink } from './permalink.ts'

/** What rendering a message depends on. */
export interface RenderContext {
  readonly corpus: Corpus
  readonly t: Translate
  /** The bot's, without @, for permalinks. */
  readonly username: string
  /** Rest mode: as little as possible to read. */
  readonly rest: boolean
  /** In a shared message (group, inline), buttons lead to the private chat instead of changing the message. */
  readonly audience: 'private' | 'shared'
  /** Whether quotes can be reported as wrong; default: false. */
  readonly reports?: boolean
}

/** Telegram's, in UTF-16 units. */
export const MAX_MESSAGE_LENGTH = 4096
/** UTF-16 units. A longer quote is collapsed; a tap expands it. */
const FOLDED_FROM = 500
/** UTF-16 units reserved for what surrounds the quotes of a message. */
const ROOM_FOR_NOTES = 600
/** UTF-16 units that a quote may take up in a message, with its attribution; a longer passage is cut. */
export const MAX_QUOTE_LENGTH = MAX_MESSAGE_LENGTH - ROOM_FOR_NOTES
/** UTF-16 units of the parts of a long passage. The same everywhere, because buttons refer to parts by number. */
const PART_LENGTH = 1800
const MAX_QUESTION_LENGTH = 800
const MAX_INTRO_LENGTH = 300

/** A passage as a quote: the question it answers, its words, and who said them where. */
export interface RenderedQuote {
  readonly content: FormattedText
  /** How many parts the passage is cut into; 1 for nearly all. */
  readonly parts: number
}

/**
 * Renders one passage. The block quotation holds only words of the passage. The question that it answers and the introduction of
 * its list come before it in italics, under a label, so that neither can be mistaken for the words of the quoted speaker.
 * @param sentence index of the sentence to show bold.
 * @param part index of the part, for a passage that doesn't fit; values beyond the last mean the last.
 */
export function renderQuote(
  passage: Passage,
  sentence: number | null,
  part: number,
  context: RenderContext,
): RenderedQuote {
  const whole = { start: 0, end: passage.text.length }
  const fits = passage.sentences[sentence ?? -1]
  const bold = fits ? [fits] : []
  const complete = context.rest
    ? restQuote(passage, sentence, context)
    : ordinaryQuote(passage, bold, whole, null, context)
  if (complete.text.length <= MAX_QUOTE_LENGTH) return { content: complete, parts: 1 }
  const parts = cut(passage.text, passage.sentences, PART_LENGTH)
  if (!parts)
    return {
      content: join([styled('italic', context.t('quote-too-long')), attribution(passage, context)], '\n\n'),
      parts: 1,
    }
  const number = Math.min(part, parts.length - 1)
  const content = ordinaryQuote(passage, bold, parts[number]!, { part: number + 1, parts: parts.length }, context)
  return { content, parts: parts.length }
}

function ordinaryQuote(
  passage: Passage,
  bold: readonly Range[],
  range: Range,
  numbers: { part: number; parts: number } | null,
  context: RenderContext,
): FormattedText {
  const { t } = context
  const quote = quotation(passage, range, bold, context)
  const before = numbers && numbers.part > 1 ? t('part-before', numbers) : null
  const after = numbers && numbers.part < numbers.parts ? t('part-after', numbers) : null
  return join(
    [...preamble(passage, context), join([before, quote, after], '\n'), attribution(passage, context)],
    '\n\n',
  )
}

/** The relevant sentence first, and the whole quote collapsed below it. */
function restQuote(passage: Passage, sentence: number | null, context: RenderContext): FormattedText {
  const whole = { start: 0, end: passage.text.length }
  const lead = sentence === null ? null : sentenceWithCaveats(passage.text, passage.sentences, sentence)
  const quotes =
    lead && lead.end - lead.start < passage.text.length
      ? [
          quotation(passage, lead, [lead], context),
          join([context.t('whole-quote'), styled('expandable_blockquote', slice(passage, whole, [], context))], '\n'),
        ]
      : [quotation(passage, whole, [], context)]
  return join([...quotes, ...preamble(passage, context), attribution(passage, context)], '\n\n')
}

function quotation(passage: Passage, range: Range, bold: readonly Range[], context: RenderContext): FormattedText {
  const folded = range.end - range.start > FOLDED_FROM
  return styled(folded ? 'expandable_blockquote' : 'blockquote', slice(passage, range, bold, context))
}

/** A range of a passage, verbatim. */
function slice(
  passage: Passage,
  { start, end }: Range,
  bold: readonly Range[],
  { corpus }: RenderContext,
): FormattedText {
  const { links } = corpus.document(passage.documentId)
  const within = bold
    .map((one) => ({ start: Math.max(one.start, start) - start, end: Math.min(one.end, end) - start }))
    .filter((one) => one.start < one.end)
  return emphasised(passage.text.slice(start, end), within, links)
}

/** UTF-16 units of a passage that is quoted whole although only part of it is asked about; a longer one is quoted by sentence. */
const EXCERPT_LENGTH = 1200

/**
 * Renders part of a passage as a quote with attribution: within the whole passage, or within its sentences and their caveats, or
 * alone when even those are too long.
 * @param bold ranges to show bold.
 * @param whole whether to show the whole passage if it fits.
 */
export function renderExcerpt(
  passage: Passage,
  range: Range,
  bold: readonly Range[],
  whole: boolean,
  context: RenderContext,
): FormattedText {
  const { sentences, text } = passage
  const first = sentences.findIndex(({ end }) => end > range.start)
  const last = sentences.findLastIndex(({ start }) => start < range.end)
  const around = {
    start: Math.min(range.start, sentences[first]?.start ?? range.start),
    end: Math.max(range.end, sentenceWithCaveats(text, sentences, last)?.end ?? range.end),
  }
  const all = { start: 0, end: text.length }
  const candidates = [...(whole ? [all] : []), around, range]
  const fitting = candidates.find(({ start, end }) => end - start <= EXCERPT_LENGTH)
  const quote = fitting ? quotation(passage, fitting, bold, context) : styled('italic', context.t('quote-too-long'))
  return join([...preamble(passage, context), quote, attribution(passage, context)], '\n\n')
}

/** What a passage can't be understood without: the question it answers, or the introduction of its list. */
function preamble(passage: Passage, context: RenderContext): FormattedText[] {
  const { corpus, t } = context
  const question = passage.answers ? corpus.passage(passage.answers) : null
  const intro = passage.intro ? corpus.passage(passage.intro) : null
  const result: FormattedText[] = []
  const notice = askingNotice(attributionOf(passage, corpus), t)
  if (notice) result.push(join([notice]))
  if (question) {
    result.push(join([questionLabel(question, t), accompanying(question, MAX_QUESTION_LENGTH, context)], '\n'))
  }
  if (intro) result.push(join([t('list-intro'), lastSentence(intro, context)], '\n'))
  return result
}

/** A passage that accompanies a quote: whole, its first part, or a link when it can't be cut. */
function accompanying(passage: Passage, limit: number, context: RenderContext): FormattedText {
  const first = cut(passage.text, passage.sentences, limit)?.[0]
  if (!first) return linked(context.t('read-elsewhere'), permalink(context.username, [passage.id]))
  return join(
    [styled('italic', slice(passage, first, [], context)), first.end < passage.text.length ? '[…]' : null],
    ' ',
  )
}

/** Only the last sentence of an introduction, such as "…, zoals:", belongs to the list. */
function lastSentence(intro: Passage, context: RenderContext): FormattedText {
  const last = intro.sentences.at(-1)
  if (!last || last.end - last.start > MAX_INTRO_LENGTH) {
    return linked(context.t('read-elsewhere'), permalink(context.username, [intro.id]))
  }
  return styled('italic', slice(intro, last, [], context))
}

/** Who said it, to whom, in what, when, and where to read it. Complete without buttons, which are lost in forwarding. */
function attribution(passage: Passage, { corpus, t, username }: RenderContext): FormattedText {
  const found = attributionOf(passage, corpus)
  const links = [
    found.url ? linked(clip(shownAddress(found.url)), found.url) : null,
    linked(t('permalink'), permalink(username, [passage.id])),
  ]
  return join([`— ${sayer(found, t)}`, sourceLine(found, t), join(links, ' · ')], '\n')
}

/** The attribution of a passage in its corpus. */
export function attributionOf(passage: Passage, corpus: Corpus): Attribution {
  return attribute(passage, corpus.document(passage.documentId))
}

/** A URL as people read it: "mecvs.nl/over-me-cvs". */
export function shownAddress(url: string): string {
  return url.replace(/^https?:\/\/(?:www\.)?/, '').replace(/\/$/, '')
}
