import type { Message, MessageEntity, UserFromGetMe } from 'grammy/types'
import { onlyPoints } from '../dutch/pointing.ts'

/** A question to the bot in a group. */
export interface GroupQuestion {
  /** Empty when the bot is called without a question. */
  readonly text: string
  /** Id of the message that the answer replies to. */
  readonly answerTo: number
  /** Id of the bot's message that the question follows up on. */
  readonly followsUp: number | null
}

type Me = Pick<UserFromGetMe, 'id' | 'username'>

/**
 * Reads what a message in a group asks the bot: with /vraag or /bron, by its name anywhere in the text, or in reply to one of its
 * messages. If the message has no text of its own, the question is the message it replies to.
 * @returns null when the message is not for the bot, which then stays silent.
 */
export function readGroupQuestion(message: Message, me: Me): GroupQuestion | null {
  const text = message.text ?? message.caption
  if (text === undefined || !isSpoken(message)) return null
  const entities = message.entities ?? message.caption_entities ?? []
  const replied = message.reply_to_message
  const command = readCommand(text, entities)
  if (command && command.bot !== null && command.bot !== me.username.toLowerCase()) return null
  // Other commands are not questions.
  if (command && command.name !== 'vraag' && command.name !== 'bron') return null
  if (command) {
    const own = subject(withoutMentions(text, entities, me).slice(command.length).trim(), message)
    const answerTo = command.name === 'bron' && replied?.text !== undefined ? replied.message_id : message.message_id
    return { text: own, answerTo, followsUp: null }
  }
  const toMe = replied?.from?.id === me.id
  if (entities.some((entity) => names(entity, text, me))) {
    const own = withoutMentions(text, entities, me).trim()
    const asked = toMe && hasWords(own) ? own : subject(own, message)
    return { text: asked, answerTo: message.message_id, followsUp: toMe && asked === own ? replied.message_id : null }
  }
  return toMe ? { text, answerTo: message.message_id, followsUp: replied.message_id } : null
}

/** Reads what a message asks the bot as a guest: its text without the bot's name, or else the message it replies to. */
export function readGuestQuestion(message: Message, me: Me): string {
  const text = message.text ?? message.caption ?? ''
  const entities = message.entities ?? message.caption_entities ?? []
  const command = readCommand(text, entities)
  const own = withoutMentions(text, entities, me)
    .slice(command?.length ?? 0)
    .trim()
  return subject(own, message, me)
}

/**
 * What a message is about: its own words, or the message that it replies to where they only point at it ("klopt dit?"). Its own
 * words again when it replies to nothing.
 */
export function subject(own: string, message: Message, me?: Me): string {
  if (hasWords(own) && !onlyPoints(own)) return own
  return repliedText(message, me) || (hasWords(own) ? own : '')
}

function hasWords(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text)
}

/** Whether a person wrote this here: not a bot, not through a bot, not forwarded, not a post of a linked channel. */
export function isSpoken({ from, sender_chat, via_bot, forward_origin, is_automatic_forward }: Message): boolean {
  // Anonymous administrators and channels write through accounts that Telegram marks as bots.
  const bot = from?.is_bot === true && sender_chat === undefined
  return !bot && !via_bot && !forward_origin && !is_automatic_forward
}

/** The command that a text starts with, and the bot it names. */
function readCommand(
  text: string,
  entities: readonly MessageEntity[],
): { name: string; bot: string | null; length: number } | null {
  const entity = entities.find(({ type, offset }) => type === 'bot_command' && offset === 0)
  if (!entity) return null
  const [name = '', bot = null] = text.slice(1, entity.length).toLowerCase().split('@')
  return { name, bot, length: entity.length }
}

function names(entity: MessageEntity, text: string, me: Me): boolean {
  if (entity.type === 'text_mention') return entity.user.id === me.id
  return (
    entity.type === 'mention' &&
    text.slice(entity.offset, entity.offset + entity.length).toLowerCase() === `@${me.username.toLowerCase()}`
  )
}

function withoutMentions(text: string, entities: readonly MessageEntity[], me: Me): string {
  return entities
    .filter((entity) => names(entity, text, me))
    .reduceRight((rest, { offset, length }) => `${rest.slice(0, offset)} ${rest.slice(offset + length)}`, text)
    .replace(/[^\S\n]{2,}/g, ' ')
}

/**
 * The text of the message that a message replies to, also one of another chat, or the part that it quotes; empty for the bot's own
 * messages, given `me`.
 */
export function repliedText({ quote, reply_to_message: replied }: Message, me?: Me): string {
  if (me && replied?.from?.id === me.id) return ''
  return (quote?.text ?? replied?.text ?? replied?.caption ?? '').trim()
}
