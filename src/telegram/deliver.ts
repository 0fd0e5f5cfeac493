import { createHash } from 'node:crypto'
import { type Api, type Context, GrammyError } from 'grammy'
import type { OutgoingMessage } from './messages/formatted-text.ts'

/** Where people talk: a chat, or one topic of it. */
export interface Place {
  readonly chat: number
  /** Id of the topic. */
  readonly thread?: number | undefined
}

/** Where messages go. */
export interface Destination extends Place {
  /** Id of the message that the first one replies to. */
  readonly replyTo?: number | undefined
  /** Without a sound. */
  readonly silent?: boolean
}

/** A message that the bot sent. */
export interface Sent {
  readonly id: number
  /** Shows whether an edit would change anything: if not, Telegram refuses it. */
  readonly checksum: string
}

/** Sends messages in order. */
export async function send(api: Api, destination: Destination, messages: readonly OutgoingMessage[]): Promise<Sent[]> {
  const sent: Sent[] = []
  for (const [index, message] of messages.entries()) {
    const id = await sendOne(api, index === 0 ? destination : { ...destination, replyTo: undefined }, message)
    sent.push({ id, checksum: checksumOf(message) })
  }
  return sent
}

async function sendOne(api: Api, destination: Destination, message: OutgoingMessage): Promise<number> {
  const { chat, thread, replyTo, silent } = destination
  try {
    const { message_id } = await api.sendMessage(chat, message.text, {
      ...body(message),
      ...(thread !== undefined && { message_thread_id: thread }),
      ...(replyTo !== undefined && { reply_parameters: { message_id: replyTo, allow_sending_without_reply: true } }),
      ...(silent && { disable_notification: true }),
    })
    return message_id
  } catch (error) {
    const moved = error instanceof GrammyError ? error.parameters.migrate_to_chat_id : undefined
    if (moved === undefined || moved === chat) throw error
    // The group has become a supergroup: another chat, with other message ids.
    return sendOne(api, { chat: moved, silent: silent ?? false }, message)
  }
}

/** Replaces messages that were sent: edits them in place, sends the missing ones, and deletes those left over. */
export async function replace(
  api: Api,
  destination: Destination,
  old: readonly Sent[],
  messages: readonly OutgoingMessage[],
): Promise<Sent[]> {
  const sent: Sent[] = []
  for (const [index, message] of messages.entries()) {
    const earlier = old[index]
    if (
      earlier &&
      (earlier.checksum === checksumOf(message) || (await edit(api, destination.chat, earlier.id, message)))
    ) {
      sent.push({ id: earlier.id, checksum: checksumOf(message) })
    } else sent.push(...(await send(api, destination, [message])))
  }
  for (const { id } of old.slice(messages.length)) await remove(api, destination.chat, id)
  return sent
}

/** Edits a message. @returns false when it can't be edited (any more), and has to be sent again instead. */
export async function edit(api: Api, chat: number, id: number, message: OutgoingMessage): Promise<boolean> {
  try {
    await api.editMessageText(chat, id, message.text, body(message))
    return true
  } catch (error) {
    if (!(error instanceof GrammyError) || error.error_code !== 400) throw error
    return /message is not modified/i.test(error.description)
  }
}

/** Answers a button press. If the bot was down for too long, Telegram refuses that; the press still takes effect. */
export async function acknowledge(ctx: Context, note: { text?: string; show_alert?: boolean } = {}): Promise<void> {
  try {
    await ctx.answerCallbackQuery(note)
  } catch (error) {
    if (!(error instanceof GrammyError) || error.error_code !== 400) throw error
  }
}

async function remove(api: Api, chat: number, id: number): Promise<void> {
  try {
    await api.deleteMessage(chat, id)
  } catch (error) {
    // Already deleted by the user, or too old to delete.
    if (!(error instanceof GrammyError)) throw error
  }
}

function body({ entities, buttons }: OutgoingMessage) {
  return {
    entities,
    link_preview_options: { is_disabled: true },
    ...(buttons.length > 0 && { reply_markup: { inline_keyboard: buttons } }),
  }
}

function checksumOf({ text, entities, buttons }: OutgoingMessage): string {
  return createHash('sha256')
    .update(JSON.stringify([text, entities, buttons]))
    .digest('base64url')
    .slice(0, 12)
}
