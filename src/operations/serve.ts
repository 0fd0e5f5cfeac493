import { Api, Bot, type Context } from 'grammy'
import type { Logger } from 'pino'
import type { Config } from '../config/config.ts'
import { loadTranslations } from '../i18n/translations.ts'
import { openKeeping } from '../keeping/open-keeping.ts'
import type { AnsweringProduct, OpenListener } from '../product.ts'
import { connect, retryUntilReachable } from '../telegram/connect.ts'
import { ALLOWED_UPDATES } from '../telegram/create-bot.ts'
import { describeFailure, describeStartError } from '../telegram/errors.ts'
import { personOf } from '../telegram/init-data.ts'
import { registerCommands } from '../telegram/register-commands.ts'
import { createDispatcher, type Dispatcher } from '../updates/dispatcher.ts'
import { listen } from '../updates/listen.ts'
import { startPolling } from '../updates/poll.ts'
import { startWebhook } from '../updates/webhook.ts'
import { createBotFactory } from './bot-factory.ts'
import { instrumentCalls } from './instrument.ts'
import { createLog } from './log.ts'
import { createMetrics } from './metrics.ts'
import { createMonitor } from './monitor.ts'
import { openPages } from './pages.ts'
import { createReload, type Publisher, watchFolder } from './reload.ts'

/** Seconds that one attempt at a call may take; a long poll alone takes 30. */
const CALL_TIMEOUT = 15
const POLL_TIMEOUT = 45
/** Milliseconds that stopping may take. */
const STOP_WITHIN = 10_000
/** Milliseconds since Telegram last responded after which the bot is not ready. */
const READY_FOR = 75_000
/** Milliseconds in which a second signal is an echo: npm passes on what the terminal has already sent to us. */
const ECHO = 500

/** Opens the product, reporting progress to the listener. */
export type Open = (listener: OpenListener) => Promise<AnsweringProduct>

/**
 * Runs the Telegram bot until a signal stops it.
 * @param isModelReady whether an open model can take a question now.
 * @param published where the product comes from; null for the folder of the corpus.
 * @throws Error with a sentence for the operator when the bot cannot start or go on.
 */
export async function serve(
  config: Config,
  token: string,
  open: Open,
  isModelReady: () => boolean,
  published: Publisher | null = null,
): Promise<void> {
  const t = loadTranslations()('nl')
  const log = createLog({
    level: config.logLevel,
    secrets: [token, config.webhook?.secret, config.settingsUrl, config.indexUrl].filter(
      (secret) => typeof secret === 'string',
    ),
  })
  surviveLogFailures()
  exitOnUncaughtException(log)
  const stopping = stopOnSignals()
  const stopped = new Promise<null>((resolve) => stopping.addEventListener('abort', () => resolve(null)))
  // Until the product is open, a reload is pointless: what is being opened is what is on disk.
  const ignore = () => {}
  if (!hasTerminal()) process.on('SIGHUP', ignore)

  const reachability = createReachability()
  let dispatcher: Dispatcher | null = null
  const metrics = createMetrics(() => dispatcher?.size() ?? 0)
  const calls = instrumentCalls(metrics, reachability.reached)
  const onUnreachable = (error: unknown) =>
    log.warn(`${describeStartError(error, t, config.telegramApiRoot)} ${t('operator-trying-on')}`)
  if (config.unusedProxy !== null) {
    log.warn(`${config.unusedProxy} is set, but the bot goes through no proxy: it has to reach Telegram directly.`)
  }
  const listener: OpenListener = {
    onNotice: (line) => log.warn(line),
    onProgress: () => {},
    onQuery: (ms, result) => metrics.query('index', ms, result),
  }
  if (published) metrics.watchConnections('index', published.connections)

  const onQuery = (ms: number, result: string) => metrics.query('settings', ms, result)
  const keeping = await openKeeping({ config, token, log, onQuery })
  const { instances } = keeping
  metrics.watchConnections('settings', keeping.connections)
  metrics.watchInstances(() => instances?.count() ?? 1)
  const pages = await openPages(config, log, metrics, keeping.fairUse('pages'), (initData) => personOf(initData, token))
  if (config.monitor) {
    const monitor = createMonitor(
      metrics,
      () => ({
        model: dispatcher !== null && isModelReady(),
        index: dispatcher !== null,
        telegram: reachability.isReached(READY_FOR),
      }),
      config.webhook ? null : pages?.handle,
    )
    // The bot works without being monitored.
    await listen(monitor, config.monitor, 'MONITOR').catch((error: Error) => log.error(error.message))
  }

  // Asks who the bot is while the model and the index are being read.
  const client = { apiRoot: config.telegramApiRoot, timeoutSeconds: CALL_TIMEOUT }
  const identity = new Bot<Context>(token, { client })
  identity.api.config.use(calls)
  const reload = createReload({
    open: () => open(listener),
    takeOver: (next) => {
      bot = createServedBot(next)
      showPages(next)
    },
    corpusFolder: config.corpusFolder,
    ...(published && { fingerprint: () => published.fingerprint(), isPublished: true }),
    log,
    metrics,
  })
  // Nothing but the bot may keep the product alive: not this function, which runs for years, nor a promise it awaits.
  const first: { product: AnsweringProduct | null } = { product: null }
  const opening = open(listener).then((product) => {
    first.product = product
  })
  await Promise.race([Promise.all([opening, connect(identity, onUnreachable, stopping)]), stopped])
  if (first.product === null || stopping.aborted) return
  const { botInfo } = identity
  const createServedBot = createBotFactory({
    config,
    keeping,
    token,
    botInfo,
    calls,
    timeoutSeconds: CALL_TIMEOUT,
    log,
    metrics,
  })
  // Answers don't wait for them.
  const showPages = (product: AnsweringProduct) => {
    pages
      ?.show(product, botInfo.username)
      .catch((error: unknown) => log.error({ failure: describeFailure(error) }, 'cannot show the pages'))
  }
  let bot = createServedBot(first.product)
  showPages(first.product)
  first.product = null

  const handling = createDispatcher({
    handle: (update) => bot.handleUpdate(update),
    log,
    metrics,
    mayShed: config.limits.perUser > 0 && config.limits.perChat > 0,
    turns: config.webhook ? (instances?.turns ?? null) : null,
  })
  dispatcher = handling
  if (!hasTerminal()) process.off('SIGHUP', ignore).on('SIGHUP', () => void reload())
  if (published) await published.watch(() => void reload())
  else if (config.watchCorpus) await watchFolder(config.corpusFolder, () => void reload())

  const receiving = { dispatcher: handling, allowedUpdates: ALLOWED_UPDATES, log }
  const poller = new Api(token, { ...client, timeoutSeconds: POLL_TIMEOUT })
  poller.config.use(calls)
  if (!config.webhook) await retryUntilReachable(() => removeWebhook(bot.api, log), onUnreachable, stopping)
  const receiver = config.webhook
    ? await startWebhook({
        ...receiving,
        webhook: config.webhook,
        api: bot.api,
        pages: pages?.handle ?? null,
        homes: instances?.homes ?? null,
        onForwarded: metrics.forwarded,
      })
    : startPolling({ ...receiving, api: poller })
  log.info(t('operator-started', { username: botInfo.username }))
  registerCommands(bot.api, config.readerUrl).catch((error: unknown) =>
    log.warn(
      { failure: describeFailure(error) },
      'cannot register the commands and the menu button; they stay as they were',
    ),
  )

  /** Chats go to other instances first, so that nobody waits for this one. */
  const stop = async () => {
    await Promise.all([receiver.stop(STOP_WITHIN), instances?.leave()])
    await keeping.close()
  }
  try {
    await Promise.race([receiver.ended, stopped])
  } catch (error) {
    await stop()
    throw error
  }
  log.info({ open: handling.size() }, 'stopping')
  await stop()
  log.info({ open: handling.size() }, 'stopped')
}

/** Telegram refuses polling while a webhook is set. */
async function removeWebhook(api: Api, log: Logger): Promise<void> {
  const { url } = await api.getWebhookInfo()
  if (url === '') return
  log.warn('Telegram has a webhook for this bot, but WEBHOOK_URL is not set: removing the webhook.')
  await api.deleteWebhook()
}

/** Remembers when Telegram last responded, by a clock that never jumps. */
function createReachability() {
  let last = Number.NEGATIVE_INFINITY
  return {
    reached: () => {
      last = performance.now()
    },
    /** @param within milliseconds. */
    isReached: (within: number) => performance.now() - last < within,
  }
}

/** Lets the bot work on when nobody reads its log any longer, or the disk that it is written to is full. */
function surviveLogFailures(): void {
  for (const stream of [process.stdout, process.stderr]) stream.removeAllListeners('error').on('error', () => {})
}

function exitOnUncaughtException(log: Logger): void {
  process.on('uncaughtException', (error) => {
    log.fatal({ failure: describeFailure(error) }, 'uncaught exception; exiting')
    process.exit(1)
  })
}

/** Whether there is a terminal, whose end SIGHUP tells: without one, it asks for a reload. */
function hasTerminal(): boolean {
  return process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY
}

/**
 * @returns a signal that the first SIGINT or SIGTERM aborts, or the end of the terminal; a later one ends the process at once.
 */
export function stopOnSignals(): AbortSignal {
  const stopping = new AbortController()
  let first = 0
  const stop = () => {
    if (!stopping.signal.aborted) first = performance.now()
    else if (performance.now() - first > ECHO) process.exit(1)
    stopping.abort()
  }
  process.on('SIGINT', stop).on('SIGTERM', stop)
  if (hasTerminal()) process.on('SIGHUP', stop)
  return stopping.signal
}
