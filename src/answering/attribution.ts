import type { Passage, SourceDocument } from '../corpus/document.ts'
import { leansOnBefore } from '../dutch/leaning.ts'
import type { Range } from '../dutch/sentences.ts'
import type { Translate } from '../i18n/translations.ts'

/** Who says a passage, to whom, and where. Other speakers come from the passages themselves; nothing is guessed. */
export interface Attribution {
  readonly speaker: string
  /** `asks`: a question or claim put to others; `answers`: a reply to one; `states`: neither. */
  readonly act: 'asks' | 'answers' | 'states'
  /** Whether all of it is a question, and it claims nothing. */
  readonly onlyAsks: boolean
  /** Who asked what the passage answers, or who answers what it asks. Empty when the document has no such passage. */
  readonly others: readonly string[]
  /** The question or claim that the passage answers, in another's words. */
  readonly question: Passage | null
  readonly title: string
  /** The innermost section, or null; also null where it has the document's title. */
  readonly section: string | null
  readonly publisher: string
  /** ISO dates, or null: of this version, and of the day on which it was read. */
  readonly published: string | null
  readonly retrieved: string | null
  readonly url: string | null
}

/** The attribution of a passage of this document. Names and titles are single lines of at most 101 UTF-16 units. */
export function attribute(passage: Passage, document: SourceDocument): Attribution {
  const { passages, publisher, published, retrieved, url } = document
  const asks = passage.speaker.role === 'asks'
  const heading = passage.section.at(-1)
  const question = asks ? null : (passages.find(({ id }) => id === passage.answers) ?? null)
  const others = asks ? passages.filter(({ answers }) => answers === passage.id) : question ? [question] : []
  return {
    speaker: clip(passage.speaker.name),
    act: asks ? 'asks' : question ? 'answers' : 'states',
    onlyAsks: passage.sentences.every(({ start, end }) => passage.text.slice(start, end).endsWith('?')),
    others: namesIn(others),
    question,
    title: clip(document.title),
    section: heading === undefined || heading === document.title ? null : clip(heading),
    publisher: clip(publisher),
    published,
    retrieved,
    url,
  }
}

/**
 * The heading that stands above a quote of a passage: what introduces it, or what it leans on ("In deze visie …").
 * @param begin where the quote begins in the text of the passage.
 */
export function headingAbove(passage: Passage, document: SourceDocument, begin = 0): string | null {
  if (passage.heading) return clip(passage.heading)
  if (passage.answers || passage.intro || passage.speaker.role === 'asks') return null
  return begin === 0 && leansAt(passage, 0) ? attribute(passage, document).section : null
}

/** Whether the sentence that begins at a place leans on what goes before it. */
export function leansAt({ text, sentences }: Passage, place: number): boolean {
  const sentence = sentences.find(({ start }) => start === place)
  return sentence !== undefined && leansOnBefore(text.slice(sentence.start, sentence.end))
}

/** Whether two passages have the same speaker, question, list and section, so that one attribution does for both. */
export function shareAttribution(one: Passage, other: Passage): boolean {
  const [first, second] = [one, other].map(({ documentId, speaker, answers, intro, section }) =>
    [documentId, speaker.id, answers, intro, ...section].join('\n'),
  )
  return first === second
}

/** Whether a passage shows a question to whoever reads on below it: as its own words, or as what it answers. */
export function showsQuestion(above: Passage | null, question: Passage): boolean {
  return above !== null && (above.id === question.id || above.answers === question.id)
}

/** Where a passage stands that is right beside another; null for any other. */
export function besideIn(before: Passage, passage: Passage): 'right-before' | 'right-after' | null {
  if (before.documentId !== passage.documentId) return null
  const distance = passage.position - before.position
  return distance === 1 ? 'right-after' : distance === -1 ? 'right-before' : null
}

/** Names of all askers in a document, in order of appearance. */
export function askersOf({ passages }: SourceDocument): string[] {
  return namesIn(passages.filter(({ speaker }) => speaker.role === 'asks'))
}

/** Who says a passage and to whom, as in "NVK, in antwoord op NOS". */
export function sayer({ speaker, act, others }: Attribution, t: Translate): string {
  if (others.length === 0) return act === 'asks' ? t('said-asking-nobody', { speaker }) : speaker
  return act === 'asks'
    ? t('said-asking', { speaker, answerer: listed(others, t) })
    : t('said-answering', { speaker, asker: listed(others, t) })
}

/** A notice for above the words of an asker: they are not an answer. Null for any other passage. */
export function askingNotice({ speaker, act, onlyAsks, others }: Attribution, t: Translate): string | null {
  if (act !== 'asks') return null
  return others.length === 0
    ? t(onlyAsks ? 'asks-unanswered' : 'question-unanswered', { asker: speaker })
    : t(onlyAsks ? 'asks-no-answer' : 'question-not-answer', { asker: speaker, answerer: listed(others, t) })
}

/** A label for above a question: whose words it is. Not everything that is put to someone is a question. */
export function questionLabel({ text, speaker }: Passage, t: Translate): string {
  return t(text.includes('?') ? 'asked-by' : 'put-by', { asker: clip(speaker.name) })
}

/**
 * What is asked or claimed in the words of an asker, without what leads up to it or explains it: from its first question to its last,
 * or the first sentence of a claim.
 */
export function gistOf({ text, sentences }: Passage): Range {
  const asking = sentences.filter(({ start, end }) => text.slice(start, end).includes('?'))
  const first = asking[0] ?? sentences[0]
  return first ? { start: first.start, end: (asking.at(-1) ?? first).end } : { start: 0, end: text.length }
}

/** The words of a list's introduction that belong to each of its items: its last sentence, such as "…, zoals:". */
export function introducing({ text, sentences }: Passage): string {
  const last = sentences.at(-1)
  return last ? text.slice(last.start, last.end) : text
}

/** Title, section, publisher and date, on one line. A publisher that speaks for itself is named as the speaker only. */
export function sourceLine(attribution: Attribution, t: Translate): string {
  const { speaker, publisher } = attribution
  const date = versionDate(attribution, t)
  const title = titleOf(attribution)
  return publisher === speaker ? t('source-own', { title, date }) : t('source', { title, publisher, date })
}

/** Of which day a text is, or else on which day it was read. */
export function versionDate(
  { published, retrieved }: Pick<SourceDocument, 'published' | 'retrieved'>,
  t: Translate,
): string {
  const shown = published ?? retrieved
  if (shown === null) return t('undated')
  return t(published === null ? 'undated-read' : 'date', { date: new Date(`${shown}T12:00`) })
}

/** The title of the document, and of the section in it. */
export function titleOf({ title, section }: Attribution): string {
  return section === null ? title : `${title} › ${section}`
}

/** Names in a sentence: "NOS, NVK en RIVM". */
export function listed(names: readonly string[], t: Translate): string {
  return new Intl.ListFormat(t('language-code')).format(names)
}

function namesIn(passages: readonly Passage[]): string[] {
  return [...new Set(passages.map(({ speaker }) => clip(speaker.name)))]
}

/** UTF-16 units of a title or name in an attribution. */
const MAX_NAME_LENGTH = 100

/** Shortens a name that is far too long: between words if they aren't long too, and never in the middle of a surrogate pair. */
export function clip(text: string, limit = MAX_NAME_LENGTH): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= limit ? line : `${beginningOf(line, limit)}…`
}

/** As much of a text as there is room for: up to a space if one is near, and never half a surrogate pair. */
export function beginningOf(text: string, limit: number): string {
  if (text.length <= limit) return text
  const space = text.lastIndexOf(' ', limit)
  return text.slice(0, space > limit / 2 ? space : limit).replace(/[\ud800-\udbff]$/, '')
}
