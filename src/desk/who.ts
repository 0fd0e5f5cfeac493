import type { ElementContent } from 'hast'
import { h } from 'hastscript'
import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Translate } from '../i18n/translations.ts'

const COOKIE = 'who'
const LONGEST = 60

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
      value: getCookie(c, COOKIE) ?? '',
    }),
  ]
}

/** Who it is, as it was typed in that field; remembered in this browser. */
export function whoTyped(c: Context, given: unknown): string {
  const who = String(given ?? '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST)
  setCookie(c, COOKIE, who, { httpOnly: true, sameSite: 'Strict', path: '/', maxAge: 31_536_000 })
  return who
}
