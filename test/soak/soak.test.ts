import { describe, expect, it } from 'vitest'
import { type Asked, countAgain, judge, type SentCall } from './judge.ts'

const answers = new Set(['one', 'two'])
const privately = (message: number, answer: string): Asked => ({
  chat: 5,
  topic: null,
  message,
  update: message,
  answer,
  isReplied: false,
})
const inTopic: Asked = { chat: -7, topic: 3, message: 20, update: 20, answer: 'one', isReplied: true }
const first = privately(10, 'one')
const second = privately(11, 'two')

let id = 0
const sent = (
  chat_id: number,
  text: string,
  more: Partial<SentCall> & { params?: SentCall['params'] } = {},
): SentCall => ({
  id: ++id,
  method: 'sendMessage',
  ok: true,
  ...more,
  params: { chat_id, text, ...more.params },
})

describe('judging a soak test', () => {
  it('finds nothing wrong when every question is answered once and in order', () => {
    const calls = [sent(5, 'one'), sent(5, 'the rest of one'), sent(5, 'two')]
    expect(judge([first, second], calls, answers)).toEqual({ lost: [], repeated: [], misplaced: 0, disordered: 0 })
  })

  it('misses an answer that Telegram refused, and counts one whose receipt was lost', () => {
    const refused = sent(5, 'one', { ok: false })
    const unheard = sent(5, 'two', { ok: false, fault: 'drop:after', executed: { ok: true } })
    expect(judge([first, second], [refused, unheard], answers).lost).toEqual([first])
  })

  it('counts answers that come again', () => {
    const calls = [sent(5, 'one'), sent(5, 'one'), sent(5, 'two')]
    expect(judge([first, second], calls, answers).repeated).toEqual([{ question: first, sent: calls.slice(0, 2) }])
  })

  it('tells those that came again for want of a receipt', () => {
    const unheard = sent(5, 'one', { ok: false, fault: '500:after', executed: { ok: true } })
    const again = (...calls: SentCall[]) => countAgain({ question: first, sent: calls })
    expect(again(unheard, sent(5, 'one'))).toEqual({ again: 1, unheard: 1 })
    expect(again(sent(5, 'one'), unheard)).toEqual({ again: 1, unheard: 0 })
  })

  it('notices an answer before that of an earlier question, but not one that comes again', () => {
    const disordered = (texts: string[]) =>
      judge(
        [first, second],
        texts.map((text) => sent(5, text)),
        answers,
      ).disordered
    expect(disordered(['two', 'one'])).toBe(1)
    expect(disordered(['one', 'two', 'one'])).toBe(0)
  })

  it('notices an answer in another chat or topic', () => {
    expect(judge([first], [sent(5, 'one'), sent(6, 'one')], answers).misplaced).toBe(1)
    const reply = (topic: number) =>
      sent(-7, 'one', { params: { message_thread_id: topic, reply_parameters: { message_id: 20 } } })
    expect(judge([inTopic], [reply(3)], answers)).toMatchObject({ lost: [], misplaced: 0 })
    expect(judge([inTopic], [reply(4)], answers)).toMatchObject({ lost: [inTopic], misplaced: 1 })
  })
})
