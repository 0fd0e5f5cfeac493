import type { Element, ElementContent } from 'hast'
import { toHtml } from 'hast-util-to-html'
import { h } from 'hastscript'
import { BASKET, basketAddress, rootFrom } from './address.ts'
import { addressFor, type Choices, MAX_BASKET, NOTHING } from './choices.js'
import {
  type Citation,
  citations,
  cite,
  codeOf,
  codePicture,
  copyable,
  onPaper,
  WAYS_TO_CITE,
  type WayToCite,
} from './cite.ts'
import { citeTogether } from './collect.js'
import { formerArticle } from './former-page.ts'
import { choice, renderPage, SHORT } from './layout.ts'
import { plainQuote } from './passage.ts'
import type { Site } from './site.ts'

/** What the picture of the code is called, beside the page. */
export const CODE = 'code.png'

/**
 * The quotes that a reader picked, whole and in their order, to read, copy and print. They stand in the address alone. A page that is a
 * file can't read it: there the script fills it in, from files for each quote. To copy, all of them are asked for in one way at a time:
 * all ways at once would weigh more than all else.
 */
export function basketPage(site: Site): string {
  const { t, search, app = false, choices = NOTHING } = site
  const { basket, leftOut } = choices
  const isFile = search === null
  const when = (what: string, isSo: boolean, ...content: ElementContent[]) =>
    h('div', { dataWhen: what, hidden: !isSo }, content)
  return renderPage(
    {
      path: `${BASKET}/`,
      title: t('reader-basket'),
      description: t('reader-basket-intro'),
      script: isFile ? 'basket.js' : 'reader.js',
      main: [
        h('h1', t('reader-basket')),
        h('p', { className: ['paper', 'title'] }, t('reader-paper-title')),
        ...(isFile ? [h('p', { className: ['scriptless'] }, t('reader-basket-script'))] : []),
        when('failed', false, h('p', t('reader-basket-failed'))),
        when('empty', !isFile && basket.length === 0, h('p', t('reader-basket-empty'))),
        when('many', leftOut === 'many', h('p', t('reader-basket-many', { count: MAX_BASKET }))),
        when('odd', leftOut === 'odd', h('p', t('reader-basket-odd'))),
        h('div', { className: ['basket'] }, [
          ...(isFile ? [h('template', { id: 'stuk' }, [item('', missing(site), site)])] : []),
          h(
            'ol',
            basket.map((id) => item(id, contentOf(id, site) ?? missing(site), site)),
          ),
          when(
            'some',
            basket.length > 0,
            h('p', { className: ['note'] }, t('reader-basket-intro')),
            h('p', { className: ['actions'] }, [
              choice(t('reader-basket-clear'), 'leeg'),
              // Telegram's apps don't print.
              app ? null : h('button', { type: 'button', hidden: true, dataPrint: true }, t('reader-print')),
            ]),
            ...(isFile ? forScript(site) : basket.length > 0 ? citedBy(choices, site) : []),
          ),
        ]),
      ],
    },
    site,
  )
}

/** All quotes in the basket in one way to copy, on a page of its own. */
export function basketCitationPage(way: WayToCite, site: Site): string {
  const { t, choices = NOTHING } = site
  const path = `${BASKET}/${way}/`
  const isEmpty = choices.basket.length === 0
  return renderPage(
    {
      path,
      title: t('reader-cite-all'),
      description: t('reader-basket-intro'),
      main: [
        h('h1', t('reader-cite-all')),
        h('p', h('a', { href: `${rootFrom(path)}${BASKET}/` }, t('reader-basket'))),
        ...(isEmpty ? [h('p', t('reader-basket-empty'))] : copyable(way, citationOf(choices, site)[way], site)),
      ],
    },
    site,
  )
}

/** The code of the address of a basket; null where there is no such address. */
export function basketCode({ url }: Site, { basket }: Choices): Buffer | null {
  return url === null || basket.length === 0 ? null : codePicture(codeOf(basketAddress(url, basket)))
}

/** Where each way to copy is, and what paper has. Telegram's apps don't print. */
function citedBy(choices: Choices, site: Site): ElementContent[] {
  const { t, url, app = false } = site
  const address = url === null ? null : basketAddress(url, choices.basket)
  return [
    h('p', { className: ['cite', 'actions'] }, [
      `${t('reader-cite-all')}: `,
      ...WAYS_TO_CITE.flatMap((way) => [h('a', { href: `${way}/` }, t(`reader-as-${way}`)), ' ']),
    ]),
    ...(address && !app ? [onPaper(address, citationOf(choices, site).apa, site, addressFor(CODE, choices))] : []),
  ]
}

/** The same where the script fills it in. */
function forScript(site: Site): ElementContent[] {
  const nothing = { text: '', markdown: '', apa: '' }
  return [citations(nothing, site.t('reader-cite-all'), site), ...(site.app ? [] : [onPaper(null, '', site)])]
}

function citationOf({ basket }: Choices, site: Site): Citation {
  const address = site.url === null || basket.length === 0 ? null : basketAddress(site.url, basket)
  return citeTogether(
    basket.map((id) => pickedCitation(id, site)),
    address,
  )
}

/** A quote as it stands in the basket; null where there is none. */
function contentOf(id: string, site: Site): Element | null {
  const { corpus, former } = site
  const root = rootFrom(`${BASKET}/`)
  const passage = corpus.passage(id)
  if (passage) return plainQuote(passage, corpus.document(passage.documentId), site, root)
  const gone = former.find((one) => one.id === id)
  return gone ? formerArticle(gone, site, root) : null
}

/** Null for a quote that there isn't, or that changed. */
function pickedCitation(id: string, { corpus, t, url }: Site): Citation | null {
  const passage = corpus.passage(id)
  return passage && cite(passage, corpus.document(passage.documentId), t, url)
}

/** Files for the script that fills the basket where pages are files: whole pages would weigh three times as much. */
export function basketFiles(site: Site): [path: string, make: () => string][] {
  return [...site.corpus.passages, ...site.former].flatMap(({ id }): [string, () => string][] => [
    [`${BASKET}/${id}.json`, () => pickedFile(id, site)],
    [`${BASKET}/${id}.kopie.json`, () => JSON.stringify(pickedCitation(id, site))],
  ])
}

function pickedFile(id: string, site: Site): string {
  const content = contentOf(id, site)
  const apa = site.app ? null : (pickedCitation(id, site)?.apa ?? null)
  return JSON.stringify({ html: content && toHtml(content, SHORT), apa })
}

/** A quote in the basket, with what moves it and takes it out. */
function item(id: string, content: ElementContent, { t }: Site): ElementContent {
  return h('li', { id: id || null }, [
    content,
    h('p', { className: ['actions'] }, [
      choice(t('reader-basket-up'), `op ${id}`),
      ' ',
      choice(t('reader-basket-down'), `neer ${id}`),
      ' ',
      choice(t('reader-unpick'), `mandje ${id}`),
    ]),
  ])
}

function missing({ t }: Site): ElementContent {
  return h('p', { className: ['missing'] }, t('reader-basket-missing'))
}
