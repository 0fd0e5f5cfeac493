import { diffWordsWithSpace } from 'diff'
import type { Element, ElementContent } from 'hast'
import { h } from 'hastscript'
import { attribute, sayer } from '../answering/attribution.ts'
import type { FormerPassage } from '../corpus/former.ts'
import { passagePath, quotePath, rootFrom } from './address.ts'
import { pick, renderPage } from './layout.ts'
import { type Site, showInChat } from './site.ts'

/** A quote that no longer stands in its document: what was said then, and what stands there now. */
export function formerPage(former: FormerPassage, site: Site): string {
  const { t, corpus } = site
  const { title } = corpus.document(former.documentId)
  const path = quotePath(former)
  const root = rootFrom(path)
  return renderPage(
    {
      path,
      title: `${t('reader-changed')}: ${title}`,
      description: t('reader-changed-why'),
      main: [
        h('h1', t('reader-changed')),
        h('p', t('reader-changed-why')),
        h('p', [h('a', { href: `${root}${passagePath(former)}`, lang: 'nl' }, title)]),
        h('section', { className: ['former'] }, thenAndNow(former, site, root)),
      ],
    },
    site,
  )
}

/** The same, complete in itself, among other quotes. */
export function formerArticle(former: FormerPassage, site: Site, root: string): Element {
  const { title } = site.corpus.document(former.documentId)
  return h('section', { className: ['former'] }, [
    h('p', `${site.t('reader-changed')}: ${title}. ${site.t('reader-changed-why')}`),
    ...thenAndNow(former, site, root),
  ])
}

/** What changed, for the end of the page of its document; each under the anchor that it had. */
export function formerSection(documentId: string, site: Site, root: string): ElementContent[] {
  const own = site.former.filter((one) => one.documentId === documentId)
  if (own.length === 0) return []
  return [
    h('h2', { className: 'former-heading' }, site.t('reader-former')),
    ...own.map((one) => h('section', { id: one.id, className: ['former'] }, thenAndNow(one, site, root))),
  ]
}

/**
 * Both texts whole. What differs is struck through and underlined, which screen readers can tell, too. A question is said to be one, and
 * looks like one: by itself it would read as what its asker thinks.
 */
function thenAndNow(former: FormerPassage, site: Site, root: string): ElementContent[] {
  const { t, corpus } = site
  const document = corpus.document(former.documentId)
  const [only, ...others] = former.now
  const changes = only && others.length === 0 ? diffWordsWithSpace(former.text, only.text) : null
  const dayOf = (date: string) => t('date', { date: new Date(`${date}T12:00`) })
  const of = (published: string | null) =>
    published === null ? '' : `, ${t('reader-version', { date: dayOf(published) })}`
  const was: ElementContent[] = changes
    ? changes.filter(({ added }) => !added).map(({ removed, value }) => (removed ? h('del', value) : text(value)))
    : [text(former.text)]
  const asked = former.text.includes('?') ? 'reader-then-asked' : 'reader-then-put'
  const then = t(former.speaker.role === 'asks' ? asked : 'reader-then', {
    date: `${dayOf(former.until)}${of(former.published)}`,
    speaker: former.speaker.name,
  })
  return [
    h('div', { className: classesOf('then', former), dataSay: '' }, [
      h('p', { className: 'who' }, then),
      h('blockquote', { lang: 'nl' }, [h('p', { className: 'words' }, was)]),
    ]),
    former.now.length === 0 ? h('p', { className: 'who' }, t('reader-now-nothing')) : null,
    ...former.now.map((passage) => {
      const is: ElementContent[] = changes
        ? changes.filter(({ removed }) => !removed).map(({ added, value }) => (added ? h('ins', value) : text(value)))
        : [text(passage.text)]
      const chat = showInChat(site, passage.id)
      const now = t('reader-now', { said: sayer(attribute(passage, document), t), version: of(document.published) })
      return h('div', { className: classesOf('now', passage), dataSay: '' }, [
        h('p', { className: 'who' }, now),
        h('blockquote', { lang: 'nl' }, [h('p', { className: 'words' }, is)]),
        h('p', { className: 'actions' }, [
          h('a', { href: `${root}${passagePath(passage)}` }, t('reader-in-text')),
          ' ',
          pick(passage, site),
          ...(chat ? [' ', h('a', { href: chat }, t('reader-back-to-chat'))] : []),
        ]),
      ])
    }),
  ].filter((one) => one !== null)
}

function classesOf(time: 'then' | 'now', { speaker }: Pick<FormerPassage, 'speaker'>): string[] {
  return speaker.role === 'asks' ? [time, 'asks'] : [time]
}

function text(value: string): ElementContent {
  return { type: 'text', value }
}
