import type { Server } from 'node:http'
import type { Address } from '../config/config.ts'

/**
 * Listens on an address.
 * @param setting name of the variable that says where.
 * @throws Error that says what to do when the address is taken or not allowed.
 */
export function listen(server: Server, { host, port }: Address, setting: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why =
        error.code === 'EADDRINUSE'
          ? 'another program listens there'
          : error.code === 'EACCES'
            ? 'this user may not'
            : `it fails with ${error.code}`
      reject(
        new Error(`Can't listen on ${host}:${port}: ${why}. Set ${setting}_PORT or ${setting}_HOST to another one.`),
      )
    })
    server.listen(port, host, () => resolve())
  })
}
