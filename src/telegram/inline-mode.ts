import { Composer, GrammyError, type MiddlewareFn } from 'grammy'
import type { InlineQueryResultArticle } from 'grammy/types'
import { type BotContext, cardFor, type Dependencies, renderContextOf } from './context.ts'
import { EXAMPLE_QUESTIONS } from './example-questions.ts'
import { inlineResults, inlineStart } from './messages/render-inline.ts'

/** Start parameter of the button above the results, which continues with the question in the private chat. */
export const CONTINUE = 'vraag'
/** Results per page: as many as a phone shows, and few enough to arrive while the user is typing. */
const PAGE = 5
/** Seconds for which Telegram caches results for all users. The sources change less often. */
const CACHED = 300

/** Knows the latest inline query of each user who is typing: earlier ones are obsolete. */
export interface NewestQueries {
  /** Must be the first middleware, so that it sees each query before any of them waits. */
  readonly track: MiddlewareFn<BotContext>
  isNewest(ctx: BotContext): boolean
}

export function trackNewestQueries(): NewestQueries {
  const newest = new Map<number, number>()
  return {
    async track(ctx, next) {
      const user = ctx.inlineQuery?.from.id
      if (user === undefined) return next()
      const id = ctx.update.update_id
      newest.set(user, Math.max(id, newest.get(user) ?? id))
      try {
        await next()
      } finally {
        if (newest.get(user) === id) newest.delete(user)
      }
    },
    isNewest: (ctx) => newest.get(ctx.inlineQuery?.from.id ?? 0) === ctx.update.update_id,
  }
}

/**
 * Answers in any chat while the user types. Results are always in Dutch, like the quotes: they are the same for all users, and
 * the message is read by others than the one who asked.
 */
export function inlineMode(dependencies: Dependencies, queries: NewestQueries): Composer<BotContext> {
  const { answerer, memory } = dependencies
  const composer = new Composer<BotContext>()
  composer.on('inline_query', async (ctx) => {
    // Lets queries that arrived together all be tracked before the first is answered.
    await new Promise(setImmediate)
    if (!queries.isNewest(ctx)) return
    ctx.i18n.useLocale('nl')
    const context = { ...renderContextOf(ctx, dependencies, 'shared'), rest: false }
    const query = ctx.inlineQuery.query.trim()
    const offset = Number.parseInt(ctx.inlineQuery.offset, 10) || 0
    const answer = await answerer.answer(query)
    if (!queries.isNewest(ctx)) return
    if (answer.outcome === 'no_answer' && answer.reason === 'empty') {
      const examples = await Promise.all(
        EXAMPLE_QUESTIONS.map(async (question) => ({ question, answer: await answerer.answer(question) })),
      )
      await show(ctx, inlineStart(examples, context), offset, { cache_time: CACHED, is_personal: false })
      return
    }
    const results = inlineResults(answer, context, cardFor(answer, dependencies, 'nl'))
    if (answer.outcome === 'answered' && !answer.danger) {
      await show(ctx, results, offset, { cache_time: CACHED, is_personal: false })
      return
    }
    // The button continues with what this user typed, so Telegram may not cache this for others.
    memory.holdQuery(ctx.from.id, query)
    const text = ctx.t(answer.outcome === 'no_answer' ? 'inline-no-answer' : 'inline-related')
    const button = { text, start_parameter: CONTINUE }
    await show(ctx, results, offset, { cache_time: 0, is_personal: true, ...(offset === 0 && { button }) })
  })
  return composer
}

async function show(
  ctx: BotContext,
  results: readonly InlineQueryResultArticle[],
  offset: number,
  options: {
    cache_time: number
    is_personal: boolean
    button?: { text: string; start_parameter: string }
  },
): Promise<void> {
  const end = offset + PAGE
  try {
    await ctx.answerInlineQuery(results.slice(Math.max(0, offset), end), {
      ...options,
      next_offset: end < results.length ? String(end) : '',
    })
  } catch (error) {
    // The user has typed on, so nobody waits for these any more.
    if (!(error instanceof GrammyError) || error.error_code !== 400 || !/too old|invalid/i.test(error.description)) {
      throw error
    }
  }
}
