import { type ChildProcess, fork } from 'node:child_process'
import { setPriority } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Picture } from './picture.ts'

/** A request to the process, and its reply. */
export interface ToDraw {
  readonly id: number
  readonly picture: Picture
}
export interface Drawn {
  readonly id: number
  /** Null when the fonts lack one of its letters. */
  readonly png: Uint8Array | null
}

/** Draws a picture; null when it can't be drawn as it was said. */
export type Draw = (picture: Picture) => Promise<Uint8Array | null>

/** Where Node finds the compiled entry, whether this file itself is compiled or not. */
const ENTRY = new URL('../../dist/reader/draw-child.js', import.meta.url)
/** Milliseconds without work after which the process ends, so that its 100 MB are free again. */
const IDLE = 20_000
/** Pictures that may wait: nobody can have the machine draw more than the site has, but all of them at once would take minutes. */
const MAX_WAITING = 100
/** As "nice": answers go before pictures. */
const LATER = 15

/**
 * Draws pictures in a process of its own, which starts with the first and ends when there is nothing to do: what draws is large, and
 * a picture takes longer than an answer.
 * @returns a function that rejects when too many wait, or when the process ended.
 */
export function drawInProcess(entry: URL = ENTRY, idle = IDLE): Draw {
  const waiting = new Map<number, { resolve: (png: Uint8Array | null) => void; reject: (error: Error) => void }>()
  let child: ChildProcess | null = null
  let timer: NodeJS.Timeout | undefined
  let tasks = 0

  function start(): ChildProcess {
    const started = fork(fileURLToPath(entry), {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      // It needs no variables, least of all the token.
      env: {},
    })
    if (started.pid !== undefined) setPriority(started.pid, LATER)
    // The bot may end while it draws.
    started.unref()
    started.channel?.unref()
    started.on('message', ({ id, png }: Drawn) => {
      waiting.get(id)?.resolve(png)
      waiting.delete(id)
      if (waiting.size === 0) timer = setTimeout(stop, idle).unref()
    })
    const stop = () => {
      child = null
      started.kill('SIGKILL')
    }
    const end = () => {
      if (child !== started) return
      child = null
      for (const { reject } of waiting.values()) reject(new Error('The process that draws pictures ended.'))
      waiting.clear()
    }
    started.on('error', end).on('exit', end)
    return started
  }

  return (picture) => {
    if (waiting.size >= MAX_WAITING) return Promise.reject(new Error('Too many pictures are waiting to be drawn.'))
    clearTimeout(timer)
    child ??= start()
    const task: ToDraw = { id: ++tasks, picture }
    child.send(task, () => {})
    return new Promise((resolve, reject) => waiting.set(task.id, { resolve, reject }))
  }
}
