import type { Passage, SourceDocument } from '../corpus/document.ts'
import type { Translate } from '../i18n/translations.ts'

/** Who says a passage, to whom, and where. Other speakers come from the passages themselves; nothing is guessed. */
export interface Attribution {
  readonly speaker: string
  /** `asks`: a question or claim put to others; `answers`: a reply to one; `states`: neither. */
  readonly act: 'asks' | 'answers' | 'states'
  /** Who asked what the passage answers, or who answers what it asks. Empty when the document has no such passage. */
  readonly others: readonly string[]
  /** The question or claim that the passage answers, in another's words. */
  readonly question: Passage | null
  /** Title of the document and its innermost section. */
  readonly title: string
  readonly publisher: string
  /** ISO date, or null. */
  readonly published: string | null
  readonly url: string | null
}

/** The attribution of a passage of this document. Names and titles are single lines of at most 161 UTF-16 units. */
export function attribute(passage: Passage, document: SourceDocument): Attribution {
  const { passages, publisher, published, url } = document
  const asks = passage.speaker.role === 'asks'
  const question = asks ? null : (passages.find(({ id }) => id === passage.answers) ?? null)
  const others = asks ? passages.filter(({ answers }) => answers === passage.id) : question ? [question] : []
  return {
    speaker: clip(passage.speaker.name),
    act: asks ? 'asks' : question ? 'answers' : 'states',
    others: namesIn(others),
    question,
    title: [document.title, ...passage.section.slice(-1)].map((name) => clip(name)).join(' › '),
    publisher: clip(publisher),
    published,
    url,
  }
}

/** Names of all askers in a document, in order of appearance. */
export function askersOf({ passages }: SourceDocument): string[] {
  return namesIn(passages.filter(({ speaker }) => speaker.role === 'asks'))
}

/** Who says a passage and to whom, as in "NVK, in antwoord op de NOS". */
export function sayer({ speaker, act, others }: Attribution, t: Translate): string {
  if (others.length === 0) return act === 'asks' ? t('said-asking-nobody', { speaker }) : speaker
  return act === 'asks'
    ? t('said-asking', { speaker, answerer: others.join(', ') })
    : t('said-answering', { speaker, asker: others.join(', ') })
}

/** A notice for above the words of an asker: they are not an answer. Null for any other passage. */
export function askingNotice({ speaker, act, others }: Attribution, t: Translate): string | null {
  if (act !== 'asks') return null
  return others.length === 0
    ? t('question-unanswered', { asker: speaker })
    : t('question-not-answer', { asker: speaker, answerer: others.join(', ') })
}

/** A label for above a question: whose words it is. Not everything that is put to someone is a question. */
export function questionLabel({ text, speaker }: Passage, t: Translate): string {
  return t(text.includes('?') ? 'asked-by' : 'put-by', { asker: clip(speaker.name) })
}

/** Title, publisher and date, on one line. */
export function sourceLine({ title, publisher, published }: Attribution, t: Translate): string {
  const date = published ? t('date', { date: new Date(`${published}T12:00`) }) : t('undated')
  return t('source', { title, publisher, date })
}

function namesIn(passages: readonly Passage[]): string[] {
  return [...new Set(passages.map(({ speaker }) => clip(speaker.name)))]
}

/** UTF-16 units of a title or name in an attribution. */
const MAX_NAME_LENGTH = 160

/** Shortens a name that is far too long, never in the middle of a surrogate pair. */
export function clip(text: string, limit = MAX_NAME_LENGTH): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= limit ? line : `${line.slice(0, limit).replace(/[\ud800-\udbff]$/, '')}…`
}
