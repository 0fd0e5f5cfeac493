import { readConfig } from '../config/config.ts'
import { keepFormer } from '../corpus/former.ts'
import { loadCorpus } from '../corpus/load-corpus.ts'

/**
 * Keeps what an earlier corpus said, so that links to quotes that have changed show then and now.
 * @param folder the corpus as it was before the change.
 * @throws CorpusError with every problem of either corpus.
 */
export function former(folder: string): void {
  const { corpusFolder } = readConfig()
  const until = new Date().toISOString().slice(0, 10)
  const added = keepFormer(corpusFolder, loadCorpus(corpusFolder), loadCorpus(folder), until)
  for (const [id, count] of added) process.stdout.write(`${id}: ${count} passages that no longer stand there.\n`)
  process.stdout.write('Look at "now" in former.yaml: it was guessed from the words.\n')
}
