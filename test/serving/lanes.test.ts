import { expect, it } from 'vitest'
import { createLanes } from '../../src/serving/lanes.ts'

it('work in one lane is done in order, in others at the same time, and nothing is left behind', async () => {
  const lanes = createLanes()
  const done: string[] = []
  const work = (name: string, ms: number) => async () => {
    await new Promise((resolve) => setTimeout(resolve, ms))
    done.push(name)
  }
  const all = [lanes.run(1, work('a', 30)), lanes.run(1, work('b', 0)), lanes.run(2, work('c', 10))]
  expect(lanes.size()).toBe(3)
  await Promise.all(all)
  expect(done).toEqual(['c', 'a', 'b'])
  expect(lanes.size()).toBe(0)
})
