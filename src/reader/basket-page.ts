import type { Element, ElementContent } from 'hast'
import { toHtml } from 'hast-util-to-html'
import { h } from 'hastscript'
import { BASKET, basketAddress, rootFrom } from './address.ts'
import { MAX_BASKET, NOTHING } from './choices.js'
import { type Citation, citations, cite, onPaper } from './cite.ts'
import { citeTogether } from './collect.js'
import { formerArticle } from './former-page.ts'
import { choice, renderPage } from './layout.ts'
import { quote } from './passage.ts'
import type { Site } from './site.ts'

/**
 * The quotes that a reader picked, whole and in their order, to read, copy and print. They stand in the address alone. A page that is a
 * file can't read it: there the script fills it in, from the pages of the quotes.
 */
export function basketPage(site: Site): string {
  const { t, url, search, app = false, choices = NOTHING } = site
  const { basket, leftOut } = choices
  const path = `${BASKET}/`
  const isFile = search === null
  const picked = basket.map((id) => ({ id, ...pickedOf(id, site) }))
  const address = url === null || basket.length === 0 ? null : basketAddress(url, basket)
  const all = citeTogether(
    picked.map(({ citation }) => citation),
    address,
  )
  const when = (what: string, isSo: boolean, ...content: ElementContent[]) =>
    h('div', { dataWhen: what, hidden: !isSo }, content)
  return renderPage(
    {
      path,
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
            picked.map(({ id, content }) => item(id, content ?? missing(site), site)),
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
            citations(all, t('reader-cite-all'), site),
            ...(isFile || address ? onPaper(address, all.apa, site) : []),
          ),
        ]),
      ],
    },
    site,
  )
}

/** A quote as it stands in the basket; null where there is none, and no citation of one that changed. */
function pickedOf(id: string, site: Site): { content: Element | null; citation: Citation | null } {
  const { t, url, corpus, former } = site
  const root = rootFrom(`${BASKET}/`)
  const passage = corpus.passage(id)
  if (passage) {
    const document = corpus.document(passage.documentId)
    return { content: quote(passage, document, site, root), citation: cite(passage, document, t, url) }
  }
  const gone = former.find((one) => one.id === id)
  return { content: gone ? formerArticle(gone, site, root) : null, citation: null }
}

/** The same as a file, for the script that fills the basket where pages are files: whole pages would weigh three times as much. */
export function pickedFile(id: string, site: Site): string {
  const { content, citation } = pickedOf(id, site)
  return JSON.stringify({ html: content && toHtml(content), citation })
}

/** A quote in the basket, with what moves it and takes it out. */
function item(id: string, content: ElementContent, { t }: Site): ElementContent {
  return h('li', { id: id || null }, [
    content,
    h('p', { className: ['actions'] }, [
      choice(t('reader-basket-up'), `op ${id}`, `#${id}`),
      ' ',
      choice(t('reader-basket-down'), `neer ${id}`, `#${id}`),
      ' ',
      choice(t('reader-unpick'), `mandje ${id}`),
    ]),
  ])
}

function missing({ t }: Site): ElementContent {
  return h('p', { className: ['missing'] }, t('reader-basket-missing'))
}
