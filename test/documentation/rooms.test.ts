import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { ROOMS } from '../support/import-rules.ts'

it('the table of rooms names them in their order, with their packages', () => {
  const rows = readFileSync('CONTRIBUTING.md', 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, room, packages = ''] = line.match(/^\| `([\w-]+)` \|[^|]+\| ([^|]+) \|$/) ?? []
      return room === undefined ? [] : [[room, packages === 'none' ? [] : packages.split(', ')]]
    })
  // The parts of mdast and of hast go by one name.
  const packagesOf = (names: readonly string[]) =>
    names.filter((name) => !/^(?:mdast-util-|micromark-|hast-util-|hastscript)/.test(name))
  expect(rows).toEqual(Object.entries(ROOMS).map(([room, { packages }]) => [room, packagesOf(packages)]))
})
