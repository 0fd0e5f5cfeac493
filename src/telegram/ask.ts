import type { Answer } from '../answering/answer.ts'
import { type BotContext, type Dependencies, languageOf, settingOf } from './context.ts'
import { type Destination, replace, type Sent, send } from './deliver.ts'
import { renderAnswer, shownBy } from './render-answer.ts'

/** Milliseconds without an answer after which "typing…" appears. */
const TYPING_AFTER = 300
/** Telegram shows "typing…" for about five seconds. */
const TYPING_EVERY = 4500

/** A question in a private chat, and where its answer goes. */
export interface Question {
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
export async function ask(ctx: BotContext, question: Question, dependencies: Dependencies): Promise<void> {
  const { answerer, memory, dangerCard } = dependencies
  const chat = ctx.chatId!
  const { text, message, replyTo, answered, asReply } = question
  const previous = memory.turnBefore(chat, message ?? Number.POSITIVE_INFINITY, replyTo)
  const answer = await whileTyping(ctx, () => answerer.answer(text, previous))
  const messages = renderAnswer(answer, settingOf(ctx, dependencies), {
    dangerCard: answer.danger ? dangerCard(answer.danger, languageOf(ctx)) : null,
    asked: message === undefined ? text : null,
  })
  const destination: Destination = {
    chat,
    silent: ctx.session.rest ?? false,
    replyTo: asReply ? message : undefined,
    thread: ctx.msg?.is_topic_message ? ctx.msg.message_thread_id : undefined,
  }
  const sent = answered
    ? await replace(ctx.api, destination, answered, messages)
    : await send(ctx.api, destination, messages)
  const number = message ?? sent[0]?.id
  if (number !== undefined) memory.remember(chat, number, sent, turnOf(text, answer, previous?.shown ?? []))
}

function turnOf(text: string, answer: Answer, shownBefore: readonly string[]) {
  if (answer.outcome === 'no_answer' && answer.reason === 'empty') return null
  const goesOn = answer.understoodAs !== null
  const shown = new Set([...(goesOn ? shownBefore : []), ...shownBy(answer)])
  return { question: answer.understoodAs ?? text, shown: [...shown] }
}

async function whileTyping<Result>(ctx: BotContext, work: () => Promise<Result>): Promise<Result> {
  // A sign of life that doesn't get through is no reason to fail.
  const show = (): void => void ctx.replyWithChatAction('typing').catch(() => {})
  let timer = setTimeout(function again() {
    show()
    timer = setTimeout(again, TYPING_EVERY)
  }, TYPING_AFTER)
  try {
    return await work()
  } finally {
    clearTimeout(timer)
  }
}
