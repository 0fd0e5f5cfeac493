import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string> }
const rows = readFileSync('docs/dependencies.md', 'utf8')
  .split('\n')
  .filter((line) => /^\| (?!package|---)/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))

describe('the page about dependencies', () => {
  it('lists each of them, in its version and with its licence and a reason', () => {
    expect(Object.fromEntries(rows.map(([, name, version]) => [name, version]))).toEqual(dependencies)
    for (const [, name, , licence, size, why] of rows) {
      const { license } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')) as { license: string }
      expect(licence).toBe(license)
      expect(size).toMatch(/^[\d.]+ MB$/)
      expect(why).not.toBe('')
    }
  })

  it('is about exact versions', () => {
    for (const version of Object.values(dependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/)
  })
})
