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
    memory.remember(1, 10, sent(11), first)
    memory.remember(1, 12, sent(13), second)
    expect(memory.turnBefore(1, 14)).toEqual(second)
  })

  it('goes on from the answer that is replied to', () => {
    const memory = createMemory()
    memory.remember(1, 10, sent(11), first)
    memory.remember(1, 12, sent(13), second)
    expect(memory.turnBefore(1, 14, 11)).toEqual(first)
  })

  it('lets an edited question go on from the one before it, not from itself', () => {
    const memory = createMemory()
    memory.remember(1, 10, sent(11), first)
    memory.remember(1, 12, sent(13), second)
    expect(memory.turnBefore(1, 12)).toEqual(first)
  })

  it('keeps chats apart', () => {
    const memory = createMemory()
    memory.remember(1, 10, sent(11), first)
    expect(memory.turnBefore(2, 14)).toBeNull()
  })

  it('holds the words of so many chats only: those who spoke last', () => {
    const memory = createMemory()
    for (let chat = 1; chat <= 10_000; chat++) memory.remember(chat, 10, sent(11), first)
    memory.remember(1, 12, sent(13), second)
    memory.remember(10_001, 10, sent(11), first)
    expect(memory.turnBefore(2, 14)).toBeNull()
    expect(memory.turnBefore(1, 14)).toEqual(second)
    expect(memory.turnBefore(10_001, 14)).toEqual(first)
    for (let user = 1; user <= 10_001; user++) memory.holdQuery(user, 'pacing')
    expect(memory.heldQuery(1)).toBeNull()
    expect(memory.heldQuery(10_001)).toBe('pacing')
  })

  it('forgets the words after ten minutes, but still knows which message to change', () => {
    const memory = createMemory()
    memory.remember(1, 10, sent(11), first)
    vi.advanceTimersByTime(9 * 60_000)
    expect(memory.turnBefore(1, 14)).toEqual(first)
    vi.advanceTimersByTime(61_000)
    expect(memory.turnBefore(1, 14)).toBeNull()
    expect(memory.answersTo(1, 10)).toEqual(sent(11))
    expect(vi.getTimerCount()).toBe(0)
  })

  it('forgets the words in ten minutes when the clock is set back a day meanwhile', () => {
    const memory = createMemory()
    memory.remember(1, 10, sent(11), first)
    vi.setSystemTime(Date.now() - 86_400_000)
    vi.advanceTimersByTime(10 * 60_000)
    expect(memory.turnBefore(1, 14)).toBeNull()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('forgets what was typed in inline mode after ten minutes', () => {
    const memory = createMemory()
    // lru-cache takes the time 0 for none.
    vi.advanceTimersByTime(1)
    memory.holdQuery(1, 'pacing')
    vi.advanceTimersByTime(9 * 60_000)
    expect(memory.heldQuery(1)).toBe('pacing')
    vi.advanceTimersByTime(61_000)
    expect(memory.heldQuery(1)).toBeNull()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('forgets everything of a chat when asked to', () => {
    const memory = createMemory()
    memory.remember(1, 10, sent(11), first)
    memory.remember(2, 20, sent(21), second)
    memory.holdQuery(1, 'pacing')
    memory.forget(1)
    expect(memory.heldQuery(1)).toBeNull()
    expect(memory.turnBefore(1, 14)).toBeNull()
    expect(memory.answersTo(1, 10)).toBeNull()
    expect(memory.turnBefore(2, 24)).toEqual(second)
  })
})
