import { HttpError, type Transformer } from 'grammy'
import { type Choose, ME, pick } from './world.ts'

/** One attempt at a call. */
export interface Call {
  readonly method: string
  readonly payload: Readonly<Record<string, unknown>>
}

interface Refusal {
  readonly error_code: number
  readonly description: string
  readonly parameters?: { readonly retry_after?: number; readonly migrate_to_chat_id?: number }
}

/** Where a group may have moved to. */
export const MOVED_TO = -1_004_000_000_002

/** What Telegram says when it doesn't do what it is asked. */
const REFUSALS: readonly Refusal[] = [
  { error_code: 400, description: 'Bad Request: message is not modified' },
  { error_code: 400, description: "Bad Request: message can't be edited" },
  { error_code: 400, description: 'Bad Request: query is too old and response timeout expired or query ID is invalid' },
  { error_code: 400, description: 'Bad Request: chat not found' },
  { error_code: 400, description: 'Bad Request: message thread not found' },
  { error_code: 400, description: 'Bad Request: not enough rights to send text messages to the chat' },
  { error_code: 400, description: 'Bad Request: message text is empty' },
  {
    error_code: 400,
    description: 'Bad Request: group chat was upgraded to a supergroup chat',
    parameters: { migrate_to_chat_id: MOVED_TO },
  },
  { error_code: 400, description: 'Bad Request: PAYMENT_REQUIRED' },
  { error_code: 400, description: 'Bad Request: CHANNEL_PRIVATE' },
  { error_code: 403, description: 'Forbidden: bot was blocked by the user' },
  { error_code: 403, description: 'Forbidden: bot was kicked from the supergroup chat' },
  { error_code: 429, description: 'Too Many Requests: retry after 1', parameters: { retry_after: 1 } },
  { error_code: 500, description: 'Internal Server Error' },
  { error_code: 502, description: 'Bad Gateway' },
]

/** Of a hundred calls, how many fail. */
const FAILING = 3

/**
 * A Bot API in the place of the network: it answers every call, or fails it as Telegram and the network do.
 * @param onCall told of each attempt, and whether it was made to fail.
 */
export function fakeTelegram(choose: Choose, onCall: (call: Call, isFailing: boolean) => void): Transformer {
  let sent = 20_000_000
  const answer = (method: string, payload: Call['payload']): unknown => {
    const chat = { id: payload.chat_id, type: 'supergroup', title: 'Groep' }
    switch (method) {
      case 'getMe':
        return ME
      case 'getChat':
        return { ...chat, accent_color_id: 1, max_reaction_count: 11, accepted_gift_types: {}, permissions: {} }
      case 'getChatMember': {
        const status =
          payload.user_id === ME.id ? 'member' : pick(['creator', 'administrator', 'member', 'left'], choose)
        return { status, user: { id: payload.user_id, is_bot: false, first_name: 'Iemand' } }
      }
      case 'sendMessage':
        return { message_id: ++sent, date: 1_790_000_000, chat, text: payload.text }
      case 'answerGuestQuery':
        return { inline_message_id: 'AgAAAFuzzInlineMessage' }
      default:
        return true
    }
  }
  return (async (_previous, method, payload) => {
    const seen = payload as Call['payload']
    const isFailing = choose(100) < FAILING
    onCall({ method, payload: seen }, isFailing)
    // Telegram answers later, never at once.
    await new Promise(setImmediate)
    if (!isFailing) return { ok: true, result: answer(method, seen) as never }
    const failure = choose(REFUSALS.length + 2)
    if (failure >= REFUSALS.length) {
      throw new HttpError(`Network request for '${method}' failed!`, new Error('socket hang up'))
    }
    return { ok: false, ...REFUSALS[failure]! }
  }) satisfies Transformer
}
