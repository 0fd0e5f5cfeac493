import type { ParametersOf } from './methods-table.ts'
import { Refusal } from './refusal.ts'
import type { QueuedUpdate, UpdateQueue } from './update-queue.ts'

type Settings = Omit<ParametersOf<'setWebhook'>, 'allowed_updates' | 'drop_pending_updates'>

export interface WebhookOptions {
  readonly updates: UpdateQueue
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Maps a webhook's URL to one on this machine. */
  readonly resolve: (url: string) => string
  /** Whether the bot's answer to a delivery is lost on its way. */
  readonly isReceiptLost: () => boolean
  /** Scales the pauses between attempts. */
  readonly pauseScale: number
}

const POLLING =
  "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
const MAX_CONNECTIONS = 40
const TIMEOUT = 60_000 // ms
/** Seconds between attempts. */
const FIRST_PAUSE = 1
const LONGEST_PAUSE = 60

/** Delivers updates to the bot: those of one chat one after another, each until the bot accepts it. */
export class Webhook {
  readonly #options: WebhookOptions
  #settings: Settings = { url: '' }
  #error: { readonly date: number; readonly message: string } | null = null
  /** Sources with an update under way or waiting for its next attempt. */
  readonly #busy = new Set<number>()

  constructor(options: WebhookOptions) {
    this.#options = options
  }

  /** @param settings an empty URL removes the webhook. */
  set(settings: Settings): void {
    if (settings.url !== '') this.#options.updates.interrupt('Conflict: terminated by setWebhook request')
    this.#settings = settings
    this.#error = null
    this.deliver()
  }

  /** @throws Refusal while there is a webhook. */
  refusePolling(): void {
    if (this.#settings.url !== '') throw new Refusal(409, POLLING, null)
  }

  info(): Record<string, unknown> {
    const { url, max_connections = MAX_CONNECTIONS } = this.#settings
    const { updates } = this.#options
    return {
      url,
      has_custom_certificate: false,
      pending_update_count: updates.pending().length,
      ...(url !== '' && { max_connections, ip_address: '127.0.0.1' }),
      ...(this.#error && { last_error_date: this.#error.date, last_error_message: this.#error.message }),
      ...(updates.allowed && { allowed_updates: updates.allowed }),
    }
  }

  /** Starts every delivery that may start now. */
  deliver(): void {
    const { url, max_connections = MAX_CONNECTIONS } = this.#settings
    if (url === '') return
    for (const queued of this.#options.updates.pending()) {
      if (this.#busy.size >= max_connections) return
      if (!this.#busy.has(queued.source)) void this.#bring(queued, this.#settings)
    }
  }

  async #bring(queued: QueuedUpdate, settings: Settings): Promise<void> {
    const { updates, now, pauseScale } = this.#options
    this.#busy.add(queued.source)
    for (let pause = 0; ; pause = Math.min(LONGEST_PAUSE, Math.max(FIRST_PAUSE, 2 * pause))) {
      const failure = await this.#post(queued, settings)
      if (failure === null) updates.confirm(queued.id)
      else this.#error = { date: Math.floor(now() / 1000), message: failure.message }
      if (failure === null || this.#settings !== settings || !updates.pending().includes(queued)) break
      await new Promise((resolve) => setTimeout(resolve, 1000 * pauseScale * (failure.retryAfter ?? pause)))
    }
    this.#busy.delete(queued.source)
    this.deliver()
  }

  /** @returns null if the bot accepted it. */
  async #post({ update }: QueuedUpdate, { url, secret_token }: Settings): Promise<Failure | null> {
    try {
      const response = await fetch(this.#options.resolve(url), {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(secret_token && { 'x-telegram-bot-api-secret-token': secret_token }),
        },
        body: JSON.stringify(update),
        signal: AbortSignal.timeout(TIMEOUT),
      })
      await response.arrayBuffer()
      if (this.#options.isReceiptLost()) return { message: 'Connection failed', retryAfter: null }
      if (response.ok) return null
      const retryAfter = Number(response.headers.get('retry-after')) || null
      return { message: `Wrong response from the webhook: ${response.status} ${response.statusText}`, retryAfter }
    } catch (error) {
      const { cause } = error as { cause?: { code?: string } }
      return { message: cause?.code === 'ECONNREFUSED' ? 'Connection refused' : 'Connection failed', retryAfter: null }
    }
  }
}

interface Failure {
  readonly message: string
  /** Seconds. */
  readonly retryAfter: number | null
}
