import { HttpError, type Transformer } from 'grammy'
import { currentUpdate } from './update-state.ts'
import { wait } from './wait.ts'

/** Milliseconds. */
const FIRST_PAUSE = 250
const LONGEST_PAUSE = 10_000
/** Tries of a call that belongs to no update, such as those of the start. */
const TRIES = 5
/** Tries of an answer that Telegram takes for some seconds only. */
const FLEETING_TRIES = 3

const FLEETING = new Set(['answerCallbackQuery', 'answerInlineQuery'])

/**
 * Repeats calls that the network, or Telegram itself, failed: for as long as anybody waits for the update that they belong to.
 * auto-retry would wait ever longer for a network (an hour in the end), or not at all.
 *
 * A call that took effect although its answer was lost is repeated as well: a message that comes twice is better than none.
 */
export function retryCalls(onRetry: (method: string, reason: 'network' | 'server') => void): Transformer {
  return async (previous, method, payload, signal) => {
    // The next "typing…" comes by itself.
    if (method === 'sendChatAction') return previous(method, payload, signal)
    const waiting = currentUpdate()?.signal
    const tries = FLEETING.has(method) ? FLEETING_TRIES : waiting ? Number.POSITIVE_INFINITY : TRIES
    for (let attempt = 1, pause = FIRST_PAUSE; ; attempt++, pause = Math.min(2 * pause, LONGEST_PAUSE)) {
      const over = () => attempt >= tries || waiting?.aborted || signal?.aborted
      try {
        const result = await previous(method, payload, signal)
        if (result.ok || result.error_code < 500 || over()) return result
        onRetry(method, 'server')
      } catch (error) {
        if (!(error instanceof HttpError) || over()) throw error
        onRetry(method, 'network')
      }
      await wait(pause, waiting)
    }
  }
}
