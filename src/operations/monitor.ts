import { createServer, type RequestListener, type Server } from 'node:http'
import { KEEP_ALIVE } from '../updates/listen.ts'
import type { Metrics } from './metrics.ts'

/** What must be available to answer questions. */
export interface Readiness {
  readonly model: boolean
  readonly index: boolean
  readonly telegram: boolean
}

/** Milliseconds. Node looks for requests that are too slow only so often, every half minute by itself. */
const TIMEOUTS = { requestTimeout: 5_000, headersTimeout: 5_000, connectionsCheckingInterval: 1_000 }
/** Milliseconds after which a connection on which nothing happens is closed: Prometheus asks every minute at most. */
const SILENT_FOR = 10_000

/**
 * Creates a server for /healthz (the process is alive), /readyz (it can answer questions) and /metrics.
 * @param pages what answers requests for anything else; null for nothing.
 * @param silentFor milliseconds after which a connection on which nothing happens is closed.
 */
export function createMonitor(
  metrics: Metrics,
  readiness: () => Readiness,
  pages: RequestListener | null = null,
  silentFor = SILENT_FOR,
): Server {
  const server = createServer(TIMEOUTS, async (request, response) => {
    const reply = (status: number, type: string, body: string) =>
      response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' }).end(body)
    const path = request.url?.split('?')[0]
    const isRead = request.method === 'GET' || request.method === 'HEAD'
    if (isRead && path === '/healthz') return reply(200, 'text/plain', 'ok\n')
    if (isRead && path === '/readyz') {
      const parts = readiness()
      return reply(Object.values(parts).every(Boolean) ? 200 : 503, 'application/json', `${JSON.stringify(parts)}\n`)
    }
    if (isRead && path === '/metrics') return reply(200, metrics.contentType, await metrics.text())
    return pages ? pages(request, response) : reply(404, 'text/plain', '')
  })
  server.setTimeout(silentFor)
  // Pages are read through a proxy.
  if (pages) server.keepAliveTimeout = KEEP_ALIVE
  return server
}
