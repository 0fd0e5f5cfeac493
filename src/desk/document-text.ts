import type { Context } from 'hono'
import { readDocument } from '../corpus/parse-document.ts'
import { attempt, CorpusError, type Problem } from '../corpus/problem.ts'
import { asIfKnown } from '../importing/propose.ts'
import type { Desk } from './desk.ts'
import { type Drafts, INCOMING, StaleError } from './drafts.ts'
import type { Texts } from './edit-document.ts'
import { saveChanges } from './try-changes.ts'
import { updateDocument } from './update-document.ts'

/** A document in the draft, or one that was imported and doesn't pass the check yet. */
export interface DeskDocument extends Texts {
  readonly id: string
  readonly isIncoming: boolean
  /** Of document.md below the draft. */
  readonly path: string
  readonly version: string
}

/** The document of an address; null when there is none. */
export function documentOf(drafts: Drafts, c: Context): DeskDocument | null {
  const id = c.req.param('id') ?? ''
  if (!/^[a-z0-9-]+$/.test(id)) return null
  for (const [folder, isIncoming] of [
    [`${INCOMING}/${id}`, true],
    [id, false],
  ] as const) {
    const path = `${folder}/document.md`
    const markdown = drafts.read(path)
    const source = drafts.bytes(`${folder}/source.txt`)
    if (markdown !== null && source !== null)
      return {
        id,
        isIncoming,
        path,
        version: drafts.version(path),
        markdown: markdown.replaceAll('\r\n', '\n'),
        source,
      }
  }
  return null
}

/**
 * Saves a document that an editor changed: one that was imported as long as it can be read no worse than before, any other when the whole
 * draft passes the check; its questions go with its passages.
 * @param what for the history.
 * @param expected version of document.md that the editor saw.
 * @throws CorpusError with what is wrong with it; StaleError when another editor was faster. Nothing is saved then.
 */
export async function saveDocument(
  desk: Pick<Desk, 'config' | 'drafts'>,
  document: DeskDocument,
  markdown: string,
  what: string,
  expected: string,
): Promise<void> {
  const { drafts } = desk
  const { path, isIncoming, source } = document
  if (document.version !== expected) throw new StaleError(path, expected)
  if (isIncoming) {
    const problems: Problem[] = []
    const wasReadable = attempt([], () => readDocument(asIfKnown(document.markdown), source, path)) !== null
    const now = attempt(problems, () => readDocument(asIfKnown(markdown), source, path))
    if (wasReadable && !now) throw new CorpusError(problems)
    drafts.write(what, { [path]: markdown }, { [path]: expected })
    return
  }
  const before = readDocument(document.markdown, source, path).document
  const after = readDocument(markdown, source, path).document
  const changes = updateDocument(drafts.folder, before, { markdown, source }, heirsOf(before.passages, after.passages))
  await saveChanges(desk, what, changes, { [path]: expected })
}

type Ids = readonly { readonly id: string }[]

/** Passages in the places of those that went, by their ids: what is between two that stayed comes from what was there. */
function heirsOf(before: Ids, after: Ids): Map<string, string> {
  const heirs = new Map<string, string>()
  const old = before.map(({ id }) => id)
  const now = after.map(({ id }) => id)
  const stayed = old.filter((id) => now.includes(id))
  const edges = [null, ...stayed, null]
  for (const [at, from] of edges.slice(0, -1).entries()) {
    const to = edges[at + 1] ?? null
    const between = (ids: string[]) =>
      ids.slice(from === null ? 0 : ids.indexOf(from) + 1, to === null ? ids.length : ids.indexOf(to))
    const came = between(now)
    for (const [index, id] of between(old).entries()) {
      const heir = came[Math.min(index, came.length - 1)]
      if (heir !== undefined) heirs.set(id, heir)
    }
  }
  return heirs
}
