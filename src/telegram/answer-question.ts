import type { Turn } from '../answering/answer.ts'
import { nextTurn } from '../answering/next-turn.ts'
import {
  type BotContext,
  cardFor,
  type Dependencies,
  languageOf,
  placeOf,
  renderContextOf,
  topicOf,
} from './context.ts'
import { type Destination, replace, type Sent, send } from './deliver.ts'
import { subject } from './group-question.ts'
import type { Memory } from './memory.ts'
import { renderAnswer, shownPassageIds } from './messages/render-answer.ts'
import { restrictAnswer } from './restrict-answer.ts'

/** A question in a private chat, and where its answer goes. */
export interface PrivateQuestion {
  readonly text: string
  /** Id of the message that asks; an edited one keeps its id. Absent when a button asked. */
  readonly message?: number
  /** The messages that answer it so far, to be edited into the new answer. */
  readonly answered?: readonly Sent[] | null
  /** Whether the answer is sent as a reply to the question, because that is far up in the chat. */
  readonly asReply?: boolean
}

/** Answers a question in the private chat that the update comes from. */
export async function answerQuestion(
  ctx: BotContext,
  question: PrivateQuestion,
  dependencies: Dependencies,
): Promise<void> {
  const { answerer, memory, isFollowed } = dependencies
  const place = placeOf(ctx)
  const { message, answered, asReply } = question
  const { text, previous } = aboutWhat(ctx, question, memory)
  const answer = restrictAnswer(await whileTyping(ctx, () => answerer.answer(text, previous)), ctx.session.without)
  const messages = renderAnswer(answer, renderContextOf(ctx, dependencies), {
    dangerCard: cardFor(answer, dependencies, languageOf(ctx)),
    asked: message === undefined ? text : null,
  })
  // Where it won't stand right below the question.
  const isReply = asReply || isFollowed() || (message !== undefined && memory.hasSpokenSince(place, message))
  const destination: Destination = {
    ...place,
    silent: ctx.session.rest ?? false,
    replyTo: isReply ? message : undefined,
  }
  const sent = answered
    ? await replace(ctx.api, destination, answered, messages)
    : await send(ctx.api, destination, messages)
  const id = message ?? sent[0]?.id
  const turn = nextTurn(text, answer, previous, shownPassageIds(answer).slice(0, ctx.session.rest ? 1 : undefined))
  // An unchanged turn was remembered earlier and keeps its expiry.
  if (id !== undefined) memory.remember(place, id, sent, turn === previous ? null : turn)
}

/** What a question is about: "klopt dit?" follows up on what is remembered, or else is about what it replies to. */
function aboutWhat(
  ctx: BotContext,
  { text: own, message }: PrivateQuestion,
  memory: Memory,
): { readonly text: string; readonly previous: Turn | null } {
  const place = placeOf(ctx)
  if (!ctx.msg || message === undefined)
    return { text: own, previous: memory.turnBefore(place, Number.POSITIVE_INFINITY) }
  const { text, followsUp, instead } = subject(own, ctx.msg, ctx.me)
  if (instead !== null && followsUp !== null) {
    const previous = memory.turnOf(place, followsUp)
    return { text: previous ? text : instead, previous }
  }
  // What it replies to is looked up as if it were asked now.
  if (instead !== null && text !== own) return { text, previous: null }
  return { text, previous: memory.turnBefore(place, message, ctx.msg.reply_to_message?.message_id) }
}

/** Milliseconds without an answer after which "typing…" appears. */
const TYPING_AFTER = 300
/** Milliseconds. Telegram shows "typing…" for about five seconds. */
const TYPING_EVERY = 4500

/** Shows "typing…" in the chat that an update comes from, for as long as some work takes. */
export async function whileTyping<Result>(ctx: BotContext, work: () => Promise<Result>): Promise<Result> {
  const thread = topicOf(ctx)
  // Failing to show it is no reason to fail.
  const show = (): void =>
    void ctx.replyWithChatAction('typing', thread === undefined ? {} : { message_thread_id: thread }).catch(() => {})
  let timer = setTimeout(function repeat() {
    show()
    timer = setTimeout(repeat, TYPING_EVERY)
  }, TYPING_AFTER)
  try {
    return await work()
  } finally {
    clearTimeout(timer)
  }
}
