import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chownSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** A PostgreSQL server of its own, which can be killed. */
export interface DatabaseProcess {
  /** Of its administrator. */
  readonly url: string
  /** Ends it as a power cut would, and starts it again after a while. */
  crash(away: number): Promise<void>
  /** Ends it as a power cut would, or as its administrator does. */
  end(signal: 'SIGKILL' | 'SIGINT'): Promise<void>
  /** Starts it again. */
  begin(): Promise<void>
  /** All that is in it, as pg_dump writes it, but for corpora that were published: they have questions of their own. */
  dump(): string
  stop(): Promise<void>
}

/** Of its administrator, where it asks for one. */
const PASSWORD = 'geheim42'
/** Who runs it in the place of root, for whom it refuses to run. */
const NOBODY = 65_534
const START_WITHIN = 60_000 // ms

export interface DatabaseProcessOptions {
  /** Whether it asks users who come over the network for a password; default: it trusts everybody. */
  readonly asksPassword?: boolean
  /** Address of the server whose standby it is; default: it is a new one, and empty. */
  readonly standbyOf?: string
}

/**
 * @param programs folder of initdb, postgres, pg_basebackup and pg_dump.
 * @param folder for its files, which is made.
 */
export async function startDatabase(
  programs: string,
  folder: string,
  port: number,
  { asksPassword = false, standbyOf }: DatabaseProcessOptions = {},
): Promise<DatabaseProcess> {
  const isRoot = process.getuid?.() === 0
  const as = isRoot ? { uid: NOBODY, gid: NOBODY } : {}
  mkdirSync(folder, { recursive: true })
  if (isRoot) chownSync(folder, NOBODY, NOBODY)
  const data = join(folder, 'data')
  const program = (name: string) => join(programs, name)
  const passwordFile = join(folder, 'password')
  writeFileSync(passwordFile, PASSWORD, { mode: 0o644 })
  const access = asksPassword ? ['-A', 'scram-sha-256', `--pwfile=${passwordFile}`] : ['-A', 'trust']
  const [make, how] =
    standbyOf === undefined
      ? (['initdb', ['-U', 'postgres', ...access]] as const)
      : (['pg_basebackup', ['-d', standbyOf, '-R', '-c', 'fast']] as const)
  execFileSync(program(make), ['-D', data, '-N', ...how], { ...as, stdio: 'ignore' })
  let child = await start()
  // However this process ends, it leaves no server behind.
  process.once('exit', () => child.kill('SIGKILL'))

  async function start(): Promise<ChildProcess> {
    // After a crash, it refuses to start until what the last one left is gone.
    for (const since = Date.now(); Date.now() - since < START_WITHIN; await wait(200)) {
      const started = spawn(program('postgres'), ['-D', data, '-p', String(port), '-k', folder, '-h', '127.0.0.1'], {
        ...as,
        stdio: 'ignore',
      })
      while (started.exitCode === null) {
        if (await isListening()) return started
        await wait(100)
      }
    }
    throw new Error(`PostgreSQL in ${programs} does not start.`)
  }

  function isListening(): Promise<boolean> {
    return new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy()
        resolve(true)
      }).on('error', () => resolve(false))
    })
  }

  async function end(signal: 'SIGKILL' | 'SIGINT'): Promise<void> {
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill(signal)
    await ended
  }

  /** One after the other: a server that is away can't be killed. */
  let last: Promise<unknown> = Promise.resolve()
  const user = asksPassword ? `postgres:${PASSWORD}` : 'postgres'
  const url = `postgres://${user}@127.0.0.1:${port}/postgres`
  return {
    url,
    crash(away) {
      const done = last.then(async () => {
        await end('SIGKILL')
        await wait(away)
        child = await start()
      })
      last = done
      return done
    },
    dump: () =>
      execFileSync(program('pg_dump'), ['--exclude-schema=bronwijzer_index_*', url], {
        encoding: 'utf8',
        maxBuffer: 2 ** 30,
      }),
    end,
    async begin() {
      child = await start()
    },
    async stop() {
      await end('SIGINT')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
