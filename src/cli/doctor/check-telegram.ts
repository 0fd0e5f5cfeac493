import { Api, GrammyError } from 'grammy'
import type { Config } from '../../config/config.ts'
import type { Check } from './check.ts'

/** Seconds. */
const TIMEOUT = 15
/** Seconds that clocks may differ: more, and TLS and the times in logs go wrong. */
const SKEW = 60

/** Whether Telegram can be reached as the bot reaches it, knows the token and the webhook, and has the same time. */
export function checkTelegram({ botToken: token, telegramApiRoot: root, unusedProxy, webhook }: Config): Check[] {
  if (token === null)
    return [{ name: 'Telegram: BOT_TOKEN is not set, so there is no bot', run: async () => 'skipped' }]
  const api = new Api(token, { apiRoot: root, timeoutSeconds: TIMEOUT })
  return [
    {
      name: 'Telegram knows BOT_TOKEN',
      async run() {
        try {
          const me = await api.getMe()
          return me?.is_bot === true && typeof me.username === 'string' ? null : notTelegram(root)
        } catch (error) {
          if (!(error instanceof GrammyError)) return `${notTelegram(root)}${hint(unusedProxy)}`
          const { error_code: code } = error
          if (code === 401 || code === 404)
            return 'it does not. Copy the token again from @BotFather, and check that it is complete.'
          return typeof code === 'number' ? `it answers with ${code}. Try again later.` : notTelegram(root)
        }
      },
    },
    {
      name: 'clock',
      async run() {
        const date = await dateOf(root)
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
        const info = await api.getWebhookInfo().catch(() => null)
        if (typeof info?.url !== 'string') return 'skipped'
        if (!webhook) {
          return info.url
            ? 'Telegram brings updates to a webhook. The bot ends that when it starts; set WEBHOOK_URL to keep it.'
            : null
        }
        if (!info.url.startsWith(webhook.url)) return 'Telegram does not know it. The bot tells it when it starts.'
        if (!info.last_error_message) return null
        const when = new Date((info.last_error_date ?? 0) * 1000).toISOString()
        return `Telegram could not bring an update at ${when}: ${info.last_error_message.replaceAll(token, '***')}. Check the proxy, its certificate, and WEBHOOK_PORT.`
      },
    },
  ]
}

function notTelegram(root: string): string {
  return `Telegram can't be reached at ${new URL(root).host}, or what answers there is something else, such as a page to log in. Check the internet connection and TELEGRAM_API_ROOT.`
}

function hint(proxy: string | null): string {
  return proxy === null ? '' : ` ${proxy} is set, but the bot goes through no proxy: let it reach Telegram directly.`
}

/** What the clock of the other side says; null when it doesn't. */
async function dateOf(root: string): Promise<Date | null> {
  try {
    const { headers } = await fetch(root, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT * 1000),
    })
    const date = headers.get('date')
    return date === null ? null : new Date(date)
  } catch {
    return null
  }
}
