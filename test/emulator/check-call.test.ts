import { describe, expect, it } from 'vitest'
import { checkCall } from './check-call.ts'

const rulesBroken = (method: string, parameters: object) => checkCall(method, parameters).map(({ rule }) => rule)
const bold = (offset: number, length: number) => ({ type: 'bold', offset, length })
const quote = (offset: number, length: number) => ({ type: 'blockquote', offset, length })
const saying = (text: string, ...entities: object[]) => ({ chat_id: 1, text, entities })
const buttons = (...inline_keyboard: object[][]) => ({ chat_id: 1, text: 'a', reply_markup: { inline_keyboard } })
const article = (id: string, more: object = {}) => ({
  ...{ type: 'article', id, title: 'Title', input_message_content: { message_text: 'Text' } },
  ...more,
})
const offering = (...results: object[]) => ({ inline_query_id: '1', results })

describe('a call is understood', () => {
  it.each([
    [
      'sendMessage',
      saying('Hallo 👋 allemaal', bold(0, 5), { type: 'text_link', offset: 0, length: 5, url: 'https://a.nl' }),
    ],
    ['sendMessage', saying('quote with code', quote(0, 15), { type: 'code', offset: 11, length: 4 })],
    ['sendMessage', { ...saying('a'.repeat(4096)), reply_parameters: { message_id: 2 }, message_thread_id: 3 }],
    [
      'sendMessage',
      {
        ...buttons([
          { text: 'b', callback_data: 'x'.repeat(64) },
          { text: 'c', url: 'https://a.nl' },
        ]),
      },
    ],
    ['editMessageText', { inline_message_id: 'x', text: 'a' }],
    ['answerInlineQuery', offering(article('1'), article('2', { description: 'more' }))],
    ['setMyCommands', { commands: [{ command: 'start', description: 'Begin' }], scope: { type: 'all_group_chats' } }],
    ['getUpdates', { offset: -1, limit: 100, timeout: 50, allowed_updates: ['message'] }],
    ['getMe', {}],
  ])('when it is right: %s', (method, parameters) => {
    expect(checkCall(method, parameters)).toEqual([])
  })
})

describe('a call is refused', () => {
  it.each([
    ['unknown_method', 'sendMesage', saying('a')],
    ['unknown_parameter', 'sendMessage', { ...saying('a'), disable_notifications: true }],
    ['missing_parameter', 'sendMessage', { text: 'a' }],
    ['missing_parameter', 'sendMessage', { chat_id: 1 }],
    ['wrong_type', 'sendMessage', { ...saying('a'), disable_notification: 'yes' }],
    ['wrong_type', 'getUpdates', { offset: '1' }],
    ['wrong_value', 'getUpdates', { limit: 101 }],
    ['wrong_value', 'getUpdates', { allowed_updates: ['messages'] }],
    ['wrong_value', 'sendChatAction', { chat_id: 1, action: 'sleeping' }],
    ['user_id', 'getChatMember', { chat_id: 1, user_id: -1 }],
    ['message_identifier', 'editMessageText', { chat_id: 1, text: 'a' }],
    ['message_identifier', 'editMessageText', { chat_id: 1, message_id: 1, inline_message_id: 'x', text: 'a' }],
    ['callback_text', 'answerCallbackQuery', { callback_query_id: '1', text: 'a'.repeat(201) }],
    ['webhook_url', 'setWebhook', { url: 'http://a.nl' }],
    ['secret_token', 'setWebhook', { url: 'https://a.nl', secret_token: 'a b' }],
    ['language_code', 'getMyName', { language_code: 'nld' }],
  ])('for its parameters: %s', (rule, method, parameters) => {
    expect(rulesBroken(method, parameters)).toEqual([rule])
  })

  it.each([
    ['empty_text', saying(' \n')],
    ['untrimmed_text', saying('a ')],
    ['invalid_utf8', saying('half 👋'.slice(0, -1))],
    ['text_too_long', saying('a'.repeat(4097))],
    ['entity_bounds', saying('abc', bold(0, 4))],
    ['entity_bounds', saying('abc', bold(-1, 2))],
    ['entity_bounds', saying('👋a', bold(1, 2))],
    ['entity_bounds', saying('a👋', bold(0, 2))],
    ['entity_empty', saying('abc', bold(1, 0))],
    ['entity_crossing', saying('abcd', bold(0, 3), { type: 'italic', offset: 1, length: 3 })],
    ['quote_in_quote', saying('abcd', quote(0, 4), { type: 'expandable_blockquote', offset: 1, length: 2 })],
    ['formatted_code', saying('abcd', { type: 'code', offset: 0, length: 4 }, bold(1, 2))],
    ['entity_repeated', saying('abcd', bold(0, 4), bold(1, 2))],
    ['wrong_value', saying('abcd', { type: 'bot_command', offset: 0, length: 2 })],
    ['missing_field', saying('abcd', { type: 'text_link', offset: 0, length: 2 })],
    ['unknown_field', saying('abcd', { ...bold(0, 2), url: 'https://a.nl' })],
    ['bad_url', saying('abcd', { type: 'text_link', offset: 0, length: 2, url: 'https://nowhere' })],
    ['start_parameter', saying('ab', { type: 'text_link', offset: 0, length: 2, url: 'https://t.me/a_bot?start=a.b' })],
  ])('for its text or entities: %s', (rule, parameters) => {
    expect(rulesBroken('sendMessage', parameters)).toEqual([rule])
  })

  it('for too many entities', () => {
    const entities = Array.from({ length: 101 }, (_, at) => bold(2 * at, 1))
    expect(rulesBroken('sendMessage', saying('ab'.repeat(101), ...entities))).toEqual(['too_many_entities'])
  })

  it.each([
    ['callback_data', [{ text: 'b', callback_data: '' }]],
    ['callback_data', [{ text: 'b', callback_data: 'é'.repeat(33) }]],
    ['button_actions', [{ text: 'b' }]],
    ['button_actions', [{ text: 'b', callback_data: 'x', url: 'https://a.nl' }]],
    ['empty_button', [{ text: '', callback_data: 'x' }]],
    ['bad_url', [{ text: 'b', url: 'javascript:alert(1)' }]],
    ['wrong_value', []],
    ['wrong_value', Array.from({ length: 9 }, () => ({ text: 'b', callback_data: 'x' }))],
  ])('for its keyboard: %s', (rule, row) => {
    expect(rulesBroken('sendMessage', buttons(row))).toEqual([rule])
  })

  it.each([
    ['too_many_results', Array.from({ length: 51 }, (_, id) => article(`${id}`))],
    ['result_id_duplicate', [article('1'), article('1')]],
    ['result_id', [article('')]],
    ['result_id', [article('x'.repeat(65))]],
    ['article_title', [article('1', { title: ' ' })]],
    ['text_too_long', [article('1', { input_message_content: { message_text: 'a'.repeat(4097) } })]],
    ['missing_field', [article('1', { input_message_content: undefined })]],
  ])('for its inline results: %s', (rule, results) => {
    expect(rulesBroken('answerInlineQuery', offering(...results))).toEqual([rule])
  })

  it.each([
    ['bot_command', [{ command: 'Start', description: 'Begin' }]],
    ['bot_command', [{ command: '/start', description: 'Begin' }]],
    ['bot_command', [{ command: 'start', description: '' }]],
    ['duplicate_command', [1, 2].map(() => ({ command: 'start', description: 'Begin' }))],
  ])('for its commands: %s', (rule, commands) => {
    expect(rulesBroken('setMyCommands', { commands })).toEqual([rule])
  })

  it('in the words of Telegram', () => {
    const described = (method: string, parameters: object) => checkCall(method, parameters)[0]?.description
    expect(described('sendMessage', { text: 'a' })).toBe('chat_id is empty')
    expect(described('sendMessage', saying('a'.repeat(4097)))).toBe('message is too long')
    expect(described('editMessageText', { inline_message_id: 'x', text: 'a'.repeat(4097) })).toBe('MESSAGE_TOO_LONG')
    expect(described('sendMessage', saying('abc', bold(1, 3)))).toBe(
      'entity beginning at UTF-16 offset 1 ends after the end of the text at UTF-16 offset 4',
    )
    expect(described('sendMessage', saying('abcd', { type: 'text_link', offset: 0, length: 2 }))).toBe(
      `can't parse MessageEntity: can't find field "url"`,
    )
    expect(described('sendMessage', buttons([{ text: 'b' }]))).toBe('text buttons are unallowed in the inline keyboard')
  })
})
