import { connect, type Socket } from 'node:net'

/** People who read pages beside the chats. */
export interface PageReaders {
  /** Asks for the next page; all come in turn. */
  read(): void
  /** Milliseconds from each request to the end of its page, since this was asked last. */
  latencies(): number[]
  /** Requests that got no page, or not all of one. */
  failed(): number
  close(): void
}

interface Connection {
  readonly socket: Socket
  /** When the page was asked for that is on its way. */
  begun: number
  /** Bytes of it that are still to come; null before its headers. */
  left: number | null
}

/** Headers of a page, which come in one piece, and how long it is. */
const HEAD = /^HTTP\/1\.1 200 [\s\S]*?\r\ncontent-length: (\d+)\r\n[\s\S]*?\r\n\r\n/i
/** Bytes in which all headers are. */
const MAX_HEAD = 2048

/**
 * Readers that spend little: they share the processors with the bot that is measured, and the client of Node takes twice as long for a
 * page as the bot. As a proxy does, they keep connections, one page at a time on each, and what they get stays compressed.
 * @param address of the site, without a slash at its end.
 * @param paths of its pages.
 */
export function createPageReaders(address: string, paths: readonly string[]): PageReaders {
  const { hostname, port } = new URL(address)
  const requests = paths.map((path) => `GET /${path} HTTP/1.1\r\nHost: ${hostname}\r\nAccept-Encoding: gzip\r\n\r\n`)
  const open = new Set<Connection>()
  const idle: Connection[] = []
  let times: number[] = []
  let failed = 0
  let turn = 0

  function start(): Connection {
    const connection: Connection = { socket: connect(Number(port), hostname), begun: 0, left: null }
    open.add(connection)
    const { socket } = connection
    const drop = () => {
      if (!open.delete(connection)) return
      const at = idle.indexOf(connection)
      // The bot closes a connection on which nothing happens; any other was to bring a page.
      if (at >= 0) idle.splice(at, 1)
      else failed++
      socket.destroy()
    }
    socket.setNoDelay(true)
    socket.on('error', drop).on('close', drop)
    socket.on('data', (part) => {
      if (connection.left === null) {
        const [head, length] = HEAD.exec(part.toString('latin1', 0, MAX_HEAD)) ?? []
        if (head === undefined) return drop()
        connection.left = Number(length) + head.length
      }
      connection.left -= part.length
      if (connection.left > 0) return
      times.push(performance.now() - connection.begun)
      connection.left = null
      idle.push(connection)
    })
    return connection
  }

  return {
    read() {
      const connection = idle.pop() ?? start()
      connection.begun = performance.now()
      connection.socket.write(requests[turn++ % requests.length]!, 'latin1')
    },
    latencies() {
      const result = times
      times = []
      return result
    },
    failed: () => failed,
    close() {
      for (const { socket } of [...open]) socket.destroy()
      open.clear()
    },
  }
}
