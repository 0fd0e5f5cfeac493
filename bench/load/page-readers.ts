import { Agent, get } from 'node:http'

/** People who read pages beside the chats. */
export interface PageReaders {
  /** Asks for the next page; all come in turn. */
  read(): void
  /** Milliseconds from each request to the end of its page, since this was asked last. */
  latencies(): number[]
  /** Requests that got no page. */
  failed(): number
  close(): void
}

/** As many as a browser's server sees at once. */
const CONNECTIONS = 50

/**
 * @param address of the site, without a slash at its end.
 * @param paths of its pages.
 */
export function createPageReaders(address: string, paths: readonly string[]): PageReaders {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  let times: number[] = []
  let failed = 0
  let turn = 0
  return {
    read() {
      const begun = performance.now()
      const url = `${address}/${paths[turn++ % paths.length]}`
      get(url, { agent, headers: { 'Accept-Encoding': 'gzip' } }, (response) => {
        if (response.statusCode !== 200) failed++
        response.resume().on('end', () => times.push(performance.now() - begun))
      }).on('error', () => failed++)
    },
    latencies() {
      const result = times
      times = []
      return result
    },
    failed: () => failed,
    close: () => agent.destroy(),
  }
}
