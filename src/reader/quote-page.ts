import type { ElementContent } from 'hast'
import { h } from 'hastscript'
import { attribute, clip, sayer } from '../answering/attribution.ts'
import type { Passage } from '../corpus/document.ts'
import { passagePath, quoteAddress, quotePath, rootFrom } from './address.ts'
import { citations, cite, onPaper } from './cite.ts'
import { pick, renderPage } from './layout.ts'
import { plainQuote, quote } from './passage.ts'
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
  const answer = document.passages.find(({ answers }) => answers === passage.id)
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
          ...(answer ? [h('a', { href: `${root}${quotePath(answer)}` }, t('reader-its-answer')), ' '] : []),
          h('a', { href: `${root}${passagePath(passage)}` }, t('reader-in-text')),
          ' ',
          pick(passage, site),
          ...(chat ? [' ', h('a', { href: chat }, t('reader-back-to-chat'))] : []),
        ]),
        citations(cited, t('reader-cite'), site),
        ...besideQuote(passage, site, root),
        ...(site.url === null ? [] : [onPaper(quoteAddress(site.url, passage), cited.apa, site)]),
      ],
    },
    site,
  )
}

/** Whoever is sent a quote reads it alone: below it stand what it is never quoted without, and where the sides differ the others. */
function besideQuote(passage: Passage, site: Site, root: string): ElementContent[] {
  const { t, corpus, counterparts } = site
  // A question is on no side; it has a link to what answers it.
  if (!counterparts || passage.speaker.role === 'asks') return []
  const bound = counterparts.boundTo(passage)
  const others = otherSides(passage, counterparts).filter((one) => one !== bound)
  const shown = (one: Passage) => plainQuote(one, corpus.document(one.documentId), site, root)
  return [
    ...(bound ? [h('h2', t('reader-with-it')), shown(bound)] : []),
    ...(others.length > 0 ? [h('h2', t('reader-other-side')), ...others.map(shown)] : []),
  ]
}

/** Of each subject in dispute one passage of each other side: if it can be, one that is about nothing else. */
function otherSides({ id }: Passage, counterparts: NonNullable<Site['counterparts']>): Passage[] {
  const found = counterparts
    .subjectsOf(id)
    .filter(({ inDispute }) => inDispute)
    .flatMap(({ core, sides }) => {
      const listed = [...core, ...sides.keys()]
      return [...new Set(sides.values())].flatMap((side) => {
        const own = listed.filter((one) => sides.get(one) === side).map((one) => counterparts.passage(one))
        const said = own.find((one) => one !== null && one.speaker.role !== 'asks')
        return said && side !== sides.get(id) ? [said] : []
      })
    })
  return [...new Set(found)]
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
