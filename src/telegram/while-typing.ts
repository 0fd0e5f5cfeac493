import { type BotContext, topicOf } from './context.ts'

/** Milliseconds without an answer after which "typing…" appears. */
const TYPING_AFTER = 300
/** Telegram shows "typing…" for about five seconds. */
const TYPING_EVERY = 4500

/** Shows "typing…" where the update comes from, for as long as something takes. */
export async function whileTyping<Result>(ctx: BotContext, work: () => Promise<Result>): Promise<Result> {
  const thread = topicOf(ctx)
  // A sign of life that doesn't get through is no reason to fail.
  const show = (): void =>
    void ctx.replyWithChatAction('typing', thread === undefined ? {} : { message_thread_id: thread }).catch(() => {})
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
