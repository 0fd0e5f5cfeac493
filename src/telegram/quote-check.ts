import { Composer } from 'grammy'
import { corpusWithout } from '../corpus/load-corpus.ts'
import { onlyPoints } from '../dutch/pointing.ts'
import { checkQuote, hasLongQuotation } from '../quote-check/check-quote.ts'
import { type BotContext, type Dependencies, languageOf, placeOf, renderContextOf } from './context.ts'
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
      const given = typeof ctx.match === 'string' ? ctx.match : ''
      // "/controleer klopt dit?" is about another text, and never a quote itself.
      const own = onlyPoints(given) ? '' : given
      const target = own === '' && replied ? replied.message_id : ctx.msgId
      await check(ctx, own || repliedText(ctx.msg), target, dependencies)
    })

  const chat = composer.chatType('private')
  chat.on('message:forward_origin', async (ctx, next) => {
    const text = ctx.msg.text ?? ctx.msg.caption
    if (text === undefined) await next()
    else await check(ctx, text, ctx.msgId, dependencies)
  })
  chat.on(['message:text', 'edited_message:text', 'message:caption', 'edited_message:caption'], async (ctx, next) => {
    const given = ctx.msg.text ?? ctx.msg.caption ?? ''
    const text = given.replace(/^\/controleer(?:@\w+)?\s+/i, '')
    if (text === given && (text.startsWith('/') || !hasLongQuotation(text))) await next()
    else await check(ctx, text, ctx.msgId, dependencies, dependencies.memory.answersTo(placeOf(ctx), ctx.msgId) ?? [])
  })
  return composer
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
  const danger = known ? null : (await answerer.answer(text)).danger
  const card = danger ? [plainMessage(dangerCard(danger, languageOf(ctx)))] : []
  const destination: Destination = inTopic(ctx, replyTo)
  const sent = await replace(
    ctx.api,
    destination,
    answered,
    audience === 'shared' && card.length > 0 ? card : [...card, ...messages],
  )
  memory.remember(placeOf(ctx), ctx.msgId!, sent, null)
}
