import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** Where a relay leads. */
export interface Way {
  /** Port of a server on this machine. */
  readonly to: number
  /** Milliseconds that each answer of the server is held up; Infinity: it never arrives. */
  readonly delay?: number
}

/** A fixed address in front of servers, as one that moves with a failover. */
export interface Relay {
  readonly port: number
  /** Leads elsewhere from now on. @param keeps connections that are open; default: they break. */
  lead(way: Way, keeps?: boolean): void
  close(): Promise<void>
}

export async function openRelay(first: Way): Promise<Relay> {
  let way = first
  const open = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = connect(way.to, '127.0.0.1')
    const close = () => {
      for (const socket of [client, upstream]) {
        open.delete(socket)
        if (!socket.destroyed) socket.resetAndDestroy()
      }
    }
    for (const socket of [client, upstream]) {
      open.add(socket)
      socket.on('error', close).on('close', close)
    }
    client.pipe(upstream)
    upstream.on('data', (bytes) => {
      const { delay = 0 } = way
      if (delay === 0) client.write(bytes)
      else if (delay !== Number.POSITIVE_INFINITY) setTimeout(() => client.writable && client.write(bytes), delay)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const breakAll = () => {
    for (const socket of open) socket.resetAndDestroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    lead(next, keeps = false) {
      way = next
      if (!keeps) breakAll()
    },
    async close() {
      server.close()
      breakAll()
    },
  }
}
