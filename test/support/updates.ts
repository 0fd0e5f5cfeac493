import type { Message, Update } from 'grammy/types'
import { findEntities } from '../emulator/text-rules.ts'
import { BOT_INFO } from './bot-calls.ts'

let update = 0
let message = 0

/** A user of Telegram, for whom chats are private. */
export const ANN = { id: 1001, is_bot: false, first_name: 'Ann', language_code: 'nl' } as const

type Extra = Readonly<Record<string, unknown>>

function fields(extra: Extra) {
  return {
    message_id: ++message,
    date: 0,
    from: ANN,
    chat: { id: ANN.id, type: 'private' as const, first_name: ANN.first_name },
    ...extra,
  }
}

/** A group that knows the bot. */
export const GROUP = { id: -100200, type: 'supergroup', title: 'Groep' } as const

/** A message of Ann's in the group. */
export function groupText(words: string, extra: Extra = {}): Update & { message: Message } {
  return text(words, { chat: GROUP, ...extra })
}

/** A change of the bot's membership. */
export function membershipChange(before: string, now: string, chat: Extra = GROUP): Update {
  const member = (status: string) => ({ status, user: BOT_INFO })
  return {
    update_id: ++update,
    my_chat_member: {
      chat,
      from: ANN,
      date: 0,
      old_chat_member: member(before),
      new_chat_member: member(now),
    } as unknown as NonNullable<Update['my_chat_member']>,
  }
}

/** Any message in Ann's private chat. */
export function incoming(extra: Extra): Update & { message: Message } {
  return { update_id: ++update, message: fields(extra) as unknown as Message & Update.NonChannel }
}

/** A text of Ann's, with the entities that Telegram finds. */
export function text(words: string, extra: Extra = {}): Update & { message: Message } {
  const entities = findEntities(words)
  return incoming({ text: words, ...(entities.length > 0 && { entities }), ...extra })
}

/** A message of Ann's that she changed. */
export function edited(original: Update & { message: Message }, words: string): Update {
  // Telegram marks the entities anew; the tests that need them have none to move.
  return {
    update_id: ++update,
    edited_message: { ...original.message, text: words, edit_date: 1 } as Message & Update.Edited & Update.NonChannel,
  }
}

/** Ann presses a button under one of the bot's messages, which has that button. */
export function press(data: string, under: Extra = {}): Update {
  return {
    update_id: ++update,
    callback_query: {
      id: `c${update}`,
      from: ANN,
      chat_instance: '1',
      data,
      message: fields({
        text: '?',
        date: 1,
        from: BOT_INFO,
        reply_markup: { inline_keyboard: [[{ text: '?', callback_data: data }]] },
        ...under,
      }) as unknown as Message,
    },
  }
}
