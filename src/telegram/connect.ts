import { setTimeout as sleep } from 'node:timers/promises'
import { type Bot, type Context, GrammyError, type HttpError } from 'grammy'
import { isTransient } from './errors.ts'

/** Milliseconds. */
const TIMEOUT = 15_000
const FIRST_PAUSE = 1_000
const LONGEST_PAUSE = 10_000
/** The longest wait that Telegram may name. */
const LONGEST_WAIT = 60 * 60_000

/**
 * Asks Telegram who the bot is, retrying while Telegram is unreachable: a machine often starts before its network does.
 * @param onUnreachable called once, with the first failure, to tell the operator why nothing happens.
 * @throws GrammyError when Telegram refuses, for example because of a wrong token.
 */
export async function connect<C extends Context>(
  bot: Bot<C>,
  onUnreachable: (error: HttpError | GrammyError) => void,
  signal?: AbortSignal,
): Promise<void> {
  const ask = async () => {
    bot.botInfo = await bot.api.getMe(AbortSignal.timeout(TIMEOUT) as never)
  }
  await retryUntilReachable(ask, onUnreachable, signal)
}

/** Retries a call that the start depends on until Telegram is reachable; see `connect`. */
export async function retryUntilReachable(
  call: () => Promise<void>,
  onUnreachable: (error: HttpError | GrammyError) => void,
  signal?: AbortSignal,
): Promise<void> {
  for (let failures = 0; !signal?.aborted; ) {
    try {
      return await call()
    } catch (error) {
      if (!isTransient(error)) throw error
      if (failures === 0) onUnreachable(error)
      const named: unknown = error instanceof GrammyError ? error.parameters?.retry_after : undefined
      const pause = Math.min(FIRST_PAUSE * 2 ** failures, LONGEST_PAUSE)
      await sleep(
        typeof named === 'number' ? Math.max(pause, Math.min(named * 1000, LONGEST_WAIT)) : pause,
        undefined,
        {
          signal,
        },
      ).catch(() => {})
      failures++
    }
  }
}
