import { GrammyError } from 'grammy'
import type { BotContext } from './context.ts'

/** Answers a press. One that waited too long, while the bot was down, can't be answered any more; it is carried out anyway. */
export async function acknowledge(ctx: BotContext, note: { text?: string; show_alert?: boolean } = {}): Promise<void> {
  try {
    await ctx.answerCallbackQuery(note)
  } catch (error) {
    if (!(error instanceof GrammyError) || error.error_code !== 400) throw error
  }
}
