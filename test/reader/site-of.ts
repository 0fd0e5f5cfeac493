import type { Corpus } from '../../src/corpus/load-corpus.ts'
import { loadTranslations } from '../../src/i18n/translations.ts'
import type { Site } from '../../src/reader/site.ts'

/** A Dutch site of this corpus with a bot and an address; `more` replaces parts of it. */
export function siteOf(corpus: Corpus, more: Partial<Site> = {}): Site {
  return {
    corpus,
    t: loadTranslations()('nl'),
    language: 'nl',
    username: 'bronwijzer_bot',
    url: 'https://lezen.example.org',
    questions: new Map(),
    former: [],
    draw: null,
    search: null,
    ...more,
  }
}
