import { GrammyError, HttpError } from 'grammy'
import { NotSavedError } from './saving.ts'

/** What went wrong, without the message of whoever saw it: messages of errors quote their input. */
export function describeFailure(error: unknown): string {
  if (error instanceof GrammyError) return `${error.method} refused, ${error.error_code}`
  if (error instanceof NotSavedError) return error.message
  if (error instanceof HttpError) return 'Telegram is not reachable'
  if (!(error instanceof Error)) return 'something was thrown that is no error'
  const places = error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? []
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null
  return [error.name, ...(code ? [code] : []), ...places.slice(0, 4).map((line) => line.trim())].join(' ')
}
