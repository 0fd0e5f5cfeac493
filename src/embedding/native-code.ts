/**
 * Lets a thread that runs native code end in peace. A thread that is stopped inside onnxruntime takes the whole process down
 * (`Napi::Error`, abort, and with it a core dump of what somebody asked). So whoever wants it to end says so here, and waits.
 */

/** Two numbers that both threads see: how much runs in native code, and whether the thread is to end. */
export type NativeState = Int32Array

const RUNNING = 0
const ENDING = 1

export function createNativeState(): NativeState {
  return new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT))
}

/** In the thread: does work in native code, unless the thread is to end: then it ends here. */
export async function inNativeCode<T>(state: NativeState, work: () => Promise<T>): Promise<T> {
  // First this, then the look: whoever waits has done it the other way round.
  Atomics.add(state, RUNNING, 1)
  try {
    if (Atomics.load(state, ENDING) === 1) process.exit()
    return await work()
  } finally {
    Atomics.sub(state, RUNNING, 1)
    Atomics.notify(state, RUNNING)
  }
}

/** Lets nothing in native code begin any more. @returns whether nothing runs there: only then may the thread be stopped. */
export function endNativeCode(state: NativeState): boolean {
  Atomics.store(state, ENDING, 1)
  return Atomics.load(state, RUNNING) === 0
}

/** Blocks this thread until nothing runs in native code in the other, for `limit` milliseconds at most. */
export function waitForNativeCode(state: NativeState, limit: number): void {
  const until = performance.now() + limit
  for (let left = limit; left > 0; left = until - performance.now()) {
    const running = Atomics.load(state, RUNNING)
    if (running === 0) return
    Atomics.wait(state, RUNNING, running, left)
  }
}
