import { askersOf, clip, listed, versionDate } from '../../answering/attribution.ts'
import type { SourceDocument } from '../../corpus/document.ts'
import { type FormattedText, join, linked, type OutgoingMessage, styled } from './formatted-text.ts'
import { permalink } from './permalink.ts'
import { MAX_MESSAGE_LENGTH, type RenderContext, shownAddress } from './render-quote.ts'
import { encodeScreen } from './screen.ts'

/** UTF-16 units of a section's title, or of the question in its place. */
const MAX_SECTION = 100
/** Telegram allows 100 entities in a message. */
const MAX_SECTIONS = 80

/** The bot's sources: an overview, and a message for each document. */
export function renderSources(context: RenderContext): OutgoingMessage[] {
  const { corpus, t } = context
  const overview: OutgoingMessage = { ...join([t('sources', { count: corpus.documents.length })]), buttons: [] }
  return [overview, ...corpus.documents.map((document) => renderSource(document, context))]
}

/** A document: its publisher, its sections, and a button to read it. */
export function renderSource(document: SourceDocument, context: RenderContext): OutgoingMessage {
  const { t, username, audience } = context
  const date = versionDate(document, t)
  const address = document.url
    ? (() => {
        const [before = '', after = ''] = t('source-address', { address: '\0' }).split('\0')
        return join([before, linked(clip(shownAddress(document.url)), document.url), after])
      })()
    : t('source-no-address')
  const askers = askersOf(document)
  const head = join(
    [
      styled('bold', clip(document.title)),
      `${clip(document.publisher)}, ${date}`,
      address,
      '',
      askers.length > 0
        ? t('source-questions', { count: document.passages.length, asker: listed(askers, t) })
        : t('source-passages', { count: document.passages.length }),
    ],
    '\n',
  )
  const [first] = document.passages
  return {
    ...withSections(head, sectionsOf(document), context, username),
    buttons: first
      ? [
          [
            audience === 'shared'
              ? { text: t('read-from-top'), url: permalink(username, [first.id]) }
              : {
                  text: t('read-from-top'),
                  callback_data: encodeScreen({ kind: 'reading', id: first.id, part: 0, back: null }),
                },
          ],
        ]
      : [],
  }
}

/** The sections as links, as many as fit. */
function withSections(
  head: FormattedText,
  sections: readonly { title: string; id: string }[],
  { t }: RenderContext,
  username: string,
): FormattedText {
  const lines = sections
    .slice(0, MAX_SECTIONS)
    .map(({ title, id }) => join(['• ', linked(title, permalink(username, [id]))]))
  const compose = (): FormattedText =>
    join(
      [
        head,
        ...lines,
        lines.length < sections.length ? t('sections-left-out', { count: sections.length - lines.length }) : null,
      ],
      '\n',
    )
  while (compose().text.length > MAX_MESSAGE_LENGTH && lines.length > 0) lines.pop()
  return compose()
}

/** The headings of a document, or the questions of an interview. */
function sectionsOf({ passages }: SourceDocument): { title: string; id: string }[] {
  const questions = passages.filter(({ speaker }) => speaker.role === 'asks')
  const several = new Set(questions.map(({ speaker }) => speaker.id)).size > 1
  if (questions.length > 0) {
    return questions.map(({ text, id, speaker }) => ({
      title: clip(several ? `${speaker.name}: ${text}` : text, MAX_SECTION),
      id,
    }))
  }
  const seen = new Set<string>()
  return passages.flatMap(({ section, id }) => {
    const title = section.at(-1)
    if (title === undefined || seen.has(section.join('\n'))) return []
    seen.add(section.join('\n'))
    return [{ title: clip(title, MAX_SECTION), id }]
  })
}
