import type { Config } from '../../config/config.ts'
import type { Check } from './check.ts'

/** Milliseconds. */
const TIMEOUT = 15_000
/** Seconds that clocks may differ: more, and TLS and the times in logs go wrong. */
const SKEW = 60

type Result = {
  readonly url?: string
  readonly username?: string
  readonly last_error_message?: string
  readonly last_error_date?: number
}

interface Reply {
  readonly status: number
  readonly result: Result
  /** What the clock of the other side says; null when it doesn't. */
  readonly date: Date | null
}

const NOTHING: Reply = { status: 0, result: {}, date: null }

/** Whether Telegram can be reached, knows the token and the webhook, and has the same time. */
export function checkTelegram({ botToken: token, telegramApiRoot: root, webhook }: Config): Check[] {
  if (token === null)
    return [{ name: 'Telegram: BOT_TOKEN is not set, so there is no bot', run: async () => 'skipped' }]
  const me = once(() => call(root, token, 'getMe'))
  return [
    {
      name: 'Telegram knows BOT_TOKEN',
      async run() {
        const { status } = await me()
        if (status === 401 || status === 404)
          return 'it does not. Copy the token again from @BotFather, and check that it is complete.'
        return status === 200 ? null : `it answers with ${status}. Try again later.`
      },
    },
    {
      name: 'clock',
      async run() {
        const date = (await me().catch(() => null))?.date ?? null
        if (date === null) return 'skipped'
        const seconds = Math.round(Math.abs(Date.now() - date.getTime()) / 1000)
        return seconds <= SKEW
          ? null
          : `${seconds} seconds off. Let the machine set its clock: timedatectl set-ntp true.`
      },
    },
    {
      name: webhook ? `webhook at ${webhook.url}` : 'long polling',
      async run() {
        const { status, result } = await call(root, token, 'getWebhookInfo').catch(() => NOTHING)
        if (status !== 200) return 'skipped'
        if (!webhook) {
          return result.url
            ? 'Telegram brings updates to a webhook. The bot ends that when it starts; set WEBHOOK_URL to keep it.'
            : null
        }
        if (!result.url?.startsWith(webhook.url)) return 'Telegram does not know it. The bot tells it when it starts.'
        if (!result.last_error_message) return null
        const when = new Date((result.last_error_date ?? 0) * 1000).toISOString()
        return `Telegram could not bring an update at ${when}: ${result.last_error_message.replaceAll(token, '***')}. Check the proxy, its certificate, and WEBHOOK_PORT.`
      },
    },
  ]
}

async function call(root: string, token: string, method: string): Promise<Reply> {
  let response: Response
  try {
    response = await fetch(`${root}/bot${token}/${method}`, { signal: AbortSignal.timeout(TIMEOUT) })
  } catch {
    throw new Error(
      `Telegram can't be reached at ${new URL(root).host}. Check the internet connection and TELEGRAM_API_ROOT.`,
    )
  }
  const { result = {} } = (await response.json().catch(() => ({}))) as { result?: Result }
  const date = response.headers.get('date')
  return { status: response.status, result, date: date === null ? null : new Date(date) }
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let value: Promise<Value> | undefined
  return () => (value ??= make())
}
