import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { ElementContent } from 'hast'
import { toHtml } from 'hast-util-to-html'
import { h } from 'hastscript'
import type { Language, Translate } from '../i18n/translations.ts'
import type { DeskPage } from './desk.ts'

/** Files beside the pages; the compiler copies none of them to dist. */
export const ASSETS = { 'style.css': 'text/css; charset=utf-8', 'desk.js': 'text/javascript; charset=utf-8' } as const
export type Asset = keyof typeof ASSETS

export function readAsset(name: Asset): string {
  return readFileSync(new URL(`../../src/desk/${name}`, import.meta.url), 'utf8')
}

const address = (name: Asset) => `/${name}?v=${createHash('sha256').update(readAsset(name)).digest('hex').slice(0, 8)}`

/** Seconds between two looks at what goes on, without script. */
const LOOK_AGAIN = '3'

/** What a page may say was done, in `?done=`. */
const DONE = ['saved', 'undone', 'removed']

/** Where the editor is. */
export interface Place {
  readonly t: Translate
  readonly language: Language
  /** Path of the page. */
  readonly path: string
  readonly done: string | undefined
  /** A step of the tour. */
  readonly tour: ElementContent | null
  readonly navigation: readonly { readonly path: string; readonly label: string }[]
  /** Whether one can log out. */
  readonly hasSession: boolean
}

/** A whole page as HTML, from a tree whose texts and attributes are escaped: no text can become markup. */
export function renderPage(
  { title, main, goesOn = false }: DeskPage,
  { t, language, path, done, tour, navigation, hasSession }: Place,
): string {
  const head = h('head', [
    h('meta', { charSet: 'utf-8' }),
    h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    h('meta', { name: 'color-scheme', content: 'light dark' }),
    h('title', `${title} – ${t('desk-name')}`),
    h('link', { rel: 'stylesheet', href: address('style.css') }),
    h('script', { src: address('desk.js'), defer: true }),
    // The script keeps the focus, and what is being typed.
    goesOn ? h('noscript', h('meta', { httpEquiv: 'refresh', content: LOOK_AGAIN })) : null,
  ])
  const isHere = (to: string) => (to === '/' ? path === '/' : `${path}/`.startsWith(`${to}/`))
  const body = h('body', [
    h('a', { className: 'skip', href: '#main' }, t('desk-skip')),
    h('header', [
      h(
        'nav',
        { ariaLabel: t('desk-navigation') },
        navigation.map((to) => h('a', { href: to.path, ariaCurrent: isHere(to.path) ? 'page' : null }, t(to.label))),
      ),
    ]),
    h('main', { id: 'main', tabIndex: -1, dataGoesOn: goesOn ? '' : null }, [
      done !== undefined && DONE.includes(done)
        ? h('p', { className: 'notice', role: 'status' }, t(`desk-done-${done}`))
        : null,
      tour,
      h('h1', title),
      ...main,
    ]),
    h('footer', [
      h('p', t('desk-footer')),
      button('/language', t('desk-other-language'), { language: language === 'nl' ? 'en' : 'nl', from: path }),
      hasSession ? button('/logout', t('desk-log-out')) : null,
    ]),
  ])
  return toHtml({ type: 'root', children: [{ type: 'doctype' }, h('html', { lang: language }, [head, body])] })
}

/** A form that is one button, with fields that go with it. */
export function button(action: string, label: string, fields: Readonly<Record<string, string>> = {}): ElementContent {
  return h('form', { className: 'line', method: 'post', action }, [...hidden(fields), h('button', label)])
}

export function hidden(fields: Readonly<Record<string, string>>): ElementContent[] {
  return Object.entries(fields).map(([name, value]) => h('input', { type: 'hidden', name, value }))
}
