import type { Bot, Transformer } from 'grammy'
import type { UserFromGetMe } from 'grammy/types'
import type { Logger } from 'pino'
import { type Config, sendsQuestions } from '../config/config.ts'
import type { Keeping } from '../keeping/keeping.ts'
import type { AnsweringProduct } from '../product.ts'
import type { BotContext } from '../telegram/context.ts'
import { createBot } from '../telegram/create-bot.ts'
import { createMemory } from '../telegram/memory.ts'
import { guard } from '../updates/guard.ts'
import { paceCalls } from '../updates/pace-calls.ts'
import { refuseGarbage, retryCalls } from '../updates/retry-calls.ts'
import { currentUpdate } from '../updates/update-state.ts'
import { instrumentAnswerer } from './instrument.ts'
import type { Metrics } from './metrics.ts'

export interface BotFactoryOptions {
  readonly config: Config
  readonly keeping: Keeping
  readonly token: string
  readonly botInfo: UserFromGetMe
  /** Is passed every attempt at a call. */
  readonly calls: Transformer
  /** Timeout of one attempt. */
  readonly timeoutSeconds: number
  readonly log: Logger
  readonly metrics: Metrics
}

/**
 * Returns a function that creates the bot for a product: instrumented, guarded, and retrying its calls. All bots it creates share
 * one conversation memory and one count of who asked how much, so that reloading the corpus changes nothing else.
 */
export function createBotFactory(
  options: BotFactoryOptions,
): (product: Pick<AnsweringProduct, 'corpus' | 'terms' | 'answerer' | 'safety'>) => Bot<BotContext> {
  const { config, keeping, token, botInfo, calls, timeoutSeconds, log, metrics } = options
  const memory = createMemory()
  const pace = paceCalls(metrics.retry, () => shareOf(config.messagesPerSecond, keeping.instances?.count() ?? 1))
  const fairUse = keeping.fairUse('chats')
  return ({ corpus, terms, answerer, safety }) => {
    const cards = { detectDanger: safety.detect, dangerCard: safety.card }
    const bot = createBot({
      token,
      apiRoot: config.telegramApiRoot,
      timeoutSeconds,
      corpus,
      terms,
      answerer: instrumentAnswerer(answerer, { metrics, detectDanger: safety.detect, log }),
      ...cards,
      preferences: keeping.preferences,
      reports: keeping.reports,
      memory,
      readerUrl: config.readerUrl,
      sendsQuestions: sendsQuestions(config),
      isFollowed: () => currentUpdate()?.isFollowed() ?? false,
      isPostponed: () => currentUpdate()?.guard.end?.kind === 'postponed',
      attempts: [refuseGarbage, calls],
      guard: guard(fairUse, metrics.refused, cards),
      log: (line) => log[isReported() ? 'debug' : 'warn'](line),
      botInfo,
    })
    bot.api.config.use(pace, retryCalls(metrics.retry))
    return bot
  }
}

/** What one of several instances may send in a second, so that all of them keep to the limit; 0 for no limit. */
function shareOf(limit: number, instances: number): number {
  return limit === 0 ? 0 : Math.max(1, Math.floor(limit / instances))
}

/**
 * Whether the line about the update will name this failure: it does if the guard saw it. It can't see others, such as preferences
 * that could not be saved. That a database is away is told once, not for each update that waits for it.
 */
function isReported(): boolean {
  const end = currentUpdate()?.guard.end
  return end?.kind === 'failed' || end?.kind === 'undeliverable' || end?.kind === 'postponed'
}
