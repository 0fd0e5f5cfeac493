import { describe, expect, it } from 'vitest'
import { loadCorpus } from '../../src/corpus/load-corpus.ts'
import { answered } from '../support/fake-answerer.ts'
import { testBot } from '../support/test-bot.ts'
import { ANN, GROUP, incoming, text } from '../support/updates.ts'

const corpus = loadCorpus('corpus')
const [passage] = corpus.passages
const setUp = () => testBot({ corpus, answer: () => answered([passage!], corpus) })

const RICH = {
  blocks: [
    { type: 'section_heading', text: 'Vraagje', size: 2 },
    { type: 'paragraph', text: ['Helpt ', { type: 'bold', text: 'rust' }, '?'] },
    { type: 'list', items: [{ label: '1', blocks: [{ type: 'paragraph', text: 'bij kinderen' }] }] },
    { type: 'photo', photo: [{ file_id: 'x' }], caption: { text: 'mijn kamer' } },
  ],
}
const POLL = { id: '1', question: 'Helpt rust?', options: [{ text: 'ja' }, { text: 'nee' }], total_voter_count: 0 }
const CHECKLIST = { title: 'Helpt rust?', tasks: [{ id: 1, text: 'slapen' }] }

describe('the words of a message that is no plain text', () => {
  it.each([
    ['a rich message', { rich_message: RICH }, 'Vraagje\nHelpt rust?\nbij kinderen\nmijn kamer'],
    ['a checklist', { checklist: CHECKLIST }, 'Helpt rust?\nslapen'],
    ['a poll', { poll: POLL }, 'Helpt rust?\nja\nnee'],
  ])('are read in a private chat: %s', async (_what, content, asked) => {
    const { bot, answerer } = setUp()
    await bot.handleUpdate(incoming(content))
    expect(answerer.asked.map(({ question }) => question)).toEqual([asked])
  })

  it('are read in a group, where they name the bot, and in what is replied to', async () => {
    const { bot, answerer } = setUp()
    const mention = { type: 'mention', text: '@bronwijzer_bot', username: 'bronwijzer_bot' }
    const rich = { blocks: [{ type: 'paragraph', text: [mention, ' helpt rust?'] }] }
    await bot.handleUpdate(incoming({ chat: GROUP, rich_message: rich }))
    const poll = { message_id: 5, date: 0, chat: GROUP, from: { ...ANN, id: 2 }, poll: POLL }
    await bot.handleUpdate(text('@bronwijzer_bot klopt dit?', { chat: GROUP, reply_to_message: poll }))
    expect(answerer.asked.map(({ question }) => question)).toEqual(['helpt rust?', 'Helpt rust?\nja\nnee'])
  })

  it('are left alone where they are strange', async () => {
    const { bot, of } = setUp()
    let deep: unknown = 'x'
    for (let level = 0; level < 1000; level++) deep = { blocks: [{ text: deep }] }
    for (const rich of [{}, { blocks: null }, { blocks: [null, 7, { text: {} }] }, deep])
      await bot.handleUpdate(incoming({ rich_message: rich as object }))
    expect(of('sendMessage').every(({ text: said }) => said !== undefined)).toBe(true)
  })

  it('of another chat that is replied to are checked', async () => {
    const { bot, of } = setUp()
    const quote = { text: passage!.text, position: 0 }
    await bot.handleUpdate(text('/controleer', { external_reply: { origin: { type: 'user', date: 0 } }, quote }))
    expect(of('sendMessage')[0]!.text).toContain('Letterlijk')
  })

  it('are a command when a caption begins with one', async () => {
    const { bot, of, answerer } = setUp()
    const caption_entities = [{ type: 'bot_command', offset: 0, length: 8 }]
    await bot.handleUpdate(incoming({ photo: [], caption: '/bronnen', caption_entities }))
    expect(answerer.asked).toEqual([])
    expect(of('sendMessage')[0]!.text).toContain('Ik lees 2 bronnen')
  })
})

describe('an album', () => {
  const picture = (caption?: string) => incoming({ media_group_id: 'a', photo: [], ...(caption && { caption }) })

  it('gets one answer when its first picture has words', async () => {
    const { bot, of } = setUp()
    for (const update of [picture('Helpt rust?'), picture(), picture()]) await bot.handleUpdate(update)
    expect(of('sendMessage')).toHaveLength(1)
  })

  it('gets one answer when a later picture has them: it takes the place of the hint', async () => {
    const { bot, of, answerer } = setUp()
    for (const update of [picture(), picture('Helpt rust?'), picture()]) await bot.handleUpdate(update)
    expect(answerer.asked).toHaveLength(1)
    expect(of('sendMessage')).toHaveLength(1)
    expect(of('editMessageText')[0]!.text).toContain(passage!.text)
  })
})

it('another bot is not answered in a private chat', async () => {
  const { bot, calls } = setUp()
  await bot.handleUpdate(
    text('Helpt rust?', { from: { id: 9, is_bot: true, first_name: 'Other', username: 'other_bot' } }),
  )
  expect(calls).toEqual([])
})
