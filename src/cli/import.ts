import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { readConfig } from '../config/config.ts'
import { showControls } from '../corpus/control-characters.ts'
import { describeProblem } from '../corpus/problem.ts'
import { ImportError } from '../importing/draft.ts'
import { fetchSource } from '../importing/fetch-source.ts'
import { opinionOf, type Said } from '../importing/propose.ts'
import { importSource, MOST_BYTES, type Source, tooLarge } from '../importing/read-source.ts'

interface Options extends Said {
  readonly into?: string
  readonly encoding?: string
}

/**
 * Writes source.txt and document.md from a file or an address, and prints what the editor must still decide.
 * @throws ImportError when nothing can be read, or a document is there already.
 */
export async function importDocument(from: string, { into, encoding, ...options }: Options): Promise<void> {
  const source: Source & { url?: string } = /^https?:/i.test(from) ? await fetchSource(from) : readFrom(from)
  const today = new Date().toISOString().slice(0, 10)
  const said: Said = { url: source.url, ...options, ...(into === undefined ? {} : { id: basename(into) }) }
  const proposal = await importSource({ ...source, encoding: encoding ?? source.encoding }, said, today)
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
