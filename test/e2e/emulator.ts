import type { InlineKeyboardButton, InlineQueryResultArticle, MessageEntity, Update, User } from 'grammy/types'

/** A call of the Bot API, as the emulator recorded it. */
export interface Call {
  readonly id: number
  readonly method: string
  readonly ok: boolean
  readonly description?: string
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

export interface Injected {
  readonly update: Update
}

export interface EmulatorState {
  readonly bot: { readonly username: string; readonly can_read_all_group_messages: boolean }
  readonly internalProblems: readonly unknown[]
}

/** Calls that say nothing to anybody. */
const UNHEARD = new Set([
  'getMe',
  'getUpdates',
  'deleteWebhook',
  'getWebhookInfo',
  'sendChatAction',
  'getChatMember',
  'getChat',
])
/** Milliseconds. */
const WAIT = 20_000
const POLL = 20
/** Milliseconds without a call after which the bot is taken to be silent. */
const SILENCE = 350

/** A Bot API emulator with a /control interface, over HTTP: acts as users, and reads what the bot called. */
export class Emulator {
  readonly #root: string
  #seen = 0

  constructor(root: string) {
    this.#root = root.replace(/\/+$/, '')
  }

  get root(): string {
    return this.#root
  }

  /** Does something as a user: `privateText`, `command`, `callback` … */
  act<Result = Injected>(action: string, ...args: unknown[]): Promise<Result> {
    return this.#post('act', { do: action, args })
  }

  /** Changes the world: `addTopic`, `closeTopic`, `block` … */
  world<Result = unknown>(op: string, ...args: unknown[]): Promise<Result> {
    return this.#post('world', { op, args })
  }

  inject(update: unknown): Promise<unknown> {
    return this.#post('inject', { update })
  }

  reset(): Promise<unknown> {
    this.#seen = 0
    return this.#post('reset', {})
  }

  state(): Promise<EmulatorState> {
    return this.#get('state')
  }

  violations(): Promise<readonly { rule: string; level: string; message: string; method: string }[]> {
    return this.#get('violations')
  }

  user(first_name: string, more: Partial<User> = {}): Promise<User> {
    return this.act('user', { first_name, language_code: 'nl', ...more })
  }

  /** The next calls that somebody hears, in order; waits for them. */
  async next(count = 1): Promise<Call[]> {
    const end = Date.now() + WAIT
    for (;;) {
      const calls = await this.#heard()
      if (calls.length >= count) {
        const taken = calls.slice(0, count)
        this.#seen = taken.at(-1)!.id
        return taken
      }
      if (Date.now() > end) throw new Error(`waited in vain for ${count} calls; there were ${names(calls)}`)
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

  /** Every call since the emulator began. */
  calls(): Promise<readonly Call[]> {
    return this.#get('calls')
  }

  async #heard(): Promise<readonly Call[]> {
    const calls = await this.#get<readonly Call[]>(`calls?after=${this.#seen}`)
    return calls.filter(({ method }) => !UNHEARD.has(method) && !/^(?:get|set)My/.test(method))
  }

  async #get<Result>(path: string): Promise<Result> {
    return unwrap(await fetch(`${this.#root}/control/${path}`))
  }

  async #post<Result>(path: string, body: unknown): Promise<Result> {
    return unwrap(
      await fetch(`${this.#root}/control/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    )
  }
}

async function unwrap<Result>(response: Response): Promise<Result> {
  const { ok, result, description } = (await response.json()) as { ok: boolean; result: Result; description?: string }
  if (!ok) throw new Error(`the emulator refused: ${description}`)
  return result
}

function names(calls: readonly Call[]): string {
  return calls.map(({ method }) => method).join(', ') || 'none'
}

export function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
