import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

type Versions = Readonly<Record<string, string>>
const { dependencies, devDependencies, optionalDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  dependencies: Versions
  devDependencies: Versions
  optionalDependencies: Versions
}
const page = readFileSync('docs/dependencies.md', 'utf8')
const rows = page
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

  it('says the versions of those that only some need', () => {
    const said = Array.from(page.matchAll(/\*\*([\w@/.-]+)\*\* (\d+\.\d+\.\d+) \(/g), ([, name, version]) => [
      name,
      version,
    ])
    const others: Versions = { ...devDependencies, ...optionalDependencies }
    expect(said.length).toBeGreaterThan(5)
    expect(said.map(([name]) => name)).toEqual(expect.arrayContaining(Object.keys(optionalDependencies)))
    for (const [name, version] of said) expect(version).toBe(others[name!])
  })

  it('is about exact versions', () => {
    for (const version of Object.values(dependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/)
  })
})
