import { Composer } from 'grammy'
import type { Message } from 'grammy/types'
import { clip } from '../answering/attribution.ts'
import { nextTurn } from '../answering/next-turn.ts'
import { type BotContext, type Dependencies, languageOf, renderContextOf, topicOf } from './context.ts'
import { type Destination, replace, type Sent, send } from './deliver.ts'
import { type GroupQuestion, readGroupQuestion } from './group-question.ts'
import { MEMORY_MINUTES } from './memory.ts'
import type { OutgoingMessage } from './messages/formatted-text.ts'
import { startLink } from './messages/permalink.ts'
import { shownPassageIds } from './messages/render-answer.ts'
import { renderElsewhere, renderShared } from './messages/render-shared.ts'
import { restrictAnswer } from './restrict-answer.ts'
import { whileTyping } from './while-typing.ts'

/** Everything that the bot says in groups, but for settings. It speaks only when it is spoken to, one message each time. */
export function groupChat(dependencies: Dependencies): Composer<BotContext> {
  const { memory } = dependencies
  const composer = new Composer<BotContext>()
  const group = composer.chatType(['group', 'supergroup'])

  group.on(['message:text', 'message:caption'], async (ctx, next) => {
    const question = readGroupQuestion(ctx.msg, ctx.me)
    if (question) await answer(ctx, question, dependencies)
    else await next()
  })
  group.on(['edited_message:text', 'edited_message:caption'], async (ctx) => {
    const question = readGroupQuestion(ctx.msg, ctx.me)
    const answered = memory.answersTo(ctx.chatId, ctx.msgId)
    // An old message that is corrected days later calls nobody.
    if (question && answered) await answer(ctx, question, dependencies, answered)
  })
  // Commands that every bot has are for this one only when they name it.
  const addressed = group.filter((ctx) => ctx.msg?.text?.split(/\s/)[0]?.includes('@') === true)
  addressed.command(['start', 'help'], (ctx) => say(ctx, greeting(ctx)))
  addressed.command('privacy', (ctx) => say(ctx, plain(ctx.t('privacy', { minutes: MEMORY_MINUTES }))))
  addressed.command('bronnen', async (ctx) => {
    const sources = dependencies.corpus.documents.map(
      ({ title, abbreviation }) => `${clip(title)} (${clip(abbreviation)})`,
    )
    await say(ctx, {
      ...plain(ctx.t('covered', { sources: sources.join('; ') })),
      buttons: [[{ text: ctx.t('to-private'), url: startLink(ctx.me.username, 'bronnen') }]],
    })
  })
  return composer
}

/** How to ask in a group, and what is kept. */
export function greeting(ctx: BotContext): OutgoingMessage {
  return plain(ctx.t('group-greeting', { username: ctx.me.username }))
}

/** Answers in the topic where something was asked, as a reply to it. */
export function inTopic(ctx: BotContext, replyTo: number | undefined = ctx.msgId): Destination {
  return {
    chat: ctx.chatId!,
    replyTo,
    thread: topicOf(ctx),
    silent: ctx.session.rest ?? false,
  }
}

async function say(ctx: BotContext, message: OutgoingMessage): Promise<void> {
  await send(ctx.api, inTopic(ctx), [message])
}

async function answer(
  ctx: BotContext & { msg: Message },
  { text, answerTo, goesOnFrom }: GroupQuestion,
  { answerer, memory, dangerCard, ...dependencies }: Dependencies,
  answered: readonly Sent[] = [],
): Promise<void> {
  const chat = ctx.chatId!
  const deliver = (message: OutgoingMessage) => replace(ctx.api, inTopic(ctx, answerTo), answered, [message])
  if (text === '') {
    memory.remember(chat, ctx.msg.message_id, await deliver(plain(ctx.t('group-hint'))), null)
    return
  }
  const previous = goesOnFrom === null ? null : memory.turnOf(chat, goesOnFrom)
  const found = restrictAnswer(await whileTyping(ctx, () => answerer.answer(text, previous)), ctx.session.without)
  const render = ctx.session.answers === 'private' ? renderElsewhere : renderShared
  const message = render(found, renderContextOf(ctx, dependencies, 'shared'), {
    dangerCard: found.danger ? dangerCard(found.danger, languageOf(ctx)) : null,
  })
  const turn = nextTurn(text, found, previous, shownPassageIds(found))
  memory.remember(chat, ctx.msg.message_id, await deliver(message), turn === previous ? null : turn)
}

function plain(text: string): OutgoingMessage {
  return { text, entities: [], buttons: [] }
}
