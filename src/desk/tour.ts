import type { ElementContent } from 'hast'
import { h } from 'hastscript'
import type { Context, Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Translate } from '../i18n/translations.ts'
import { button } from './layout.ts'

/** The steps: pages in the order of the work, each with a sentence on what is done there. */
const STEPS = [
  { path: '/', key: 'desk-tour-start' },
  { path: '/import', key: 'desk-tour-import' },
  { path: '/questions', key: 'desk-tour-questions' },
  { path: '/trial', key: 'desk-tour-trial' },
  { path: '/publish', key: 'desk-tour-publish' },
]
const SEEN = 'toured'

/** The step of the tour to show on a page: the first one at the first visit, or the one to which the step before led; null for none. */
export function tourStep(c: Context, t: Translate): ElementContent | null {
  const at = STEPS.findIndex(({ path }) => path === c.req.path)
  const isOn = c.req.query('tour') !== undefined || (at === 0 && getCookie(c, SEEN) === undefined)
  if (at < 0 || !isOn || c.req.method !== 'GET') return null
  const next = STEPS[at + 1]
  return h('section', { className: ['notice', 'tour'], ariaLabel: t('desk-tour') }, [
    h('p', h('strong', t('desk-tour-step', { step: at + 1, of: STEPS.length }))),
    h('p', t(STEPS[at]!.key)),
    next ? h('a', { className: 'go', href: `${next.path}?tour` }, t('desk-tour-next')) : null,
    button('/tour', t(next ? 'desk-tour-skip' : 'desk-tour-end')),
  ])
}

/** Ends the tour, and doesn't begin it again in this browser. */
export function tour(app: Hono): void {
  app.post('/tour', (c) => {
    setCookie(c, SEEN, 'yes', { httpOnly: true, sameSite: 'Strict', path: '/', maxAge: 31_536_000 })
    return c.redirect('/', 303)
  })
}
