import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Config, PATHS } from '../config/config.ts'
import { type Corpus, fingerprintCorpus } from '../corpus/load-corpus.ts'
import { fingerprintModel } from '../embedding/fingerprint.ts'
import type { Product } from '../product.ts'
import { loadAbbreviations } from '../retrieval/abbreviations.ts'
import { loadLexicon } from '../retrieval/lexicon.ts'
import { loadMaxSim } from '../retrieval/maxsim.ts'
import { storedQuery } from '../retrieval/query.ts'
import { createSearcher, type Searcher } from '../retrieval/searcher.ts'
import { createProgress } from '../terminal/progress.ts'
import { openWithProgress } from './run.ts'

/** Most questions that are listed, worst first. */
const LISTED = 30
/** A question that ranks its own passage lower than this is listed. */
const WELL_FOUND = 3

/**
 * Lines about the example questions that don't find their passage, and about those without an answer that would be answered. What was
 * found is kept beside the index: as long as nothing changed on which it depends, it is read back.
 */
export async function findQuestions(corpus: Corpus, config: Config): Promise<string[]> {
  const path = join(config.indexFolder, 'check.json')
  const key = fingerprintFinding(corpus, config)
  const known = readKnown(path, key)
  if (known) return known
  const lines = await lookUpAll(await openWithProgress(config), config)
  try {
    mkdirSync(config.indexFolder, { recursive: true })
    writeFileSync(path, JSON.stringify({ key, lines }))
  } catch {
    // It is found again the next time.
  }
  return lines
}

/** A hash of all on which finding depends: texts, questions, words, weights, model and the program itself. */
function fingerprintFinding(corpus: Corpus, { corpusFolder, model }: Config): string {
  const program = fileURLToPath(new URL('../retrieval/', import.meta.url))
  const hash = createHash('sha256').update(fingerprintCorpus(corpusFolder, corpus)).update(fingerprintModel(model))
  for (const path of [
    ...['lexicon.yaml', 'abbreviations.yaml'].map((name) => join(corpusFolder, name)),
    PATHS.weights,
    ...readdirSync(program)
      .sort()
      .map((name) => join(program, name)),
  ]) {
    if (existsSync(path)) hash.update(path).update(readFileSync(path))
  }
  return hash.digest('hex')
}

function readKnown(path: string, key: string): string[] | null {
  try {
    const known = JSON.parse(readFileSync(path, 'utf8'))
    return known.key === key ? known.lines : null
  } catch {
    return null
  }
}

/** Looks up every question in an index without its author's others. */
async function lookUpAll({ index, corpus, embedder, weights }: Product, { corpusFolder }: Config): Promise<string[]> {
  const maxsim = await loadMaxSim(PATHS.maxsim)
  const lexicon = loadLexicon(join(corpusFolder, 'lexicon.yaml'))
  const abbreviate = loadAbbreviations(join(corpusFolder, 'abbreviations.yaml'))
  const authors = [...new Set(index.views.map(({ author }) => author))].filter((author) => author !== '').sort()
  const lost: { rank: number; line: string }[] = []
  const answered: { confidence: number; line: string }[] = []
  const progress = createProgress('check-corpus')
  const exampleQuestions = index.views.filter(({ kind }) => kind === 'question').length
  const asked = exampleQuestions + index.views.filter(({ kind }) => kind === 'off-topic').length
  let done = 0
  const lookUp = async (kind: 'question' | 'off-topic', author: string, judge: Judge) => {
    const hidden = await index.without((view) => view.kind === kind && view.author === author)
    const searcher = createSearcher({ corpus, embedder, index: hidden, maxsim, lexicon, abbreviate, weights })
    for (const [view, { kind: own, author: by }] of index.views.entries()) {
      if (own !== kind || by !== author) continue
      judge(view, await searcher.rank(storedQuery(view, hidden, lexicon)))
      progress.update(++done, asked)
    }
  }
  for (const author of authors) {
    await lookUp('question', author, (view, { candidates }) => {
      const { passage, text } = index.views[view]!
      const at = candidates.findIndex((candidate) => candidate.passage === passage)
      const rank = at < 0 ? candidates.length + 1 : at + 1
      if (rank <= WELL_FOUND) return
      const first = corpus.passages[candidates[0]?.passage ?? -1]
      const line = `${rank}  ${text}  (${author}, ${beginning(corpus.passages[passage])}; first is ${beginning(first)})`
      lost.push({ rank, line })
    })
    await lookUp('off-topic', author, (view, { candidates, confidence }) => {
      if (confidence < weights.thresholds.answered) return
      const first = corpus.passages[candidates[0]?.passage ?? -1]
      answered.push({
        confidence,
        line: `${confidence.toFixed(2)}  ${index.views[view]!.text}  (${author}; ${beginning(first)})`,
      })
    })
  }
  progress.stop()
  lost.sort((a, b) => b.rank - a.rank)
  answered.sort((a, b) => b.confidence - a.confidence)
  return [
    '',
    `Example questions for which their passage is not among the first ${WELL_FOUND}: ${lost.length} of ${exampleQuestions}`,
    ...lost.slice(0, LISTED).map(({ line }) => `  ${line}`),
    '',
    `Questions that nothing answers, and that would be answered; check each against the text: ${answered.length}`,
    ...answered.map(({ line }) => `  ${line}`),
  ]
}

type Judge = (view: number, result: Awaited<ReturnType<Searcher['rank']>>) => void

/** Characters of a passage by which an editor recognises it. */
const BEGINNING = 60

/** The first words of a passage, in quotation marks. */
export function beginning(passage: { readonly text: string } | null | undefined): string {
  return passage ? `"${passage.text.replace(/\s+/g, ' ').slice(0, BEGINNING)}"` : 'nothing'
}
