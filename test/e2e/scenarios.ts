import type { Chat, User } from 'grammy/types'
import type { Corpus } from '../../src/corpus/load-corpus.ts'
import { EXAMPLE_QUESTIONS } from '../../src/telegram/example-questions.ts'
import type { Report } from '../../src/telegram/reports.ts'
import type { Injected } from '../emulator/remote-control.ts'
import type { Call, Driver } from './driver.ts'

/** What scenarios have to work with. */
export interface Stage {
  readonly emulator: Driver
  readonly corpus: Corpus
  readonly reports: readonly Report[]
  /** Stops the bot and starts another, which remembers nothing. */
  restart(): Promise<void>
}

/** Something that happens in Telegram, and what the bot has to do then. */
export interface Scenario {
  readonly name: string
  /** Rules that the emulator reports as broken where the bot could not know better. */
  readonly tolerated?: readonly string[]
  run(stage: Stage): Promise<void>
}

const [QUESTION = ''] = EXAMPLE_QUESTIONS
const OFF_TOPIC = 'Hoe bak ik een appeltaart?'
const UNKNOWN = 'De maan is van kaas en daar is werkelijk iedereen het altijd over eens geweest.'

export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'private: start, example, question, follow-up, nothing found',
    async run({ emulator }) {
      const ann = await emulator.user('Ann')
      await emulator.act('start', ann)
      const screen = await emulator.expect('sendMessage')
      await emulator.act('callback', ann, screen, { text: QUESTION })
      await emulator.expect('answerCallbackQuery')
      quotes(await emulator.expect('sendMessage'))
      await emulator.act('privateText', ann, QUESTION)
      quotes(await emulator.expect('sendMessage'))
      await emulator.act('privateText', ann, 'waarom?')
      says(await emulator.expect('sendMessage'), '')
      await emulator.act('privateText', ann, OFF_TOPIC)
      says(await emulator.expect('sendMessage'), 'In mijn bronnen vind ik hier geen antwoord op')
      await emulator.act('photo', ann, { caption: QUESTION })
      quotes(await emulator.expect('sendMessage'))
      await emulator.act('sticker', ann)
      says(await emulator.expect('sendMessage'), 'kan alleen tekst lezen')
      for (const command of ['help', 'privacy', 'taal', 'onzin', 'vergeet', 'diagnose']) {
        await emulator.act('command', ann, command)
        await emulator.expect('sendMessage')
      }
      await emulator.act('command', ann, 'bronnen')
      await emulator.next(3)
      await emulator.act('command', ann, 'begrippen')
      says(await emulator.expect('sendMessage'), 'begrippen waar je naar kunt vragen')
      await emulator.next(1)
    },
  },
  {
    name: 'private: an edited question changes its answer',
    async run({ emulator }) {
      const ann = await started(emulator, 'Ann')
      const asked = await emulator.act('privateText', ann, OFF_TOPIC)
      const answer = await emulator.expect('sendMessage')
      await emulator.act('editedMessage', asked, QUESTION)
      const edited = await emulator.expect('editMessageText')
      quotes(edited)
      same(edited.params.message_id, answer.result?.message_id)
    },
  },
  {
    name: 'private: reading on, “Meer”, back, permalink, rest mode, English',
    async run({ emulator, corpus }) {
      const ann = await started(emulator, 'Ann')
      await emulator.act('privateText', ann, QUESTION)
      const answer = await emulator.expect('sendMessage')
      for (const button of [/^r/, /^r/, /^q/, /^q1/]) {
        await emulator.act('callback', ann, answer, dataUnder(await shown(emulator, ann, answer), button))
        await emulator.expect('answerCallbackQuery')
        quotes(await emulator.expect('editMessageText'))
      }
      await emulator.act('start', ann, `p_${corpus.passages[5]!.id}`)
      quotes(await emulator.expect('sendMessage'))
      await emulator.act('start', ann, 'p_aaaaaaaa')
      says(await emulator.expect('sendMessage'), 'is veranderd')
      await emulator.act('command', ann, 'rust')
      await emulator.expect('sendMessage')
      await emulator.act('privateText', ann, QUESTION)
      const calm = await emulator.expect('sendMessage')
      quotes(calm)
      same(calm.params.disable_notification, true)
      const eve = await started(emulator, 'Eve', { language_code: 'en' })
      await emulator.act('privateText', eve, QUESTION)
      const english = await emulator.expect('sendMessage')
      quotes(english)
      says(english, 'Source: ')
    },
  },
  {
    name: 'private: a button on an old message after a restart',
    async run({ emulator, restart }) {
      const ann = await started(emulator, 'Ann')
      await emulator.act('privateText', ann, QUESTION)
      const answer = await emulator.expect('sendMessage')
      await restart()
      await emulator.act('callback', ann, answer, dataUnder(answer, /^r/))
      await emulator.expect('answerCallbackQuery')
      quotes(await emulator.expect('editMessageText'))
      await emulator.act('callback', ann, answer, 'something-old', { force: true })
      says(await emulator.expect('answerCallbackQuery'), 'werkt niet meer')
    },
  },
  {
    name: 'quotes: forwarded, altered, glued, unknown and then asked',
    async run({ emulator, corpus, restart }) {
      const ann = await started(emulator, 'Ann')
      const passage = corpus.passages.find(
        ({ sentences, answers }) =>
          answers === null && sentences.length > 2 && sentences.every(({ start, end }) => end - start > 60),
      )!
      const sentence = (at: number) => passage.text.slice(passage.sentences[at]!.start, passage.sentences[at]!.end)
      await emulator.act('forwarded', ann, { hidden: 'Bert' }, sentence(0))
      const literal = await emulator.expect('sendMessage')
      says(literal, 'Letterlijk uit')
      quotes(literal)
      const words = sentence(1).split(' ')
      await emulator.act(
        'privateText',
        ann,
        `Klopt dit? “${[...words.slice(0, 3), 'banaan', ...words.slice(4)].join(' ')}”`,
      )
      says(await emulator.expect('sendMessage'), 'banaan')
      await emulator.act('command', ann, 'controleer', `“${sentence(2)} ${sentence(0)}”`)
      quotes(await emulator.expect('sendMessage'))
      await emulator.act('forwarded', ann, { from: ann }, UNKNOWN)
      const unknown = await emulator.expect('sendMessage')
      says(unknown, 'Dit staat niet in mijn bronnen')
      await restart()
      await emulator.act('callback', ann, unknown, { text: 'Stel het als vraag' })
      await emulator.expect('answerCallbackQuery')
      says(await emulator.expect('sendMessage'), 'Vraag: De maan is van kaas')
    },
  },
  {
    name: 'report: nothing kept before the last tap, then exactly what was shown',
    async run({ emulator, reports }) {
      const ann = await started(emulator, 'Ann')
      await emulator.act('privateText', ann, QUESTION)
      const answer = await emulator.expect('sendMessage')
      const step = async (under: Call, text: string, method: string) => {
        await emulator.act('callback', ann, under, { text })
        await emulator.expect('answerCallbackQuery')
        return emulator.expect(method)
      }
      const asking = await step(answer, 'Klopt niet?', 'sendMessage')
      says(await step(asking, 'Verkeerd stuk', 'editMessageText'), QUESTION)
      same(reports.length, 0)
      says(await step(asking, 'Bewaar het met mijn vraag', 'editMessageText'), 'Dank je wel')
      same(reports.length, 1)
      same(reports[0]!.question, QUESTION)
    },
  },
  {
    name: 'group: greeting, silence, /vraag, /bron, mention, reply, bots and service messages',
    async run({ emulator }) {
      const ann = await emulator.user('Ann')
      const bert = await emulator.user('Bert')
      const group = await emulator.act<Chat>('supergroup', 'Groep', { members: [ann, bert] })
      await emulator.act('addBot', group, ann)
      says(await emulator.expect('sendMessage'), 'Ik bewaar geen berichten')
      const said = await emulator.act('groupText', group, bert, 'Ik denk dat rust altijd helpt.')
      await emulator.act('memberJoined', group, await emulator.user('Carla'))
      await emulator.act('groupText', group, await emulator.user('Bot', { is_bot: true }), `/vraag ${QUESTION}`)
      await emulator.expectSilence()
      for (const mention of [false, true]) {
        const asked = await emulator.act('command', ann, 'vraag', { chat: group, args: QUESTION, mention })
        repliesTo(await emulator.expect('sendMessage'), messageOf(asked), true)
      }
      for (const mention of [true, 'end']) {
        const asked = await emulator.act('groupText', group, ann, QUESTION, { mention })
        repliesTo(await emulator.expect('sendMessage'), messageOf(asked), true)
      }
      await emulator.act('command', ann, 'bron', { chat: group, replyTo: said })
      const source = await emulator.expect('sendMessage')
      repliesTo(source, messageOf(said), false)
      await emulator.act('groupText', group, ann, 'waarom?', { replyTo: source.result })
      await emulator.expect('sendMessage')
      await emulator.act('command', ann, 'vraag', { chat: group, args: OFF_TOPIC })
      same((await emulator.expect('sendMessage')).params.text, 'In mijn bronnen vind ik hier geen antwoord op.')
      await emulator.act('command', ann, 'vraag', { chat: group })
      says(await emulator.expect('sendMessage'), 'Typ je vraag achter /vraag')
      await emulator.act('command', ann, 'controleer', { chat: group, args: UNKNOWN })
      says(await emulator.expect('sendMessage'), 'Dit staat niet in mijn bronnen')
    },
  },
  {
    name: 'group: settings for administrators only, kept after a restart',
    async run({ emulator, restart }) {
      const ann = await emulator.user('Ann')
      const bert = await emulator.user('Bert')
      const group = await emulator.act<Chat>('supergroup', 'Groep', {
        members: [{ user: ann, status: 'administrator' }, bert],
      })
      await emulator.act('command', bert, 'instellingen', { chat: group })
      says(await emulator.expect('sendMessage'), 'alleen beheerders')
      await emulator.act('command', ann, 'instellingen', { chat: group })
      const settings = await emulator.expect('sendMessage')
      await emulator.act('callback', bert, settings, { text: 'Alleen een knop' })
      says(await emulator.expect('answerCallbackQuery'), 'alleen beheerders')
      await emulator.act('callback', ann, settings, { text: 'Alleen een knop' })
      await emulator.expect('answerCallbackQuery')
      await emulator.expect('editMessageText')
      await restart()
      await emulator.act('command', bert, 'vraag', { chat: group, args: QUESTION })
      says(await emulator.expect('sendMessage'), 'Lees het in je privéchat met mij')
      await emulator.act('command', ann, 'diagnose', { chat: group })
      says(await emulator.expect('sendMessage'), 'Privacymodus')
    },
  },
  {
    name: 'forum: in the topic of the question; a closed topic once, not again',
    tolerated: ['topic_closed'],
    async run({ emulator }) {
      const ann = await emulator.user('Ann')
      const forum = await emulator.act<Chat>('forum', 'Forum', [], { members: [ann] })
      const topic = await emulator.world<{ message_thread_id: number }>('addTopic', forum.id, { name: 'Vragen' })
      const ask = () =>
        emulator.act('command', ann, 'vraag', { chat: forum, args: QUESTION, topic: topic.message_thread_id })
      await ask()
      const answer = await emulator.expect('sendMessage')
      quotes(answer)
      same(answer.params.message_thread_id, topic.message_thread_id)
      await emulator.world('closeTopic', forum.id, topic.message_thread_id)
      await ask()
      same((await emulator.expect('sendMessage')).ok, false)
      await emulator.expectSilence()
    },
  },
  {
    name: 'channel: silence',
    async run({ emulator }) {
      const channel = await emulator.act<Chat>('channel', 'Kanaal')
      const { bot } = await emulator.state()
      await emulator.act('channelPost', channel, `@${bot.username} ${QUESTION}`)
      await emulator.expectSilence()
    },
  },
  {
    name: 'inline: quotes page by page, examples, nothing found and on in the private chat',
    async run({ emulator }) {
      const ann = await started(emulator, 'Ann')
      await emulator.act('inlineQuery', ann, QUESTION)
      const first = await emulator.expect('answerInlineQuery')
      for (const result of first.params.results ?? []) quotesIn(result.input_message_content)
      if ((first.params.results ?? []).length === 0) throw new Error('no results')
      same(first.params.is_personal, false)
      const offset = first.params.next_offset
      if (typeof offset === 'string' && offset !== '') {
        await emulator.act('inlineQuery', ann, QUESTION, offset)
        await emulator.expect('answerInlineQuery')
      }
      await emulator.act('inlineQuery', ann, '')
      const start = await emulator.expect('answerInlineQuery')
      same(start.params.results?.[0]?.title, QUESTION)
      await emulator.act('inlineQuery', ann, OFF_TOPIC)
      const none = await emulator.expect('answerInlineQuery')
      same(none.params.results?.length, 0)
      const { start_parameter } = none.params.button as { start_parameter: string }
      await emulator.act('start', ann, start_parameter)
      says(await emulator.expect('sendMessage'), `Vraag: ${OFF_TOPIC}`)
    },
  },
  {
    name: 'guest: one message, complete in itself',
    async run({ emulator }) {
      const ann = await emulator.user('Ann')
      const { bot } = await emulator.state()
      const call = `@${bot.username}`
      await emulator.inject({
        guest_message: {
          message_id: 11,
          date: 1,
          guest_query_id: 'guest-1',
          from: ann,
          chat: { id: -4000999, type: 'group', title: 'Elders' },
          text: `${call} ${QUESTION}`,
          entities: [{ type: 'mention', offset: 0, length: call.length }],
        },
      })
      const { params } = await emulator.expect('answerGuestQuery')
      quotesIn(params.result?.input_message_content)
    },
  },
  {
    name: 'migration: a group becomes a supergroup, before and while it is answered',
    async run({ emulator }) {
      const ann = await emulator.user('Ann')
      const group = await emulator.act<Chat>('group', 'Groep', { members: [{ user: ann, status: 'creator' }] })
      await emulator.act('command', ann, 'instellingen', { chat: group })
      const settings = await emulator.expect('sendMessage')
      await emulator.act('callback', ann, settings, { text: 'Rustmodus' })
      await emulator.next(2)
      const { chat: big } = await emulator.act<{ chat: Chat }>('migrate', group, ann)
      await emulator.expectSilence()
      // A message that was written in the group while it still was one.
      await emulator.act('command', ann, 'vraag', { chat: group, args: QUESTION })
      const [refused, moved] = await emulator.next(2)
      same([refused!.ok, moved!.params.chat_id], [false, big.id])
      await emulator.act('command', ann, 'vraag', { chat: big, args: QUESTION })
      same((await emulator.expect('sendMessage')).params.disable_notification, true)
    },
  },
  {
    name: 'refused: blocked, kicked, no right to write: once, not again',
    async run({ emulator }) {
      const ann = await started(emulator, 'Ann')
      await emulator.act('privateText', ann, QUESTION)
      const answer = await emulator.expect('sendMessage')
      await emulator.world('block', ann.id)
      await emulator.act('callback', ann, answer, dataUnder(answer, /^r/))
      await emulator.expect('answerCallbackQuery')
      same((await emulator.expect('editMessageText')).ok, false)
      await emulator.act('block', ann)
      const group = await emulator.act<Chat>('supergroup', 'Groep', { members: [{ user: ann, status: 'creator' }] })
      await emulator.act('command', ann, 'instellingen', { chat: group })
      const settings = await emulator.expect('sendMessage')
      await emulator.world('addChat', group, { permissions: { can_send_messages: false } })
      await emulator.act('command', ann, 'vraag', { chat: group, args: QUESTION })
      same((await emulator.expect('sendMessage')).ok, false)
      await emulator.world('setBotStatus', group.id, 'kicked')
      await emulator.act('callback', ann, settings, { text: 'Rustmodus' })
      await emulator.expectSilence()
    },
  },
]

async function started(emulator: Driver, name: string, more: Partial<User> = {}): Promise<User> {
  const user = await emulator.user(name, more)
  await emulator.act('start', user)
  await emulator.expect('sendMessage')
  return user
}

/** A message of the bot's as it is now. */
async function shown(emulator: Driver, { id }: User, call: Call): Promise<Pick<Call, 'params'>> {
  const message = await emulator.world<Call['params']>('findMessage', id, call.result?.message_id)
  return { params: message }
}

function dataUnder({ params }: Pick<Call, 'params'>, pattern: RegExp): string {
  const data = (params.reply_markup?.inline_keyboard.flat() ?? []).flatMap((button) =>
    'callback_data' in button ? [button.callback_data] : [],
  )
  const found = data.find((one) => pattern.test(one))
  if (found === undefined) throw new Error(`no button like ${pattern}; there are ${data.join(', ')}`)
  return found
}

function messageOf({ update }: Injected): number {
  return update.message!.message_id
}

function quotes(call: Call): void {
  if (!call.ok) throw new Error(`${call.method} was refused: ${call.description}`)
  if (!call.params.entities?.some(({ type }) => type.endsWith('blockquote'))) throw new Error('nothing is quoted')
}

function quotesIn(content: unknown): void {
  const { entities = [] } = (content ?? {}) as { entities?: { type: string }[] }
  if (!entities.some(({ type }) => type.endsWith('blockquote'))) throw new Error('nothing is quoted')
}

function says(call: Call, words: string): void {
  if (!call.ok) throw new Error(`${call.method} was refused: ${call.description}`)
  if (!call.params.text?.includes(words))
    throw new Error(`it doesn’t say “${words}” but “${call.params.text?.slice(0, 80)}”`)
}

function repliesTo(call: Call, message: number, quoting: boolean): void {
  if (quoting) quotes(call)
  same(call.params.reply_parameters?.message_id, message)
  const buttons = call.params.reply_markup?.inline_keyboard.flat() ?? []
  if (buttons.some((button) => 'callback_data' in button)) throw new Error('a button in a group rewrites the message')
}

function same(actual: unknown, expected: unknown): void {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) {
    throw new Error(`expected ${JSON.stringify(expected)}, but it is ${JSON.stringify(actual)}`)
  }
}
