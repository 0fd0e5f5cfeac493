import { createHash } from 'node:crypto'
import { setImmediate as pause } from 'node:timers/promises'
import { loadJudgedMessages } from '../corpus/judged-messages.ts'
import { type Corpus, fingerprintCorpus, loadExampleQuestionsInSlices } from '../corpus/load-corpus.ts'
import { CorpusError } from '../corpus/problem.ts'
import type { Embedder } from '../embedding/embedder.ts'
import { readIndex, readSimilar, writeIndex } from './index-files.ts'
import { buildParts, createSearchIndex, type IndexParts, type KnownVectors, type SearchIndex } from './search-index.ts'
import type { StoredVectors, TokenStatistics } from './token-vectors.ts'
import { findTooLong } from './too-long.ts'
import { VIEWS_VERSION, type View, viewsOf } from './views.ts'

export interface OpenIndexOptions {
  readonly corpus: Corpus
  readonly corpusFolder: string
  /** Has a folder for each index. */
  readonly indexFolder: string
  /** Of everything but the texts that vectors depend on: the model's files and prefixes, and its projection. */
  readonly modelFingerprint: string
  readonly embedder: Embedder
  readonly statistics: TokenStatistics
  /** Gets a line for the operator: why the index is built, or why it can't be saved. */
  readonly onNotice: (line: string) => void
  readonly onProgress: (done: number, all: number) => void
}

/**
 * Opens the index of a corpus, and builds it first unless it is on disk, complete and up to date: a stale, damaged, truncated
 * or foreign one is never used. An index that can't be saved is used all the same.
 * @throws CorpusError when the questions are wrong, or the model can't read a passage whole.
 */
export async function openIndex(options: OpenIndexOptions): Promise<SearchIndex> {
  const parts = await openParts(options)
  // In a pause, questions are answered with the index in use.
  await pause()
  return createSearchIndex(parts, options.corpus.passages.length)
}

/** Of everything but the texts that vectors depend on. */
export function fingerprintEmbedding(modelFingerprint: string, { mean, common }: TokenStatistics): string {
  return sha256([modelFingerprint, mean.join(), common.join()])
}

/** The same, not yet made ready for searching. */
export async function openParts(options: OpenIndexOptions): Promise<IndexParts> {
  const { corpus, corpusFolder, indexFolder, onNotice } = options
  const embedding = fingerprintEmbedding(options.modelFingerprint, options.statistics)
  const fingerprint = sha256([embedding, String(VIEWS_VERSION), fingerprintCorpus(corpusFolder, corpus)])

  const read = readIndex(indexFolder, fingerprint)
  const fits = (parts: IndexParts) => parts.dimensions === options.embedder.dimensions
  const found =
    read === null || 'reason' in read || (fits(read) && read.centroids.lengths.length === corpus.passages.length)
      ? read
      : { reason: 'it is damaged (it has vectors of another model or corpus)' }
  await pause()
  if (found && !('reason' in found)) return found
  const likely = readSimilar(indexFolder, embedding)
  const similar = likely && fits(likely) ? likely : null
  if (found) onNotice(`Rebuilding the index in ${indexFolder}: ${found.reason}.`)
  else if (similar) onNotice('The corpus has changed: updating the index.')
  else onNotice('Building the index of this corpus and model, once.')

  const questions = await loadExampleQuestionsInSlices(corpusFolder, corpus)
  const views = viewsOf(corpus, questions, loadJudgedMessages(corpusFolder, corpus))
  const tooLong = findTooLong(corpus, views, options.embedder, corpusFolder)
  if (tooLong.length > 0) throw new CorpusError(tooLong)
  const parts = await buildParts(
    corpus,
    views,
    options.embedder,
    options.statistics,
    similar ? vectorsIn(similar) : () => null,
    options.onProgress,
  )
  await pause()
  try {
    writeIndex(indexFolder, fingerprint, embedding, parts)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    onNotice(
      `The index can't be saved (${reason}), and will be built again at the next start. Set INDEX_FOLDER to a writable folder.`,
    )
  }
  return parts
}

function sha256(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('hex')
}

/** Looks up vectors in an index by a view's text and the way it is embedded. */
export function vectorsIn({ views, means, tokens }: Pick<IndexParts, 'views' | 'means' | 'tokens'>) {
  const key = (view: View) => `${view.author === '' ? 'passage' : 'query'}:${view.text}`
  const byText = new Map(views.map((view, index) => [key(view), index]))
  return (view: View): KnownVectors | null => {
    const index = byText.get(key(view))
    if (index === undefined) return null
    return {
      mean: rowsOf(means, index),
      ofTokens: rowsOf(tokens, index),
      tokens: tokens.tokens.subarray(tokens.starts[index], tokens.starts[index + 1]),
    }
  }
}

function rowsOf({ dimensions, starts, bytes, scales }: StoredVectors, view: number): KnownVectors['mean'] {
  const first = starts[view]!
  const last = starts[view + 1]!
  return { bytes: bytes.subarray(first * dimensions, last * dimensions), scales: scales.subarray(first, last) }
}
