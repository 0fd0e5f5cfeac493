import type { Passage, SourceDocument } from '../corpus/document.ts'
import type { Range } from '../dutch/sentences.ts'
import { beginningOf } from './attribution.ts'

/** Most items that are shown below the words that introduce them. */
const MAX_ITEMS = 8
/** UTF-16 units of an item that are shown. */
const MAX_ITEM = 160

/** An item of a list, and the range of its words that is shown. */
export interface Item {
  readonly passage: Passage
  readonly shown: Range
}

/** The list that a quoted passage opens. */
export interface ListBelow {
  /** In their order; none where it opens no list, or where that isn't what was asked for. */
  readonly items: readonly Item[]
  /** Whether these are all that it opens. */
  readonly isAll: boolean
}

/**
 * The list that a passage opens ("…, zoals:"): without it, its last words say nothing. Each item by its name, which is its first line,
 * or by as much of its words as there is room for.
 * @param match the sentence that answers, in the passage; when it is not the last one, the list isn't what was asked for.
 */
export function listBelow(passage: Passage, match: Range | null, { passages }: SourceDocument): ListBelow {
  const last = passage.sentences.at(-1)
  const all = passage.text.endsWith(':') ? passages.filter(({ intro }) => intro === passage.id) : []
  const items = !match || !last || match.end === last.end ? all.slice(0, MAX_ITEMS) : []
  return {
    items: items.map((item) => ({ passage: item, shown: nameOf(item) })),
    isAll: items.length === all.length,
  }
}

/** Whether all words of an item are shown. */
export function isWhole({ passage, shown }: Item): boolean {
  return shown.end === passage.text.length
}

function nameOf({ text }: Passage): Range {
  const line = text.indexOf('\n')
  return { start: 0, end: beginningOf(line < 0 ? text : text.slice(0, line), MAX_ITEM).length }
}
