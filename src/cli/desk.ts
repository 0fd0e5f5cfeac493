import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { readConfig } from '../config/config.ts'
import { library } from '../importing/library.ts'
import type { Models } from '../product.ts'

interface Options {
  readonly port?: number
  readonly open: boolean
  readonly hashPassword?: boolean
}

/**
 * Serves the desk until it is interrupted.
 * @throws Error when it can't listen, or its libraries are missing.
 */
export async function desk({ port, open, hashPassword }: Options): Promise<void> {
  if (hashPassword) return printHash()
  const config = readConfig()
  const { serveDesk } = await library('hono @hono/node-server', () => import('../desk/serve.ts'))
  let models: Promise<Models> | null = null
  const listener = { onNotice: complain, onProgress: () => {} }
  const loaded = async () => {
    const { loadModels } = await import('../product.ts')
    models ??= loadModels(config)
    return models
  }
  const publishIn = (url: string) => async (corpusFolder: string) => {
    const { publishFolder } = await import('./index.ts')
    return publishFolder({ ...config, corpusFolder }, url, listener, await loaded())
  }
  const served = await serveDesk(
    { ...config, desk: { ...config.desk, port: port ?? config.desk.port } },
    async (corpusFolder, indexFolder) => {
      const { openProduct } = await import('../product.ts')
      return openProduct({ ...config, corpusFolder, indexFolder }, listener, null, await loaded())
    },
    (error) => complain(error instanceof Error ? error.message : String(error)),
    config.indexUrl === null ? null : publishIn(config.indexUrl),
  )
  process.stdout.write(`The desk is at ${served.address}. Stop: Ctrl-C.\n`)
  if (open) openBrowser(served.address)
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  process.exit()
}

function complain(line: string): void {
  process.stderr.write(`${line}\n`)
}

/** A machine without a browser is none that complains: the address is printed. */
function openBrowser(address: string): void {
  const program = { darwin: 'open', win32: 'explorer' }[process.platform as string] ?? 'xdg-open'
  spawn(program, [address], { detached: true, stdio: 'ignore' })
    .on('error', () => {})
    .unref()
}

async function printHash(): Promise<void> {
  const { hashPassword } = await import('../desk/password.ts')
  process.stderr.write('Type the password, then Enter and Ctrl-D.\n')
  const password = (await text(process.stdin)).replace(/\r?\n$/, '')
  if (password.length < SHORTEST) throw new Error(`A password of the desk has at least ${SHORTEST} letters.`)
  process.stdout.write(`DESK_PASSWORD=${await hashPassword(password)}\n`)
}

const SHORTEST = 12
