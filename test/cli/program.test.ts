import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createProgram } from '../../src/cli/program.ts'
import { run } from '../../src/cli/run.ts'
import { runCommand } from '../support/run-command.ts'

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

describe('bronwijzer --help', () => {
  it('has a line for each command, and says what an exit status means', async () => {
    const { status, stdout } = await bronwijzer('--help')
    expect(status).toBe(0)
    expect(COMMANDS).toEqual(['start', 'ask', 'index', 'check', 'tune', 'eval', 'reports', 'config', 'doctor'])
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
