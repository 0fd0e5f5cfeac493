import { attribute, gistOf, questionLabel, sayer, sourceLine } from '../answering/attribution.ts'
import type { Passage, SourceDocument } from '../corpus/document.ts'
import { leansOnBefore, takesBack } from '../dutch/leaning.ts'
import type { Translate } from '../i18n/translations.ts'

/** What a picture of a quote says. */
export interface Picture {
  /** The question that the passage answers, whose it is and what it asks; or the introduction or heading of its list. */
  readonly before: { readonly label: string; readonly words: string } | null
  readonly who: string
  readonly words: string
  /** Where the words may end if there is no room for all: after a sentence that the next one doesn't lean on or take back. */
  readonly cuts: readonly number[]
  /** Whether the words are a question, or a claim that is put to others. */
  readonly asks: boolean
  readonly source: string
  /** Stands in the place of words that can't be cut and have no room. */
  readonly tooLong: string
}

/** UTF-16 units, pixels, and the type of the file. */
export const PICTURE = { name: 'citaat.png', width: 1200, height: 630, type: 'image/png' } as const

/** The picture of a passage: complete in itself, as a quote is. */
export function pictureOf(passage: Passage, document: SourceDocument, t: Translate): Picture {
  const { text, sentences, intro } = passage
  const attribution = attribute(passage, document)
  const { question } = attribution
  const list = document.passages.find(({ id }) => id === intro)
  const asks = attribution.act === 'asks'
  return {
    before: question
      ? { label: questionLabel(question, t), words: cutOut(question, gistOf(question)) }
      : list
        ? { label: t('list-intro'), words: cutOut(list, list.sentences.at(-1) ?? { start: 0, end: list.text.length }) }
        : passage.heading
          ? { label: t('under-heading', { heading: passage.heading }), words: '' }
          : null,
    who: asks ? questionLabel(passage, t) : `${sayer(attribution, t)}:`,
    words: text,
    cuts: sentences.slice(0, -1).flatMap(({ end }, at) => {
      const next = sentences[at + 1]!
      const after = text.slice(next.start, next.end)
      return leansOnBefore(after) || takesBack(after) ? [] : [end]
    }),
    asks,
    source: sourceLine(attribution, t),
    tooLong: t('quote-too-long'),
  }
}

/** The same in words, for whoever doesn't see it. */
export function inWords({ before, who, words, source }: Picture): string {
  return [before && `${before.label} ${before.words}`.trim(), who, words, source].filter(Boolean).join('\n')
}

function cutOut({ text }: Passage, { start, end }: { readonly start: number; readonly end: number }): string {
  return `${start > 0 ? '[…] ' : ''}${text.slice(start, end)}${end < text.length ? ' […]' : ''}`
}
