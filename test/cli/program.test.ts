import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createProgram } from '../../src/cli/program.ts'
import { run } from '../../src/cli/run.ts'
import { PROJECT_FOLDER } from '../../src/config/config.ts'
import { runCommand } from '../support/run-command.ts'
import { folderWith } from '../support/tiny-corpus.ts'

const COMMANDS = createProgram().commands.map((command) => command.name())
const written = { stdout: '', stderr: '' }

beforeEach(() => {
  Object.assign(written, { stdout: '', stderr: '' })
  for (const stream of ['stdout', 'stderr'] as const) {
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      written[stream] += text
      return true
    })
  }
})
afterEach(() => {
  process.exitCode = undefined
  vi.restoreAllMocks()
})

/** What `bronwijzer` with these arguments prints, and its exit status. */
async function bronwijzer(...args: string[]) {
  const status = await run(() => createProgram().parseAsync(args, { from: 'user' }))
  return { status, ...written }
}

describe('what others wrote', () => {
  it('is shown by reports, and in errors, without a sign that the terminal obeys', async () => {
    const report = { version: 1, passages: ['aaaaaaaa'], kind: 'other', question: 'wat\u001b[2J is\u202e pem' }
    vi.stubEnv('SETTINGS_FOLDER', folderWith({ 'reports.jsonl': `${JSON.stringify(report)}\n` }))
    expect((await bronwijzer('reports')).stdout).toContain('question: wat␛[2J is<U+202E> pem')
    await run(() => Promise.reject(new Error('a\u001b[2J')))
    expect(written.stderr).toBe('a␛[2J\n')
    vi.unstubAllEnvs()
  })
})

describe('a command whose native module was not built', () => {
  it('says so in a sentence', async () => {
    const errors = [
      Object.assign(new Error('Could not locate the bindings file. Tried:\n → a\n → b'), { tries: ['a', 'b'] }),
      Object.assign(new Error('The module was compiled\nagainst another version'), { code: 'ERR_DLOPEN_FAILED' }),
    ]
    for (const error of errors) expect(await run(() => Promise.reject(error))).toBe(1)
    expect(written.stderr).toBe(
      'A native module does not load. "bronwijzer doctor" says which, and what to do.\n'.repeat(2),
    )
  })
})

describe('bronwijzer --help', () => {
  it('has a line for each command, and says what an exit status means', async () => {
    const { status, stdout } = await bronwijzer('--help')
    expect(status).toBe(0)
    expect(COMMANDS).toEqual(
      expect.arrayContaining(['start', 'ask', 'index', 'check', 'tune', 'eval', 'reports', 'doctor']),
    )
    for (const name of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${name} .*\\w`, 'm'))
    expect(stdout).toContain('Exit status: 0 when it worked; 1 when it failed')
  })

  it.each(COMMANDS)('of %s does nothing but print its options and an example', async (name) => {
    const { status, stdout, stderr } = await bronwijzer(name, '--help')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toMatch(/^Examples?:\n {2}bronwijzer /m)
  })

  it('of ask names every option that scripts use', async () => {
    const { stdout } = await bronwijzer('ask', '--help')
    for (const words of ['--json', '--limit', '--explain', '--language', 'standard input'])
      expect(stdout).toContain(words)
  })
})

describe('wrong use', () => {
  it.each([
    [[], /^Usage: bronwijzer/],
    [['vraag'], /unknown command/],
    [['indx'], /Did you mean index\?/],
    [['ask'], /^Ask something: bronwijzer ask/],
    [['ask', '--limit', '0', 'Is GET schadelijk?'], /from 1 to 3/],
    [['ask', '--limit', 'drie', 'Is GET schadelijk?'], /from 1 to 3/],
    [['ask', '--language', 'de', 'Is GET schadelijk?'], /nl, en/],
    [['ask', '--jsn', 'Is GET schadelijk?'], /--json/],
    [['check', '--snel'], /unknown option/],
    [['index', 'alles'], /too many arguments/],
    [['reports', '--remove', '0'], /whole number above 0/],
    [['eval', '--without', 'alles'], /questions, maxsim, bm25, centroid/],
  ])('%j is one sentence on standard error, and exit status 2', async (args, sentence) => {
    const { status, stdout, stderr } = await bronwijzer(...args)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toMatch(sentence)
    expect(stderr).not.toContain('    at ')
  })
})

describe('a missing corpus', () => {
  it.each([['ask', 'vraag'], ['index'], ['check'], ['check', '--fast'], ['tune'], ['eval'], ['start'], ['doctor']])(
    'ends %s with a sentence, exit status 1 and no stack trace',
    async (...args) => {
      const { status, stdout, stderr } = await runCommand(args, '', { CORPUS_FOLDER: '/geen/corpus' })
      expect(status).toBe(1)
      expect(stdout + stderr).toMatch(/\/geen\/corpus/)
      expect(stderr).not.toMatch(/^ {4}at /m)
    },
  )
})

describe('the process', () => {
  it.skipIf(process.platform === 'win32')(
    'does not open an inspector at SIGUSR1, and leaves no core file',
    async () => {
      const child = spawn('sh', ['-c', 'ulimit -c unlimited 2>/dev/null; exec bin/bronwijzer start'], {
        cwd: PROJECT_FOLDER,
        env: { ...process.env, BOT_TOKEN: '' },
      })
      const said = { stdout: '', stderr: '' }
      child.stdout.on('data', (text) => (said.stdout += text))
      child.stderr.on('data', (text) => (said.stderr += text))
      await expect.poll(() => said.stdout, { timeout: 15_000 }).not.toBe('')
      if (process.platform === 'linux')
        expect(readFileSync(`/proc/${child.pid}/limits`, 'utf8')).toMatch(/^Max core file size +0 +0 /m)
      child.kill('SIGUSR1')
      child.stdin.end('wat is pacing?\n')
      await once(child, 'close')
      expect(said.stdout).toContain('pacing')
      expect(said.stderr).not.toContain('Debugger')
    },
  )

  it('without a token and without a terminal says what is missing, and fails', async () => {
    const child = spawn(join(PROJECT_FOLDER, 'bin', 'bronwijzer'), ['start'], {
      env: { ...process.env, BOT_TOKEN: '' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let stderr = ''
    child.stderr.on('data', (text) => (stderr += text))
    const [status] = await once(child, 'close')
    expect(status).toBe(1)
    expect(stderr).toMatch(/^BOT_TOKEN is not set, and there is no terminal/)
  })
})

describe('the launcher', () => {
  /** Runs it with a Node of this version, and with a dist or none. */
  function launch(version: string, compiled: boolean) {
    const folder = folderWith({
      'bin/bronwijzer': readFileSync(join(PROJECT_FOLDER, 'bin', 'bronwijzer'), 'utf8'),
      'bin/node-flags': '--flag',
      'path/node': `#!/bin/sh\nif [ "$1" = --version ]; then echo ${version}; else echo node "$@"; fi\n`,
      ...(compiled && { 'dist/main.js': '' }),
    })
    chmodSync(join(folder, 'path', 'node'), 0o755)
    const { status, stdout, stderr } = spawnSync('sh', [join(folder, 'bin', 'bronwijzer'), 'start', 'a b'], {
      env: { PATH: `${join(folder, 'path')}:${process.env.PATH}` },
      encoding: 'utf8',
    })
    return { status, stdout: stdout.replace(folder, ''), stderr }
  }

  it.each(['v9.0.0', 'v18.20.1', 'v20.9.0', 'v20.11.1'])('refuses Node %s with a sentence', (version) => {
    expect(launch(version, true)).toEqual({
      status: 1,
      stdout: '',
      stderr: `Bronwijzer needs Node 20.12 or newer; this is Node ${version}.\n`,
    })
  })

  it.each([
    ['v20.12.0', 'node --flag /bin/../dist/main.js start a b\n'],
    ['v22.13.0', 'node --flag /bin/../dist/main.js start a b\n'],
    ['v22.14.0', 'node --disable-sigusr1 --flag /bin/../dist/main.js start a b\n'],
    ['v26.0.0', 'node --disable-sigusr1 --flag /bin/../dist/main.js start a b\n'],
  ])('runs on Node %s', (version, stdout) => {
    expect(launch(version, true)).toEqual({ status: 0, stdout, stderr: '' })
  })

  it('says what to do when nothing was compiled', () => {
    expect(launch('v20.12.0', false)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('npm ci --include=dev'),
    })
  })
})
