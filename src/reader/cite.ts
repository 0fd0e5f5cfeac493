import type { ElementContent } from 'hast'
import { h, s } from 'hastscript'
import { toPngBuffer } from 'lean-qr/extras/node_export'
import { correction, generate } from 'lean-qr/nano'
import { attribute, questionLabel, sayer, sourceLine } from '../answering/attribution.ts'
import type { Passage, SourceDocument } from '../corpus/document.ts'
import type { Translate } from '../i18n/translations.ts'
import { quoteAddress } from './address.ts'
import { barsOf, frameOf } from './collect.js'
import type { Site } from './site.ts'

/** The ways to copy, as they stand in addresses and in the names of their phrases. */
export const WAYS_TO_CITE = ['text', 'markdown', 'apa'] as const
export type WayToCite = (typeof WAYS_TO_CITE)[number]

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
export function citations(citation: Citation, label: string, site: Site): ElementContent {
  return h('details', { className: ['cite'] }, [
    h('summary', label),
    ...WAYS_TO_CITE.flatMap((way) => copyable(way, citation[way], site)),
  ])
}

/** One of them. */
export function copyable(way: WayToCite, content: string, { t }: Site): ElementContent[] {
  return [
    h('h2', t(`reader-as-${way}`)),
    h('button', { type: 'button', hidden: true, dataCopied: t('reader-copied') }, t('reader-copy')),
    h('pre', { lang: 'nl', tabIndex: 0 }, content),
  ]
}

/**
 * On paper only: what is cited in full, and the address of the page, to type or to scan.
 * @param address null where it isn't known.
 * @param picture address of a picture of the code; default: it is drawn.
 */
export function onPaper(address: string | null, apa: string, { t }: Site, picture?: string): ElementContent {
  return h('div', { className: ['paper'] }, [
    picture === undefined ? drawn(address ?? '', t) : h('img', { src: picture, alt: t('reader-qr') }),
    h('h2', t('reader-references')),
    h('p', { className: ['references'], lang: 'nl' }, apa),
    h('p', { className: ['address'] }, address ?? ''),
  ])
}

/** The QR code of an address on paper, where a part of it may be dirty. */
export function codeOf(address: string) {
  return generate(address, { minCorrectionLevel: correction.M })
}

/** Pixels of a square of a code, so that a printer that smooths pictures keeps its edges. */
const SCALE = 4
/** Squares of white around it, which scanners need. */
const EDGE = 4
const WHITE = [255, 255, 255, 255] as const

/** A code as a PNG of black and white: of a long address it weighs a fifth of its drawing. */
export function codePicture(code: ReturnType<typeof codeOf>): Buffer {
  return Buffer.from(toPngBuffer(code, { scale: SCALE, pad: EDGE, off: WHITE }))
}

function drawn(address: string, t: Translate): ElementContent {
  const code = codeOf(address)
  const path = s('path', { d: barsOf(code), stroke: '#000' })
  return s('svg', { viewBox: frameOf(code), role: 'img', ariaLabel: t('reader-qr') }, [path])
}
