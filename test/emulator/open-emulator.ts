import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { type EmulatorOptions, startEmulator } from './emulator.ts'

/** An emulator that can be reached. */
export interface OpenEmulator {
  readonly url: string
  close(): Promise<void>
}

const START_WITHIN = 15_000 // ms

/**
 * Opens an emulator: this repository's own, or another with the same control interface.
 * @param other its address on this machine, or the command that starts it and prints its address.
 * @throws Error when it is elsewhere, or does not start.
 */
export async function openEmulator(other: string | null, options: EmulatorOptions = {}): Promise<OpenEmulator> {
  if (other === null) return startEmulator(options)
  if (!/^https?:\/\//.test(other)) return startCommand(other)
  if (!['127.0.0.1', 'localhost', '[::1]'].includes(new URL(other).hostname)) {
    throw new Error(`${other} is not on this machine: tests never talk to the real Telegram.`)
  }
  return { url: other.replace(/\/+$/, ''), close: async () => {} }
}

async function startCommand(command: string): Promise<OpenEmulator> {
  const child = spawn(`exec ${command}`, { shell: true, stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  process.once('exit', () => child.kill())
  const close = async () => {
    child.kill()
    await exited
  }
  const timer = setTimeout(() => child.kill(), START_WITHIN)
  for await (const line of createInterface({ input: child.stdout })) {
    const [url] = /https?:\/\/(?:127\.0\.0\.1|localhost):\d+/.exec(line) ?? []
    if (url === undefined) continue
    clearTimeout(timer)
    return { url, close }
  }
  throw new Error(`"${command}" printed no address of an emulator, such as http://127.0.0.1:8081.`)
}
