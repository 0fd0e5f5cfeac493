import { join } from 'node:path'
import { createAnswerer } from '../../src/answering/create-answerer.ts'
import { createTerms } from '../../src/answering/terms.ts'
import { loadCounterparts } from '../../src/corpus/counterparts.ts'
import { loadCorpus } from '../../src/corpus/load-corpus.ts'
import { loadTerms } from '../../src/corpus/terms.ts'
import { loadAbbreviations } from '../../src/retrieval/abbreviations.ts'
import { loadSafety } from '../../src/safety/danger.ts'
import { loadRequests } from '../../src/safety/request.ts'
import type { RunOptions } from './run-updates.ts'
import { stubSearcher } from './stub-searcher.ts'

/** The product with its corpus, but with a stub in the place of model and index: it answers in less than a millisecond. */
export function openStubProduct(corpusFolder: string): RunOptions['product'] {
  const corpus = loadCorpus(corpusFolder)
  const safety = loadSafety(join(corpusFolder, 'safety.yaml'))
  const terms = loadTerms(corpusFolder, corpus)
  const answerer = createAnswerer({
    corpus,
    counterparts: loadCounterparts(corpusFolder, corpus),
    searcher: stubSearcher(corpus),
    senseDanger: () => null,
    detectDanger: safety.detect,
    detectRequest: loadRequests(join(corpusFolder, 'requests.yaml')).detect,
    termAsked: createTerms(terms, loadAbbreviations(join(corpusFolder, 'abbreviations.yaml'))),
  })
  return { corpus, terms, answerer, safety }
}
