import { setTimeout as sleep } from 'node:timers/promises'
import { HttpError, type Transformer } from 'grammy'
import type { ResponseParameters } from 'grammy/types'
import { currentUpdate } from './update-state.ts'

/** Milliseconds. */
const FIRST_PAUSE = 250
const LONGEST_PAUSE = 10_000
/** Attempts at a call that belongs to no update, such as those at startup. */
const ATTEMPTS = 5
/** Attempts at an answer that Telegram accepts for only a few seconds. */
const SHORT_LIVED_ATTEMPTS = 3

/**
 * Milliseconds since a call of the same kind succeeded after which another that fails is Telegram's fault, not its own. Shorter than an
 * update may take.
 */
const OTHERS_WITHIN = 30_000

const SHORT_LIVED = new Set(['answerCallbackQuery', 'answerInlineQuery'])

/** Milliseconds that a wait may take which Telegram names, and the first and last one when it names none that makes sense. */
const LONGEST_WAIT = 60 * 60_000
const FIRST_GUESS = 1_000
const LAST_GUESS = 30_000

/**
 * How long to wait after a refusal for too many requests, in milliseconds.
 * @param refusals how many there were before.
 */
export function waitNamed(parameters: ResponseParameters | undefined, refusals: number): number {
  const seconds: unknown = parameters?.retry_after
  if (typeof seconds === 'number' && seconds > 0) return Math.min(seconds * 1000, LONGEST_WAIT)
  return Math.min(FIRST_GUESS * 2 ** refusals, LAST_GUESS)
}

/**
 * Takes what can't be a reply of Telegram for a failure of the network: a proxy's page, or a server that is being repaired, says
 * nothing about a message. A token that is revoked (401) looks the same.
 */
export const refuseGarbage: Transformer = async (previous, method, payload, signal) => {
  const reply: unknown = await previous(method, payload, signal)
  if (!isReply(reply, method)) throw new HttpError(`Something else than Telegram replied to ${method}.`, reply)
  return reply as Awaited<ReturnType<typeof previous>>
}

function isReply(reply: unknown, method: string): boolean {
  if (typeof reply !== 'object' || reply === null || !('ok' in reply)) return false
  if (reply.ok !== true) {
    const code = 'error_code' in reply ? reply.error_code : null
    return reply.ok === false && typeof code === 'number' && code !== 401 && code !== 404
  }
  const result = 'result' in reply ? reply.result : null
  if (method !== 'sendMessage') return result !== null && result !== undefined
  return typeof result === 'object' && result !== null && 'message_id' in result && Number.isInteger(result.message_id)
}

/**
 * Retries calls that failed because of the network or of Telegram itself, for as long as anybody waits for the update that they
 * belong to. An update is not given up while no call like its own succeeds: then it is not that update which makes Telegram fail.
 *
 * A call that took effect but whose response was lost is repeated too: a message that arrives twice is better than none.
 */
export function retryCalls(onRetry: (method: string, reason: 'network' | 'server') => void): Transformer {
  const succeeded = new Map<string, number>()
  return async (previous, method, payload, signal) => {
    // "typing…" is repeated anyway.
    if (method === 'sendChatAction') return previous(method, payload, signal)
    const update = currentUpdate()
    const waiting = update?.signal
    const attempts = SHORT_LIVED.has(method) ? SHORT_LIVED_ATTEMPTS : waiting ? Number.POSITIVE_INFINITY : ATTEMPTS
    for (let attempt = 1, pause = FIRST_PAUSE; ; attempt++, pause = Math.min(2 * pause, LONGEST_PAUSE)) {
      const isLast = () => attempt >= attempts || waiting?.aborted || signal?.aborted
      try {
        const result = await previous(method, payload, signal)
        if (result.ok) succeeded.set(method, performance.now())
        if (result.ok || result.error_code < 500 || isLast()) return result
        onRetry(method, 'server')
      } catch (error) {
        if (!(error instanceof HttpError) || isLast()) throw error
        onRetry(method, 'network')
      }
      const wait = sleep(pause, undefined, { signal: waiting }).catch(() => {})
      const isItsOwn = performance.now() - (succeeded.get(method) ?? Number.NEGATIVE_INFINITY) < OTHERS_WITHIN
      await (update && !isItsOwn ? update.whileWaiting(wait) : wait)
    }
  }
}
