/** A running instance of the bot, and where it receives updates. */
export interface Home {
  readonly instance: string
  readonly address: string
}

/** Which instance remembers what is said in a chat: all updates of that chat go there, whichever receives them. */
export interface Homes {
  /** This instance. */
  readonly id: string
  /** Meets an instance that this one may not know. @returns what that one has to know. */
  welcome(newcomer: Home): Held
  /**
   * Makes this instance the home of a chat that has none. Never rejects.
   * @returns another instance; null when it is this one.
   */
  of(chat: number): Promise<Home | null>
  /** Makes this instance the home of a chat whose home can't be reached. Never rejects. */
  move(chat: number, from: string): Promise<void>
}

/** Updates of an instance that may not be written in the database yet, by their numbers. */
export interface Held {
  /** Taken, and not handled. */
  readonly open: readonly number[]
  readonly handled: readonly number[]
}

/** Names the instance that a forwarded update is meant for; in an answer, the one that it came to. */
export const MEANT_FOR = 'x-bronwijzer-instance'
/** What an instance answers that is another one, or is stopping, or doesn't have the update that it is asked for. */
export const NOT_HERE = 421
/** Names an instance that joins the others. */
export const JOINS = 'x-bronwijzer-joins'
/** Names an update that may be handled by another instance, and the instance that else will, if there is no database to say so in. */
export const TAKES = 'x-bronwijzer-takes'
/** Behind them, where that instance has handled it. */
export const HANDLED = 'handled'
/** What an instance answers that is handling that update. */
export const IS_HERE = 202
/** Milliseconds that an instance may take to say whether it has an update. */
export const SAYS_WITHIN = 1_000

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
  const headers = { 'content-type': 'application/json', ...headersFor(instance, secret) }
  try {
    const { status } = await post(address, headers, body, signal)
    return status === NOT_HERE ? null : status
  } catch {
    return signal.aborted ? 503 : null
  }
}

/** What an instance says of an update; `silent` when it may live, and doesn't answer in time or to the end. */
type Said = 'handled' | 'here' | 'left' | 'silent' | 'unreachable'

/**
 * Asks an instance whether it has an update.
 * @param update its number.
 * @param to the instance that asks, to which it is left if not; null only to know.
 * @param isHandled tells instead that the one that asks has handled it.
 * @param within milliseconds that it may take to say so.
 */
export async function askPeer(
  { instance, address }: Home,
  update: number,
  to: Home | null,
  secret: string,
  isHandled = false,
  within = SAYS_WITHIN,
): Promise<Said> {
  const words = [String(update), ...(to === null ? [] : [wordsFor(to)]), ...(isHandled ? [HANDLED] : [])]
  const headers = { ...headersFor(instance, secret), [TAKES]: words.join(' ') }
  const signal = AbortSignal.timeout(within)
  try {
    const { status } = await post(address, headers, '', signal)
    if (status === 200) return 'handled'
    if (status === IS_HERE) return 'here'
    return status === NOT_HERE ? 'left' : 'unreachable'
  } catch (error) {
    return isCutOff(error, signal) ? 'silent' : 'unreachable'
  }
}

/**
 * Has an instance know another one.
 * @returns what it holds, and who it is: where one was, another may have been started. `silent` when it lives and doesn't answer in time.
 */
export async function introduce(
  { instance, address }: Home,
  other: Home,
  secret: string,
): Promise<{ readonly home: Home; readonly held: Held } | 'silent' | 'unreachable'> {
  const headers = { ...headersFor(instance, secret), [JOINS]: wordsFor(other) }
  const signal = AbortSignal.timeout(SAYS_WITHIN)
  try {
    const { status, text, isOf } = await post(address, headers, '', signal)
    if (status === 200) return { home: { instance, address }, held: JSON.parse(text) as Held }
    const isAnother = status === NOT_HERE && isOf !== null && isOf !== instance
    return isAnother ? introduce({ instance: isOf, address }, other, secret) : 'unreachable'
  } catch (error) {
    return isCutOff(error, signal) ? 'silent' : 'unreachable'
  }
}

/** Whether there was somebody, who didn't answer in time or to the end: who is gone takes no connection. */
function isCutOff(error: unknown, signal: AbortSignal): boolean {
  const { cause } = error as { readonly cause?: { readonly code?: string } }
  return signal.aborted || cause?.code === 'ECONNRESET' || cause?.code === 'UND_ERR_SOCKET'
}

function wordsFor({ instance, address }: Home): string {
  return `${instance} ${address}`
}

/** Reads who is named in a request. @returns null for nobody. */
export function homeOf(instance?: string, address?: string): Home | null {
  return instance && address ? { instance, address } : null
}

function headersFor(instance: string, secret: string): Record<string, string> {
  return { 'x-telegram-bot-api-secret-token': secret, [MEANT_FOR]: instance }
}

async function post(
  address: string,
  headers: Record<string, string>,
  body: string,
  signal: AbortSignal,
): Promise<{ readonly status: number; readonly text: string; readonly isOf: string | null }> {
  const response = await fetch(address, { method: 'POST', headers, body, signal, redirect: 'error' })
  return { status: response.status, text: await response.text(), isOf: response.headers.get(MEANT_FOR) }
}
