import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isMap, isScalar, isSeq, parseDocument as parseYaml, visit, type YAMLMap } from 'yaml'
import type { Passage, SourceDocument } from '../corpus/document.ts'
import { parseDocument } from '../corpus/parse-document.ts'
import { parseJson } from '../corpus/read-text.ts'
import { compareVersions, type VersionChanges } from '../corpus/versions.ts'
import type { Proposal } from '../importing/propose.ts'
import { beginsOf, UNFOLDED } from './add-question.ts'
import { split, WRITTEN } from './edit-document.ts'

/** The text of a document in a new version. */
export interface Version {
  readonly markdown: string
  readonly source: Uint8Array
}

/** What is of a version and not of the document: the rest of its front matter stays. */
const OF_VERSION = ['published', 'retrieved', 'links', 'sourceSha256', 'sourceEncoding', 'omissions'] as const

/**
 * The text that was imported as a new version of a document: with the front matter that it has, but for what belongs to the version, and
 * with an editor's remarks above the paragraphs that stayed.
 */
export function newVersionOf({ text }: SourceDocument, proposal: Proposal): Version {
  const [old, now] = [split(text), split(proposal.markdown)]
  const [front, fresh] = [parseYaml(old.head), parseYaml(now.head)]
  for (const field of OF_VERSION) {
    if (fresh.has(field)) front.set(field, fresh.get(field, true))
    else front.delete(field)
  }
  // A note that the text has no date was about the version before.
  if (front.get('published') !== null) front.set('publishedNote', null)
  return {
    markdown: `---\n${front.toString(UNFOLDED)}---\n${withRemarks(now.body, old.body)}`,
    source: proposal.source,
  }
}

/** Remarks for the program, such as who speaks, above the line that they are about. */
const REMARK = /^[ \t]*<!--[^\n]*-->\n+([^\n]+)/gm

function withRemarks(body: string, old: string): string {
  const remarks = new Map(Array.from(old.matchAll(REMARK), ([remark, line]) => [line!, remark]))
  return body
    .split('\n')
    .map((line) => remarks.get(line) ?? line)
    .join('\n')
}

/**
 * What a new version changes in a document; nothing is written.
 * @throws CorpusError with what is wrong with it.
 */
export function previewUpdate(document: SourceDocument, { markdown, source }: Version): VersionChanges {
  return compareVersions(document, parseDocument(markdown, source, 'document.md'))
}

/**
 * What it takes to put a new version of a document into a corpus. Questions, grades and subjects go with the passages that changed;
 * those of passages that went are removed, unless an heir is named. New passages get an entry for their questions.
 * @param heirs ids of new passages that get what belonged to passages that went, by the id of these.
 * @returns the new text of each file that changes, by its path in the corpus; the document itself comes last.
 * @throws CorpusError with what is wrong with the new version.
 */
export function updateDocument(
  folder: string,
  document: SourceDocument,
  version: Version,
  heirs: ReadonlyMap<string, string> = new Map(),
): Record<string, string | Uint8Array> {
  const now = parseDocument(version.markdown, version.source, 'document.md')
  const { changed, went } = compareVersions(document, now)
  const moves: Moves = new Map([
    ...changed.map(({ from, to }): [string, Passage] => [from.id, to]),
    ...went.map(({ id }): [string, Passage | null] => [
      id,
      now.passages.find((one) => one.id === heirs.get(id)) ?? null,
    ]),
  ])
  const changes: Record<string, string | Uint8Array> = {}
  const edit = (path: string, how: (text: string) => string) => {
    const text = existsSync(join(folder, path)) ? readFileSync(join(folder, path), 'utf8') : ''
    const edited = how(text)
    if (edited !== text) changes[path] = edited
  }
  for (const name of readdirSync(folder)) {
    if (name.endsWith('.yaml')) edit(name, (text) => moveInYaml(text, moves))
    if (name.endsWith('.jsonl')) edit(name, (text) => moveInMessages(text, moves))
  }
  edit(`${document.id}/questions.yaml`, (text) => moveQuestions(text, moves, now.passages))
  return {
    ...changes,
    [`${document.id}/source.txt`]: version.source,
    [`${document.id}/document.md`]: version.markdown,
  }
}

/** What stands in the place of a passage, by its id; null for nothing. */
type Moves = ReadonlyMap<string, Passage | null>

/** Ids in lists of passages, such as those of subjects and terms. A pair without one of its passages is no pair. */
function moveInYaml(text: string, moves: Moves): string {
  const renamed = [...moves].reduce(
    (all, [id, to]) => (to ? all.replace(new RegExp(`(?<![a-z0-9])${id}(?![a-z0-9])`, 'g'), to.id) : all),
    text,
  )
  const yaml = parseYaml(renamed)
  const heirs = new Set([...moves.values()].flatMap((to) => to?.id ?? []))
  let isChanged = false
  visit(yaml, {
    Seq(_key, list, path) {
      const ids = list.items.map((item) => (isScalar(item) ? String(item.value) : ''))
      const kept = list.items.filter((_item, at) => {
        if (moves.get(ids[at]!) === null) return false
        return !heirs.has(ids[at]!) || ids.indexOf(ids[at]!) === at
      })
      if (kept.length === list.items.length) return undefined
      isChanged = true
      list.items = kept
      return isSeq(path.at(-1)) ? visit.REMOVE : undefined
    },
  })
  return isChanged ? yaml.toString(WRITTEN) : renamed
}

/** Grades of judged messages, one a line; of two that come together, the better one. */
function moveInMessages(text: string, moves: Moves): string {
  return text
    .split('\n')
    .map((line) => {
      const { grades, ...message } = (parseJson(line) ?? {}) as { grades?: Record<string, number> }
      if (!grades || !Object.keys(grades).some((id) => moves.has(id))) return line
      const moved: Record<string, number> = {}
      for (const [id, grade] of Object.entries(grades)) {
        const to = moves.has(id) ? moves.get(id)?.id : id
        if (to !== undefined) moved[to] = Math.max(grade, moved[to] ?? 0)
      }
      return JSON.stringify({ ...message, grades: moved })
    })
    .join('\n')
}

/** Entries of questions.yaml, one for each passage. */
function moveQuestions(text: string, moves: Moves, passages: readonly Passage[]): string {
  const yaml = parseYaml(text || 'passages: []\n')
  const list = yaml.get('passages')
  if (!isSeq(list)) return text
  const entries = list.items.filter(isMap)
  list.items = entries.filter((entry, at) => {
    const to = moves.get(String(entry.get('id')))
    if (to === undefined) return true
    if (to === null) return false
    const known = entries.slice(0, at).find((one) => one.get('id') === to.id)
    if (known) {
      addQuestions(known, entry)
      return false
    }
    entry.set('id', to.id)
    entry.set('begins', beginsOf(to.text))
    return true
  })
  const known = new Set(list.items.filter(isMap).map((entry) => entry.get('id')))
  list.flow = false
  for (const { id, text } of passages)
    if (!known.has(id)) list.add(yaml.createNode({ id, begins: beginsOf(text), questions: {} }))
  return yaml.toString(UNFOLDED)
}

/** Gives an entry the questions of another. */
function addQuestions(entry: YAMLMap, other: YAMLMap): void {
  const byAuthor = other.get('questions')
  if (!isMap(byAuthor)) return
  for (const { key, value } of byAuthor.items) {
    const path = ['questions', String(key)]
    if (!isSeq(value)) continue
    if (entry.hasIn(path)) for (const question of value.items) entry.addIn(path, question)
    else entry.setIn(path, value)
  }
}
