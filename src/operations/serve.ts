import { Api, Bot, type Context } from 'grammy'
import type { Config } from '../config/config.ts'
import { loadTranslations } from '../i18n/translations.ts'
import type { OpenListener, Product } from '../product.ts'
import { connect, retryUntilReachable } from '../telegram/connect.ts'
import { ALLOWED_UPDATES } from '../telegram/create-bot.ts'
import { describeFailure } from '../telegram/describe-failure.ts'
import { registerCommands } from '../telegram/register-commands.ts'
import { describeStartError } from '../telegram/start-error.ts'
import { createDispatcher } from '../updates/dispatcher.ts'
import { listen } from '../updates/listen.ts'
import { startPolling } from '../updates/poll.ts'
import { startWebhook } from '../updates/webhook.ts'
import { createBotFactory } from './bot-factory.ts'
import { instrumentCalls } from './instrument.ts'
import { createLog } from './log.ts'
import { createMetrics } from './metrics.ts'
import { createMonitor } from './monitor.ts'
import { createReload, watchFolder } from './reload.ts'
import { stopOnSignals } from './stop-on-signals.ts'

/** Seconds that one attempt at a call may take; a long poll takes 30 by itself. */
const CALL_TIMEOUT = 15
const POLL_TIMEOUT = 45
/** Milliseconds that stopping may take. */
const STOP_WITHIN = 10_000
/** Milliseconds since Telegram answered after which it counts as unreachable, for giving up updates and for /readyz. */
const REACHABLE_FOR = 15_000
const READY_FOR = 75_000

/** Opens the product, telling the listener how far it is. */
export type Open = (listener: OpenListener) => Promise<Product>

/**
 * Runs the Telegram bot until a signal stops it.
 * @throws Error with a sentence for whoever runs it, when it can't start or go on.
 */
export async function serve(config: Config, token: string, open: Open): Promise<void> {
  const t = loadTranslations()('nl')
  const log = createLog({
    level: config.logLevel,
    secrets: [token, ...(config.webhook ? [config.webhook.secret] : [])],
  })
  // Not by the clock, which may be set anew while this runs.
  let reached = Number.NEGATIVE_INFINITY
  const isReached = (within: number) => performance.now() - reached < within

  // Whoever reads the log may go, and the disk that it is written to may be full: the bot answers all the same.
  for (const stream of [process.stdout, process.stderr]) stream.removeAllListeners('error').on('error', () => {})
  const stopping = stopOnSignals()
  // What is being opened is what lies on the disk.
  const ignore = () => {}
  process.on('SIGHUP', ignore)
  process.on('uncaughtException', (error) => {
    log.fatal({ failure: describeFailure(error) }, 'a mistake in the program: it ends')
    process.exit(1)
  })

  const metrics = createMetrics(() => dispatcher.size())
  const calls = instrumentCalls(metrics, () => {
    reached = performance.now()
  })

  // Asks who the bot is while the model and the index are being read.
  const asker = new Bot<Context>(token, { client: { apiRoot: config.telegramApiRoot, timeoutSeconds: CALL_TIMEOUT } })
  asker.api.config.use(calls)
  const unreachable = (error: unknown) =>
    log.warn(`${describeStartError(error, t, config.telegramApiRoot)} ${t('operator-trying-on')}`)
  const listener = { onNotice: (line: string) => log.warn(line), onProgress: () => {} }
  const stopped = new Promise<null>((resolve) => stopping.addEventListener('abort', () => resolve(null)))
  // Held by nothing but the bot: neither this function, which goes on for years, nor a promise that it waits for.
  const first: { product: Product | null } = { product: null }
  const opening = open(listener).then((product) => {
    first.product = product
  })
  await Promise.race([Promise.all([opening, connect(asker, unreachable, stopping)]), stopped])
  if (first.product === null || stopping.aborted) return
  const createServedBot = createBotFactory({
    config,
    token,
    botInfo: asker.botInfo,
    calls,
    timeoutSeconds: CALL_TIMEOUT,
    log,
    metrics,
  })
  let bot = createServedBot(first.product)
  first.product = null

  const dispatcher = createDispatcher({
    handle: (update) => bot.handleUpdate(update),
    log,
    metrics,
    isReachable: () => isReached(REACHABLE_FOR),
    mayShed: config.limits.perUser > 0 && config.limits.perChat > 0,
  })
  const reload = createReload({
    open: () => open(listener),
    takeOver: (next) => {
      bot = createServedBot(next)
    },
    corpusFolder: config.corpusFolder,
    log,
    metrics,
  })
  process.off('SIGHUP', ignore).on('SIGHUP', () => void reload())
  if (config.watchCorpus) watchFolder(config.corpusFolder, () => void reload())

  if (config.monitor) {
    const monitor = createMonitor(metrics, () => ({ model: true, index: true, telegram: isReached(READY_FOR) }))
    // A bot that can't be watched answers all the same.
    await listen(monitor, config.monitor, 'MONITOR').catch((error: Error) => log.error(error.message))
  }

  const poller = new Api(token, { apiRoot: config.telegramApiRoot, timeoutSeconds: POLL_TIMEOUT })
  poller.config.use(calls)
  const receiving = { dispatcher, allowedUpdates: ALLOWED_UPDATES, log }
  if (!config.webhook)
    await retryUntilReachable(() => removeWebhook(bot.api, (line) => log.warn(line)), unreachable, stopping)
  const receiver = config.webhook
    ? await startWebhook({ ...receiving, webhook: config.webhook, api: bot.api })
    : startPolling({ ...receiving, api: poller })
  log.info(t('operator-started', { username: asker.botInfo.username }))
  registerCommands(bot.api).catch((error: unknown) =>
    log.warn({ failure: describeFailure(error) }, 'Telegram could not be told the commands: they are as they were'),
  )

  try {
    await Promise.race([receiver.ended, stopped])
  } catch (error) {
    await receiver.stop(STOP_WITHIN)
    throw error
  }
  log.info({ open: dispatcher.size() }, 'stopping')
  await receiver.stop(STOP_WITHIN)
  log.info({ open: dispatcher.size() }, 'stopped')
}

/** Telegram gives updates to nobody who asks while it brings them to a webhook. */
async function removeWebhook(api: Api, notice: (line: string) => void): Promise<void> {
  const { url } = await api.getWebhookInfo()
  if (url === '') return
  notice('Telegram brought updates to a webhook; WEBHOOK_URL is not set, so that ends now.')
  await api.deleteWebhook()
}
