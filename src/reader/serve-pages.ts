import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { LRUCache } from 'lru-cache'
import { APP, SEARCH } from './address.ts'
import { queryOf, readChoices } from './choices.js'
import { policyOf } from './layout.ts'
import { notFoundPage } from './not-found-page.ts'
import { type Routes, routesOf, type SiteFile } from './routes.ts'
import { APP_FIELD, FIELD, MAX_QUESTION, searchPage } from './search-page.ts'
import { asApp, type Search, type Site } from './site.ts'

/** The pages, as a server of the bot gives them to browsers. */
export interface PageServer {
  /** Serves the pages of this site from now on. Before the first, nothing is found. */
  show(site: Site): void
  /** Answers a request. Whatever is asked for, only a file of the site is found. */
  handle(request: IncomingMessage, response: ServerResponse): void
}

/** Pages that are kept once they were made; each takes some 10 kB, and a picture 80. */
const MAX_KEPT = 500
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

/** The pages for browsers, or for the app. */
interface Side {
  readonly site: Site
  readonly routes: Routes
}

interface Kept {
  readonly type: string
  readonly body: Buffer
  readonly zipped: Buffer
  readonly tag: string
}

/**
 * @param onFailure is told of a page that could not be made, of which the reader gets a status alone, and of a question that could not be
 * answered.
 */
export function createPageServer(onFailure: (error: unknown) => void): PageServer {
  let shown: {
    readonly pages: Side
    readonly app: Side
    readonly kept: LRUCache<string, Promise<Kept | null>>
  } | null = null

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (shown === null) return end(response, 503, { 'Retry-After': '5' })
    const { kept } = shown
    const [asked = '', query = ''] = (request.url ?? '/').split('?')
    const whole = within(shown.pages.site.url, asked)
    const isApp = whole.startsWith(APP)
    const { site, routes } = isApp ? shown.app : shown.pages
    const path = isApp ? whole.slice(APP.length) : whole
    response.setHeader(...policy(isApp ? TELEGRAM : "'none'", site))
    const choices = readChoices(query)
    if (request.method === 'POST' && site.search && path.replace(/\/$/, '') === SEARCH)
      return answer(request, response, { ...site, choices }, site.search, onFailure)
    if (request.method !== 'GET' && request.method !== 'HEAD') return end(response, 405, { Allow: 'GET, HEAD' })
    if (!routes.has(path) && (routes.has(`${path}/`) || `${whole}/` === APP)) {
      // Relative: a proxy may have stripped the beginning of the path. A browser keeps the fragment.
      return end(response, 301, { Location: `${path.split('/').at(-1)}/${queryOf(choices)}` })
    }
    const make = routes.get(path)
    const key = whole + queryOf(choices)
    const found = make && (kept.get(key) ?? Promise.resolve(make(choices)).then((file) => file && keep(file)))
    // There are far more baskets than pages.
    if (found && choices.basket.length === 0) kept.set(key, found)
    found?.catch(() => kept.delete(key))
    const file = await found
    if (!file) {
      const page = notFoundPage({ ...site, choices })
      return send(request, response, 404, await keep({ type: HTML, body: page }), 'no-store')
    }
    // An address with a version in it never means anything else.
    const isForEver = query.startsWith('v=')
    send(request, response, 200, file, isForEver ? 'public, max-age=31536000, immutable' : 'private, no-cache')
  }

  return {
    show(site) {
      const app = asApp(site)
      shown = {
        pages: { site, routes: routesOf(site) },
        app: { site: app, routes: routesOf(app) },
        kept: new LRUCache({ max: MAX_KEPT }),
      }
    },
    handle(request, response) {
      respond(request, response).catch((error: unknown) => {
        onFailure(error)
        end(response, 500)
      })
    },
  }
}

/** Answers the question in the body of a request. It is nowhere but in this answer: not in an address, a log or a file. */
async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  site: Site,
  search: Search,
  onFailure: (error: unknown) => void,
): Promise<void> {
  const body = await readBody(request)
  if (body === null) return end(response, 413, { Connection: 'close' })
  const fields = new URLSearchParams(body)
  const question = (fields.get(FIELD) ?? '').slice(0, MAX_QUESTION)
  const initData = site.app ? (fields.get(APP_FIELD) ?? '').slice(0, MAX_INIT_DATA) : ''
  const result = await search.ask(question, { address: addressOf(request), initData }).catch((error: unknown) => {
    onFailure(error)
    return null
  })
  const html = searchPage(site, search, { question, initData, result })
  const status = result === null ? 500 : 'seconds' in result ? 429 : 200
  send(request, response, status, await keep({ type: HTML, body: html }), 'no-store')
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

async function keep({ type, body }: SiteFile): Promise<Kept> {
  const bytes = Buffer.from(body)
  const tag = `W/"${createHash('sha256').update(bytes).digest('base64url').slice(0, 16)}"`
  return { type, body: bytes, zipped: await zip(bytes), tag }
}

/** The part of a path that is below the address of the site; a proxy may have stripped the rest. */
function within(url: string | null, path: string): string {
  const base = url === null ? '/' : `${new URL(url).pathname.replace(/\/$/, '')}/`
  return path.startsWith(base) ? path.slice(base.length) : path.slice(1)
}

function send(request: IncomingMessage, response: ServerResponse, status: number, file: Kept, caching: string): void {
  const headers = { ...HEADERS, ETag: file.tag, 'Cache-Control': caching, Vary: 'Accept-Encoding' }
  if (status === 200 && request.headers['if-none-match']?.includes(file.tag)) {
    response.writeHead(304, headers).end()
    return
  }
  const isZipped = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? '')) && !file.type.startsWith('image/')
  const body = isZipped ? file.zipped : file.body
  response
    .writeHead(status, {
      ...headers,
      'Content-Type': file.type,
      'Content-Length': body.length,
      ...(isZipped && { 'Content-Encoding': 'gzip' }),
    })
    .end(request.method === 'HEAD' ? undefined : body)
}

function policy(frames: string, site: Site): [string, string] {
  return ['Content-Security-Policy', `${policyOf(site)}; frame-ancestors ${frames}`]
}

function end(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  if (!response.headersSent) response.writeHead(status, { ...HEADERS, ...headers, 'Cache-Control': 'no-store' }).end()
}
