import { type Bot, type Context, GrammyError } from 'grammy'
import type { InlineKeyboardMarkup, MessageEntity, UserFromGetMe } from 'grammy/types'
import { expect } from 'vitest'
import { checkCall } from '../emulator/check-call.ts'
import { atTheEndOfTest } from './at-the-end.ts'

/** What getMe answers in tests. */
export const BOT_INFO: UserFromGetMe = {
  id: 123456,
  is_bot: true,
  first_name: 'Bronwijzer',
  username: 'bronwijzer_bot',
  can_join_groups: true,
  can_read_all_group_messages: false,
  supports_inline_queries: true,
  can_connect_to_business: false,
  has_main_web_app: false,
  has_topics_enabled: false,
  allows_users_to_create_topics: false,
  can_manage_bots: false,
  supports_join_request_queries: false,
} as UserFromGetMe

/** One call of the Bot API, with the parameters that tests look at. */
export interface Call {
  readonly method: string
  readonly payload: {
    readonly chat_id?: number
    readonly message_id?: number
    readonly text?: string
    readonly entities?: readonly MessageEntity[]
    readonly reply_markup?: InlineKeyboardMarkup
    readonly show_alert?: boolean
    readonly disable_notification?: boolean
    readonly action?: string
    readonly [parameter: string]: unknown
  }
  /** The message's number, for a message that was sent. */
  readonly sent: number | null
}

/** What a test lets Telegram refuse. */
export type Refusal = {
  readonly error_code: number
  readonly description: string
  readonly parameters?: { readonly migrate_to_chat_id?: number; readonly retry_after?: number }
}

/** Rules of the Bot API that calls of the present test broke. */
const violations: string[] = []
atTheEndOfTest(() => expect(violations.splice(0)).toEqual([]))

/**
 * Lets a bot call nobody: records what it would have called, and answers as Telegram would.
 * @param refuse which calls fail, and how.
 * @param respond what a call that asks for something gets; undefined: what most calls get.
 */
export function recordCalls<C extends Context>(
  bot: Bot<C>,
  refuse: (method: string, payload: Call['payload']) => Refusal | null = () => null,
  respond: (method: string, payload: Call['payload']) => unknown = () => undefined,
): Call[] {
  const calls: Call[] = []
  let number = 1000
  bot.api.config.use(async (_previous, method, payload) => {
    const seen = payload as Call['payload']
    // As it goes over the wire.
    const broken = checkCall(method, JSON.parse(JSON.stringify(payload)))
    violations.push(...broken.map(({ rule, path, description }) => `${method} ${path}: ${rule}, ${description}`))
    const refusal = refuse(method, seen)
    const sent = method === 'sendMessage' && !refusal ? ++number : null
    calls.push({ method, payload: seen, sent })
    // Thrown, not returned: retrying is grammY's business and tested there.
    if (refusal)
      throw new GrammyError(
        `Call to '${method}' failed!`,
        { ok: false, ...refusal } as never,
        method,
        seen as Record<string, unknown>,
      )
    const response = respond(method, seen)
    if (response !== undefined) return { ok: true, result: response as never }
    const result =
      sent === null ? true : { message_id: sent, date: 0, chat: { id: seen.chat_id, type: 'private' }, text: seen.text }
    return { ok: true, result: result as never }
  })
  return calls
}
