import { describe, expect, it } from 'vitest'
import { BOT_INFO, type Call } from '../support/bot-calls.ts'
import { CALLBACK_DATA, NEVER, ONLY_FOR_GROUPS } from '../support/callback-data.ts'
import { answered } from '../support/fake-answerer.ts'
import { realCorpus } from '../support/real-corpus.ts'
import { testBot } from '../support/test-bot.ts'
import { ANN, GROUP, groupText, press, text } from '../support/updates.ts'

const corpus = realCorpus()
const [first] = corpus.passages

const CHATS = {
  private: { id: ANN.id, type: 'private', first_name: 'Ann' },
  group: { id: -100, type: 'group', title: 'Groep' },
  supergroup: GROUP,
  channel: { id: -300, type: 'channel', title: 'Kanaal' },
} as const

/** What lies under the press. */
const MESSAGES = {
  'with that button': {},
  'of the bot without buttons, such as a danger card': { text: 'card suicide nl', reply_markup: undefined },
  'of the bot with other buttons': { reply_markup: { inline_keyboard: [[{ text: '?', callback_data: 'other' }]] } },
  'of somebody else': { from: ANN },
  'too old to be seen': { date: 0, from: undefined, text: undefined, reply_markup: undefined },
} as const

const PRESSERS = {
  member: { from: ANN, status: 'member' },
  administrator: { from: ANN, status: 'administrator' },
  stranger: { from: { id: 4004, is_bot: false, first_name: 'Vreemde' }, status: 'left' },
  'another bot': { from: { id: 5005, is_bot: true, first_name: 'Bot' }, status: 'administrator' },
} as const

const HARMLESS = new Set(['answerCallbackQuery', 'getChatMember'])

type Cell = [keyof typeof CALLBACK_DATA, keyof typeof CHATS, keyof typeof MESSAGES, keyof typeof PRESSERS]
const CELLS = Object.keys(CALLBACK_DATA).flatMap((data) =>
  Object.keys(CHATS).flatMap((chat) =>
    Object.keys(MESSAGES).flatMap((message) =>
      Object.keys(PRESSERS).map((presser) => [data, chat, message, presser] as Cell),
    ),
  ),
)

/** Whether a press may do anything but be answered. */
function mayAct([data, chat, message, presser]: Cell): boolean {
  if (NEVER.includes(data) || presser === 'another bot' || chat === 'channel') return false
  const isSeen = message === 'with that button'
  if (ONLY_FOR_GROUPS.includes(data)) return chat !== 'private' && isSeen && presser === 'administrator'
  return chat === 'private' && (isSeen || message === 'too old to be seen')
}

async function pressIn([data, chat, message, presser]: Cell) {
  const { from, status } = PRESSERS[presser]
  const respond = (method: string) => (method === 'getChatMember' ? { status, user: from } : undefined)
  const test = testBot({ corpus, answer: () => answered([first!], corpus), respond })
  const update = press(CALLBACK_DATA[data]!, { chat: CHATS[chat], ...MESSAGES[message] })
  Object.assign(update.callback_query!, { from })
  await test.bot.handleUpdate(update)
  return test
}

describe('a press', () => {
  it(`does only what its button may do here, for this person: ${CELLS.length} combinations`, async () => {
    const wrong: string[] = []
    for (const cell of CELLS) {
      const { calls, reported, preferences } = await pressIn(cell)
      const acts =
        calls.some(({ method }) => !HARMLESS.has(method)) ||
        reported.length > 0 ||
        [...preferences.readAllKeys()].length > 0
      if (acts && !mayAct(cell)) wrong.push(cell.join(' · '))
      if (calls.filter(({ method }) => method === 'answerCallbackQuery').length !== 1)
        wrong.push(`${cell.join(' · ')}: unanswered`)
    }
    expect(wrong).toEqual([])
  }, 120_000)

  it.each<Cell>([
    ['quotes', 'private', 'with that button', 'member'],
    ['quotes', 'private', 'too old to be seen', 'member'],
    ['example question', 'private', 'with that button', 'member'],
    ['language', 'private', 'with that button', 'member'],
    ['rest mode of the group', 'supergroup', 'with that button', 'administrator'],
    ['close the settings', 'group', 'with that button', 'administrator'],
  ])('of %s in a %s under a message %s by a(n) %s works', async (...cell) => {
    const { calls, preferences } = await pressIn(cell)
    const acts = calls.some(({ method }) => !HARMLESS.has(method)) || [...preferences.readAllKeys()].length > 0
    expect(acts).toBe(true)
  })

  it('of an inline message, which has no chat, is answered and does nothing', async () => {
    for (const data of Object.values(CALLBACK_DATA)) {
      const { bot, calls } = testBot({ corpus, answer: () => answered([first!], corpus) })
      const update = press(data)
      delete update.callback_query!.message
      Object.assign(update.callback_query!, { inline_message_id: 'abc' })
      await bot.handleUpdate(update)
      expect(
        calls.map(({ method }) => method),
        data,
      ).toEqual(['answerCallbackQuery'])
    }
  })
})

describe('a document that a group leaves out', () => {
  const without = corpus.documents[0]!
  const respond = (method: string) => (method === 'getChatMember' ? { status: 'administrator', user: ANN } : undefined)
  const setUp = async () => {
    const test = testBot({ corpus, answer: () => answered([first!], corpus), respond })
    await test.preferences.write(String(GROUP.id), { without: [without.id] })
    return test
  }
  const texts = (of: (method: string) => Call['payload'][]) => of('sendMessage').map((sent) => sent.text as string)

  it('is not quoted by a check of its own words either', async () => {
    const { bot, of } = await setUp()
    await bot.handleUpdate(groupText(`/controleer ${without.passages[5]!.text}`))
    expect(texts(of)).toEqual([expect.not.stringContaining(without.publisher)])
  })

  it('is not among the sources there', async () => {
    const { bot, of } = await setUp()
    await bot.handleUpdate(groupText(`/bronnen@${BOT_INFO.username}`))
    expect(texts(of)).toEqual([expect.not.stringContaining(without.title)])
  })
})

describe('a link to report a quote', () => {
  it('of a passage that is not there reports nothing', async () => {
    const { bot, of } = testBot({ corpus, answer: () => answered([first!], corpus) })
    await bot.handleUpdate(text('/start k_aaaaaaaabbbbbbbb'))
    expect(of('sendMessage')[0]!.reply_markup).toBeUndefined()
  })

  it('can be used 20 times a day by one person', async () => {
    const { bot, of, reported } = testBot({ corpus, answer: () => answered([first!], corpus) })
    for (let time = 0; time < 25; time++) await bot.handleUpdate(press(CALLBACK_DATA['keep a report']!))
    expect(reported).toHaveLength(20)
    expect(of('answerCallbackQuery').at(-1)).toMatchObject({ show_alert: true, text: expect.stringMatching(/morgen/i) })
    const other = press(CALLBACK_DATA['keep a report']!, { chat: { id: 7, type: 'private', first_name: 'Bea' } })
    Object.assign(other.callback_query!, { from: { id: 7, is_bot: false, first_name: 'Bea' } })
    await bot.handleUpdate(other)
    expect(reported).toHaveLength(21)
  })
})
