/** A running instance of the bot, and where it receives updates. */
export interface Home {
  readonly instance: string
  readonly address: string
}

/** Which instance remembers what is said in a chat: all updates of that chat go there, whichever receives them. */
export interface Homes {
  /** This instance. */
  readonly id: string
  /**
   * Makes this instance the home of a chat that has none. Never rejects.
   * @returns another instance; null when it is this one.
   */
  of(chat: number): Promise<Home | null>
  /** Makes this instance the home of a chat whose home can't be reached. Never rejects. */
  move(chat: number, from: string): Promise<void>
}

/** Names the instance that a forwarded update is meant for. */
export const MEANT_FOR = 'x-bronwijzer-instance'
/** What an instance answers that is another one, or is stopping. */
export const NOT_HERE = 421

/**
 * Passes an update on to the instance that remembers its chat.
 * @param body of Telegram's request.
 * @param within milliseconds.
 * @returns its status; null when it can't take it, and 503 when it takes longer.
 */
export async function forward(
  { instance, address }: Home,
  body: string,
  secret: string,
  within: number,
): Promise<number | null> {
  const signal = AbortSignal.timeout(within)
  const headers = {
    'content-type': 'application/json',
    'x-telegram-bot-api-secret-token': secret,
    [MEANT_FOR]: instance,
  }
  try {
    const response = await fetch(address, { method: 'POST', headers, body, signal, redirect: 'error' })
    await response.arrayBuffer()
    return response.status === NOT_HERE ? null : response.status
  } catch {
    return signal.aborted ? 503 : null
  }
}
