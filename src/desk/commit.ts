import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)
/** Milliseconds that git may take. */
const PATIENCE = 60_000

/** What came of recording a folder in git; absent where it isn't under git, or nothing had changed. */
export type Commit = { readonly id: string } | { readonly failure: string }

/** Commits all of a folder, and nothing beside it, if it is in a checkout of git and not ignored there. */
export async function commitFolder(folder: string, message: string): Promise<Commit | null> {
  const git = async (...args: string[]) => (await run('git', args, { cwd: folder, timeout: PATIENCE })).stdout.trim()
  const holds = (...args: string[]) =>
    git(...args).then(
      () => true,
      () => false,
    )
  if (!(await holds('rev-parse', '--show-toplevel')) || (await holds('check-ignore', '-q', '.'))) return null
  try {
    await git('add', '--all', '.')
    if (await holds('diff', '--cached', '--quiet', '--', '.')) return null
    await git('commit', '--quiet', '--message', message, '--', '.')
    return { id: await git('rev-parse', '--short', 'HEAD') }
  } catch (error) {
    const { stderr, message: what } = error as { stderr?: string; message: string }
    return { failure: (stderr || what).trim().split('\n').at(-1)! }
  }
}
