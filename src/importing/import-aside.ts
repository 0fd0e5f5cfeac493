import { fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Fault, ImportError } from './draft.ts'
import type { Proposal, Said } from './propose.ts'
import type { Source } from './read-source.ts'

/** A request to the process, and its reply. */
export interface ToRead {
  readonly source: Source
  readonly said: Said
  readonly today: string
}
export type Read = Proposal | { readonly message: string; readonly fault: Fault | null; readonly what: string }

/** Where Node finds the compiled entry, whether this file itself is compiled or not. */
const ENTRY = new URL('../../dist/importing/import-child.js', import.meta.url)
/** A whole book takes ten seconds on a slow machine. */
const PATIENCE_MS = 30_000
const MOST_MEMORY_MB = 512
/** What it may take beside that, such as the streams of a PDF once unpacked: they are no objects, so Node doesn't limit them. */
const MOST_RESIDENT_BYTES = 1_000_000_000
const WATCH_MS = 100

/**
 * The same as importSource, in a process of its own: a file may be made to take all memory and time, and meanwhile others work at the desk.
 * @throws ImportError when it holds no text that can be read, or takes too much.
 */
export function importAside(
  source: Source,
  said: Said,
  today: string,
  entry: URL = ENTRY,
  patience = PATIENCE_MS,
): Promise<Proposal> {
  const child = fork(fileURLToPath(entry), {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    // It needs no variables, least of all a token or a key.
    env: {},
    execArgv: [`--max-old-space-size=${MOST_MEMORY_MB}`],
  })
  const timer = setTimeout(() => child.kill('SIGKILL'), patience)
  const watch = setInterval(() => {
    if (residentOf(child.pid) > MOST_RESIDENT_BYTES) child.kill('SIGKILL')
  }, WATCH_MS)
  return new Promise<Proposal>((resolve, reject) => {
    const give = () =>
      reject(
        new ImportError(
          `${source.name} takes too long to read: save it anew, or save the text alone, and import that.`,
          'heavy',
          source.name,
        ),
      )
    child.once('message', (read: Read) => {
      if ('message' in read) reject(new ImportError(read.message, read.fault, read.what))
      else resolve(read)
    })
    child.once('exit', give).once('error', give)
    child.send({ source, said, today } satisfies ToRead, () => {})
  }).finally(() => {
    clearTimeout(timer)
    clearInterval(watch)
    child.kill('SIGKILL')
  })
}

const PAGE_BYTES = 4096

/** The memory that a process holds; 0 where the system doesn't tell. */
function residentOf(pid: number | undefined): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]) * PAGE_BYTES
  } catch {
    return 0
  }
}
