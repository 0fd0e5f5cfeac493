import { describe, expect, it, vi } from 'vitest'
import { createFairUse } from '../../src/updates/fair-use.ts'

describe('fair use', () => {
  it('allows as many as the limit in a minute, and tells of the first refusal only', () => {
    let now = 0
    const fairUse = createFairUse({ perUser: 2, perChat: 5 }, () => now)
    const verdicts = [1, 2, 3, 4].map(() => fairUse.count('user', 7))
    expect(verdicts).toEqual([
      { allowed: true },
      { allowed: true },
      { allowed: false, first: true, seconds: 60 },
      { allowed: false, first: false, seconds: 60 },
    ])
    now = 59_500
    expect(fairUse.count('user', 7)).toEqual({ allowed: false, first: false, seconds: 1 })
    now = 60_000
    expect(fairUse.count('user', 7)).toEqual({ allowed: true })
  })

  it('refuses nobody for longer than a minute when the clock is set back a day', () => {
    vi.useFakeTimers()
    try {
      const fairUse = createFairUse({ perUser: 1, perChat: 1 })
      fairUse.count('user', 7)
      vi.setSystemTime(Date.now() - 86_400_000)
      expect(fairUse.count('user', 7)).toEqual({ allowed: false, first: true, seconds: 60 })
      vi.advanceTimersByTime(60_000)
      expect(fairUse.count('user', 7)).toEqual({ allowed: true })
    } finally {
      vi.useRealTimers()
    }
  })

  it('counts users, chats and inline questions apart', () => {
    const fairUse = createFairUse({ perUser: 1, perChat: 1 })
    for (const counted of ['user', 'chat', 'inline'] as const)
      expect(fairUse.count(counted, 1)).toEqual({ allowed: true })
    expect(fairUse.count('user', 2)).toEqual({ allowed: true })
    expect(fairUse.count('inline', 1)).toEqual({ allowed: true })
    expect(fairUse.count('user', 1).allowed).toBe(false)
  })

  it('knows no limit of 0', () => {
    const fairUse = createFairUse({ perUser: 0, perChat: 0 })
    for (let n = 0; n < 1000; n++) expect(fairUse.count('user', 1).allowed).toBe(true)
  })
})
