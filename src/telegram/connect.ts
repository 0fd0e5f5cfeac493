import { type Bot, type Context, GrammyError, HttpError } from 'grammy'

/** Milliseconds. */
const TIMEOUT = 15_000
const FIRST_PAUSE = 1_000
const LONGEST_PAUSE = 60_000

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
  for (
    let pause = FIRST_PAUSE, first = true;
    !signal?.aborted;
    pause = Math.min(2 * pause, LONGEST_PAUSE), first = false
  ) {
    try {
      bot.botInfo = await bot.api.getMe(AbortSignal.timeout(TIMEOUT) as never)
      return
    } catch (error) {
      const passes = error instanceof HttpError || (error instanceof GrammyError && error.error_code >= 500)
      if (!passes) throw error
      if (first) unreachable(error)
      await wait(pause, signal)
    }
  }
}

function wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
