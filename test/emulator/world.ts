import type { Chat, ChatMember, InlineKeyboardMarkup, MessageEntity, User, UserFromGetMe } from 'grammy/types'
import { badRequest, Refusal } from './refusal.ts'

export type Status = ChatMember['status']

/** A message in a chat. */
export interface StoredMessage {
  readonly message_id: number
  readonly chat: Chat
  readonly date: number
  readonly from?: User
  readonly text?: string
  readonly entities?: readonly MessageEntity[]
  readonly reply_markup?: InlineKeyboardMarkup
  readonly [field: string]: unknown
}

interface Topic {
  readonly name: string
  isClosed: boolean
}

/** A chat that the bot is or was in. */
export interface ChatState {
  chat: Chat
  readonly messages: Map<number, StoredMessage>
  /** Known members and former members, the bot included. */
  readonly members: Map<number, Status>
  readonly topics: Map<number, Topic>
  lastMessage: number
  /** Whether members without administrator rights may write. */
  mayWrite: boolean
  /** The supergroup that this group was migrated to. */
  movedTo: number | null
}

interface UserState {
  readonly user: User
  /** Whether they wrote first, so that the bot may write to them. */
  hasStarted: boolean
  hasBlocked: boolean
}

export interface ChatOptions {
  readonly botStatus?: Status
  readonly members?: readonly (User | { readonly user: User; readonly status: Status })[]
  readonly permissions?: { readonly can_send_messages: boolean }
}

export interface WorldOptions {
  readonly bot: UserFromGetMe
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** How many messages of each chat are kept. */
  readonly history: number
}

/** Users, chats and messages, and what the bot is allowed to do there. */
export class World {
  readonly bot: UserFromGetMe
  /** The bot as others see it. */
  readonly me: User
  readonly now: () => number
  readonly #history: number
  readonly #users = new Map<number, UserState>()
  readonly #chats = new Map<number, ChatState>()
  /** Private chats and basic groups share one sequence of message ids; supergroups and channels have their own. */
  #lastMessage = 0

  constructor({ bot, now, history }: WorldOptions) {
    this.bot = bot
    this.me = { id: bot.id, is_bot: true, first_name: bot.first_name, username: bot.username }
    this.now = now
    this.#history = history
  }

  /** Unix time, seconds. */
  date(): number {
    return Math.floor(this.now() / 1000)
  }

  addUser(user: User): UserState {
    const known = this.#users.get(user.id)
    const state = { hasStarted: false, hasBlocked: false, ...known, user: { ...known?.user, ...user } }
    this.#users.set(user.id, state)
    return state
  }

  /** Records that a user wrote to the bot, which may now write to them. */
  start(user: User): void {
    const state = this.addUser(user)
    state.hasStarted = true
    state.hasBlocked = false
  }

  block(userId: number, isBlocked = true): void {
    const user = this.#users.get(userId)
    if (!user) throw new Error(`there is no user ${userId}`)
    user.hasBlocked = isBlocked
  }

  user(id: number): User | null {
    return id === this.me.id ? this.me : (this.#users.get(id)?.user ?? null)
  }

  /** Adds a chat, or changes one. */
  addChat(chat: Chat, { botStatus, members = [], permissions }: ChatOptions = {}): ChatState {
    const isChannel = chat.type === 'channel'
    const state = this.#chats.get(chat.id) ?? {
      chat,
      messages: new Map(),
      members: new Map<number, Status>([[this.bot.id, isChannel ? 'administrator' : 'member']]),
      topics: new Map(),
      // Message 1 of a supergroup or channel is its creation.
      lastMessage: 1,
      mayWrite: true,
      movedTo: null,
    }
    state.chat = { ...state.chat, ...chat } as Chat
    if (botStatus) state.members.set(this.bot.id, botStatus)
    if (permissions) state.mayWrite = permissions.can_send_messages
    for (const member of members) {
      const { user, status } = 'user' in member ? member : { user: member, status: 'member' as const }
      this.addUser(user)
      state.members.set(user.id, status)
    }
    this.#chats.set(chat.id, state)
    return state
  }

  find(chatId: number): ChatState | null {
    return this.#chats.get(chatId) ?? this.#privateChat(chatId)
  }

  /** @throws Error when there is no such chat. */
  chat(id: number): ChatState {
    const state = this.find(id)
    if (!state) throw new Error(`there is no chat ${id}`)
    return state
  }

  setStatus(chatId: number, userId: number, status: Status): void {
    this.chat(chatId).members.set(userId, status)
  }

  addTopic(chatId: number, name: string): number {
    const state = this.chat(chatId)
    const id = this.nextMessageId(state)
    state.topics.set(id, { name, isClosed: false })
    const { chat } = state
    this.store({ message_id: id, chat, date: this.date(), message_thread_id: id, forum_topic_created: { name } })
    return id
  }

  closeTopic(chatId: number, topicId: number, isClosed = true): void {
    const topic = this.chat(chatId).topics.get(topicId)
    if (!topic) throw new Error(`there is no topic ${topicId} in chat ${chatId}`)
    topic.isClosed = isClosed
  }

  /** Upgrades a group to a supergroup, which has another id and the same members. */
  migrate(groupId: number): Chat {
    const group = this.chat(groupId)
    const { chat } = this.addChat({ ...group.chat, id: -1_000_000_000_000 + groupId, type: 'supergroup' } as Chat)
    for (const [id, status] of group.members) this.setStatus(chat.id, id, status)
    group.movedTo = chat.id
    return chat
  }

  nextMessageId(state: ChatState): number {
    if (state.chat.type === 'private' || state.chat.type === 'group') return ++this.#lastMessage
    return ++state.lastMessage
  }

  store(message: StoredMessage): void {
    const { messages } = this.chat(message.chat.id)
    messages.set(message.message_id, message)
    if (messages.size > this.#history) messages.delete(messages.keys().next().value!)
  }

  isAdministrator(state: ChatState, userId: number): boolean {
    const status = state.members.get(userId)
    return status === 'administrator' || status === 'creator'
  }

  /**
   * Looks up the chat that a call names.
   * @throws Refusal if there is none, or the bot may not read it or write to it.
   */
  open(id: number | string, purpose: 'read' | 'write'): ChatState {
    const state = typeof id === 'number' ? this.find(id) : this.#byName(id)
    if (!state) throw badRequest('chat_not_found', 'chat not found')
    if (state.chat.type === 'private') {
      if (purpose === 'write') this.#checkPrivate(id as number)
      return state
    }
    if (state.movedTo !== null) {
      const description = 'Bad Request: group chat was upgraded to a supergroup chat'
      throw new Refusal(400, description, null, { migrate_to_chat_id: state.movedTo })
    }
    const status = state.members.get(this.bot.id)
    const name = `${state.chat.type} chat`
    if (status === 'kicked') throw new Refusal(403, `Forbidden: bot was kicked from the ${name}`, null)
    if (status === 'left') throw new Refusal(403, `Forbidden: bot is not a member of the ${name}`, null)
    if (purpose === 'write' && !this.isAdministrator(state, this.bot.id)) {
      if (state.chat.type === 'channel') throw badRequest(null, 'need administrator rights in the channel chat')
      if (!state.mayWrite) throw badRequest(null, 'not enough rights to send text messages to the chat')
    }
    return state
  }

  #checkPrivate(userId: number): void {
    const { hasStarted, hasBlocked, user } = this.#users.get(userId)!
    if (user.is_bot) throw new Refusal(403, "Forbidden: bot can't send messages to bots", 'bot_to_bot')
    if (hasBlocked) throw new Refusal(403, 'Forbidden: bot was blocked by the user', null)
    if (!hasStarted) throw new Refusal(403, "Forbidden: bot can't initiate conversation with a user", 'not_started')
  }

  #privateChat(userId: number): ChatState | null {
    const known = this.#users.get(userId)
    if (!known) return null
    const { id, first_name, last_name, username } = known.user
    return this.addChat({
      id,
      type: 'private',
      first_name,
      ...(last_name && { last_name }),
      ...(username && { username }),
    })
  }

  #byName(name: string): ChatState | null {
    const all = [...this.#chats.values()]
    return all.find(({ chat }) => chat.type !== 'private' && 'username' in chat && `@${chat.username}` === name) ?? null
  }
}
