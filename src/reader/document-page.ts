import type { Element, ElementContent } from 'hast'
import { h } from 'hastscript'
import { attribute, questionLabel, sayer, versionDate } from '../answering/attribution.ts'
import { withoutMarks } from '../corpus/blocks.ts'
import type { Passage, SourceDocument } from '../corpus/document.ts'
import { documentPath, rootFrom } from './address.ts'
import { formerSection } from './former-page.ts'
import { type Page, pick, renderPage } from './layout.ts'
import { announced, gist, isWeb, unlessSaid, wordsWithCore } from './passage.ts'
import { type Site, showInChat } from './site.ts'

/** Says once what each link to a passage is; short, as each names it. No passage has an id like it. */
const ANCHOR_NAME = 'l'

/** A whole document: what attributes it, its table of contents, and every passage under its own anchor, in order. */
export function documentPage(document: SourceDocument, site: Site): string {
  const { t } = site
  const path = documentPath(document.id)
  const page: Page = {
    path,
    title: document.title,
    description: t('reader-document-of', { publisher: document.publisher, date: versionDate(document, site.t) }),
    main: [
      h('h1', { lang: 'nl' }, document.title),
      ...aboutDocument(document, site),
      contentsOf(document, site),
      ...textOf(document, site),
      h('span', { id: ANCHOR_NAME, hidden: true }, t('reader-link')),
      ...formerSection(document.id, site, rootFrom(path)),
    ],
  }
  return renderPage(page, site)
}

/** Who published it, when, and where the original is. */
export function aboutDocument(document: SourceDocument, site: Site): ElementContent[] {
  const { t } = site
  const { url } = document
  const [label = '', after = ''] = t('source-address', { address: '\0' }).split('\0')
  return [
    h('p', `${document.publisher}, ${versionDate(document, site.t)}`),
    url && isWeb(url)
      ? h('p', [label, h('a', { href: url, rel: 'external' }, url), after])
      : h('p', url ? t('source-address', { address: url }) : t('source-no-address')),
    ...[document.publishedNote, document.permissionNote].flatMap((note) =>
      note ? [h('p', { className: 'note', lang: 'nl' }, note)] : [],
    ),
  ]
}

/** The questions of an interview, or the headings of another text, as links. */
function contentsOf(document: SourceDocument, { t }: Site): ElementContent {
  const questions = document.passages.filter(({ speaker }) => speaker.role === 'asks')
  const links =
    questions.length > 0
      ? questions.map((one) => [`${questionLabel(one, t)} `, h('a', { href: `#${one.id}`, lang: 'nl' }, gist(one))])
      : headingsIn(document).map(({ title, id }) => [h('a', { href: `#${id}`, lang: 'nl' }, title)])
  return h('nav', { className: 'contents', ariaLabel: t('reader-contents') }, [
    h('details', [
      h('summary', t('reader-contents')),
      h(
        'ol',
        links.map((link) => h('li', link)),
      ),
    ]),
  ])
}

interface HeadingIn {
  /** Of an anchor: no passage has an id like it. */
  readonly id: string
  readonly title: string
  /** 2 for the headings under the title. */
  readonly depth: number
}

/** What stands before a passage and belongs to none: headings, and the label that says who speaks. */
interface Gap {
  readonly headings: readonly HeadingIn[]
  readonly label: string
  readonly isListed: boolean
}

/** The gap before each passage, and after the last one. They hold headings, list marks and labels only: all else is passages. */
function gapsOf({ text, passages }: SourceDocument): Gap[] {
  let count = 0
  const bodyStart = text.indexOf('\n---\n') + '\n---\n'.length
  const edges = [bodyStart, ...passages.map(({ end }) => end)]
  return edges.map((start, at) => {
    const lines = withoutMarks(text.slice(start, passages[at]?.start ?? text.length)).split('\n')
    const headings = lines.flatMap((line): HeadingIn[] => {
      const [, marks, title] = /^(#+) +(\S.*)$/.exec(line) ?? []
      if (marks === undefined || title === undefined || marks.length < 2) return []
      return [{ id: `deel-${++count}`, title, depth: marks.length }]
    })
    const last = lines.at(-1) ?? ''
    return { headings, label: last.replace(/^\s*(?:[-*+]|\d+[.)])\s+/, '').trim(), isListed: /^[-*+\d]/.test(last) }
  })
}

function headingsIn(document: SourceDocument): HeadingIn[] {
  return gapsOf(document).flatMap(({ headings }) => headings)
}

/** Headings and passages in order; what one speaker says in a row, or asks, under one line that says so. */
function textOf(document: SourceDocument, site: Site): ElementContent[] {
  const gaps = gapsOf(document)
  const headings = (at: number) =>
    gaps[at]!.headings.map(({ id, title, depth }) => h(`h${Math.min(depth, 6)}`, { id, lang: 'nl' }, title))
  const parts: Element[] = []
  for (const [at, passage] of document.passages.entries()) {
    const { label, isListed } = gaps[at]!
    const above = headings(at)
    const last = document.passages[at - 1]
    const goesOn = last?.speaker.id === passage.speaker.id && last.answers === passage.answers
    const isNewTurn = above.length > 0 || !goesOn || passage.speaker.role === 'asks'
    parts.push(...above)
    if (isNewTurn) parts.push(turnOf(passage, document, site))
    const { children } = parts.at(-1)!
    if (isListed && passage.speaker.role === 'author') {
      const before = children.at(-1)
      const list = before?.type === 'element' && before.tagName === 'ul' ? before : h('ul')
      if (list !== before) children.push(list)
      list.children.push(passageIn(passage, document, site, 'li'))
    } else {
      if (label !== '' && label !== `${passage.speaker.name}:`) children.push(h('p', { className: ['label'] }, label))
      children.push(passageIn(passage, document, site, 'div'))
    }
  }
  return [...parts, ...headings(document.passages.length)]
}

/** What holds the passages of one turn, and says who speaks. A text of one author says that above all of it. */
function turnOf(passage: Passage, document: SourceDocument, site: Site): Element {
  const { t } = site
  const say = announced(passage, document, site)
  const attribution = attribute(passage, document)
  if (attribution.act === 'states') return h('div', { className: ['turn'], dataSay: say })
  const asks = attribution.act === 'asks'
  const label = asks ? questionLabel(passage, t) : `${sayer(attribution, t)}:`
  return h('section', { className: ['turn', attribution.act], dataSay: unlessSaid(say, label) }, [
    h(asks ? 'h2' : 'h3', { className: 'who' }, label),
  ])
}

/** A passage under its anchor, with links to its own page and to the chat. */
function passageIn(passage: Passage, document: SourceDocument, site: Site, tag: 'li' | 'div'): Element {
  const { t } = site
  const chat = showInChat(site, passage.id)
  return h(tag, { id: passage.id, className: ['passage'] }, [
    h('p', { className: 'words', lang: 'nl' }, wordsWithCore(passage, document)),
    h('a', { href: `#${passage.id}`, ariaLabelledBy: [ANCHOR_NAME] }, '#'),
    h('p', { className: 'actions' }, [
      `— ${sayer(attribute(passage, document), t)}`,
      h('br'),
      h('a', { href: `${passage.id}/` }, t('reader-permalink')),
      ' ',
      pick(passage, site),
      ...(chat ? [' ', h('a', { href: chat }, t('reader-back-to-chat'))] : []),
    ]),
  ])
}
