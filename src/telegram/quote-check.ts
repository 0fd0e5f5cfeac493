import { Composer } from 'grammy'
import type { Message } from 'grammy/types'
import { corpusWithout } from '../corpus/load-corpus.ts'
import { onlyPoints } from '../dutch/pointing.ts'
import { checkQuote, hasLongQuotation, MAX_CHECKED_LENGTH } from '../quote-check/check-quote.ts'
import { type BotContext, cardFor, type Dependencies, languageOf, placeOf, renderContextOf } from './context.ts'
import { type Destination, replace, type Sent } from './deliver.ts'
import { inTopic } from './group-chat.ts'
import { isSpoken, repliedText } from './group-question.ts'
import { plainMessage } from './messages/formatted-text.ts'
import { renderCheck } from './messages/render-check.ts'

/** Checks whether quotes are literal and whose they are: for /controleer, a forwarded text, or a long quotation. */
export function quoteCheck(dependencies: Dependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>()

  composer
    .chatType(['private', 'group', 'supergroup'])
    .filter((ctx) => ctx.message !== undefined && isSpoken(ctx.message))
    .command('controleer', async (ctx) => {
      const replied = ctx.msg.reply_to_message
      const own = typeof ctx.match === 'string' ? ctx.match : ''
      const checked = quoteOf(own, ctx.msg)
      const target = checked !== own && replied ? replied.message_id : ctx.msgId
      await check(ctx, checked, target, dependencies)
    })

  const chat = composer.chatType('private')
  chat.on(['message:text', 'edited_message:text'], async (ctx, next) => {
    const given = ctx.msg.text
    const command = /^\/controleer(?:@\w+)?(?:\s+|$)/i.exec(given)?.[0] ?? ''
    const text = command === '' ? given : quoteOf(given.slice(command.length), ctx.msg)
    const isForwarded = ctx.msg.forward_origin !== undefined && !onlyPoints(text)
    if (command === '' && !isForwarded && (text.startsWith('/') || !quotes(text))) await next()
    else await check(ctx, text, ctx.msgId, dependencies, dependencies.memory.answersTo(placeOf(ctx), ctx.msgId) ?? [])
  })
  return composer
}

/** Whether a message is about a quotation in it. A text too long to be checked is a story that quotes. */
function quotes(text: string): boolean {
  return text.length <= MAX_CHECKED_LENGTH && hasLongQuotation(text)
}

/** What /controleer is to check. "Klopt dit?" behind it is about another text, and never a quote itself. */
function quoteOf(own: string, message: Message): string {
  return own === '' || onlyPoints(own) ? repliedText(message) : own
}

async function check(
  ctx: BotContext,
  text: string,
  replyTo: number,
  { corpus: whole, answerer, dangerCard, memory, ...dependencies }: Dependencies,
  answered: readonly Sent[] = [],
): Promise<void> {
  const audience = ctx.chat?.type === 'private' ? 'private' : 'shared'
  const corpus = corpusWithout(whole, ctx.session.without ?? [])
  const result = checkQuote(text, corpus)
  const context = renderContextOf(ctx, { corpus, ...dependencies }, audience)
  const isElsewhere = audience === 'shared' && ctx.session.answers === 'private'
  const messages = renderCheck(result, text, context, isElsewhere)
  const known = result.kind === 'checked' && result.quotes.some(({ finding }) => finding.kind !== 'not-found')
  // A forwarded message may be a cry for help.
  const answer = known ? null : await answerer.answer(text)
  const help = answer && cardFor(answer, { dangerCard }, languageOf(ctx))
  const card = help === null ? [] : [plainMessage(help)]
  const destination: Destination = inTopic(ctx, replyTo)
  const sent = await replace(
    ctx.api,
    destination,
    answered,
    audience === 'shared' && card.length > 0 ? (answer?.isSensed ? messages : card) : [...card, ...messages],
  )
  memory.remember(placeOf(ctx), ctx.msgId!, sent, null)
}
