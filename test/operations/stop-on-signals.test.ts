import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { stopOnSignals } from '../../src/operations/serve.ts'

const SIGNALS = ['SIGINT', 'SIGTERM'] as const

describe('a signal to stop', () => {
  afterEach(() => {
    vi.restoreAllMocks()
    vi.useRealTimers()
    for (const signal of SIGNALS) process.removeAllListeners(signal)
  })

  it('is heard once when npm passes on what the terminal sent, and a later one ends the process', () => {
    vi.useFakeTimers()
    const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never)
    const stopping = stopOnSignals()
    expect(stopping.aborted).toBe(false)
    process.emit('SIGINT')
    expect(stopping.aborted).toBe(true)
    vi.advanceTimersByTime(100)
    process.emit('SIGINT')
    expect(exit).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1000)
    process.emit('SIGTERM')
    expect(exit).toHaveBeenCalledExactlyOnceWith(1)
  })

  it('is the end of the terminal too, and without one that asks for something else', () => {
    const before = process.listenerCount('SIGHUP')
    const { isTTY } = process.stdout
    process.stdout.isTTY = false
    stopOnSignals()
    expect(process.listenerCount('SIGHUP')).toBe(before)
    process.stdout.isTTY = true
    const stopping = stopOnSignals()
    process.stdout.isTTY = isTTY
    process.emit('SIGHUP')
    expect(stopping.aborted).toBe(true)
    process.removeAllListeners('SIGHUP')
  })

  it('reaches the bot through npm, which would end its shell and leave the bot running alone', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
    expect(scripts.start).toMatch(/^exec bin\/bronwijzer /)
    expect(readFileSync('bin/bronwijzer', 'utf8')).toMatch(/^exec node /m)
  })
})
