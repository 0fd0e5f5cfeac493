import { h } from 'hastscript'
import { attribute, clip, sayer } from '../answering/attribution.ts'
import type { Passage } from '../corpus/document.ts'
import { passagePath, quoteAddress, quotePath, rootFrom } from './address.ts'
import { citations, cite, onPaper } from './cite.ts'
import { pick, renderPage } from './layout.ts'
import { quote } from './passage.ts'
import { inWords, PICTURE, type Picture, pictureOf } from './picture.ts'
import { type Site, showInChat } from './site.ts'

/** UTF-16 units of a title in a preview. */
const MAX_TITLE = 70

/** One quote on a page of its own, which previews of a link to it show: its words, who says them, and where. */
export function quotePage(passage: Passage, site: Site): string {
  const { t } = site
  const document = site.corpus.document(passage.documentId)
  const attribution = attribute(passage, document)
  const path = quotePath(passage)
  const root = rootFrom(path)
  const said = sayer(attribution, t)
  const chat = showInChat(site, passage.id)
  const picture = pictureOf(passage, document, t)
  const cited = cite(passage, document, t, site.url)
  return renderPage(
    {
      path,
      title: clip(`${said}: ${document.title}`, MAX_TITLE),
      description: [picture.who, passage.text].join(' '),
      preview: previewOf(picture, document.title, path, site),
      main: [
        h('h1', { className: 'small' }, t('reader-quote')),
        quote(passage, document, site, root),
        h('p', { className: 'actions' }, [
          h('a', { href: `${root}${passagePath(passage)}` }, t('reader-in-text')),
          ' ',
          pick(passage, site),
          ...(chat ? [' ', h('a', { href: chat }, t('reader-back-to-chat'))] : []),
        ]),
        citations(cited, t('reader-cite'), site),
        ...(site.url === null ? [] : [onPaper(quoteAddress(site.url, passage), cited.apa, site)]),
      ],
    },
    site,
  )
}

/** A link to it in a chat shows the quote, who says it, and its source. */
function previewOf(picture: Picture, title: string, path: string, { url, draw }: Site): Record<string, string> {
  return {
    'og:type': 'article',
    'og:title': clip(`${picture.who.replace(/:$/, '')} – ${title}`, MAX_TITLE),
    'og:description': inWords(picture).replaceAll('\n', ' · '),
    ...(draw && {
      'og:image': `${url}/${path}${PICTURE.name}`,
      'og:image:type': PICTURE.type,
      'og:image:width': String(PICTURE.width),
      'og:image:height': String(PICTURE.height),
      'og:image:alt': inWords(picture),
      'twitter:card': 'summary_large_image',
    }),
  }
}
