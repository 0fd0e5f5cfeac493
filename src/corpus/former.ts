import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { z } from 'zod'
import { words } from '../dutch/fold.ts'
import type { Passage, SourceDocument, Speaker } from './document.ts'
import type { Corpus } from './load-corpus.ts'
import { passageId } from './parse-document.ts'
import { CorpusError, type Problem } from './problem.ts'
import { readYamlFile } from './read-yaml.ts'

const id = z.string().regex(/^[a-z2-7]{8}$/, 'expected a passage id of 8 characters')
const schema = z.strictObject({
  passages: z.array(
    z.strictObject({
      id,
      text: z.string().min(1),
      speaker: z.string().min(1),
      published: z.iso.date('expected a date such as 2025-05-22').optional(),
      until: z.iso.date('expected a date such as 2026-11-26'),
      now: z.array(id),
    }),
  ),
})

/** What a document said before its text changed: links to it still lead there. */
export interface FormerPassage {
  /** As it was: derived from the document and these words, so that nobody can put others in their place. */
  readonly id: string
  readonly documentId: string
  readonly text: string
  readonly speaker: Speaker
  /** ISO date of that version; null where it had none. */
  readonly published: string | null
  /** ISO date of the day on which the change was noticed. */
  readonly until: string
  /** What stands in its place; empty when nothing does. */
  readonly now: readonly Passage[]
}

const FILE = 'former.yaml'
/** Equal paragraphs of one document are told apart up to this number. */
const MAX_TWINS = 20

/**
 * Loads what the documents of a corpus said before: former.yaml of each, where there is one.
 * @throws CorpusError naming the line of a passage whose id isn't that of its words, that still stands, or that leads nowhere.
 */
export function loadFormer(folder: string, corpus: Corpus, shown = process.cwd()): FormerPassage[] {
  const problems: Problem[] = []
  const former = corpus.documents.flatMap((document) => {
    const path = join(folder, document.id, FILE)
    return existsSync(path) ? readFormer(path, document, corpus, shown, problems) : []
  })
  if (problems.length > 0) throw new CorpusError(problems)
  return former
}

function readFormer(
  path: string,
  { id: documentId, speakers }: SourceDocument,
  corpus: Corpus,
  shown: string,
  problems: Problem[],
): FormerPassage[] {
  const { value, lineOf, file } = readYamlFile(path, schema, shown)
  return value.passages.flatMap(({ id, text, speaker: name, published = null, until, now }, at): FormerPassage[] => {
    const report = (message: string, remedy: string) =>
      problems.push({ file, line: lineOf(['passages', at, 'id']), message, remedy })
    if (!Array.from({ length: MAX_TWINS }, (_, twin) => passageId(documentId, text, twin)).includes(id))
      report(
        `"${id}" is not the id of these words in ${documentId}.`,
        'Restore the words: "bronwijzer former" writes them.',
      )
    if (corpus.passage(id)) report(`the passage "${id}" stands in the text as it is.`, 'Remove it here.')
    const speaker = speakers.find((one) => one.id === name)
    if (!speaker) report(`no speaker of ${documentId} has the id "${name}".`, 'Name one of those in document.md.')
    const present = now.flatMap((one) => {
      const passage = corpus.passage(one)
      if (passage?.documentId === documentId) return [passage]
      report(`no passage of ${documentId} has the id "${one}".`, 'Run "bronwijzer former" with the corpus as it was.')
      return []
    })
    return speaker ? [{ id, documentId, text, speaker, published, until, now: present }] : []
  })
}

/** Share of the words that two passages have in common from which one stands in the place of the other. */
const SAME = 0.5

/**
 * Writes down what an earlier corpus said and this one doesn't, in former.yaml of each document, beside what is there already.
 * @param until ISO date of the change.
 * @returns how many passages were added to each document.
 */
export function keepFormer(
  folder: string,
  corpus: Corpus,
  before: Corpus,
  until: string,
  shown = process.cwd(),
): ReadonlyMap<string, number> {
  const added = new Map<string, number>()
  for (const document of corpus.documents) {
    const earlier = before.documents.find((one) => one.id === document.id)
    const path = join(folder, document.id, FILE)
    const known = existsSync(path) ? readYamlFile(path, schema, shown).value.passages : []
    const gone = (earlier?.passages ?? []).filter((passage) => !corpus.passage(passage.id))
    const inPlaceOf = new Map(gone.map((passage) => [passage.id, successorsOf(passage, document, before)]))
    const fresh = gone
      .filter((passage) => known.every(({ id }) => id !== passage.id))
      .map(({ id, text, speaker }) => ({
        id,
        text,
        speaker: speaker.id,
        ...(earlier?.published ? { published: earlier.published } : {}),
        until,
        now: inPlaceOf.get(id)!,
      }))
    // What stood in the place of something may have changed, too.
    const followed = known
      .filter((one) => !corpus.passage(one.id))
      .map((one) => ({ ...one, now: [...new Set(one.now.flatMap((id) => inPlaceOf.get(id) ?? [id]))] }))
    added.set(document.id, fresh.length)
    const passages = [...followed, ...fresh]
    if (JSON.stringify(passages) === JSON.stringify(known)) continue
    writeFileSync(
      path,
      `# What this document said before. Links to it show then and now. Written by "bronwijzer former".\n${stringify({ passages }, { lineWidth: 0 })}`,
    )
  }
  return added
}

/** The new passages of a document that have most of the words of an old one, or of which it has most. */
function successorsOf(old: Passage, { passages }: SourceDocument, before: Corpus): string[] {
  const had = new Set(words(old.text))
  return passages
    .filter((one) => !before.passage(one.id) && one.speaker.id === old.speaker.id)
    .filter(({ text }) => {
      const has = new Set(words(text))
      const shared = [...has].filter((word) => had.has(word)).length
      return shared / Math.min(has.size, had.size) >= SAME && shared / Math.max(has.size, had.size) >= SAME / 2
    })
    .map(({ id }) => id)
}
