import type { Message, MessageEntity, UserFromGetMe } from 'grammy/types'

/** A message in a group that asks the bot something. */
export interface GroupQuestion {
  /** Empty when somebody calls the bot without asking anything. */
  readonly text: string
  /** The message that the answer replies to. */
  readonly answerTo: number
  /** The bot's message that the question replies to, to ask on from it. */
  readonly goesOnFrom: number | null
}

type Me = Pick<UserFromGetMe, 'id' | 'username'>

/**
 * What a message in a group asks the bot; null when it doesn't ask it, so that the bot stays silent. It is asked by /vraag
 * and /bron, by its name anywhere in the text, and by a reply to one of its messages. Without words of its own such a
 * message asks what the message asks that it replies to.
 */
export function readGroupQuestion(message: Message, me: Me): GroupQuestion | null {
  const text = message.text ?? message.caption
  if (text === undefined || !isSpoken(message)) return null
  const entities = message.entities ?? message.caption_entities ?? []
  const replied = message.reply_to_message
  const command = readCommand(text, entities)
  if (command && command.bot !== null && command.bot !== me.username.toLowerCase()) return null
  if (command?.name === 'vraag' || command?.name === 'bron') {
    const own = withoutMentions(text, entities, me).slice(command.length).trim()
    const answerTo = command.name === 'bron' && replied?.text !== undefined ? replied.message_id : message.message_id
    return { text: own || repliedText(message), answerTo, goesOnFrom: null }
  }
  // Other commands are none of this one's business.
  if (command) return null
  const toMe = replied?.from?.id === me.id
  if (entities.some((entity) => names(entity, text, me))) {
    const own = withoutMentions(text, entities, me).trim()
    const asked = /[\p{L}\p{N}]/u.test(own) ? own : repliedText(message)
    return { text: asked, answerTo: message.message_id, goesOnFrom: toMe && asked === own ? replied.message_id : null }
  }
  return toMe ? { text, answerTo: message.message_id, goesOnFrom: replied.message_id } : null
}

/** What a message asks that calls the bot as a guest: its words without the bot's name, else those that it replies to. */
export function readGuestQuestion(message: Message, me: Me): string {
  const text = message.text ?? message.caption ?? ''
  const entities = message.entities ?? message.caption_entities ?? []
  const command = readCommand(text, entities)
  const own = withoutMentions(text, entities, me)
    .slice(command?.length ?? 0)
    .trim()
  return /[\p{L}\p{N}]/u.test(own) ? own : repliedText(message, me)
}

/** Whether a person wrote this here: no bot, no bot's words, nothing forwarded, no post of a linked channel. */
export function isSpoken({ from, sender_chat, via_bot, forward_origin, is_automatic_forward }: Message): boolean {
  // Anonymous administrators and channels speak through accounts that Telegram calls bots.
  const bot = from?.is_bot === true && sender_chat === undefined
  return !bot && !via_bot && !forward_origin && !is_automatic_forward
}

/** The command that a text begins with, and for which bot. */
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

/** The words of the message that a message replies to, or those of them that it quotes. The bot's own are no question. */
export function repliedText({ quote, reply_to_message: replied }: Message, me?: Me): string {
  if (!replied || (me && replied.from?.id === me.id)) return ''
  return (quote?.text ?? replied.text ?? replied.caption ?? '').trim()
}
