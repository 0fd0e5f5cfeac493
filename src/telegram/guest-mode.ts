import { Composer } from 'grammy'
import { type BotContext, cardFor, type Dependencies, languageOf, renderContextOf } from './context.ts'
import { readGuestQuestion } from './group-question.ts'
import { plainMessage } from './messages/formatted-text.ts'
import { guestResult } from './messages/render-inline.ts'
import { renderShared } from './messages/render-shared.ts'
import { restrictAnswer } from './restrict-answer.ts'

/** Answers when called in a chat that the bot is not a member of: one message, complete in itself. */
export function guestMode(dependencies: Dependencies): Composer<BotContext> {
  const { answerer } = dependencies
  const composer = new Composer<BotContext>()
  composer.on('guest_message', async (ctx) => {
    const called = ctx.guestMessage
    const { guest_query_id: query, from } = called
    if (query === undefined || from?.is_bot) return
    const context = renderContextOf(ctx, dependencies, 'shared')
    const question = readGuestQuestion(called, ctx.me)
    if (question === '') {
      const hint = plainMessage(ctx.t('guest-hint', { username: ctx.me.username }))
      await ctx.api.answerGuestQuery(query, guestResult(hint, context))
      return
    }
    const answer = restrictAnswer(await answerer.answer(question), ctx.session.without)
    const card = cardFor(answer, dependencies, languageOf(ctx))
    await ctx.api.answerGuestQuery(query, guestResult(renderShared(answer, context, { dangerCard: card }), context))
  })
  return composer
}
