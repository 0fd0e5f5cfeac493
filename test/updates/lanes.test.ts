import { expect, it } from 'vitest'
import { createLanes } from '../../src/updates/lanes.ts'

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

it('where too much waits in one lane, what has waited longest is begun at once and told so, and the rest keeps its order', async () => {
  const lanes = createLanes()
  const begun: string[] = []
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  const work = (name: string) => async (isTooMuch: boolean) => {
    begun.push(isTooMuch ? `${name} too much` : name)
    if (!isTooMuch) await released
  }
  const all = ['a', 'b', 'c', 'd', 'e'].map((name) => lanes.run(1, work(name)))
  all.push(lanes.run(2, work('other')))
  lanes.thin(2)
  expect(begun).toEqual(['a', 'other', 'b too much', 'c too much'])
  lanes.thin(2)
  expect(begun).toHaveLength(4)
  release()
  await Promise.all(all)
  expect(begun.slice(4)).toEqual(['d', 'e'])
  expect(lanes.size()).toBe(0)
})
