import type { ElementContent } from 'hast'
import { h } from 'hastscript'
import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Translate } from '../i18n/translations.ts'

const LONGEST = 60

/** What an editor typed before in a field that says the same each time; empty when nothing. */
export function remembered(c: Context, field: 'who' | 'from' | 'author'): string {
  return getCookie(c, field) ?? ''
}

/** What was typed in such a field, on one line; remembered in this browser. */
export function remember(c: Context, field: 'who' | 'from' | 'author', given: unknown): string {
  const typed = String(given ?? '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST)
  setCookie(c, field, typed, { httpOnly: true, sameSite: 'Strict', path: '/', maxAge: 31_536_000 })
  return typed
}

/** The field in which an editor says who it is; filled in once it was said. */
export function whoField(c: Context, t: Translate, id = 'who'): ElementContent[] {
  return [
    h('label', { htmlFor: id }, t('desk-drafts-who')),
    h('input', {
      id,
      name: 'who',
      required: true,
      maxLength: LONGEST,
      autoComplete: 'name',
      value: remembered(c, 'who'),
    }),
  ]
}
