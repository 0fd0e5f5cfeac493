import { createServer, type RequestListener } from 'node:http'
import { routesOf } from '../../src/reader/routes.ts'
import { createPageServer } from '../../src/reader/serve-pages.ts'
import type { Site } from '../../src/reader/site.ts'

interface Served {
  readonly address: string
  close(): void
}

/**
 * A site on this machine, as the bot serves it; `close` ends it.
 * @param onFailure is told what went wrong; default: it is thrown.
 */
export function serveSite(
  site: Site,
  onFailure: (error: unknown) => void = (error) => {
    throw error
  },
): Promise<Served> {
  const pages = createPageServer(onFailure)
  pages.show(site)
  return listen((request, response) => pages.handle(request, response))
}

/** A site on this machine as a host of files serves what "bronwijzer site" writes: it reads no address beyond its path. */
export function serveFiles(site: Site): Promise<Served> {
  const routes = routesOf({ ...site, search: null })
  return listen(async ({ url }, response) => {
    const file = await routes.get(new URL(url!, 'http://host').pathname.slice(1))?.()
    response.writeHead(file ? 200 : 404, { 'Content-Type': file?.type ?? 'text/plain' }).end(file?.body)
  })
}

async function listen(handle: RequestListener): Promise<Served> {
  const server = createServer(handle)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    address: `http://127.0.0.1:${(server.address() as { port: number }).port}`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
