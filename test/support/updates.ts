import type { Message, MessageEntity, Update } from 'grammy/types'

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

/** Any message in Ann's private chat. */
export function incoming(extra: Extra): Update & { message: Message } {
  return { update_id: ++update, message: fields(extra) as unknown as Message & Update.NonChannel }
}

/** A text of Ann's; one that begins with a slash has its command marked, as Telegram does. */
export function text(words: string, extra: Extra = {}): Update & { message: Message } {
  const command = /^\/[a-z]+/i.exec(words)?.[0]
  const entities: MessageEntity[] = command ? [{ type: 'bot_command', offset: 0, length: command.length }] : []
  return incoming({ text: words, ...(entities.length > 0 && { entities }), ...extra })
}

/** A message of Ann's that she changed. */
export function edited(original: Update & { message: Message }, words: string): Update {
  return {
    update_id: ++update,
    edited_message: { ...original.message, text: words, edit_date: 1 } as Message & Update.Edited & Update.NonChannel,
  }
}

/** Ann presses a button under one of the bot's messages. */
export function press(data: string, under: Extra = {}): Update {
  return {
    update_id: ++update,
    callback_query: {
      id: `c${update}`,
      from: ANN,
      chat_instance: '1',
      data,
      message: fields({ text: '?', ...under }) as unknown as Message,
    },
  }
}
