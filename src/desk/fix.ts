import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { isMap, isSeq, parseDocument as parseYaml } from 'yaml'
import { decode, encodingOf } from '../corpus/decode-text.ts'
import type { SourceDocument } from '../corpus/document.ts'
import { isOurs } from '../corpus/load-corpus.ts'
import { parseDocument } from '../corpus/parse-document.ts'
import { CorpusError } from '../corpus/problem.ts'
import { words } from '../dutch/fold.ts'
import { beginsOf, UNFOLDED } from './add-question.ts'

/**
 * Fills in what can be computed in each folder of a corpus: the encoding of document.md, its id, title and checksum, a field that isn't
 * known as null, and in questions.yaml an entry for each passage. Where the words of a passage changed, its id changes in every file.
 * @returns a line about each change.
 */
export function fixCorpus(folder: string, shown = process.cwd()): string[] {
  const names = existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && isOurs(entry.name))
        .map(({ name }) => name)
    : []
  return names.flatMap((name) => {
    const [path, received] = ['document.md', 'source.txt'].map((file) => join(folder, name, file)) as [string, string]
    if (!existsSync(path) || !existsSync(received)) return []
    const done: string[] = []
    const report = (file: string, line: string) => done.push(`${relative(shown, file)}: ${line}`)
    const bytes = readFileSync(path)
    const source = readFileSync(received)
    const encoding = encodingOf(bytes)
    if (encoding !== 'utf-8') report(path, `was in ${encoding}, and is in UTF-8 now.`)
    const before = decode(bytes, encoding).replaceAll('\r\n', '\n')
    const { markdown, filled } = fillFrontMatter(before, source, name)
    for (const line of filled) report(path, line)
    if (done.length > 0) writeFileAtomic.sync(path, markdown)
    const document = readable(markdown, source, path)
    if (document) for (const [file, line] of fixQuestions(folder, document)) report(file, line)
    return done
  })
}

/** The document, or null while something is wrong that an editor has to correct. */
function readable(markdown: string, source: Uint8Array, path: string): SourceDocument | null {
  try {
    return parseDocument(markdown, source, path)
  } catch (error) {
    if (error instanceof CorpusError) return null
    throw error
  }
}

const HEAD = /^---\n([\s\S]*?\n)?---\n/

/** Fields whose value may be that it isn't known. */
const UNKNOWN = ['url', 'published', 'publishedNote', 'retrieved'] as const

/** Fills in the front matter of a document.md; what is there stays, but for a checksum that is no longer that of the source. */
export function fillFrontMatter(markdown: string, source: Uint8Array, id: string) {
  const head = HEAD.exec(markdown)
  const body = markdown.slice(head?.[0].length ?? 0)
  const front = parseYaml(head?.[1] ?? '')
  if (front.errors.length > 0 || (front.contents && !isMap(front.contents))) return { markdown, filled: [] }
  const sha256 = createHash('sha256').update(source).digest('hex')
  const title = /^# (.+)$/m.exec(body)?.[1] ?? null
  const known: [string, string | null][] = [
    ['id', id],
    ...(title === null ? [] : [['title', title] as [string, string]]),
    ...UNKNOWN.map((field): [string, null] => [field, null]),
    ['language', 'nl'],
    ['sourceSha256', sha256],
  ]
  const filled: string[] = []
  for (const [field, value] of known) {
    const isThere = front.has(field)
    const old = front.get(field)
    if (isThere && (field !== 'sourceSha256' || old === value)) continue
    front.set(field, value)
    const changed = isThere ? `was ${old}; source.txt has changed, and it is now` : 'is now'
    filled.push(`"${field}" ${changed} ${value === null ? 'null: it is not known' : value}.`)
  }
  return filled.length > 0 ? { markdown: `---\n${front.toString(UNFOLDED)}---\n${body}`, filled } : { markdown, filled }
}

/** Gives each passage an entry in questions.yaml, and passages that changed their new id in every file of the corpus. */
function fixQuestions(folder: string, { id, passages }: SourceDocument): [string, string][] {
  const path = join(folder, id, 'questions.yaml')
  const done: [string, string][] = []
  const yaml = existsSync(path) ? readFileSync(path, 'utf8') : 'passages: []\n'
  const parsed = parseYaml(yaml)
  const list = parsed.get('passages')
  if (parsed.errors.length > 0 || !isSeq(list)) return []
  const entries = list.items
    .filter(isMap)
    .map((item) => ({ item, id: String(item.get('id')), begins: String(item.get('begins')) }))
  const current = new Set(passages.map((passage) => passage.id))
  const known = new Set(entries.map((entry) => entry.id))
  const missing = passages.filter((passage) => !known.has(passage.id))
  for (const entry of entries) {
    if (current.has(entry.id)) continue
    const best = missing
      .map((passage) => ({ passage, alike: alike(entry.begins, passage.text) }))
      .sort((a, b) => b.alike - a.alike)[0]
    if (!best || best.alike < ALIKE) continue
    missing.splice(missing.indexOf(best.passage), 1)
    entry.item.set('id', best.passage.id)
    entry.item.set('begins', beginsOf(best.passage.text))
    done.push([
      path,
      `${entry.id} is now ${best.passage.id}, as its words changed: read whether its questions still fit.`,
    ])
    for (const file of renameIn(folder, entry.id, best.passage.id))
      done.push([file, `${entry.id} is now ${best.passage.id}.`])
  }
  list.flow = false
  for (const passage of missing) {
    list.add(parsed.createNode({ id: passage.id, begins: beginsOf(passage.text), questions: {} }))
  }
  if (missing.length > 0) done.push([path, `${missing.length} passages have an entry now; write questions for them.`])
  if (done.length > 0) writeFileAtomic.sync(path, parsed.toString(UNFOLDED))
  return done
}

/** Share of the first words of a passage that are the same, from which it is the same passage with other words. */
const ALIKE = 0.6

function alike(begins: string, text: string): number {
  const old = words(begins)
  const now = new Set(words(text.slice(0, 2 * begins.length)))
  return old.filter((word) => now.has(word)).length / Math.max(old.length, 1)
}

/** Replaces an id of a passage in the files beside the documents. @returns the files that had it. */
function renameIn(folder: string, from: string, to: string): string[] {
  const id = new RegExp(`(?<![a-z0-9])${from}(?![a-z0-9])`, 'g')
  return readdirSync(folder)
    .filter((name) => /\.(?:yaml|jsonl)$/.test(name))
    .map((name) => join(folder, name))
    .filter((path) => {
      const text = readFileSync(path, 'utf8')
      if (!id.test(text)) return false
      writeFileAtomic.sync(path, text.replace(id, to))
      return true
    })
}
