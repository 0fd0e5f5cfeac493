import { Composer } from 'grammy'
import { answerQuestion } from './answer-question.ts'
import { encodeQuestion } from './buttons.ts'
import { type BotContext, type Dependencies, renderContextOf, topicOf } from './context.ts'
import { send } from './deliver.ts'
import { EXAMPLE_QUESTIONS } from './example-questions.ts'
import { repliedText } from './group-question.ts'
import { CONTINUE } from './inline-mode.ts'
import { offerLanguages } from './language.ts'
import { MEMORY_MINUTES } from './memory.ts'
import type { OutgoingMessage } from './messages/formatted-text.ts'
import { decodePermalink } from './messages/permalink.ts'
import { renderLinked } from './messages/render-answer.ts'
import { decodeReportLink, renderReport } from './messages/render-report.ts'
import { renderSources } from './messages/render-sources.ts'

/** Messages that somebody sends but nobody can read. Service messages ("joined", "pinned") are not among them: those need no word. */
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
] as const

/** What somebody may get an answer to in a private chat; what merely happened there, such as a pinned message, is not in it. */
export const ANSWERED = [
  'message:text',
  'message:caption',
  'edited_message:text',
  'edited_message:caption',
  ...UNREADABLE,
] as const

/** Chats of which is known that their last album was answered: the pictures of one arrive together. */
const MAX_ALBUMS = 1000

/** Everything that is said in a private chat, but for buttons. */
export function privateChat(dependencies: Dependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  const chat = composer.chatType('private')

  // What somebody shares from the bot into this very chat is an answer, not a question.
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
    if (report) return say(ctx, renderReport(report, null, renderContextOf(ctx, dependencies)))
    if (ctx.match === 'bronnen') return showSources(ctx, dependencies)
    const ids = decodePermalink(ctx.match)
    if (!ids) return say(ctx, startScreen(ctx))
    const messages = renderLinked(ids, renderContextOf(ctx, dependencies)) ?? [
      { text: ctx.t('text-changed'), entities: [], buttons: [] },
    ]
    await send(ctx.api, { chat: ctx.chatId, thread: topicOf(ctx), silent: ctx.session.rest ?? false }, messages)
  })
  // What people know from groups.
  chat.command(['vraag', 'bron'], async (ctx) => {
    const question = ctx.match || repliedText(ctx.msg)
    if (question === '') await say(ctx, ctx.t('no-question'))
    else await answerQuestion(ctx, { text: question, message: ctx.msgId }, dependencies)
  })
  chat.command('help', (ctx) => say(ctx, ctx.t('help')))
  chat.command('privacy', (ctx) => say(ctx, ctx.t('privacy', { minutes: MEMORY_MINUTES })))
  chat.command('bronnen', (ctx) => showSources(ctx, dependencies))
  chat.command('taal', offerLanguages)
  chat.command('rust', async (ctx) => {
    if (ctx.session.rest) delete ctx.session.rest
    else ctx.session.rest = true
    await say(ctx, ctx.t(ctx.session.rest ? 'rest-on' : 'rest-off'))
  })
  chat.command('vergeet', async (ctx) => {
    dependencies.memory.forget(ctx.chatId)
    await say(ctx, ctx.t('forgotten'))
  })
  return composer
}

/** Questions in a private chat, after everything that is none. */
export function privateQuestions(dependencies: Dependencies): Composer<BotContext> {
  const { memory } = dependencies
  const composer = new Composer<BotContext>()
  const chat = composer.chatType('private')
  const albums = new Map<number, string>()

  chat.on('message:entities:bot_command', async (ctx, next) => {
    const isCommand = ctx.entities('bot_command').some(({ offset }) => offset === 0)
    if (isCommand) await say(ctx, ctx.t('unknown-command'))
    else await next()
  })
  chat.on(['message:text', 'message:caption'], (ctx) =>
    answerQuestion(
      ctx,
      {
        text: ctx.msg.text ?? ctx.msg.caption ?? '',
        message: ctx.msgId,
        replyTo: ctx.msg.reply_to_message?.message_id,
      },
      dependencies,
    ),
  )
  chat.on(['edited_message:text', 'edited_message:caption'], async (ctx) => {
    const text = (ctx.msg.text ?? ctx.msg.caption ?? '').replace(/^\/(?:vraag|bron)(?:@\w+)?\s+/i, '')
    if (text.startsWith('/')) return
    const answered = memory.answersTo(ctx.chatId, ctx.msgId)
    await answerQuestion(
      ctx,
      { text, message: ctx.msgId, replyTo: ctx.msg.reply_to_message?.message_id, answered, asReply: !answered },
      dependencies,
    )
  })
  chat.on([...UNREADABLE], async (ctx) => {
    // An album arrives as one message for each picture; one answer will do.
    const album = ctx.msg.media_group_id
    if (album !== undefined && albums.get(ctx.chatId) === album) return
    if (albums.size > MAX_ALBUMS) albums.clear()
    if (album !== undefined) albums.set(ctx.chatId, album)
    await say(ctx, ctx.t('text-only'))
  })
  return composer
}

async function showSources(ctx: BotContext, dependencies: Dependencies): Promise<void> {
  await send(ctx.api, { chat: ctx.chatId!, thread: topicOf(ctx) }, renderSources(renderContextOf(ctx, dependencies)))
}

function startScreen(ctx: BotContext): OutgoingMessage {
  return {
    text: ctx.t('start'),
    entities: [],
    buttons: EXAMPLE_QUESTIONS.map((question) => [{ text: question, callback_data: encodeQuestion(question) }]),
  }
}

async function say(ctx: BotContext, what: string | OutgoingMessage): Promise<void> {
  const message = typeof what === 'string' ? { text: what, entities: [], buttons: [] } : what
  await send(ctx.api, { chat: ctx.chatId!, thread: topicOf(ctx) }, [message])
}
