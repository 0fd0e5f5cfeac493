import { setTimeout as sleep } from 'node:timers/promises'
import { HttpError, type Transformer } from 'grammy'
import { currentUpdate } from './update-state.ts'

/** Milliseconds. */
const FIRST_PAUSE = 250
const LONGEST_PAUSE = 10_000
/** Attempts at a call that belongs to no update, such as those at startup. */
const ATTEMPTS = 5
/** Attempts at an answer that Telegram accepts for only a few seconds. */
const SHORT_LIVED_ATTEMPTS = 3

const SHORT_LIVED = new Set(['answerCallbackQuery', 'answerInlineQuery'])

/**
 * Retries calls that failed because of the network or of Telegram itself, for as long as anybody waits for the update that they
 * belong to. auto-retry would back off without limit (up to an hour), or not retry at all.
 *
 * A call that took effect but whose response was lost is repeated too: a message that arrives twice is better than none.
 */
export function retryCalls(onRetry: (method: string, reason: 'network' | 'server') => void): Transformer {
  return async (previous, method, payload, signal) => {
    // "typing…" is repeated anyway.
    if (method === 'sendChatAction') return previous(method, payload, signal)
    const waiting = currentUpdate()?.signal
    const attempts = SHORT_LIVED.has(method) ? SHORT_LIVED_ATTEMPTS : waiting ? Number.POSITIVE_INFINITY : ATTEMPTS
    for (let attempt = 1, pause = FIRST_PAUSE; ; attempt++, pause = Math.min(2 * pause, LONGEST_PAUSE)) {
      const isLast = () => attempt >= attempts || waiting?.aborted || signal?.aborted
      try {
        const result = await previous(method, payload, signal)
        if (result.ok || result.error_code < 500 || isLast()) return result
        onRetry(method, 'server')
      } catch (error) {
        if (!(error instanceof HttpError) || isLast()) throw error
        onRetry(method, 'network')
      }
      await sleep(pause, undefined, { signal: waiting }).catch(() => {})
    }
  }
}
