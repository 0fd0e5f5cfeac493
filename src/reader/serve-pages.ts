import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { LRUCache } from 'lru-cache'
import { APP, SEARCH } from './address.ts'
import { CHOICE, type Choices, choose, NOTHING, placeOf, queryOf, readChoices } from './choices.js'
import { policyOf } from './layout.ts'
import { type Routes, routesOf, type SiteFile } from './routes.ts'
import { APP_FIELD, FIELD, MAX_QUESTION, searchPage } from './search-page.ts'
import { readShort, SHORT } from './short-query.ts'
import { asApp, type Search, type Site } from './site.ts'

/** The pages, as a server of the bot gives them to browsers. */
export interface PageServer {
  /** Serves the pages of this site from now on. Before the first, nothing is found. */
  show(site: Site): void
  /** Answers a request. Whatever is asked for, only a file of the site is found. */
  handle(request: IncomingMessage, response: ServerResponse): void
}

/** Bytes of pages and pictures that are kept once they were made: the corpus takes some 4 MB, its pictures 8. */
const MAX_KEPT = 16 * 1024 * 1024
const zip = promisify(gzip)

/** Where Telegram's apps for browsers are, which show the app in a frame. */
const TELEGRAM = 'https://web.telegram.org https://weba.telegram.org https://webk.telegram.org'

/** Nothing from elsewhere, nothing said to others of where a reader comes from, nothing guessed. */
const HEADERS = {
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  'Cross-Origin-Resource-Policy': 'same-origin',
}
const UNKEPT = { 'Cache-Control': 'no-store' }
/** A browser asks whether what it has is still the same. */
const CHECKED = { 'Cache-Control': 'private, no-cache' }
/** An address with a version in it never means anything else. */
const FOR_EVER = { 'Cache-Control': 'public, max-age=31536000, immutable' }

type Headers = Readonly<Record<string, string>>

/** The pages for browsers, or for the app. */
interface Side {
  readonly site: Site
  readonly routes: Routes
  readonly headers: Headers
}

interface Kept {
  readonly status: number
  readonly type: string
  readonly body: Buffer
  /** Null for what doesn't become smaller. */
  readonly zipped: Buffer | null
  readonly tag: string
}

/** What is asked for, by its path on its side, and for whom. */
interface Wanted {
  readonly routes: Routes
  readonly path: string
  readonly choices: Choices
}

interface Shown {
  /** Path of the address of the site, which a proxy may have stripped; ends in a slash. */
  readonly base: string
  readonly pages: Side
  readonly app: Side
  readonly kept: LRUCache<string, Kept, Wanted>
}

/**
 * @param onFailure is told of a page that could not be made, of which the reader gets a status alone, and of a question that could not be
 * answered.
 */
export function createPageServer(onFailure: (error: unknown) => void): PageServer {
  let shown: Shown | null = null

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (shown === null) return end(response, 503, { ...HEADERS, 'Retry-After': '5' })
    const { base, kept } = shown
    const [asked = '', query = ''] = (request.url ?? '/').split('?')
    const whole = asked.slice(asked.startsWith(base) ? base.length : 1)
    const isApp = whole.startsWith(APP)
    const { site, routes, headers } = isApp ? shown.app : shown.pages
    const path = isApp ? whole.slice(APP.length) : whole
    const fields = new URLSearchParams(query)
    const change = fields.get(CHOICE)
    const short = readShort(fields.get(SHORT) ?? '', site)
    const before = query === '' ? NOTHING : (short ?? readChoices(query))
    // Read anew: a button of ours names only what may be chosen, an address anything.
    const choices = change === null ? before : readChoices(queryOf(choose(before, change)))
    if (request.method === 'POST' && site.search && path.replace(/\/$/, '') === SEARCH)
      return answer(request, response, { ...site, choices }, site.search, headers, onFailure)
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return end(response, 405, { ...headers, Allow: 'GET, HEAD' })
    const isFound = routes.has(path)
    if (!isFound && (routes.has(`${path}/`) || `${whole}/` === APP)) {
      // Relative: a proxy may have stripped the beginning of the path. A browser keeps the fragment.
      return end(response, 301, { ...headers, Location: `${path.split('/').at(-1)}/${queryOf(choices)}` })
    }
    if (isFound && change !== null)
      return end(response, 303, { ...headers, Location: `./${queryOf(choices)}${placeOf(change)}` })
    if (isFound && short !== null) return end(response, 303, { ...headers, Location: `./${queryOf(choices)}` })
    const wanted = { routes, path: isFound ? path : NOT_FOUND, choices }
    const key = (isApp ? APP : '') + wanted.path + queryOf(choices)
    // There are far more baskets than pages.
    const file =
      choices.basket.length > 0
        ? await make(wanted)
        : (kept.get(key) ?? (await kept.forceFetch(key, { context: wanted })))
    const caching = file.status === 200 ? (query.startsWith('v=') ? FOR_EVER : CHECKED) : UNKEPT
    send(request, response, file, { ...headers, ...caching })
  }

  return {
    show(site) {
      const app = asApp(site)
      shown = {
        base: site.url === null ? '/' : `${new URL(site.url).pathname.replace(/\/$/, '')}/`,
        pages: { site, routes: routesOf(site), headers: headersOf(site, "'none'") },
        app: { site: app, routes: routesOf(app), headers: headersOf(app, TELEGRAM) },
        kept: new LRUCache({
          maxSize: MAX_KEPT,
          sizeCalculation: ({ body, zipped }) => body.length + (zipped?.length ?? 0) + 1,
          // Whoever asks while it is made waits for the same one.
          fetchMethod: (_key, _stale, { context }) => make(context),
          ignoreFetchAbort: true,
        }),
      }
    },
    handle(request, response) {
      respond(request, response).catch((error: unknown) => {
        // Whoever breaks off while asking is answered by nobody.
        if (request.errored !== null) return
        onFailure(error)
        end(response, 500, HEADERS)
      })
    },
  }
}

/** The route of what is shown where nothing is. */
const NOT_FOUND = '404.html'

async function make({ routes, path, choices }: Wanted): Promise<Kept> {
  const file = await routes.get(path)!(choices)
  // Of some quotes there is no picture.
  if (file === null) return make({ routes, path: NOT_FOUND, choices })
  return pack(file, path === NOT_FOUND ? 404 : 200)
}

/** Answers the question in the body of a request. It is nowhere but in this answer: not in an address, a log or a file. */
async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  site: Site,
  search: Search,
  headers: Headers,
  onFailure: (error: unknown) => void,
): Promise<void> {
  const body = await readBody(request)
  if (body === null) return end(response, 413, { ...headers, Connection: 'close' })
  const fields = new URLSearchParams(body)
  const question = (fields.get(FIELD) ?? '').slice(0, MAX_QUESTION)
  const initData = site.app ? (fields.get(APP_FIELD) ?? '').slice(0, MAX_INIT_DATA) : ''
  const result = await search.ask(question, { address: addressOf(request), initData }).catch((error: unknown) => {
    onFailure(error)
    return null
  })
  const html = searchPage(site, search, { question, initData, result })
  const status = result === null ? 500 : 'seconds' in result ? 429 : 200
  send(request, response, await pack({ type: HTML, body: html }, status), { ...headers, ...UNKEPT })
}

/** UTF-16 units of what Telegram says of who opened the app: some 500. */
const MAX_INIT_DATA = 4096
/** Bytes of a form whose letters all take nine. */
const MAX_BODY = 9 * (MAX_QUESTION + MAX_INIT_DATA) + 100

/** @returns null when it is too long. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length
    if (size > MAX_BODY) return null
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

/** Who asks: the address that connects or, where that is a proxy of this machine or network, the one that it names. */
function addressOf({ socket, headers }: IncomingMessage): string {
  const address = socket.remoteAddress ?? ''
  const isNear = /^(?:::ffff:)?(?:127|10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.|^::1$|^f[cd]/i.test(address)
  const named = String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .at(-1)
    ?.trim()
  return (isNear && named) || address
}

const HTML = 'text/html; charset=utf-8'

async function pack({ type, body }: SiteFile, status: number): Promise<Kept> {
  const bytes = Buffer.from(body)
  const tag = `W/"${createHash('sha256').update(bytes).digest('base64url').slice(0, 16)}"`
  return { status, type, body: bytes, zipped: type.startsWith('image/') ? null : await zip(bytes), tag }
}

function send(
  { method, headers: asked }: IncomingMessage,
  response: ServerResponse,
  { status, type, body, zipped, tag }: Kept,
  headers: Headers,
): void {
  const all = { ...headers, ETag: tag, Vary: 'Accept-Encoding' }
  if (status === 200 && asked['if-none-match']?.includes(tag)) {
    response.writeHead(304, all).end()
    return
  }
  const isZipped = zipped !== null && /\bgzip\b/.test(String(asked['accept-encoding'] ?? ''))
  const sent = isZipped ? zipped : body
  response
    .writeHead(status, {
      ...all,
      'Content-Type': type,
      'Content-Length': sent.length,
      ...(isZipped && { 'Content-Encoding': 'gzip' }),
    })
    .end(method === 'HEAD' ? undefined : sent)
}

/** @param frames where its pages may be shown in a frame. */
function headersOf(site: Site, frames: string): Headers {
  return { ...HEADERS, 'Content-Security-Policy': `${policyOf(site)}; frame-ancestors ${frames}` }
}

function end(response: ServerResponse, status: number, headers: Headers): void {
  if (!response.headersSent) response.writeHead(status, { ...headers, ...UNKEPT }).end()
}
