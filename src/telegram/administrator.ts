import { GrammyError } from 'grammy'
import type { BotContext } from './context.ts'

/**
 * Whether whoever sent a command or pressed a button in a group may change its settings. Asked of Telegram every time:
 * administrators come and go.
 * @returns null when Telegram doesn't tell.
 */
export async function isAdministrator(ctx: BotContext): Promise<boolean | null> {
  // Anonymous administrators speak as the group. They press buttons as themselves.
  if (!ctx.callbackQuery && ctx.msg?.sender_chat !== undefined) return ctx.msg.sender_chat.id === ctx.chatId
  try {
    const { status } = await ctx.getAuthor()
    return status === 'creator' || status === 'administrator'
  } catch (error) {
    if (error instanceof GrammyError && error.error_code === 400) return null
    throw error
  }
}
