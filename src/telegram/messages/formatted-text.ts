import type { InlineKeyboardButton, MessageEntity } from 'grammy/types'
import type { Range } from '../../dutch/sentences.ts'

/** A text as Telegram takes it: plain, with styles as ranges of UTF-16 units. Nothing is escaped, so what is sent is what was found. */
export interface FormattedText {
  readonly text: string
  /** Outermost first, in order of offset. */
  readonly entities: readonly MessageEntity[]
}

/** A message to send or to edit another into. */
export interface OutgoingMessage extends FormattedText {
  /** Rows. */
  readonly buttons: readonly (readonly InlineKeyboardButton[])[]
}

type Style = 'bold' | 'italic' | 'blockquote' | 'expandable_blockquote'

/** Sets texts one after the other; empty ones are left out, separators and all. */
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

/** Gives a whole text one style, around the styles in it. */
export function styled(type: Style, inner: FormattedText | string): FormattedText {
  const { text, entities } = typeof inner === 'string' ? { text: inner, entities: [] } : inner
  return { text, entities: text === '' ? [] : [{ type, offset: 0, length: text.length }, ...entities] }
}

/** A text that leads to an address. */
export function linked(text: string, url: string): FormattedText {
  return { text, entities: text === '' ? [] : [{ type: 'text_link', offset: 0, length: text.length, url }] }
}

/**
 * A text with some of its words linked and some ranges of it bold, none overlapping another. Where the two cross, the bold part is cut at the link's
 * edge: Telegram refuses entities that cross.
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

/** Telegram styles at most 100 ranges of a message, which may hold three quotes with all that stands around them. */
const MAX_LINKS = 6

/** The places of the links' words, the longest words first where two overlap; in a text full of them, the first few. */
function findLinks(
  text: string,
  links: readonly { text: string; url: string }[],
): MessageEntity.TextLinkMessageEntity[] {
  const found: MessageEntity.TextLinkMessageEntity[] = []
  for (const { text: words, url } of [...links].sort((a, b) => b.text.length - a.text.length)) {
    for (let offset = text.indexOf(words); offset >= 0 && words; offset = text.indexOf(words, offset + words.length)) {
      const free = found.every(
        (other) => offset + words.length <= other.offset || other.offset + other.length <= offset,
      )
      if (free) found.push({ type: 'text_link', offset, length: words.length, url })
    }
  }
  return found.sort((a, b) => a.offset - b.offset).slice(0, MAX_LINKS)
}

function cutAt({ start, end }: Range, borders: readonly number[]): Range[] {
  const inner = [...new Set(borders)].filter((border) => border > start && border < end).sort((a, b) => a - b)
  const edges = [start, ...inner, end]
  return edges.slice(1).map((edge, index) => ({ start: edges[index]!, end: edge }))
}

/** Telegram drops blank edges of entities; better that they are never there. */
function trim(text: string, { start, end }: Range): Range {
  const piece = text.slice(start, end)
  return { start: start + piece.length - piece.trimStart().length, end: end - piece.length + piece.trimEnd().length }
}
