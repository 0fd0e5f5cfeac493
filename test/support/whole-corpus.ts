import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as pause } from 'node:timers/promises'
import type { Passage } from '../../src/corpus/document.ts'
import { loadCorpus } from '../../src/corpus/load-corpus.ts'
import type { Product } from '../../src/product.ts'
import { answered, declined } from './fake-answerer.ts'
import { fakeSearcher } from './fake-searcher.ts'
import { CORPUS_FOLDER } from './real-corpus.ts'
import { tinyFiles } from './tiny-corpus.ts'

/** The tiny corpus with every other file that a corpus has, so that nothing is missing in a check. */
export function wholeFiles(): Record<string, string> {
  const others = ['abbreviations.yaml', 'safety.yaml', 'requests.yaml', 'signposts.yaml', 'asides.yaml', 'lexicon.yaml']
  return {
    ...tinyFiles(),
    ...Object.fromEntries(
      others.map((name) => [name, readFileSync(join(CORPUS_FOLDER, name), 'utf8').replace(/^ +unfit: .*\n/gm, '')]),
    ),
  }
}

/** A product that finds the passages whose example question is asked, or that share a word of seven letters; no model is needed. */
export async function findingProduct(folder: string): Promise<Product> {
  const corpus = loadCorpus(folder, folder)
  const bare = (text: string) => text.toLowerCase().replace(/[^\p{L} ]/gu, '')
  const answer = async (question: string) => {
    await pause()
    const asks = ({ text }: Passage) => question === `Hoe zit het met: ${bare(text)}?`
    const shares = ({ text }: Passage) => (question.match(/\p{L}{7,}/gu) ?? []).some((word) => text.includes(word))
    const found = corpus.passages.find(asks) ?? corpus.passages.find(shares)
    return found ? answered([found], corpus) : declined(corpus)
  }
  const passages = corpus.passages.slice(0, 10).map(({ text }, at) => [text, 10 - at] as const)
  const searcher = fakeSearcher(corpus, () => ({ confidence: 0.5, passages }))
  return { corpus, answerer: { answer }, searcher } as unknown as Product
}
