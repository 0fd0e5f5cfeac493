import { loadExampleQuestions } from '../../src/corpus/load-corpus.ts'
import { loadTranslations } from '../../src/i18n/translations.ts'
import type { Product } from '../../src/product.ts'
import { chooseQuestions } from '../../src/reader/choose-questions.ts'
import { serveSite } from './serve-site.ts'

/** The pages of a product on this machine, as its bot serves them; `close` ends it. */
export function serveProduct({ corpus, counterparts, former, answerer, safety }: Product, corpusFolder: string) {
  return serveSite({
    corpus,
    t: loadTranslations()('nl'),
    language: 'nl',
    username: 'bronwijzer_bot',
    url: 'https://bot.example.org',
    counterparts,
    former,
    questions: chooseQuestions(loadExampleQuestions(corpusFolder, corpus)),
    draw: null,
    search: {
      ask: (question) => answerer.answer(question),
      dangerCard: (danger, isSensed) => safety.card(danger, 'nl', isSensed),
    },
  })
}
