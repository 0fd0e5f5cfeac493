import type { Chat, Message, Update, User } from 'grammy/types'
import { memberOf, menuOf, type Telegram } from './methods.ts'
import type { ParametersOf, UpdateKind } from './methods-table.ts'
import { launchAddress, signInitData } from './mini-app.ts'
import { findEntities } from './text-rules.ts'
import type { ChatOptions, Status, StoredMessage } from './world.ts'

/** What became of a user's action. */
export interface Injected {
  readonly update: Update
  /** Why the bot does not receive it; null if it does. */
  readonly withheld: string | null
}

type Fields = Readonly<Record<string, unknown>>
/** Whose message is forwarded: a user's, that of a user who hides their account, or a channel's. */
type Origin = User | { readonly from: User } | { readonly hidden: string } | { readonly channel: Chat }

/** Where and how a user writes. */
export interface Writing {
  /** Default: the private chat with the bot. */
  readonly chat?: Chat
  readonly topic?: number | { readonly message_thread_id: number }
  /** A message, or the outcome of the action or call that sent it. */
  readonly replyTo?: unknown
  /** The quoted part of that message. */
  readonly quote?: string
  /** Mentions the bot before the text, or at its end. */
  readonly mention?: boolean | 'end'
  /** The chat on whose behalf they write: the group itself (an anonymous administrator) or a channel. */
  readonly as?: Chat
}

/** Telegram's placeholder accounts for those who write on behalf of a chat. */
const ANONYMOUS: User = { id: 1087968824, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' }
const OF_CHANNEL: User = { id: 136817688, is_bot: true, first_name: 'Channel', username: 'Channel_Bot' }
const MAX_QUERY = 256
const TINY = { file_id: 'AgACAgIAAxkemulated', file_unique_id: 'AQADemulated' }

/** Applies an update to the world and queues it for the bot. */
export type Inject = (kind: UpdateKind, content: Fields) => Injected

/** The actions of users, each turned into the update that Telegram would send. Their names are part of the control interface. */
export function createPeople(telegram: Telegram, inject: Inject, token: string) {
  const { world, queries, inlineMessages } = telegram
  let lastUser = 1000
  let lastChat = 0
  const { me } = world

  function write(user: User, content: Fields, { chat, topic, replyTo, quote, as }: Writing = {}): Injected {
    const where = chat ?? privateChatOf(user)
    const thread = typeof topic === 'object' ? topic.message_thread_id : topic
    const sender = as && (as.id === where.id ? ANONYMOUS : OF_CHANNEL)
    const replied = replyTo === undefined ? undefined : world.chat(where.id).messages.get(messageOf(replyTo).message_id)
    if (replyTo !== undefined && !replied) throw new Error('the message that is replied to is not in this chat')
    return inject('message', {
      from: sender ?? user,
      ...(as && { sender_chat: as }),
      chat: where,
      ...(thread !== undefined && { message_thread_id: thread, is_topic_message: true }),
      ...(replied && { reply_to_message: { ...replied, reply_to_message: undefined } }),
      ...(quote !== undefined && { quote: { text: quote, position: 0, is_manual: true } }),
      ...content,
    })
  }

  function newChat(
    type: 'group' | 'supergroup' | 'channel',
    title: string,
    options: ChatOptions,
    more: Fields = {},
  ): Chat {
    lastChat++
    const id = type === 'group' ? -4_000_000 - lastChat : -1_001_000_000_000 - lastChat
    return world.addChat({ id, type, title, ...more } as Chat, options).chat
  }

  function memberUpdate(user: User, chat: Chat, before: Status, now: Status): Injected {
    const member = (status: Status) => memberOf(world, world.bot.id, status)
    return inject('my_chat_member', {
      chat,
      from: user,
      old_chat_member: member(before),
      new_chat_member: member(now),
    })
  }

  const people = {
    user({ first_name = 'Ann', ...more }: Partial<User> = {}): User {
      return { id: ++lastUser, is_bot: false, first_name, ...more }
    },
    group: (title = 'Group', options: ChatOptions = {}) => newChat('group', title, options),
    supergroup: (title = 'Supergroup', options: ChatOptions = {}) => newChat('supergroup', title, options),
    forum(title = 'Forum', topics: readonly string[] = [], options: ChatOptions = {}): Chat {
      const chat = newChat('supergroup', title, options, { is_forum: true })
      for (const topic of topics) world.addTopic(chat.id, topic)
      return chat
    },
    channel: (title = 'Channel', options: ChatOptions = {}) => newChat('channel', title, options),

    /** Sends any content: fields of a message, such as a photo and its caption. */
    message: write,
    privateText: (user: User, text: string, writing: Writing = {}) => write(user, textOf(text), writing),
    groupText(chat: Chat, user: User, text: string, { mention = false, ...writing }: Writing = {}): Injected {
      const name = `@${me.username}`
      const full = mention === 'end' ? `${text} ${name}` : mention ? `${name} ${text}` : text
      return write(user, textOf(full), { ...writing, chat })
    },
    command(user: User, name: string, how: string | (Writing & { readonly args?: string }) = {}): Injected {
      const { args = '', mention = false, ...writing } = typeof how === 'string' ? { args: how } : how
      return write(user, textOf(`/${name}${mention ? `@${me.username}` : ''}${args && ` ${args}`}`), writing)
    },
    start: (user: User, payload = ''): Injected => people.command(user, 'start', payload),
    /** Presses the menu button in the private chat. @returns the address at which the Mini App opens. */
    openMenu(user: User, theme?: Readonly<Record<string, string>>): string {
      const button = menuOf(telegram, user.id)
      if (button.type !== 'web_app') throw new Error('the menu button shows the commands')
      return launchAddress(button.web_app.url, signInitData(token, user, world.now()), theme)
    },
    /**
     * Follows a link to the bot, as apps do when a Mini App asks to: they start it with what comes after start=, or put the text in
     * the field, which the user sends.
     * @param link "/bronwijzer_bot?text=hoi", or all of it.
     */
    followLink(user: User, link: string): Injected {
      const { hostname, pathname, searchParams } = new URL(link, 'https://t.me')
      if (hostname !== 't.me' || pathname !== `/${me.username}`) throw new Error(`${link} does not lead to this bot`)
      const [payload, text] = [searchParams.get('start'), searchParams.get('text')]
      if (payload === null && !text) throw new Error(`${link} opens the chat and does nothing there`)
      if (payload !== null && !/^[\w-]{1,64}$/.test(payload)) throw new Error(`apps don't pass on start=${payload}`)
      return payload === null ? people.privateText(user, text!) : people.start(user, payload)
    },
    forwarded(user: User, from: Origin, text: string, writing: Writing = {}): Injected {
      return write(user, { forward_origin: originOf(from, world.date()), ...textOf(text) }, writing)
    },
    photo(user: User, { caption, ...writing }: Writing & { readonly caption?: string } = {}): Injected {
      const { text, entities } = textOf(caption ?? '')
      return write(
        user,
        {
          photo: [{ ...TINY, width: 90, height: 67 }],
          ...(text !== '' && { caption: text, ...(entities && { caption_entities: entities }) }),
        },
        writing,
      )
    },
    sticker(user: User, writing: Writing = {}): Injected {
      const looks = { type: 'regular', width: 512, height: 512, is_animated: false, is_video: false }
      return write(user, { sticker: { ...TINY, ...looks } }, writing)
    },
    editedMessage(sent: unknown, text: string): Injected {
      const { entities: _, ...message } = messageOf(sent)
      return inject(message.chat.type === 'channel' ? 'edited_channel_post' : 'edited_message', {
        ...message,
        ...textOf(text),
        edit_date: world.date(),
      })
    },
    channelPost(chat: Chat, text: string): Injected {
      return inject('channel_post', { sender_chat: chat, chat, ...textOf(text) })
    },

    /**
     * Presses a button under a message in its present state.
     * @param which the button's data, or its text.
     * @param force allows data that no button has, as a modified app can send it.
     */
    callback(user: User, under: unknown, which: string | { text: string }, { force = false } = {}): Injected {
      const inline = (under as { inline_message_id?: string }).inline_message_id
      if (inline !== undefined) {
        return inject('callback_query', { from: user, inline_message_id: inline, data: String(which) })
      }
      const { chat, message_id } = messageOf(under)
      const message = world.chat(chat.id).messages.get(message_id)
      const buttons = message?.reply_markup?.inline_keyboard.flat() ?? []
      const button = buttons.find((one) =>
        typeof which === 'string' ? 'callback_data' in one && one.callback_data === which : one.text === which.text,
      )
      const data = button && 'callback_data' in button ? button.callback_data : null
      if (data === null && !(force && typeof which === 'string')) {
        const labels = buttons.map(({ text }) => text).join(', ')
        throw new Error(`there is no button ${JSON.stringify(which)} under message ${message_id}, but: ${labels}`)
      }
      return inject('callback_query', {
        from: user,
        message: message ?? { chat, message_id, date: 0 },
        data: data ?? which,
      })
    },
    inlineQuery(user: User, query: string, offset = ''): Injected {
      if ([...query].length > MAX_QUERY) throw new Error(`an inline query has at most ${MAX_QUERY} characters`)
      return inject('inline_query', { from: user, query, offset, chat_type: 'sender' })
    },
    /** Sends one of the bot's results for an inline query. @param asked the outcome of `inlineQuery`. */
    chosenInlineResult(user: User, asked: Injected, resultId: string): Injected {
      const { id, query } = asked.update.inline_query!
      const answer = queries.answerTo('inline', id) as ParametersOf<'answerInlineQuery'> | null
      const result = answer?.results.find((one) => one.id === resultId)
      if (!result) throw new Error(`the bot gave no result "${resultId}"`)
      const { message_text: text, entities } = result.input_message_content
      const inline_message_id = `inline-${id}-${resultId}`
      inlineMessages.set(inline_message_id, { text, entities, reply_markup: result.reply_markup })
      const sent = { result_id: resultId, from: user, query, ...(result.reply_markup && { inline_message_id }) }
      return inject('chosen_inline_result', sent)
    },
    /** Calls the bot in a chat that it is not a member of. */
    guestText(user: User, text: string, chat: Chat = { id: -4_000_999, type: 'group', title: 'Elsewhere' }): Injected {
      return inject('guest_message', { message_id: 1, from: user, chat, ...textOf(`@${me.username} ${text}`) })
    },

    addBot(chat: Chat, user: User): Injected[] {
      world.setStatus(chat.id, me.id, 'left')
      return [memberUpdate(user, chat, 'left', 'member'), write(user, { new_chat_members: [me] }, { chat })]
    },
    removeBot: (chat: Chat, user: User): Injected => memberUpdate(user, chat, 'member', 'kicked'),
    promoteBot: (chat: Chat, user: User): Injected => memberUpdate(user, chat, 'member', 'administrator'),
    memberJoined: (chat: Chat, user: User): Injected => write(user, { new_chat_members: [user] }, { chat }),
    memberLeft: (chat: Chat, user: User): Injected => write(user, { left_chat_member: user }, { chat }),
    block: (user: User): Injected => memberUpdate(user, privateChatOf(user), 'member', 'kicked'),
    unblock: (user: User): Injected => memberUpdate(user, privateChatOf(user), 'kicked', 'member'),
    /** A group becomes a supergroup. */
    migrate(chat: Chat, user: User): { chat: Chat; updates: Injected[] } {
      const big = world.migrate(chat.id)
      const left = write(user, { migrate_to_chat_id: big.id }, { chat })
      return { chat: big, updates: [left, write(user, { migrate_from_chat_id: chat.id }, { chat: big })] }
    },
  }
  return people
}

export type People = ReturnType<typeof createPeople>

function privateChatOf({ id, first_name, last_name, username }: User): Chat {
  return { id, type: 'private', first_name, ...(last_name && { last_name }), ...(username && { username }) }
}

/** The message that an app makes of typed text. */
function textOf(typed: string) {
  const text = typed.trim()
  const entities = findEntities(text)
  return { text, ...(entities.length > 0 && { entities }) }
}

function originOf(from: Origin, date: number): Fields {
  if ('hidden' in from) return { type: 'hidden_user', date, sender_user_name: from.hidden }
  if ('channel' in from) return { type: 'channel', date, chat: from.channel, message_id: 1 }
  return { type: 'user', date, sender_user: 'from' in from ? from.from : from }
}

/** The message in the outcome of an action or a call. */
function messageOf(sent: unknown): StoredMessage {
  const { update, result } = sent as { update?: Update; result?: Message }
  return (update?.message ?? update?.channel_post ?? result ?? sent) as StoredMessage
}
