import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { nodeFlags } from '../support/node-flags.ts'

/** Files below a folder, by their paths from the project's. */
const below = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => `${parentPath}/${name}`)

describe('the flags of Node', () => {
  it('are given to the bot by bin/bronwijzer, with which everything starts it', () => {
    expect(nodeFlags()).toContain('--single-threaded-gc')
    for (const [file, start] of [
      ['package.json', '"start": "exec bin/bronwijzer start"'],
      ['Dockerfile', 'CMD ["bin/bronwijzer", "start"]'],
      ['docs/operations/bronwijzer.service', 'ExecStart=/opt/bronwijzer/bin/bronwijzer start'],
    ] as const)
      expect(readFileSync(file, 'utf8'), file).toContain(start)
  })
})

describe('the package that "npm pack" makes', () => {
  const listed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { encoding: 'utf8' })
  const [{ files }] = Object.values(JSON.parse(listed)) as [{ files: { path: string }[] }]
  const packed = files.map(({ path }) => path)

  it('holds all that answering a question needs', () => {
    const compiled = below('src')
      .filter((path) => !path.endsWith('.d.ts'))
      .map((path) => {
        if (/\.ts$|^src\/reader\/.*\.js$/.test(path)) return path.replace(/^src/, 'dist').replace(/\.ts$/, '.js')
        return path.replace(/^src\/reader\//, 'dist/reader/assets/')
      })
    const made = ['maxsim.onnx', 'project.onnx', 'weights.json', 'checksums.json'].map((name) => `embeddings/${name}`)
    const rest = [...below('corpus'), ...below('embeddings/model'), ...made, '.env.example', 'docs/operations.md']
    expect(packed).toEqual(expect.arrayContaining([...compiled, ...rest]))
  })

  it('holds nothing else: no settings, no index, no tests, nothing of the working tree', () => {
    const allowed =
      /^(?:bin\/(?:bronwijzer|node-flags|prepare)|dist\/.+\.js|dist\/reader\/assets\/(?:style\.css|icon\.svg)|src\/i18n\/\w+\.ftl|src\/desk\/(?:desk\.js|style\.css)|corpus\/.+|docs\/.+|embeddings\/(?:(?:model|practice)\/.+|[\w.]+)|\.env\.example|package\.json|README\.md|LICENSE)$/
    expect(packed.filter((path) => !allowed.test(path))).toEqual([])
  })
})
