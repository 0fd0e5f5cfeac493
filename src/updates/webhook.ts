import { createHash, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Api, Context } from 'grammy'
import type { WebhookInfo } from 'grammy/types'
import type { Logger } from 'pino'
import type { Config } from '../config/config.ts'
import { describeFailure, isTransient } from '../telegram/errors.ts'
import { chatOf, type Dispatcher, MAX_OPEN } from './dispatcher.ts'
import { forward, HANDLED, type Homes, homeOf, IS_HERE, JOINS, MEANT_FOR, NOT_HERE, TAKES } from './forward.ts'
import { KEEP_ALIVE, listen } from './listen.ts'
import type { Receiver } from './poll.ts'

type Update = Context['update']
type Webhook = NonNullable<Config['webhook']>

export interface WebhookOptions {
  readonly webhook: Webhook
  readonly api: Api
  readonly dispatcher: Dispatcher
  readonly allowedUpdates: readonly string[]
  readonly log: Logger
  /** What answers requests that are not for the webhook; default: nothing. */
  readonly pages?: RequestListener | null
  /** Default: there is one instance. */
  readonly homes?: Homes | null
  /** Called for each update that another instance was to handle. */
  readonly onForwarded?: (result: 'taken' | 'moved') => void
  /** Milliseconds between checks of the registration; default: CHECK_EVERY. */
  readonly checkEvery?: number
}

/** Bytes; updates are far smaller. */
const MAX_BODY = 1024 * 1024
/** Milliseconds. */
const REQUEST_TIMEOUT = 10_000
/** Milliseconds. By itself Node would look for slow requests every half minute. */
const CHECK_REQUESTS_EVERY = 1_000
/** Milliseconds. Telegram gives up after a minute: before that, it is told to deliver the update again. */
const ANSWER_WITHIN = 50_000
/** Seconds after which Telegram may redeliver an update that there was no capacity for. */
const RETRY_AFTER = 1
const CHECK_EVERY = 30_000
const STATUS = { handled: 200, here: IS_HERE, left: NOT_HERE } as const

/**
 * Receives updates by webhook, and makes sure Telegram has it registered. An update is acknowledged once it has been handled; a
 * redelivery in the meantime waits for the same result. Rejected requests get a status and no body.
 */
export async function startWebhook(options: WebhookOptions): Promise<Receiver> {
  const { webhook, dispatcher, log, pages, homes = null, onForwarded = () => {}, checkEvery = CHECK_EVERY } = options
  const path = new URL(webhook.url).pathname
  const running = new Set<Promise<void>>()
  const stopping = new AbortController()

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST' || !isEndOf(path, request.url ?? '/')) {
      return pages ? pages(request, response) : end(response, 404)
    }
    if (!isSame(String(request.headers['x-telegram-bot-api-secret-token'] ?? ''), webhook.secret))
      return end(response, 401)
    const meantFor = request.headers[MEANT_FOR]
    if (meantFor !== undefined && meantFor !== homes?.id)
      return end(response, NOT_HERE, homes ? { [MEANT_FOR]: homes.id } : {})
    const takes = request.headers[TAKES]
    if (meantFor !== undefined && typeof takes === 'string') {
      const [number, instance, address, handled] = takes.split(' ')
      return end(response, STATUS[dispatcher.leave(Number(number), homeOf(instance, address), handled === HANDLED)])
    }
    const joins = request.headers[JOINS]
    if (meantFor !== undefined && typeof joins === 'string') {
      const newcomer = homeOf(...joins.split(' '))
      if (newcomer && homes) response.end(JSON.stringify(homes.welcome(newcomer)))
      return end(response, 400)
    }
    if (meantFor !== undefined && stopping.signal.aborted) return end(response, NOT_HERE)
    if (stopping.signal.aborted) return end(response, 503)
    const body = await readBody(request)
    if (body === null) return end(response, 413)
    const update = parseUpdate(body)
    if (update === null) return end(response, 400)
    // A kind that was requested before the list changed is acknowledged and dropped.
    if (!options.allowedUpdates.some((kind) => kind in update)) return end(response, 200)
    if (homes && meantFor === undefined && !dispatcher.knows(update)) {
      const status = await forwardHome(homes, update, body)
      if (status !== null) return end(response, status, status === 503 ? { 'Retry-After': RETRY_AFTER } : {})
    }
    if (!dispatcher.knows(update) && dispatcher.size() >= MAX_OPEN) {
      dispatcher.shed()
      // Telegram keeps it, and delivers it again.
      return end(response, 503, { 'Retry-After': RETRY_AFTER })
    }
    const handled = dispatcher.dispatch(update).then(() => 200)
    end(response, await Promise.race([handled, sleep(ANSWER_WITHIN, 503)]))
  }

  /** @returns the status of the instance that remembers the chat; null when that is this one. */
  async function forwardHome(homes: Homes, update: Update, body: string): Promise<number | null> {
    const chat = chatOf(update)
    const home = chat === null ? null : await homes.of(chat)
    if (chat === null || home === null) return null
    const status = await forward(home, body, webhook.secret, ANSWER_WITHIN)
    onForwarded(status === null ? 'moved' : 'taken')
    if (status === null) await homes.move(chat, home.instance)
    return status
  }

  const server = createServer(
    {
      requestTimeout: REQUEST_TIMEOUT,
      headersTimeout: REQUEST_TIMEOUT,
      keepAliveTimeout: KEEP_ALIVE,
      connectionsCheckingInterval: CHECK_REQUESTS_EVERY,
    },
    (request, response) => {
      const done = receive(request, response)
        .catch((error: unknown) => {
          log.warn({ failure: describeFailure(error) }, 'webhook request failed')
          end(response, 400)
        })
        .finally(() => running.delete(done))
      running.add(done)
    },
  )
  // Longer than an answer takes: only a connection on which nothing ever happens is closed.
  server.setTimeout(KEEP_ALIVE)
  await listen(server, webhook, 'WEBHOOK')
  const check = createRegistrationCheck(options)
  await check()
  const ended = (async () => {
    while (!stopping.signal.aborted) {
      await sleep(checkEvery, undefined, { signal: stopping.signal }).catch(() => {})
      if (!stopping.signal.aborted) await check()
    }
  })()

  return {
    ended,
    async stop(within) {
      stopping.abort()
      server.close()
      await Promise.race([Promise.all(running), sleep(within)])
      server.closeAllConnections()
      await ended.catch(() => {})
    },
  }
}

/**
 * Returns a function that makes sure Telegram has the webhook registered, and that logs when deliveries start failing and when
 * they recover. Registers only when something differs, because Telegram limits how often that may happen.
 * @throws GrammyError from the returned function, when Telegram refuses.
 */
function createRegistrationCheck({ webhook, api, allowedUpdates, log }: WebhookOptions): () => Promise<void> {
  const url = registeredUrl(webhook)
  const wanted = [...allowedUpdates].sort().join()
  let isSet = false
  let isReachable = true
  let isHealthy = true
  /** When the last known delivery failed, by Telegram's clock, which may differ from ours. */
  let failedAt: number | undefined

  async function register(): Promise<WebhookInfo> {
    const known = await api.getWebhookInfo()
    if (known.url !== url || [...(known.allowed_updates ?? [])].sort().join() !== wanted) {
      await api.setWebhook(url, { secret_token: webhook.secret, allowed_updates: allowedUpdates as never })
      if (isSet) log.warn('the webhook was removed and has been set again: stop the other bot with the same BOT_TOKEN')
      else log.info('webhook registered')
    }
    if (!isSet) failedAt = known.last_error_date
    isSet = true
    return known
  }

  return async function check(): Promise<void> {
    let known: WebhookInfo
    try {
      known = await register()
    } catch (error) {
      if (!isTransient(error)) throw error
      if (isReachable) log.warn({ failure: describeFailure(error) }, 'cannot check the webhook; retrying')
      isReachable = false
      return
    }
    if (!isReachable) log.info('Telegram is reachable again')
    isReachable = true
    const { last_error_date: last, pending_update_count: pending } = known
    if (last !== failedAt && isHealthy) {
      log.warn({ pending }, 'Telegram cannot deliver to the webhook: run "npm run doctor"')
      isHealthy = false
    } else if (last === failedAt && !isHealthy && pending === 0) {
      log.info('Telegram delivers to the webhook again')
      isHealthy = true
    }
    failedAt = last
  }
}

/** Telegram doesn't reveal the secret it has, so the URL carries a fingerprint of it: a new secret makes a new URL. */
function registeredUrl({ url, secret }: Webhook): string {
  const registered = new URL(url)
  registered.searchParams.set('v', createHash('sha256').update(secret).digest('hex').slice(0, 8))
  return registered.href
}

/** Whether a requested path is the end of the public one: a proxy may strip the beginning. */
function isEndOf(path: string, requested: string): boolean {
  const segments = (text: string) =>
    text
      .split('?')[0]!
      .split('/')
      .filter((part) => part !== '')
  const given = segments(requested)
  const whole = segments(path)
  return (
    given.length <= whole.length && given.every((part, index) => part === whole[whole.length - given.length + index])
  )
}

/** Compares in constant time. */
function isSame(given: string, secret: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(secret))
}

/** @returns null when the body is too long. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY) return null
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length
    if (size > MAX_BODY) return null
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function parseUpdate(body: string): Update | null {
  try {
    const update: unknown = JSON.parse(body)
    const isUpdate =
      typeof update === 'object' && update !== null && 'update_id' in update && Number.isInteger(update.update_id)
    return isUpdate ? (update as Update) : null
  } catch {
    return null
  }
}

function end(response: ServerResponse, status: number, headers: Record<string, number | string> = {}): void {
  if (response.headersSent) return
  // The rest of a rejected request is not read.
  response.writeHead(status, status === 200 ? headers : { ...headers, Connection: 'close' }).end()
}
