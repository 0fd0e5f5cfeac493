import { MemorySessionStorage } from 'grammy'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Corpus } from '../../src/corpus/load-corpus.ts'
import { instrumentAnswerer, instrumentCalls } from '../../src/operations/instrument.ts'
import { createLog } from '../../src/operations/log.ts'
import { createMetrics } from '../../src/operations/metrics.ts'
import { createBot } from '../../src/telegram/create-bot.ts'
import type { Preferences } from '../../src/telegram/preferences.ts'
import { createDispatcher } from '../../src/updates/dispatcher.ts'
import { createFairUse } from '../../src/updates/fair-use.ts'
import { guard } from '../../src/updates/guard.ts'
import { currentUpdate } from '../../src/updates/update-state.ts'
import { BOT_INFO, type Refusal, recordCalls } from '../support/bot-calls.ts'
import { answered, fakeAnswerer } from '../support/fake-answerer.ts'
import { realCorpus } from '../support/real-corpus.ts'
import { settle } from '../support/settle.ts'
import { ANN, groupText, incoming, press, text } from '../support/updates.ts'

vi.mock('node:timers/promises', () => import('../support/timers-promises.ts'))

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

let corpus: Corpus
beforeAll(() => {
  corpus = realCorpus()
})

/** A bot that is instrumented and guarded like the one in production. */
function served(
  refuse: (method: string) => Refusal | null = () => null,
  fail: (question: string) => boolean = () => false,
  limit = 2,
  perChat = limit,
) {
  const lines: Record<string, unknown>[] = []
  const log = createLog({ level: 'info', secrets: [], out: { write: (line) => lines.push(JSON.parse(line)) } })
  const metrics = createMetrics(() => 0)
  const safety = {
    detectDanger: (message: string) => (message.includes('wil dood') ? ('suicide' as const) : null),
    dangerCard: (danger: string, language: string) => `card ${danger} ${language}`,
  }
  const { detectDanger } = safety
  const answerer = fakeAnswerer((question) => {
    if (fail(question)) throw new Error(question)
    return answered([corpus.passages[0]!], corpus)
  })
  const bot = createBot({
    token: '123456:TOKEN',
    corpus,
    answerer: instrumentAnswerer(answerer, { metrics, detectDanger, log }),
    ...safety,
    preferences: new MemorySessionStorage<Preferences>(),
    guard: guard(createFairUse({ perUser: limit, perChat }), metrics.refused, safety),
    attempts: [],
    isFollowed: () => currentUpdate()?.isFollowed() ?? false,
    log: () => {},
    botInfo: BOT_INFO,
  })
  const calls = recordCalls(bot, refuse)
  bot.api.config.use(instrumentCalls(metrics, () => {}))
  const dispatcher = createDispatcher({
    handle: (update) => bot.handleUpdate(update),
    log,
    metrics,
    mayShed: true,
  })
  return { calls, lines, metrics, asked: answerer.asked, ...dispatcher }
}

describe('a user who asks too much', () => {
  it('is told so once, kindly, and gets no more answers', async () => {
    const { calls, asked, dispatch, lines, metrics } = served()
    for (let n = 0; n < 6; n++) await dispatch(text('Wat is PEM?'))
    expect(asked).toHaveLength(2)
    const told = calls.filter(({ payload }) => payload.text?.includes('seconden'))
    expect(told).toHaveLength(1)
    expect(lines.map(({ outcome }) => outcome)).toEqual([
      'answered',
      'answered',
      'refused',
      'refused',
      'refused',
      'refused',
    ])
    expect(await metrics.text()).toContain('bronwijzer_refused_total{limit="user"} 4')
  })

  it('hears nothing of it when something merely happens in the chat', async () => {
    const { calls, dispatch, lines } = served()
    for (let n = 0; n < 3; n++) await dispatch(text('Wat is PEM?'))
    const said = calls.length
    for (let n = 0; n < 3; n++) {
      const { message, update_id } = text('')
      const { text: _none, ...rest } = message as { text: string }
      await dispatch({ update_id, message: { ...rest, video_chat_started: {} } } as never)
    }
    expect(calls).toHaveLength(said)
    expect(lines.slice(3).map(({ outcome }) => outcome)).toEqual(['done', 'done', 'done'])
  })

  it('has the buttons answered, so that they stop turning', async () => {
    const { calls, dispatch } = served()
    for (let n = 0; n < 4; n++) await dispatch(press('?'))
    expect(calls.filter(({ method }) => method === 'answerCallbackQuery')).toHaveLength(4)
  })

  it('is heard in a group for what is not for the bot, and limited in what is', async () => {
    const { asked, calls, dispatch } = served()
    const chat = { id: -5, type: 'group', title: 'x' }
    const question = '@bronwijzer_bot Wat is PEM?'
    const entities = [{ type: 'mention', offset: 0, length: 15 }]
    for (let n = 0; n < 20; n++) await dispatch(text('praatje', { chat }))
    expect(calls).toEqual([])
    for (let n = 0; n < 4; n++) await dispatch(text(question, { chat, entities }))
    expect(asked).toHaveLength(2)
    expect(calls.filter(({ payload }) => payload.text?.includes('seconden'))).toHaveLength(1)
  })
})

it('several questions in a row get answers that each show which is whose', async () => {
  const { calls, dispatch } = served(undefined, undefined, 10)
  const questions = ['Wat is PEM?', 'Wat is GET?', 'Wat is CGT?'].map((question) => text(question))
  await Promise.all(questions.map(dispatch))
  expect(calls.map(({ payload }) => payload.reply_parameters)).toEqual(
    questions.map(({ message }) => expect.objectContaining({ message_id: message.message_id })),
  )
})

const inlineQuery = (query: string) =>
  ({ update_id: ++inline, inline_query: { id: String(inline), from: ANN, query, offset: '' } }) as const
let inline = 1_000_000

/** A call in a group that the bot is not in. */
function called(words: string) {
  const { update_id, message } = groupText(`@bronwijzer_bot ${words}`)
  return { update_id, guest_message: { ...message, guest_query_id: `g${update_id}` } as never }
}

describe('somebody in danger who asked too much gets the card', () => {
  const CRY = 'ik wil dood'
  const cards = (calls: ReturnType<typeof served>['calls']) =>
    calls.filter(({ payload }) => payload.text === 'card suicide nl')

  it('also after being told to slow down, and who repeats it has it before them', async () => {
    const { calls, dispatch, lines } = served(undefined, undefined, 1)
    for (let n = 0; n < 3; n++) await dispatch(text('Wat is PEM?'))
    expect(cards(calls)).toHaveLength(0)
    for (let n = 0; n < 20; n++) await dispatch(text(CRY))
    expect(cards(calls)).toHaveLength(1)
    vi.advanceTimersByTime(61_000)
    for (let n = 0; n < 3; n++) await dispatch(text(`nu echt: ${CRY}`))
    expect(cards(calls)).toHaveLength(2)
    expect(lines.slice(3, 23).map(({ outcome }) => outcome)).toEqual(Array(20).fill('refused'))
  })

  it('in a group too, each person who calls the bot, in reply', async () => {
    const { calls, dispatch } = served(undefined, undefined, 1)
    await dispatch(groupText('/vraag Wat is PEM?'))
    const cries = [1, 2, 2].map((id) => groupText(`/vraag ${CRY}`, { from: { ...ANN, id } }))
    for (const cry of [...cries, groupText(CRY)]) await dispatch(cry)
    expect(cards(calls).map(({ payload }) => payload.reply_parameters)).toEqual(
      cries.slice(0, 2).map(({ message }) => expect.objectContaining({ message_id: message.message_id })),
    )
  })

  it('among the results in inline mode', async () => {
    const { calls, dispatch } = served(undefined, undefined, 1)
    for (let n = 0; n < 6; n++) await settle(dispatch(inlineQuery('pem')))
    for (let n = 0; n < 2; n++) await settle(dispatch(inlineQuery(CRY)))
    const shown = calls.slice(-2).map(({ payload }) => JSON.stringify(payload))
    expect(shown).toEqual([expect.stringContaining('card suicide nl'), expect.stringContaining('card suicide nl')])
  })

  it('as a guest, who may only answer the call', async () => {
    const { calls, dispatch } = served(undefined, undefined, 1)
    for (const words of ['Wat is PEM?', 'Wat is PEM?', CRY]) await dispatch(called(words))
    expect(calls.map(({ method }) => method)).toEqual(Array(3).fill('answerGuestQuery'))
    const [, refusal, card] = calls.map(({ payload }) => JSON.stringify(payload))
    expect(card).toContain('card suicide nl')
    expect(refusal).toContain('seconden')
  })

  it('when too much waits in the chat', async () => {
    const { calls, dispatch, shed } = served(undefined, undefined, 100)
    const all = [...Array(8).fill('Wat is PEM?'), CRY, ...Array(5).fill('Wat is PEM?')].map((words) =>
      dispatch(text(words)),
    )
    shed()
    await Promise.all(all)
    expect(cards(calls)).toHaveLength(1)
  })
})

describe('an account that many share', () => {
  const group = (id: number) => ({ id, type: 'supergroup', title: 'x' })
  const question = '@bronwijzer_bot Wat is PEM?'
  const ANONYMOUS = { id: 1087968824, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' }
  const CHANNEL = { id: 136817688, is_bot: true, first_name: 'Channel', username: 'Channel_Bot' }

  it.each([
    ['anonymous administrators', ANONYMOUS, group],
    ['a channel', CHANNEL, () => ({ id: -9, type: 'channel', title: 'Kanaal' })],
  ] as const)('such as that of %s is counted in each chat by itself', async (_, from, sender) => {
    const { asked, dispatch } = served()
    const ask = (chat: number) => dispatch(text(question, { chat: group(chat), from, sender_chat: sender(chat) }))
    for (let n = 0; n < 3; n++) await ask(-5)
    expect(asked).toHaveLength(2)
    await ask(-6)
    expect(asked).toHaveLength(3)
  })

  it('is counted by the channel that writes, in one group', async () => {
    const { asked, dispatch } = served(undefined, undefined, 1, 10)
    for (const id of [-9, -9, -8]) {
      const sender_chat = { id, type: 'channel', title: 'Kanaal' }
      await dispatch(text(question, { chat: group(-5), from: CHANNEL, sender_chat }))
    }
    expect(asked).toHaveLength(2)
  })
})

describe('an album', () => {
  const picture = (album: string, caption?: string) =>
    incoming({ photo: [{ file_id: 'f', file_unique_id: 'u', width: 1, height: 1 }], media_group_id: album, caption })

  it('counts as one message, however many pictures it has', async () => {
    const { asked, dispatch, lines } = served(undefined, undefined, 3)
    for (const album of ['a', 'b']) for (let n = 0; n < 10; n++) await dispatch(picture(album))
    await dispatch(text('Wat is PEM?'))
    expect(asked).toHaveLength(1)
    expect(lines.filter(({ outcome }) => outcome === 'refused')).toEqual([])
  })

  it('with questions under its pictures counts for each of those', async () => {
    const { asked, dispatch } = served()
    for (let n = 0; n < 5; n++) await dispatch(picture('a', `Wat is PEM ${n}?`))
    expect(asked.length).toBeLessThanOrEqual(2)
  })
})

describe('a chat with many messages waiting when there is no capacity for others', () => {
  const inChat = (id: number) => text('Wat is PEM?', { chat: { id, type: 'private' }, from: { ...ANN, id } })

  it('has its oldest messages refused, is told so once, and delays nobody', async () => {
    const { asked, calls, dispatch, shed, lines } = served(undefined, undefined, 100)
    const all = [1, 1, 1, 1, 1, 1, 1, 1, 2].map((chat) => dispatch(inChat(chat)))
    shed()
    await Promise.all(all)
    // One had started, and four may wait.
    expect(asked).toHaveLength(6)
    const told = calls.filter(({ payload }) => payload.text?.includes('seconden'))
    expect(told.map(({ payload }) => payload.chat_id)).toEqual([1])
    expect(lines.filter(({ outcome }) => outcome === 'refused')).toHaveLength(3)
  })

  it('has what was said in a group and is not for the bot handled in silence', async () => {
    const { calls, dispatch, shed } = served(undefined, undefined, 100)
    const chat = { id: -5, type: 'group', title: 'x' }
    const all = Array.from({ length: 9 }, () => dispatch(text('praatje', { chat })))
    shed()
    await Promise.all(all)
    expect(calls).toEqual([])
  })
})

describe('a failure', () => {
  it('is kept from the user while a retry may succeed', async () => {
    let attempts = 0
    const { calls, dispatch, lines } = served(
      () => null,
      () => ++attempts < 3,
    )
    await settle(dispatch(text('Wat is PEM?')))
    expect(calls.filter(({ method }) => method === 'sendMessage')).toHaveLength(1)
    expect(lines).toMatchObject([{ outcome: 'answered', attempts: 3 }])
  })

  it('that lasts is told to the user once, and logged without the question', async () => {
    const { calls, dispatch, lines } = served(
      () => null,
      () => true,
    )
    await settle(dispatch(text('Geheime vraag?')))
    expect(calls.filter(({ payload }) => payload.text?.includes('ging iets mis'))).toHaveLength(1)
    expect(lines).toMatchObject([{ outcome: 'failed', attempts: 3 }])
    expect(JSON.stringify(lines)).not.toContain('Geheim')
  })

  it.each([
    [403, 'Forbidden: bot was blocked by the user'],
    [400, 'Bad Request: PAYMENT_REQUIRED'],
    [400, 'Bad Request: ALLOW_PAYMENT_REQUIRED_10'],
    [400, 'Bad Request: CHANNEL_PRIVATE'],
    [400, 'Bad Request: CHAT_SEND_PLAIN_FORBIDDEN'],
    [400, 'Bad Request: CHAT_ADMIN_REQUIRED'],
    [400, 'Bad Request: PRIVACY_PREMIUM_REQUIRED'],
    [400, 'Bad Request: PEER_ID_INVALID'],
    [400, 'Bad Request: INPUT_USER_DEACTIVATED'],
    [400, 'Bad Request: USER_BANNED_IN_CHANNEL'],
    [400, 'Bad Request: group chat was deactivated'],
    [400, 'Bad Request: need administrator rights in the channel chat'],
  ])(
    'to deliver (%i %s) is not a failure of the bot: the answer is dropped and counted',
    async (error_code, description) => {
      const { calls, dispatch, lines, metrics } = served(() => ({ error_code, description }))
      await dispatch(text('Wat is PEM?'))
      expect(calls).toHaveLength(1)
      expect(lines).toMatchObject([{ outcome: 'undeliverable' }])
      expect(await metrics.text()).toContain('bronwijzer_updates_total{kind="message",outcome="undeliverable"} 1')
    },
  )
})
