import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Answer } from '../../src/answering/answer.ts'
import { instrumentAnswerer } from '../../src/operations/instrument.ts'
import { createLog } from '../../src/operations/log.ts'
import { createMetrics } from '../../src/operations/metrics.ts'
import type { Danger } from '../../src/safety/danger.ts'
import { answered, fakeAnswerer } from '../support/fake-answerer.ts'
import { realCorpus } from '../support/real-corpus.ts'
import { settle } from '../support/settle.ts'
import { type TestOptions, testBot } from '../support/test-bot.ts'
import { groupText, text } from '../support/updates.ts'

const corpus = realCorpus()
const CRY = 'Ik wil dood'
const detectDanger = (message: string): Danger | null => (message.includes(CRY) ? 'suicide' : null)

const broken: Answer = answered([{ ...corpus.passages[0]!, id: 'zzzzzzzz' }], corpus, { danger: 'suicide' })

describe('the card for somebody in danger goes out', () => {
  const FAILURES: Record<string, Partial<TestOptions>> = {
    'the search fails': { answer: () => Promise.reject(new Error('no model')) },
    'the quotes can’t be rendered': { answer: () => broken },
    'Telegram refuses the quotes': {
      refuse: (_, { text }) =>
        text?.includes('Bron:') ? { error_code: 400, description: 'Bad Request: message is too long' } : null,
    },
  }
  const answer = () => answered([corpus.passages[0]!], corpus, { danger: 'suicide' })

  it.each(Object.entries(FAILURES))('when %s', async (_, failure) => {
    const { bot, of, log } = testBot({ corpus, answer, detectDanger, ...failure })
    const cards = () => of('sendMessage').filter((sent) => sent.text === 'card suicide nl')
    const topic = { message_thread_id: 12, is_topic_message: true }
    await bot.handleUpdate(text(CRY, topic))
    expect(cards()).toEqual(expect.arrayContaining([expect.objectContaining({ message_thread_id: 12 })]))
    const inPrivate = cards().length
    await bot.handleUpdate(groupText(`/vraag ${CRY}`, topic))
    expect(cards()).toHaveLength(inPrivate + 1)
    expect(cards().at(-1)).toMatchObject({ message_thread_id: 12 })
    expect(log.length).toBeGreaterThan(0)
    expect(log.join()).not.toContain(CRY)
  })

  it('to nobody whose words are not for the bot', async () => {
    const { bot, calls } = testBot({ corpus, answer, detectDanger, ...FAILURES['the search fails'] })
    await bot.handleUpdate(groupText(CRY))
    expect(calls).toEqual([])
  })

  it('and nobody else gets it when something fails', async () => {
    const { bot, of } = testBot({ corpus, answer, detectDanger, ...FAILURES['the search fails'] })
    await bot.handleUpdate(text('Helpt rust?'))
    expect(of('sendMessage').map((sent) => sent.text)).toEqual([expect.stringContaining('ging iets mis')])
  })
})

describe('a message whose words signal danger', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  const lines: string[] = []
  const log = createLog({ level: 'info', secrets: [], out: { write: (line) => lines.push(line) } })
  const instrumented = (answer: () => Promise<Answer>) =>
    instrumentAnswerer(fakeAnswerer(answer), { metrics: createMetrics(() => 0), detectDanger, log })

  it('is answered within seconds while the model hangs, also behind others that wait for it', async () => {
    const { answer } = instrumented(() => new Promise<never>(() => {}))
    for (let time = 0; time < 4; time++) void answer('Helpt rust?')
    const begin = performance.now()
    expect(await settle(answer(CRY))).toMatchObject({ outcome: 'no_answer', danger: 'suicide' })
    expect(performance.now() - begin).toBeLessThanOrEqual(5_000)
  })

  it('is answered when the search fails, and the log says that it did', async () => {
    const { answer } = instrumented(() => Promise.reject(new RangeError(CRY)))
    expect(await settle(answer(CRY))).toMatchObject({ outcome: 'no_answer', danger: 'suicide' })
    expect(lines.at(-1)).toContain('RangeError')
    expect(lines.join()).not.toContain(CRY)
    await expect(answer('Helpt rust?')).rejects.toThrow()
  })

  it('has its quotes when the search works', async () => {
    const whole = answered([corpus.passages[0]!], corpus, { danger: 'suicide' })
    const { answer } = instrumented(async () => whole)
    expect(await settle(answer(CRY))).toBe(whole)
    expect(vi.getTimerCount()).toBe(0)
  })
})
