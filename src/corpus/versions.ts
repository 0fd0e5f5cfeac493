import { words } from '../dutch/fold.ts'
import { isStopWord } from '../dutch/stop-words.ts'
import type { Passage, SourceDocument } from './document.ts'

/** How a new version of a document differs from the one before. */
export interface VersionChanges {
  /** Word for word as they were; of the new version. */
  readonly stayed: readonly Passage[]
  /** With other words, in the order of the new version. */
  readonly changed: readonly { readonly from: Passage; readonly to: Passage }[]
  readonly went: readonly Passage[]
  readonly came: readonly Passage[]
}

/** Share of the telling words of two passages that both have, from which one is the other with changes. */
const ALIKE = 0.5

/**
 * Compares two versions of a document, passage by passage, wherever they stand: one passage in the place of one, as questions and grades
 * have one owner. Three others ask what stands in the place of a passage, and none can stand in for another: `successorsOf` (former.ts) finds
 * several where one was split, as a link shows all of it, and what it found is kept in files; `fixQuestions` (fix.ts) has no version before,
 * only the first words that questions.yaml keeps; `heirsOf` (document-text.ts) goes by place, as an editor who cuts a text anew at the desk
 * leaves no passage half of its words.
 */
export function compareVersions(before: SourceDocument, after: SourceDocument): VersionChanges {
  const [old, now] = [new Set(before.passages.map(({ id }) => id)), new Set(after.passages.map(({ id }) => id))]
  const gone = before.passages.filter(({ id }) => !now.has(id))
  const fresh = after.passages.filter(({ id }) => !old.has(id))
  const pairs = gone
    .flatMap((from) => fresh.map((to) => ({ from, to, alike: alike(from, to) })))
    .filter(({ alike }) => alike >= ALIKE)
    .sort((a, b) => b.alike - a.alike)
  const changed: { from: Passage; to: Passage }[] = []
  for (const { from, to } of pairs)
    if (!changed.some((pair) => pair.from === from || pair.to === to)) changed.push({ from, to })
  return {
    stayed: after.passages.filter(({ id }) => old.has(id)),
    changed: changed.sort((a, b) => a.to.position - b.to.position),
    went: gone.filter((passage) => !changed.some(({ from }) => from === passage)),
    came: fresh.filter((passage) => !changed.some(({ to }) => to === passage)),
  }
}

/** Share of the telling words that two passages of one speaker have in common, 0 to 1. */
function alike(one: Passage, other: Passage): number {
  if (one.speaker.id !== other.speaker.id) return 0
  const [first, second] = [tellingWords(one), tellingWords(other)]
  const shared = [...first].filter((word) => second.has(word)).length
  return (2 * shared) / (first.size + second.size)
}

/** Without those of any sentence, unless there are no others. */
function tellingWords({ text }: Passage): Set<string> {
  const all = words(text)
  const telling = all.filter((word) => !isStopWord(word))
  return new Set(telling.length > 0 ? telling : all)
}
