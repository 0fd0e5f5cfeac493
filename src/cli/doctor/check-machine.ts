import { createHash } from 'node:crypto'
import { constants, existsSync, statSync } from 'node:fs'
import { access, readFile, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Address } from '../../config/config.ts'
import type { Check } from './check.ts'

/** Node before this one can't run us; `engines` in package.json says the same. */
const NODE = [20, 12] as const
/** Bytes: an index and its successor, with room to spare. */
const FREE = 300 * 1024 * 1024

/** Milliseconds that a listener on this machine may take to answer. */
const TIMEOUT = 3000

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex')

/** Whether Node is new enough. */
export function checkNode(version: string): Check {
  return {
    name: `Node ${version}`,
    async run() {
      const [major = 0, minor = 0] = version.replace('v', '').split('.').map(Number)
      const isEnough = major > NODE[0] || (major === NODE[0] && minor >= NODE[1])
      return isEnough ? null : `too old. Install Node ${NODE.join('.')} or newer.`
    },
  }
}

/** Whether a package that holds machine code loads. */
export function checkNative(name: string, load: () => Promise<unknown>): Check {
  return {
    name: `native module ${name}`,
    async run() {
      try {
        await load()
        return null
      } catch {
        return 'does not load. Run "npm ci" with the Node that runs the bot; it needs python3, make and g++.'
      }
    },
  }
}

/** Whether the files of the model are those that were published. */
export function checkModel(folder: string): Check {
  return {
    name: `model in ${folder}`,
    async run() {
      const list = join(folder, 'checksums.json')
      if (!existsSync(list)) return 'skipped'
      const known = JSON.parse(await readFile(list, 'utf8')) as Record<string, string>
      const wrong: string[] = []
      for (const [file, checksum] of Object.entries(known)) {
        const content = await readFile(join(folder, file)).catch(() => null)
        if (content === null || sha256(content) !== checksum)
          wrong.push(`${file} is ${content ? 'damaged' : 'missing'}`)
      }
      return wrong.length === 0 ? null : `${wrong.join(', ')}. Restore the folder from the repository.`
    },
  }
}

/** Whether files can be written in a folder, which need not be there yet. */
export function checkFolder(folder: string, setting: string): Check {
  return {
    name: `folder ${folder}`,
    async run() {
      let present = folder
      while (!existsSync(present)) present = dirname(present)
      const isOpen = await access(present, constants.W_OK).then(
        () => statSync(present).isDirectory(),
        () => false,
      )
      if (!isOpen) {
        return `can't be written. Give it to the user that runs the bot, or set ${setting} to another folder.`
      }
      const { bavail, bsize } = await statfs(present)
      const free = Math.round((bavail * bsize) / 1024 / 1024)
      return bavail * bsize >= FREE ? null : `only ${free} MB of the disk are free. Make room.`
    },
  }
}

/** Whether the port of the monitor is free, or the bot itself has it. */
export function checkMonitor(monitor: Address | null): Check {
  if (!monitor) return { name: 'monitor: MONITOR_PORT is 0, so there is none', run: async () => 'skipped' }
  const { host, port } = monitor
  return {
    name: `monitor on ${host}:${port}`,
    async run() {
      const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host
      try {
        const answer = await fetch(`http://${name}:${port}/healthz`, { signal: AbortSignal.timeout(TIMEOUT) })
        if ((await answer.text()) === 'ok\n') return null
      } catch (error) {
        const { code } = ((error as Error).cause ?? {}) as NodeJS.ErrnoException
        if (code === 'ECONNREFUSED') return null
      }
      return 'another program listens there. Set MONITOR_PORT to another one.'
    },
  }
}
