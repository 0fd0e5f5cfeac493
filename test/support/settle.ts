import { vi } from 'vitest'

/** Lets fake time pass, in small steps, until a promise settles. */
export async function settle<Value>(promise: Promise<Value>): Promise<Value> {
  let isPending = true
  const end = () => {
    isPending = false
  }
  promise.then(end, end)
  while (isPending) await vi.advanceTimersByTimeAsync(10)
  return promise
}
