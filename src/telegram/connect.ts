import { type Bot, type Context, GrammyError, HttpError } from 'grammy'

/** Milliseconds. */
const TIMEOUT = 15_000
const FIRST_PAUSE = 1_000
const LONGEST_PAUSE = 10_000

/** Whether a failure is one of the network or of Telegram itself, which pass; a refusal doesn't. */
export function isTransient(error: unknown): error is HttpError | GrammyError {
  if (error instanceof HttpError) return true
  return error instanceof GrammyError && (error.error_code >= 500 || error.error_code === 429)
}

/**
 * Asks Telegram who the bot is, for as long as Telegram can't be reached: a machine often starts before its network does.
 * @param unreachable called once, with the first failure, so that somebody is told why nothing happens.
 * @throws GrammyError when Telegram refuses, as for a wrong token.
 */
export async function connect<C extends Context>(
  bot: Bot<C>,
  unreachable: (error: HttpError | GrammyError) => void,
  signal?: AbortSignal,
): Promise<void> {
  const ask = async () => {
    bot.botInfo = await bot.api.getMe(AbortSignal.timeout(TIMEOUT) as never)
  }
  await retryUntilReachable(ask, unreachable, signal)
}

/** Makes calls that the start needs, again and again until Telegram can be reached: see `connect`. */
export async function retryUntilReachable(
  call: () => Promise<void>,
  unreachable: (error: HttpError | GrammyError) => void,
  signal?: AbortSignal,
): Promise<void> {
  for (let failures = 0; !signal?.aborted; ) {
    try {
      return await call()
    } catch (error) {
      if (!isTransient(error)) throw error
      if (failures === 0) unreachable(error)
      const asked = error instanceof GrammyError ? (error.parameters.retry_after ?? 0) * 1000 : 0
      await wait(Math.max(asked, Math.min(FIRST_PAUSE * 2 ** failures, LONGEST_PAUSE)), signal)
      failures++
    }
  }
}

function wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve()
    const done = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal?.addEventListener('abort', done)
  })
}
