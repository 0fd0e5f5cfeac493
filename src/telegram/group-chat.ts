import { Composer } from 'grammy'
import type { Message } from 'grammy/types'
import { clip } from '../answering/attribution.ts'
import { glossaryOf } from '../answering/glossary.ts'
import { nextTurn } from '../answering/next-turn.ts'
import { corpusWithout } from '../corpus/load-corpus.ts'
import { whileTyping } from './answer-question.ts'
import {
  type BotContext,
  cardFor,
  type Dependencies,
  languageOf,
  placeOf,
  privacy,
  renderContextOf,
} from './context.ts'
import { type Destination, replace, type Sent, send } from './deliver.ts'
import { type GroupQuestion, readGroupQuestion } from './group-question.ts'
import { type OutgoingMessage, plainMessage } from './messages/formatted-text.ts'
import { startLink } from './messages/permalink.ts'
import { shownPassageIds } from './messages/render-answer.ts'
import { renderElsewhere, renderShared } from './messages/render-shared.ts'
import { restrictAnswer } from './restrict-answer.ts'

/** Answers in groups. The bot speaks only when spoken to, with one message each time. */
export function groupChat(dependencies: Dependencies): Composer<BotContext> {
  const { memory } = dependencies
  const composer = new Composer<BotContext>()
  const group = composer.chatType(['group', 'supergroup'])

  group.on('message:text', async (ctx, next) => {
    const question = readGroupQuestion(ctx.msg, ctx.me)
    if (question) await answer(ctx, question, dependencies)
    else await next()
  })
  group.on('edited_message:text', async (ctx) => {
    const question = readGroupQuestion(ctx.msg, ctx.me)
    const answered = memory.answersTo(placeOf(ctx), ctx.msgId)
    // A correction of a message that was never answered, or too long ago, is not a new question.
    if (question && answered) await answer(ctx, question, dependencies, answered)
  })
  // Commands that every bot has are meant for this one only if they name it.
  const addressed = group.filter((ctx) => ctx.msg?.text?.split(/\s/)[0]?.includes('@') === true)
  addressed.command(['start', 'help'], (ctx) => say(ctx, greeting(ctx)))
  addressed.command('privacy', (ctx) => say(ctx, plainMessage(privacy(ctx, dependencies))))
  addressed.command('bronnen', async (ctx) => {
    const { documents } = corpusWithout(dependencies.corpus, ctx.session.without ?? [])
    const sources = documents.map(({ title, abbreviation }) => `${clip(title)} (${clip(abbreviation)})`)
    await say(ctx, {
      ...plainMessage(ctx.t('covered', { sources: sources.join('; ') })),
      buttons: [[{ text: ctx.t('to-private'), url: startLink(ctx.me.username, 'bronnen') }]],
    })
  })
  addressed.command('begrippen', async (ctx) => {
    const corpus = corpusWithout(dependencies.corpus, ctx.session.without ?? [])
    await say(ctx, {
      ...plainMessage(ctx.t('terms', { count: glossaryOf(dependencies.terms, corpus).length })),
      buttons: [[{ text: ctx.t('to-private'), url: startLink(ctx.me.username, 'begrippen') }]],
    })
  })
  return composer
}

/** Explains how to ask in a group, and what is stored. */
export function greeting(ctx: BotContext): OutgoingMessage {
  return plainMessage(ctx.t('group-greeting', { username: ctx.me.username }))
}

/** The topic that an update comes from, as a reply to its message. */
export function inTopic(ctx: BotContext, replyTo: number | undefined = ctx.msgId): Destination {
  return { ...placeOf(ctx), replyTo, silent: ctx.session.rest ?? false }
}

async function say(ctx: BotContext, message: OutgoingMessage): Promise<void> {
  await send(ctx.api, inTopic(ctx), [message])
}

async function answer(
  ctx: BotContext & { msg: Message },
  { text: own, answerTo, followsUp, instead }: GroupQuestion,
  { answerer, memory, ...dependencies }: Dependencies,
  answered: readonly Sent[] = [],
): Promise<void> {
  const place = placeOf(ctx)
  const deliver = (message: OutgoingMessage) => replace(ctx.api, inTopic(ctx, answerTo), answered, [message])
  const previous = followsUp === null ? null : memory.turnOf(place, followsUp)
  const text = previous ? own : (instead ?? own)
  if (text === '') {
    memory.remember(place, ctx.msg.message_id, await deliver(plainMessage(ctx.t('group-hint'))), null)
    return
  }
  const found = restrictAnswer(await whileTyping(ctx, () => answerer.answer(text, previous)), ctx.session.without)
  const render = ctx.session.answers === 'private' ? renderElsewhere : renderShared
  const message = render(found, renderContextOf(ctx, dependencies, 'shared'), {
    dangerCard: cardFor(found, dependencies, languageOf(ctx)),
  })
  const turn = nextTurn(text, found, previous, shownPassageIds(found))
  memory.remember(place, ctx.msg.message_id, await deliver(message), turn === previous ? null : turn)
}
