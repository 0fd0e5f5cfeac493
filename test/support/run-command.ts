import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { PROJECT_FOLDER } from '../../src/config/config.ts'

/** What a command did. */
export interface Ran {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs `bronwijzer` with these arguments as a process of its own, with this on its standard input. */
export function runCommand(
  args: readonly string[],
  input: string | Buffer = '',
  environment: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const child = spawn(join(PROJECT_FOLDER, 'bin', 'bronwijzer'), args, {
    cwd: PROJECT_FOLDER,
    env: { ...process.env, BOT_TOKEN: '', ...environment },
  })
  const out: Buffer[] = []
  const errors: Buffer[] = []
  child.stdout.on('data', (chunk) => out.push(chunk))
  child.stderr.on('data', (chunk) => errors.push(chunk))
  // A command that ends without reading its input is no failure of the test.
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (status) =>
      resolve({ status, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(errors).toString() }),
    )
  })
}
