import type { ElementContent } from 'hast'
import { h } from 'hastscript'
import { attribute, questionLabel, sayer } from '../answering/attribution.ts'
import type { Passage } from '../corpus/document.ts'
import { documentPath, passagePath, quotePath, rootFrom, TOPICS } from './address.ts'
import { aboutDocument } from './document-page.ts'
import { renderPage } from './layout.ts'
import { gist } from './passage.ts'
import { searchForm } from './search-page.ts'
import { askInChat, type Site } from './site.ts'

/** The sources, each with what it is. */
export function homePage(site: Site): string {
  const { t, corpus } = site
  const count = corpus.documents.length
  return renderPage(
    {
      path: '',
      title: t('reader-home'),
      description: t('bot-short-description'),
      main: [
        h('h1', t('reader-name')),
        h('p', t('reader-intro')),
        ...(site.search ? [searchForm(site, './')] : []),
        h('p', t('sources', { count })),
        ...corpus.documents.flatMap((document) => [
          h('h2', [h('a', { href: documentPath(document.id), lang: 'nl' }, document.title)]),
          ...aboutDocument(document, site),
        ]),
      ],
    },
    site,
  )
}

/**
 * Everything that the sources treat, as questions: each leads to the quote that answers it, and to the chat. Where nobody wrote a question
 * yet, what stands above the passages leads to them.
 */
export function topicsPage(site: Site): string {
  const { t, corpus, questions } = site
  const path = `${TOPICS}/`
  const root = rootFrom(path)
  const listed = (passage: Passage): ElementContent[] => {
    const question = questions.get(passage.id)
    if (question === undefined) return []
    const chat = askInChat(site, question)
    return [
      h('li', [
        h('a', { href: `${root}${quotePath(passage)}`, lang: 'nl' }, question),
        ...(chat
          ? [h('br'), h('a', { href: chat, ariaLabel: t('reader-ask-this', { question }) }, t('reader-ask'))]
          : []),
      ]),
    ]
  }
  return renderPage(
    {
      path,
      title: t('reader-topics'),
      description: t('reader-topics-intro'),
      main: [
        h('h1', t('reader-topics')),
        h('p', t('reader-topics-intro')),
        ...corpus.documents.flatMap((document) => [
          h('h2', [h('a', { href: `${root}${documentPath(document.id)}`, lang: 'nl' }, document.title)]),
          ...partsOf(document.passages).flatMap((passages) => {
            const [first] = passages
            const items = passages.flatMap(listed)
            if (!first) return []
            const { question } = attribute(first, document)
            const asked = question ?? (first.speaker.role === 'asks' ? first : null)
            const heading = asked
              ? [`${questionLabel(asked, t)} `, h('span', { lang: 'nl' }, gist(asked))]
              : [h('span', { lang: 'nl' }, first.section.join(' › ') || sayer(attribute(first, document), t))]
            return items.length > 0
              ? [h('h3', heading), h('ul', items)]
              : [h('h3', [h('a', { href: `${root}${passagePath(first)}` }, heading)])]
          }),
        ]),
      ],
    },
    site,
  )
}

/** Passages that follow each other under one heading, or with the question that they answer. */
function partsOf(passages: readonly Passage[]): Passage[][] {
  const parts: { readonly key: string; readonly passages: Passage[] }[] = []
  for (const passage of passages) {
    const asked = passage.speaker.role === 'asks' ? passage.id : passage.answers
    const key = asked ?? passage.section.join('\n')
    const last = parts.at(-1)
    if (last?.key === key) last.passages.push(passage)
    else parts.push({ key, passages: [passage] })
  }
  return parts.map((part) => part.passages)
}
