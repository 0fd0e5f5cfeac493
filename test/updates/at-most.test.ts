import { describe, expect, it } from 'vitest'
import { atMost } from '../../src/updates/at-most.ts'

const soon = () => new Promise<void>((resolve) => setTimeout(resolve, 2))

describe('doing at most so much at once', () => {
  it('does everything, in the order in which it came, and never more at once', async () => {
    const inTurn = atMost(2)
    const begun: number[] = []
    let running = 0
    let most = 0
    const results = await Promise.all(
      Array.from({ length: 9 }, (_, index) =>
        inTurn(async () => {
          begun.push(index)
          most = Math.max(most, ++running)
          await soon()
          running--
          return index
        }),
      ),
    )
    expect(results).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
    expect(begun).toEqual(results)
    expect(most).toBe(2)
  })

  it('gives the place of what failed to the next', async () => {
    const inTurn = atMost(1)
    const failing = inTurn(() => Promise.reject(new Error('no')))
    const next = inTurn(async () => 'yes')
    await expect(failing).rejects.toThrow('no')
    expect(await next).toBe('yes')
  })
})
