import {
  type Attribution,
  askingNotice,
  attribute,
  clip,
  gistOf,
  headingAbove,
  leansAt,
  questionLabel,
  sayer,
  showsQuestion,
  sourceLine,
  titleOf,
} from '../../answering/attribution.ts'
import { isWhole, listBelow } from '../../answering/list-below.ts'
import type { Passage } from '../../corpus/document.ts'
import type { Corpus } from '../../corpus/load-corpus.ts'
import { cut, sentenceInContext, sentenceWithCaveats } from '../../dutch/excerpt.ts'
import type { Range } from '../../dutch/sentences.ts'
import type { Translate } from '../../i18n/translations.ts'
import { quoteAddress } from '../../reader/address.ts'
import { emphasised, type FormattedText, join, linked, styled, withWords } from './formatted-text.ts'
import { permalink } from './permalink.ts'

/** What rendering a message depends on. */
export interface RenderContext {
  readonly corpus: Corpus
  readonly t: Translate
  /** The bot's, without @, for permalinks. */
  readonly username: string
  /** Address of the pages of quotes, to which attributions then link; default: none, they link to the private chat. */
  readonly readerUrl?: string | null
  /** Rest mode: as little as possible to read. */
  readonly rest: boolean
  /** In a shared message (group, inline), buttons lead to the private chat instead of changing the message. */
  readonly audience: 'private' | 'shared'
  /** Whether quotes can be reported as wrong; default: false. */
  readonly reports?: boolean
  /** Whether what fits best is shown without bold, because it is no answer; default: false. */
  readonly isPlain?: boolean
  /** The passage right above a quote in its message: what the quote answers is not repeated where that shows it. Default: none. */
  readonly above?: Passage | null
}

/**
 * How much of a quote shows before a tap. `open`: a short passage whole; of a longer one what answers, with the rest folded. `tight`:
 * three lines, or a short excerpt above them. `folded`: three lines of an excerpt, too. `brief`: of the question only a link.
 */
export type Form = 'open' | 'tight' | 'folded' | 'brief'

/**
 * What stands around the words of a quote: all that it needs; the same without the address of the document, which a message shows once;
 * or nothing, for a quote right below one that has it.
 */
export type Around = 'all' | 'no-address' | 'nothing'

/** Telegram's, in UTF-16 units. */
export const MAX_MESSAGE_LENGTH = 4096
/** UTF-16 units. A passage that is not longer, and begins with what answers, is shown whole. */
const SHORT_PASSAGE = 280
/** UTF-16 units. A longer quotation is folded. */
export const MAX_OPEN = 400
/** UTF-16 units of an excerpt that stay open where there is little room: a little more than the three lines of a folded quotation. */
const MAX_TIGHT = 170
/** UTF-16 units reserved for what surrounds the quotes of a message. */
const ROOM_FOR_NOTES = 600
/** UTF-16 units that a quote may take up in a message, with its attribution; a longer passage is cut. */
export const MAX_QUOTE_LENGTH = MAX_MESSAGE_LENGTH - ROOM_FOR_NOTES
/** UTF-16 units of the parts of a long passage. The same everywhere, because buttons refer to parts by number. */
const PART_LENGTH = 1800
const MAX_QUESTION_LENGTH = 300
const MAX_INTRO_LENGTH = 200
const OMITTED = '[…]'

/** A passage as a quote: the question it answers, its words, and who said them where. */
export interface RenderedQuote {
  readonly content: FormattedText
  /** How many parts the passage is cut into; 1 for nearly all. */
  readonly parts: number
}

/**
 * Renders one passage. Block quotations hold only words of the passage, in its order: what answers first, if it stands elsewhere as
 * an excerpt of the whole, which is folded below it. The question that the passage answers and the introduction of its list come
 * before it in italics, under a label, so that neither can be mistaken for the words of the quoted speaker.
 * @param sentence index of the sentence that answers, to show bold; null to show the passage from its beginning.
 * @param part index of the part, for a passage that doesn't fit; values beyond the last mean the last.
 * @param around what to put around the words.
 */
export function renderQuote(
  passage: Passage,
  sentence: number | null,
  part: number,
  context: RenderContext,
  form: Form = 'open',
  around: Around = 'all',
): RenderedQuote {
  const { t } = context
  const { text, sentences } = passage
  const answer = sentence === null ? null : sentenceInContext(text, sentences, sentence)
  const framed = (words: FormattedText): FormattedText =>
    around === 'nothing' ? words : frame(passage, answer?.start ?? 0, words, context, form, around)
  const bold = sentences.filter((_, index) => index === sentence)
  const whole = { start: 0, end: text.length }
  const list = listOf(passage, sentence, context)
  const folded = quotation('expandable_blockquote', passage, whole, bold, context)
  const fitting = [answerFirst(passage, answer, bold, form, context), folded]
    .map((words) => framed(list ? join([words, list], '\n') : words))
    .find((content) => content.text.length <= MAX_QUOTE_LENGTH)
  if (fitting) return { content: fitting, parts: 1 }
  const parts = cut(text, sentences, PART_LENGTH)
  if (!parts) return { content: framed(styled('italic', t('quote-too-long'))), parts: 1 }
  const number = Math.min(part, parts.length - 1)
  const numbers = { part: number + 1, parts: parts.length }
  const words = [
    number > 0 ? t('part-before', numbers) : null,
    quotation('expandable_blockquote', passage, parts[number]!, bold, context),
    number < parts.length - 1 ? t('part-after', numbers) : null,
  ]
  return { content: framed(join(words, '\n')), parts: parts.length }
}

/** The items of the list that a passage opens, each with a link to all of its words; null when it opens none. */
function listOf(passage: Passage, sentence: number | null, context: RenderContext): FormattedText | null {
  const { corpus, username } = context
  const match = sentence === null ? null : (passage.sentences[sentence] ?? null)
  const { items, isAll } = listBelow(passage, match, corpus.document(passage.documentId))
  if (items.length === 0 && isAll) return null
  const rest = (one: Passage) => linked(OMITTED, permalink(username, [one.id]))
  const lines = items.map((item) => {
    const words = styled('italic', slice(item.passage, item.shown, [], context))
    return join(['–', words, isWhole(item) ? null : rest(item.passage)], ' ')
  })
  return join([...lines, isAll ? null : rest(passage)], '\n')
}

/**
 * What answers first, and the rest below it.
 * @param answer the sentence that answers, with what it can't stand without; null if that is not known.
 */
function answerFirst(
  passage: Passage,
  answer: Range | null,
  bold: readonly Range[],
  form: Form,
  context: RenderContext,
): FormattedText {
  const { text } = passage
  const whole = { start: 0, end: text.length }
  const quoted = (range: Range) => {
    const isOpen = form === 'open' || (form === 'tight' && range.end - range.start <= MAX_TIGHT)
    return quotation(isOpen ? 'blockquote' : 'expandable_blockquote', passage, range, bold, context)
  }
  if (!answer || text.length <= MAX_TIGHT) return quoted(whole)
  if (form === 'open' && answer.start === 0 && text.length <= SHORT_PASSAGE) return quoted(whole)
  if (answer.start > 0) {
    const all = styled('expandable_blockquote', slice(passage, whole, [], context))
    return join([quoted(answer), `${OMITTED} ${context.t('whole-quote')}`, all], '\n')
  }
  const from = text.length - text.slice(answer.end).trimStart().length
  if (form !== 'open' || from === text.length) return quoted(whole)
  const rest = { start: from, end: text.length }
  return join([quoted(answer), quotation('expandable_blockquote', passage, rest, bold, context)], '\n')
}

function quotation(
  type: 'blockquote' | 'expandable_blockquote',
  passage: Passage,
  range: Range,
  bold: readonly Range[],
  context: RenderContext,
): FormattedText {
  return styled(type, slice(passage, range, bold, context))
}

/** A range of a passage, verbatim. */
function slice(
  passage: Passage,
  { start, end }: Range,
  bold: readonly Range[],
  { corpus, isPlain = false }: RenderContext,
): FormattedText {
  const { links } = corpus.document(passage.documentId)
  const within = (isPlain ? [] : bold)
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
  const isLong = fitting && fitting.end - fitting.start > MAX_OPEN
  const quote = fitting
    ? quotation(isLong ? 'expandable_blockquote' : 'blockquote', passage, fitting, bold, context)
    : styled('italic', context.t('quote-too-long'))
  return frame(passage, fitting?.start ?? 0, quote, context)
}

/**
 * Words of a passage between what they can't be understood without (the question they answer, the introduction of their list, the
 * heading above them) and where they stand, under the name of who says them. Complete without buttons, which are lost in forwarding.
 * @param begin where in the passage they begin.
 */
function frame(
  passage: Passage,
  begin: number,
  words: FormattedText,
  context: RenderContext,
  form: Form = 'open',
  around: Exclude<Around, 'nothing'> = 'all',
): FormattedText {
  const { corpus, t } = context
  const answered = passage.answers ? corpus.passage(passage.answers) : null
  const question = answered && !showsQuestion(context.above ?? null, answered) ? answered : null
  const intro = passage.intro ? corpus.passage(passage.intro) : null
  const heading = headingAbove(passage, corpus.document(passage.documentId), begin)
  const above = [
    question ? join([questionLabel(question, t), gist(question, form, context)], ' ') : null,
    intro ? join([t('list-intro'), lastSentence(intro, context)], ' ') : null,
    heading ? t('under-heading', { heading }) : null,
  ]
  const found = attributionOf(passage, corpus)
  const source = sourceOf(
    passage,
    heading && !passage.heading ? { ...found, section: null } : found,
    context,
    around === 'all',
  )
  const named = (line: string) => withWords(line, found.speaker, { type: 'bold' })
  // In rest mode the words come first, if they can be understood without what is above them.
  if (context.rest && found.act !== 'asks' && !passage.heading && !leansAt(passage, begin)) {
    return join([words, ...above, named(`— ${sayer(found, t)}`), source], '\n')
  }
  return join([...above, named(askingNotice(found, t) ?? `${sayer(found, t)}:`), words, source], '\n')
}

/** In what it stands, and when and where to read it. The title links to the passage itself. */
function sourceOf(passage: Passage, found: Attribution, context: RenderContext, hasAddress: boolean): FormattedText {
  const { t } = context
  const title = { type: 'text_link', url: addressOf(passage, context) } as const
  const address = hasAddress && found.url ? linked(clip(shownAddress(found.url)), found.url) : null
  return join([withWords(sourceLine(found, t), titleOf(found), title), address], ' · ')
}

/** What a question asks; all of it is a tap away. */
function gist(question: Passage, form: Form, context: RenderContext): FormattedText {
  const range = gistOf(question)
  const link = (label: string) => linked(label, permalink(context.username, [question.id]))
  if (form === 'brief' || range.end - range.start > MAX_QUESTION_LENGTH) return link(context.t('read-elsewhere'))
  const isWhole = range.end - range.start === question.text.length
  return join([styled('italic', slice(question, range, [], context)), isWhole ? null : link(OMITTED)], ' ')
}

/** Whether a message that shows a passage leaves out some of the question that it answers. */
export function questionLeftOut(passage: Passage, { corpus }: RenderContext): Passage | null {
  const question = passage.answers ? corpus.passage(passage.answers) : null
  const { start, end } = question ? gistOf(question) : { start: 0, end: 0 }
  return question && end - start < question.text.length ? question : null
}

/** Only the last sentence of an introduction, such as "…, zoals:", belongs to the list. */
function lastSentence(intro: Passage, context: RenderContext): FormattedText {
  const last = intro.sentences.at(-1)
  if (!last || last.end - last.start > MAX_INTRO_LENGTH) {
    return linked(context.t('read-elsewhere'), permalink(context.username, [intro.id]))
  }
  return styled('italic', slice(intro, last, [], context))
}

/** The attribution of a passage in its corpus. */
export function attributionOf(passage: Passage, corpus: Corpus): Attribution {
  return attribute(passage, corpus.document(passage.documentId))
}

/** Where anybody can see that a passage stands there: its page, or else the private chat. */
export function addressOf(passage: Passage, { username, readerUrl }: RenderContext): string {
  return readerUrl ? quoteAddress(readerUrl, passage) : permalink(username, [passage.id])
}

/** A URL as people read it: "mecvs.nl/over-me-cvs". */
export function shownAddress(url: string): string {
  return url.replace(/^https?:\/\/(?:www\.)?/, '').replace(/\/$/, '')
}
