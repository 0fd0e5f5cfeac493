import { readFileSync } from 'node:fs'
import { type Options, parse } from 'acorn'
import { describe, expect, it } from 'vitest'
import { readAsset } from '../../src/reader/assets.ts'
import { squeeze } from '../../src/reader/squeeze.ts'

const OPTIONS: Options = { ecmaVersion: 'latest', sourceType: 'module' }

/** What a script means, without where it says so. */
function meaningOf(script: string): string {
  return JSON.stringify(parse(script, OPTIONS), (name, value: unknown) =>
    name === 'start' || name === 'end' || name === 'raw' ? undefined : typeof value === 'bigint' ? `${value}n` : value,
  )
}

describe('a script without its comments and spaces', () => {
  it.each(['choices.js', 'reader.js', 'collect.js', 'basket.js', 'app.js', 'early.js'])('%s means the same', (name) => {
    const script = readFileSync(`src/reader/${name}`, 'utf8')
    const short = squeeze(script)
    expect(meaningOf(short)).toBe(meaningOf(script))
    expect(short).not.toMatch(/\/\*\*|^\s*\/\/|^\s/m)
  })

  it('keeps what stands in strings, templates and regular expressions', () => {
    const script =
      "const a = ['x  //  y', `p  /* q */  \x24{b}`, \"it's\"]\n// gone\nconst c = d.match(/[/] +'/) ?? e / f - -g\n"
    expect(squeeze(script)).toBe(
      "const a=['x  //  y',`p  /* q */  \x24{b}`,\"it's\"]\nconst c=d.match(/[/] +'/)??e/f- -g",
    )
  })

  it('is what pages have', () => {
    expect(readAsset('app.js').text).toBe(squeeze(readFileSync('src/reader/app.js', 'utf8')))
  })
})
