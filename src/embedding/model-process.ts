import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { HiddenStates, Model } from './model.ts'

/** A request to the process. */
export interface ProcessTask {
  /** From 1 on. */
  readonly id: number
  readonly ids: readonly number[]
}

/** A reply of the process. `failed` with id 0: the model can't be opened. */
export type ProcessMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly id: number; readonly states: HiddenStates }
  | { readonly kind: 'failed'; readonly id: number; readonly reason: string }

export interface ModelProcessOptions {
  /** Called with the reason when a process ended and will be replaced. */
  readonly onEnded?: (reason: string) => void
  /** Entry point of the process; default: model-child.ts, compiled. */
  readonly entry?: URL
  /** Milliseconds without a reply after which a busy process counts as dead; default 30,000. */
  readonly timeout?: number
}

/** Where Node finds the compiled entry, whether this file itself is compiled or not. */
const ENTRY = new URL('../../dist/embedding/model-child.js', import.meta.url)
/** A small young generation suffices, because its numbers are short-lived; model-child.ts collects them itself. */
const FLAGS = ['--max-semi-space-size=1', '--single-threaded', '--expose-gc']
const TIMEOUT = 30_000
/** A text that ends this many processes is not given to another. */
const TRIES = 2

/** The process ended before it answered. */
class ProcessEnded extends Error {
  /** Whether this text ended it, and not one before it. */
  readonly isCause: boolean

  constructor(reason: string, isCause: boolean) {
    super(`The model process ended: ${reason}.`)
    this.name = 'ProcessEnded'
    this.isCause = isCause
  }
}

/** A model in a process of its own. */
export interface ModelProcess {
  readonly model: Model
  /** Whether the process can take a text now; one that has ended is replaced. */
  isReady(): boolean
  close(): Promise<void>
}

interface Running {
  readonly run: Model
  close(): Promise<void>
}

/**
 * Opens a model in a process of its own, so that this one can work on. A process that dies or hangs is replaced, and its pending
 * texts go to the next. Not a thread: onnxruntime-node 1.14 shares variables between threads, and a second one corrupts the
 * memory of the first.
 * @param path of the ONNX file.
 * @returns the model, with the same numbers, to the bit, as in this process.
 * @throws Error why the model can't be loaded.
 */
export async function openModelProcess(
  path: string,
  { onEnded, entry = ENTRY, timeout = TIMEOUT }: ModelProcessOptions = {},
): Promise<ModelProcess> {
  let current: Promise<Running> | null = null
  let hasBegun = false
  let isReady = false

  function open(): Promise<Running> {
    const opened = startProcess(path, entry, timeout, (reason) => {
      if (current !== opened) return
      current = null
      isReady = false
      if (hasBegun) onEnded?.(reason)
    })
    current = opened
    opened.then(
      () => {
        isReady = current === opened
      },
      () => {},
    )
    return opened
  }

  await open()
  hasBegun = true
  return {
    isReady() {
      // It may have ended for a reason that has passed, and no question may come to find out.
      if (!current) open()
      return isReady
    },
    async model(ids) {
      for (let failures = 0; ; ) {
        try {
          const running = await (current ?? open())
          return await running.run(ids)
        } catch (error) {
          if (!(error instanceof ProcessEnded)) throw error
          if (error.isCause && ++failures === TRIES) throw error
        }
      }
    },
    async close() {
      isReady = false
      const last = current
      current = Promise.reject(new Error('The model process was closed.'))
      current.catch(() => {})
      await (await last)?.close()
    },
  }
}

/** @param onEnd called once with the reason, as soon as the process can't be used any more. */
function startProcess(path: string, entry: URL, timeout: number, onEnd: (reason: string) => void): Promise<Running> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(entry), [path], {
      execArgv: FLAGS,
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      // It needs no variables, least of all the token.
      env: {},
    })
    const waiting = new Map<number, { resolve: (states: HiddenStates) => void; reject: (error: Error) => void }>()
    let isReady = false
    let tasks = 0
    let isOver = false
    let timer: NodeJS.Timeout
    // A process that is stopped doesn't notice that this one has ended.
    const kill = () => void child.kill('SIGKILL')
    process.once('exit', kill)
    child.once('exit', () => process.off('exit', kill))
    const exited = new Promise<void>((gone) => child.once('exit', () => gone()))

    function end(reason: string): void {
      if (isOver) return
      isOver = true
      clearTimeout(timer)
      kill()
      onEnd(reason)
      reject(new Error(reason))
      // It works on one text at a time: the first of these.
      const [first, ...others] = waiting.values()
      first?.reject(new ProcessEnded(reason, true))
      for (const one of others) one.reject(new ProcessEnded(reason, false))
    }
    /** Restarts the timer, or stops it while the process is idle. */
    function restartTimer(): void {
      clearTimeout(timer)
      if (!isReady || waiting.size > 0) {
        timer = setTimeout(() => end(`it did not reply for ${timeout} ms`), timeout)
      }
    }

    child.on('error', (error) => end(error.message))
    child.on('exit', (status, signal) => end(`it ended with ${signal ?? `status ${status}`}`))
    child.on('message', (message: ProcessMessage) => {
      if (message.kind === 'ready') {
        isReady = true
        resolve({ run, close })
      } else if (message.kind === 'failed' && message.id === 0) {
        end(message.reason)
      } else {
        const task = waiting.get(message.id)
        waiting.delete(message.id)
        if (message.kind === 'done') task?.resolve(message.states)
        else task?.reject(new Error(message.reason))
      }
      if (!isOver) restartTimer()
    })
    restartTimer()

    function run(ids: readonly number[]): Promise<HiddenStates> {
      if (isOver) return Promise.reject(new ProcessEnded('it is over', false))
      return new Promise((resolve, reject) => {
        const task: ProcessTask = { id: ++tasks, ids }
        waiting.set(task.id, { resolve, reject })
        // When it can't be sent, the process is gone, and its exit is handled.
        child.send(task, () => {})
        if (waiting.size === 1) restartTimer()
      })
    }

    async function close(): Promise<void> {
      end('it was closed')
      await exited
    }
  })
}
