import { GrammyError, HttpError } from 'grammy'
import { DatabaseError } from '../database/database-error.ts'
import type { Translate } from '../i18n/translations.ts'

/** Thrown when nothing can be saved: the disk is full or the folder read-only. Its message holds nothing private. */
export class NotSavedError extends Error {
  constructor(folder: string, cause: unknown) {
    const { code = 'an unknown error' } = cause as NodeJS.ErrnoException
    super(
      `cannot save anything in ${folder} (${code}). Free up space there, or set SETTINGS_FOLDER to a writable folder`,
      { cause },
    )
    this.name = 'NotSavedError'
  }
}

/** Thrown when what a chat chose can't be read, or only in part. Its message holds nothing private. */
export class NotReadError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'NotReadError'
  }
}

/** Whether a failure is the network's or Telegram's own, and so may pass; a refusal won't. */
export function isTransient(error: unknown): error is HttpError | GrammyError {
  if (error instanceof HttpError) return true
  return error instanceof GrammyError && (error.error_code >= 500 || error.error_code === 429)
}

/** Whether a database failed in a way that passes, by itself or when the operator mends it: what could not be done then can be later. */
export function isPassing(error: unknown): error is DatabaseError {
  return error instanceof DatabaseError && error.problem !== 'other'
}

/** What Telegram says of chats, users and topics that can't be written to, in its own words or in those of the servers behind it. */
const UNDELIVERABLE =
  /(?:chat|user|thread) not found|peer_id_invalid|channel_private|deactivated|blocked|banned|kicked|topic_(?:closed|deleted)|rights|admin_required|restricted|forbidden|(?:payment|premium)_required|slow ?mode/i

/** Whether nobody is there to read the message: blocked, removed, chat gone, topic closed, no right to write, or only for money. */
export function isUndeliverable(error: unknown): boolean {
  return error instanceof GrammyError && (error.error_code === 403 || UNDELIVERABLE.test(error.description))
}

/** An error for the log, without its message: error messages quote their input, which may be what a user typed. */
export function describeFailure(error: unknown): string {
  if (error instanceof GrammyError) return `${error.method} refused, ${error.error_code}`
  if (error instanceof NotSavedError || error instanceof NotReadError || error instanceof DatabaseError)
    return error.message
  if (error instanceof HttpError) return 'Telegram is unreachable'
  if (!(error instanceof Error)) return 'something other than an error was thrown'
  const frames = framesOf(error)
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null
  return [error.name, ...(code ? [code] : []), ...frames.slice(0, 4).map((line) => line.trim())].join(' ')
}

/** The lines of an error's stack below its message, which may hold lines that look like them; none when it can't be told apart. */
function framesOf({ stack = '', message }: Error): string[] {
  const start = stack.indexOf(message)
  if (start < 0) return []
  return stack
    .slice(start + message.length)
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
}

/**
 * Tells the operator why the bot cannot start or go on. Never holds the token, though the error's own message may.
 * @returns null for an error that has nothing to do with Telegram.
 */
export function describeStartError(error: unknown, t: Translate, apiRoot = 'https://api.telegram.org'): string | null {
  if (error instanceof HttpError) return t('operator-unreachable', { address: hostOf(apiRoot) })
  if (!(error instanceof GrammyError)) return null
  const { error_code: code, method, description } = error
  // Telegram answers 404 to a malformed token.
  if (code === 401 || code === 404) return t('operator-wrong-token')
  if (code === 409) return t(/webhook/i.test(description) ? 'operator-webhook' : 'operator-second-instance')
  return t('operator-refused', { method, code, description })
}

/** A URL may hold a password; its host doesn't. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url
}
