import { setTimeout as wait } from 'node:timers/promises'
import type { InlineKeyboardButton, InlineQueryResultArticle, MessageEntity, User } from 'grammy/types'
import type { Call as AnyCall } from '../emulator/call.ts'
import { RemoteControl } from '../emulator/remote-control.ts'

/** A call of the Bot API, with the parameters that scenarios look at. */
export interface Call extends AnyCall {
  readonly params: {
    readonly chat_id?: number
    readonly message_thread_id?: number
    readonly text?: string
    readonly entities?: readonly MessageEntity[]
    readonly reply_markup?: { readonly inline_keyboard: readonly (readonly InlineKeyboardButton[])[] }
    readonly reply_parameters?: { readonly message_id: number }
    readonly results?: readonly InlineQueryResultArticle[]
    readonly result?: InlineQueryResultArticle
    readonly [parameter: string]: unknown
  }
  readonly result?: { readonly message_id?: number; readonly [field: string]: unknown }
}

/** Calls that say nothing to a user. */
const UNHEARD = new Set([
  ...['getMe', 'deleteWebhook', 'getWebhookInfo', 'sendChatAction', 'getChatMember', 'getChat'],
  ...['getChatMenuButton', 'setChatMenuButton'],
])
/** Milliseconds. */
const WAIT = 20_000
const POLL = 20
/** Milliseconds without a call that count as silence. */
const SILENCE = 350

/** Acts as users of Telegram, and reads what the bot says to them, one call after another. */
export class Driver extends RemoteControl {
  #seen = 0

  override reset(): Promise<unknown> {
    this.#seen = 0
    return super.reset()
  }

  user(first_name: string, more: Partial<User> = {}): Promise<User> {
    return this.act('user', { first_name, language_code: 'nl', ...more })
  }

  /** Waits for the next calls that users see, in order. */
  async next(count = 1): Promise<Call[]> {
    const end = Date.now() + WAIT
    for (;;) {
      const calls = await this.#heard()
      if (calls.length >= count) {
        const taken = calls.slice(0, count)
        this.#seen = taken.at(-1)!.id
        return taken
      }
      if (Date.now() > end) throw new Error(`expected ${count} calls, but there were ${names(calls)}`)
      await wait(POLL)
    }
  }

  /** The next call, which has to be of this method. */
  async expect(method: string): Promise<Call> {
    const [call] = await this.next()
    if (call?.method !== method) throw new Error(`expected ${method}, but it was ${call?.method}`)
    return call
  }

  /** @throws Error when the bot says anything. */
  async expectSilence(): Promise<void> {
    await wait(SILENCE)
    const calls = await this.#heard()
    if (calls.length > 0) throw new Error(`expected silence, but there were ${names(calls)}`)
  }

  async #heard(): Promise<readonly Call[]> {
    const calls = await this.calls<Call>(this.#seen)
    return calls.filter(({ method }) => !UNHEARD.has(method) && !/^(?:get|set)My/.test(method))
  }
}

function names(calls: readonly Call[]): string {
  return calls.map(({ method }) => method).join(', ') || 'none'
}
