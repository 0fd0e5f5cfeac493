import type { InlineQueryResultArticle, Update } from 'grammy/types'
import { describe, expect, it } from 'vitest'
import { EXAMPLE_QUESTIONS } from '../../src/telegram/example-questions.ts'
import { answered, declined, quoteOf } from '../support/fake-answerer.ts'
import { realCorpus } from '../support/real-corpus.ts'
import { type TestOptions, testBot } from '../support/test-bot.ts'
import { ANN, text } from '../support/updates.ts'

const corpus = realCorpus()
const page = corpus.document('mecvs-behandeling').passages
const interview = corpus.document('nvk-nos-mecvs-kinderen').passages
const zeker = interview.find((passage) => passage.text === 'Zeker.')!
const psychological = page.find(({ section }) => section.at(-1) === 'Een psychologische visie op ME/CVS')!
const opening = psychological.text.slice(0, psychological.sentences[0]!.end)
const empty = declined(corpus, { reason: 'empty' } as never)

const setUp = ({ answer = () => answered([psychological, zeker], corpus), ...options }: Partial<TestOptions> = {}) =>
  testBot({ corpus, answer: (question, previous) => (question ? answer(question, previous) : empty), ...options })

let number = 5000
function query(words: string, { offset = '', from = ANN as { id: number } } = {}): Update {
  number++
  return { update_id: number, inline_query: { id: `q${number}`, from, query: words, offset } as never }
}

function guest(extra: Record<string, unknown>): Update {
  number++
  const message = {
    message_id: 3,
    date: 0,
    guest_query_id: 'g1',
    from: ANN,
    chat: { id: -7, type: 'group', title: 'Elders' },
  }
  return { update_id: number, guest_message: { ...message, ...extra } as never }
}

interface Shown {
  results: InlineQueryResultArticle[]
  cache_time: number
  is_personal: boolean
  next_offset: string
  button?: { text: string; start_parameter: string }
}
const shown = (payload: unknown): Shown => payload as Shown
const textOf = ({ input_message_content }: InlineQueryResultArticle): string =>
  (input_message_content as { message_text: string }).message_text

describe('inline mode', () => {
  it('shows the best quote first: who says it where, the sentence, and the whole message with attribution', async () => {
    const { bot, of } = setUp()
    await bot.handleUpdate(query('is get schadelijk'))
    const { results } = shown(of('answerInlineQuery')[0])
    const [first, second] = results
    expect(first).toMatchObject({
      id: psychological.id,
      title: 'ME/CVS Stichting Nederland · Een psychologische visie op ME/CVS',
      description: psychological.text.slice(psychological.sentences[0]!.start, psychological.sentences[0]!.end),
    })
    expect(textOf(first!)).toContain(opening)
    expect(textOf(first!)).toContain('Bron: Behandeling ME/CVS')
    expect(second!.title).toMatch(/^NVK, in antwoord op NOS · /)
    expect(
      results
        .flatMap(({ reply_markup }) => reply_markup?.inline_keyboard.flat() ?? [])
        .every((button) => 'url' in button),
    ).toBe(true)
  })

  it('gives everybody the same, and Telegram may keep it', async () => {
    const { bot, of } = setUp()
    await bot.handleUpdate(query('is get schadelijk'))
    await bot.handleUpdate(query('is get schadelijk', { from: { ...ANN, id: 9, language_code: 'en' } as never }))
    const [ann, english] = of('answerInlineQuery').map(shown)
    expect(ann).toMatchObject({ cache_time: 300, is_personal: false, next_offset: '' })
    expect(english!.results).toEqual(ann!.results)
  })

  it('goes on by offset, up to ten results, none twice', async () => {
    const ranked = page.slice(0, 12).map((passage) => quoteOf(passage, corpus))
    const { bot, of } = setUp({ answer: () => answered([psychological], corpus, { ranked }) })
    const ids: string[] = []
    for (let offset = '0'; offset !== ''; offset = shown(of('answerInlineQuery').at(-1)).next_offset) {
      await bot.handleUpdate(query('rust', { offset }))
      ids.push(...shown(of('answerInlineQuery').at(-1)).results.map(({ id }) => id))
    }
    expect(of('answerInlineQuery')).toHaveLength(2)
    expect(ids[0]).toBe(psychological.id)
    expect(new Set(ids).size).toBe(10)
    await bot.handleUpdate(query('rust', { offset: '40' }))
    expect(shown(of('answerInlineQuery').at(-1)).results).toEqual([])
  })

  it('that finds nothing has a button to the private chat, which goes on with the question', async () => {
    const { bot, of, answerer } = setUp({ answer: () => declined(corpus) })
    await bot.handleUpdate(query('hoe bak ik een taart'))
    const { results, button, ...rest } = shown(of('answerInlineQuery')[0])
    expect(results).toEqual([])
    expect(rest).toMatchObject({ cache_time: 0, is_personal: true })
    await bot.handleUpdate(text(`/start ${button!.start_parameter}`))
    expect(answerer.asked.at(-1)!.question).toBe('hoe bak ik een taart')
    expect(of('sendMessage')[0]!.text?.split('\n')[0]).toBe('Vraag: hoe bak ik een taart')
  })

  it('of somebody else, or from before a restart or /vergeet, is not gone on with', async () => {
    const { bot, of } = setUp({ answer: () => declined(corpus) })
    await bot.handleUpdate(query('hoe bak ik een taart', { from: { ...ANN, id: 9 } }))
    await bot.handleUpdate(text('/start vraag'))
    await bot.handleUpdate(query('hoe bak ik een taart'))
    await bot.handleUpdate(text('/vergeet'))
    await bot.handleUpdate(text('/start vraag'))
    expect(of('sendMessage').map((sent) => sent.text)).toEqual([
      expect.stringContaining('weet ik niet meer'),
      expect.stringContaining('vergeten'),
      expect.stringContaining('weet ik niet meer'),
    ])
  })

  it('without a question shows example questions with their answers, and the documents', async () => {
    const { bot, of } = setUp()
    await bot.handleUpdate(query(' '))
    const { results, cache_time, is_personal } = shown(of('answerInlineQuery')[0])
    expect(results.map(({ title }) => title)).toEqual(
      [...EXAMPLE_QUESTIONS, ...corpus.documents.map(({ title }) => title)].slice(0, 5),
    )
    expect(textOf(results[0]!)).toContain(`Vraag: ${EXAMPLE_QUESTIONS[0]}`)
    expect(textOf(results[0]!)).toContain(opening)
    expect({ cache_time, is_personal }).toEqual({ cache_time: 300, is_personal: false })
  })

  it('works only on the newest query of somebody who types on', async () => {
    const { bot, of, answerer } = setUp()
    await Promise.all([
      ...['i', 'is', 'is get', 'is get schadelijk'].map((words) => bot.handleUpdate(query(words))),
      bot.handleUpdate(query('rust', { from: { ...ANN, id: 9 } })),
    ])
    expect(answerer.asked.map(({ question }) => question)).toEqual(['is get schadelijk', 'rust'])
    expect(of('answerInlineQuery')).toHaveLength(2)
  })

  it('shows whoever is in danger the card first, and nobody else', async () => {
    const { bot, of } = setUp({ answer: () => declined(corpus, { danger: 'suicide' }) })
    await bot.handleUpdate(query('ik wil niet meer leven'))
    expect(shown(of('answerInlineQuery')[0])).toMatchObject({ is_personal: true, cache_time: 0 })
    expect(shown(of('answerInlineQuery')[0]).results.map(({ title }) => title)).toEqual(['card suicide nl'])
  })

  it('lets go of a query that got too old', async () => {
    const { bot, log } = setUp({
      refuse: () => ({
        error_code: 400,
        description: 'Bad Request: query is too old and response timeout expired or query ID is invalid',
      }),
    })
    await bot.handleUpdate(query('is get schadelijk'))
    expect(log).toEqual([])
  })
})

describe('as a guest', () => {
  const asked = { text: '@bronwijzer_bot is GET schadelijk?', entities: [{ type: 'mention', offset: 0, length: 15 }] }
  const answer = (payload: unknown) => (payload as { result: InlineQueryResultArticle }).result

  it('the bot answers with one message, complete in itself', async () => {
    const { bot, calls, of, answerer } = setUp()
    await bot.handleUpdate(guest(asked))
    expect(calls.map(({ method }) => method)).toEqual(['answerGuestQuery'])
    expect(answerer.asked[0]!.question).toBe('is GET schadelijk?')
    const result = answer(of('answerGuestQuery')[0])
    expect(textOf(result)).toContain(opening)
    expect(textOf(result)).toContain('NVK, in antwoord op NOS:')
    expect(result.reply_markup!.inline_keyboard.flat().every((button) => 'url' in button)).toBe(true)
  })

  it('it takes the message that is replied to for the question, and says how to ask when there is none', async () => {
    const { bot, of, answerer } = setUp()
    const call = { text: '@bronwijzer_bot', entities: asked.entities }
    await bot.handleUpdate(
      guest({ ...call, reply_to_message: { message_id: 1, date: 0, from: ANN, text: 'Helpt rust?' } }),
    )
    await bot.handleUpdate(guest(call))
    expect(answerer.asked.map(({ question }) => question)).toEqual(['Helpt rust?'])
    expect(textOf(answer(of('answerGuestQuery')[1]))).toContain('Zet je vraag achter @bronwijzer_bot')
  })

  it('it doesn’t use the preferences of a chat that happens to have the same number', async () => {
    const { bot, of, preferences } = setUp()
    preferences.write('-7', { language: 'en' })
    await bot.handleUpdate(guest(asked))
    expect(textOf(answer(of('answerGuestQuery')[0]))).toContain('in antwoord op NOS')
  })

  it('it is silent to bots, and says nothing when it fails', async () => {
    const { bot, calls } = setUp()
    await bot.handleUpdate(guest({ ...asked, from: { id: 7, is_bot: true, first_name: 'B' } }))
    expect(calls).toEqual([])
  })
})
