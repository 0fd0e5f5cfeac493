import { keepFormer, loadFormer } from '../../src/corpus/former.ts'
import type { Corpus } from '../../src/corpus/load-corpus.ts'
import { loadTranslations } from '../../src/i18n/translations.ts'
import type { Search, Site } from '../../src/reader/site.ts'
import { documentOf, sourceOf, tinyCorpus } from '../support/tiny-corpus.ts'

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

/** A search that answers nobody: with one, the bot serves the pages. */
export const NO_SEARCH: Search = { ask: async () => ({ seconds: 1 }), dangerCard: () => '' }

/** A text before and after it changed, and what it said before as pages show it. */
export function changedText() {
  const [old, now] = ['veel', 'sommige'].map((many) => {
    const body = `# Leven\n\nRust helpt ${many} mensen met ME.\n`
    return tinyCorpus({
      'pagina/document.md': documentOf('pagina', body),
      'pagina/source.txt': sourceOf(body),
      'pagina/questions.yaml': 'passages: []\n',
    })
  }) as [ReturnType<typeof tinyCorpus>, ReturnType<typeof tinyCorpus>]
  keepFormer(now.folder, now.corpus, old.corpus, '2026-11-26')
  return { old, now, former: loadFormer(now.folder, now.corpus) }
}
