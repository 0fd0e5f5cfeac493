import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemory } from '../../src/telegram/memory.ts'

const first = { question: 'Wat is PEM?', shown: ['aaaaaaaa'] }
const second = { question: 'Helpt rust?', shown: ['bbbbbbbb'] }
const sent = (id: number) => [{ id, checksum: 'x' }]

describe('the memory of a chat', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('goes on from the last question', () => {
    const memory = createMemory()
    memory.remember({ chat: 1 }, 10, sent(11), first)
    memory.remember({ chat: 1 }, 12, sent(13), second)
    expect(memory.turnBefore({ chat: 1 }, 14)).toEqual(second)
  })

  it('goes on from the answer that is replied to', () => {
    const memory = createMemory()
    memory.remember({ chat: 1 }, 10, sent(11), first)
    memory.remember({ chat: 1 }, 12, sent(13), second)
    expect(memory.turnBefore({ chat: 1 }, 14, 11)).toEqual(first)
  })

  it('lets an edited question go on from the one before it, not from itself', () => {
    const memory = createMemory()
    memory.remember({ chat: 1 }, 10, sent(11), first)
    memory.remember({ chat: 1 }, 12, sent(13), second)
    expect(memory.turnBefore({ chat: 1 }, 12)).toEqual(first)
  })

  it('keeps chats apart', () => {
    const memory = createMemory()
    memory.remember({ chat: 1 }, 10, sent(11), first)
    expect(memory.turnBefore({ chat: 2 }, 14)).toBeNull()
  })

  it('holds the words of so many chats only: those who spoke last', () => {
    const memory = createMemory()
    for (let chat = 1; chat <= 10_000; chat++) memory.remember({ chat: chat }, 10, sent(11), first)
    memory.remember({ chat: 1 }, 12, sent(13), second)
    memory.remember({ chat: 10_001 }, 10, sent(11), first)
    expect(memory.turnBefore({ chat: 2 }, 14)).toBeNull()
    expect(memory.turnBefore({ chat: 1 }, 14)).toEqual(second)
    expect(memory.turnBefore({ chat: 10_001 }, 14)).toEqual(first)
    for (let user = 1; user <= 10_001; user++) memory.holdQuery(user, 'pacing')
    expect(memory.heldQuery(1)).toBeNull()
    expect(memory.heldQuery(10_001)).toBe('pacing')
  })

  it('forgets the words after ten minutes, but still knows which message to change', () => {
    const memory = createMemory()
    memory.remember({ chat: 1 }, 10, sent(11), first)
    vi.advanceTimersByTime(9 * 60_000)
    expect(memory.turnBefore({ chat: 1 }, 14)).toEqual(first)
    vi.advanceTimersByTime(61_000)
    expect(memory.turnBefore({ chat: 1 }, 14)).toBeNull()
    expect(memory.answersTo({ chat: 1 }, 10)).toEqual(sent(11))
    expect(vi.getTimerCount()).toBe(0)
  })

  it('forgets the words in ten minutes when the clock is set back a day meanwhile', () => {
    const memory = createMemory()
    memory.remember({ chat: 1 }, 10, sent(11), first)
    vi.setSystemTime(Date.now() - 86_400_000)
    vi.advanceTimersByTime(10 * 60_000)
    expect(memory.turnBefore({ chat: 1 }, 14)).toBeNull()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('forgets what was typed in inline mode after ten minutes', () => {
    const memory = createMemory()
    memory.holdQuery(1, 'pacing')
    vi.advanceTimersByTime(9 * 60_000)
    expect(memory.heldQuery(1)).toBe('pacing')
    vi.advanceTimersByTime(61_000)
    expect(memory.heldQuery(1)).toBeNull()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('goes by the clock that it is given, from its first moment on, whatever timers do', () => {
    let now = 0
    const memory = createMemory(() => now)
    memory.holdQuery(1, 'pacing')
    memory.remember({ chat: 1 }, 10, sent(11), first)
    now = 10 * 60_000 - 1
    expect([memory.heldQuery(1), memory.turnBefore({ chat: 1 }, 14)]).toEqual(['pacing', first])
    now++
    expect([memory.heldQuery(1), memory.turnBefore({ chat: 1 }, 14)]).toEqual([null, null])
  })

  it('keeps the topics of a chat apart', () => {
    const memory = createMemory()
    memory.remember({ chat: 1, thread: 7 }, 10, sent(11), first)
    expect(memory.turnBefore({ chat: 1, thread: 8 }, 14)).toBeNull()
    expect(memory.turnBefore({ chat: 1 }, 14)).toBeNull()
    expect(memory.turnBefore({ chat: 1, thread: 7 }, 14)).toEqual(first)
    for (let message = 20; message < 40; message++)
      memory.remember({ chat: 1, thread: 8 }, message, sent(message + 100), second)
    expect(memory.turnBefore({ chat: 1, thread: 7 }, 50)).toEqual(first)
  })

  it('forgets all topics of a chat when asked to, and of no chat with a longer number', () => {
    const memory = createMemory()
    memory.remember({ chat: 1, thread: 7 }, 10, sent(11), first)
    memory.remember({ chat: 1 }, 12, sent(13), first)
    memory.remember({ chat: 12 }, 10, sent(11), second)
    memory.forget(1)
    expect(memory.turnBefore({ chat: 1, thread: 7 }, 14)).toBeNull()
    expect(memory.answersTo({ chat: 1, thread: 7 }, 10)).toBeNull()
    expect(memory.turnBefore({ chat: 1 }, 14)).toBeNull()
    expect(memory.turnBefore({ chat: 12 }, 14)).toEqual(second)
  })

  it('forgets everything of a chat when asked to', () => {
    const memory = createMemory()
    memory.remember({ chat: 1 }, 10, sent(11), first)
    memory.remember({ chat: 2 }, 20, sent(21), second)
    memory.holdQuery(1, 'pacing')
    memory.forget(1)
    expect(memory.heldQuery(1)).toBeNull()
    expect(memory.turnBefore({ chat: 1 }, 14)).toBeNull()
    expect(memory.answersTo({ chat: 1 }, 10)).toBeNull()
    expect(memory.turnBefore({ chat: 2 }, 24)).toEqual(second)
  })
})
