import type { Server } from 'node:http'
import type { Address } from '../config/config.ts'

/**
 * Milliseconds. Proxies keep idle connections for about a minute, and the server has to outlast them: what is asked on a connection just as
 * it is closed is lost.
 */
export const KEEP_ALIVE = 75_000

/**
 * Starts listening on an address.
 * @param setting prefix of the variables that configure it, such as WEBHOOK for WEBHOOK_PORT.
 * @throws Error saying what to do when the address is taken or not permitted.
 */
export function listen(server: Server, { host, port }: Address, setting: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', ({ code }: NodeJS.ErrnoException) => {
      const reasons: Record<string, string> = {
        EADDRINUSE: 'another program is listening there',
        EACCES: 'this user is not permitted to',
      }
      const reason = reasons[code ?? ''] ?? `it fails with ${code}`
      reject(new Error(`Can't listen on ${host}:${port}: ${reason}. Change ${setting}_PORT or ${setting}_HOST.`))
    })
    server.listen(port, host, () => resolve())
  })
}
