import type { Chat, ChatMember, User } from 'grammy/types'
import type { Telegram } from './methods.ts'
import type { UpdateKind } from './methods-table.ts'
import type { ChatState, StoredMessage, World } from './world.ts'

/** The content of an update: the fields that the emulator reads or fills in. */
interface Content {
  message_id?: number
  date?: number
  id?: string
  guest_query_id?: string
  chat_instance?: string
  readonly chat?: Chat
  readonly from?: User
  readonly new_chat_members?: readonly User[]
  readonly left_chat_member?: User
  readonly new_chat_member?: ChatMember
  readonly [field: string]: unknown
}

/** Fields of a message that a person sent. A message without any of them is a service message. */
const SENT = [
  ...['text', 'caption', 'photo', 'sticker', 'voice', 'video', 'document', 'audio', 'animation', 'video_note'],
  ...['location', 'contact', 'poll', 'dice', 'venue', 'game', 'story', 'checklist', 'rich_message'],
]

/**
 * Applies an update to the world, and fills in missing ids and dates.
 * @returns why the bot does not receive the update; null if it does.
 */
export function absorb(telegram: Telegram, kind: UpdateKind, content: Content, newId: () => string): string | null {
  const { world, queries } = telegram
  const { from } = content
  if (from && from.id !== world.bot.id) world.addUser(from)
  switch (kind) {
    case 'message':
    case 'edited_message':
    case 'channel_post':
    case 'edited_channel_post':
      return absorbMessage(world, content)
    case 'my_chat_member':
      absorbMembership(world, content)
      return null
    case 'callback_query':
      content.id ??= newId()
      content.chat_instance ??= newId()
      queries.open('callback', content.id)
      return null
    case 'inline_query':
      content.id ??= newId()
      queries.open('inline', content.id)
      return world.bot.supports_inline_queries ? null : 'the bot has no inline mode'
    case 'guest_message':
      content.date ??= world.date()
      content.guest_query_id ??= newId()
      queries.open('guest', content.guest_query_id)
      return null
    default:
      return null
  }
}

function absorbMessage(world: World, content: Content): string | null {
  const { chat, from } = content
  if (!chat) throw new Error('a message needs a chat')
  if (chat.type === 'private' && from) world.start(from)
  const known = world.find(chat.id) ?? world.addChat(chat)
  content.message_id ??= world.nextMessageId(known)
  content.date ??= world.date()
  const message = { ...content, chat: known.chat } as StoredMessage
  world.store(message)
  Object.assign(content, message)
  const isPrivate = chat.type === 'private'
  if (from && !isPrivate && !known.members.has(from.id)) known.members.set(from.id, 'member')
  for (const { id } of content.new_chat_members ?? []) known.members.set(id, 'member')
  if (content.left_chat_member) known.members.set(content.left_chat_member.id, 'left')
  if (isPrivate) return null
  const status = known.members.get(world.bot.id)
  if (status === 'left' || status === 'kicked') return 'the bot is not in the chat'
  return chat.type === 'channel' || mayRead(world, known, message) ? null : 'privacy mode'
}

function absorbMembership(world: World, content: Content): void {
  content.date ??= world.date()
  const { chat, from, new_chat_member: member } = content
  if (!chat || !from || !member) throw new Error('a change of membership needs chat, from and new_chat_member')
  if (chat.type !== 'private') {
    world.find(chat.id) ?? world.addChat(chat)
    world.setStatus(chat.id, world.bot.id, member.status)
  } else if (member.status === 'kicked') world.block(from.id)
  else world.start(from)
}

/** Whether a bot in privacy mode gets a message of a group: commands, mentions, replies to it, and what happens there. */
function mayRead(world: World, state: ChatState, message: StoredMessage): boolean {
  const { bot } = world
  if (bot.can_read_all_group_messages || world.isAdministrator(state, bot.id)) return true
  if ((message.reply_to_message as StoredMessage | undefined)?.from?.id === bot.id) return true
  const text = message.text ?? (message.caption as string | undefined) ?? ''
  const entities = message.entities ?? (message.caption_entities as StoredMessage['entities']) ?? []
  const isCalled = entities.some((entity) => {
    const words = text.slice(entity.offset, entity.offset + entity.length).toLowerCase()
    const name = `@${bot.username.toLowerCase()}`
    if (entity.type === 'bot_command') return !words.includes('@') || words.endsWith(name)
    return (
      (entity.type === 'mention' && words === name) || (entity.type === 'text_mention' && entity.user.id === bot.id)
    )
  })
  return isCalled || !SENT.some((field) => field in message)
}
