import type { InlineKeyboardMarkup, MessageEntity } from 'grammy/types'
import type { Method, ParametersOf } from './methods-table.ts'
import type { Queries } from './queries.ts'
import { badRequest } from './refusal.ts'
import type { UpdateQueue } from './update-queue.ts'
import type { Webhook } from './webhook.ts'
import type { ChatState, Status, StoredMessage, World } from './world.ts'

/** Milliseconds during which a message can be deleted. */
const DELETABLE = 48 * 3_600_000
const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message'

/** What the methods work on. */
export interface Telegram {
  readonly world: World
  readonly updates: UpdateQueue
  readonly queries: Queries
  readonly webhook: Webhook
  /** Commands and descriptions of the bot, by what they are, scope and language. */
  readonly profile: Map<string, unknown>
  /** Messages sent through inline and guest mode, by inline_message_id. */
  readonly inlineMessages: Map<string, Content>
  /** @throws Refusal when the bot sends too much. */
  readonly limit: (chatId: number, isPrivate: boolean) => void
}

/** The parts of a message that an edit changes. */
export interface Content {
  readonly text?: string | undefined
  readonly entities?: readonly unknown[] | undefined
  readonly reply_markup?: unknown
}

/** Registers a function to call when the bot hangs up. */
export type OnGone = (end: () => void) => void

type MenuButton = NonNullable<ParametersOf<'setChatMenuButton'>['menu_button']>

type Handlers = {
  readonly [M in Method]: (telegram: Telegram, parameters: ParametersOf<M>, onGone: OnGone) => unknown
}

/** What each method does. A handler returns the result, and throws a Refusal where Telegram would refuse the call. */
export const HANDLERS: Handlers = {
  getMe: ({ world }) => world.bot,
  getUpdates({ updates, webhook }, { allowed_updates, ...rest }, onGone) {
    webhook.refusePolling()
    if (allowed_updates) updates.allow(allowed_updates)
    return updates.poll(rest, onGone)
  },
  setWebhook({ updates, webhook }, { allowed_updates, drop_pending_updates, ...rest }) {
    if (allowed_updates) updates.allow(allowed_updates)
    if (drop_pending_updates) updates.clear()
    webhook.set(rest)
    return true
  },
  deleteWebhook({ updates, webhook }, { drop_pending_updates }) {
    if (drop_pending_updates) updates.clear()
    webhook.set({ url: '' })
    return true
  },
  getWebhookInfo: ({ webhook }) => webhook.info(),

  sendMessage(telegram, { chat_id, message_thread_id, text, entities = [], reply_parameters, reply_markup, ...more }) {
    const { world } = telegram
    refuseBusiness(more.business_connection_id)
    const state = world.open(chat_id, 'write')
    const topic = topicOf(state, message_thread_id, world)
    const replied = repliedTo(state, reply_parameters)
    telegram.limit(state.chat.id, state.chat.type === 'private')
    const message: StoredMessage = {
      message_id: world.nextMessageId(state),
      ...(state.chat.type === 'channel' ? { sender_chat: state.chat } : { from: world.me }),
      chat: state.chat,
      date: world.date(),
      ...(topic !== null && { message_thread_id: topic, is_topic_message: true }),
      ...(replied && { reply_to_message: replied }),
      text,
      ...(entities.length > 0 && { entities: entities as MessageEntity[] }),
      ...(more.link_preview_options && { link_preview_options: more.link_preview_options }),
      ...(reply_markup && { reply_markup: reply_markup as InlineKeyboardMarkup }),
    }
    world.store(message)
    return message
  },
  editMessageText: (telegram, { text, entities = [], ...target }) =>
    edit(telegram, target, { text, entities: entities.length > 0 ? entities : undefined }),
  editMessageReplyMarkup: (telegram, target) => edit(telegram, target, {}),
  deleteMessage({ world }, { chat_id, message_id }) {
    const state = world.open(chat_id, 'write')
    const message = find(state, message_id, 'message to delete not found')
    const mayDelete =
      message.from?.id === world.bot.id || state.chat.type === 'private' || world.isAdministrator(state, world.bot.id)
    if (!mayDelete) throw badRequest('not_deletable', "message can't be deleted")
    if (world.now() - message.date * 1000 > DELETABLE) {
      throw badRequest('not_deletable', "message can't be deleted for everyone")
    }
    return state.messages.delete(message_id)
  },
  sendChatAction({ world }, { chat_id, message_thread_id, business_connection_id }) {
    refuseBusiness(business_connection_id)
    topicOf(world.open(chat_id, 'write'), message_thread_id, world)
    return true
  },

  answerCallbackQuery({ queries }, { callback_query_id, ...answer }) {
    queries.answer('callback', callback_query_id, answer)
    return true
  },
  answerInlineQuery({ queries }, { inline_query_id, ...answer }) {
    queries.answer('inline', inline_query_id, answer)
    return true
  },
  answerGuestQuery({ queries, inlineMessages }, { guest_query_id, result }) {
    queries.answer('guest', guest_query_id, result)
    const inline_message_id = `guest-${guest_query_id}`
    const { message_text: text, entities } = result.input_message_content
    inlineMessages.set(inline_message_id, { text, entities, reply_markup: result.reply_markup })
    return { inline_message_id }
  },

  getChat({ world }, { chat_id }) {
    const { chat, mayWrite } = world.open(chat_id, 'read')
    const isGroup = chat.type === 'group' || chat.type === 'supergroup'
    const gifts = ['unlimited_gifts', 'limited_gifts', 'unique_gifts', 'premium_subscription', 'gifts_from_channels']
    const accepted_gift_types = Object.fromEntries(gifts.map((kind) => [kind, false]))
    const permissions = { can_send_messages: mayWrite, can_send_other_messages: mayWrite }
    return { ...chat, accent_color_id: 0, max_reaction_count: 11, accepted_gift_types, ...(isGroup && { permissions }) }
  },
  getChatMember({ world }, { chat_id, user_id }) {
    const state = world.open(chat_id, 'read')
    if (world.user(user_id) === null) throw badRequest('user_not_found', 'user not found')
    return memberOf(world, user_id, state.members.get(user_id) ?? (state.chat.id === user_id ? 'member' : 'left'))
  },
  getChatAdministrators({ world }, { chat_id }) {
    const state = world.open(chat_id, 'read')
    if (state.chat.type === 'private') {
      throw badRequest('chat_type', 'there are no administrators in the private chat')
    }
    const administrators = [...state.members].filter(
      ([id]) => world.isAdministrator(state, id) && !world.user(id)?.is_bot,
    )
    return administrators.map(([id, status]) => memberOf(world, id, status))
  },
  getChatMemberCount({ world }, { chat_id }) {
    const present = [...world.open(chat_id, 'read').members.values()].filter(
      (one) => one !== 'left' && one !== 'kicked',
    )
    return present.length
  },
  leaveChat({ world }, { chat_id }) {
    const { chat } = world.open(chat_id, 'read')
    if (chat.type === 'private') throw badRequest('chat_type', "can't leave private chats")
    world.setStatus(chat.id, world.bot.id, 'left')
    return true
  },

  setMyCommands({ profile }, { commands, ...where }) {
    profile.set(commandsAt(where), commands)
    return true
  },
  getMyCommands: ({ profile }, where) => profile.get(commandsAt(where)) ?? [],
  deleteMyCommands({ profile }, where) {
    profile.delete(commandsAt(where))
    return true
  },
  setMyName: ({ profile }, { name = '', language_code = '' }) => keep(profile, 'name', name, language_code),
  getMyName: ({ profile, world }, { language_code }) => ({
    name: read(profile, 'name', language_code) || world.bot.first_name,
  }),
  setMyDescription: ({ profile }, { description = '', language_code }) =>
    keep(profile, 'description', description, language_code),
  getMyDescription: ({ profile }, { language_code }) => ({ description: read(profile, 'description', language_code) }),
  setMyShortDescription: ({ profile }, { short_description = '', language_code }) =>
    keep(profile, 'short_description', short_description, language_code),
  getMyShortDescription: ({ profile }, { language_code }) => ({
    short_description: read(profile, 'short_description', language_code),
  }),
  setChatMenuButton({ profile }, { chat_id, menu_button = { type: 'default' } }) {
    // Of the button in all chats, Telegram keeps what it was.
    if (chat_id === undefined && menu_button.type === 'default') return true
    profile.set(menuAt(chat_id), menu_button)
    return true
  },
  getChatMenuButton: ({ profile }, { chat_id }) =>
    profile.get(menuAt(chat_id)) ?? { type: chat_id === undefined ? 'commands' : 'default' },
}

/** A ChatMember object. */
export function memberOf(world: World, id: number, status: Status): Record<string, unknown> {
  const common = { status, user: world.user(id) }
  switch (status) {
    case 'creator':
      return { ...common, is_anonymous: false }
    case 'administrator':
      return {
        ...common,
        ...{ can_be_edited: false, is_anonymous: false, can_manage_chat: true, can_delete_messages: true },
        ...{ can_manage_video_chats: true, can_restrict_members: true, can_promote_members: false },
        ...{ can_change_info: true, can_invite_users: true, can_post_stories: false, can_edit_stories: false },
        ...{ can_delete_stories: false },
      }
    case 'kicked':
      return { ...common, until_date: 0 }
    default:
      return common
  }
}

/** No business has connected this bot. */
function refuseBusiness(connection: string | undefined): void {
  if (connection !== undefined) throw badRequest('business_connection', 'business connection not found')
}

function topicOf(state: ChatState, id: number | undefined, world: World): number | null {
  // A chat without topics ignores it.
  if (id === undefined || (state.chat.type !== 'private' && state.topics.size === 0)) return null
  const topic = state.topics.get(id)
  if (!topic) throw badRequest('thread_not_found', 'message thread not found')
  if (topic.isClosed && !world.isAdministrator(state, world.bot.id)) throw badRequest('topic_closed', 'TOPIC_CLOSED')
  return id
}

function repliedTo(state: ChatState, reply: ParametersOf<'sendMessage'>['reply_parameters']): StoredMessage | null {
  if (reply === undefined) return null
  const message = state.messages.get(reply.message_id)
  if (!message && !reply.allow_sending_without_reply) {
    throw badRequest('reply_not_found', 'message to be replied not found')
  }
  if (!message) return null
  const { reply_to_message: _, ...rest } = message
  return rest
}

function find(state: ChatState, messageId: number, otherwise: string): StoredMessage {
  const message = state.messages.get(messageId)
  if (!message) throw badRequest('message_not_found', otherwise)
  return message
}

type Edited = ParametersOf<'editMessageReplyMarkup'>

function edit(telegram: Telegram, { chat_id, message_id, inline_message_id, reply_markup }: Edited, content: Content) {
  const { world, inlineMessages } = telegram
  if (inline_message_id !== undefined) {
    const before = inlineMessages.get(inline_message_id)
    if (!before) throw badRequest('message_not_found', 'MESSAGE_ID_INVALID')
    inlineMessages.set(inline_message_id, changed(before, { ...content, reply_markup }))
    return true
  }
  const state = world.open(chat_id!, 'read')
  const before = find(state, message_id!, 'message to edit not found')
  if (before.from?.id !== world.bot.id) throw badRequest('not_editable', "message can't be edited")
  const after = changed(before, { ...content, reply_markup })
  world.open(chat_id!, 'write')
  const message = { ...after, edit_date: world.date() }
  world.store(message)
  return message
}

/** @throws Refusal when nothing changes. */
function changed<M extends Content>(before: M, change: Content): M {
  const after = { ...before, ...change }
  const shown = ({ text, entities = [], reply_markup = null }: Content) =>
    JSON.stringify([text, entities, reply_markup])
  if (shown(after) === shown(before)) throw badRequest('not_modified', NOT_MODIFIED)
  return after
}

function commandsAt({ scope, language_code = '' }: ParametersOf<'getMyCommands'>): string {
  return JSON.stringify(['commands', scope ?? { type: 'default' }, language_code])
}

/** Where the menu button of a private chat is kept, or that of all that have none of their own. */
function menuAt(chat?: number): string {
  return `menu ${chat ?? ''}`
}

/** The menu button that a user sees in the private chat with the bot. */
export function menuOf({ profile }: Pick<Telegram, 'profile'>, user: number): MenuButton {
  const own = profile.get(menuAt(user)) as MenuButton | undefined
  const all = (profile.get(menuAt()) ?? { type: 'commands' }) as MenuButton
  return own === undefined || own.type === 'default' ? all : own
}

function keep(profile: Map<string, unknown>, name: string, value: string, language = ''): true {
  profile.set(`${name} ${language}`, value)
  return true
}

/** Falls back to the value without a language. */
function read(profile: Map<string, unknown>, name: string, language = ''): unknown {
  return profile.get(`${name} ${language}`) || profile.get(`${name} `) || ''
}
