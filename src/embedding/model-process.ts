import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { HiddenStates, Model } from './model.ts'

/** What the process is asked. */
export interface ProcessTask {
  /** From 1 on. */
  readonly id: number
  readonly ids: readonly number[]
}

/** What the process says. Without a text that failed (id 0), it is the model that can't be opened. */
export type ProcessMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly id: number; readonly states: HiddenStates }
  | { readonly kind: 'failed'; readonly id: number; readonly reason: string }

export interface ModelProcessOptions {
  /** Is told why a process ended that has to be replaced. */
  readonly onEnded?: (reason: string) => void
  /** Entry of the process; default: model-child.ts, compiled. */
  readonly entry?: URL
  /** Milliseconds of silence after which a process that has something to do counts as dead; default 30,000. */
  readonly patience?: number
}

/** Where Node finds the compiled entry, whether this file itself is compiled or not. */
const ENTRY = new URL('../../dist/embedding/model-child.js', import.meta.url)
/** It holds numbers, which come and go at once: little room is enough, and model-child.ts says when to collect them. */
const FLAGS = ['--max-semi-space-size=1', '--single-threaded', '--expose-gc']
const PATIENCE = 30_000
/** Processes that may end over the same text: what kills two is not given to a third. */
const TRIES = 2

/** The process ended before it answered. */
class ProcessEnded extends Error {
  /** Whether it ended over this text, not over one before it. */
  readonly isCause: boolean

  constructor(reason: string, isCause: boolean) {
    super(`The process of the model ended: ${reason}.`)
    this.name = 'ProcessEnded'
    this.isCause = isCause
  }
}

interface Running {
  readonly run: Model
  close(): Promise<void>
}

/**
 * Opens a model in a process of its own, so that this one can do something else while it runs. One that dies or falls silent is
 * replaced, and what it owed is asked of the next. Not a thread: onnxruntime-node 1.14 shares variables between threads, and a
 * second one damages the memory of the first.
 * @param path of the ONNX file.
 * @returns the model: its numbers are, to the bit, those of the same model in this process. And a way to end the other.
 * @throws Error why the model can't be loaded.
 */
export async function openModelProcess(
  path: string,
  { onEnded, entry = ENTRY, patience = PATIENCE }: ModelProcessOptions = {},
): Promise<{ readonly model: Model; close(): Promise<void> }> {
  let current: Promise<Running> | null = null
  let hasBegun = false

  function open(): Promise<Running> {
    const opened = startProcess(path, entry, patience, (reason) => {
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
          const running = await (current ?? open())
          return await running.run(ids)
        } catch (error) {
          if (!(error instanceof ProcessEnded)) throw error
          if (error.isCause && ++failures === TRIES) throw error
        }
      }
    },
    async close() {
      const last = current
      current = Promise.reject(new Error('The process of the model was closed.'))
      current.catch(() => {})
      await (await last)?.close()
    },
  }
}

/** @param onEnd called once, at the moment that the process can be used no more, with the reason. */
function startProcess(path: string, entry: URL, patience: number, onEnd: (reason: string) => void): Promise<Running> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(entry), [path], {
      execArgv: FLAGS,
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      // It needs nothing of what is set, least of all the token.
      env: {},
    })
    const waiting = new Map<number, { resolve: (states: HiddenStates) => void; reject: (error: Error) => void }>()
    let isReady = false
    let tasks = 0
    let isOver = false
    let timer: NodeJS.Timeout
    const exited = new Promise<void>((gone) => child.once('exit', () => gone()))

    function end(reason: string): void {
      if (isOver) return
      isOver = true
      clearTimeout(timer)
      child.kill('SIGKILL')
      onEnd(reason)
      reject(new Error(reason))
      // One after another: it was busy with the first.
      const [first, ...others] = waiting.values()
      first?.reject(new ProcessEnded(reason, true))
      for (const one of others) one.reject(new ProcessEnded(reason, false))
    }
    /** Counts the silence anew, or not at all while nothing is asked. */
    function listen(): void {
      clearTimeout(timer)
      if (!isReady || waiting.size > 0) {
        timer = setTimeout(() => end(`it was silent for ${patience} ms`), patience)
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
      if (!isOver) listen()
    })
    listen()

    function run(ids: readonly number[]): Promise<HiddenStates> {
      if (isOver) return Promise.reject(new ProcessEnded('it is over', false))
      return new Promise((resolve, reject) => {
        const task: ProcessTask = { id: ++tasks, ids }
        waiting.set(task.id, { resolve, reject })
        // When it can't be sent, the process is gone: its end says so.
        child.send(task, () => {})
        if (waiting.size === 1) listen()
      })
    }

    async function close(): Promise<void> {
      end('it was closed')
      await exited
    }
  })
}
