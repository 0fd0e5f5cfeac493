import { randomBytes } from 'node:crypto'
import { h } from 'hastscript'
import type { Context, Hono, MiddlewareHandler } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Config } from '../config/config.ts'
import type { Desk } from './desk.ts'
import { hidden } from './layout.ts'
import { isPassword } from './password.ts'

const SESSION = 'desk'
/** A working day. */
const SESSION_MS = 12 * 60 * 60 * 1000
/** Wrong passwords in a minute, after which none is looked at. */
const MOST_TRIES = 5
const MINUTE_MS = 60_000

/** Scripts, styles and forms of the desk alone; in no frame. */
export const HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  // Not "no-referrer": with that, browsers don't say where a form comes from.
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
} as const

/**
 * Lets nothing through that isn't a page of the desk talking to it: no name that was made to lead here (DNS rebinding), and no form of
 * another site. Also sets the headers by which a browser keeps others out.
 */
export function guard({ desk: { url } }: Config): MiddlewareHandler {
  return async (c, next) => {
    for (const [name, value] of Object.entries(HEADERS)) c.header(name, value)
    const host = c.req.header('host') ?? ''
    const isHere = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/.test(host)
    const isPublic = url !== null && host === new URL(url).host
    if (!isHere && !isPublic) return c.text('Unknown host.', 421)
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') {
      const own = isPublic ? url : `http://${host}`
      if (c.req.header('origin') !== own) return c.text('This form is not of the desk.', 403)
    }
    return next()
  }
}

/** Asks for the password, where there is one. Sessions are in memory: a new start asks again. */
export function login(app: Hono, { config, t, page }: Desk): void {
  const { password, url } = config.desk
  if (password === null) return
  const sessions = new Map<string, number>()
  let wrong: number[] = []
  const form = (c: Context, from: string, sentence: string | null, status: 401 | 429) =>
    page(c, {
      title: t(c)('desk-login'),
      status,
      main: [
        sentence === null ? null : h('p', { className: 'problem', role: 'alert' }, sentence),
        h('form', { method: 'post', action: '/login' }, [
          ...hidden({ from }),
          h('label', { htmlFor: 'password' }, t(c)('desk-password')),
          h('input', {
            id: 'password',
            name: 'password',
            type: 'password',
            autoComplete: 'current-password',
            required: true,
          }),
          h('p', h('button', { className: 'main' }, t(c)('desk-login'))),
        ]),
      ],
    })
  app.use(async (c, next) => {
    const token = getCookie(c, SESSION)
    if ((sessions.get(token ?? '') ?? 0) > Date.now() || c.req.path === '/style.css' || c.req.path === '/desk.js')
      return next()
    if (c.req.path !== '/login') return form(c, c.req.method === 'GET' ? c.req.path : '/', null, 401)
    const given = await c.req.parseBody()
    const from = localPath(given.from)
    wrong = wrong.filter((at) => at > Date.now() - MINUTE_MS)
    if (wrong.length >= MOST_TRIES) return form(c, from, t(c)('desk-login-later'), 429)
    // Counted before it is looked at: many at once are tried no oftener.
    wrong.push(Date.now())
    if (!(await isPassword(String(given.password ?? ''), password))) return form(c, from, t(c)('desk-login-wrong'), 401)
    wrong.pop()
    const made = randomBytes(32).toString('base64url')
    for (const [old, until] of sessions) if (until <= Date.now()) sessions.delete(old)
    sessions.set(made, Date.now() + SESSION_MS)
    setCookie(c, SESSION, made, { httpOnly: true, sameSite: 'Strict', secure: url !== null, path: '/' })
    return c.redirect(from, 303)
  })
  app.post('/logout', (c) => {
    sessions.delete(getCookie(c, SESSION) ?? '')
    deleteCookie(c, SESSION)
    return c.redirect('/', 303)
  })
}

/** A path of the desk itself, or "/": nothing sends an editor elsewhere. */
export function localPath(value: unknown): string {
  return typeof value === 'string' && /^\/(?![/\\])[\w\-./]*$/.test(value) ? value : '/'
}
