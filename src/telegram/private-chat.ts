import { Composer } from 'grammy'
import type { Update } from 'grammy/types'
import { answerQuestion } from './answer-question.ts'
import { encodeQuestion, offerLanguages } from './buttons.ts'
import { type BotContext, type Dependencies, placeOf, privacy, renderContextOf } from './context.ts'
import { type Sent, send } from './deliver.ts'
import { EXAMPLE_QUESTIONS } from './example-questions.ts'
import { repliedText } from './group-question.ts'
import { CONTINUE } from './inline-mode.ts'
import { type OutgoingMessage, plainMessage } from './messages/formatted-text.ts'
import { decodePermalink } from './messages/permalink.ts'
import { renderLinked } from './messages/render-answer.ts'
import { decodeReportLink, renderReport } from './messages/render-report.ts'
import { withRest } from './messages/render-settings.ts'
import { renderSources } from './messages/render-sources.ts'
import { renderTerms } from './messages/render-terms.ts'

/** Messages that may have no words for the bot to read. Not service messages ("joined", "pinned"), which need no reply. */
const UNREADABLE = [
  'message:file',
  'message:location',
  'message:contact',
  'message:poll',
  'message:dice',
  'message:game',
  'message:story',
  'message:checklist',
  'message:paid_media',
  'message:rich_message',
] as const

/** Messages that may get an answer in a private chat; not events such as a pinned message. */
export const ANSWERED = ['message:text', 'edited_message:text', ...UNREADABLE] as const

/** Handles commands in a private chat. */
export function privateChat(dependencies: Dependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  const chat = composer.chatType('private')
  /** What updates switched rest mode to. */
  const switched = new WeakMap<Update, boolean>()

  // What a user shares from inline mode into this chat is an answer, not a question.
  chat.filter(
    (ctx) => ctx.msg?.via_bot?.id === ctx.me.id && ctx.msg.forward_origin === undefined,
    () => {},
  )

  chat.command('start', async (ctx) => {
    if (ctx.match === CONTINUE) {
      const query = dependencies.memory.heldQuery(ctx.from.id)
      return query === null ? say(ctx, ctx.t('query-forgotten')) : answerQuestion(ctx, { text: query }, dependencies)
    }
    const report = dependencies.reports && decodeReportLink(ctx.match)
    // Links can be made by anybody, of anything.
    if (report?.passages.some((id) => dependencies.corpus.passage(id) === null)) return say(ctx, ctx.t('text-changed'))
    if (report) return say(ctx, renderReport(report, null, renderContextOf(ctx, dependencies)))
    if (ctx.match === 'bronnen') return showSources(ctx, dependencies)
    if (ctx.match === 'begrippen') return showTerms(ctx, dependencies)
    const ids = decodePermalink(ctx.match)
    if (!ids) return say(ctx, startScreen(ctx))
    const messages = renderLinked(ids, renderContextOf(ctx, dependencies)) ?? [plainMessage(ctx.t('text-changed'))]
    await send(ctx.api, { ...placeOf(ctx), silent: ctx.session.rest ?? false }, messages)
  })
  // Known from groups.
  chat.command(['vraag', 'bron'], async (ctx) => {
    if (ctx.match === '' && repliedText(ctx.msg) === '') await say(ctx, ctx.t('no-question'))
    else await answerQuestion(ctx, { text: ctx.match, message: ctx.msgId }, dependencies)
  })
  chat.command('help', (ctx) => say(ctx, ctx.t('help')))
  chat.command('privacy', (ctx) => say(ctx, privacy(ctx, dependencies)))
  chat.command('bronnen', (ctx) => showSources(ctx, dependencies))
  chat.command('begrippen', (ctx) => showTerms(ctx, dependencies))
  chat.command('taal', offerLanguages)
  chat.command('rust', async (ctx) => {
    // When this is handled again, because saying so failed, it chooses the same again.
    const isOn = switched.get(ctx.update) ?? ctx.session.rest === undefined
    switched.set(ctx.update, isOn)
    await ctx.choose((before) => withRest(before, isOn))
    await say(ctx, ctx.t(isOn ? 'rest-on' : 'rest-off'))
  })
  chat.command('vergeet', async (ctx) => {
    dependencies.memory.forget(ctx.chatId)
    await say(ctx, ctx.t('forgotten'))
  })
  return composer
}

/** Handles questions in a private chat; comes after everything that is not a question. */
export function privateQuestions(dependencies: Dependencies): Composer<BotContext> {
  const { memory } = dependencies
  const composer = new Composer<BotContext>()
  const chat = composer.chatType('private')

  chat.on('message:entities:bot_command', async (ctx, next) => {
    const isCommand = ctx.entities('bot_command').some(({ offset }) => offset === 0)
    if (isCommand) await say(ctx, ctx.t('unknown-command'))
    else await next()
  })
  chat.on('message:text', (ctx) => answerQuestion(ctx, { text: ctx.msg.text, message: ctx.msgId }, dependencies))
  chat.on('edited_message:text', async (ctx) => {
    const text = ctx.msg.text.replace(/^\/(?:vraag|bron)(?:@\w+)?\s+/i, '')
    if (text.startsWith('/')) return
    const answered = memory.answersTo(placeOf(ctx), ctx.msgId)
    await answerQuestion(ctx, { text, message: ctx.msgId, answered, asReply: !answered }, dependencies)
  })
  chat.on([...UNREADABLE], async (ctx) => {
    // If words follow in the same album, their answer takes its place.
    memory.remember(placeOf(ctx), ctx.msgId, await say(ctx, ctx.t('text-only')), null)
  })
  return composer
}

async function showSources(ctx: BotContext, dependencies: Dependencies): Promise<void> {
  await send(ctx.api, placeOf(ctx), renderSources(renderContextOf(ctx, dependencies)))
}

async function showTerms(ctx: BotContext, dependencies: Dependencies): Promise<void> {
  await send(ctx.api, placeOf(ctx), renderTerms(dependencies.terms, renderContextOf(ctx, dependencies)))
}

function startScreen(ctx: BotContext): OutgoingMessage {
  return {
    ...plainMessage(ctx.t('start')),
    buttons: EXAMPLE_QUESTIONS.map((question) => [{ text: question, callback_data: encodeQuestion(question) }]),
  }
}

async function say(ctx: BotContext, what: string | OutgoingMessage): Promise<Sent[]> {
  const message = typeof what === 'string' ? plainMessage(what) : what
  return await send(ctx.api, placeOf(ctx), [message])
}
