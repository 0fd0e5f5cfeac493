import type { Element, ElementContent } from 'hast'
import { h } from 'hastscript'
import {
  type Attribution,
  attribute,
  gistOf,
  questionLabel,
  sayer,
  sourceLine,
  titleOf,
} from '../answering/attribution.ts'
import { isWhole, listBelow } from '../answering/list-below.ts'
import type { Passage, SourceDocument } from '../corpus/document.ts'
import { sentenceInContext } from '../dutch/excerpt.ts'
import type { Range } from '../dutch/sentences.ts'
import { passagePath } from './address.ts'
import type { Site } from './site.ts'

/** The words of a passage, letter by letter, with the links that the document has in them. */
export function wordsOf(passage: Passage, { links }: SourceDocument, range?: Range): ElementContent[] {
  const { start, end } = range ?? { start: 0, end: passage.text.length }
  const text = passage.text.slice(start, end)
  const found = links
    .flatMap(({ text: label, url }) => {
      const at = text.indexOf(label)
      return at >= 0 && isWeb(url) ? [{ at, label, url }] : []
    })
    .sort((a, b) => a.at - b.at || b.label.length - a.label.length)
  const parts: ElementContent[] = []
  let done = 0
  for (const { at, label, url } of found) {
    if (at < done) continue
    parts.push(...breakable(text.slice(done, at)), h('a', { href: url, rel: 'external' }, label))
    done = at + label.length
  }
  return [...parts, ...breakable(text.slice(done))]
}

/** Text that may go on below after a slash: on a telephone two long words with one between them fit no line. */
function breakable(text: string): ElementContent[] {
  return text
    .split(/(?<=\p{L}{4}\/)(?=\p{L}{4})/u)
    .flatMap((value, at): ElementContent[] => [...(at > 0 ? [h('wbr')] : []), { type: 'text', value }])
}

/**
 * The words of a passage. Rest mode shows of them only what answers, or else the first sentence, with what it can't stand without.
 * @param match the sentence that answers, which is bold; null for none.
 */
export function wordsWithCore(
  passage: Passage,
  document: SourceDocument,
  match: Range | null = null,
): ElementContent[] {
  const { text, sentences, speaker } = passage
  const words = (start: number, end: number) => (start < end ? wordsOf(passage, document, { start, end }) : [])
  const number = match ? sentences.findIndex(({ start }) => start === match.start) : 0
  const whole = { start: 0, end: text.length }
  // Of a question that is long, what it comes down to does.
  const asked = match === null && speaker.role === 'asks' ? gistOf(passage) : null
  const core = asked ?? sentenceInContext(text, sentences, number) ?? whole
  const answers = match
    ? [...words(core.start, match.start), h('strong', words(match.start, match.end)), ...words(match.end, core.end)]
    : words(core.start, core.end)
  if (core.start === 0 && core.end === text.length) return answers
  const more = (content: ElementContent[]) => (content.length > 0 ? [h('span', { className: ['more'] }, content)] : [])
  return [...more(words(0, core.start)), h('span', answers), ...more(words(core.end, text.length))]
}

/** What a question comes down to; a sign says that there is more of it. */
export function gist(question: Passage): string {
  const { start, end } = gistOf(question)
  return `${question.text.slice(start, end)}${end - start < question.text.length ? ' […]' : ''}`
}

/** Who says it, for whoever hears it read aloud: before its words, and short. */
export function announced(passage: Passage, document: SourceDocument, { t }: Site): string {
  const { act, speaker } = attribute(passage, document)
  return t(act === 'asks' && !passage.text.includes('?') ? 'reader-puts' : `reader-${act}`, { speaker })
}

/** What is heard, for an attribute: nothing where the line above the words says the same, which the script then reads. */
export function unlessSaid(say: string, label: string): string {
  return say === label ? '' : say
}

/** Whether an address may become a link: a browser would run "javascript:". */
export function isWeb(url: string): boolean {
  return /^https?:\/\//i.test(url)
}

/** What a passage can't be understood without: the question that it answers, or what introduces its list. */
export function before(passage: Passage, document: SourceDocument, site: Site, root: string): ElementContent[] {
  const { t } = site
  const { question } = attribute(passage, document)
  const intro = document.passages.find(({ id }) => id === passage.intro)
  const said = (one: Passage, label: string, range: Range, isQuestion: boolean) => {
    const isWhole = range.start === 0 && range.end === one.text.length
    const say = isQuestion ? announced(one, document, site) : label
    return h('div', { className: isQuestion ? ['before', 'asks'] : ['before'], dataSay: unlessSaid(say, label) }, [
      h('p', { className: 'who' }, label),
      h('p', { className: 'words', lang: 'nl' }, [
        ...wordsOf(one, document, range),
        ...(isWhole ? [] : [' ', h('a', { href: `${root}${passagePath(one)}`, ariaLabel: t('reader-whole') }, '[…]')]),
      ]),
    ])
  }
  return [
    ...(question ? [said(question, questionLabel(question, t), gistOf(question), true)] : []),
    ...(intro
      ? [said(intro, t('list-intro'), intro.sentences.at(-1) ?? { start: 0, end: intro.text.length }, false)]
      : []),
    ...(passage.heading
      ? [
          h(
            'div',
            { className: ['before'] },
            h('p', { className: ['who', 'heading'] }, t('under-heading', { heading: passage.heading })),
          ),
        ]
      : []),
  ]
}

/** Title, publisher and date; the title leads to the passage in its text. */
export function sourceOf(passage: Passage, attribution: Attribution, { t }: Site, root: string): ElementContent {
  const [first = '', ...rest] = sourceLine(attribution, t).split(titleOf(attribution))
  const link = h('a', { href: `${root}${passagePath(passage)}` }, titleOf(attribution))
  return h('p', { className: 'source' }, [first, link, rest.join(titleOf(attribution))])
}

/**
 * The same quote for a basket, where there are many of it: without what only machines read, which weighs as much as its words. They find it
 * on the page of the quote.
 */
export function plainQuote(passage: Passage, document: SourceDocument, site: Site, root: string): Element {
  const attribution = attribute(passage, document)
  return h(
    'article',
    { className: quoteClasses(attribution.act === 'asks'), dataSay: announced(passage, document, site) },
    [
      ...before(passage, document, site, root),
      h('p', { className: 'who' }, `${sayer(attribution, site.t)}:`),
      h('blockquote', { lang: 'nl' }, [h('p', { className: 'words' }, wordsWithCore(passage, document))]),
      sourceOf(passage, attribution, site, root),
    ],
  )
}

/** The list that a passage opens, each item by its name, with a link to all of its words; nothing when it opens none. */
function listAfter(
  passage: Passage,
  document: SourceDocument,
  match: Range | null,
  { t }: Site,
  root: string,
): Element | null {
  const { items, isAll } = listBelow(passage, match, document)
  if (items.length === 0 && isAll) return null
  const rest = (one: Passage) => h('a', { href: `${root}${passagePath(one)}`, ariaLabel: t('reader-whole') }, '[…]')
  return h('ul', { lang: 'nl' }, [
    ...items.map((item) =>
      h('li', [...wordsOf(item.passage, document, item.shown), ...(isWhole(item) ? [] : [' ', rest(item.passage)])]),
    ),
    isAll ? null : h('li', rest(passage)),
  ])
}

function quoteClasses(asks: boolean): string[] {
  return asks ? ['quote', 'asks'] : ['quote']
}

/**
 * A quote that is complete in itself: what comes before it, who says it, its words, and where they stand. On a page of its own, or in an
 * answer, it also says so to machines.
 * @param match the sentence that answers, which is bold; null for none.
 */
export function quote(
  passage: Passage,
  document: SourceDocument,
  site: Site,
  root: string,
  match: Range | null = null,
): Element {
  const attribution = attribute(passage, document)
  const asks = attribution.act === 'asks'
  return h(
    'article',
    {
      className: quoteClasses(asks),
      dataSay: announced(passage, document, site),
      itemScope: true,
      itemType: ['https://schema.org/Quotation'],
    },
    [
      ...before(passage, document, site, root),
      h('p', { className: 'who' }, [
        h('span', { itemProp: ['author'], itemScope: true, itemType: ['https://schema.org/Organization'] }, [
          h('meta', { itemProp: ['name'], content: attribution.speaker }),
          sayer(attribution, site.t),
        ]),
        ':',
      ]),
      h('blockquote', { lang: 'nl', ...(document.url && isWeb(document.url) && { cite: document.url }) }, [
        h('p', { className: 'words', itemProp: ['text'] }, wordsWithCore(passage, document, match)),
      ]),
      listAfter(passage, document, match, site, root),
      h('div', { itemProp: ['isPartOf'], itemScope: true, itemType: ['https://schema.org/CreativeWork'] }, [
        h('meta', { itemProp: ['name'], content: document.title }),
        h('meta', { itemProp: ['publisher'], content: document.publisher }),
        document.published && h('meta', { itemProp: ['datePublished'], content: document.published }),
        document.url && isWeb(document.url) ? h('link', { itemProp: ['url'], href: document.url }) : null,
        sourceOf(passage, attribution, site, root),
      ]),
    ],
  )
}
