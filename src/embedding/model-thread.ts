import { Worker } from 'node:worker_threads'
import type { HiddenStates, Model } from './model.ts'
import { createNativeState, endNativeCode, type NativeState, waitForNativeCode } from './native-code.ts'

/** What the thread is started with. */
export interface ThreadSettings {
  readonly path: string
  readonly state: NativeState
}

/** What the thread is asked. */
export interface ThreadTask {
  readonly id: number
  readonly ids: BigInt64Array
}

/** What the thread says. */
export type ThreadMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly id: number; readonly states: HiddenStates }
  | { readonly kind: 'failed'; readonly id: number; readonly reason: string }

export interface ModelThreadOptions {
  /** Is told why a thread ended that has to be replaced. */
  readonly onEnded?: (reason: string) => void
  /** Entry of the thread; default: model-worker.ts, compiled. */
  readonly entry?: URL
  /** Milliseconds of silence after which a thread that has something to do counts as dead; default 30,000. */
  readonly patience?: number
}

/** Where Node finds the compiled entry, whether this file itself is compiled or not. */
const ENTRY = new URL('../../dist/embedding/model-worker.js', import.meta.url)
const PATIENCE = 30_000
/** Milliseconds that the end of the process waits for a run of the model: one of the longest text takes a tenth of it. */
const LAST_RUN = 1000
/** Threads that may end over the same text: what kills two is not given to a third. */
const TRIES = 2

/** The thread ended before it answered. */
class ThreadEnded extends Error {
  /** Whether it ended over this text, not over one before it. */
  readonly isCause: boolean

  constructor(reason: string, isCause: boolean) {
    super(`The thread of the model ended: ${reason}.`)
    this.name = 'ThreadEnded'
    this.isCause = isCause
  }
}

interface Thread {
  readonly run: Model
  close(): Promise<void>
}

/**
 * Opens a model in a thread of its own, so that this one can do something else while it runs. A thread that dies or falls silent
 * is replaced, and what it owed is asked of the next one.
 * @param path of the ONNX file.
 * @returns the model: its numbers are, to the bit, those of the same model in this thread. And a way to end the thread.
 * @throws Error why the model can't be loaded.
 */
export async function openModelThread(
  path: string,
  { onEnded, entry = ENTRY, patience = PATIENCE }: ModelThreadOptions = {},
): Promise<{ readonly model: Model; close(): Promise<void> }> {
  let current: Promise<Thread> | null = null
  let hasBegun = false

  function open(): Promise<Thread> {
    const opened = startThread(path, entry, patience, (reason) => {
      if (current !== opened) return
      current = null
      if (hasBegun) onEnded?.(reason)
    })
    current = opened
    return opened
  }

  await open()
  hasBegun = true
  return {
    async model(ids) {
      for (let failures = 0; ; ) {
        try {
          const thread = await (current ?? open())
          return await thread.run(ids)
        } catch (error) {
          if (!(error instanceof ThreadEnded)) throw error
          if (error.isCause && ++failures === TRIES) throw error
        }
      }
    },
    async close() {
      const last = current
      current = Promise.reject(new Error('The thread of the model was closed.'))
      current.catch(() => {})
      await (await last)?.close()
    },
  }
}

/** @param onEnd called once, at the moment that the thread can be used no more, with the reason. */
function startThread(path: string, entry: URL, patience: number, onEnd: (reason: string) => void): Promise<Thread> {
  return new Promise((resolve, reject) => {
    const state = createNativeState()
    const workerData: ThreadSettings = { path, state }
    const worker = new Worker(entry, { workerData })
    const letEnd = () => {
      endNativeCode(state)
      waitForNativeCode(state, LAST_RUN)
    }
    process.once('exit', letEnd)
    worker.once('exit', () => process.off('exit', letEnd))
    const waiting = new Map<number, { resolve: (states: HiddenStates) => void; reject: (error: Error) => void }>()
    let isReady = false
    let tasks = 0
    let isOver = false
    let timer: NodeJS.Timeout

    function end(error: Error): void {
      if (isOver) return
      isOver = true
      clearTimeout(timer)
      // In native code it can't be stopped: it ends by itself, before its next run.
      if (endNativeCode(state)) void worker.terminate()
      else worker.unref()
      onEnd(error.message)
      reject(error)
      // One after another: it was busy with the first.
      const [first, ...others] = waiting.values()
      first?.reject(new ThreadEnded(error.message, true))
      for (const one of others) one.reject(new ThreadEnded(error.message, false))
    }
    /** Counts the silence anew, or not at all while nothing is asked. */
    function listen(): void {
      clearTimeout(timer)
      if (!isReady || waiting.size > 0) {
        timer = setTimeout(() => end(new Error(`it was silent for ${patience} ms`)), patience)
      }
    }

    worker.on('error', end)
    worker.on('exit', (status) => end(new Error(`it ended with status ${status}`)))
    worker.on('message', (message: ThreadMessage) => {
      if (message.kind === 'ready') {
        isReady = true
        resolve({ run, close })
      } else {
        const task = waiting.get(message.id)
        waiting.delete(message.id)
        if (message.kind === 'done') task?.resolve(message.states)
        else task?.reject(new Error(message.reason))
      }
      listen()
    })
    listen()

    function run(ids: BigInt64Array): Promise<HiddenStates> {
      if (isOver) return Promise.reject(new ThreadEnded('it is over', false))
      return new Promise((resolve, reject) => {
        const task: ThreadTask = { id: ++tasks, ids }
        waiting.set(task.id, { resolve, reject })
        worker.postMessage(task)
        if (waiting.size === 1) listen()
      })
    }

    async function close(): Promise<void> {
      end(new Error('it was closed'))
      waitForNativeCode(state, LAST_RUN)
      await worker.terminate()
    }
  })
}
