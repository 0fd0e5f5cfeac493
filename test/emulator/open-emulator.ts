import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { type EmulatorOptions, startEmulator } from './emulator.ts'

/** A running emulator. */
export interface OpenEmulator {
  readonly url: string
  close(): Promise<void>
}

const START_WITHIN = 15_000 // ms

/**
 * Starts this repository's emulator, or connects to another one with the same control interface.
 * @param other its URL on this machine, or a command that starts it and prints its URL; null for our own.
 * @throws Error if it is on another machine or does not start.
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
  throw new Error(`"${command}" did not print the URL of an emulator, such as http://127.0.0.1:8081.`)
}
