import { join } from 'node:path'
import type { Bot, Transformer } from 'grammy'
import type { UserFromGetMe } from 'grammy/types'
import type { Logger } from 'pino'
import { type Config, sendsQuestions } from '../config/config.ts'
import type { Product } from '../product.ts'
import type { BotContext } from '../telegram/context.ts'
import { createBot } from '../telegram/create-bot.ts'
import { createMemory } from '../telegram/memory.ts'
import { filePreferences } from '../telegram/preferences.ts'
import { fileReports } from '../telegram/reports.ts'
import { createFairUse } from '../updates/fair-use.ts'
import { guard } from '../updates/guard.ts'
import { paceCalls } from '../updates/pace-calls.ts'
import { refuseGarbage, retryCalls } from '../updates/retry-calls.ts'
import { currentUpdate } from '../updates/update-state.ts'
import { instrumentAnswerer } from './instrument.ts'
import type { Metrics } from './metrics.ts'

export interface BotFactoryOptions {
  readonly config: Config
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
): (product: Pick<Product, 'corpus' | 'terms' | 'answerer' | 'safety'>) => Bot<BotContext> {
  const { config, token, botInfo, calls, timeoutSeconds, log, metrics } = options
  const memory = createMemory()
  const pace = paceCalls(metrics.retry, config.messagesPerSecond)
  const fairUse = createFairUse(config.limits)
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
      preferences: filePreferences(config.settingsFolder),
      reports: fileReports(join(config.settingsFolder, 'reports.jsonl')),
      memory,
      readerUrl: config.readerUrl,
      sendsQuestions: sendsQuestions(config),
      isFollowed: () => currentUpdate()?.isFollowed() ?? false,
      attempts: [refuseGarbage, calls],
      guard: guard(fairUse, metrics.refused, cards),
      log: (line) => log[isReported() ? 'debug' : 'warn'](line),
      botInfo,
    })
    bot.api.config.use(pace, retryCalls(metrics.retry))
    return bot
  }
}

/**
 * Whether the line about the update will name this failure: it does if the guard saw it. It can't see others, such as preferences
 * that could not be saved.
 */
function isReported(): boolean {
  const end = currentUpdate()?.guard.end
  return end?.kind === 'failed' || end?.kind === 'undeliverable'
}
