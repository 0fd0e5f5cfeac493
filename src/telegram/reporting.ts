import { Composer } from 'grammy'
import { acknowledge } from './acknowledge.ts'
import { type BotContext, type Dependencies, renderContextOf, topicOf } from './context.ts'
import { edit, send } from './deliver.ts'
import type { OutgoingMessage } from './messages/formatted-text.ts'
import { decodeReportStep, renderKept, renderReport } from './messages/render-report.ts'

/** Reports that were kept, so that a double tap keeps none twice. */
const MAX_KEPT = 1000

/** "Klopt niet?": what is wrong, what will be kept, and only then keeping it. */
export function reporting(dependencies: Dependencies): Composer<BotContext> {
  const { reports, memory } = dependencies
  const composer = new Composer<BotContext>()
  const kept = new Set<string>()
  if (!reports) return composer
  const chat = composer.chatType('private')

  chat.on('callback_query:data', async (ctx, next) => {
    const step = decodeReportStep(ctx.callbackQuery.data)
    const pressed = ctx.callbackQuery.message
    if (!step || !pressed) return next()
    const context = renderContextOf(ctx, dependencies)
    const turnInto = async (message: OutgoingMessage): Promise<void> => {
      if (await edit(ctx.api, ctx.chatId, pressed.message_id, message)) return
      await send(ctx.api, { chat: ctx.chatId, thread: topicOf(ctx) }, [message])
    }
    if (step.kind === null) {
      await acknowledge(ctx)
      await send(ctx.api, { chat: ctx.chatId, thread: topicOf(ctx), replyTo: pressed.message_id }, [
        renderReport(step, null, context),
      ])
    } else if (step.keep === null) {
      await acknowledge(ctx)
      const answer = pressed.reply_to_message?.message_id
      const question = answer === undefined ? null : (memory.turnOf(ctx.chatId, answer)?.question ?? null)
      await turnInto(renderReport(step, question, context))
    } else if (step.keep === 'nothing') {
      await acknowledge(ctx)
      await turnInto(renderKept(null, context))
    } else {
      // Exactly what the message shows is kept: it is what was agreed to.
      const shown = pressed.entities?.find(({ type }) => type === 'italic')
      const question = shown ? (pressed.text?.slice(shown.offset, shown.offset + shown.length) ?? null) : null
      if (step.keep === 'question' && question === null) {
        return acknowledge(ctx, { text: ctx.t('report-question-gone'), show_alert: true })
      }
      const key = `${ctx.chatId}:${pressed.message_id}`
      if (kept.has(key)) return acknowledge(ctx)
      const report = { passages: step.passages, kind: step.kind, question: step.keep === 'question' ? question : null }
      await reports.add(report)
      kept.add(key)
      const [oldest] = kept
      if (kept.size > MAX_KEPT && oldest !== undefined) kept.delete(oldest)
      await acknowledge(ctx)
      await turnInto(renderKept(report, context))
    }
  })
  return composer
}
