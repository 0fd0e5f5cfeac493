import type { MiddlewareFn } from 'grammy'
import type { BotContext } from './context.ts'
import { acknowledge } from './deliver.ts'
import { ASK_CHECKED } from './messages/render-check.ts'
import { decodeReportStep } from './messages/render-report.ts'
import { decodeScreen } from './messages/screen.ts'

/** What callback data may do, by how it looks: the kinds of chat in which the bot makes such buttons at all. */
const PLACES: readonly { readonly isOfKind: (data: string) => boolean; readonly chats: readonly string[] }[] = [
  { isOfKind: (data) => data.startsWith('s:'), chats: ['group', 'supergroup'] },
  {
    isOfKind: (data) => /^[vl]:/.test(data) || /^i[a-z2-7]{8}$/.test(data) || data === ASK_CHECKED,
    chats: ['private'],
  },
  { isOfKind: (data) => decodeReportStep(data) !== null || decodeScreen(data) !== null, chats: ['private'] },
]

/**
 * Lets only presses through that a button of the bot can cause. The data of a press comes from the app that sends it, which may be
 * made to send anything: so the data must be of a kind that this kind of chat has buttons for, and the message under which it
 * was pressed must be the bot's and have a button with it. Whether this person may do what the button does, is asked where it is
 * done.
 */
export function refuseForgedPresses(): MiddlewareFn<BotContext> {
  return async (ctx, next) => {
    const pressed = ctx.callbackQuery
    if (!pressed || (isPossible(ctx) && !pressed.from.is_bot)) return next()
    await acknowledge(ctx, { text: ctx.t('button-too-old') })
  }
}

function isPossible({ callbackQuery, me }: BotContext): boolean {
  const { data, message } = callbackQuery!
  if (data === undefined || message === undefined) return false
  const place = PLACES.find(({ isOfKind }) => isOfKind(data))
  if (!place?.chats.includes(message.chat.type)) return false
  // Telegram no longer shows the bot what an old message says. In a private chat, only its owner can press.
  if (message.date === 0) return message.chat.type === 'private'
  if (message.from?.id !== me.id) return false
  const buttons = 'reply_markup' in message ? (message.reply_markup?.inline_keyboard.flat() ?? []) : []
  return buttons.some((button) => 'callback_data' in button && button.callback_data === data)
}
