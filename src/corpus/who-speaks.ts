import { words } from '../dutch/fold.ts'
import { type Block, markedIn } from './blocks.ts'
import type { FrontMatter } from './front-matter.ts'
import { refuse } from './problem.ts'

type Speaker = FrontMatter['speakers'][number]

/** Who speaks in a block, about what, and where the words begin after the label. */
export interface Voice {
  readonly speaker: Speaker
  readonly topic: string | null
  readonly start: number
  /** Whether nothing says so but that this speaker spoke before. */
  readonly isCarriedOver: boolean
}

/** When something was said, before its label: "[00:12:04] NVK: Dat klopt." */
export const SPOKEN_AT = /^[[(]?(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?[\])]?\s+/
/** When it was said, behind its label: "NVK: [0:12] Dat klopt." Without brackets it is a time that it speaks of. */
export const SAID_AT = /^\s*\[(?:\d{1,2}:)?\d{1,2}:\d{2}\]\s+/

/** What was said last. */
interface Spoken {
  readonly speaker: Speaker
  readonly topic: string | null
  readonly item: number | null
  /** Whether a list that follows is what it announces. */
  readonly announces: boolean
}

/**
 * Follows who speaks from block to block. What says so, strongest first: an editor's mark, a label, the list item or the announced
 * list in which a paragraph is, a heading, or that there is one author whom no mark names. Otherwise the speaker before goes on, unless it could be
 * somebody else: after who asks, below another heading, or when something is asked after an answer.
 * @throws CorpusError for a paragraph of which it can't be told who says it.
 */
export function followVoices(
  markdown: string,
  { speakers }: FrontMatter,
  file: string,
): { heading(block: Block): void; paragraph(block: Block): Voice } {
  const labels = speakers.flatMap((speaker) => speaker.labels.map((label) => ({ label, speaker })))
  const marks = markedIn(markdown)
  const authors = speakers.filter(({ id, role }) => role === 'author' && !marks.has(id))
  const only = speakers.length === 1 ? speakers[0]! : labels.length === 0 && authors.length === 1 ? authors[0]! : null
  let headings: { readonly depth: number; readonly speaker: Speaker | null }[] = []
  let spoken: Spoken | null = null
  let announcedList: number | null = null

  function heading({ start, end, depth }: Block): void {
    const title = markdown.slice(start, end).replace(/^#+\s*/, '')
    const found = labels.find(({ label }) => 'heading' in label && beginsWith(title, label.heading))
    headings = [...headings.filter((one) => one.depth < depth), { depth, speaker: found?.speaker ?? null }]
    spoken = null
  }

  function paragraph(block: Block): Voice {
    const { start, end, list, item, line, mark } = block
    const whole = markdown.slice(start, end).replace(SPOKEN_AT, '')
    const label = labels.find((one) => 'text' in one.label && whole.startsWith(one.label.text))
    const text = label && 'text' in label.label ? label.label : null
    const marked = mark.speaker === null ? null : speakers.find(({ id }) => id === mark.speaker)
    if (marked === undefined) {
      const ids = speakers.map(({ id }) => id).join(', ')
      const remedy = `Write one of ${ids}, or add it to "speakers".`
      refuse(file, line, `no speaker has the id "${mark.speaker}".`, remedy, 'unknown-speaker', mark.speaker ?? '')
    }
    const said = marked ?? label?.speaker ?? null
    if (!said && labels.length > 0) refuseUnknownLabel(whole, speakers, file, line)
    if (list !== null && spoken?.announces) announcedList ??= list
    else if (list === null) announcedList = null
    const isWithin = spoken !== null && list !== null && (item === spoken.item || list === announcedList)
    const byHeading = headings.findLast(({ speaker }) => speaker !== null)?.speaker ?? null
    const stated = said ?? (isWithin ? spoken!.speaker : (byHeading ?? only))
    if (!stated) refuseAnothers(whole, spoken?.speaker ?? null, speakers, file, line)
    const speaker = stated ?? spoken!.speaker
    const topic = said ? (text?.topic ?? null) : speaker === spoken?.speaker ? spoken.topic : null
    spoken = {
      speaker,
      topic,
      item: isWithin && list === announcedList ? spoken!.item : item,
      announces: list === null ? whole.trimEnd().endsWith(':') : (spoken?.announces ?? false) && list === announcedList,
    }
    return {
      speaker,
      topic,
      start: text ? end - whole.slice(text.text.length).replace(SAID_AT, '').trimStart().length : block.numbered,
      isCarriedOver: !stated,
    }
  }
  return { heading, paragraph }
}

/** Whether a title is these words, with or without more after them: "Antwoord 1" for "Antwoord". */
function beginsWith(title: string, label: string): boolean {
  return title === label || (title.startsWith(label) && !/^[\p{L}\p{N}]/u.test(title.slice(label.length)))
}

/** The words that an editor may write above a paragraph to say who speaks. */
export function marksOf(speakers: readonly Speaker[]): string {
  return speakers.map(({ id }) => `"<!-- speaker: ${id} -->"`).join(' or ')
}

function refuseAnothers(
  whole: string,
  before: Speaker | null,
  speakers: readonly Speaker[],
  file: string,
  line: number,
): void {
  const reason =
    before === null
      ? ''
      : before.role === 'asks'
        ? ` ${before.name}, who spoke before, asks; it may be the answer.`
        : /\?["'’”»)\s]*$/.test(whole)
          ? ` It asks something, and ${before.name}, who spoke before, doesn't.`
          : null
  if (reason === null) return
  refuse(
    file,
    line,
    `no label says who speaks in "${whole.slice(0, 40)}".${reason}`,
    `Begin the paragraph with one of the labels under "speakers", if the source does, or write ${marksOf(speakers)} above it.`,
    'unlabelled',
  )
}

/** Longest beginning of a paragraph that may be a label, in UTF-16 units. */
const MAX_LABEL = 60

/** A misspelt label would go unnoticed, and the previous speaker would get the words after it. */
function refuseUnknownLabel(paragraph: string, speakers: readonly Speaker[], file: string, line: number): void {
  const colon = paragraph.indexOf(':')
  if (colon < 0 || colon > MAX_LABEL) return
  const beginning = words(paragraph.slice(0, colon)).join(' ')
  const named = speakers.find(({ id, name }) =>
    [id, name]
      .map((text) => words(text).join(' '))
      .some((text) => ` ${beginning}`.endsWith(` ${text}`) || `${beginning} `.startsWith(`${text} `)),
  )
  if (!named) return
  refuse(
    file,
    line,
    `"${paragraph.slice(0, colon + 1)}" looks like a label of ${named.id}, and is not one of those under "speakers".`,
    'Correct it, or add it to the labels there; words that are not a label belong in the paragraph before.',
    'unknown-label',
  )
}
