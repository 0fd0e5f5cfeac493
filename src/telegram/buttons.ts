import { Composer } from 'grammy'
import type { Message } from 'grammy/types'
import { clip } from '../answering/attribution.ts'
import { acknowledge } from './acknowledge.ts'
import { answerQuestion } from './answer-question.ts'
import { type BotContext, type Dependencies, renderContextOf, topicOf } from './context.ts'
import { edit, send } from './deliver.ts'
import { chooseLanguage, readLanguage } from './language.ts'
import type { OutgoingMessage } from './messages/formatted-text.ts'
import { ASK_CHECKED } from './messages/render-check.ts'
import { renderScreen } from './messages/render-screen.ts'
import { decodeScreen } from './messages/screen.ts'

const QUESTION = 'v:'
/** Units that Telegram shows in the note on top of the chat. */
const MAX_NOTE = 190

/** Callback data of a button that asks a question. */
export function encodeQuestion(question: string): string {
  return QUESTION + question
}

/** Everything that a press of a button under one of the bot's own messages does. Every press is answered. */
export function buttons(dependencies: Dependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.on('callback_query:data', async (ctx, next) => {
    const { data } = ctx.callbackQuery
    const position = /^i([a-z2-7]{8})$/.exec(data)?.[1]
    const language = readLanguage(data)
    const screen = decodeScreen(data)
    if (data.startsWith(QUESTION) && ctx.chatId !== undefined) {
      await acknowledge(ctx)
      await answerQuestion(ctx, { text: data.slice(QUESTION.length) }, dependencies)
    } else if (position) {
      await acknowledge(ctx, { text: whereabouts(ctx, position, dependencies) })
    } else if (language) {
      await acknowledge(ctx)
      await chooseLanguage(ctx, language)
    } else if (data === ASK_CHECKED) {
      await askChecked(ctx, dependencies)
    } else if (screen) {
      const message = renderScreen(screen, renderContextOf(ctx, dependencies))
      if (message) {
        await acknowledge(ctx)
        await show(ctx, message)
      } else await acknowledge(ctx, { text: ctx.t('text-changed'), show_alert: true })
    } else await next()
  })
  return composer
}

/** The last word on presses that nothing else knows: a button of a version that is gone. */
export function unknownButtons(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.on('callback_query', (ctx) => acknowledge(ctx, { text: ctx.t('button-too-old') }))
  return composer
}

/** Asks what a message says as a question, when it turned out to be no quote: that message is the one replied to. */
async function askChecked(ctx: BotContext, dependencies: Dependencies): Promise<void> {
  const checked = ctx.callbackQuery?.message?.reply_to_message
  const text = (checked?.text ?? checked?.caption ?? '').replace(/^\/\S+\s*/, '')
  if (text === '') return acknowledge(ctx, { text: ctx.t('checked-gone'), show_alert: true })
  await acknowledge(ctx)
  await answerQuestion(ctx, { text }, dependencies)
}

/** "Behandeling ME/CVS › In het kort": what the number between the arrows stands for. */
function whereabouts(ctx: BotContext, id: string, { corpus }: Dependencies): string {
  const passage = corpus.passage(id)
  if (!passage) return ctx.t('text-changed')
  return clip([corpus.document(passage.documentId).title, ...passage.section].join(' › '), MAX_NOTE)
}

async function show(ctx: BotContext, message: OutgoingMessage): Promise<void> {
  const pressed = ctx.callbackQuery?.message
  if (!pressed || same(pressed, message)) return
  if (await edit(ctx.api, pressed.chat.id, pressed.message_id, message)) return
  await send(ctx.api, { chat: pressed.chat.id, thread: topicOf(ctx), silent: ctx.session.rest ?? false }, [message])
}

/** Whether a message shows this already: the second tap of two quick ones. */
function same(shown: Pick<Message, 'text' | 'reply_markup'>, message: OutgoingMessage): boolean {
  return (
    shown.text === message.text &&
    JSON.stringify(shown.reply_markup?.inline_keyboard ?? []) === JSON.stringify(message.buttons)
  )
}
