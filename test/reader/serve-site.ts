import { createServer } from 'node:http'
import { createPageServer } from '../../src/reader/serve-pages.ts'
import type { Site } from '../../src/reader/site.ts'

/** A site on this machine, as the bot serves it; `close` ends it. */
export async function serveSite(site: Site): Promise<{ address: string; close(): void }> {
  const pages = createPageServer((error) => {
    throw error
  })
  pages.show(site)
  const server = createServer((request, response) => pages.handle(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    address: `http://127.0.0.1:${(server.address() as { port: number }).port}`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
