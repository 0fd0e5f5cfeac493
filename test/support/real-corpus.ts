import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createConfig, PROJECT_FOLDER } from '../../src/config/config.ts'
import { type Corpus, corpusWithout, loadCorpus } from '../../src/corpus/load-corpus.ts'

export const CORPUS_FOLDER = createConfig({}).corpusFolder
export const INTERVIEW = 'nvk-nos-mecvs-kinderen'
export const PAGE = 'mecvs-behandeling'

/** A file of a document as it lies in the repository. */
export function corpusFile(document: string, file: string): string {
  return readFileSync(join(CORPUS_FOLDER, document, file), 'utf8')
}

let known: Corpus | null = null
/** The two documents that tests know by heart, whatever else is in the corpus. */
export function realCorpus(): Corpus {
  if (known) return known
  const corpus = loadCorpus(CORPUS_FOLDER, PROJECT_FOLDER)
  const others = corpus.documents.filter(({ id }) => id !== INTERVIEW && id !== PAGE)
  known = corpusWithout(
    corpus,
    others.map(({ id }) => id),
  )
  return known
}
