import type { Element, ElementContent } from 'hast'
import { toHtml } from 'hast-util-to-html'
import { h } from 'hastscript'
import type { Passage } from '../corpus/document.ts'
import { BASKET, rootFrom, SEARCH, TOPICS } from './address.ts'
import { type Asset, assetAddress, readAsset } from './assets.ts'
import {
  addressWith,
  CHOICE,
  type Choices,
  classesOf,
  isChosen,
  isOwn,
  MAX_BASKET,
  NOTHING,
  queryOf,
} from './choices.js'
import { linkQueryOf } from './short-query.ts'
import type { Site } from './site.ts'
import { withNumbers } from './telephone.ts'

/** Files of the site, and in the page what stands there by our own hand, known by its checksum. The server says more in its headers. */
export function policyOf({ app = false, search }: Pick<Site, 'app' | 'search'>): string {
  const scripts = [...(search ? [] : ['early.js' as const]), ...(app ? ['app.js' as const] : [])]
  const named = ["'self'", ...scripts.map((name) => readAsset(name).source)].join(' ')
  return `default-src 'none'; style-src ${readAsset('style.css').source}; script-src ${named}; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'`
}

/** HTML as short as it may be: quotes and closing tags that it can do without weigh some 2 kB in a long text. */
export const SHORT = { preferUnquoted: true, omitOptionalTags: true, collapseEmptyAttributes: true } as const

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
  /** Default: reader.js. */
  readonly script?: Asset
  readonly main: readonly ElementContent[]
}

/** A whole page as HTML. Everything goes through a tree whose texts and attributes are escaped, so that no text can become markup. */
export function renderPage(page: Page, site: Site): string {
  const { t, language, url, username, search, app = false, choices = NOTHING } = site
  const { root = rootFrom(page.path), script = 'reader.js' } = page
  const head = h('head', [
    h('meta', { charSet: 'utf-8' }),
    h('meta', { httpEquiv: 'Content-Security-Policy', content: policyOf(site) }),
    h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    h('meta', { name: 'referrer', content: 'no-referrer' }),
    h('meta', { name: 'color-scheme', content: 'light dark' }),
    h('meta', { name: 'description', content: page.description }),
    h('title', `${page.title} – ${t('reader-name')}`),
    url && h('link', { rel: 'canonical', href: `${url}/${page.path}` }),
    h('link', { rel: 'icon', href: `${root}${assetAddress('icon.svg')}` }),
    h('style', readAsset('style.css').text),
    search ? null : h('script', readAsset('early.js').text),
    h('script', { src: `${root}${assetAddress(script)}`, type: 'module' }),
    // Before anything is drawn: it takes over the colours, and what it reads out of the address stays nowhere.
    app ? h('script', readAsset('app.js').text) : null,
    ...(url === null || app ? [] : previewOf(page, url, site)),
  ])
  const body = h('body', { className: search ? null : 'files' }, [
    h('a', { className: 'skip', href: '#tekst' }, t('reader-skip')),
    h('header', [
      h('nav', { ariaLabel: t('reader-navigation') }, [
        h('a', { href: root }, t('reader-name')),
        h('a', { href: `${root}${TOPICS}/` }, t('reader-topics')),
        search && h('a', { href: `${root}${SEARCH}/` }, t('reader-search')),
        username && h('a', { href: `https://t.me/${username}` }, t('reader-chat')),
        h(
          'a',
          {
            id: 'mandje',
            href: `${root}${BASKET}/`,
            ariaLive: 'polite',
            dataName: t('reader-basket'),
            dataIn: t('reader-pick'),
            dataOut: t('reader-unpick'),
            dataFull: t('reader-basket-full'),
          },
          basketName(choices, t('reader-basket')),
        ),
      ]),
      chosen(site),
      waysToRead(site),
      h(
        'button',
        { type: 'button', id: 'voorlezen', hidden: true, dataStop: t('reader-aloud-stop') },
        t('reader-aloud'),
      ),
      h('p', { className: ['all'] }, choice(t('reader-rest-all'), 'rust uit')),
    ]),
    h('main', { id: 'tekst', tabIndex: -1 }, [...page.main]),
    h('footer', [h('p', withNumbers(t('reader-footer')))]),
  ])
  const html = h('html', { lang: language, className: classesOf(choices) || null }, [head, body])
  finish(body, site, carriedBy(site))
  return toHtml({ type: 'root', children: [{ type: 'doctype' }, html] }, SHORT)
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

/** The form that knows what was chosen; its buttons are everywhere. */
const FORM = 'k'

/**
 * A button that chooses something. Links would each need the whole basket in their address.
 * @param to the page that shows it; default: the same.
 */
export function choice(label: string, change: string, to?: string): Element {
  return h('button', { form: FORM, name: CHOICE, value: change, formAction: to }, label)
}

/** What was chosen before, for the server to change; the script needs no server. */
function chosen({ choices = NOTHING }: Site): Element {
  const fields = Array.from(new URLSearchParams(queryOf(choices)), ([name, value]) =>
    h('input', { type: 'hidden', name, value }),
  )
  return h('form', { id: FORM }, fields)
}

/**
 * A button that puts a quote in the basket, or takes it out.
 * @param to see choice.
 */
export function pick({ id }: Pick<Passage, 'id'>, { t, choices = NOTHING }: Site, to?: string): Element {
  const { basket } = choices
  const label = basket.includes(id)
    ? t('reader-unpick')
    : t(basket.length < MAX_BASKET ? 'reader-pick' : 'reader-basket-full')
  return choice(label, `mandje ${id}`, to)
}

function basketName({ basket }: Choices, name: string): string {
  return basket.length > 0 ? `${name} (${basket.length})` : name
}

/** Letters, colours and rest: they work without script where the bot serves the page. */
function waysToRead({ t }: Site): Element {
  const row = (label: string, ways: readonly (readonly [label: string, change: string])[]) =>
    h('p', [`${label} `, ...ways.flatMap((way) => [choice(...way), ' '])])
  return h('details', { className: ['ways'] }, [
    h('summary', t('reader-ways')),
    row(t('reader-letters'), [
      [t('reader-letters-1'), 'letters 1'],
      [t('reader-letters-2'), 'letters 2'],
      [t('reader-letters-3'), 'letters 3'],
    ]),
    row(t('reader-colour'), [
      [t('reader-colour-device'), 'kleur '],
      [t('reader-colour-light'), 'kleur licht'],
      [t('reader-colour-dark'), 'kleur donker'],
      [t('reader-colour-sepia'), 'kleur sepia'],
    ]),
    row(t('reader-rest'), [
      [t('reader-rest-on'), 'rust aan'],
      [t('reader-rest-off'), 'rust uit'],
    ]),
  ])
}

/** The queries that say what was chosen, of links and of forms. */
function carriedBy(site: Site): { readonly href: string; readonly action: string } {
  const { choices = NOTHING } = site
  const action = queryOf(choices)
  return { href: site.search ? linkQueryOf(choices, site) : action, action }
}

/**
 * Has every link to another page of the site carry what was chosen. The script does the same for pages that are files, and in Telegram,
 * which shows no app without script: there links with a full basket would make pages too heavy. Leaves out the
 * language of what is in that of the page: said for each passage it would weigh half a kilobyte.
 */
function finish(node: Element, site: Site, carried: ReturnType<typeof carriedBy>): void {
  for (const child of node.children) if (child.type === 'element') finish(child, site, carried)
  const { properties } = node
  const { choices = NOTHING } = site
  if (properties.lang === site.language) delete properties.lang
  if (properties.name === CHOICE) {
    const change = String(properties.value)
    if (!change.startsWith('mandje') && isChosen(choices, change)) properties.ariaCurrent = 'true'
  }
  const name = node.tagName === 'a' ? 'href' : node.tagName === 'form' ? 'action' : null
  const address = name && properties[name]
  const isCarried = !site.app || name === 'action'
  if (name !== null && isCarried && typeof address === 'string' && isOwn(address))
    properties[name] = addressWith(address, carried[name])
}
