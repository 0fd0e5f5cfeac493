import { serve } from '@hono/node-server'
import type { Config } from '../config/config.ts'
import { finishReplacing } from '../corpus/replace.ts'
import { loadTranslations } from '../i18n/translations.ts'
import { createDesk } from './app.ts'
import type { OpenProduct, PublishElsewhere } from './desk.ts'
import { openDrafts } from './drafts.ts'

/** A desk that listens. */
export interface Served {
  /** Of its first page, for a browser on this machine. */
  readonly address: string
  readonly port: number
  close(): Promise<void>
}

/**
 * Starts the desk.
 * @param onError is told of what no editor can mend.
 * @throws Error when the port is taken.
 */
export async function serveDesk(
  config: Config,
  open: OpenProduct,
  onError: (error: unknown) => void,
  publishElsewhere: PublishElsewhere | null = null,
): Promise<Served> {
  const { host, port, url } = config.desk
  finishReplacing(config.corpusFolder)
  const takenOver = loadTranslations()('nl')('desk-taken-over')
  const drafts = openDrafts(config.draftFolder, config.corpusFolder, takenOver)
  const app = createDesk(config, drafts, open, onError, publishElsewhere)
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: host, port }, (about) => {
      resolve({
        port: about.port,
        address: url ?? `http://${host.includes(':') ? `[${host}]` : host}:${about.port}`,
        close: () => new Promise((done) => server.close(() => done())),
      })
    })
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(
              `Port ${port} is taken, perhaps by a desk that runs already: open it, or name another with "--port".`,
            )
          : error,
      ),
    )
  })
}
