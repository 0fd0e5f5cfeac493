import { Composer } from 'grammy'
import type { Message } from 'grammy/types'
import { LRUCache } from 'lru-cache'
import { type BotContext, type Dependencies, placeOf, renderContextOf } from './context.ts'
import { acknowledge, edit, send } from './deliver.ts'
import type { OutgoingMessage } from './messages/formatted-text.ts'
import { decodeReportStep, renderKept, renderReport } from './messages/render-report.ts'

/** Most messages whose report is known to be stored, so that a double tap doesn't store it twice. */
const MAX_STORED = 1000

/** Reports that one person may make in a day. */
export const MAX_A_DAY = 20
/** Milliseconds. */
const DAY = 24 * 60 * 60 * 1000

/**
 * "Klopt niet?": asks what is wrong, shows what will be stored, and only then stores it.
 * @param now milliseconds that only grow.
 */
export function reporting(dependencies: Dependencies, now = () => performance.now()): Composer<BotContext> {
  const { reports, memory } = dependencies
  const composer = new Composer<BotContext>()
  const stored = new LRUCache<string, true>({ max: MAX_STORED })
  if (!reports) return composer
  let day = now()
  const madeToday = new Map<number, number>()
  /** Whether somebody may report once more today. */
  const mayReportHere = async (user: number): Promise<boolean> => {
    if (now() - day >= DAY) {
      day = now()
      madeToday.clear()
    }
    const made = madeToday.get(user) ?? 0
    madeToday.set(user, made + 1)
    return made < MAX_A_DAY
  }
  const { keepsQuestions = true, mayAdd = mayReportHere } = reports
  const chat = composer.chatType('private')

  chat.on('callback_query:data', async (ctx, next) => {
    const step = decodeReportStep(ctx.callbackQuery.data)
    const pressed = ctx.callbackQuery.message
    if (!step || !pressed) return next()
    const context = renderContextOf(ctx, dependencies)
    const turnInto = async (message: OutgoingMessage): Promise<void> => {
      if (await edit(ctx.api, ctx.chatId, pressed.message_id, message)) return
      await send(ctx.api, placeOf(ctx), [message])
    }
    if (step.kind === null) {
      await acknowledge(ctx)
      await send(ctx.api, { ...placeOf(ctx), replyTo: pressed.message_id }, [renderReport(step, null, context)])
    } else if (step.keep === null) {
      await acknowledge(ctx)
      const answer = pressed.reply_to_message?.message_id
      const asked = answer === undefined ? null : (memory.turnOf(placeOf(ctx), answer)?.question ?? null)
      await turnInto(renderReport(step, asked, context, keepsQuestions))
    } else if (step.keep === 'nothing') {
      await acknowledge(ctx)
      await turnInto(renderKept(null, context))
    } else {
      // Stores exactly what the message shows, because that is what the user agreed to.
      const question = step.keep === 'question' && keepsQuestions ? italicText(pressed) : null
      if (step.keep === 'question' && question === null) {
        return acknowledge(ctx, { text: ctx.t('report-question-gone'), show_alert: true })
      }
      const key = `${ctx.chatId}:${pressed.message_id}`
      if (stored.has(key)) return acknowledge(ctx)
      if (!(await mayAdd(ctx.from.id))) return acknowledge(ctx, { text: ctx.t('report-enough'), show_alert: true })
      const report = { passages: step.passages, kind: step.kind, question }
      await reports.add(report)
      stored.set(key, true)
      await acknowledge(ctx)
      await turnInto(renderKept(report, context))
    }
  })
  return composer
}

function italicText({ text, entities }: Pick<Message, 'text' | 'entities'>): string | null {
  const italic = entities?.find(({ type }) => type === 'italic')
  return italic && text !== undefined ? text.slice(italic.offset, italic.offset + italic.length) : null
}
