import { createHash, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Api, Context } from 'grammy'
import type { WebhookInfo } from 'grammy/types'
import type { Logger } from 'pino'
import type { Config } from '../config/config.ts'
import { isTransient } from '../telegram/connect.ts'
import { describeFailure } from '../telegram/describe-failure.ts'
import { type Dispatcher, MAX_OPEN } from './dispatcher.ts'
import { listen } from './listen.ts'
import type { Receiver } from './receiver.ts'
import { wait } from './wait.ts'

type Update = Context['update']
type Webhook = NonNullable<Config['webhook']>

export interface WebhookOptions {
  readonly webhook: Webhook
  readonly api: Api
  readonly dispatcher: Dispatcher
  readonly allowedUpdates: readonly string[]
  readonly log: Logger
  /** Default: LOOK_EVERY. */
  readonly lookEvery?: number
}

/** Bytes; updates are far smaller. */
const MAX_BODY = 1024 * 1024
/** Milliseconds. */
const REQUEST_TIMEOUT = 10_000
/** Proxies keep connections open for a minute or so; the server has to be the more patient one. */
const KEEP_ALIVE = 75_000
/** Telegram gives up after a minute: before that, it is told to bring the update again. */
const ANSWER_WITHIN = 50_000
/** Seconds after which Telegram may bring again what there was no room for. */
const RETRY_AFTER = 1
/** Milliseconds between looks at how Telegram fares with the webhook. */
const LOOK_EVERY = 30_000

/**
 * Receives updates by webhook, and sees to it that Telegram knows it. An update is acknowledged when it is dealt with; one that
 * Telegram brings again meanwhile waits for the same answer. Refusals say nothing but their number.
 */
export async function startWebhook(options: WebhookOptions): Promise<Receiver> {
  const { webhook, dispatcher, log, lookEvery = LOOK_EVERY } = options
  const path = new URL(webhook.url).pathname
  const running = new Set<Promise<void>>()
  const stopping = new AbortController()

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST' || !isPartOf(path, request.url ?? '/')) return end(response, 404)
    if (!isSame(String(request.headers['x-telegram-bot-api-secret-token'] ?? ''), webhook.secret))
      return end(response, 401)
    if (stopping.signal.aborted) return end(response, 503)
    const body = await readBody(request)
    if (body === null) return end(response, 413)
    const update = parseUpdate(body)
    if (update === null) return end(response, 400)
    // A kind that nobody asked for, from before the kinds changed, is acknowledged and forgotten.
    if (!options.allowedUpdates.some((kind) => kind in update)) return end(response, 200)
    if (!dispatcher.knows(update) && dispatcher.size() >= MAX_OPEN) {
      dispatcher.shed()
      // Telegram keeps it, and brings it again.
      return end(response, 503, { 'Retry-After': RETRY_AFTER })
    }
    const isDone = await Promise.race([
      dispatcher.dispatch(update).then(() => true),
      wait(ANSWER_WITHIN).then(() => false),
    ])
    end(response, isDone ? 200 : 503)
  }

  const server = createServer(
    { requestTimeout: REQUEST_TIMEOUT, headersTimeout: REQUEST_TIMEOUT, keepAliveTimeout: KEEP_ALIVE },
    (request, response) => {
      const done = receive(request, response)
        .catch((error: unknown) => {
          log.warn({ failure: describeFailure(error) }, 'a request to the webhook failed')
          end(response, 400)
        })
        .finally(() => running.delete(done))
      running.add(done)
    },
  )
  await listen(server, webhook, 'WEBHOOK')
  const look = watchRegistration(options)
  await look()
  const ended = (async () => {
    while (!stopping.signal.aborted) {
      await wait(lookEvery, stopping.signal)
      if (!stopping.signal.aborted) await look()
    }
  })()

  return {
    ended,
    async stop(within) {
      stopping.abort()
      server.close()
      await Promise.race([Promise.all(running), wait(within)])
      server.closeAllConnections()
      await ended.catch(() => {})
    },
  }
}

/**
 * Makes the function that sees to it that Telegram knows the webhook, and that says when it fares badly with it, and well again.
 * Tells Telegram only what it doesn't know: it limits how often that may change.
 * @throws GrammyError from that function, when Telegram refuses.
 */
function watchRegistration({ webhook, api, allowedUpdates, log }: WebhookOptions): () => Promise<void> {
  const url = addressFor(webhook)
  const wanted = [...allowedUpdates].sort().join()
  let isSet = false
  let isReachable = true
  let isWell = true
  /** Of the last failure that was seen. By Telegram's clock, which need not be ours. */
  let failedAt: number | undefined

  async function register(): Promise<WebhookInfo> {
    const known = await api.getWebhookInfo()
    if (known.url !== url || [...(known.allowed_updates ?? [])].sort().join() !== wanted) {
      await api.setWebhook(url, { secret_token: webhook.secret, allowed_updates: allowedUpdates as never })
      if (isSet) log.warn('the webhook was taken away, and is set again: stop the other bot with the same BOT_TOKEN')
      else log.info('Telegram was told where to bring updates')
    }
    if (!isSet) failedAt = known.last_error_date
    isSet = true
    return known
  }

  return async function look(): Promise<void> {
    let known: WebhookInfo
    try {
      known = await register()
    } catch (error) {
      if (!isTransient(error)) throw error
      if (isReachable)
        log.warn({ failure: describeFailure(error) }, 'Telegram can not be asked about the webhook: trying on')
      isReachable = false
      return
    }
    if (!isReachable) log.info('Telegram is reachable again')
    isReachable = true
    const { last_error_date: last, pending_update_count: pending } = known
    if (last !== failedAt && isWell) {
      log.warn({ pending }, 'Telegram has trouble with the webhook: see "npm run doctor"')
      isWell = false
    } else if (last === failedAt && !isWell && pending === 0) {
      log.info('Telegram brings updates again')
      isWell = true
    }
    failedAt = last
  }
}

/** Telegram doesn't tell the secret that it knows. So a mark of it stands in the address: another secret is another address. */
function addressFor({ url, secret }: Webhook): string {
  const address = new URL(url)
  address.searchParams.set('v', createHash('sha256').update(secret).digest('hex').slice(0, 8))
  return address.href
}

/** Whether a path is the end of the public one: a proxy may take the beginning away. */
function isPartOf(path: string, asked: string): boolean {
  const segments = (text: string) =>
    text
      .split('?')[0]!
      .split('/')
      .filter((part) => part !== '')
  const given = segments(asked)
  const whole = segments(path)
  return (
    given.length <= whole.length && given.every((part, index) => part === whole[whole.length - given.length + index])
  )
}

/** In a time that says nothing about where they differ. */
function isSame(given: string, secret: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(secret))
}

/** @returns null when it is too long. */
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

function end(response: ServerResponse, status: number, headers: Record<string, number> = {}): void {
  if (response.headersSent) return
  // The rest of what was refused is not read.
  response.writeHead(status, status === 200 ? headers : { ...headers, Connection: 'close' }).end()
}
