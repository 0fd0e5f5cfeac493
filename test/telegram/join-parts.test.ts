import { describe, expect, it } from 'vitest'
import { answered } from '../support/fake-answerer.ts'
import { realCorpus } from '../support/real-corpus.ts'
import { testBot } from '../support/test-bot.ts'
import { incoming, text } from '../support/updates.ts'

const corpus = realCorpus()
const [passage, other] = corpus.passages
const setUp = (refuse?: (method: string) => { error_code: number; description: string } | null) =>
  testBot({
    corpus,
    answer: (question) => answered([question.endsWith('?') ? passage! : other!], corpus),
    ...(refuse && { refuse }),
  })
/** A story of as many characters, that ends with a whole word. */
const story = (length: number) =>
  'ik ben moe '
    .repeat(400)
    .slice(0, length - 1)
    .concat('x')

describe('a paste that the app cuts', () => {
  it.each([
    ['in a word', 4096, ''],
    ['at a space', 4090, ' '],
  ])('%s is one message, with one answer', async (_, length, between) => {
    const { bot, answerer, calls, of } = setUp()
    const first = text(story(length), { date: 100 })
    await bot.handleUpdate(first)
    await bot.handleUpdate(text('en nu? Helpt rust?', { date: 101 }))
    expect(answerer.asked.at(-1)).toEqual({ question: `${story(length)}${between}en nu? Helpt rust?`, previous: null })
    expect(calls.map(({ method }) => method)).toEqual(['sendMessage', 'editMessageText'])
    expect(of('editMessageText')[0]!.text).toContain(passage!.text)
  })

  it('is answered, not refused as a quote that is too long, when it quotes something', async () => {
    const { bot, answerer, of } = setUp()
    await bot.handleUpdate(text(story(4096), { date: 100 }))
    await bot.handleUpdate(text(`Ik las: "${passage!.text.slice(0, 200)}". Helpt rust?`, { date: 100 }))
    expect(answerer.asked).toHaveLength(2)
    expect(of('editMessageText')[0]!.text).toContain(passage!.text)
  })

  it('in three is one as well', async () => {
    const { bot, answerer, of } = setUp()
    for (const part of [story(4096), story(4096), 'Helpt rust?']) await bot.handleUpdate(text(part, { date: 100 }))
    expect(answerer.asked.at(-1)!.question).toHaveLength(2 * 4096 + 11)
    expect(of('sendMessage')).toHaveLength(1)
  })

  it.each([
    ['after a while', text(story(4096), { date: 100 }), text('Helpt rust?', { date: 102 })],
    ['after a short message', text('Ik ben moe.', { date: 100 }), text('Helpt rust?', { date: 100 })],
  ])('is no paste when the second comes %s', async (_, first, second) => {
    const { bot, answerer, of } = setUp()
    await bot.handleUpdate(first)
    await bot.handleUpdate(second)
    expect(answerer.asked.at(-1)!.question).toBe('Helpt rust?')
    expect(of('sendMessage')).toHaveLength(2)
  })

  it('goes on for as long as such a text can be read', async () => {
    const { bot, answerer } = setUp()
    for (let part = 0; part < 12; part++) await bot.handleUpdate(text(story(4096), { date: 100 }))
    expect(Math.max(...answerer.asked.map(({ question }) => question.length))).toBe(16_384)
  })

  it('is joined once, also when its handling is tried again', async () => {
    const { bot, answerer } = setUp()
    const [first, second] = [text(story(4096)), text('Helpt rust?')]
    for (const update of [first, first, second, second]) await bot.handleUpdate(update)
    expect(answerer.asked.map(({ question }) => question.length)).toEqual([4096, 4096, 4107, 4107])
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

  it('with words under several pictures gets one answer, to all of them', async () => {
    const { bot, answerer, calls } = setUp()
    for (const update of [picture('Dit ben ik.'), picture(), picture('Helpt rust?')]) await bot.handleUpdate(update)
    expect(answerer.asked.at(-1)!.question).toBe('Dit ben ik.\nHelpt rust?')
    expect(calls.map(({ method }) => method)).toEqual(['sendMessage', 'editMessageText'])
  })

  it('that is forwarded gets one as well', async () => {
    const { bot, answerer, of } = setUp()
    const forwarded = { forward_origin: { type: 'hidden_user', date: 0, sender_user_name: 'B' } }
    for (const update of [picture('Rust helpt altijd.'), picture(), picture('En overal ook.')]) {
      Object.assign(update.message, forwarded)
      await bot.handleUpdate(update)
    }
    expect(of('sendMessage')).toHaveLength(1)
    expect(answerer.asked.at(-1)!.question).toBe('Rust helpt altijd.\nEn overal ook.')
  })
})
