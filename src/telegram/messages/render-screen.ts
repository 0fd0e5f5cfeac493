import type { InlineKeyboardButton } from 'grammy/types'
import { besideIn, clip, sayer, shareAttribution } from '../../answering/attribution.ts'
import { coverageLine } from '../../answering/coverage.ts'
import type { Passage } from '../../corpus/document.ts'
import { basketAddress } from '../../reader/address.ts'
import { type FormattedText, join, linked, type OutgoingMessage, styled, unfoldedLength } from './formatted-text.ts'
import { permalink } from './permalink.ts'
import {
  addressOf,
  attributionOf,
  type Form,
  MAX_MESSAGE_LENGTH,
  MAX_OPEN,
  questionLeftOut,
  type RenderContext,
  type RenderedQuote,
  renderQuote,
} from './render-quote.ts'
import { encodeReportStep, reportLink } from './render-report.ts'
import { encodeScreen, type QuotesScreen, type ReadingScreen, type Screen } from './screen.ts'

/** A passage with its rendering, for the buttons under it. */
interface Shown {
  readonly passage: Passage
  readonly quote: RenderedQuote
  readonly part: number
}

/** A screen that is being rendered, in its context. */
interface Rendering {
  readonly screen: Screen
  readonly shown: readonly Shown[]
  readonly context: RenderContext
}

/** UTF-16 units of a message that show before a tap: more is too much for a tired reader. */
export const MAX_UNFOLDED = 900
/** Occasions of quotes that don't answer; the key of what is said above them is their name. */
const RELATED: ReadonlySet<string> = new Set(['related', 'further', 'nearest', 'not-explained'])
/** From the most that a message may show to the least. All its quotes have the same: no side takes more room than another. */
const FORMS: readonly Form[] = ['open', 'tight', 'folded', 'brief']

/**
 * Renders a screen as one message.
 * @param notes remarks that are not part of the screen, for example that a question was understood differently.
 * @param lead what has to be read before the quotes, in rest mode too.
 * @param bundle ids of the passages that a link below the quotes opens on one page, where there are pages.
 * @returns null when one of its passages is no longer in the corpus.
 */
export function renderScreen(
  screen: Screen,
  context: RenderContext,
  notes: readonly string[] = [],
  lead: string | null = null,
  bundle: readonly string[] = bundleOf(screen),
): OutgoingMessage | null {
  const laid = layOut(screen, context, notes, lead, bundle)
  return laid && { ...laid.content, buttons: context.rest ? restButtons(laid) : buttons(laid) }
}

/** Whether all that a screen shows fits into one message. */
export function fitsOneMessage(
  screen: QuotesScreen,
  context: RenderContext,
  notes: readonly string[],
  lead: string | null,
): boolean {
  return layOut(screen, context, notes, lead, bundleOf(screen))?.shown.length === screen.shown.length
}

/** All that answers, whether it has a place in the message or is behind a button. */
export function bundleOf(screen: Screen): string[] {
  if (screen.kind === 'reading' || screen.page > 0) return []
  return [...screen.shown.map(({ id }) => id), ...screen.more.slice(0, screen.certain)]
}

/** As many quotes as fit, with as little folded as they allow; what doesn't fit is behind a button. */
function layOut(
  screen: Screen,
  context: RenderContext,
  notes: readonly string[],
  lead: string | null,
  bundle: readonly string[],
): (Rendering & { readonly content: FormattedText }) | null {
  const wanted: { passage: Passage; sentence: number | null; part: number }[] = []
  for (const { id, ...one } of passagesOf(screen, context)) {
    const passage = context.corpus.passage(id)
    if (!passage) return null
    wanted.push({ passage, ...one })
  }
  // Bold is what answers.
  const isPlain = screen.kind === 'quotes' && RELATED.has(screen.occasion)
  let laid: (Rendering & { readonly content: FormattedText }) | null = null
  for (let count = wanted.length; count > 0; count--) {
    for (const form of FORMS) {
      const shown = wanted.slice(0, count).map(({ passage, sentence, part }, index) => {
        const isFirst = wanted.findIndex((one) => one.passage.documentId === passage.documentId) === index
        const around = goesOn(wanted[index - 1]?.passage, passage) ? 'nothing' : isFirst ? 'all' : 'no-address'
        const above = wanted[index - 1]?.passage ?? null
        return {
          passage,
          part,
          quote: renderQuote(passage, sentence, part, { ...context, isPlain, above }, form, around),
        }
      })
      const rendering = { screen, shown, context }
      laid = { ...rendering, content: compose(rendering, notes, lead, bundle) }
      if (isReadable(laid.content)) return laid
    }
  }
  return laid
}

function isReadable(content: FormattedText): boolean {
  return (
    content.text.length <= MAX_MESSAGE_LENGTH &&
    unfoldedLength(content) <= MAX_UNFOLDED &&
    content.entities.every(({ type, length }) => type !== 'blockquote' || length <= MAX_OPEN)
  )
}

function passagesOf(
  screen: Screen,
  { rest, corpus }: RenderContext,
): { id: string; sentence: number | null; part: number }[] {
  if (screen.kind === 'reading') return [{ id: screen.id, sentence: null, part: screen.part }]
  const further = screen.more[screen.page - 1]
  if (further) return [{ id: further, sentence: null, part: 0 }]
  const passages = screen.shown.map(({ id }) => corpus.passage(id))
  const apart = passages.findIndex((passage, at) => at > 0 && !joint(passages[at - 1], passage))
  return screen.shown.slice(0, rest && apart > 0 ? apart : undefined).map((passage) => ({ ...passage, part: 0 }))
}

/** Where a passage stands that is right beside the one shown before it; null for any other. */
function joint(before: Passage | null | undefined, passage: Passage | null): ReturnType<typeof besideIn> {
  return before && passage ? besideIn(before, passage) : null
}

/** Whether a passage needs nothing around it that the one shown right before it doesn't have. */
function goesOn(before: Passage | undefined, passage: Passage): boolean {
  return before !== undefined && joint(before, passage) !== null && shareAttribution(before, passage)
}

function compose(
  { screen, shown, context }: Rendering,
  notes: readonly string[],
  lead: string | null,
  bundle: readonly string[],
): FormattedText {
  const { t, rest, corpus, readerUrl } = context
  const quotes: FormattedText[] = []
  for (const [at, { quote, passage }] of shown.entries()) {
    const before = shown[at - 1]?.passage
    const place = joint(before, passage)
    const label = place && linked(t(place), permalink(context.username, [passage.id]))
    const block = join([label, quote.content], '\n')
    if (goesOn(before, passage)) quotes.push(join([quotes.pop()!, block], '\n'))
    else quotes.push(block)
  }
  if (screen.kind === 'reading') return join([...notes, lead, ...quotes], '\n\n')
  const title = headingOf(screen, context)
  const asides = [...notes, screen.request && screen.page === 0 ? t(`request-${screen.request}`) : null]
  const hidden = [...new Set(hiddenSides(screen, shown).map(({ id }) => clip(sourceOf(id, corpus))))]
  const other = hidden.length > 0 ? t('also-other-side', { sources: hidden.join(', ') }) : null
  const documents = new Set(shown.map(({ passage }) => passage.documentId))
  const coverage =
    screen.occasion === 'answer' && screen.page === 0 && screen.others && !rest && !other
      ? coverageLine(documents.size, corpus.documents.length, screen.others, t)
      : null
  const heading = join([lead, title], '\n\n')
  const all = readerUrl && bundle.length > 1 ? linked(t('one-page'), basketAddress(readerUrl, bundle)) : null
  // In rest mode the quote comes first, and everything else after it.
  return join(
    rest ? [heading, ...quotes, other, ...asides] : [...asides, heading, ...quotes, other, coverage, all],
    '\n\n',
  )
}

/** The other sides of an answer that have no place in its message. */
function hiddenSides(screen: Screen, shown: readonly Shown[]): QuotesScreen['shown'] {
  return screen.kind === 'quotes' && screen.page === 0 ? screen.shown.slice(shown.length) : []
}

function sourceOf(id: string, corpus: RenderContext['corpus']): string {
  const passage = corpus.passage(id)
  return passage ? corpus.document(passage.documentId).abbreviation : ''
}

/** What is said above quotes that don't answer the question; null above those that do. */
function headingOf({ page, occasion, certain, request }: QuotesScreen, { t }: RenderContext): FormattedText | null {
  if (page > 0) return page > certain ? styled('bold', t('less-certain')) : null
  // That nobody chooses says that there is no answer.
  return RELATED.has(occasion) && request !== 'choice' ? styled('bold', t(occasion)) : null
}

/** Buttons that fit in a row on a phone, and characters that fit on one of three. */
const MAX_IN_ROW = 3
const MAX_LABEL = 13

function buttons(rendering: Rendering): InlineKeyboardButton[][] {
  const { screen, context } = rendering
  const first =
    screen.kind === 'reading' && context.audience === 'private'
      ? readingButtons(screen, rendering)
      : withRoom([...readOnButtons(rendering), ...otherSide(rendering)], wholeQuestion(rendering))
  const second = [...back(rendering), ...furtherButton(rendering), share(rendering), ...reportButton(rendering)]
  const moved = second.length > MAX_IN_ROW ? second.splice(0, 1) : []
  return [[...moved, ...first], second].filter((row) => row.length > 0)
}

/** A row, with what the message links to as well only where no label would be cut. */
function withRoom(row: readonly InlineKeyboardButton[], linked: readonly InlineKeyboardButton[]) {
  const isCut = row.length > 1 && row.some(({ text }) => text.length > MAX_LABEL)
  return [...row, ...(isCut ? [] : linked)].slice(0, MAX_IN_ROW)
}

function restButtons(rendering: Rendering): InlineKeyboardButton[][] {
  const { screen, shown, context } = rendering
  const [first] = shown
  const target = first && following(first, context)
  const row = [
    ...(target ? [press(context.t('read-on'), { kind: 'reading', ...target, back: returnTo(screen) }, context)] : []),
    ...otherSide(rendering),
    ...wholeQuestion(rendering),
  ]
  return row.length > 0 ? [row] : []
}

/** "Lees verder", once per document; with the source's name when there are several. */
function readOnButtons({ screen, shown, context }: Rendering): InlineKeyboardButton[] {
  const lastOfEach = [...new Map(shown.map((one) => [one.passage.documentId, one])).values()]
  return lastOfEach.map((one) => readOn(one, lastOfEach.length > 1, screen, context))
}

function readOn(one: Shown, several: boolean, screen: Screen, context: RenderContext): InlineKeyboardButton {
  const { corpus, t, username } = context
  const cut = one.part < one.quote.parts - 1
  const label = several
    ? t('read-on-in', { source: clip(corpus.document(one.passage.documentId).abbreviation) })
    : t(cut ? 'read-rest' : 'read-on')
  // In a shared message the link opens this passage itself: from there, the next one is one tap away.
  if (context.audience === 'shared') return { text: label, url: permalink(username, [one.passage.id]) }
  const target = following(one, context) ?? { id: one.passage.id, part: one.part }
  return press(label, { kind: 'reading', ...target, back: returnTo(screen) }, context)
}

function readingButtons(screen: ReadingScreen, { shown: [only], context }: Rendering): InlineKeyboardButton[] {
  if (!only) return []
  const { t, corpus } = context
  const { passage } = only
  const previous = preceding(only, context)
  const next = following(only, context)
  const position = { position: passage.position + 1, all: corpus.document(passage.documentId).passages.length }
  return [
    ...(previous ? [press(t('previous'), { ...screen, ...previous }, context)] : []),
    { text: t('position', position), callback_data: `i${passage.id}` },
    ...(next ? [press(t('next'), { ...screen, ...next }, context)] : []),
  ]
}

/** "Andere kant": when a side has no place in the message, or another publisher is known to speak and is not shown. */
function otherSide({ screen, shown, context }: Rendering): InlineKeyboardButton[] {
  if (screen.kind === 'reading') return []
  const { corpus, t, rest } = context
  const hidden = hiddenSides(screen, shown)
  if (hidden.length > 0) {
    const turned = { ...screen, shown: [...hidden, ...screen.shown.slice(0, shown.length)] }
    return [press(t('other-side'), turned, context)]
  }
  if (screen.others !== 'speak' || rest) return []
  const publisherOf = (id: string) => {
    const passage = corpus.passage(id)
    return passage && corpus.document(passage.documentId).publisher
  }
  const known = new Set([...screen.shown, ...shown.map(({ passage }) => passage)].map(({ id }) => publisherOf(id)))
  const index = screen.more.findIndex((id) => !known.has(publisherOf(id)))
  return index < 0 ? [] : [press(t('other-side'), { ...screen, page: index + 1 }, context)]
}

/** "Hele vraag": when the message shows only what the question comes down to. */
function wholeQuestion({ screen, shown, context }: Rendering): InlineKeyboardButton[] {
  const isShown = (question: Passage) => shown.some(({ passage }) => passage === question)
  const [question] = shown
    .flatMap(({ passage }) => questionLeftOut(passage, context) ?? [])
    .filter((one) => !isShown(one))
  if (!question || screen.kind === 'reading') return []
  return [
    press(context.t('whole-question'), { kind: 'reading', id: question.id, part: 0, back: returnTo(screen) }, context),
  ]
}

function back({ screen, context }: Rendering): InlineKeyboardButton[] {
  if (context.audience === 'shared') return []
  if (screen.kind === 'reading') return screen.back ? [press(context.t('back'), screen.back, context)] : []
  return screen.page > 0 ? [press(context.t('back'), { ...screen, page: 0 }, context)] : []
}

function furtherButton({ screen, context }: Rendering): InlineKeyboardButton[] {
  if (screen.kind === 'reading' || screen.page >= screen.more.length) return []
  return [press(context.t('more'), { ...screen, page: screen.page + 1 }, context)]
}

function share({ shown, context }: Rendering): InlineKeyboardButton {
  const { corpus, username, t } = context
  const ids = shown.map(({ passage }) => passage.id)
  const [first] = shown
  const link = first && ids.length === 1 ? addressOf(first.passage, context) : permalink(username, ids)
  const title = first ? clip(corpus.document(first.passage.documentId).title) : ''
  const text = first ? t('share-text', { title, sayer: sayer(attributionOf(first.passage, corpus), t) }) : ''
  return {
    text: t('share'),
    url: `https://t.me/share/url?url=${encodeURIComponent(link)}&text=${encodeURIComponent(text)}`,
  }
}

function reportButton({ shown, context }: Rendering): InlineKeyboardButton[] {
  const { reports, audience, username, t } = context
  if (!reports) return []
  const passages = shown.map(({ passage }) => passage.id)
  if (audience === 'shared') return [{ text: t('report'), url: reportLink(username, passages) }]
  return [{ text: t('report'), callback_data: encodeReportStep({ passages, kind: null, keep: null }) }]
}

/** A button that opens a screen; in a shared message, in the private chat. */
function press(text: string, screen: Screen, { audience, username }: RenderContext): InlineKeyboardButton {
  if (audience === 'private') return { text, callback_data: encodeScreen(screen) }
  const further = screen.kind === 'quotes' ? screen.more[screen.page - 1] : undefined
  const ids = screen.kind === 'reading' ? [screen.id] : further ? [further] : screen.shown.map(({ id }) => id)
  return { text, url: permalink(username, ids) }
}

function returnTo(screen: Screen): QuotesScreen | null {
  return screen.kind === 'reading' ? screen.back : { ...screen, page: 0 }
}

function following({ passage, part, quote }: Shown, { corpus }: RenderContext): { id: string; part: number } | null {
  if (part < quote.parts - 1) return { id: passage.id, part: part + 1 }
  const next = corpus.document(passage.documentId).passages[passage.position + 1]
  return next ? { id: next.id, part: 0 } : null
}

function preceding({ passage, part }: Shown, { corpus }: RenderContext): { id: string; part: number } | null {
  if (part > 0) return { id: passage.id, part: part - 1 }
  const previous = corpus.document(passage.documentId).passages[passage.position - 1]
  return previous ? { id: previous.id, part: 0 } : null
}
