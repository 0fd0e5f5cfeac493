/**
 * Stands in for node:timers/promises, which vi.useFakeTimers leaves alone: waits with the global setTimeout, real or fake. Use:
 *
 *     vi.mock('node:timers/promises', () => import('../support/timers-promises.ts'))
 */
export function setTimeout<Value>(
  ms: number,
  value?: Value,
  { signal }: { signal?: AbortSignal } = {},
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = globalThis.setTimeout(() => {
      signal?.removeEventListener('abort', abort)
      resolve(value as Value)
    }, ms)
    if (signal?.aborted) abort()
    else signal?.addEventListener('abort', abort, { once: true })
  })
}

export function setImmediate(): Promise<void> {
  return new Promise((resolve) => globalThis.setImmediate(() => resolve()))
}
