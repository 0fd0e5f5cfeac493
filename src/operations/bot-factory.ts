import { join } from 'node:path'
import type { Bot, Transformer } from 'grammy'
import type { UserFromGetMe } from 'grammy/types'
import type { Logger } from 'pino'
import type { Config } from '../config/config.ts'
import type { Product } from '../product.ts'
import type { BotContext } from '../telegram/context.ts'
import { createBot } from '../telegram/create-bot.ts'
import { createMemory } from '../telegram/memory.ts'
import { filePreferences } from '../telegram/preferences.ts'
import { fileReports } from '../telegram/reports.ts'
import { createFairUse } from '../updates/fair-use.ts'
import { guard } from '../updates/guard.ts'
import { retryCalls } from '../updates/retry-calls.ts'
import { currentUpdate } from '../updates/update-state.ts'
import { instrumentAnswerer } from './instrument.ts'
import type { Metrics } from './metrics.ts'

export interface BotFactoryOptions {
  readonly config: Config
  readonly token: string
  readonly botInfo: UserFromGetMe
  /** Sees every attempt at a call. */
  readonly calls: Transformer
  /** Seconds that one attempt may take. */
  readonly timeoutSeconds: number
  readonly log: Logger
  readonly metrics: Metrics
}

/**
 * Makes the function that makes the bot of a product: watched, guarded and patient. All that it makes share one memory of
 * conversations, and one count of who asked how much, so that a changed corpus changes nothing else.
 */
export function createBotFactory(
  options: BotFactoryOptions,
): (product: Pick<Product, 'corpus' | 'answerer' | 'safety'>) => Bot<BotContext> {
  const { config, token, botInfo, calls, timeoutSeconds, log, metrics } = options
  const memory = createMemory()
  const limits = guard(createFairUse(config.limits), metrics.refused)
  return ({ corpus, answerer, safety }) => {
    const bot = createBot({
      token,
      apiRoot: config.telegramApiRoot,
      timeoutSeconds,
      corpus,
      answerer: instrumentAnswerer(answerer, metrics),
      dangerCard: safety.card,
      preferences: filePreferences(config.settingsFolder),
      reports: fileReports(join(config.settingsFolder, 'reports.jsonl')),
      memory,
      attempts: [calls],
      guard: limits,
      log: (line) => log[isToldAlready() ? 'debug' : 'warn'](line),
      botInfo,
    })
    bot.api.config.use(retryCalls(metrics.retry))
    return bot
  }
}

/**
 * What the guard saw fail is told in the line about its update. What it can't see, such as a folder of settings that can't be
 * written, is not.
 */
function isToldAlready(): boolean {
  return ['failed', 'undeliverable'].includes(currentUpdate()?.outcome ?? '')
}
