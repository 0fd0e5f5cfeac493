import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { readConfig } from '../config/config.ts'
import { showControls } from '../corpus/control-characters.ts'
import { keepFormer } from '../corpus/former.ts'
import { loadCorpus } from '../corpus/load-corpus.ts'
import { describeProblem } from '../corpus/problem.ts'
import { newVersionOf, previewUpdate, updateDocument } from '../desk/update-document.ts'
import { ImportError } from '../importing/draft.ts'
import { fetchSource } from '../importing/fetch-source.ts'
import { importAside } from '../importing/import-aside.ts'
import { opinionOf, type Proposal, type Said } from '../importing/propose.ts'
import { MOST_BYTES, type Source, tooLarge } from '../importing/read-source.ts'

interface Options extends Said {
  readonly into?: string
  readonly encoding?: string
  readonly update?: string
}

/**
 * Writes source.txt and document.md from a file or an address, or puts it in the place of a document's present version, and prints what
 * the editor must still decide.
 * @throws ImportError when nothing can be read, or a document is there already; CorpusError when the new version can't be quoted yet.
 */
export async function importDocument(from: string, { into, encoding, update, ...options }: Options): Promise<void> {
  const source: Source & { url?: string } = /^https?:/i.test(from) ? await fetchSource(from) : readFrom(from)
  const today = new Date().toISOString().slice(0, 10)
  const said: Said = { url: source.url, ...options, ...(into === undefined ? {} : { id: basename(into) }) }
  const proposal = await importAside({ ...source, encoding: encoding ?? source.encoding }, said, today)
  if (update !== undefined) return replaceVersion(update, proposal, today)
  const folder = into ?? join(readConfig().corpusFolder, proposal.id)
  const path = join(folder, 'document.md')
  if (existsSync(path)) {
    throw new ImportError(`${path} is there already: remove it, or name another folder with "--into".`)
  }
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'source.txt'), proposal.source)
  writeFileSync(path, proposal.markdown)
  const shown = relative(process.cwd(), path)
  print(`${shown} is written; read it beside ${from}.`)
  const opinion = opinionOf(proposal, shown)
  if (proposal.decisions.length + opinion.length > 0) print('Still to decide:')
  for (const { line, question } of proposal.decisions)
    print(`  ${shown}${line === null ? '' : `:${line}`}: ${question}`)
  for (const problem of opinion) print(`  ${describeProblem(problem)}`)
  print('Then run "bronwijzer check --fix", and write questions.')
}

/** Writes a new version of a document, and what the one before said. */
function replaceVersion(id: string, proposal: Proposal, today: string): void {
  const { corpusFolder } = readConfig()
  const before = loadCorpus(corpusFolder)
  const document = before.documents.find((one) => one.id === id)
  if (!document) throw new ImportError(`There is no document "${id}" in ${corpusFolder}.`)
  const version = newVersionOf(document, proposal)
  const { stayed, changed, went, came } = previewUpdate(document, version)
  // The text comes last: as long as the old one stands, this can be done again.
  for (const [path, content] of Object.entries(updateDocument(corpusFolder, document, version)))
    writeFileAtomic.sync(join(corpusFolder, path), Buffer.from(content))
  keepFormer(corpusFolder, loadCorpus(corpusFolder), before, today)
  print(`${stayed.length} passages stayed, ${changed.length} changed, ${went.length} went, ${came.length} came.`)
  for (const { from, to } of changed) {
    print(`  ${from.id} is now ${to.id}; read whether its questions still fit:`)
    print(`    was: ${from.text}`)
    print(`    is:  ${to.text}`)
  }
  for (const { id, text } of went) print(`  ${id} went, with its questions: ${text}`)
  for (const { id, text } of came) print(`  ${id} came; write questions for it: ${text}`)
  print('Links to what changed show then and now. Then run "bronwijzer check".')
}

function print(line: string): void {
  process.stdout.write(`${showControls(line)}\n`)
}

/** @throws ImportError for what isn't there, or is too large: it isn't read. */
function readFrom(from: string): Source {
  const about = statSync(from, { throwIfNoEntry: false })
  if (!about?.isFile()) throw new ImportError(`${from} is no file.`)
  if (about.size > MOST_BYTES) throw tooLarge(from)
  return { bytes: readFileSync(from), name: basename(from) }
}
