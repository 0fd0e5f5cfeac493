import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { PROJECT_FOLDER } from '../../src/config/config.ts'
import { nodeFlags } from '../support/node-flags.ts'

/** The bot as a process of its own, which can be killed. */
export interface BotProcess {
  /** Ends it as a power cut would, and starts it again. */
  crash(): Promise<void>
  /** Ends it as an update of the program does, and starts it again. */
  restart(): Promise<void>
  /** Tells it that the corpus on the disk has changed. */
  reload(): void
  isRunning(): boolean
  pid(): number
  /** @returns its exit status. */
  stop(): Promise<number | null>
  /** Lines of its log that are warnings or worse. */
  readonly complaints: readonly string[]
  /** Updates that its log says were handled, with when, in milliseconds since 1970: again where it was handled again. */
  readonly handled: readonly Handled[]
  /** Updates that its log, at the level debug, says are tried again: once for each time. */
  readonly retried: readonly number[]
  /** How many lines of its log hold something private. */
  leaks(): number
}

export interface Handled {
  readonly update: number
  readonly at: number
}

const MAX_COMPLAINTS = 200

/**
 * @param isPrivate whether a line of the log holds what may not be in it.
 * @param flags of Node, besides those of "npm start".
 */
export function startBot(
  environment: Readonly<Record<string, string>>,
  isPrivate: (line: string) => boolean,
  flags: readonly string[] = [],
): BotProcess {
  const complaints: string[] = []
  const handled: Handled[] = []
  const retried: number[] = []
  let leaks = 0
  let child = spawnBot()
  // However this process ends, it leaves no bot behind.
  const kill = () => void child.kill('SIGKILL')
  process.once('exit', kill)

  function spawnBot(): ChildProcess {
    const started = spawn(
      process.execPath,
      [...nodeFlags(), ...flags, join(PROJECT_FOLDER, 'dist', 'main.js'), 'start'],
      {
        env: environment,
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    )
    for (const stream of [started.stdout, started.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        const lines = text.split('\n').filter((line) => line !== '')
        leaks += lines.filter(isPrivate).length
        for (const line of lines) {
          const [, time = '', update] = /"time":"([^"]+)","update":(\d+),.*"outcome":/.exec(line) ?? []
          if (update) handled.push({ update: Number(update), at: Date.parse(time) })
          const [, again] = /"update":(\d+),.*"msg":"retrying"/.exec(line) ?? []
          if (again) retried.push(Number(again))
        }
        const worse = lines.filter((line) => !/"level":"(info|debug)"/.test(line))
        complaints.push(...worse.slice(0, MAX_COMPLAINTS - complaints.length))
      })
    }
    return started
  }

  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
    child.kill(signal)
    return ended
  }

  /** One after the other: a bot that is being stopped can't be killed, too. */
  let last: Promise<unknown> = Promise.resolve()
  function again(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const done = last.then(async () => {
      await end(signal)
      child = spawnBot()
    })
    last = done
    return done
  }

  return {
    complaints,
    handled,
    retried,
    leaks: () => leaks,
    crash: () => again('SIGKILL'),
    restart: () => again('SIGTERM'),
    reload: () => void child.kill('SIGHUP'),
    isRunning: () => child.exitCode === null && child.signalCode === null,
    pid: () => child.pid ?? 0,
    stop() {
      process.off('exit', kill)
      return end('SIGTERM')
    },
  }
}
