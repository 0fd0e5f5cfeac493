import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PROJECT_FOLDER } from '../src/config/config.ts'
import { brokenImportRules, ROOMS, type SourceFile } from './support/import-rules.ts'

const files: SourceFile[] = readdirSync(join(PROJECT_FOLDER, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({
    path: join('src', path).replaceAll('\\', '/'),
    text: readFileSync(join(PROJECT_FOLDER, 'src', path), 'utf8'),
  }))

describe('every file of src', () => {
  it('imports only the rooms above its own and the packages that its room may use, and leaves the environment to config', () => {
    expect(files.length).toBeGreaterThan(50)
    expect(brokenImportRules(files)).toEqual([])
  })

  it('is in a room that is not empty', () => {
    for (const room of Object.keys(ROOMS))
      expect(
        files.some(({ path }) => path.startsWith(`src/${room}/`)),
        room,
      ).toBe(true)
  })
})

it('what test files share leaves hooks to the setup: it is loaded once for many files', () => {
  const shared = readdirSync(join(PROJECT_FOLDER, 'test'), { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && path !== 'support/setup.ts')
  expect(shared.length).toBeGreaterThan(50)
  for (const path of shared)
    expect(readFileSync(join(PROJECT_FOLDER, 'test', path), 'utf8'), path).not.toMatch(
      /^(?:before|after)(?:All|Each)\(/m,
    )
})

/** What is loaded with these files, before anything runs: files of src and packages. */
function loadedWith(...entries: string[]): string[] {
  const textOf = new Map(files.map(({ path, text }) => [path, text]))
  const loaded = new Set<string>()
  const load = (path: string) => {
    if (loaded.has(path)) return
    loaded.add(path)
    const names = (textOf.get(path) ?? '').matchAll(/^(?:import|export)\s(?!type\s)[^'"()]*?['"]([^'"]+)['"]/gm)
    for (const [, name] of names) load(name!.startsWith('.') ? join(dirname(path), name!) : name!)
  }
  for (const entry of entries) load(entry)
  return [...loaded]
}

describe('the doctor and the help', () => {
  it('load no native module before they say that it is missing', () => {
    const loaded = loadedWith('src/main.ts', 'src/cli/doctor.ts')
    expect(loaded).toContain('commander')
    expect(loaded.filter((name) => /hnswlib|onnxruntime|transformers|product/.test(name))).toEqual([])
  })
})

describe('the bot', () => {
  it('loads nothing that makes pages or pictures unless it serves them', () => {
    const loaded = loadedWith('src/main.ts', 'src/cli/start.ts')
    expect(loaded).toContain('src/operations/serve.ts')
    expect(loaded.filter((name) => /hast|satori|resvg|lean-qr|reader\/(?!address)/.test(name))).toEqual([])
  })
})

describe('rooms', () => {
  it('know only rooms that stand above them', () => {
    const order = Object.keys(ROOMS)
    for (const [room, { rooms }] of Object.entries(ROOMS)) {
      for (const other of rooms)
        expect(order.indexOf(other), `${room} knows ${other}`).toBeLessThan(order.indexOf(room))
    }
  })
})

describe('the rules', () => {
  const broken = (path: string, text: string) => brokenImportRules([{ path, text }])

  it.each([
    ['a room below', 'src/corpus/x.ts', "import { search } from '../retrieval/search.ts'", 'imports from retrieval'],
    ['a room beside', 'src/telegram/x.ts', "import { chat } from '../terminal/chat.ts'", 'imports from terminal'],
    [
      'a type of a room below',
      'src/dutch/x.ts',
      "import type { Passage } from '../corpus/document.ts'",
      'imports from corpus',
    ],
    [
      'over several lines',
      'src/dutch/x.ts',
      "import {\n  type Passage,\n  other,\n} from '../corpus/document.ts'",
      'imports from corpus',
    ],
    [
      'from a folder in a room',
      'src/telegram/messages/x.ts',
      "import { b } from '../../terminal/b.ts'",
      'imports from terminal',
    ],
    ['exported again', 'src/dutch/x.ts', "export { b } from '../corpus/b.ts'", 'imports from corpus'],
    ['for its effects alone', 'src/dutch/x.ts', "import '../corpus/b.ts'", 'imports from corpus'],
    ['while running', 'src/dutch/x.ts', "const b = await import('../corpus/b.ts')", 'imports from corpus'],
    [
      'a package of another room',
      'src/telegram/x.ts',
      "import hnswlib from 'hnswlib-node'",
      'imports the package hnswlib-node',
    ],
    [
      'a package with an owner',
      'src/dutch/x.ts',
      "import { I18n } from '@grammyjs/i18n/out'",
      'imports the package @grammyjs/i18n',
    ],
    ['an entry file', 'src/answering/x.ts', "import { openProduct } from '../product.ts'", 'imports src/product.ts'],
    ['a command', 'src/terminal/x.ts', "import { run } from '../cli/run.ts'", 'imports src/cli/run.ts'],
    ['the environment', 'src/telegram/x.ts', 'const token = process.env.BOT_TOKEN', 'reads process.env'],
    ['the environment, in an entry file', 'src/main.ts', "const token = process.env['BOT_TOKEN']", 'reads process.env'],
    ['a room that nobody knows', 'src/helpers/x.ts', '', 'is in no room'],
    ['no room at all', 'src/x.ts', '', 'is in no room'],
  ])('fire on %s', (_what, path, text, sentence) => {
    expect(broken(path, text).join('\n')).toContain(sentence)
  })

  it.each([
    [
      'src/retrieval/x.ts',
      "import { fold } from '../dutch/fold.ts'\nimport MiniSearch from 'minisearch'\nimport { dirname, join } from 'node:path'\nimport { b } from './b.ts'",
    ],
    ['src/config/x.ts', 'export const all = process.env'],
    ['src/cli/x.ts', "import { openProduct } from '../product.ts'\nimport { Command } from 'commander'"],
    ['src/operations/x.ts', "import type { Product } from '../product.ts'"],
    [
      'src/dutch/x.ts',
      "/** Unlike `import x from '../telegram/x.ts'`, and process.env, this is a comment. */\nexport const b = 1",
    ],
  ])('say nothing of what %s may do', (path, text) => {
    expect(broken(path, text)).toEqual([])
  })
})
