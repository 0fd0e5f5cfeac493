import type { ElementContent } from 'hast'
import { toHtml } from 'hast-util-to-html'
import { h } from 'hastscript'
import { rootFrom, SEARCH, TOPICS } from './address.ts'
import { assetAddress } from './assets.ts'
import type { Site } from './site.ts'

/** Only files of the site itself, no inline script or style. The server says more in its headers. */
export const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'"

export interface Page {
  /** From the root of the site: "onderwerpen/". */
  readonly path: string
  /** What leads to the root of the site; default: worked out from the path. */
  readonly root?: string
  readonly title: string
  /** One sentence for previews and search engines. */
  readonly description: string
  /** What a preview of a link to it shows, in the place of title and description; see ogp.me. */
  readonly preview?: Readonly<Record<string, string>>
  readonly main: readonly ElementContent[]
}

/** A whole page as HTML. Everything goes through a tree whose texts and attributes are escaped, so that no text can become markup. */
export function renderPage(page: Page, site: Site): string {
  const { t, language, url, username, search, app = false } = site
  const { root = rootFrom(page.path) } = page
  const head = h('head', [
    h('meta', { charSet: 'utf-8' }),
    h('meta', { httpEquiv: 'Content-Security-Policy', content: POLICY }),
    h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    h('meta', { name: 'referrer', content: 'no-referrer' }),
    h('meta', { name: 'color-scheme', content: 'light dark' }),
    h('meta', { name: 'description', content: page.description }),
    h('title', `${page.title} – ${t('reader-name')}`),
    url && h('link', { rel: 'canonical', href: `${url}/${page.path}` }),
    h('link', { rel: 'icon', href: `${root}${assetAddress('icon.svg')}` }),
    h('link', { rel: 'stylesheet', href: `${root}${assetAddress('style.css')}` }),
    h('script', { src: `${root}${assetAddress('reader.js')}`, defer: true }),
    // Before anything is drawn: it takes over the colours, and what it reads out of the address stays nowhere.
    app ? h('script', { src: `${root}${assetAddress('app.js')}` }) : null,
    ...(url === null || app ? [] : previewOf(page, url, site)),
  ])
  const body = h('body', [
    h('a', { className: 'skip', href: '#tekst' }, t('reader-skip')),
    h('header', [
      h('nav', { ariaLabel: t('reader-navigation') }, [
        h('a', { href: root }, t('reader-name')),
        h('a', { href: `${root}${TOPICS}/` }, t('reader-topics')),
        search && h('a', { href: `${root}${SEARCH}/` }, t('reader-search')),
        username && h('a', { href: `https://t.me/${username}` }, t('reader-chat')),
      ]),
    ]),
    h('main', { id: 'tekst', tabIndex: -1 }, [...page.main]),
    h('footer', [h('p', t('reader-footer'))]),
  ])
  return toHtml({ type: 'root', children: [{ type: 'doctype' }, h('html', { lang: language }, [head, body])] })
}

/** Only for a site whose address is known: a preview needs whole addresses. */
function previewOf({ path, title, description, preview }: Page, url: string, { t, language }: Site): ElementContent[] {
  const facts = {
    'og:type': 'website',
    'og:site_name': t('reader-name'),
    'og:locale': language === 'nl' ? 'nl_NL' : 'en_GB',
    'og:url': `${url}/${path}`,
    'og:title': title,
    'og:description': description,
    ...preview,
  }
  return Object.entries(facts).map(([property, content]) => h('meta', { property, content }))
}
