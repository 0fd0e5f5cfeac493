import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { PROJECT_FOLDER } from '../../src/config/config.ts'

/** The bot as somebody runs it, and all that it says. */
export interface StartedBot {
  readonly child: ChildProcess
  /** What it wrote so far, on standard output and on standard error. */
  readonly said: { out: string; errors: string }
  /** Its exit status; null when a signal ended it. */
  readonly ended: Promise<number | null>
}

/**
 * Starts "bronwijzer start" as a process of its own.
 * @param stdout where its log goes; default: into what it said.
 */
export function startedBot(
  environment: Readonly<Record<string, string>>,
  stdout: 'pipe' | number = 'pipe',
): StartedBot {
  const child = spawn(join(PROJECT_FOLDER, 'bin', 'bronwijzer'), ['start'], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', stdout, 'pipe'],
  })
  const said = { out: '', errors: '' }
  child.stdout?.on('data', (text) => (said.out += text))
  child.stderr?.on('data', (text) => (said.errors += text))
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve))
  return { child, said, ended }
}
