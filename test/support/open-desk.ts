import { type IncomingHttpHeaders, request } from 'node:http'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect } from 'vitest'
import { type Config, createConfig } from '../../src/config/config.ts'
import type { OpenProduct, PublishElsewhere } from '../../src/desk/desk.ts'
import { type Served, serveDesk } from '../../src/desk/serve.ts'
import { atTheEndOfFile } from './at-the-end.ts'
import { folderWith, tinyFiles } from './tiny-corpus.ts'

const open: Served[] = []
atTheEndOfFile(async () => {
  for (const one of open.splice(0)) await one.close()
})

/** What a page has while something goes on. */
export const GOES_ON = 'data-goes-on'

/** What a server answered. */
export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A desk over a copy of the tiny corpus, on a port of its own; it is closed after the tests of the file that asks for it. */
export async function openDesk(
  environment: Readonly<Record<string, string>> = {},
  files: Readonly<Record<string, string>> = tinyFiles(),
  product: OpenProduct = () => Promise.reject(new Error('This test opens no product.')),
  publishElsewhere: PublishElsewhere | null = null,
) {
  const folder = folderWith(Object.fromEntries(Object.entries(files).map(([path, text]) => [`corpus/${path}`, text])))
  const settings = createConfig({
    CORPUS_FOLDER: join(folder, 'corpus'),
    DRAFT_FOLDER: join(folder, 'draft'),
    INDEX_FOLDER: join(folder, 'index'),
    ...environment,
  })
  const config: Config = { ...settings, desk: { ...settings.desk, port: 0 } }
  const errors: unknown[] = []
  const served = await serveDesk(config, product, (error) => errors.push(error), publishElsewhere)
  open.push(served)
  const { port } = served
  const host = `127.0.0.1:${port}`
  const ask = (method: string, path: string, headers: Readonly<Record<string, string>> = {}, body?: string | Buffer) =>
    new Promise<Answer>((resolve, reject) => {
      // A connection of its own: on a busy machine, one that is kept open is closed while it is used again.
      const to = { host: '127.0.0.1', port, method, path, headers: { host, ...headers }, agent: false }
      const sent = request(to, (response) => {
        const parts: Buffer[] = []
        response
          .on('data', (part) => parts.push(part))
          .on('end', () =>
            resolve({
              status: response.statusCode!,
              headers: response.headers,
              body: Buffer.concat(parts).toString('utf8'),
            }),
          )
      })
      sent.on('error', reject).end(body)
    })
  const get = (path: string, headers = {}) => ask('GET', path, headers)
  return {
    folder,
    config,
    errors,
    address: `http://${host}`,
    draft: config.draftFolder,
    get,
    /** A page once nothing goes on any more. */
    async settled(path: string): Promise<string> {
      for (;;) {
        const { body, status } = await get(path)
        expect(status).toBe(200)
        if (!body.includes(GOES_ON)) return body
        await wait(20)
      }
    },
    /** Sends a form as the desk's own pages do; `headers` change that. */
    post: (path: string, fields: Readonly<Record<string, string>>, headers = {}) =>
      ask(
        'POST',
        path,
        { origin: `http://${host}`, 'content-type': 'application/x-www-form-urlencoded', ...headers },
        new URLSearchParams(fields).toString(),
      ),
    /** Sends a form with a file. */
    async upload(
      path: string,
      name: string,
      bytes: Uint8Array | string,
      fields: Readonly<Record<string, string>> = {},
    ) {
      const form = new FormData()
      for (const [field, value] of Object.entries(fields)) form.set(field, value)
      form.set('file', new File([bytes as BlobPart], name))
      const sent = new Response(form)
      const headers = { origin: `http://${host}`, 'content-type': sent.headers.get('content-type')! }
      return ask('POST', path, headers, Buffer.from(await sent.arrayBuffer()))
    },
    ask,
  }
}
