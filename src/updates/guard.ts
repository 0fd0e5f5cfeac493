import { type Context, GrammyError, type MiddlewareFn } from 'grammy'
import { isTransient } from '../telegram/connect.ts'
import type { BotContext } from '../telegram/context.ts'
import { ANSWERED } from '../telegram/private-chat.ts'
import { isUndeliverable } from '../telegram/undeliverable.ts'
import type { FairUse, Verdict } from './fair-use.ts'
import { currentUpdate } from './update-state.ts'

const ALLOWED = { allowed: true } as const

type Refusal = Extract<Verdict, { allowed: false }>

/** Thrown at a question too many; the guard catches it. */
export class TooManyQuestions extends Error {
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super('more questions than are allowed in a minute')
    this.name = 'TooManyQuestions'
    this.refusal = refusal
  }
}

/**
 * Stands before every handler. Lets nobody ask more than is fair, and says so once; takes note of what fails, and keeps the
 * failure to itself while the update will be tried again.
 */
export function guard(fairUse: FairUse, onRefusal: (limit: 'user' | 'chat') => void): MiddlewareFn<BotContext> {
  return async (ctx, next) => {
    const state = currentUpdate()
    const isGroup = ctx.chat?.type === 'group' || ctx.chat?.type === 'supergroup'
    // What is said in a group is mostly not for the bot: there only questions count, at the moment that they are answered.
    if (state)
      state.countQuestion = isGroup && state.attempt === 1 ? () => countInGroup(ctx, fairUse, state.isShed) : null
    try {
      // A second try is no second question.
      const verdict = state && state.attempt > 1 ? ALLOWED : countUpdate(ctx, fairUse, isGroup, state?.isShed ?? false)
      if (!verdict.allowed) throw new TooManyQuestions(verdict)
      await next()
    } catch (error) {
      if (error instanceof TooManyQuestions) {
        onRefusal(isGroup ? 'chat' : 'user')
        if (state) state.outcome = 'refused'
        await refuse(ctx, error.refusal)
        return
      }
      if (!state) throw error
      state.failure = error
      state.again = !state.lastTry && mayPass(error)
      if (state.again) return
      state.outcome = isUndeliverable(error) ? 'undeliverable' : 'failed'
      throw error
    }
  }
}

function countUpdate(ctx: Context, fairUse: FairUse, isGroup: boolean, isShed: boolean): Verdict {
  const { inline_query: inline, callback_query: pressed } = ctx.update
  if (inline) return fairUse.count('inline', inline.from.id)
  const asks = pressed || (!isGroup && ctx.has([...ANSWERED]))
  if (!asks || !ctx.from) return ALLOWED
  return isShed && !isGroup ? fairUse.refuse('user', ctx.from.id) : fairUse.count('user', ctx.from.id)
}

function countInGroup(ctx: Context, fairUse: FairUse, isShed: boolean): Verdict {
  const chat = ctx.chat?.id ?? 0
  if (isShed) return fairUse.refuse('chat', chat)
  const verdict = fairUse.count('chat', chat)
  // A button was counted when it was pressed.
  return verdict.allowed && ctx.from && !ctx.callbackQuery ? fairUse.count('user', ctx.from.id) : verdict
}

async function refuse(ctx: BotContext, { first, seconds }: Refusal): Promise<void> {
  const text = ctx.t('slow-down', { seconds })
  // A button turns until it is answered, and an inline question waits.
  if (ctx.callbackQuery) await ctx.answerCallbackQuery(first ? { text } : {})
  else if (ctx.inlineQuery) await ctx.answerInlineQuery([], { cache_time: 0, is_personal: true })
  else if (first) {
    await ctx.reply(text, {
      ...(ctx.msg && { reply_parameters: { message_id: ctx.msg.message_id, allow_sending_without_reply: true } }),
    })
  }
}

/** What Telegram refuses, it refuses again. */
function mayPass(error: unknown): boolean {
  return !(error instanceof GrammyError) || isTransient(error)
}
