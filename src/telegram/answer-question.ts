import { nextTurn } from '../answering/next-turn.ts'
import { type BotContext, type Dependencies, languageOf, renderContextOf, topicOf } from './context.ts'
import { type Destination, replace, type Sent, send } from './deliver.ts'
import { renderAnswer, shownPassageIds } from './messages/render-answer.ts'
import { restrictAnswer } from './restrict-answer.ts'
import { whileTyping } from './while-typing.ts'

/** A question in a private chat, and where its answer goes. */
export interface PrivateQuestion {
  readonly text: string
  /** Number of the message that asks; an edited one keeps its number. Absent when a button asked. */
  readonly message?: number
  /** Number of the message that it replies to. */
  readonly replyTo?: number | undefined
  /** The messages that answer it so far, which change into the new answer. */
  readonly answered?: readonly Sent[] | null
  /** Whether the answer is sent as a reply to the question: an old one, far up in the chat. */
  readonly asReply?: boolean
}

/** Answers a question in the private chat that the update comes from. */
export async function answerQuestion(
  ctx: BotContext,
  question: PrivateQuestion,
  dependencies: Dependencies,
): Promise<void> {
  const { answerer, memory, dangerCard } = dependencies
  const chat = ctx.chatId!
  const { text, message, replyTo, answered, asReply } = question
  const previous = memory.turnBefore(chat, message ?? Number.POSITIVE_INFINITY, replyTo)
  const answer = restrictAnswer(await whileTyping(ctx, () => answerer.answer(text, previous)), ctx.session.without)
  const messages = renderAnswer(answer, renderContextOf(ctx, dependencies), {
    dangerCard: answer.danger ? dangerCard(answer.danger, languageOf(ctx)) : null,
    asked: message === undefined ? text : null,
  })
  const destination: Destination = {
    chat,
    silent: ctx.session.rest ?? false,
    replyTo: asReply ? message : undefined,
    thread: topicOf(ctx),
  }
  const sent = answered
    ? await replace(ctx.api, destination, answered, messages)
    : await send(ctx.api, destination, messages)
  const number = message ?? sent[0]?.id
  const turn = nextTurn(text, answer, previous, shownPassageIds(answer))
  // The turn before is remembered as long as it was going to be, not longer.
  if (number !== undefined) memory.remember(chat, number, sent, turn === previous ? null : turn)
}
