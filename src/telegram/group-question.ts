import type { Message, MessageEntity, UserFromGetMe } from 'grammy/types'
import { onlyPoints } from '../dutch/pointing.ts'
import { wordsOf } from './words-of-message.ts'

/** A question to the bot in a group. Its text is empty when the bot is called without a question. */
export interface GroupQuestion extends Subject {
  /** Id of the message that the answer replies to. */
  readonly answerTo: number
}

type Me = Pick<UserFromGetMe, 'id' | 'username'>

/**
 * Reads what a message in a group asks the bot: with /vraag or /bron, by its name anywhere in the text, or in reply to one of its
 * messages. If the message has no text of its own, the question is the message it replies to.
 * @returns null when the message is not for the bot, which then stays silent.
 */
export function readGroupQuestion(message: Message, me: Me): GroupQuestion | null {
  const { text, entities = [] } = message
  if (text === undefined || !isSpoken(message)) return null
  const replied = message.reply_to_message
  const command = readCommand(text, entities)
  if (command && command.bot !== null && command.bot !== me.username.toLowerCase()) return null
  // Other commands are not questions.
  if (command && command.name !== 'vraag' && command.name !== 'bron') return null
  if (command) {
    const own = withoutMentions(text, entities, me).slice(command.length).trim()
    const answerTo = command.name === 'bron' && replied?.text !== undefined ? replied.message_id : message.message_id
    return { ...subject(own, message, me), answerTo }
  }
  const isNamed = entities.some((entity) => names(entity, text, me))
  if (!isNamed && replied?.from?.id !== me.id) return null
  return { ...subject(withoutMentions(text, entities, me).trim(), message, me), answerTo: message.message_id }
}

/** Reads what a message asks the bot as a guest, which remembers nothing; empty when it asks nothing. */
export function readGuestQuestion(message: Message, me: Me): string {
  const { text = '', entities = [] } = message
  const command = readCommand(text, entities)
  const own = withoutMentions(text, entities, me)
    .slice(command?.length ?? 0)
    .trim()
  const asked = subject(own, message, me)
  return asked.instead ?? asked.text
}

/** What a message is about. */
export interface Subject {
  readonly text: string
  /** Id of the bot's message that it follows up on. */
  readonly followsUp: number | null
  /** What it is about if the bot no longer knows what that message answered; null for words with a subject of their own. */
  readonly instead: string | null
}

/**
 * What a message is about: its own words, or what it quotes or replies to where they only point at it ("klopt dit?"). Its own
 * words again when that is nothing, or a message of the bot: they follow up on it.
 */
export function subject(own: string, message: Message, me: Me): Subject {
  const replied = message.reply_to_message
  const followsUp = replied?.from?.id === me.id ? replied.message_id : null
  if (hasWords(own) && !onlyPoints(own)) return { text: own, followsUp, instead: null }
  const asked = hasWords(own) ? own : ''
  if (followsUp === null || message.quote) {
    const text = repliedText(message) || asked
    return { text, followsUp: null, instead: text }
  }
  return { text: asked, followsUp, instead: quotedIn(replied) || asked }
}

/** What one of the bot's messages quotes first; empty when it quotes nothing. */
function quotedIn({ text = '', entities = [] }: Pick<Message, 'text' | 'entities'> = {}): string {
  const quotation = entities.find(({ type }) => type === 'blockquote' || type === 'expandable_blockquote')
  return quotation ? text.slice(quotation.offset, quotation.offset + quotation.length).trim() : ''
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

/** The part that a message quotes of another, or else the words of that other, in whatever chat it is. */
export function repliedText({ quote, reply_to_message: replied, external_reply: elsewhere }: Message): string {
  return (quote?.text ?? replied?.text ?? wordsOf(elsewhere ?? {}).text).trim()
}
