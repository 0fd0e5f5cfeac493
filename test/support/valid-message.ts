import type { MessageEntity } from 'grammy/types'
import { expect } from 'vitest'
import type { OutgoingMessage } from '../../src/telegram/messages/formatted-text.ts'
import type { RenderContext } from '../../src/telegram/messages/render-quote.ts'

/** The parts of a message with a style. */
export function slices({ text, entities }: OutgoingMessage, ...types: MessageEntity['type'][]): string[] {
  return entities
    .filter(({ type }) => types.includes(type))
    .map(({ offset, length }) => text.slice(offset, offset + length))
}

/** The callback data of the buttons. */
export function data({ buttons }: OutgoingMessage): string[] {
  return buttons.flat().flatMap((button) => ('callback_data' in button ? [button.callback_data] : []))
}

export function labels({ buttons }: OutgoingMessage): string[] {
  return buttons.flat().map(({ text }) => text)
}

/** Asserts what Telegram requires of a message, and that its quotations are verbatim from the corpus. @param rows most rows of buttons. */
export function expectValidMessage(message: OutgoingMessage, { corpus }: RenderContext, rows = 2): void {
  const { text, entities, buttons } = message
  expect(text.length).toBeLessThanOrEqual(4096)
  expect(text.trim()).toBe(text)
  expect(text).not.toMatch(/\p{Surrogate}/u)
  expect(entities.length).toBeLessThanOrEqual(100)
  for (const { offset, length } of entities) {
    const edges = [offset, offset + length]
    const within =
      length > 0 &&
      offset >= 0 &&
      offset + length <= text.length &&
      !edges.some((edge) => isInsideCharacter(text, edge))
    expect(within, `${offset}+${length} in ${text.length}`).toBe(true)
  }
  const wrong = entities.flatMap((one) => entities.filter((other) => one !== other && conflicts(one, other)))
  expect(wrong).toEqual([])
  const quotations = slices(message, 'blockquote', 'expandable_blockquote')
  expect(quotations.filter((quoted) => !corpus.passages.some(({ text }) => text.includes(quoted)))).toEqual([])
  expect(buttons.length).toBeLessThanOrEqual(rows)
  expect(data(message).filter((one) => Buffer.byteLength(one) > 64)).toEqual([])
  expect(labels(message).filter((label) => label.trim() === '')).toEqual([])
}

/** Whether two entities cross, or are of one kind and overlap. */
function conflicts(one: MessageEntity, other: MessageEntity): boolean {
  if (one.offset + one.length <= other.offset || other.offset + other.length <= one.offset) return false
  const inside = other.offset >= one.offset && other.offset + other.length <= one.offset + one.length
  const outside = one.offset >= other.offset && one.offset + one.length <= other.offset + other.length
  return !(inside || outside) || one.type === other.type || (isQuotation(one) && isQuotation(other))
}

function isQuotation({ type }: MessageEntity): boolean {
  return type === 'blockquote' || type === 'expandable_blockquote'
}

function isInsideCharacter(text: string, index: number): boolean {
  return /[\ud800-\udbff]/.test(text[index - 1] ?? '') && /[\udc00-\udfff]/.test(text[index] ?? '')
}
