import type { InlineKeyboardButton, MessageEntity } from 'grammy/types'
import type { Range } from '../../dutch/sentences.ts'

/** Text as Telegram takes it: plain, with styles as ranges of UTF-16 units. Nothing is escaped, so the text is sent verbatim. */
export interface FormattedText {
  readonly text: string
  /** By offset, outermost first. */
  readonly entities: MessageEntity[]
}

/** A message to send, or to replace another with. */
export interface OutgoingMessage extends FormattedText {
  /** Rows. */
  readonly buttons: InlineKeyboardButton[][]
}

/** A message without formatting or buttons. */
export function plainMessage(text: string): OutgoingMessage {
  return { text, entities: [], buttons: [] }
}

/** UTF-16 units that a reader sees before tapping anything: those outside of folded quotations, which show three lines. */
export function unfoldedLength({ text, entities }: FormattedText): number {
  return entities.reduce(
    (left, { type, length }) => (type === 'expandable_blockquote' ? left - length : left),
    text.length,
  )
}

type Style = 'bold' | 'italic' | 'blockquote' | 'expandable_blockquote'

/** Concatenates texts, omitting empty ones and their separators. */
export function join(parts: readonly (FormattedText | string | null)[], separator = ''): FormattedText {
  let text = ''
  const entities: MessageEntity[] = []
  for (const part of parts) {
    const { text: added, entities: styled } =
      typeof part === 'string' ? { text: part, entities: [] } : (part ?? { text: '', entities: [] })
    if (added === '') continue
    if (text !== '') text += separator
    const shift = text.length
    text += added
    entities.push(...styled.map((entity) => ({ ...entity, offset: entity.offset + shift })))
  }
  return { text, entities }
}

/** Applies a style to a whole text, around the styles within it. */
export function styled(type: Style, inner: FormattedText | string): FormattedText {
  const { text, entities } = typeof inner === 'string' ? { text: inner, entities: [] } : inner
  return { text, entities: text === '' ? [] : [{ type, offset: 0, length: text.length }, ...entities] }
}

/** A text that links to a URL. */
export function linked(text: string, url: string): FormattedText {
  return { text, entities: text === '' ? [] : [{ type: 'text_link', offset: 0, length: text.length, url }] }
}

/** A text in which the first occurrence of some words has a style or a link. */
export function withWords(
  text: string,
  words: string,
  style: { type: 'bold' } | { type: 'text_link'; url: string },
): FormattedText {
  const offset = text.indexOf(words)
  const found = offset >= 0 && words !== ''
  return { text, entities: found ? [{ ...style, offset, length: words.length }] : [] }
}

/**
 * A text with links and bold ranges. Bold ranges may not overlap one another; where one crosses a link, it is split at the link's
 * edge, because Telegram refuses entities that cross.
 * @param links texts to link wherever they occur.
 */
export function emphasised(
  text: string,
  bold: readonly Range[],
  links: readonly { text: string; url: string }[],
): FormattedText {
  const linkEntities = findLinks(text, links)
  const borders = linkEntities.flatMap(({ offset, length }) => [offset, offset + length])
  const boldEntities = bold.flatMap((range) => cutAt(range, borders)).map((range) => trim(text, range))
  const entities: MessageEntity[] = [
    ...linkEntities,
    ...boldEntities
      .filter(({ start, end }) => start < end)
      .map(({ start, end }): MessageEntity => ({ type: 'bold', offset: start, length: end - start })),
  ]
  return { text, entities: entities.sort((a, b) => a.offset - b.offset || b.length - a.length) }
}

/** Telegram allows 100 entities in a message, which may hold three quotes and everything around them. */
const MAX_LINKS = 6

/** The first few occurrences of the links' texts; where two overlap, the longer one. */
function findLinks(
  text: string,
  links: readonly { text: string; url: string }[],
): MessageEntity.TextLinkMessageEntity[] {
  const found: MessageEntity.TextLinkMessageEntity[] = []
  for (const { text: label, url } of [...links].sort((a, b) => b.text.length - a.text.length)) {
    for (let offset = text.indexOf(label); offset >= 0 && label; offset = text.indexOf(label, offset + label.length)) {
      const free = found.every(
        (other) => offset + label.length <= other.offset || other.offset + other.length <= offset,
      )
      if (free) found.push({ type: 'text_link', offset, length: label.length, url })
    }
  }
  return found.sort((a, b) => a.offset - b.offset).slice(0, MAX_LINKS)
}

function cutAt({ start, end }: Range, borders: readonly number[]): Range[] {
  const inner = [...new Set(borders)].filter((border) => border > start && border < end).sort((a, b) => a - b)
  const edges = [start, ...inner, end]
  return edges.slice(1).map((edge, index) => ({ start: edges[index]!, end: edge }))
}

/** Telegram strips white space at the edges of entities, so none is sent. */
function trim(text: string, { start, end }: Range): Range {
  const piece = text.slice(start, end)
  return { start: start + piece.length - piece.trimStart().length, end: end - piece.length + piece.trimEnd().length }
}
