import { h } from 'hastscript'
import { attribute, clip, sayer } from '../answering/attribution.ts'
import type { Passage } from '../corpus/document.ts'
import { passagePath, quotePath, rootFrom } from './address.ts'
import { renderPage } from './layout.ts'
import { quote } from './passage.ts'
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
  return renderPage(
    {
      path,
      title: clip(`${said}: ${document.title}`, MAX_TITLE),
      description: passage.text,
      main: [
        h('h1', { className: 'small' }, t('reader-quote')),
        quote(passage, document, site, root),
        h('p', { className: 'actions' }, [
          h('a', { href: `${root}${passagePath(passage)}` }, t('reader-in-text')),
          ...(chat ? [' ', h('a', { href: chat }, t('reader-back-to-chat'))] : []),
        ]),
      ],
    },
    site,
  )
}
