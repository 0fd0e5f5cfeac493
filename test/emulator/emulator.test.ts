import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { Api, GrammyError, HttpError } from 'grammy'
import { afterEach, describe, expect, it } from 'vitest'
import { type Emulator, type EmulatorOptions, startEmulator } from './emulator.ts'
import { DOCUMENTED_LIMITS } from './limits.ts'
import { openEmulator } from './open-emulator.ts'
import { RemoteControl } from './remote-control.ts'

const ANN = { id: 7, is_bot: false, first_name: 'Ann' } as const
const BERT = { id: 8, is_bot: false, first_name: 'Bert' } as const

let telegram: Emulator
afterEach(() => telegram.close())

async function start(options: EmulatorOptions = {}) {
  telegram = await startEmulator(options)
  const { people, world } = telegram
  return { telegram, people, world, api: new Api('123456:TEST', { apiRoot: telegram.url }) }
}

/** What the bot is told when a call is refused. */
async function refusal(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => null,
    (error) => error,
  )
  if (error instanceof GrammyError) return `${error.error_code} ${error.description}`
  throw error ?? new Error('the call was not refused')
}

const rules = () => telegram.violations().map(({ rule }) => rule)
const textsOf = (updates: Awaited<ReturnType<Api['getUpdates']>>) => updates.map(({ message }) => message?.text)

describe('updates by polling', () => {
  it('come again until they are confirmed', async () => {
    const { people, api } = await start()
    people.privateText(ANN, 'one')
    people.privateText(ANN, 'two')
    const updates = await api.getUpdates()
    expect(textsOf(updates)).toEqual(['one', 'two'])
    expect(telegram.pending()).toHaveLength(2)
    expect(textsOf(await api.getUpdates({ offset: updates[1]!.update_id, limit: 1 }))).toEqual(['two'])
    expect(telegram.pending()).toHaveLength(1)
    expect(textsOf(await api.getUpdates({ offset: -1 }))).toEqual(['two'])
  })

  it('end a poll that waits for them, all that happened at once in one answer', async () => {
    const { people, api } = await start()
    const waiting = api.getUpdates({ timeout: 30 })
    await wait(20)
    people.privateText(ANN, 'one')
    people.privateText(BERT, 'two')
    expect(textsOf(await waiting)).toEqual(['one', 'two'])
  })

  it('come one by one to a bot that asks for the same ones at once again', async () => {
    const { people, api } = await start()
    for (const text of ['one', 'two']) people.privateText(ANN, text)
    expect(await api.getUpdates({ offset: 1 })).toHaveLength(2)
    expect(await api.getUpdates({ offset: 1 })).toHaveLength(1)
  })

  it('go to the last of two polls, and none while there is a webhook', async () => {
    const { people, api } = await start()
    const first = refusal(api.getUpdates({ timeout: 30 }))
    await wait(20)
    const second = api.getUpdates({ timeout: 30, offset: 1 })
    expect(await first).toBe(
      '409 Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    )
    people.privateText(ANN, 'one')
    expect(textsOf(await second)).toEqual(['one'])
    await api.setWebhook('https://127.0.0.1:1/')
    expect(await refusal(api.getUpdates())).toMatch(/^409 .*while webhook is active/)
    expect(rules()).toEqual([])
  })

  it('are those that the bot asks for, and not too old', async () => {
    let now = 0
    const { people, api } = await start({ now: () => now })
    await api.getUpdates({ allowed_updates: ['inline_query'] })
    expect(people.privateText(ANN, 'one').withheld).toBe('the bot does not ask for message')
    people.inlineQuery(ANN, 'rust')
    expect(telegram.pending()).toHaveLength(1)
    now = 30_000
    expect(telegram.pending()).toHaveLength(0)
  })
})

describe('updates by webhook', () => {
  it('are brought in the order of their chat, with the secret, again until they are taken', async () => {
    const taken: unknown[] = []
    let refusals = 1
    const bot = createServer(async (request, response) => {
      let body = ''
      for await (const part of request) body += part
      const { message } = JSON.parse(body)
      if (message.text === 'one' && refusals-- > 0) return void response.writeHead(503).end()
      taken.push([message.text, request.headers['x-telegram-bot-api-secret-token']])
      response.end()
    })
    await new Promise<void>((resolve) => bot.listen(0, '127.0.0.1', resolve))
    const at = `http://127.0.0.1:${(bot.address() as AddressInfo).port}`
    const { people, api } = await start({ webhookAt: () => at, pauseScale: 0.01 })
    await api.setWebhook('https://bot.example.org/', { secret_token: 'secret' })
    people.privateText(ANN, 'one')
    people.privateText(ANN, 'two')
    people.privateText(BERT, 'three')
    await expect.poll(() => telegram.pending()).toHaveLength(0)
    expect(taken).toEqual(['three', 'one', 'two'].map((text) => [text, 'secret']))
    expect(await api.getWebhookInfo()).toMatchObject({
      url: 'https://bot.example.org/',
      last_error_message: 'Wrong response from the webhook: 503 Service Unavailable',
    })
    await api.deleteWebhook()
    bot.close()
  })
})

describe('messages of the bot', () => {
  it('go to people who wrote first and have not blocked it', async () => {
    const { people, api } = await start()
    expect(await refusal(api.sendMessage(ANN.id, 'a'))).toBe('400 Bad Request: chat not found')
    people.privateText(ANN, 'hi')
    expect(await api.sendMessage(ANN.id, 'a')).toMatchObject({ text: 'a', chat: { id: ANN.id, type: 'private' } })
    people.block(ANN)
    expect(await refusal(api.sendMessage(ANN.id, 'b'))).toBe('403 Forbidden: bot was blocked by the user')
    people.unblock(ANN)
    await api.sendMessage(ANN.id, 'c')
    expect(rules()).toEqual(['chat_not_found'])
  })

  it('go to groups that it is in and may write in', async () => {
    const { people, world, api } = await start()
    const { id } = people.supergroup('Group', { permissions: { can_send_messages: false } })
    expect(await refusal(api.sendMessage(id, 'a'))).toBe(
      '400 Bad Request: not enough rights to send text messages to the chat',
    )
    world.setStatus(id, world.bot.id, 'kicked')
    expect(await refusal(api.sendMessage(id, 'a'))).toBe('403 Forbidden: bot was kicked from the supergroup chat')
    world.setStatus(id, world.bot.id, 'administrator')
    await api.sendMessage(id, 'a')
    expect(rules()).toEqual([])
  })

  it('follow a group that became a supergroup', async () => {
    const { people, api } = await start()
    const group = people.group('Group', { members: [ANN] })
    const { chat } = people.migrate(group, ANN)
    const moved = await api.sendMessage(group.id, 'a').catch((error) => error.parameters)
    expect(moved).toEqual({ migrate_to_chat_id: chat.id })
    expect(await api.getChatMember(chat.id, ANN.id)).toMatchObject({ status: 'member' })
  })

  it('reply to messages that are there', async () => {
    const { people, api } = await start()
    const asked = people.privateText(ANN, 'hi').update.message!.message_id
    const reply = (message_id: number, more = {}) =>
      api.sendMessage(ANN.id, 'a', { reply_parameters: { message_id, ...more } })
    expect(await reply(asked)).toMatchObject({ reply_to_message: { text: 'hi' } })
    expect(await refusal(reply(99))).toBe('400 Bad Request: message to be replied not found')
    expect(await reply(99, { allow_sending_without_reply: true })).not.toHaveProperty('reply_to_message')
  })

  it('go to topics that are open', async () => {
    const { people, world, api } = await start()
    const { id } = people.forum('Forum')
    const topic = world.addTopic(id, 'Questions')
    expect(await api.sendMessage(id, 'a', { message_thread_id: topic })).toMatchObject({ is_topic_message: true })
    expect(await refusal(api.sendMessage(id, 'a', { message_thread_id: 99 }))).toMatch('message thread not found')
    world.closeTopic(id, topic)
    expect(await refusal(api.sendMessage(id, 'a', { message_thread_id: topic }))).toBe('400 Bad Request: TOPIC_CLOSED')
    expect(rules()).toEqual(['thread_not_found', 'topic_closed'])
  })

  it('can be edited into others, and deleted for two days', async () => {
    let now = 0
    const { people, api } = await start({ now: () => now })
    const own = people.privateText(ANN, 'hi').update.message!.message_id
    const { message_id } = await api.sendMessage(ANN.id, 'a')
    expect(await api.editMessageText(ANN.id, message_id, 'b')).toMatchObject({ text: 'b', edit_date: 0 })
    expect(await refusal(api.editMessageText(ANN.id, message_id, 'b'))).toMatch(
      '400 Bad Request: message is not modified',
    )
    expect(await refusal(api.editMessageText(ANN.id, own, 'b'))).toBe("400 Bad Request: message can't be edited")
    expect(await refusal(api.editMessageText(ANN.id, 99, 'b'))).toBe('400 Bad Request: message to edit not found')
    now = 48 * 3_600_000 + 1
    expect(await refusal(api.deleteMessage(ANN.id, message_id))).toMatch("can't be deleted for everyone")
    now = 0
    await api.deleteMessage(ANN.id, message_id)
    expect(await refusal(api.deleteMessage(ANN.id, message_id))).toMatch('message to delete not found')
  })

  it('are kept up to a limit', async () => {
    const { people, world, api } = await start({ history: 2 })
    people.start(ANN)
    for (const text of ['a', 'b', 'c']) await api.sendMessage(ANN.id, text)
    expect(telegram.calls().map(({ params }) => params.text)).toEqual(['b', 'c'])
    expect([...world.chat(ANN.id).messages.values()].map(({ text }) => text)).toEqual(['b', 'c'])
  })

  it('that break a rule are refused, and kept as violations', async () => {
    const { people, api } = await start()
    people.privateText(ANN, 'hi')
    expect(await refusal(api.sendMessage(ANN.id, ' '))).toBe('400 Bad Request: message text is empty')
    expect(await refusal((api.raw as never as Record<string, () => Promise<unknown>>).sendNothing!())).toBe(
      '404 Not Found: method not found',
    )
    expect(telegram.violations()).toEqual([
      { rule: 'empty_text', method: 'sendMessage', message: 'Bad Request: message text is empty' },
      { rule: 'unknown_method', method: 'sendNothing', message: 'Not Found: method not found' },
    ])
  })

  it('are refused over the limits that Telegram documents', async () => {
    let now = 0
    const { people, api } = await start({ now: () => now, limits: DOCUMENTED_LIMITS })
    people.privateText(ANN, 'hi')
    const group = people.group('Group')
    const send = (chat: number) => api.sendMessage(chat, 'a')
    for (let count = 0; count < 4; count++) await send(ANN.id)
    expect(await refusal(send(ANN.id))).toBe('429 Too Many Requests: retry after 1')
    for (let count = 0; count < 20; count++) await send(group.id)
    expect(await refusal(send(group.id))).toBe('429 Too Many Requests: retry after 60')
    now = 60_000
    for (const chat of [ANN.id, group.id]) await send(chat)
    const others = Array.from({ length: 28 }, (_, index) => ({ ...BERT, id: 100 + index }))
    for (const user of others) people.start(user)
    for (const { id } of others) await send(id)
    people.start(BERT)
    expect(await refusal(send(BERT.id))).toBe('429 Too Many Requests: retry after 1')
    expect(rules()).toEqual([])
  })
})

describe('people', () => {
  it('press buttons that are there, and get one answer within 15 seconds', async () => {
    let now = 0
    const { people, api } = await start({ now: () => now })
    people.start(ANN)
    const button = { text: 'More', callback_data: 'more' }
    const sent = await api.sendMessage(ANN.id, 'a', { reply_markup: { inline_keyboard: [[button]] } })
    expect(() => people.callback(ANN, sent, 'less')).toThrow('there is no button "less"')
    const [first, second] = [0, 0].map(() => people.callback(ANN, sent, { text: 'More' }).update.callback_query!)
    expect(first).toMatchObject({ data: 'more', message: { text: 'a' } })
    await api.answerCallbackQuery(first!.id, { text: 'Done' })
    expect(telegram.queries.answerTo('callback', first!.id)).toEqual({ text: 'Done' })
    expect(await refusal(api.answerCallbackQuery(first!.id))).toMatch('query is too old')
    now = 15_001
    expect(await refusal(api.answerCallbackQuery(second!.id))).toMatch('query is too old')
  })

  it('send what the bot offers inline, and press its buttons', async () => {
    const { people, api } = await start()
    const asked = people.inlineQuery(ANN, 'rust')
    const content = { message_text: 'Text' }
    const reply_markup = { inline_keyboard: [[{ text: 'More', callback_data: 'more' }]] }
    await api.answerInlineQuery(asked.update.inline_query!.id, [
      { type: 'article', id: '1', title: 'Title', input_message_content: content, reply_markup },
    ])
    const { inline_message_id } = people.chosenInlineResult(ANN, asked, '1').update.chosen_inline_result!
    expect(people.callback(ANN, { inline_message_id }, 'more').update.callback_query).toMatchObject({
      inline_message_id,
    })
    expect(await api.editMessageTextInline(inline_message_id!, 'Other')).toBe(true)
    expect(() => people.chosenInlineResult(ANN, asked, '2')).toThrow('no result "2"')
  })

  it('open a Mini App by a menu button with an address, and follow its links to the bot', async () => {
    const { people, api } = await start()
    const web_app = (url: string) => ({ menu_button: { type: 'web_app', text: 'Open', web_app: { url } } as const })
    expect(() => people.openMenu(ANN)).toThrow('commands')
    expect(await refusal(api.setChatMenuButton(web_app('http://bot.example.org/')))).toMatch('Only HTTPS')
    await api.setChatMenuButton(web_app('https://bot.example.org/app/'))
    await api.setChatMenuButton({ menu_button: { type: 'default' } })
    const launched = new URL(people.openMenu(ANN))
    expect(launched.href).toMatch(/^https:\/\/bot\.example\.org\/app\/#/)
    const data = new URLSearchParams(new URLSearchParams(launched.hash.slice(1)).get('tgWebAppData')!)
    expect(JSON.parse(data.get('user')!).id).toBe(ANN.id)
    expect(await api.getChatMenuButton({ chat_id: ANN.id })).toEqual({ type: 'default' })
    await api.setChatMenuButton({ chat_id: ANN.id, menu_button: { type: 'commands' } })
    expect(() => people.openMenu(ANN)).toThrow('commands')
    people.followLink(ANN, '/bronwijzer_bot?start=p_abc')
    people.followLink(ANN, 'https://t.me/bronwijzer_bot?text=Wat%20is%20dat%3F')
    expect(textsOf(await api.getUpdates())).toEqual(['/start p_abc', 'Wat is dat?'])
    expect(() => people.followLink(ANN, '/other_bot?start=a')).toThrow('this bot')
    expect(() => people.followLink(ANN, '/bronwijzer_bot?start=a.b')).toThrow('pass on')
  })

  it('are read in a group only when they call the bot, unless it reads all', async () => {
    const { people, world, api } = await start()
    const group = people.supergroup('Group')
    const sent = await api.sendMessage(group.id, 'a')
    const withheld = (text: string, how = {}) => people.groupText(group, ANN, text, how).withheld
    expect(withheld('hi')).toBe('privacy mode')
    expect(withheld('/help@other_bot')).toBe('privacy mode')
    for (const how of [{ mention: true }, { mention: 'end' }, { replyTo: sent }]) expect(withheld('hi', how)).toBeNull()
    expect(withheld('/help')).toBeNull()
    expect(people.memberJoined(group, BERT).withheld).toBeNull()
    world.setStatus(group.id, world.bot.id, 'administrator')
    expect(withheld('hi')).toBeNull()
    expect(people.removeBot(group, ANN).withheld).toBeNull()
    expect(withheld('/help')).toBe('the bot is not in the chat')
  })

  it('can write as the group, forward, quote and edit', async () => {
    const { people } = await start()
    const group = people.supergroup('Group')
    const { message } = people.groupText(group, ANN, '/help', { as: group }).update
    expect(message).toMatchObject({ from: { username: 'GroupAnonymousBot' }, sender_chat: { id: group.id } })
    expect(people.forwarded(ANN, { hidden: 'Carla' }, 'text').update.message).toMatchObject({
      forward_origin: { type: 'hidden_user', sender_user_name: 'Carla' },
    })
    const asked = people.privateText(ANN, 'See https://a.nl, @bert_1!')
    expect(asked.update.message!.entities).toEqual([
      { type: 'url', offset: 4, length: 12 },
      { type: 'mention', offset: 18, length: 7 },
    ])
    const quoting = people.privateText(ANN, 'why?', { replyTo: asked, quote: 'See' }).update.message
    expect(quoting).toMatchObject({ quote: { text: 'See' }, reply_to_message: { text: 'See https://a.nl, @bert_1!' } })
    expect(people.editedMessage(asked, 'No').update.edited_message).toMatchObject({ text: 'No', chat: { id: ANN.id } })
  })
})

describe('faults', () => {
  it('are the same for the same seed', async () => {
    const outcomes = []
    for (const seed of [1, 1, 2]) {
      const { api } = await start({ seed, faults: [{ kind: '502', fraction: 0.5 }] })
      const calls = Array.from({ length: 12 }, () => () => api.getMe().then(() => 'ok', refusal))
      let outcome = ''
      for (const call of calls) outcome += (await call().catch(() => 'no')).slice(0, 1)
      outcomes.push(outcome)
      if (outcomes.length < 3) await telegram.close()
    }
    expect(outcomes[0]).toBe(outcomes[1])
    expect(outcomes[0]).not.toBe(outcomes[2])
  })

  it('break a call before it takes effect or after, which the bot cannot know', async () => {
    const { people, api } = await start({
      faults: [
        { kind: 'drop', limit: 1, methods: ['sendMessage'] },
        { kind: 'drop', limit: 1, when: 'after', methods: ['answerCallbackQuery'] },
      ],
    })
    people.start(ANN)
    await expect(api.sendMessage(ANN.id, 'a')).rejects.toThrow(HttpError)
    const sent = await api.sendMessage(ANN.id, 'b', {
      reply_markup: { inline_keyboard: [[{ text: 'More', callback_data: 'more' }]] },
    })
    const { id } = people.callback(ANN, sent, 'more').update.callback_query!
    await expect(api.answerCallbackQuery(id)).rejects.toThrow(HttpError)
    expect(await refusal(api.answerCallbackQuery(id))).toMatch('query is too old')
    expect(rules()).toEqual([])
    expect(telegram.calls().map(({ fault, ok, executed }) => [fault, ok, executed?.ok])).toEqual([
      ['drop', false, undefined],
      [undefined, true, undefined],
      ['drop:after', false, true],
      [undefined, false, undefined],
    ])
  })

  it('ask the bot to wait, or give it what makes no sense', async () => {
    const { api } = await start({ faults: [{ kind: '429', retryAfter: [3, 5], limit: 1 }] })
    expect(await refusal(api.getMe())).toMatch(/^429 Too Many Requests: retry after [345]$/)
    telegram.setFaults([{ kind: 'reply', body: { ok: true, result: null } }])
    expect(await api.getMe()).toBeNull()
    telegram.setFaults([{ kind: 'reply', body: '<html></html>' }])
    await expect(api.getMe()).rejects.toThrow(HttpError)
  })
})

describe('an emulator elsewhere', () => {
  it('is on this machine, or started by a command', async () => {
    await start()
    await expect(openEmulator('https://api.telegram.org')).rejects.toThrow('not on this machine')
    expect((await openEmulator(`${telegram.url}/`)).url).toBe(telegram.url)
    const command = await openEmulator(`node -e "console.log('${telegram.url}'); setInterval(() => {}, 1000)"`)
    expect(command.url).toBe(telegram.url)
    await command.close()
    await expect(openEmulator('node -e 0')).rejects.toThrow('did not print the URL')
  })
})

describe('the control interface', () => {
  it('does over HTTP what tests do in the process', async () => {
    const { telegram, api } = await start()
    const control = new RemoteControl(telegram.url)
    await control.act('privateText', ANN, 'hi')
    expect((await control.state()).pending).toEqual([{ update_id: 100_000_000, kind: 'message' }])
    const { message_id } = await api.sendMessage(ANN.id, 'a')
    expect(await control.world('findMessage', ANN.id, message_id)).toMatchObject({ text: 'a' })
    expect((await control.calls(0)).map(({ id, method, ok }) => [id, method, ok])).toEqual([[1, 'sendMessage', true]])
    expect(await control.calls(1)).toEqual([])
    await expect(control.act('dance')).rejects.toThrow('there is no "dance", but user, ')
    await control.reset()
    expect((await control.state()).pending).toEqual([])
    expect(await control.calls()).toEqual([])
  })

  it('knows no other bot', async () => {
    const { telegram } = await start()
    expect(await refusal(new Api('1:WRONG', { apiRoot: telegram.url }).getMe())).toBe('401 Unauthorized')
  })
})
