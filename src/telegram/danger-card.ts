import type { Danger } from '../safety/danger.ts'
import { type BotContext, type Dependencies, languageOf } from './context.ts'
import { send } from './deliver.ts'
import { inTopic } from './group-chat.ts'
import { readGroupQuestion, readGuestQuestion } from './group-question.ts'
import { plainMessage } from './messages/formatted-text.ts'
import { cardResult, guestResult } from './messages/render-inline.ts'

/** What shows the card where a message gets no answer: nothing that may fail or be limited. */
export interface CardOptions extends Pick<Dependencies, 'dangerCard'> {
  /** The danger that the words of a message signal. */
  readonly detectDanger: (message: string) => Danger | null
}

/** The danger that the words of an update signal; null when there is none, or they are not for the bot. */
export function dangerIn(ctx: BotContext, { detectDanger }: CardOptions): Danger | null {
  return detectDanger(askedIn(ctx))
}

/** Shows the card alone, in the place of an answer. */
export async function showCard(ctx: BotContext, danger: Danger, { dangerCard }: CardOptions): Promise<void> {
  const card = dangerCard(danger, ctx.inlineQuery ? 'nl' : languageOf(ctx), false)
  if (ctx.inlineQuery) await ctx.answerInlineQuery([cardResult(card)], { cache_time: 0, is_personal: true })
  else await say(ctx, card)
}

/** Says one thing in reply to a message, also as a guest, who may only answer the call. */
export async function say(ctx: BotContext, words: string): Promise<void> {
  const query = ctx.guestMessage?.guest_query_id
  if (query === undefined) await send(ctx.api, inTopic(ctx), [plainMessage(words)])
  else await ctx.api.answerGuestQuery(query, guestResult(plainMessage(words), ctx))
}

function askedIn({ msg, chat, me, callbackQuery, guestMessage, inlineQuery }: BotContext): string {
  if (inlineQuery) return inlineQuery.query
  if (guestMessage) return readGuestQuestion(guestMessage, me)
  // The message under a button is the bot's own.
  if (!msg || callbackQuery) return ''
  return (chat?.type === 'private' ? msg.text : readGroupQuestion(msg, me)?.text) ?? ''
}
