import type { ElementContent } from 'hast'
import { h, s } from 'hastscript'
import qrcode from 'qrcode'
import { attribute, questionLabel, sayer, sourceLine } from '../answering/attribution.ts'
import type { Passage, SourceDocument } from '../corpus/document.ts'
import type { Translate } from '../i18n/translations.ts'
import { quoteAddress } from './address.ts'
import type { Site } from './site.ts'

/** A quote to copy: as text, as Markdown, and its reference in the manner of APA. */
export interface Citation {
  readonly text: string
  readonly markdown: string
  readonly apa: string
}

/** @param url of the site; null where it isn't known: then the address of the document does. */
export function cite(passage: Passage, document: SourceDocument, t: Translate, url: string | null): Citation {
  const attribution = attribute(passage, document)
  const { question } = attribution
  const address = url === null ? document.url : quoteAddress(url, passage)
  const said = `${sayer(attribution, t)}:`
  const source = sourceLine(attribution, t)
  const asked = question && `${questionLabel(question, t)} ${question.text}`
  const date = document.published ? t('date', { date: new Date(`${document.published}T12:00`) }) : t('reader-no-date')
  const lines = (...parts: readonly (string | null)[]) => parts.filter((part) => part !== null).join('\n\n')
  return {
    text: lines(asked, said, `“${passage.text}”`, source, address),
    markdown: lines(
      asked && plain(asked),
      plain(said),
      plain(passage.text).replace(/^/gm, '> '),
      plain(source),
      address && `<${address}>`,
    ),
    apa: [`${document.publisher}. (${date}). ${document.title}.`, document.url ?? address].filter(Boolean).join(' '),
  }
}

/** Text that Markdown shows as it is. */
function plain(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|~]/g, '\\$&')
}

/** The ways to copy a quote, to be selected and copied by hand: without script, and without leave to write to the clipboard. */
export function citations(passage: Passage, document: SourceDocument, { t, url }: Site): ElementContent {
  const { text, markdown, apa } = cite(passage, document, t, url)
  const shown = [
    [t('reader-as-text'), text],
    [t('reader-as-markdown'), markdown],
    [t('reader-as-apa'), apa],
  ] as const
  return h('details', { className: ['cite'] }, [
    h('summary', t('reader-cite')),
    ...shown.flatMap(([label, content]) => [h('h2', label), h('pre', { lang: 'nl', tabIndex: 0 }, content)]),
  ])
}

/** On paper only: the address of the page, to type or to scan. */
export function onPaper(passage: Passage, { t, url }: Site): ElementContent[] {
  if (url === null) return []
  const address = quoteAddress(url, passage)
  const { size, data } = qrcode.create(address, { errorCorrectionLevel: 'M' }).modules
  const path = Array.from(data, (dark, at) => (dark ? `M${at % size} ${Math.floor(at / size)}h1v1h-1z` : '')).join('')
  return [
    h('div', { className: ['paper'] }, [
      s('svg', { viewBox: `-2 -2 ${size + 4} ${size + 4}`, role: 'img', ariaLabel: t('reader-qr') }, [
        s('path', { d: path }),
      ]),
      h('p', address),
    ]),
  ]
}
