import type { RawApi } from 'grammy'
import type { Update } from 'grammy/types'
import { z } from 'zod'
import { MAX_TEXT, textProblems } from './text-rules.ts'

/** Limits in UTF-16 code units, unless noted. */
const MAX_NOTE = 200
const MAX_BYTES = 64 // of callback data, of the id of a result, of an offset and of a start parameter
const MAX_RESULTS = 50
const MAX_BUTTONS = 100
const MAX_BUTTONS_IN_ROW = 8

export type UpdateKind = Exclude<keyof Update, 'update_id'>

/** Every kind of update. */
export const UPDATE_KINDS = [
  ...['message', 'edited_message', 'channel_post', 'edited_channel_post', 'business_connection', 'business_message'],
  ...['edited_business_message', 'deleted_business_messages', 'guest_message', 'message_reaction'],
  ...['message_reaction_count', 'inline_query', 'chosen_inline_result', 'callback_query', 'shipping_query'],
  ...['pre_checkout_query', 'purchased_paid_media', 'poll', 'poll_answer', 'my_chat_member', 'chat_member'],
  ...[
    'chat_join_request',
    'chat_boost',
    'removed_chat_boost',
    'managed_bot',
    'stopped_message_generation',
    'subscription',
  ],
] as readonly UpdateKind[]

const CHAT_ACTIONS = [
  ...(['typing', 'upload_photo', 'record_video', 'upload_video', 'record_voice', 'upload_voice'] as const),
  ...(['upload_document', 'choose_sticker', 'find_location', 'record_video_note', 'upload_video_note'] as const),
] as const

type Issue = { readonly input?: unknown }

/** Telegram's description of a missing parameter. */
const whenMissing = (description: string) => ({
  error: ({ input }: Issue) => (input === undefined ? description : undefined),
})
/** A rule's name, and Telegram's description of a value that breaks it. */
const rule = (name: string, message: string) => ({ message, params: { rule: name } })

const matching = (pattern: RegExp, name: string, message: string) =>
  z.string().refine((text) => pattern.test(text), rule(name, message))
const length = (max: number, name: string, message: string, min = 0) =>
  z.string().refine((text) => text.length >= min && text.length <= max, rule(name, message))
const bytes = (min: number, name: string, message: string) =>
  z
    .string()
    .refine((text) => Buffer.byteLength(text) >= min && Buffer.byteLength(text) <= MAX_BYTES, rule(name, message))
const userId = z
  .int(whenMissing('invalid user_id specified'))
  .refine((id) => id > 0, rule('user_id', 'invalid user_id specified'))
const messageId = z.int(whenMissing('message identifier is not specified')).positive()
const chatId = z.union([z.int(), z.string().regex(/^@\w+$/)], whenMissing('chat_id is empty'))
const languageCode = matching(/^(?:[a-z]{2})?$/, 'language_code', 'invalid language code specified')

const link = z.string().superRefine((url, context) => {
  const isLink = /^(?:https?:\/\/[^/?#\s]+\.[^/?#\s]+|tg:\/\/\w+)/i.test(url) && URL.canParse(url)
  if (!isLink) context.addIssue({ code: 'custom', ...rule('bad_url', `URL '${url}' is invalid: wrong HTTP URL`) })
  const parameters = /^(?:https?:\/\/t\.me\/\w+|tg:\/\/resolve)\/?\?/i.test(url) ? new URL(url).searchParams : null
  const start = parameters?.get('start') ?? parameters?.get('startgroup')
  if (typeof start === 'string' && !/^[\w-]{1,64}$/.test(start)) {
    context.addIssue({ code: 'custom', ...rule('start_parameter', `apps don't pass on start=${start}`) })
  }
})

const span = { offset: z.int(), length: z.int() }
const entity = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.enum([
      ...(['bold', 'italic', 'underline', 'strikethrough', 'spoiler'] as const),
      ...(['code', 'blockquote', 'expandable_blockquote'] as const),
    ]),
    ...span,
  }),
  z.strictObject({ type: z.literal('pre'), ...span, language: z.string().optional() }),
  z.strictObject({ type: z.literal('text_link'), ...span, url: link }),
  z.strictObject({ type: z.literal('text_mention'), ...span, user: z.looseObject({ id: z.int() }) }),
  z.strictObject({ type: z.literal('custom_emoji'), ...span, custom_emoji_id: z.string().regex(/^\d+$/) }),
])
const entities = z.array(entity).optional()
const linkPreview = z
  .strictObject({
    is_disabled: z.boolean().optional(),
    url: link.optional(),
    prefer_small_media: z.boolean().optional(),
    prefer_large_media: z.boolean().optional(),
    show_above_text: z.boolean().optional(),
  })
  .optional()

/** A button of an inline keyboard has exactly one of these. */
const action = {
  url: link,
  callback_data: bytes(1, 'callback_data', 'BUTTON_DATA_INVALID'),
  switch_inline_query: length(256, 'switch_inline_query', 'BUTTON_DATA_INVALID'),
  switch_inline_query_current_chat: length(256, 'switch_inline_query', 'BUTTON_DATA_INVALID'),
  copy_text: z.strictObject({ text: length(256, 'copy_text', 'BUTTON_COPY_TEXT_INVALID', 1) }),
}
const button = z
  .strictObject({
    text: length(4096, 'empty_button', 'button text must be non-empty', 1),
    ...z.object(action).partial().shape,
  })
  .refine((one) => Object.keys(action).filter((name) => name in one).length === 1, {
    ...rule('button_actions', 'text buttons are unallowed in the inline keyboard'),
  })
const keyboard = z
  .strictObject({ inline_keyboard: z.array(z.array(button).min(1).max(MAX_BUTTONS_IN_ROW)) })
  .refine((one) => one.inline_keyboard.flat().length <= MAX_BUTTONS, rule('keyboard_size', 'reply markup is too long'))
  .optional()

const article = z.strictObject({
  type: z.literal('article'),
  id: bytes(1, 'result_id', 'RESULT_ID_INVALID'),
  title: z.string().refine((title) => title.trim() !== '', rule('article_title', 'ARTICLE_TITLE_EMPTY')),
  description: z.string().optional(),
  url: link.optional(),
  thumbnail_url: link.optional(),
  input_message_content: withText('message_text', 'MESSAGE_TOO_LONG', {
    message_text: z.string(),
    entities,
    link_preview_options: linkPreview,
  }),
  reply_markup: keyboard,
})

const commandScope = z.discriminatedUnion('type', [
  z.strictObject({ type: z.enum(['default', 'all_private_chats', 'all_group_chats', 'all_chat_administrators']) }),
  z.strictObject({ type: z.enum(['chat', 'chat_administrators']), chat_id: chatId }),
  z.strictObject({ type: z.literal('chat_member'), chat_id: chatId, user_id: userId }),
])
const commands = z
  .array(
    z.strictObject({
      command: matching(/^[a-z0-9_]{1,32}$/, 'bot_command', 'BOT_COMMAND_INVALID'),
      description: length(256, 'bot_command', 'BOT_COMMAND_DESCRIPTION_INVALID', 1),
    }),
  )
  .refine((all) => all.length <= 100, rule('too_many_commands', 'BOT_COMMANDS_TOO_MUCH'))
  .refine((all) => new Set(all.map(({ command }) => command)).size === all.length, {
    ...rule('duplicate_command', 'a command is given twice'),
  })
const whichCommands = { scope: commandScope.optional(), language_code: languageCode.optional() }

const menuButton = z.discriminatedUnion('type', [
  z.strictObject({ type: z.enum(['commands', 'default']) }),
  z.strictObject({
    type: z.literal('web_app'),
    text: length(64, 'menu_text', 'BUTTON_TEXT_INVALID', 1),
    web_app: z.strictObject({
      url: matching(/^https:\/\/[^/?#\s]+\.[^/?#\s]+/, 'web_app_url', 'Only HTTPS links are allowed'),
    }),
  }),
])

const where = {
  chat_id: chatId,
  message_thread_id: z.int().positive().optional(),
  business_connection_id: z.string().optional(),
}
const edited = {
  chat_id: chatId.optional(),
  message_id: messageId.optional(),
  inline_message_id: z.string().optional(),
  reply_markup: keyboard,
}
const hasTarget = (one: { chat_id?: unknown; message_id?: unknown; inline_message_id?: unknown }) =>
  one.inline_message_id === undefined
    ? one.chat_id !== undefined && one.message_id !== undefined
    : one.chat_id === undefined && one.message_id === undefined
const target = rule('message_identifier', 'message identifier is not specified')
const allowedUpdates = z.array(z.enum(UPDATE_KINDS as unknown as [string, ...string[]])).optional()

/** An object with a text, under the given name, and its entities. */
function withText<Shape extends z.ZodRawShape>(name: keyof Shape & string, tooLong: string, shape: Shape) {
  return z.strictObject(shape).superRefine((given, context) => {
    const { [name]: text, entities = [] } = given as { [field: string]: unknown; entities?: z.infer<typeof entity>[] }
    for (const { rule: broken, description } of textProblems(text as string, entities, MAX_TEXT, tooLong)) {
      context.addIssue({ code: 'custom', path: [name], ...rule(broken, description) })
    }
  })
}

/**
 * The Bot API methods that the emulator supports, with their parameters. It refuses all others as unknown, even those that
 * Telegram has: add them here when the bot starts to use them.
 */
export const METHODS = {
  getMe: z.strictObject({}),
  getUpdates: z.strictObject({
    offset: z.int().optional(),
    limit: z.int().min(1).max(100).optional(),
    timeout: z.int().min(0).max(50).optional(),
    allowed_updates: allowedUpdates,
  }),
  setWebhook: z.strictObject({
    url: matching(/^(?:https:\/\/.+)?$/, 'webhook_url', 'bad webhook: An HTTPS URL must be provided for webhook'),
    max_connections: z.int().min(1).max(100).optional(),
    allowed_updates: allowedUpdates,
    drop_pending_updates: z.boolean().optional(),
    secret_token: matching(/^[\w-]{1,256}$/, 'secret_token', 'secret token contains unallowed characters').optional(),
  }),
  deleteWebhook: z.strictObject({ drop_pending_updates: z.boolean().optional() }),
  getWebhookInfo: z.strictObject({}),

  sendMessage: withText('text', 'message is too long', {
    ...where,
    direct_messages_topic_id: z.int().optional(),
    text: z.string(whenMissing('message text is empty')),
    entities,
    link_preview_options: linkPreview,
    disable_notification: z.boolean().optional(),
    protect_content: z.boolean().optional(),
    reply_parameters: z
      .strictObject({ message_id: messageId, allow_sending_without_reply: z.boolean().optional() })
      .optional(),
    reply_markup: keyboard,
  }),
  editMessageText: withText('text', 'MESSAGE_TOO_LONG', {
    ...edited,
    text: z.string(whenMissing('message text is empty')),
    entities,
    link_preview_options: linkPreview,
  }).refine(hasTarget, target),
  editMessageReplyMarkup: z.strictObject(edited).refine(hasTarget, target),
  deleteMessage: z.strictObject({ chat_id: chatId, message_id: messageId }),
  sendChatAction: z.strictObject({
    ...where,
    action: z.enum(CHAT_ACTIONS, { error: () => 'wrong parameter action in request' }),
  }),

  answerCallbackQuery: z.strictObject({
    callback_query_id: z.string(),
    text: length(MAX_NOTE, 'callback_text', 'MESSAGE_TOO_LONG').optional(),
    show_alert: z.boolean().optional(),
    url: link.optional(),
    cache_time: z.int().min(0).optional(),
  }),
  answerInlineQuery: z.strictObject({
    inline_query_id: z.string(),
    results: z
      .array(article)
      .refine((all) => all.length <= MAX_RESULTS, rule('too_many_results', 'too many inline query results specified'))
      .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, {
        ...rule('result_id_duplicate', 'RESULT_ID_DUPLICATE'),
      }),
    cache_time: z.int().min(0).optional(),
    is_personal: z.boolean().optional(),
    next_offset: bytes(0, 'next_offset', 'NEXT_OFFSET_INVALID').optional(),
    button: z
      .strictObject({
        text: length(MAX_NOTE, 'results_button', 'SWITCH_PM_TEXT_EMPTY', 1),
        start_parameter: matching(
          /^[\w-]{1,64}$/,
          'start_parameter',
          'unallowed characters in start_parameter are used',
        ),
      })
      .optional(),
  }),
  answerGuestQuery: z.strictObject({ guest_query_id: z.string(), result: article }),

  getChat: z.strictObject({ chat_id: chatId }),
  getChatMember: z.strictObject({ chat_id: chatId, user_id: userId }),
  getChatAdministrators: z.strictObject({ chat_id: chatId }),
  getChatMemberCount: z.strictObject({ chat_id: chatId }),
  leaveChat: z.strictObject({ chat_id: chatId }),

  setMyCommands: z.strictObject({ commands, ...whichCommands }),
  getMyCommands: z.strictObject(whichCommands),
  deleteMyCommands: z.strictObject(whichCommands),
  setMyName: z.strictObject({
    name: length(64, 'name_too_long', 'BOT_NAME_TOO_LONG').optional(),
    language_code: languageCode.optional(),
  }),
  getMyName: z.strictObject({ language_code: languageCode.optional() }),
  setMyDescription: z.strictObject({
    description: length(512, 'description_too_long', 'BOT_DESCRIPTION_TOO_LONG').optional(),
    language_code: languageCode.optional(),
  }),
  getMyDescription: z.strictObject({ language_code: languageCode.optional() }),
  setMyShortDescription: z.strictObject({
    short_description: length(120, 'short_description_too_long', 'ABOUT_TOO_LONG').optional(),
    language_code: languageCode.optional(),
  }),
  getMyShortDescription: z.strictObject({ language_code: languageCode.optional() }),
  setChatMenuButton: z.strictObject({ chat_id: z.int().positive().optional(), menu_button: menuButton.optional() }),
  getChatMenuButton: z.strictObject({ chat_id: z.int().positive().optional() }),
} satisfies { [Method in keyof RawApi]?: z.ZodType }

export type Method = keyof typeof METHODS
export type ParametersOf<M extends Method> = z.output<(typeof METHODS)[M]>

type Named<M extends Method> = string extends keyof ParametersOf<M> ? never : keyof ParametersOf<M>
/** Parameters that grammY's types don't have. The compiler asserts that there are none. */
const UNKNOWN: { [M in Method]: Exclude<Named<M>, keyof Parameters<RawApi[M]>[0]> }[Method][] = []
UNKNOWN satisfies never[]
