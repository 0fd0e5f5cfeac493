import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Config, PATHS } from '../config/config.ts'
import { LEAST_QUESTIONS } from '../corpus/check-questions.ts'
import type { Passage } from '../corpus/document.ts'
import { type Corpus, fingerprintCorpus } from '../corpus/load-corpus.ts'
import { fingerprintModel } from '../embedding/fingerprint.ts'
import { loadAbbreviations } from '../retrieval/abbreviations.ts'
import { loadLexicon } from '../retrieval/lexicon.ts'
import { loadMaxSim } from '../retrieval/maxsim.ts'
import { storedQuery } from '../retrieval/query.ts'
import type { SearchIndex } from '../retrieval/search-index.ts'
import { createSearcher, type SearcherParts } from '../retrieval/searcher.ts'

/** A question or judged message, and what a stranger who asked it would find: its author's others are left out. */
export interface FoundQuestion {
  readonly question: string
  readonly author: string
  /** Id of the passage that it was written for; null when nothing answers it. */
  readonly passageId: string | null
  /** Of that passage, from 1; one more than there are candidates when it isn't one. */
  readonly rank: number
  /** Id of the passage that comes first; null for none. */
  readonly first: string | null
  /** Probability that the first answers. */
  readonly confidence: number
}

export type OpenParts = Pick<SearcherParts, 'corpus' | 'embedder' | 'weights'> & { readonly index: SearchIndex }

/** What searchers are made of, without a reranker. */
export async function searcherParts({ corpus, embedder, index, weights }: OpenParts, corpusFolder: string) {
  return {
    corpus,
    embedder,
    index,
    weights,
    maxsim: await loadMaxSim(PATHS.maxsim),
    lexicon: loadLexicon(join(corpusFolder, 'lexicon.yaml')),
    abbreviate: loadAbbreviations(join(corpusFolder, 'abbreviations.yaml')),
  } satisfies SearcherParts
}

/**
 * Looks up every question of a corpus in an index without its author's others. What was found is kept beside the index: as long as
 * nothing changed on which it depends, it is read back.
 * @param open opens the index, when there is something to look up.
 */
export async function findQuestions(
  corpus: Corpus,
  config: Pick<Config, 'corpusFolder' | 'indexFolder' | 'model'>,
  open: () => Promise<OpenParts>,
  onProgress: (done: number, all: number) => void,
): Promise<FoundQuestion[]> {
  const path = join(config.indexFolder, 'check.json')
  const key = fingerprintFinding(corpus, config)
  const known = readKnown(path, key)
  if (known) return known
  const found = await lookUpAll(await open(), config.corpusFolder, onProgress)
  try {
    mkdirSync(config.indexFolder, { recursive: true })
    writeFileSync(path, JSON.stringify({ key, found }))
  } catch {
    // It is found again the next time.
  }
  return found
}

/** A hash of all on which finding depends: texts, questions, words, weights, model and the program itself. */
function fingerprintFinding(corpus: Corpus, { corpusFolder, model }: Pick<Config, 'corpusFolder' | 'model'>): string {
  const program = fileURLToPath(new URL('../retrieval/', import.meta.url))
  const hash = createHash('sha256').update(fingerprintCorpus(corpusFolder, corpus)).update(fingerprintModel(model))
  for (const path of [
    ...['lexicon.yaml', 'abbreviations.yaml'].map((name) => join(corpusFolder, name)),
    PATHS.weights,
    fileURLToPath(import.meta.url),
    ...readdirSync(program)
      .sort()
      .map((name) => join(program, name)),
  ]) {
    if (existsSync(path)) hash.update(path).update(readFileSync(path))
  }
  return hash.digest('hex')
}

function readKnown(path: string, key: string): FoundQuestion[] | null {
  try {
    const known = JSON.parse(readFileSync(path, 'utf8'))
    return known.key === key ? known.found : null
  } catch {
    return null
  }
}

async function lookUpAll(
  open: OpenParts,
  corpusFolder: string,
  onProgress: (done: number, all: number) => void,
): Promise<FoundQuestion[]> {
  const parts = await searcherParts(open, corpusFolder)
  const { index, corpus, lexicon } = parts
  const asked = index.views.flatMap((view, at) => (view.author === '' ? [] : [{ ...view, at }]))
  const found: FoundQuestion[] = []
  for (const author of [...new Set(asked.map((view) => view.author))].sort()) {
    for (const kind of ['question', 'off-topic'] as const) {
      const own = asked.filter((view) => view.author === author && view.kind === kind)
      if (own.length === 0) continue
      const hidden = await index.without((view) => view.kind === kind && view.author === author)
      const searcher = createSearcher({ ...parts, index: hidden })
      for (const { at, text, passage } of own) {
        const { candidates, confidence } = await searcher.rank(storedQuery(at, hidden, lexicon))
        const place = candidates.findIndex((candidate) => candidate.passage === passage)
        found.push({
          question: text,
          author,
          passageId: corpus.passages[passage]?.id ?? null,
          rank: place < 0 ? candidates.length + 1 : place + 1,
          first: corpus.passages[candidates[0]?.passage ?? -1]?.id ?? null,
          confidence,
        })
        onProgress(found.length, asked.length)
      }
    }
  }
  return found
}

/** How well a passage is found by those who haven't read it. */
export interface PassageFound {
  readonly passage: Passage
  /** Questions that were written for it, and those of them for which it comes first. */
  readonly questions: number
  readonly first: number
  /** Those for which another passage comes first, the worst first. */
  readonly lost: readonly FoundQuestion[]
  /** Questions that were written for another passage, or that nothing answers, and that are answered with this one. */
  readonly taken: readonly FoundQuestion[]
}

/**
 * Sums up for each passage how its questions find it and what it takes from others, weak ones first: those with few questions, or few
 * that find it.
 * @param answered the least probability with which a passage is an answer.
 */
export function howFound(found: readonly FoundQuestion[], corpus: Corpus, answered: number): PassageFound[] {
  return corpus.passages
    .map((passage) => {
      const { id } = passage
      const questions = found.filter(({ passageId }) => passageId === id)
      const lost = questions.filter(({ first }) => first !== id).sort((a, b) => b.rank - a.rank)
      const taken = found.filter(
        ({ first, passageId, confidence }) => first === id && passageId !== id && confidence >= answered,
      )
      return { passage, questions: questions.length, first: questions.length - lost.length, lost, taken }
    })
    .sort((a, b) => strength(a) - strength(b))
}

function strength({ questions, first }: PassageFound): number {
  return first / Math.max(questions, LEAST_QUESTIONS)
}
