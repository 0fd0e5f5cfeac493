import { GrammyError, HttpError } from 'grammy'
import type { Translate } from '../i18n/translations.ts'

/**
 * The sentence for whoever runs the bot about why it could not start or go on, or null when the error is none of Telegram's.
 * Never holds the token, though the error's own message may.
 */
export function describeStartError(error: unknown, t: Translate, apiRoot = 'https://api.telegram.org'): string | null {
  if (error instanceof HttpError) return t('operator-unreachable', { address: hostOf(apiRoot) })
  if (!(error instanceof GrammyError)) return null
  const { error_code: code, method, description } = error
  // Telegram answers 404 to a token that is no token at all.
  if (code === 401 || code === 404) return t('operator-wrong-token')
  if (code === 409) return t(/webhook/i.test(description) ? 'operator-webhook' : 'operator-second-instance')
  return t('operator-refused', { method, code, description })
}

/** An address may hold a password; its host doesn't. */
function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : address
}
