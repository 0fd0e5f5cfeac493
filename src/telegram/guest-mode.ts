import { Composer } from 'grammy'
import { type BotContext, type Dependencies, languageOf, renderContextOf } from './context.ts'
import { readGuestQuestion } from './group-question.ts'
import { guestResult } from './messages/render-inline.ts'
import { renderShared } from './messages/render-shared.ts'
import { restrictAnswer } from './restrict-answer.ts'

/** Answers in chats that the bot is no member of, when somebody there calls it: one message, complete in itself. */
export function guestMode(dependencies: Dependencies): Composer<BotContext> {
  const { answerer, dangerCard } = dependencies
  const composer = new Composer<BotContext>()
  composer.on('guest_message', async (ctx) => {
    const called = ctx.guestMessage
    const { guest_query_id: query, from } = called
    if (query === undefined || from?.is_bot) return
    const context = renderContextOf(ctx, dependencies, 'shared')
    const question = readGuestQuestion(called, ctx.me)
    if (question === '') {
      const hint = { text: ctx.t('guest-hint', { username: ctx.me.username }), entities: [], buttons: [] }
      await ctx.api.answerGuestQuery(query, guestResult(hint, context))
      return
    }
    const answer = restrictAnswer(await answerer.answer(question), ctx.session.without)
    const card = answer.danger ? dangerCard(answer.danger, languageOf(ctx)) : null
    await ctx.api.answerGuestQuery(query, guestResult(renderShared(answer, context, { dangerCard: card }), context))
  })
  return composer
}
