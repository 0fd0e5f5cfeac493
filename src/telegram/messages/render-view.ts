import type { InlineKeyboardButton } from 'grammy/types'
import { clip, sayer } from '../../answering/attribution.ts'
import type { Passage } from '../../corpus/document.ts'
import { type FormattedText, join, type Message, styled } from './formatted-text.ts'
import { permalink } from './permalink.ts'
import { attributionOf, MAX_MESSAGE_LENGTH, type RenderedQuote, renderQuote, type Setting } from './render-quote.ts'
import { reportData, reportLink } from './render-report.ts'
import { encodeView, type QuotesView, type ReadingView, type View } from './view.ts'

/** A passage with its rendering, for the buttons under it. */
interface Shown {
  readonly passage: Passage
  readonly quote: RenderedQuote
  readonly part: number
}

/**
 * Renders a view as one message.
 * @param notes what is said once, besides the view: that a question was understood otherwise, for instance.
 * @returns null when a passage that it shows is no longer in the corpus.
 */
export function renderView(view: View, setting: Setting, notes: readonly string[] = []): Message | null {
  const shown: Shown[] = []
  for (const { id, sentence, part } of passagesOf(view, setting.rest)) {
    const passage = setting.corpus.passage(id)
    if (!passage) return null
    shown.push({ passage, part, quote: renderQuote(passage, sentence, part, setting) })
  }
  // Only a view from an older version, or another language, can be too long: answers are fitted when they are made.
  while (shown.length > 1 && compose(view, shown, setting, notes).text.length > MAX_MESSAGE_LENGTH) shown.pop()
  return {
    ...compose(view, shown, setting, notes),
    buttons: setting.rest ? restButtons(view, shown, setting) : buttons(view, shown, setting),
  }
}

function passagesOf(view: View, rest: boolean): { id: string; sentence: number | null; part: number }[] {
  if (view.kind === 'reading') return [{ id: view.id, sentence: null, part: view.part }]
  const further = view.more[view.page - 1]
  if (further) return [{ id: further, sentence: null, part: 0 }]
  return view.shown.slice(0, rest ? 1 : undefined).map((passage) => ({ ...passage, part: 0 }))
}

function compose(view: View, shown: readonly Shown[], setting: Setting, notes: readonly string[]): FormattedText {
  const { words, rest, corpus } = setting
  const quotes = shown.map(({ quote }) => quote.content)
  if (view.kind === 'reading') return join([...notes, ...quotes], '\n\n')
  const related = view.page === 0 ? view.occasion === 'related' : view.page > view.certain
  const heading = related ? styled('bold', words(view.page === 0 ? 'related' : 'less-certain')) : null
  const asides = [...notes, view.request && view.page === 0 ? words(`request-${view.request}`) : null]
  const speaking =
    view.occasion === 'answer' && view.page === 0 && view.speaking > 0 && !rest
      ? words('speaking', { speaking: view.speaking, all: corpus.documents.length })
      : null
  // In rest mode the quote comes first, and what is said besides it last.
  return join(rest ? [heading, ...quotes, ...asides] : [...asides, heading, ...quotes, speaking], '\n\n')
}

function buttons(view: View, shown: readonly Shown[], setting: Setting): InlineKeyboardButton[][] {
  const first =
    view.kind === 'reading' && setting.room === 'private'
      ? readingButtons(view, shown, setting)
      : [...readOnButtons(view, shown, setting), ...otherSide(view, shown, setting)]
  const second = [
    ...back(view, setting),
    ...furtherButton(view, setting),
    share(shown, setting),
    ...reportButton(shown, setting),
  ]
  // Three fit beside one another on a phone.
  const moved = second.length > 3 ? second.splice(0, 1) : []
  return [[...moved, ...first], second].filter((row) => row.length > 0)
}

function restButtons(view: View, shown: readonly Shown[], setting: Setting): InlineKeyboardButton[][] {
  const [first] = shown
  const target = first && following(first, setting)
  if (!target) return []
  return [[press(setting.words('further'), { kind: 'reading', ...target, back: returnTo(view) }, setting)]]
}

/** "Lees verder", once for each document; named after the source when there are several. */
function readOnButtons(view: View, shown: readonly Shown[], setting: Setting): InlineKeyboardButton[] {
  const lastOfEach = [...new Map(shown.map((one) => [one.passage.documentId, one])).values()]
  return lastOfEach.map((one) => readOn(one, lastOfEach.length > 1, view, setting))
}

function readOn(one: Shown, several: boolean, view: View, setting: Setting): InlineKeyboardButton {
  const { corpus, words, username } = setting
  const cut = one.part < one.quote.parts - 1
  const label = several
    ? words('read-on-in', { source: clip(corpus.document(one.passage.documentId).abbreviation) })
    : words(cut ? 'read-rest' : 'read-on')
  // In a shared message the link opens this very passage: its neighbours are one tap away there.
  if (setting.room === 'shared') return { text: label, url: permalink(username, [one.passage.id]) }
  const target = following(one, setting) ?? { id: one.passage.id, part: one.part }
  return press(label, { kind: 'reading', ...target, back: returnTo(view) }, setting)
}

function readingButtons(view: ReadingView, [only]: readonly Shown[], setting: Setting): InlineKeyboardButton[] {
  if (!only) return []
  const { words, corpus } = setting
  const { passage } = only
  const previous = preceding(only, setting)
  const next = following(only, setting)
  const position = { position: passage.position + 1, all: corpus.document(passage.documentId).passages.length }
  return [
    ...(previous ? [press(words('previous'), { ...view, ...previous }, setting)] : []),
    { text: words('position', position), callback_data: `i${passage.id}` },
    ...(next ? [press(words('next'), { ...view, ...next }, setting)] : []),
  ]
}

/** "Andere kant": only when another source is known to speak to the question and isn't shown. */
function otherSide(view: View, shown: readonly Shown[], setting: Setting): InlineKeyboardButton[] {
  if (view.kind === 'reading') return []
  const documents = new Set(view.shown.map(({ id }) => setting.corpus.passage(id)?.documentId))
  if (view.speaking <= documents.size) return []
  const onScreen = new Set(shown.map(({ passage }) => passage.documentId))
  const index = view.more.findIndex((id) => {
    const document = setting.corpus.passage(id)?.documentId
    return document !== undefined && !onScreen.has(document) && !documents.has(document)
  })
  return index < 0 ? [] : [press(setting.words('other-side'), { ...view, page: index + 1 }, setting)]
}

function back(view: View, setting: Setting): InlineKeyboardButton[] {
  if (setting.room === 'shared') return []
  if (view.kind === 'reading') return view.back ? [press(setting.words('back'), view.back, setting)] : []
  return view.page > 0 ? [press(setting.words('back'), { ...view, page: 0 }, setting)] : []
}

function furtherButton(view: View, setting: Setting): InlineKeyboardButton[] {
  if (view.kind === 'reading' || view.page >= view.more.length) return []
  return [press(setting.words('more'), { ...view, page: view.page + 1 }, setting)]
}

function share(shown: readonly Shown[], { corpus, username, words }: Setting): InlineKeyboardButton {
  const link = permalink(
    username,
    shown.map(({ passage }) => passage.id),
  )
  const [first] = shown
  const title = first ? clip(corpus.document(first.passage.documentId).title) : ''
  const text = first ? words('share-text', { title, sayer: sayer(attributionOf(first.passage, corpus), words) }) : ''
  return {
    text: words('share'),
    url: `https://t.me/share/url?url=${encodeURIComponent(link)}&text=${encodeURIComponent(text)}`,
  }
}

function reportButton(shown: readonly Shown[], { reports, room, username, words }: Setting): InlineKeyboardButton[] {
  if (!reports) return []
  const passages = shown.map(({ passage }) => passage.id)
  if (room === 'shared') return [{ text: words('report'), url: reportLink(username, passages) }]
  return [{ text: words('report'), callback_data: reportData({ passages, kind: null, keep: null }) }]
}

/** A button that leads to a view; from a shared message, to the private chat. */
function press(text: string, view: View, { room, username }: Setting): InlineKeyboardButton {
  if (room === 'private') return { text, callback_data: encodeView(view) }
  const further = view.kind === 'quotes' ? view.more[view.page - 1] : undefined
  const ids = view.kind === 'reading' ? [view.id] : further ? [further] : view.shown.map(({ id }) => id)
  return { text, url: permalink(username, ids) }
}

function returnTo(view: View): QuotesView | null {
  return view.kind === 'reading' ? view.back : { ...view, page: 0 }
}

function following({ passage, part, quote }: Shown, { corpus }: Setting): { id: string; part: number } | null {
  if (part < quote.parts - 1) return { id: passage.id, part: part + 1 }
  const next = corpus.document(passage.documentId).passages[passage.position + 1]
  return next ? { id: next.id, part: 0 } : null
}

function preceding({ passage, part }: Shown, { corpus }: Setting): { id: string; part: number } | null {
  if (part > 0) return { id: passage.id, part: part - 1 }
  const previous = corpus.document(passage.documentId).passages[passage.position - 1]
  return previous ? { id: previous.id, part: 0 } : null
}
