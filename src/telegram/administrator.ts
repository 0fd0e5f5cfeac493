import { GrammyError } from 'grammy'
import type { BotContext } from './context.ts'

/**
 * Whether the sender of a command, or whoever pressed a button, may change a group's settings. Asks Telegram every time, because
 * administrators come and go.
 * @returns null when Telegram doesn't say.
 */
export async function isAdministrator(ctx: BotContext): Promise<boolean | null> {
  // Anonymous administrators write as the group, but press buttons as themselves.
  if (!ctx.callbackQuery && ctx.msg?.sender_chat !== undefined) return ctx.msg.sender_chat.id === ctx.chatId
  try {
    const { status } = await ctx.getAuthor()
    return status === 'creator' || status === 'administrator'
  } catch (error) {
    if (error instanceof GrammyError && error.error_code === 400) return null
    throw error
  }
}
