import { Composer } from 'grammy'
import type { Message } from 'grammy/types'
import { clip } from '../answering/attribution.ts'
import { LANGUAGES, type Language } from '../i18n/translations.ts'
import { answerQuestion } from './answer-question.ts'
import { type BotContext, type Dependencies, placeOf, renderContextOf, topicOf } from './context.ts'
import { acknowledge, edit, send } from './deliver.ts'
import { EXAMPLE_QUESTIONS } from './example-questions.ts'
import { type OutgoingMessage, plainMessage } from './messages/formatted-text.ts'
import { ASK_CHECKED } from './messages/render-check.ts'
import { renderScreen } from './messages/render-screen.ts'
import { decodeScreen } from './messages/screen.ts'

const QUESTION = 'v:'
const LANGUAGE = 'l:'
/** Longest notification that Telegram shows at the top of the chat, in UTF-16 units. */
const MAX_NOTE = 190

/** Callback data of a button that asks a question. */
export function encodeQuestion(question: string): string {
  return QUESTION + question
}

/** Offers the languages that the bot speaks, each named in itself. */
export async function offerLanguages(ctx: BotContext): Promise<void> {
  const own = await ctx.i18n.getLocale()
  const buttons = LANGUAGES.map((language) => {
    ctx.i18n.useLocale(language)
    return { text: ctx.t('language-name'), callback_data: LANGUAGE + language }
  })
  ctx.i18n.useLocale(own)
  await send(ctx.api, placeOf(ctx), [{ ...plainMessage(ctx.t('language-choose')), buttons: [buttons] }])
}

async function chooseLanguage(ctx: BotContext, language: Language): Promise<void> {
  await ctx.choose((before) => ({ ...before, language }))
  await ctx.i18n.renegotiateLocale()
  await send(ctx.api, placeOf(ctx), [plainMessage(ctx.t('language-chosen'))])
}

/** Handles presses of the buttons under the bot's own messages. Every press is answered. */
export function buttons(dependencies: Dependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.on('callback_query:data', async (ctx, next) => {
    const { data } = ctx.callbackQuery
    const position = /^i([a-z2-7]{8})$/.exec(data)?.[1]
    const language = LANGUAGES.find((one) => data === LANGUAGE + one)
    const screen = decodeScreen(data)
    const question = EXAMPLE_QUESTIONS.find((example) => encodeQuestion(example) === data)
    if (question !== undefined) {
      await acknowledge(ctx)
      await answerQuestion(ctx, { text: question }, dependencies)
    } else if (position) {
      await acknowledge(ctx, { text: describePosition(ctx, position, dependencies) })
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

/** Handles presses that nothing else recognises: a button from an older version. */
export function unknownButtons(): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.on('callback_query', (ctx) => acknowledge(ctx, { text: ctx.t('button-too-old') }))
  return composer
}

/** Asks the text of a checked message as a question, after it proved to be no quote. The pressed message replies to it. */
async function askChecked(ctx: BotContext, dependencies: Dependencies): Promise<void> {
  const checked = ctx.callbackQuery?.message?.reply_to_message
  const text = (checked?.text ?? '').replace(/^\/\S+\s*/, '')
  if (text === '') return acknowledge(ctx, { text: ctx.t('checked-gone'), show_alert: true })
  await acknowledge(ctx)
  await answerQuestion(ctx, { text }, dependencies)
}

/** "Behandeling ME/CVS › In het kort": what the position between the arrows refers to. */
function describePosition(ctx: BotContext, id: string, { corpus }: Dependencies): string {
  const passage = corpus.passage(id)
  if (!passage) return ctx.t('text-changed')
  return clip([corpus.document(passage.documentId).title, ...passage.section].join(' › '), MAX_NOTE)
}

async function show(ctx: BotContext, message: OutgoingMessage): Promise<void> {
  const pressed = ctx.callbackQuery?.message
  if (!pressed || isSame(pressed, message)) return
  if (await edit(ctx.api, pressed.chat.id, pressed.message_id, message)) return
  await send(ctx.api, { chat: pressed.chat.id, thread: topicOf(ctx), silent: ctx.session.rest ?? false }, [message])
}

/** Whether a message already shows this, as after a double tap. */
function isSame(shown: Pick<Message, 'text' | 'reply_markup'>, message: OutgoingMessage): boolean {
  return (
    shown.text === message.text &&
    JSON.stringify(shown.reply_markup?.inline_keyboard ?? []) === JSON.stringify(message.buttons)
  )
}
