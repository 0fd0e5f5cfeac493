import fc from 'fast-check'
import type { Message } from 'grammy/types'
import { describe, expect, it } from 'vitest'
import { wordsOf } from '../../src/telegram/words-of-message.ts'
import { BOT_INFO } from '../support/bot-calls.ts'
import { answered } from '../support/fake-answerer.ts'
import { realCorpus } from '../support/real-corpus.ts'
import { testBot } from '../support/test-bot.ts'
import { ANN, GROUP, incoming, text } from '../support/updates.ts'

const corpus = realCorpus()
const [passage] = corpus.passages
const setUp = () => testBot({ corpus, answer: () => answered([passage!], corpus) })

const rich = (...blocks: unknown[]) => ({ rich_message: { blocks } })
const paragraph = (...inside: unknown[]) => ({ type: 'paragraph', text: inside })
const poll = { poll: { question: 'Helpt rust?', options: [{ text: 'Ja' }, { text: 'Nee' }] } }
const checklist = { checklist: { title: 'Helpt rust?', tasks: [{ id: 1, text: 'Navragen' }] } }
const photo = { photo: [{ file_id: 'f', file_unique_id: 'u', width: 1, height: 1 }] }
const CONTENTS: [string, Record<string, unknown>, string][] = [
  ['a rich message', rich(paragraph('Helpt ', { type: 'bold', text: 'rust' }, '?')), 'Helpt rust?'],
  [
    'a rich message with a list and a quotation',
    rich(
      { type: 'heading', size: 1, text: 'Helpt rust?' },
      { type: 'list', items: [{ label: '•', blocks: [paragraph('Overdag')] }] },
      { type: 'blockquote', blocks: [paragraph('Ja')], credit: 'Arts' },
      { type: 'divider' },
      { type: 'table', cells: [[{ text: 'a' }, { text: 'b' }]], caption: ['Ta', 'bel'] },
      { type: 'details', summary: 'Meer', blocks: [paragraph('Nee')] },
    ),
    'Helpt rust?\nOverdag\nJa\nArts\na\nb\nTabel\nMeer\nNee',
  ],
  ['a poll', poll, 'Helpt rust?\nJa\nNee'],
  ['a checklist', checklist, 'Helpt rust?\nNavragen'],
  ['a caption', { ...photo, caption: 'Helpt rust?' }, 'Helpt rust?'],
]

describe('the words of', () => {
  it.each(CONTENTS)('%s are a question in a private chat', async (_, content, words) => {
    const { bot, of, answerer } = setUp()
    await bot.handleUpdate(incoming(content))
    expect(answerer.asked.map(({ question }) => question)).toEqual([words])
    expect(of('sendMessage')).toHaveLength(1)
  })

  it.each(CONTENTS)('%s are what a command, or words that only point, are about', async (_, content, words) => {
    const { bot, of, answerer } = setUp()
    const replied = { reply_to_message: { message_id: 5, date: 0, chat: GROUP, from: ANN, ...content } }
    await bot.handleUpdate(text('/vraag klopt dit?', { chat: GROUP, ...replied }))
    await bot.handleUpdate(text('klopt dit?', { ...replied }))
    await bot.handleUpdate(text('/controleer', { chat: GROUP, ...replied }))
    expect(answerer.asked.map(({ question }) => question)).toEqual([words, words, words])
    expect(of('sendMessage')[2]!.text).not.toContain('Welk citaat')
  })

  it.each(CONTENTS)('%s are checked when it is forwarded', async (_, content) => {
    const { bot, of } = setUp()
    await bot.handleUpdate(
      incoming({ ...content, forward_origin: { type: 'hidden_user', date: 0, sender_user_name: 'B' } }),
    )
    expect(of('sendMessage')[0]!.text).toMatch(/niet in mijn bronnen|te kort/)
  })

  it.each([
    ['a poll', poll],
    ['a checklist', checklist],
  ])('%s in another chat are what /controleer checks', async (_, external) => {
    const { bot, of, answerer } = setUp()
    await bot.handleUpdate(text('/controleer klopt dit?', { external_reply: { origin: {}, ...external } }))
    expect(answerer.asked.map(({ question }) => question)).toEqual([expect.stringContaining('Helpt rust?')])
    expect(of('sendMessage')).toHaveLength(1)
  })

  it('a rich message are for the bot in a group when it is named', async () => {
    const { bot, answerer, of } = setUp()
    const mention = { type: 'mention', text: '@Bronwijzer_bot', username: 'bronwijzer_bot' }
    await bot.handleUpdate(incoming({ chat: GROUP, ...rich(paragraph('Hoi'), paragraph(mention, ' helpt rust?')) }))
    await bot.handleUpdate(incoming({ chat: GROUP, ...rich(paragraph('Helpt rust?')) }))
    const command = { type: 'bot_command', text: '/vraag', bot_command: '/vraag' }
    await bot.handleUpdate(incoming({ chat: GROUP, ...rich(paragraph(command, ' Helpt GET?')) }))
    const byName = { type: 'text_mention', text: 'Bronwijzer', user: BOT_INFO }
    await bot.handleUpdate(
      incoming({ chat: GROUP, ...rich(paragraph('Helpt slaap? ', { type: 'bold', text: byName })) }),
    )
    expect(answerer.asked.map(({ question }) => question)).toEqual(['Hoi\n helpt rust?', 'Helpt GET?', 'Helpt slaap?'])
    expect(of('sendMessage')).toHaveLength(3)
  })

  it('a caption may be a command, with its own answer', async () => {
    const { bot, of, answerer } = setUp()
    const caption = (words: string, length: number) => ({
      ...photo,
      caption: words,
      caption_entities: [{ type: 'bot_command', offset: 0, length }],
    })
    await bot.handleUpdate(incoming(caption('/help', 5)))
    await bot.handleUpdate(incoming(caption('/Onbekend', 9)))
    await bot.handleUpdate(incoming(caption('/controleer Rust helpt altijd en overal.', 11)))
    expect(of('sendMessage').map(({ text }) => text)).toEqual([
      expect.stringContaining('Typ je vraag in gewone woorden'),
      expect.stringContaining('Die opdracht ken ik niet'),
      expect.stringContaining('niet in mijn bronnen'),
    ])
    expect(answerer.asked.map(({ question }) => question)).toEqual(['Rust helpt altijd en overal.'])
  })

  it('a rich message are left alone where it is strange', async () => {
    const { bot, of } = setUp()
    let deep: unknown = 'x'
    for (let level = 0; level < 1000; level++) deep = { blocks: [{ text: deep }] }
    for (const rich of [{}, { blocks: null }, { blocks: [null, 7, { text: {} }] }, deep])
      await bot.handleUpdate(incoming({ rich_message: rich as object }))
    expect(of('sendMessage').every(({ text: said }) => said !== undefined)).toBe(true)
  })

  it('a part that is quoted from another chat are checked', async () => {
    const { bot, of } = setUp()
    const quote = { text: passage!.text, position: 0 }
    await bot.handleUpdate(text('/controleer', { external_reply: { origin: { type: 'user', date: 0 } }, quote }))
    expect(of('sendMessage')[0]!.text).toContain('Letterlijk')
  })

  it('anything, whatever its shape, are read without failing', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('rich_message', 'poll', 'checklist'), (value, kind) => {
        const { text, entities } = wordsOf({ [kind]: value } as Partial<Message>)
        expect(typeof text).toBe('string')
        expect(entities).toEqual([])
      }),
    )
  })

  it('nobody, when there are none', async () => {
    const { bot, of, answerer } = setUp()
    await bot.handleUpdate(incoming(rich({ type: 'divider' })))
    expect(of('sendMessage')[0]!.text).toContain('ik kan alleen tekst lezen')
    expect(answerer.asked).toEqual([])
  })
})

it('another bot in a private chat is not answered', async () => {
  const { bot, calls } = setUp()
  const from = { id: 77, is_bot: true, first_name: 'Ander' }
  for (const words of ['Helpt rust?', '/start', '/controleer Rust helpt.'])
    await bot.handleUpdate(text(words, { from }))
  await bot.handleUpdate(incoming({ ...photo, from }))
  expect(calls).toEqual([])
})
