import type { ElementContent } from 'hast'
import { h, s } from 'hastscript'
import { correction, generate } from 'lean-qr/nano'
import { attribute, questionLabel, sayer, sourceLine } from '../answering/attribution.ts'
import type { Passage, SourceDocument } from '../corpus/document.ts'
import type { Translate } from '../i18n/translations.ts'
import { quoteAddress } from './address.ts'
import { barsOf, frameOf } from './collect.js'
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

/** The ways to copy, to be selected and copied by hand: without script, and without leave to write to the clipboard. */
export function citations({ text, markdown, apa }: Citation, label: string, { t }: Site): ElementContent {
  const shown = [
    [t('reader-as-text'), text],
    [t('reader-as-markdown'), markdown],
    [t('reader-as-apa'), apa],
  ] as const
  return h('details', { className: ['cite'] }, [
    h('summary', label),
    ...shown.flatMap(([way, content]) => [
      h('h2', way),
      h('button', { type: 'button', hidden: true, dataCopied: t('reader-copied') }, t('reader-copy')),
      h('pre', { lang: 'nl', tabIndex: 0 }, content),
    ]),
  ])
}

/**
 * On paper only: what is cited in full, and the address of the page, to type or to scan.
 * @param address null where it isn't known.
 */
export function onPaper(address: string | null, apa: string, { t }: Site): ElementContent[] {
  const code = generate(address ?? '', { minCorrectionLevel: correction.M })
  return [
    h('div', { className: ['paper'] }, [
      s('svg', { viewBox: frameOf(code), role: 'img', ariaLabel: t('reader-qr') }, [s('path', { d: barsOf(code) })]),
      h('h2', t('reader-references')),
      h('p', { className: ['references'], lang: 'nl' }, apa),
      h('p', { className: ['address'] }, address ?? ''),
    ]),
  ]
}
