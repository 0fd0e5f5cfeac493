import type { Message } from 'grammy/types'
import { describe, expect, it, vi } from 'vitest'
import { BOT_INFO } from '../support/bot-calls.ts'
import { answered, declined } from '../support/fake-answerer.ts'
import { realCorpus } from '../support/real-corpus.ts'
import { labels, type TestOptions, testBot, urlOf } from '../support/test-bot.ts'
import { ANN, edited, GROUP, groupText, incoming, membershipChange } from '../support/updates.ts'

const corpus = realCorpus()
const page = corpus.document('mecvs-behandeling').passages
const interview = corpus.document('nvk-nos-mecvs-kinderen').passages
const zeker = interview.find((passage) => passage.text === 'Zeker.')!
const psychological = page.find(({ section }) => section.at(-1) === 'Een psychologische visie op ME/CVS')!
const opening = psychological.text.slice(0, psychological.sentences[0]!.end)

const setUp = ({ answer = () => answered([psychological, zeker], corpus), ...options }: Partial<TestOptions> = {}) =>
  testBot({ corpus, answer, ...options })

const BERT = { id: 1002, is_bot: false, first_name: 'Bert' }
const OTHER_BOT = { id: 77, is_bot: true, first_name: 'Other', username: 'other_bot' }

function replyTo(text: string, extra: Partial<Message> = {}) {
  return { reply_to_message: { message_id: 5, date: 0, chat: GROUP, from: BERT, text, ...extra } }
}
const toBot = (id: number) => replyTo('…', { message_id: id, from: BOT_INFO })

describe('in a group the bot answers', () => {
  const cases: [string, ReturnType<typeof groupText>, string, number | null][] = [
    ['/vraag', groupText('/vraag Is GET schadelijk?'), 'Is GET schadelijk?', null],
    ['/vraag with its name', groupText('/vraag@Bronwijzer_bot Is GET schadelijk?'), 'Is GET schadelijk?', null],
    ['/vraag as a reply', groupText('/vraag', replyTo('Helpt rust?')), 'Helpt rust?', null],
    ['/bron as a reply, to that message', groupText('/bron', replyTo('Rust helpt.')), 'Rust helpt.', 5],
    ['its name in front', groupText('@bronwijzer_bot is GET schadelijk?'), 'is GET schadelijk?', null],
    ['its name in the middle', groupText('Weet @bronwijzer_bot of rust helpt?'), 'Weet of rust helpt?', null],
    ['its name alone, as a reply', groupText('@bronwijzer_bot ?', replyTo('Helpt rust?')), 'Helpt rust?', null],
    [
      'words that only point, as a reply',
      groupText('@bronwijzer_bot klopt dit?', replyTo('Rust helpt.')),
      'Rust helpt.',
      null,
    ],
    ['/vraag with such words', groupText('/vraag is dat waar?', replyTo('Rust helpt.')), 'Rust helpt.', null],
    ['such words, as a reply to its message', groupText('@bronwijzer_bot klopt dat?', toBot(900)), 'klopt dat?', null],
    [
      'such words, as a reply to a forgotten answer, with what that quoted',
      groupText(
        '@bronwijzer_bot klopt dat?',
        replyTo('Vraag:\nRust helpt.', {
          message_id: 900,
          from: BOT_INFO,
          entities: [{ type: 'blockquote', offset: 7, length: 11 }],
        }),
      ),
      'Rust helpt.',
      null,
    ],
    [
      'such words, about what is quoted from another chat',
      groupText('/bron is dat waar?', { external_reply: { origin: {} }, quote: { text: 'Rust helpt.', position: 0 } }),
      'Rust helpt.',
      null,
    ],
    ['a reply to its message', groupText('en bij kinderen?', toBot(900)), 'en bij kinderen?', null],
    [
      'a caption',
      incoming({
        chat: GROUP,
        photo: [],
        caption: '/vraag Helpt rust?',
        caption_entities: [{ type: 'bot_command', offset: 0, length: 6 }],
      }),
      'Helpt rust?',
      null,
    ],
    [
      'an anonymous administrator',
      groupText('/vraag Helpt rust?', {
        from: { id: 1087968824, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' },
        sender_chat: GROUP,
      }),
      'Helpt rust?',
      null,
    ],
    [
      'the words that somebody picked from a message',
      groupText('/vraag', {
        ...replyTo('Een lang verhaal. Helpt rust?'),
        quote: { text: 'Helpt rust?', position: 18 },
      }),
      'Helpt rust?',
      null,
    ],
  ]
  it.each(cases)('%s', async (_, update, question, target) => {
    const { bot, calls, of, answerer } = setUp()
    await bot.handleUpdate(update)
    expect(answerer.asked.map((asked) => asked.question)).toEqual([question])
    expect(calls.map(({ method }) => method)).toEqual(['sendMessage'])
    expect(of('sendMessage')[0]).toMatchObject({
      chat_id: GROUP.id,
      reply_parameters: { message_id: target ?? update.message.message_id },
    })
  })

  it('in the topic where it was asked', async () => {
    const { bot, of } = setUp()
    await bot.handleUpdate(groupText('/vraag Helpt rust?', { message_thread_id: 12, is_topic_message: true }))
    expect(of('sendMessage')[0]).toMatchObject({ message_thread_id: 12 })
  })

  it('with buttons that lead to the private chat', async () => {
    const { bot, of } = setUp()
    await bot.handleUpdate(groupText('/vraag Helpt rust?'))
    const [sent] = of('sendMessage')
    expect(sent!.reply_markup!.inline_keyboard.flat().every((button) => 'url' in button)).toBe(true)
    expect(urlOf(sent!, 'NVK ›')).toBe(`https://t.me/bronwijzer_bot?start=p_${zeker.id}`)
  })

  it('with one short line when the sources do not', async () => {
    const { bot, of } = setUp({ answer: () => declined(corpus) })
    await bot.handleUpdate(groupText('/vraag Hoe bak ik een taart?'))
    expect(of('sendMessage').map(({ text }) => text)).toEqual(['In mijn bronnen vind ik hier geen antwoord op.'])
  })

  it('with one message, card and quotes together, when somebody is in danger', async () => {
    const { bot, of } = setUp({ answer: () => answered([zeker], corpus, { danger: 'suicide' }) })
    await bot.handleUpdate(groupText('/vraag Ik wil niet meer leven'))
    expect(of('sendMessage')).toHaveLength(1)
    expect(of('sendMessage')[0]!.text?.startsWith('card suicide nl\n\nNOS vraagt:')).toBe(true)
  })

  it('with a line and the answer, when no words signal that somebody is in danger', async () => {
    const { bot, of } = setUp({ answer: () => answered([zeker], corpus, { danger: 'suicide', isSensed: true }) })
    await bot.handleUpdate(groupText('/vraag Ik ben zo moe van alles'))
    expect(of('sendMessage').map(({ text }) => text?.slice(0, 28))).toEqual(['line suicide nl\n\nNOS vraagt:'])
  })

  it('and asks on from the answer that is replied to, from no other', async () => {
    const { bot, answerer, calls } = setUp()
    await bot.handleUpdate(groupText('/vraag Is GET schadelijk?'))
    await bot.handleUpdate(groupText('/vraag Helpt rust?', { from: BERT }))
    await bot.handleUpdate(groupText('waarom?', toBot(calls[0]!.sent!)))
    expect(answerer.asked.map(({ previous }) => previous?.question ?? null)).toEqual([null, null, 'Is GET schadelijk?'])
  })

  it('an edited question in place', async () => {
    const { bot, calls } = setUp({
      answer: (question) => answered([question.includes('GET') ? zeker : psychological], corpus),
    })
    const question = groupText('/vraag Helpt rust?')
    await bot.handleUpdate(question)
    await bot.handleUpdate(edited(question, '/vraag Helpt GET?'))
    expect(calls.map(({ method }) => method)).toEqual(['sendMessage', 'editMessageText'])
  })

  it('a call without a question with how to ask', async () => {
    const { bot, of, answerer } = setUp()
    await bot.handleUpdate(groupText('/vraag'))
    await bot.handleUpdate(groupText('@bronwijzer_bot'))
    expect(of('sendMessage').map(({ text }) => text)).toEqual(
      Array(2).fill(expect.stringContaining('Typ je vraag achter /vraag')),
    )
    expect(answerer.asked).toEqual([])
  })

  it('only with a button, where that was chosen', async () => {
    const { bot, of, preferences } = setUp()
    preferences.write(String(GROUP.id), { answers: 'private' })
    await bot.handleUpdate(groupText('/vraag Helpt rust?'))
    const [sent] = of('sendMessage')
    expect(sent!.text).not.toContain(opening)
    expect(urlOf(sent!, 'Lees het antwoord')).toBe(`https://t.me/bronwijzer_bot?start=p_${psychological.id}${zeker.id}`)
  })

  it('from the documents that were chosen only', async () => {
    const { bot, of, preferences } = setUp()
    preferences.write(String(GROUP.id), { without: ['mecvs-behandeling'] })
    await bot.handleUpdate(groupText('/vraag Helpt rust?'))
    expect(of('sendMessage')[0]!.text).toContain('Zeker.')
    expect(of('sendMessage')[0]!.text).not.toContain(opening)
    preferences.write(String(GROUP.id), { without: corpus.documents.map(({ id }) => id) })
    await bot.handleUpdate(groupText('/vraag Helpt rust?'))
    expect(of('sendMessage')[1]!.text).toBe('In mijn bronnen vind ik hier geen antwoord op.')
  })
})

describe('in a group the bot is silent', () => {
  const cases: [string, ReturnType<typeof groupText>][] = [
    ['when people talk', groupText('Is GET schadelijk?')],
    ['when they reply to one another', groupText('Is GET schadelijk?', replyTo('Hoi'))],
    ['when another bot is asked', groupText('/vraag@other_bot Is GET schadelijk?')],
    ['when another bot is named', groupText('@other_bot is GET schadelijk?')],
    ['when another bot speaks to it', groupText('/vraag Is GET schadelijk?', { from: OTHER_BOT })],
    ['when another bot replies to it', groupText('ok', { from: OTHER_BOT, ...toBot(900) })],
    ['when it spoke itself', groupText('/vraag Is GET schadelijk?', { from: BOT_INFO })],
    [
      'when its answer is shared by inline mode',
      groupText('@bronwijzer_bot Is GET schadelijk?', { via_bot: BOT_INFO }),
    ],
    [
      'when a question is forwarded',
      groupText('/vraag Helpt rust?', { forward_origin: { type: 'user', date: 0, sender_user: BERT } }),
    ],
    ['when a channel’s post lands in its group', groupText('@bronwijzer_bot', { is_automatic_forward: true })],
    ['when somebody joins', incoming({ chat: GROUP, new_chat_members: [BERT] })],
    ['when somebody leaves', incoming({ chat: GROUP, left_chat_member: BERT })],
    ['when a message is pinned', incoming({ chat: GROUP, pinned_message: { message_id: 1, date: 0, chat: GROUP } })],
    ['when a command is every bot’s', groupText('/help')],
    ['when it gets a sticker', incoming({ chat: GROUP, sticker: {}, ...toBot(900) })],
  ]
  it.each(cases)('%s', async (_, update) => {
    const { bot, calls } = setUp()
    await bot.handleUpdate(update)
    expect(calls).toEqual([])
  })

  it('and in channels', async () => {
    const { bot, calls } = setUp()
    const channel = { id: -100300, type: 'channel', title: 'Kanaal' }
    const post = groupText('@bronwijzer_bot Helpt rust?', { chat: channel, from: undefined, sender_chat: channel })
    await bot.handleUpdate({ update_id: 1, channel_post: post.message as never })
    await bot.handleUpdate(membershipChange('left', 'administrator', channel))
    expect(calls).toEqual([])
  })
})

describe('the bot’s own commands in a group', () => {
  it('are answered when they name it, each with one message', async () => {
    for (const command of ['help', 'start', 'privacy', 'bronnen', 'begrippen']) {
      const { bot, calls } = setUp()
      await bot.handleUpdate(groupText(`/${command}@bronwijzer_bot`))
      expect(calls.map(({ method }) => method)).toEqual(['sendMessage'])
    }
  })

  it('/bronnen leads to the private chat', async () => {
    const { bot, of } = setUp()
    await bot.handleUpdate(groupText('/bronnen@bronwijzer_bot'))
    expect(labels(of('sendMessage')[0]!)).toEqual(['Naar de privéchat'])
  })
})

describe('when the bot’s place in a chat changes', () => {
  it('it greets a new group once, and nobody when it becomes administrator or not', async () => {
    const { bot, of } = setUp()
    await bot.handleUpdate(membershipChange('left', 'member'))
    await bot.handleUpdate(membershipChange('member', 'administrator'))
    await bot.handleUpdate(membershipChange('administrator', 'member'))
    expect(of('sendMessage')).toHaveLength(1)
    expect(of('sendMessage')[0]!.text).toContain('Ik bewaar geen berichten')
  })

  it('it greets once when it is added by a link, which sends /start as well', async () => {
    const { bot, of } = setUp()
    await bot.handleUpdate(membershipChange('left', 'member'))
    await bot.handleUpdate(groupText('/start@bronwijzer_bot groep'))
    expect(of('sendMessage')).toHaveLength(1)
    await bot.handleUpdate(groupText('/start@bronwijzer_bot'))
    expect(of('sendMessage')).toHaveLength(2)
  })

  it('it answers a /start in a group that it was added to long before', async () => {
    vi.useFakeTimers()
    try {
      const { bot, of } = setUp()
      await bot.handleUpdate(membershipChange('left', 'member'))
      vi.advanceTimersByTime(61_000)
      await bot.handleUpdate(groupText('/start@bronwijzer_bot'))
      expect(of('sendMessage')).toHaveLength(2)
    } finally {
      vi.useRealTimers()
    }
  })

  it('it forgets the settings of a chat that it is out of', async () => {
    for (const chat of [GROUP, { id: ANN.id, type: 'private', first_name: 'Ann' }]) {
      const { bot, calls, preferences } = setUp()
      preferences.write(String(chat.id), { language: 'en' })
      await bot.handleUpdate(membershipChange('member', 'kicked', chat))
      expect([...preferences.readAllKeys()]).toEqual([])
      expect(calls).toEqual([])
    }
  })

  it('it keeps the settings of a group that becomes a supergroup, and greets it not again', async () => {
    const { bot, calls, preferences } = setUp()
    const group = { id: -5, type: 'group', title: 'Groep' }
    preferences.write('-5', { rest: true })
    await bot.handleUpdate(incoming({ chat: group, migrate_to_chat_id: GROUP.id }))
    await bot.handleUpdate(incoming({ chat: GROUP, migrate_from_chat_id: -5 }))
    await bot.handleUpdate(membershipChange('left', 'member'))
    expect(calls).toEqual([])
    expect([...preferences.readAllEntries()]).toEqual([[String(GROUP.id), { rest: true }]])
  })

  it('it follows a group that became a supergroup while it was looking', async () => {
    const { bot, of } = setUp({
      refuse: (_, { chat_id }) =>
        chat_id === -5
          ? {
              error_code: 400,
              description: 'Bad Request: group chat was upgraded to a supergroup chat',
              parameters: { migrate_to_chat_id: GROUP.id },
            }
          : null,
    })
    await bot.handleUpdate(groupText('/vraag Helpt rust?', { chat: { id: -5, type: 'group', title: 'Groep' } }))
    expect(of('sendMessage').map(({ chat_id }) => chat_id)).toEqual([-5, GROUP.id])
    expect(of('sendMessage')[1]).not.toHaveProperty('reply_parameters')
  })

  it.each([
    [403, 'Forbidden: bot was kicked from the supergroup chat'],
    [400, 'Bad Request: not enough rights to send text messages to the chat'],
    [400, 'Bad Request: TOPIC_CLOSED'],
    [429, 'Too Many Requests: retry after 3600'],
  ])('a message that can’t be delivered (%i, %s) is dropped', async (error_code, description) => {
    const { bot, calls, log } = setUp({ refuse: () => ({ error_code, description }) })
    await bot.handleUpdate(groupText('/vraag Helpt rust?'))
    expect(calls).toHaveLength(1)
    expect(log).toEqual([expect.stringContaining(`sendMessage refused, ${error_code}`)])
  })
})
