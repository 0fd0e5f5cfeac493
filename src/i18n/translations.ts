import { readFileSync } from 'node:fs'
import { FluentBundle, FluentResource } from '@fluent/bundle'

/** The languages of the interface. Quotes are never translated. */
export const LANGUAGES = ['nl', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** Looks up one of the bot's sentences; `args` are its variables. */
export type Translate = (key: string, args?: Readonly<Record<string, string | number | Date>>) => string

/** The Fluent source of a language. The compiler copies no .ftl files to dist, so it is always that of src. */
export function readFluent(language: Language): string {
  return readFileSync(new URL(`../../src/i18n/${language}.ftl`, import.meta.url), 'utf8')
}

/**
 * Loads everything that the bot says, for a room without a translation plugin.
 * @throws Error when a file is broken; the function that it returns, when a key or an argument is missing.
 */
export function loadTranslations(): (language: Language) => Translate {
  const loaded = new Map(LANGUAGES.map((language) => [language, load(language)]))
  return (language) => loaded.get(language)!
}

function load(language: Language): Translate {
  // Isolation marks are for mixing directions of writing; here they would only spoil lengths and copied text.
  const bundle = new FluentBundle(language, { useIsolating: false })
  const [broken] = bundle.addResource(new FluentResource(readFluent(language)))
  if (broken) throw broken
  return (key, args) => {
    const pattern = bundle.getMessage(key)?.value
    if (!pattern) throw new Error(`${language}.ftl has no sentence "${key}": add it there and to the other language.`)
    return bundle.formatPattern(pattern, args ?? null)
  }
}
