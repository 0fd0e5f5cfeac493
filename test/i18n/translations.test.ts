import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FluentResource } from '@fluent/bundle'
import { describe, expect, it } from 'vitest'
import { LANGUAGES, loadTranslations, readFluent } from '../../src/i18n/translations.ts'

const keysOf = (language: (typeof LANGUAGES)[number]): string[] =>
  new FluentResource(readFluent(language)).body.map(({ id }) => id)

/** The gaps of a sentence, wherever they stand in it. */
function gaps(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(gaps)
  if (typeof value !== 'object' || value === null) return []
  if ('type' in value && value.type === 'var' && 'name' in value) return [String(value.name)]
  return Object.values(value).flatMap(gaps)
}

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(join('src', file), 'utf8'))
  .join('\n')
/** Keys that code puts together: `command-${name}`. */
const families = [...sources.matchAll(/`([a-z-]+-)\$\{/g)].map(([, prefix]) => prefix!)

describe('what the bot says', () => {
  it('has the same keys in every language', () => {
    for (const language of LANGUAGES) expect(keysOf(language).sort()).toEqual(keysOf('nl').sort())
  })

  it('has the same gaps in every language', () => {
    const gapsOf = (language: (typeof LANGUAGES)[number]) =>
      Object.fromEntries(
        new FluentResource(readFluent(language)).body.map(({ id, value }) => [id, [...new Set(gaps(value))].sort()]),
      )
    for (const language of LANGUAGES) expect(gapsOf(language)).toEqual(gapsOf('nl'))
  })

  it('has no key twice', () => {
    for (const language of LANGUAGES) expect(new Set(keysOf(language)).size).toBe(keysOf(language).length)
  })

  it('is all used', () => {
    const unused = keysOf('nl').filter(
      (key) => !sources.includes(`'${key}'`) && !families.some((prefix) => key.startsWith(prefix)),
    )
    expect(unused).toEqual([])
  })

  it('is there for everything that code asks for', () => {
    const asked = [...sources.matchAll(/\b(?:t)\(\s*'([a-z0-9-]+)'/g)].map(([, key]) => key!)
    expect(asked.length).toBeGreaterThan(40)
    expect(asked.filter((key) => !keysOf('nl').includes(key))).toEqual([])
  })

  it('counts in both languages', () => {
    const translations = loadTranslations()
    expect(translations('nl')('coverage-all', { all: 2 })).toBe('Dit komt uit allebei mijn bronnen.')
    expect(translations('nl')('coverage-all', { all: 3 })).toBe('Dit komt uit al mijn 3 bronnen.')
    expect(translations('en')('coverage-silent', { others: 7 })).toContain('in the other 7 sources')
  })

  it('writes dates in full', () => {
    expect(loadTranslations()('nl')('date', { date: new Date('2025-05-22T12:00') })).toBe('22 mei 2025')
  })

  it('does not pass over a sentence or a word that is missing', () => {
    expect(() => loadTranslations()('nl')('nothing')).toThrow('nl.ftl has no sentence "nothing"')
    expect(() => loadTranslations()('nl')('asked')).toThrow()
  })
})
