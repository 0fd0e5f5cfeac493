import { expect, it } from 'vitest'
import { createKeyedQueue } from '../../src/updates/keyed-queue.ts'

it('work in one lane is done in order, in others at the same time, and nothing is left behind', async () => {
  const queue = createKeyedQueue()
  const done: string[] = []
  const work = (name: string, ms: number) => async () => {
    await new Promise((resolve) => setTimeout(resolve, ms))
    done.push(name)
  }
  const all = [queue.run(1, work('a', 30)), queue.run(1, work('b', 0)), queue.run(2, work('c', 10))]
  expect(queue.size()).toBe(3)
  await Promise.all(all)
  expect(done).toEqual(['c', 'a', 'b'])
  expect(queue.size()).toBe(0)
})

it('where too much waits in one lane, what has waited longest is begun at once and told so, and the rest keeps its order', async () => {
  const queue = createKeyedQueue()
  const begun: string[] = []
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  const work = (name: string) => async (isShed: boolean) => {
    begun.push(isShed ? `${name} too much` : name)
    if (!isShed) await released
  }
  const all = ['a', 'b', 'c', 'd', 'e'].map((name) => queue.run(1, work(name)))
  all.push(queue.run(2, work('other')))
  queue.shed(2)
  expect(begun).toEqual(['a', 'other', 'b too much', 'c too much'])
  queue.shed(2)
  expect(begun).toHaveLength(4)
  release()
  await Promise.all(all)
  expect(begun.slice(4)).toEqual(['d', 'e'])
  expect(queue.size()).toBe(0)
})
